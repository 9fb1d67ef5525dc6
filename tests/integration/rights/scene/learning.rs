//! What the member has learned, written and asked for.

use std::time::{Duration as Wait, Instant};

use serde_json::{Value, json};

use super::super::Role;
use super::Scene;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{learn, queue, start_lesson};

const MEMBER: &[Role] = &[Role::Member];
/// The member's own, which editors answer.
const ASKED: &[Role] = &[Role::Member, Role::Editor, Role::Admin];
const NOTE: &str = "көршімнің сөзі";

pub(super) async fn set(scene: &mut Scene, service: &Service, member: &Client) {
    learn(service, member, "amandasu").await;
    start_lesson(member, "otbasy").await;
    let new = queue(member).await.remove(0);
    scene.put_secret("a new card of the member", &new["card"]["id"], MEMBER);
    scene.put_secret("an exercise of the member", &new["exercise"]["id"], MEMBER);
    let word = new["card"]["word"]["id"].clone();
    scene.put("a word", &word);
    write(scene, member, &word).await;
    optimize(member).await;

    let found = member
        .query(
            "{ viewer {
                account { id }
                optimizationJob { id }
                reviews(first: 1) { edges { cursor node { id reviewId card { id } } } }
                glossReports { edges { cursor node { id } } }
                proposals { edges { cursor node { id } } }
                changes { cursor }
                clubMemberships { edges { cursor } }
            } lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"otbasy\"}}) { id }
              course(by: {slug: \"kunine-bes-soz\"}) { id units { id } } }",
            json!({}),
        )
        .await;
    let viewer = &found["viewer"];
    let review = &viewer["reviews"]["edges"][0];
    scene.put_secret("the member's account", &viewer["account"]["id"], MEMBER);
    scene.put_secret("the member's job", &viewer["optimizationJob"]["id"], MEMBER);
    scene.put_secret("the member's review", &review["node"]["id"], MEMBER);
    scene.put_secret("the UUID of the member's review", &review["node"]["reviewId"], MEMBER);
    scene.put_secret("the member's card", &review["node"]["card"]["id"], MEMBER);
    scene.put_secret("the member's report", &viewer["glossReports"]["edges"][0]["node"]["id"], ASKED);
    scene.put_secret("the member's proposal", &viewer["proposals"]["edges"][0]["node"]["id"], ASKED);
    scene.put("a cursor of the member's reviews", &review["cursor"]);
    scene.put("a cursor of the member's changes", &viewer["changes"]["cursor"]);
    scene.put("a cursor of the member's clubs", &viewer["clubMemberships"]["edges"][0]["cursor"]);
    scene.put("a lesson", &found["lesson"]["id"]);
    scene.put("a course", &found["course"]["id"]);
    scene.put("a unit", &found["course"]["units"][0]["id"]);
}

/// A note, a report and a proposal.
async fn write(scene: &mut Scene, member: &Client, word: &Value) {
    scene.keep("the member's note", NOTE, MEMBER);
    let gloss = member
        .query(
            "query($id: ID!) { node(id: $id) { ... on Word {
                russian: glosses(languages: [\"ru\"]) { text } english: glosses(languages: [\"en\"]) { text } } } }",
            json!({"id": word}),
        )
        .await;
    scene.put("its meaning in English", &gloss["node"]["english"][0]["text"]);
    let written = member
        .query(
            "mutation($word: ID!, $note: String!, $gloss: String!, $record: ID!) {
                updateLearnerWord(input: {wordId: $word, note: $note}) { errors { code } }
                reportGloss(input: {wordId: $word, language: \"ru\", gloss: $gloss, reason: \"x\"}) { errors { code } }
                proposeCorrection(input: {recordId: $record, version: 1, source: \"x\",
                    change: {organization: {position: 9}}}) { errors { code } }
            }",
            json!({"word": word, "note": NOTE, "gloss": gloss["node"]["russian"][0]["text"],
                "record": scene.id("a published organization")}),
        )
        .await;
    for (mutation, payload) in written.as_object().unwrap() {
        assert_eq!(payload["errors"], json!([]), "{mutation}");
    }
}

/// A job that is done: none goes on while the database is copied.
async fn optimize(member: &Client) {
    member
        .query("mutation { optimizeParameters(input: {dryRun: true}) { errors { code } } }", json!({}))
        .await;
    let deadline = Instant::now() + Wait::from_secs(30);
    loop {
        let job = member.query("{ viewer { optimizationJob { status } } }", json!({})).await;
        if job["viewer"]["optimizationJob"]["status"] == "DONE" {
            return;
        }
        assert!(Instant::now() < deadline, "{job}");
        tokio::time::sleep(Wait::from_millis(20)).await;
    }
}

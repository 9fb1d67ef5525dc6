//! A contest between clubs, and three who take part in it for club A, which makes them a team.

use std::collections::BTreeMap;

use serde_json::json;

use super::super::Role;
use super::Scene;
use crate::support::client::Client;

pub(super) async fn set(scene: &mut Scene, people: &BTreeMap<Role, Client>) {
    let made = people[&Role::Editor]
        .query(
            "mutation($event: ID!, $lesson: ID!) { createContest(input: {eventId: $event, lessonIds: [$lesson],
                teams: CLUB, from: \"2026-11-20\", until: \"2026-12-20\"}) { contest { id } errors { code } } }",
            json!({"event": scene.id("a published event"), "lesson": scene.id("a lesson")}),
        )
        .await;
    assert_eq!(made["createContest"]["errors"], json!([]));
    scene.put("a contest", &made["createContest"]["contest"]["id"]);
    for role in [Role::Fellow, Role::Leader, Role::Member] {
        let entered = people[&role]
            .query(
                "mutation($contest: ID!, $club: ID!) {
                    enterContest(input: {contestId: $contest, clubId: $club, nameDisplay: HIDDEN}) {
                        contest { viewerStanding { id } } errors { code } } }",
                json!({"contest": scene.id("a contest"), "club": scene.id("club A")}),
            )
            .await;
        assert_eq!(entered["enterContest"]["errors"], json!([]));
        let standing = &entered["enterContest"]["contest"]["viewerStanding"]["id"];
        scene.put(&format!("the {}'s standing", role.name()), standing);
    }
}

//! Who gets an insight, and into which members.

use chrono::Duration;
use serde_json::{Value, json};

use super::{AnswerKind, Club, answer, learner, members, names, share, start, submit_accepted};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

/// All fields of an insight.
const ALL_FIELDS: &str = "
    overview(from: \"2026-11-23\", to: \"2026-12-17\") {
        members activity { sharingMembers isWithheld totals { activeMembers reviews } } results { sharingMembers isWithheld totals { wordsKnown backlog } } }
    roster(from: \"2026-11-23\", to: \"2026-12-17\") { edges { node { displayName }
        activity { reviews daysActive streakDays lastActiveOn } results { wordsKnown wordsBegun backlog } risks { sign } } }
    lessons { sharingMembers isWithheld lessons { lesson { slug } startedMembers finishedMembers currentMembers }
        members { edges { node { displayName } lessons { lesson { slug } isStarted words { begun } } } } }
    hardestWords(from: \"2026-11-23\", to: \"2026-12-17\") { sharingMembers isWithheld priorRate words { word { headword } cause } }
    confusions(from: \"2026-11-23\", to: \"2026-12-17\") { sharingMembers isWithheld pairs { count } byGlossLanguage { language } }
    activity(from: \"2026-11-23\", to: \"2026-12-17\") { sharingMembers isWithheld days { activeMembers } weeks { activeMembers } }
    readiness(on: \"2026-12-31\", lessonIds: $lessons) { wordCount sharingMembers isWithheld withoutReviews { known low high } withReviews { known }
        members { edges { node { displayName } begunWords withReviews { known } newWordsPerDay minutesPerDay } } }";

/// Returns the club with all fields of its insight, as a client sees it.
async fn insight_of(club: &Club, client: &Client) -> Value {
    let lesson = client
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }",
            json!({}),
        )
        .await;
    let document = format!(
        "query($id: ID!, $lessons: [ID!]) {{ club(by: {{id: $id}}) {{ name insight {{ {ALL_FIELDS} }} }} }}"
    );
    let variables = json!({"id": club.id, "lessons": [lesson["lesson"]["id"]]});
    client.query(&document, variables).await["club"].take()
}

/// Learns the first lesson in one evening.
async fn study(service: &Service, member: &Client) {
    let cards = start(member, "amandasu").await;
    let now = service.clock.now();
    let answers: Vec<Value> = cards.iter().map(|card| answer(card, "ru", now, AnswerKind::Right)).collect();
    submit_accepted(member, &answers).await;
}

#[tokio::test]
async fn only_leaders_have_an_insight() {
    let service = Service::start().await;
    let club = Club::of(&service, ["a", "b", "c"].map(|name| (name.to_owned(), "ru"))).await;
    for member in &club.members {
        study(&service, member).await;
    }
    let other = Club::create(&service, "erlan").await;
    let outsider = learner(&service, "gulnar", "ru").await;

    let leader = insight_of(&club, &club.leader).await;
    assert_eq!(
        leader["insight"]["overview"]["activity"]["totals"],
        json!({"activeMembers": 3, "reviews": 30})
    );
    assert_eq!(leader["insight"]["activity"]["days"], json!([{"activeMembers": 3}]));
    assert_eq!(leader["insight"]["readiness"]["wordCount"], 5);

    assert_eq!(insight_of(&club, &club.members[0]).await, json!({"name": "Достар", "insight": null}));
    for (caller, client) in
        [("another leader", &other.leader), ("a learner", &outsider), ("nobody", &service.client())]
    {
        assert_eq!(insight_of(&club, client).await, json!(null), "{caller}");
    }
    // The other leader leads a club without members, so there is nothing to count.
    let empty = insight_of(&other, &other.leader).await;
    assert_eq!(empty["insight"]["overview"]["members"], 0);
    assert_eq!(empty["insight"]["roster"]["edges"], json!([]));
    assert_eq!(
        empty["insight"]["hardestWords"],
        json!({"sharingMembers": 0, "isWithheld": true, "priorRate": null, "words": null})
    );
}

#[tokio::test]
async fn members_who_do_not_share_appear_by_name_only_and_totals_need_three() {
    let service = Service::start().await;
    let club = Club::of(&service, ["a", "b", "c", "d"].map(|name| (name.to_owned(), "ru"))).await;
    for member in &club.members {
        study(&service, member).await;
    }
    share(&service, "display_name = 'a'", "activity = false, results = false, answers = false").await;
    let three = insight_of(&club, &club.leader).await["insight"].take();
    let overview = &three["overview"];
    assert_eq!((&overview["members"], &overview["activity"]["sharingMembers"]), (&json!(4), &json!(3)));
    assert_eq!(overview["activity"]["totals"], json!({"activeMembers": 3, "reviews": 30}));
    let roster = members(&three["roster"]);
    assert_eq!(
        roster[0],
        json!({"node": {"displayName": "a"}, "activity": null, "results": null, "risks": null})
    );
    assert_eq!(
        (&roster[1]["activity"]["reviews"], &roster[1]["results"]["wordsBegun"]),
        (&json!(10), &json!(5))
    );
    assert_eq!(names(&members(&three["lessons"]["members"])), ["b", "c", "d"]);
    assert_eq!(three["hardestWords"]["isWithheld"], false);

    share(&service, "display_name = 'b'", "activity = false, answers = false").await;
    share(&service, "display_name = 'c'", "results = false").await;
    let two = insight_of(&club, &club.leader).await["insight"].take();
    let withheld = |value: &Value| (value["sharingMembers"].clone(), value["isWithheld"].clone());
    let of_two = (json!(2), json!(true));
    assert_eq!(two["overview"]["activity"], json!({"sharingMembers": 2, "isWithheld": true, "totals": null}));
    assert_eq!(two["overview"]["results"], json!({"sharingMembers": 2, "isWithheld": true, "totals": null}));
    assert_eq!(
        two["activity"],
        json!({"sharingMembers": 2, "isWithheld": true, "days": null, "weeks": null})
    );
    assert_eq!(
        two["hardestWords"],
        json!({"sharingMembers": 2, "isWithheld": true, "priorRate": null, "words": null})
    );
    assert_eq!(
        two["confusions"],
        json!({"sharingMembers": 2, "isWithheld": true, "pairs": null, "byGlossLanguage": []})
    );
    assert_eq!((withheld(&two["lessons"]), withheld(&two["readiness"])), (of_two.clone(), of_two));
    assert_eq!(
        two["lessons"]["lessons"],
        json!([{"lesson": {"slug": "amandasu"}, "startedMembers": null, "finishedMembers": null, "currentMembers": null}])
    );
    assert_eq!(two["readiness"]["withReviews"], json!(null));
    let roster = members(&two["roster"]);
    assert_eq!((&roster[1]["activity"], roster[1]["results"].is_null()), (&json!(null), false));
    assert_eq!((&roster[2]["results"], roster[2]["activity"].is_null()), (&json!(null), false));
    // The pace of members who do not share their activity is not shown.
    let ready = members(&two["readiness"]["members"]);
    assert_eq!(names(&ready), ["b", "d"]);
    assert_eq!((&ready[0]["begunWords"], &ready[0]["minutesPerDay"]), (&json!(5), &json!(null)));
}

#[tokio::test]
async fn nothing_from_before_joining_is_shown() {
    let service = Service::start().await;
    let club = Club::create(&service, "dana").await;
    for name in ["a", "b", "c"] {
        let member = learner(&service, name, "ru").await;
        study(&service, &member).await;
        service.clock.advance(Duration::days(2));
        club.join(&member).await;
    }
    super::share_all(&service).await;
    let insight = insight_of(&club, &club.leader).await["insight"].take();
    assert_eq!(insight["overview"]["activity"]["totals"], json!({"activeMembers": 0, "reviews": 0}));
    assert_eq!(insight["activity"]["days"], json!([]));
    assert_eq!(insight["hardestWords"]["words"], json!(null), "there are no attempts since");
    for member in members(&insight["roster"]) {
        let nothing = json!({"reviews": 0, "daysActive": 0, "streakDays": 0, "lastActiveOn": null});
        assert_eq!(member["activity"], nothing, "{member}");
        assert_eq!(member["results"]["wordsBegun"], 5, "known words are those of today");
    }
}

#[tokio::test]
async fn accesses_to_members_by_name_are_logged() {
    let service = Service::start().await;
    let club = Club::of(&service, ["a", "b", "c", "d"].map(|name| (name.to_owned(), "ru"))).await;
    share(&service, "display_name = 'a'", "activity = false, results = false, answers = false").await;
    let database = connect(&service.database.url).await.unwrap();
    let log = async || -> Vec<String> {
        let found = "SELECT subject || ' ' || display_name FROM club_access_log JOIN accounts ON accounts.id = learner_id ORDER BY 1";
        database.query(found, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
    };
    club.query("overview(from: \"2026-11-23\", to: \"2026-12-17\") { members }
        activity(from: \"2026-11-23\", to: \"2026-12-17\") { sharingMembers }
        hardestWords(from: \"2026-11-23\", to: \"2026-12-17\") { sharingMembers } lessons { isWithheld lessons { startedMembers } }").await;
    assert_eq!(log().await, Vec::<String>::new(), "totals show no single member");
    club.query("roster(first: 3) { edges { cursor } }").await;
    assert_eq!(log().await, ["roster b", "roster c"], "a shares nothing, and d is on the next page");
    club.query("lessons { members(first: 1) { edges { cursor } } }").await;
    assert_eq!(log().await, ["lessons b", "roster b", "roster c"]);
}

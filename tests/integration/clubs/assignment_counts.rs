//! The counts of an assignment are of all members who have it, and not only of those on a page.

use chrono::Duration;
use serde_json::{Value, json};

use super::assignments::{answer, assign, headwords, lesson};
use crate::support::client::Client;
use crate::support::club::{create_club, join, join_sharing, leader, learner, leave};
use crate::support::service::Service;

/// Returns the counts of a club's assignments, the newest first.
async fn counts(client: &Client, club: &Value) -> Vec<Value> {
    let document = "query($id: ID!) { club(by: {id: $id}) { assignments { edges { node {
        progressCounts { members sharingMembers done late } } } } } }";
    let found = client.query(document, json!({"id": club["id"]})).await;
    let edges = found["club"]["assignments"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"]["progressCounts"].clone()).collect()
}

fn counted(members: u64, sharing: u64, done: u64, late: u64) -> Value {
    json!({"members": members, "sharingMembers": sharing, "done": done, "late": late})
}

/// Returns the subjects of the member's access log.
async fn accesses(client: &Client) -> Vec<Value> {
    let log = "{ viewer { clubAccessLog { edges { node { subject } } } } }";
    let found = client.query(log, json!({})).await;
    let edges = found["viewer"]["clubAccessLog"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"]["subject"].clone()).collect()
}

#[tokio::test]
async fn the_counts_are_of_those_who_share_their_results() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik, gulnar) = (
        learner(&service, "aigul").await,
        learner(&service, "berik").await,
        learner(&service, "gulnar").await,
    );
    let membership = join(&aigul, &club).await;
    join(&berik, &club).await;
    join_sharing(&gulnar, &club, &["ACTIVITY"]).await;
    let (otbasy, amandasu) = (lesson(&dana, "otbasy").await, lesson(&dana, "amandasu").await);
    assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"})).await;
    assert_eq!(counts(&dana, &club).await, [counted(3, 2, 0, 0)]);

    let words = headwords(&otbasy["words"]);
    answer(&service, &aigul, &words).await;
    answer(&service, &gulnar, &words).await;
    answer(&service, &berik, &words[..2]).await;
    let (found, statements) = service.statements(counts(&dana, &club)).await;
    assert_eq!(found, [counted(3, 2, 1, 0)]);

    service.clock.advance(Duration::minutes(1));
    let input =
        json!({"lessonIds": [amandasu["id"]], "membershipIds": [membership["id"]], "until": "2026-11-25"});
    assign(&dana, &club, input).await;
    let (found, with_two) = service.statements(counts(&dana, &club)).await;
    assert_eq!(found, [counted(1, 1, 0, 0), counted(3, 2, 1, 0)], "the second one is for one member");
    assert_eq!(with_two, statements, "all assignments are counted together");

    service.clock.advance(Duration::days(4));
    answer(&service, &berik, &words[2..]).await;
    assert_eq!(counts(&dana, &club).await[1], counted(3, 2, 1, 1));
    leave(&aigul, &club).await;
    assert_eq!(counts(&dana, &club).await[1], counted(2, 1, 0, 1));
}

#[tokio::test]
async fn only_leaders_see_counts_and_members_see_that_they_looked() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, gulnar) = (learner(&service, "aigul").await, learner(&service, "gulnar").await);
    join(&aigul, &club).await;
    join_sharing(&gulnar, &club, &["ACTIVITY"]).await;
    let otbasy = lesson(&dana, "otbasy").await;
    assign(&dana, &club, json!({"lessonIds": [otbasy["id"]], "until": "2026-11-25"})).await;

    assert_eq!(counts(&aigul, &club).await, [json!(null)]);
    assert_eq!(accesses(&aigul).await, [] as [Value; 0]);
    assert_eq!(counts(&dana, &club).await, [counted(2, 1, 0, 0)]);
    assert_eq!(accesses(&aigul).await, ["ASSIGNMENT"]);
    assert_eq!(accesses(&gulnar).await, [] as [Value; 0], "she shares no results");
}

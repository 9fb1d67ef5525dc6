//! Leaders see what a member shares, while the member is in the club; and the member sees who accessed it.

use chrono::Duration;
use serde_json::{Value, json};

use super::members;
use crate::support::client::Client;
use crate::support::club::{JOIN, create_club, join_sharing, leader, learner, leave, problem, set_role};
use crate::support::service::Service;
use crate::support::study::learn;

const SHARE: &str =
    "mutation($id: ID!, $shares: [ClubShare!]!) { updateClubSharing(input: {clubId: $id, shares: $shares}) {
    clubMembership { id shares } errors { code path }
} }";

const ACCESS_LOG: &str =
    "query($first: Int = 20, $after: String) { viewer { clubAccessLog(first: $first, after: $after) {
    edges { node { clubId clubName accessedBy subject accessedAt } } pageInfo { hasNextPage endCursor }
} } }";

async fn share(client: &Client, club: &Value, shares: &[&str]) -> Value {
    client.query(SHARE, json!({"id": club["id"], "shares": shares})).await["updateClubSharing"].take()
}

async fn access_log(client: &Client) -> Vec<Value> {
    let found = client.query(ACCESS_LOG, json!({})).await;
    let edges = found["viewer"]["clubAccessLog"]["edges"].as_array().unwrap();
    edges.iter().map(|edge| edge["node"].clone()).collect()
}

#[tokio::test]
async fn a_leader_sees_what_a_member_currently_shares() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    let joined = aigul.query(JOIN, json!({"code": club["inviteCode"]})).await;
    assert_eq!(
        joined["joinClub"]["club"]["viewerMembership"]["shares"],
        json!([]),
        "nothing unless she says so"
    );
    learn(&service, &aigul, "amandasu").await;

    let all = [
        (&[][..], None),
        (&["ACTIVITY"], None),
        (&["ANSWERS"], None),
        (&["RESULTS"], Some(false)),
        (&["ANSWERS", "RESULTS", "ACTIVITY"], Some(true)),
        (&[], None),
    ];
    for (shares, visible) in all {
        let shared = share(&aigul, &club, shares).await;
        assert_eq!(shared["errors"], json!([]));
        let shared_parts = shared["clubMembership"]["shares"].as_array().unwrap();
        assert_eq!(shared_parts.len(), shares.len());
        let member = &members(&dana, &club).await[1];
        assert_eq!(
            (&member["displayName"], &member["shares"]),
            (&json!("aigul@example.kz"), &shared["clubMembership"]["shares"])
        );
        let Some(activity) = visible else {
            assert_eq!(member["progress"], json!(null), "{shares:?}");
            continue;
        };
        let progress = &member["progress"];
        assert_eq!((&progress["words"]["learned"], &progress["dailyGoal"]), (&json!(5), &json!(5)));
        let expected = if activity { (json!(5), json!(20)) } else { (json!(null), json!(null)) };
        assert_eq!((progress["newWordsToday"].clone(), progress["reviews"].clone()), expected, "{shares:?}");
        assert_eq!(progress["lastReviewedAt"].is_string(), activity);
    }
    // A member always sees their own progress.
    let own = "{ viewer { clubMemberships { edges { node { progress { reviews } } } } } }";
    let own = aigul.query(own, json!({})).await;
    assert_eq!(own["viewer"]["clubMemberships"]["edges"][0]["node"]["progress"]["reviews"], 20);

    let nobody = service.client();
    assert_eq!(
        nobody.execute(SHARE, json!({"id": club["id"], "shares": []})).await.code(),
        "UNAUTHENTICATED"
    );
    let gulnar = learner(&service, "gulnar").await;
    for id in [&club["id"], &json!("nonsense"), &joined["joinClub"]["club"]["viewerMembership"]["id"]] {
        assert_eq!(problem(&share(&gulnar, &json!({"id": id}), &[]).await), ("NOT_FOUND", "clubId"));
    }
}

#[tokio::test]
async fn nothing_from_before_the_membership_is_shown() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let aigul = learner(&service, "aigul").await;
    learn(&service, &aigul, "amandasu").await;
    service.clock.advance(Duration::days(1));
    join_sharing(&aigul, &club, &["ACTIVITY", "RESULTS"]).await;
    let progress = members(&dana, &club).await[1]["progress"].clone();
    assert_eq!((&progress["reviews"], &progress["lastReviewedAt"]), (&json!(0), &json!(null)));
    assert_eq!(progress["words"]["learned"], 5, "known words are those of today");
    learn(&service, &aigul, "otbasy").await;
    let progress = members(&dana, &club).await[1]["progress"].clone();
    let reviews = progress["reviews"].as_u64().unwrap();
    assert!((20..40).contains(&reviews) && progress["lastReviewedAt"].is_string(), "{progress}");
    let own = "{ viewer { clubMemberships { edges { node { progress { reviews } } } } } }";
    let own = aigul.query(own, json!({})).await;
    assert_eq!(own["viewer"]["clubMemberships"]["edges"][0]["node"]["progress"]["reviews"], 20 + reviews);
}

#[tokio::test]
async fn a_member_reads_the_access_log_of_one_club() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let first = create_club(&service, &dana, "Парасат достары").await;
    let second = create_club(&service, &dana, "Шаңырақ").await;
    let aigul = learner(&service, "aigul").await;
    for club in [&first, &second] {
        join_sharing(&aigul, club, &["RESULTS"]).await;
    }
    for club in [&first, &second, &second, &second] {
        service.clock.advance(Duration::minutes(6));
        members(&dana, club).await;
    }
    assert_eq!(access_log(&aigul).await.len(), 4);
    let of_club = "query($id: ID) { viewer { clubAccessLog(clubId: $id, first: 2) {
        edges { node { clubName } } pageInfo { hasNextPage } } } }";
    for (id, names, has_next_page) in [
        (&first["id"], vec!["Парасат достары"], false),
        (&second["id"], vec!["Шаңырақ", "Шаңырақ"], true),
        (&json!(null), vec!["Шаңырақ", "Шаңырақ"], true),
        (&json!("nonsense"), vec![], false),
    ] {
        let found = aigul.query(of_club, json!({"id": id})).await["viewer"]["clubAccessLog"].take();
        let edges = found["edges"].as_array().unwrap().iter();
        assert_eq!(edges.map(|edge| edge["node"]["clubName"].as_str().unwrap()).collect::<Vec<_>>(), names);
        assert_eq!(found["pageInfo"]["hasNextPage"], has_next_page, "{id}");
    }
}

#[tokio::test]
async fn a_member_reads_the_access_log_even_after_leaving() {
    let service = Service::start().await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    let membership = join_sharing(&aigul, &club, &["RESULTS"]).await;
    join_sharing(&berik, &club, &["ACTIVITY"]).await;
    let names =
        "query($id: ID!) { club(by: {id: $id}) { members { edges { node { displayName shares } } } } }";
    dana.query(names, json!({"id": club["id"]})).await;
    assert_eq!(access_log(&aigul).await, [] as [Value; 0], "seeing her name is not logged");

    let mut times = Vec::new();
    for _ in 0..3 {
        service.clock.advance(Duration::minutes(6));
        members(&dana, &club).await;
        times.push(service.clock.now());
    }
    let one = "query($id: ID!) { node(id: $id) { ... on ClubMembership { progress { due } } } }";
    service.clock.advance(Duration::minutes(6));
    dana.query(one, json!({"id": membership["id"]})).await;
    times.push(service.clock.now());
    members(&aigul, &club).await;
    aigul.query(one, json!({"id": membership["id"]})).await;

    leave(&aigul, &club).await;
    members(&dana, &club).await;
    let entries = access_log(&aigul).await;
    let expected: Vec<Value> = times.iter().rev().map(|at| json!({
        "clubId": club["id"], "clubName": "Парасат достары", "accessedBy": "dana@example.kz", "subject": "ROSTER",
        "accessedAt": at.to_rfc3339(),
    })).collect();
    assert_eq!(entries, expected, "newest first; her own accesses are not logged");
    assert_eq!(access_log(&berik).await, [] as [Value; 0], "none of his data was shown");
    assert_eq!(access_log(&dana).await, [] as [Value; 0]);
    assert_eq!(service.client().query(ACCESS_LOG, json!({})).await["viewer"], json!(null));

    let first = aigul.query(ACCESS_LOG, json!({"first": 3})).await["viewer"]["clubAccessLog"].take();
    assert_eq!(first["pageInfo"]["hasNextPage"], true);
    let rest = aigul.query(ACCESS_LOG, json!({"first": 3, "after": first["pageInfo"]["endCursor"]})).await;
    let rest = rest["viewer"]["clubAccessLog"]["edges"].as_array().unwrap();
    assert_eq!((rest.len(), &rest[0]["node"]), (1, &entries[3]));
}

#[tokio::test]
async fn an_access_soon_after_an_entry_is_no_other_entry() {
    let service = Service::start().await;
    let (dana, erlan) = (leader(&service, "dana").await, leader(&service, "erlan").await);
    let club = create_club(&service, &dana, "Парасат достары").await;
    let (aigul, berik) = (learner(&service, "aigul").await, learner(&service, "berik").await);
    join_sharing(&aigul, &club, &["RESULTS"]).await;
    let entries = async |client: &Client| access_log(client).await.len();

    members(&dana, &club).await;
    members(&dana, &club).await;
    assert_eq!(entries(&aigul).await, 1);
    service.clock.advance(Duration::minutes(5));
    members(&dana, &club).await;
    assert_eq!(entries(&aigul).await, 1, "five minutes after the entry");
    service.clock.advance(Duration::seconds(1));
    members(&dana, &club).await;
    assert_eq!(entries(&aigul).await, 2, "later than that");

    let other = service.start_second().await;
    other.clock.advance(service.clock.now() - other.clock.now());
    members(&other.client().with_token(dana.token()), &club).await;
    assert_eq!(entries(&aigul).await, 2, "another process sees the entry");
    join_sharing(&berik, &club, &["RESULTS"]).await;
    members(&dana, &club).await;
    assert_eq!((entries(&aigul).await, entries(&berik).await), (2, 1), "each member has a log");

    // Another kind of data, another leader, and another club have entries of their own; and so has each file.
    let lessons =
        "query($id: ID!) { club(by: {id: $id}) { insight { lessons { members { edges { cursor } } } } } }";
    service.clock.advance(Duration::minutes(1));
    dana.query(lessons, json!({"id": club["id"]})).await;
    let same = access_log(&aigul).await;
    assert_eq!((same.len(), &same[0]["subject"]), (3, &json!("LESSONS")));
    let second = create_club(&service, &erlan, "Ұлағат").await;
    join_sharing(&aigul, &second, &["RESULTS"]).await;
    members(&erlan, &second).await;
    assert_eq!(access_log(&aigul).await[0]["clubName"], "Ұлағат");
    let promoted = set_role(&dana, &join_sharing(&erlan, &club, &[]).await, "LEADER").await;
    assert_eq!(promoted["errors"], json!([]));
    service.clock.advance(Duration::minutes(1));
    members(&erlan, &club).await;
    let by_erlan = access_log(&aigul).await;
    let newest = (&by_erlan[0]["clubName"], &by_erlan[0]["accessedBy"]);
    assert_eq!(newest, (&json!("Парасат достары"), &json!("erlan@example.kz")));
    for _ in 0..2 {
        let path = format!("/clubs/{}/results.csv", club["id"].as_str().unwrap());
        assert_eq!(dana.get(&path).await.status, 200);
    }
    assert_eq!(entries(&aigul).await, 7);
}

//! Nodes by their global id, and ids that do not exist.

use std::collections::BTreeSet;

use dostyq::domain::accounts::Role;
use serde_json::{Value, json};
use uuid::Uuid;

use super::assert_bad_input;
use crate::support::client::Client;
use crate::support::club::{create_club, leader};
use crate::support::service::Service;

#[tokio::test]
async fn unknown_records_are_null() {
    let service = Service::start().await;
    let client = service.client();
    let ids = client
        .query(
            "{ organization(by: {slug: \"house\"}) { id } person(by: {slug: \"emil-qurbanov\"}) { id } }",
            json!({}),
        )
        .await;
    let (house, person) = (&ids["organization"]["id"], &ids["person"]["id"]);
    let unknown = unknown_id_like(house);
    for (organization, of) in [
        (json!({"slug": "nobody"}), "an unknown slug"),
        (json!({"slug": ""}), "no slug"),
        (json!({"slug": "House"}), "a slug in other letters"),
        (json!({"id": unknown}), "an unknown id"),
        (json!({"id": person}), "an id of another kind"),
        (json!({"id": "house"}), "not an id"),
        (json!({"id": ""}), "nothing"),
    ] {
        let answer = client
            .query(
                "query($by: OrganizationBy!) { organization(by: $by) { slug } }",
                json!({"by": organization}),
            )
            .await;
        assert_eq!(answer, json!({"organization": null}), "{of}");
    }
    let others = client
        .query(
            "query($id: ID!) {
                person(by: {id: $id}) { slug } event(by: {id: $id}) { slug } course(by: {id: $id}) { slug }
                lesson(by: {id: $id}) { slug } club(by: {id: $id}) { name }
                unknown: person(by: {slug: \"nobody\"}) { slug } none: event(by: {slug: \"nothing\"}) { slug }
            }",
            json!({"id": house}),
        )
        .await;
    for (field, value) in others.as_object().unwrap() {
        assert_eq!(value, &json!(null), "{field}");
    }
    let node = client.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": unknown})).await;
    assert_eq!(node, json!({"node": null}));
    let both = client.execute("{ organization(by: {slug: \"house\", id: \"x\"}) { slug } }", json!({})).await;
    assert_eq!(both.code(), "GRAPHQL_VALIDATION_FAILED", "exactly one argument");
}

/// Returns an id of the same kind that does not exist.
fn unknown_id_like(id: &Value) -> String {
    let mut id = id.as_str().unwrap().to_owned().into_bytes();
    id[12] = if id[12] == b'A' { b'B' } else { b'A' };
    String::from_utf8(id).unwrap()
}

#[tokio::test]
async fn a_node_of_each_kind_is_found_by_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let data = client
        .query(
            "{ organization(by: {slug: \"mothers\"}) { id citations { source { id } } posts { id lastKnownHolder { id person { id } } }
                   history(first: 1) { edges { node { id } } } }
               event(by: {slug: \"nauryz\"}) { id }
               indicators(first: 1) { edges { node { id } } }
               course(by: {slug: \"kunine-bes-soz\"}) { id lessons { id words { id } } } }",
            json!({}),
        )
        .await;
    let organization = &data["organization"];
    let post = &organization["posts"][0];
    let lesson = &data["course"]["lessons"][0];
    let kinds = [
        ("Organization", &organization["id"]),
        ("Source", &organization["citations"][0]["source"]["id"]),
        ("Post", &post["id"]),
        ("Membership", &post["lastKnownHolder"]["id"]),
        ("Person", &post["lastKnownHolder"]["person"]["id"]),
        ("RecordChange", &organization["history"]["edges"][0]["node"]["id"]),
        ("Event", &data["event"]["id"]),
        ("Indicator", &data["indicators"]["edges"][0]["node"]["id"]),
        ("Course", &data["course"]["id"]),
        ("Lesson", &lesson["id"]),
        ("Word", &lesson["words"][0]["id"]),
    ];
    assert_nodes(&client, &kinds).await;

    let learner = client.register("learner@example.kz").await;
    service.promote("learner@example.kz").await;
    learner
        .query(
            "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { errors { code } } }",
            json!({"id": lesson["id"]}),
        )
        .await;
    let own = learner
        .query(
            "mutation { createClub(input: {name: \"Достар\"}) { club { id viewerMembership { id } } } }",
            json!({}),
        )
        .await;
    let viewer = learner
        .query("{ viewer { account { id } studyQueue(first: 1) { card { id word { id } } } } }", json!({}))
        .await;
    let card = &viewer["viewer"]["studyQueue"][0]["card"];
    let log = learner.query("{ viewer { accountLog { edges { node { id } } } } }", json!({})).await;
    let reviewed = learner
        .query(
            "mutation($review: ReviewInput!) { submitReviews(input: {reviews: [$review]}) { results { review { id } } } }",
            json!({"review": {
                "reviewId": Uuid::from_u128(1), "cardId": card["id"], "reviewedAt": service.clock.now(),
                "durationMs": 1, "answer": {"choice": card["word"]["id"]},
            }}),
        )
        .await;
    let kinds = [
        ("Account", &viewer["viewer"]["account"]["id"]),
        ("AccountLogEntry", &log["viewer"]["accountLog"]["edges"][0]["node"]["id"]),
        ("Card", &card["id"]),
        ("Review", &reviewed["submitReviews"]["results"][0]["review"]["id"]),
        ("Club", &own["createClub"]["club"]["id"]),
        ("ClubMembership", &own["createClub"]["club"]["viewerMembership"]["id"]),
    ];
    assert_nodes(&learner, &kinds).await;
    for (kind, id) in kinds {
        let node = client.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
        assert_eq!(node["node"], json!(null), "{kind} is visible only to its learner");
    }
}

#[tokio::test]
async fn accounts_and_clubs_as_admins_see_them_have_ids_of_their_own_that_only_admins_find() {
    let service = Service::start().await;
    let admin = service.register_with_role("admin@example.kz", Role::Admin).await;
    let editor = service.register_with_role("editor@example.kz", Role::Editor).await;
    let dana = leader(&service, "dana").await;
    let club = create_club(&service, &dana, "Достар").await;
    let viewer = dana.query("{ viewer { id account { id } } }", json!({})).await["viewer"].take();

    let lists = "{ accounts(text: \"dana\") { edges { node { id accountId } } }
        clubs { edges { node { id clubId } } } }";
    let found = admin.query(lists, json!({})).await;
    let account = &found["accounts"]["edges"][0]["node"];
    let managed_club = &found["clubs"]["edges"][0]["node"];
    assert_eq!(account["accountId"], viewer["account"]["id"]);
    assert_eq!(managed_club["clubId"], club["id"]);
    let managed = [("ManagedAccount", &account["id"]), ("ManagedClub", &managed_club["id"])];
    assert_nodes(&admin, &managed).await;
    let fields = "query($ids: [ID!]!) { nodes(ids: $ids) {
        ... on ManagedAccount { accountId email role } ... on ManagedClub { clubId name members leaders { accountId } } } }";
    let ids = json!({"ids": [account["id"], managed_club["id"]]});
    let expected = json!([
        {"accountId": account["accountId"], "email": "dana@example.kz", "role": "LEADER"},
        {"clubId": club["id"], "name": "Достар", "members": 1, "leaders": [{"accountId": account["accountId"]}]},
    ]);
    assert_eq!(admin.query(fields, ids.clone()).await["nodes"], expected);
    for other in [&editor, &dana, &service.client()] {
        assert_eq!(other.query(fields, ids.clone()).await["nodes"], json!([null, null]));
    }

    // Relay keeps records by their ids alone.
    let own = [("Account", &viewer["account"]["id"]), ("Viewer", &viewer["id"]), ("Club", &club["id"])];
    assert_nodes(&dana, &own).await;
    for (kind, id) in own {
        let node = admin.query("query($id: ID!) { node(id: $id) { id } }", json!({"id": id})).await;
        assert_eq!(node["node"], json!(null), "admins do not see the {kind}");
        assert!(managed.iter().all(|(_, other)| *other != id), "{kind}");
    }
}

/// Checks that each id leads to a node of its kind, with `node` alone and with `nodes` together, in order.
async fn assert_nodes(client: &Client, kinds: &[(&str, &Value)]) {
    let ids: BTreeSet<&str> = kinds.iter().map(|(_, id)| id.as_str().unwrap()).collect();
    assert_eq!(ids.len(), kinds.len(), "each has an id of its own");
    let mut all: Vec<Value> = kinds.iter().map(|(_, id)| (*id).clone()).collect();
    let mut want: Vec<Value> = kinds.iter().map(|(kind, id)| json!({"__typename": kind, "id": id})).collect();
    for (id, want) in all.iter().zip(&want) {
        let node =
            client.query("query($id: ID!) { node(id: $id) { __typename id } }", json!({"id": id})).await;
        assert_eq!(&node["node"], want);
    }
    all.insert(1, json!("nobody"));
    want.insert(1, json!(null));
    let again = all[0].clone();
    all.push(again);
    want.push(want[0].clone());
    let nodes =
        client.query("query($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", json!({"ids": all})).await;
    assert_eq!(nodes["nodes"], json!(want));
}

#[tokio::test]
async fn at_most_a_hundred_nodes_are_returned_at_once() {
    let service = Service::start().await;
    let client = service.client();
    let ask = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }";
    let hundred = client.query(ask, json!({"ids": vec!["nobody"; 100]})).await;
    assert_eq!(hundred["nodes"], json!(vec![Value::Null; 100]));
    let more = client.execute(ask, json!({"ids": vec!["nobody"; 101]})).await;
    assert_bad_input(&more, &json!(["nodes"]));
}

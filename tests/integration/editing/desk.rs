//! The lists for editors: the latest edits of all records, and the sources that editors can cite.

use chrono::Duration;
use serde_json::{Value, json};

use super::Desk;
use crate::support::service::Service;

#[tokio::test]
async fn editors_see_the_last_edits_of_all_records() {
    const REVISIONS: &str = "query($first: Int, $after: String) { revisions(first: $first, after: $after) {
        edges { node { version action editor record { __typename ... on Organization { slug position } ... on Person { slug } }
            changes { field before after } } }
        pageInfo { hasNextPage endCursor }
    } }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let club = desk.publish("Organization", desk.organization("shanyraq", &json!({}))).await;
    desk.publish("Person", desk.person("aigul")).await;
    assert_eq!(desk.update("Organization", &club, json!({"position": 7})).await["errors"], json!([]));
    let found = desk.client.query(REVISIONS, json!({"first": 2})).await["revisions"].take();
    let edit = |revision: &Value| {
        let node = &revision["node"];
        [&node["action"], &node["record"]["slug"]].map(|value| value.as_str().unwrap().to_owned())
    };
    let edges = found["edges"].as_array().unwrap();
    assert_eq!([edit(&edges[0]), edit(&edges[1])], [["UPDATE", "shanyraq"], ["CREATE", "aigul"]]);
    assert_eq!(edges[0]["node"]["changes"], json!([{"field": "position", "before": 0, "after": 7}]));
    assert_eq!(edges[0]["node"]["record"]["position"], 7);
    assert_eq!(found["pageInfo"]["hasNextPage"], true);
    let after = &found["pageInfo"]["endCursor"];
    let next = desk.client.query(REVISIONS, json!({"first": 1, "after": after})).await["revisions"].take();
    assert_eq!(edit(&next["edges"][0]), ["CREATE", "shanyraq"]);
    let learner = service.client().register("learner@example.kz").await;
    for client in [service.client(), learner] {
        assert_eq!(client.query(REVISIONS, json!({})).await["revisions"], Value::Null);
    }
}

#[tokio::test]
async fn sources_are_found_by_what_describes_them() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let source = |slug: &str, more: Value| super::with(json!({"slug": slug, "kind": "DOCUMENT"}), &more);
    desk.publish(
        "Source",
        source(
            "plan",
            json!({"title": {"kk": "100%_жоспар", "ru": "План работы"}, "author": "Әйгерім Серік"}),
        ),
    )
    .await;
    // The order is that of creation.
    service.clock.advance(Duration::seconds(1));
    desk.create("Source", source("draft", json!({"title": {"kk": "Есеп"}, "publisher": "ПЛАНЕТА"})), false)
        .await;
    let find = async |text: &str, is_editor: bool| {
        let client = if is_editor { desk.client.clone() } else { service.client() };
        let document = "query($text: String) { sources(text: $text) { edges { node { slug } } } }";
        let found = client.query(document, json!({"text": text})).await;
        let edges = found["sources"]["edges"].as_array().unwrap();
        edges.iter().map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(find("план", true).await, ["plan", "draft"]);
    assert_eq!(find("план", false).await, ["plan"], "drafts are for editors");
    assert_eq!(find("ӘЙГЕР", true).await, ["plan"]);
    assert_eq!(find("0%_ж", true).await, ["plan"]);
    assert_eq!(find("0%ж", true).await, Vec::<String>::new(), "the signs mean themselves");
}

//! Figures: a correction supersedes an observation and never overwrites it.

use serde_json::{Value, json};

use super::{Desk, problems};
use crate::support::service::Service;

const FIGURES: &str = "query($id: ID!) { node(id: $id) { ... on Indicator {
    observations { value } all: observations(includeSuperseded: true) {
        id version value period { edtf } citations { locator } supersedes { value } supersededBy { value } }
    series { from to value } late: series(from: \"2017-01-01\") { value }
} } }";

#[tokio::test]
async fn a_correction_supersedes_and_the_series_has_the_new_value() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let indicator =
        desk.publish("Indicator", json!({"slug": "guests", "area": "KZ", "name": {"kk": "қонақтар"}})).await;
    let value = |period: &str, value: f64, page: &str| {
        json!({"indicatorId": indicator["id"], "period": period, "value": value,
            "citations": [{"sourceId": desk.source, "locator": page}]})
    };
    desk.publish("Observation", value("2017", 90.0, "2")).await;
    let first = desk.publish("Observation", value("2016", 70.0, "1")).await;
    let corrected = desk
        .client
        .query(
            "mutation($input: CorrectObservationInput!) { correctObservation(input: $input) {
                observation { id value version } errors { code path } } }",
            json!({"input": {"id": first["id"], "version": first["version"], "reason": "misread",
                "changes": {"value": 77.0, "citations": [{"sourceId": desk.source, "locator": "3"}]}}}),
        )
        .await["correctObservation"]
        .take();
    assert_eq!(corrected["errors"], json!([]));
    assert_ne!(corrected["observation"]["id"], first["id"], "the old observation stays unchanged");

    let actual = service.client().query(FIGURES, json!({"id": indicator["id"]})).await["node"].take();
    assert_eq!(actual["observations"], json!([{"value": 77.0}, {"value": 90.0}]));
    let one =
        |id: &Value| actual["all"].as_array().unwrap().iter().find(|one| one["id"] == *id).unwrap().clone();
    assert_eq!(
        one(&first["id"]),
        json!({"id": first["id"], "version": 1, "value": 70.0, "period": {"edtf": "2016"},
            "citations": [{"locator": "1"}], "supersedes": null, "supersededBy": {"value": 77.0}})
    );
    assert_eq!(
        one(&corrected["observation"]["id"]),
        json!({"id": corrected["observation"]["id"], "version": 1, "value": 77.0, "period": {"edtf": "2016"},
            "citations": [{"locator": "3"}], "supersedes": {"value": 70.0}, "supersededBy": null})
    );
    assert_eq!(
        actual["series"],
        json!([
            {"from": "2016-01-01", "to": "2016-12-31", "value": 77.0},
            {"from": "2017-01-01", "to": "2017-12-31", "value": 90.0},
        ])
    );
    assert_eq!(actual["late"], json!([{"value": 90.0}]));

    let other =
        desk.publish("Indicator", json!({"slug": "events", "area": "KZ", "name": {"kk": "шаралар"}})).await;
    let moved = desk
        .client
        .query(
            "mutation($input: CorrectObservationInput!) { correctObservation(input: $input) {
                observation { id } errors { code path } } }",
            json!({"input": {"id": corrected["observation"]["id"], "version": 1, "reason": "misplaced",
                "changes": {"indicatorId": other["id"]}}}),
        )
        .await["correctObservation"]
        .take();
    assert_eq!(problems(&moved), [("OBSERVATION_OF_OTHER_INDICATOR", "indicatorId".to_owned())]);

    let bare = desk.create(
        "Observation",
        json!({"indicatorId": indicator["id"], "period": "2018", "value": 1.0}),
        true,
    );
    assert_eq!(problems(&bare.await), [("CITATION_REQUIRED", "citations".to_owned())]);
}

#[tokio::test]
async fn the_citations_of_an_indicator_are_checked() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let citation = |locator: &str| json!({"sourceId": desk.source, "locator": locator});
    let indicator = |citations: Vec<Value>| json!({"slug": "guests", "area": "KZ", "name": {"kk": "қонақтар"}, "citations": citations});
    let refused = desk.create("Indicator", indicator(vec![citation("1"); 21]), true).await;
    assert_eq!(problems(&refused), [("TOO_MANY_ITEMS", "citations".to_owned())]);
    let refused = desk.create("Indicator", indicator(vec![citation(&"x".repeat(301))]), true).await;
    assert_eq!(problems(&refused), [("INVALID_DIRECTORY_TEXT", "citations".to_owned())]);
    desk.publish("Indicator", indicator(vec![citation("1")])).await;
}

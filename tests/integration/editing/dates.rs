//! What editors are told about dates and times that cannot be read.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Desk, with};
use crate::support::service::Service;

#[tokio::test]
async fn refused_dates_are_explained_in_the_editors_language() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let explain = async |date: &str, field: &str, language: &str| -> (String, String, Value) {
        let client = desk.client.with("accept-language", language);
        let value = if field == "heldOn" {
            json!({"slug": "x", "kind": "SEMINAR", "title": {"kk": "Х"}, "heldOn": date, "citations": desk.cited()})
        } else {
            let name = with(desk.name("Х", &json!({})), &json!({"since": date}));
            with(desk.organization("x", &json!({})), &json!({"names": [name]}))
        };
        let kind = if field == "heldOn" { "Event" } else { "Organization" };
        let document = format!(
            "mutation($record: {kind}Input!) {{ create{kind}(input: {{record: $record}}) {{ errors {{ code message path }} }} }}"
        );
        let data = client.query(&document, json!({"record": value})).await;
        let error = data[format!("create{kind}")]["errors"][0].clone();
        let text = |name: &str| error[name].as_str().unwrap().to_owned();
        (text("code"), text("message"), error["path"].clone())
    };
    let mut sentences = BTreeSet::new();
    for (date, field) in [
        ("201X", "heldOn"),
        ("2015-02-29", "heldOn"),
        ("0000", "heldOn"),
        ("2017/2015", "heldOn"),
        ("2015/2017", "names"),
        ("2015-13", "names"),
    ] {
        for language in ["kk", "ru", "en"] {
            let (code, message, path) = explain(date, field, language).await;
            assert_eq!((code.as_str(), path), ("INVALID_DATE", json!([field])), "{date}");
            sentences.insert(message);
        }
    }
    // Four reasons in three languages: 2015-02-29, 2015-13 and the year 0 are in no calendar.
    assert_eq!(sentences.len(), 12, "{sentences:#?}");
}

#[tokio::test]
async fn refused_days_and_times_are_explained_in_the_editors_language() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let source =
        |day: &str| json!({"slug": "x", "kind": "WEB_PAGE", "title": {"kk": "Х"}, "accessedOn": day});
    let event = |more: Value| {
        let schedule = with(json!({"firstStart": "2026-12-05T10:00", "durationMinutes": 60}), &more);
        json!({"slug": "x", "kind": "SEMINAR", "title": {"kk": "Х"}, "schedule": schedule, "citations": desk.cited()})
    };
    let moved = |starts: &str| json!({"originalStart": "2026-12-05T10:00", "moved": {"starts": starts}});
    let open = |opens: &str| {
        let hours =
            json!([{"days": ["MONDAY"], "opens": opens, "closes": "18:00", "citations": desk.cited()}]);
        desk.organization("x", &json!({"openingHours": hours}))
    };
    let mut sentences = BTreeSet::new();
    for (kind, record, code, field) in [
        ("Source", source("yesterday"), "INVALID_DATE", "accessedOn"),
        ("Source", source("2026-02-30"), "INVALID_DATE", "accessedOn"),
        ("Event", event(json!({"firstStart": "noon"})), "INVALID_SCHEDULE", "schedule"),
        ("Event", event(json!({"additionalStarts": ["2026-12-06"]})), "INVALID_SCHEDULE", "schedule"),
        ("Event", event(json!({"exceptions": [{"originalStart": "?"}]})), "INVALID_SCHEDULE", "schedule"),
        ("Event", event(json!({"exceptions": [moved("2026-12-32T10:00")]})), "INVALID_SCHEDULE", "schedule"),
        ("Organization", open("9 am"), "INVALID_OPENING_HOURS", "openingHours"),
    ] {
        let document = format!(
            "mutation($record: {kind}Input!) {{ create{kind}(input: {{record: $record}}) {{ errors {{ code message path }} }} }}"
        );
        for language in ["kk", "ru", "en"] {
            let client = desk.client.with("accept-language", language);
            let data = client.query(&document, json!({"record": record})).await;
            let error = &data[format!("create{kind}")]["errors"][0];
            assert_eq!((&error["code"], &error["path"]), (&json!(code), &json!([field])), "{record}");
            sentences.insert(error["message"].as_str().unwrap().to_owned());
        }
    }
    // Four reasons in three languages: no day, no such day, no date and time, no time.
    assert_eq!(sentences.len(), 12, "{sentences:#?}");
    let number = json!({"record": with(source("x"), &json!({"accessedOn": 20_261_205}))});
    let document =
        "mutation($record: SourceInput!) { createSource(input: {record: $record}) { errors { code } } }";
    assert_eq!(desk.client.execute(document, number).await.code(), "BAD_USER_INPUT", "not a text");
}

//! Events of which only the day is known, and schedules that cannot be computed.

use poem::http::StatusCode;
use serde_json::{Value, json};

use super::{Desk, problems};
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

/// Returns an event of a day; `recurrence` says whether it repeats.
fn held(desk: &Desk, slug: &str, day: &str, recurrence: Option<&str>) -> Value {
    json!({
        "slug": slug, "kind": "CELEBRATION", "title": {"kk": "Көрісу күні"}, "heldOn": day, "recurrence": recurrence,
        "citations": desk.cited(),
    })
}

/// Returns the slugs of the events that have an occurrence on 14 March 2027: by `occurrences`, and by `events`.
async fn on_that_day(client: &Client) -> [Vec<String>; 2] {
    let found = client
        .query(
            "query($from: DateTime!, $to: DateTime!) {
                occurrences(from: $from, to: $to) { edges { node { event { slug } } } }
                events(from: $from, to: $to) { edges { node { slug } } } }",
            json!({"from": "2027-03-14T06:00:00Z", "to": "2027-03-14T07:00:00Z"}),
        )
        .await;
    let slugs = |list: &str, slug: &str| {
        let edges = found[list]["edges"].as_array().unwrap().iter();
        let mut slugs: Vec<String> =
            edges.map(|edge| edge.pointer(slug).unwrap().as_str().unwrap().to_owned()).collect();
        slugs.sort_unstable();
        slugs
    };
    [slugs("occurrences", "/node/event/slug"), slugs("events", "/node/slug")]
}

#[tokio::test]
async fn a_custom_older_than_the_calendar_is_listed_like_any_other() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    desk.publish("Event", held(&desk, "custom", "1895-03-14", Some("YEARLY"))).await;
    desk.publish("Event", held(&desk, "typo", "0218-03-14", Some("YEARLY"))).await;
    desk.publish("Event", held(&desk, "once", "1895-03-14", None)).await;
    let client = service.client();
    assert_eq!(on_that_day(&client).await, [["custom", "typo"], ["custom", "typo"]]);
    for path in ["/kk/", "/kk/events", "/kk/events/custom", "/kk/events/typo", "/kk/events/once"] {
        assert_eq!(client.get(path).await.status, StatusCode::OK, "{path}");
    }
    let calendar = client.get("/calendar.ics").await;
    let calendar = std::str::from_utf8(&calendar.body).unwrap();
    assert_eq!(calendar.matches("DTSTART;VALUE=DATE:19000314\r\n").count(), 2, "{calendar}");
    assert_eq!(calendar.matches("SUMMARY:Көрісу").count(), 2, "the event of 1895 is a fact, but no entry");
    let old = client.query("{ event(by: {slug: \"once\"}) { heldOn { edtf } } }", json!({})).await;
    assert_eq!(old["event"]["heldOn"]["edtf"], "1895-03-14");
}

#[tokio::test]
async fn days_after_the_last_year_of_the_calendar_are_refused() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for day in ["2998-03-14", "2998", "2026-03-14/2206-03-15"] {
        let refused = desk.create("Event", held(&desk, "late", day, Some("YEARLY")), true).await;
        assert_eq!(problems(&refused), [("INVALID_SCHEDULE", "heldOn".to_owned())], "{day}");
    }
}

#[tokio::test]
async fn an_invalid_schedule_that_is_stored_leaves_only_its_event_out() {
    let service = Service::sharing_nothing(None).await;
    let desk = Desk::open(&service).await;
    for slug in ["good", "bad"] {
        let schedule =
            json!({"firstStart": "2024-03-14T10:00:00", "durationMinutes": 180, "rule": "FREQ=YEARLY"});
        let event = json!({
            "slug": slug, "kind": "TRAINING", "title": {"kk": "Сабақ"}, "schedule": schedule, "citations": desk.cited(),
        });
        desk.publish("Event", event).await;
    }
    let client = service.client();
    assert_eq!(on_that_day(&client).await, [["bad", "good"], ["bad", "good"]]);
    let spoil =
        "UPDATE events SET content = jsonb_set(content, '{schedule,minutes}', '0') WHERE slug = 'bad'";
    connect(&service.database.url).await.unwrap().batch_execute(spoil).await.unwrap();
    assert_eq!(on_that_day(&client).await, [["good"], ["good"]]);
    for path in ["/kk/", "/kk/events", "/kk/events/good", "/kk/events/bad"] {
        assert_eq!(client.get(path).await.status, StatusCode::OK, "{path}");
    }
}

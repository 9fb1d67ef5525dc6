//! Events with schedules: their occurrences, and the calendars of organizations.

use poem::http::StatusCode;
use serde_json::{Value, json};

use super::{Desk, problems, with};
use crate::support::client::{Answer, Client};
use crate::support::service::Service;

async fn publish_event(desk: &Desk, slug: &str, schedule: Value) -> Value {
    desk.create("Event", event(desk, slug, schedule).await, true).await
}

async fn event(desk: &Desk, slug: &str, schedule: Value) -> Value {
    let parasat = desk.client.query("{ organization(by: {slug: \"parasat\"}) { id } }", json!({})).await;
    json!({
        "slug": slug, "kind": "MASTER_CLASS", "title": {"kk": "Тіл сабағы", "ru": "Урок языка"}, "place": {"kk": "Достық үйі"},
        "format": "HYBRID", "languages": ["kk"], "organizerIds": [parasat["organization"]["id"]],
        "schedule": schedule, "citations": desk.cited(),
    })
}

fn weekly(more: &Value) -> Value {
    with(
        json!({"firstStart": "2024-02-17T10:00:00", "durationMinutes": 90, "rule": "FREQ=WEEKLY;BYDAY=SA"}),
        more,
    )
}

async fn occurrences(client: &Client, from: &str, to: &str) -> Value {
    let document = "query($from: DateTime!, $to: DateTime!) {
        occurrences(from: $from, to: $to, first: 100) { edges { node { event { slug } startsAt localStart status place note } } }
        events(from: $from, to: $to) { edges { node { slug } } }
    }";
    client.query(document, json!({"from": from, "to": to})).await
}

#[tokio::test]
async fn a_lesson_at_ten_stays_at_ten_after_almaty_changed_its_clocks() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let created = publish_event(
        &desk,
        "lesson",
        weekly(&json!({"exceptions": [
            {"originalStart": "2024-03-09T10:00:00"},
            {"originalStart": "2024-03-16T10:00:00", "moved": {"starts": "2024-03-17T12:00:00", "place": {"kk": "Кітапхана"}}},
        ]})),
    )
    .await;
    assert_eq!(created["errors"], json!([]));
    let found = occurrences(&service.client(), "2024-02-20T00:00:00Z", "2024-03-20T00:00:00Z").await;
    let nodes: Vec<_> = found["occurrences"]["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| {
            let node = &edge["node"];
            ["startsAt", "localStart", "status", "place"]
                .map(|field| node[field].as_str().unwrap().to_owned())
        })
        .collect();
    assert_eq!(
        nodes,
        [
            ["2024-02-24T04:00:00+00:00", "2024-02-24T10:00:00", "CONFIRMED", "Достық үйі"],
            ["2024-03-02T05:00:00+00:00", "2024-03-02T10:00:00", "CONFIRMED", "Достық үйі"],
            ["2024-03-09T05:00:00+00:00", "2024-03-09T10:00:00", "CANCELLED", "Достық үйі"],
            ["2024-03-17T07:00:00+00:00", "2024-03-17T12:00:00", "CONFIRMED", "Кітапхана"],
        ]
    );
    assert_eq!(found["events"]["edges"], json!([{"node": {"slug": "lesson"}}]));
    let cancelled = occurrences(&service.client(), "2024-03-09T00:00:00Z", "2024-03-10T00:00:00Z").await;
    assert_eq!(cancelled["events"]["edges"], json!([]), "no occurrence takes place");
    let of_one = service
        .client()
        .query(
            "{ event(by: {slug: \"lesson\"}) { position
                schedule { rule timeZone durationMinutes cancelledStarts
                    exceptions { originalStart moved { starts durationMinutes placeTexts { language text } noteTexts { text } } } }
                occurrences(from: \"2024-02-01T00:00:00Z\", to: \"2024-03-01T00:00:00Z\", first: 1) { startsAt endsAt } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        of_one["event"],
        json!({
            "position": 0,
            "schedule": {
                "rule": "FREQ=WEEKLY;BYDAY=SA", "timeZone": "Asia/Almaty", "durationMinutes": 90,
                "cancelledStarts": ["2024-03-09T10:00:00"],
                "exceptions": [
                    {"originalStart": "2024-03-09T10:00:00", "moved": null},
                    {"originalStart": "2024-03-16T10:00:00", "moved": {
                        "starts": "2024-03-17T12:00:00", "durationMinutes": null,
                        "placeTexts": [{"language": "KK", "text": "Кітапхана"}], "noteTexts": [],
                    }},
                ],
            },
            "occurrences": [{"startsAt": "2024-02-17T04:00:00+00:00", "endsAt": "2024-02-17T05:30:00+00:00"}],
        })
    );
}

#[tokio::test]
async fn occurrences_are_paged_without_a_gap() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for slug in ["one", "two"] {
        assert_eq!(publish_event(&desk, slug, weekly(&json!({}))).await["errors"], json!([]));
    }
    let (mut paged, mut after) = (Vec::new(), json!(null));
    loop {
        let page = service
            .client()
            .query(
                "query($after: String) { occurrences(from: \"2026-01-01T00:00:00Z\", to: \"2026-03-01T00:00:00Z\", first: 3, after: $after) {
                    edges { node { startsAt event { slug } } } pageInfo { hasNextPage endCursor } } }",
                json!({"after": after}),
            )
            .await["occurrences"]
            .take();
        paged.extend(page["edges"].as_array().unwrap().iter().map(|edge| edge["node"].to_string()));
        after = page["pageInfo"]["endCursor"].clone();
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
    }
    assert_eq!(paged.len(), 18, "nine Saturdays of each event");
    paged.sort();
    paged.dedup();
    assert_eq!(paged.len(), 18);
}

#[tokio::test]
async fn hostile_rules_and_windows_are_typed_errors() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for rule in [
        "FREQ=SECONDLY",
        "FREQ=DAILY;COUNT=999999",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=1000",
        "FREQ=WEEKLY;INTERVAL=0",
        "every saturday",
        &format!("FREQ=WEEKLY;BYDAY={}SA", "SA,".repeat(300)),
    ] {
        let refused = publish_event(&desk, "lesson", weekly(&json!({"rule": rule}))).await;
        assert_eq!(problems(&refused), [("INVALID_SCHEDULE", "schedule".to_owned())], "{rule}");
    }
    let zone = publish_event(&desk, "lesson", weekly(&json!({"timeZone": "Asia/Alma-Ata"}))).await;
    assert_eq!(problems(&zone), [("UNKNOWN_TIME_ZONE", "schedule".to_owned())]);
    for (from, to) in
        [("2024-01-01T00:00:00Z", "2025-06-01T00:00:00Z"), ("2024-01-02T00:00:00Z", "2024-01-01T00:00:00Z")]
    {
        let answer = service
            .client()
            .execute(
                "query($from: DateTime!, $to: DateTime!) { occurrences(from: $from, to: $to) { edges { cursor } } }",
                json!({"from": from, "to": to}),
            )
            .await;
        assert_eq!(answer.code(), "BAD_USER_INPUT");
    }
    // A variable that is left out counts like an absent argument.
    let left_out = service
        .client()
        .query(
            "query($from: DateTime, $first: Int) { events(from: $from, first: $first) { edges { cursor } } }",
            json!({}),
        )
        .await;
    assert_eq!(left_out["events"]["edges"].as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn an_organization_has_a_calendar_feed() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    assert_eq!(publish_event(&desk, "lesson", weekly(&json!({}))).await["errors"], json!([]));
    desk.create("Event", event(&desk, "draft", weekly(&json!({}))).await, false).await;
    let path =
        service.client().query("{ organization(by: {slug: \"parasat\"}) { calendarPath } }", json!({})).await;
    let path = path["organization"]["calendarPath"].as_str().unwrap().to_owned();
    let feed = service.client().get(&format!("{path}?lang=ru")).await;
    assert_eq!(feed.status, StatusCode::OK);
    assert_eq!(feed.headers["content-type"], "text/calendar; charset=utf-8");
    assert_eq!(feed.headers["cache-control"], "public, no-cache", "hidden events disappear at once");
    let text = String::from_utf8(feed.body.to_vec()).unwrap();
    for line in ["BEGIN:VCALENDAR", "SUMMARY:Урок языка", "RRULE:FREQ=WEEKLY;BYDAY=SA", "TZID:Asia/Almaty"]
    {
        assert!(text.split("\r\n").any(|one| one == line), "{line} in\n{text}");
    }
    let name = "NAME:Клуб знатоков государственного языка «Парасат»: мероприятия\r\n";
    assert!(text.replace("\r\n ", "").contains(name), "{text}");
    let titles: Vec<&str> = text.split("\r\n").filter(|line| line.starts_with("SUMMARY:")).collect();
    assert_eq!(titles.len(), 2, "Nauryz and the lesson; drafts are not in the calendar");
    let etag = feed.headers["etag"].to_str().unwrap();
    let again = service.client().with("if-none-match", etag).get(&format!("{path}?lang=ru")).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let kazakh = service.client().get(&path).await;
    assert_ne!(kazakh.headers["etag"], etag);
    for nothing in ["/calendars/nobody.ics", "/calendars/parasat", "/calendars/%00.ics"] {
        assert_eq!(service.client().get(nothing).await.status, StatusCode::NOT_FOUND, "{nothing}");
    }
}

#[tokio::test]
async fn a_feed_changes_with_every_edit_of_its_events() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let lesson = publish_event(&desk, "lesson", weekly(&json!({}))).await["record"].take();
    let client = service.client();
    let lines = |answer: &Answer, name: &str| -> Vec<String> {
        let text = String::from_utf8(answer.body.to_vec()).unwrap().replace("\r\n ", "");
        let lesson =
            text.split("BEGIN:VEVENT").find(|event| event.contains("SUMMARY:Тіл")).unwrap_or_default();
        lesson.split("\r\n").filter(|line| line.starts_with(name)).map(str::to_owned).collect()
    };
    let before = client.get("/calendars/parasat.ics?lang=kk").await;
    let edited = desk.update("Event", &lesson, json!({"place": {"kk": "Үлкен зал"}})).await["record"].take();
    let after = client.get("/calendars/parasat.ics?lang=kk").await;
    assert_ne!(before.headers["etag"], after.headers["etag"]);
    assert_eq!(lines(&before, "UID:"), lines(&after, "UID:"));
    assert_ne!(lines(&before, "SEQUENCE:"), lines(&after, "SEQUENCE:"));
    // A date never hides a change: the answer is whole, also after an event has left.
    desk.act("unpublishRecord", &edited, &json!({})).await;
    let since = client.with("if-modified-since", after.headers["last-modified"].to_str().unwrap());
    let answer = since.get("/calendars/parasat.ics?lang=kk").await;
    assert_eq!((answer.status, lines(&answer, "UID:")), (StatusCode::OK, Vec::new()));
    assert_ne!(answer.headers["etag"], after.headers["etag"]);
}

#[tokio::test]
async fn a_moved_occurrence_keeps_its_id() {
    const OCCURRENCES: &str =
        "query($from: DateTime!, $to: DateTime!) { event(by: {slug: \"lesson\"}) { id version
        occurrences(from: $from, to: $to) { id localStart } } }";
    const NODE: &str = "query($id: ID!) { node(id: $id) { __typename id ... on Occurrence { localStart status event { slug } } } }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    publish_event(&desk, "lesson", weekly(&json!({}))).await;
    let week = json!({"from": "2024-03-15T00:00:00Z", "to": "2024-03-22T00:00:00Z"});
    let before = service.client().query(OCCURRENCES, week.clone()).await["event"].take();
    let id = before["occurrences"][0]["id"].clone();
    let moved = json!({"originalStart": "2024-03-16T10:00:00", "moved": {"starts": "2024-03-17T12:00:00"}});
    let schedule = weekly(&json!({"exceptions": [moved]}));
    let edited = desk.update("Event", &before, json!({"schedule": schedule})).await;
    assert_eq!(edited["errors"], json!([]));
    let after = service.client().query(OCCURRENCES, week).await["event"].take();
    assert_eq!(after["occurrences"], json!([{"id": id, "localStart": "2024-03-17T12:00:00"}]));
    assert_eq!(
        service.client().query(NODE, json!({"id": id})).await["node"],
        json!({"__typename": "Occurrence", "id": id, "localStart": "2024-03-17T12:00:00", "status": "CONFIRMED", "event": {"slug": "lesson"}})
    );
    // A week without the occurrence, and an event that nobody else sees.
    let edited = edited["record"].clone();
    let shorter = weekly(&json!({"rule": "FREQ=WEEKLY;BYDAY=SA;COUNT=2"}));
    let edited = desk.update("Event", &edited, json!({"schedule": shorter})).await["record"].take();
    assert_eq!(service.client().query(NODE, json!({"id": id})).await["node"], json!(null));
    let edited =
        desk.update("Event", &edited, json!({"schedule": weekly(&json!({}))})).await["record"].take();
    assert_eq!(desk.act("unpublishRecord", &edited, &json!({})).await["errors"], json!([]));
    assert_eq!(service.client().query(NODE, json!({"id": id})).await["node"], json!(null));
    assert_eq!(desk.client.query(NODE, json!({"id": id})).await["node"]["id"], id);
}

#[tokio::test]
async fn the_place_of_a_moved_occurrence_is_validated_like_the_events_place() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for place in [" ".to_owned(), "а".repeat(301)] {
        let moved = json!({"starts": "2024-03-17T12:00:00", "place": {"kk": place}});
        let exceptions = json!({"exceptions": [{"originalStart": "2024-03-16T10:00:00", "moved": moved}]});
        let refused = publish_event(&desk, "lesson", weekly(&exceptions)).await;
        let fields: Vec<_> = problems(&refused).into_iter().map(|(_, field)| field).collect();
        assert_eq!(fields, ["schedule"], "{refused}");
    }
}

#[tokio::test]
async fn known_days_without_an_hour_are_in_every_calendar() {
    let service = Service::start().await;
    let client = service.client();
    let found = client
        .query(
            "{ occurrences(from: \"2027-03-01T00:00:00Z\", to: \"2027-04-01T00:00:00Z\") {
                edges { node { event { slug } startsAt endsAt localStart isAllDay id } } }
              events(from: \"2027-03-22T00:00:00Z\", to: \"2027-03-22T01:00:00Z\") { edges { node { slug } } }
              none: events(from: \"2027-03-24T00:00:00Z\", to: \"2027-03-31T00:00:00Z\") { edges { node { slug } } } }",
            json!({}),
        )
        .await;
    let nauryz = &found["occurrences"]["edges"][0]["node"];
    assert_eq!(found["occurrences"]["edges"].as_array().unwrap().len(), 1, "{found:#}");
    assert_eq!(
        [&nauryz["event"]["slug"], &nauryz["startsAt"], &nauryz["endsAt"], &nauryz["localStart"]],
        ["nauryz", "2027-03-20T19:00:00+00:00", "2027-03-23T19:00:00+00:00", "2027-03-21T00:00:00"]
    );
    assert_eq!(nauryz["isAllDay"], true);
    assert_eq!(found["events"]["edges"], json!([{"node": {"slug": "nauryz"}}]));
    assert_eq!(found["none"]["edges"], json!([]));
    let node = client
        .query(
            "query($id: ID!) { node(id: $id) { id ... on Occurrence { isAllDay } } }",
            json!({"id": nauryz["id"]}),
        )
        .await;
    assert_eq!(node["node"], json!({"id": nauryz["id"], "isAllDay": true}));

    for (path, name) in [
        ("/calendar.ics?lang=kk", "NAME:Достық үйі: барлық іс-шаралар"),
        ("/calendar.ics?lang=ru", "NAME:Дом дружбы: все мероприятия"),
        ("/calendar.ics?lang=en", "NAME:House of Friendship: all events"),
        ("/calendars/parasat.ics", ""),
        ("/calendars/qha.ics", ""),
    ] {
        let feed = client.get(path).await;
        assert_eq!(feed.status, StatusCode::OK, "{path}");
        let text = String::from_utf8(feed.body.to_vec()).unwrap().replace("\r\n ", "");
        let lines: Vec<&str> = text.split("\r\n").collect();
        let all_day = [
            "DTSTART;VALUE=DATE:20180321",
            "DTEND;VALUE=DATE:20180324",
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21",
        ];
        for line in all_day.into_iter().chain(Some(name).filter(|name| !name.is_empty())) {
            assert!(lines.contains(&line), "{line} in {path}\n{text}");
        }
    }
    let table = client.get("/data/events.csv").await;
    let mut table = csv::Reader::from_reader(&table.body[..]);
    let columns = table.headers().unwrap().clone();
    let row =
        table.records().map(Result::unwrap).find(|row| row.iter().any(|cell| cell == "nauryz")).unwrap();
    let cell = |name: &str| row[columns.iter().position(|column| column == name).unwrap()].to_owned();
    assert_eq!(
        ["starts_at", "ends_at", "all_day", "rule"].map(cell),
        ["2018-03-21", "2018-03-23", "true", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21"]
    );
}

#[tokio::test]
async fn a_schedule_survives_every_file() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let schedule = weekly(&json!({"exceptions": [
        {"originalStart": "2024-02-24T10:00:00"},
        {"originalStart": "2024-03-16T10:00:00", "moved": {"starts": "2024-03-17T12:00:00"}},
    ]}));
    assert_eq!(publish_event(&desk, "lesson", schedule).await["errors"], json!([]));
    let client = service.client();
    let popolo = client.get("/data/directory.popolo.json").await.json();
    let lesson =
        popolo["events"].as_array().unwrap().iter().find(|one| one["dostyq:slug"] == "lesson").unwrap();
    assert_eq!(
        [&lesson["start_date"], &lesson["end_date"]],
        ["2024-02-17T10:00:00+06:00", "2024-02-17T11:30:00+06:00"]
    );
    let graph = client.get("/data/directory.jsonld").await.json();
    let lesson = graph["@graph"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one.get("eventSchedule").is_some_and(|rule| rule["byDay"] == json!(["SA"])));
    let lesson = lesson.unwrap();
    assert_eq!(lesson["startDate"], "2024-02-17T10:00:00+06:00");
    assert_eq!(lesson["eventSchedule"]["exceptDate"], json!(["2024-02-24T10:00:00+06:00"]));
    assert_eq!(lesson["subEvent"][0]["startDate"], "2024-03-17T12:00:00+05:00");
    assert_eq!(lesson["subEvent"][0]["eventStatus"]["@id"], "https://schema.org/EventRescheduled");
}

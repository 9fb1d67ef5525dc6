//! More events than one query lists, or than the calendar of all events has.

use poem::http::StatusCode;
use serde_json::json;

use super::Desk;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

/// Publishes a lesson on 1 December 2026, which is coming, and 1,100 copies, each six hours after the one before.
async fn crowd(first_copy: &str) -> Service {
    let service = Service::sharing_nothing(None).await;
    let desk = Desk::open(&service).await;
    let lesson = json!({
        "slug": "lesson", "kind": "TRAINING", "title": {"kk": "Жақын сабақ"}, "citations": desk.cited(),
        "schedule": {"firstStart": "2026-12-01T10:00:00", "durationMinutes": 90},
    });
    desk.publish("Event", lesson).await;
    let copies = format!(
        "INSERT INTO events (id, slug, kind, position, sort_title_kk, sort_title_ru, sort_title_en, version, published,
                updated_at, content, starts_at, ends_at)
            SELECT gen_random_uuid(), 'copy-' || n, kind, n, sort_title_kk, sort_title_ru, sort_title_en, version, published,
                updated_at,
                jsonb_set(content, '{{schedule,starts}}', to_jsonb(to_char(at, 'YYYY-MM-DD\"T\"HH24:MI:SS'))),
                at AT TIME ZONE 'Asia/Almaty', at AT TIME ZONE 'Asia/Almaty' + interval '90 minutes'
            FROM events, generate_series(1, 1100) AS n,
                LATERAL (SELECT timestamp '{first_copy}' + (n - 1) * interval '6 hours' AS at) AS times
            WHERE slug = 'lesson'"
    );
    connect(&service.database.url).await.unwrap().batch_execute(&copies).await.unwrap();
    service
}

async fn text(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    String::from_utf8(answer.body.to_vec()).unwrap()
}

#[tokio::test]
async fn no_coming_event_gives_way_to_a_past_one_in_the_calendar() {
    let service = crowd("2026-02-01T08:00:00").await;
    let calendar = text(&service.client(), "/calendar.ics").await;
    let has = |start: &str| calendar.contains(&format!("DTSTART;TZID=Asia/Almaty:{start}\r\n"));
    assert_eq!(calendar.matches("BEGIN:VEVENT\r\n").count(), 1_000);
    assert!(has("20261201T100000"), "the coming lesson");
    assert!(calendar.contains("DTSTART;VALUE=DATE:20180321\r\n"), "Nauryz, which comes every year");
    assert!(has("20261103T020000") && !has("20260201T080000"), "the last copy, but not the first");
}

#[tokio::test]
async fn a_calendar_without_some_events_says_so_in_the_readers_language() {
    let service = crowd("2026-12-01T16:00:00").await;
    let description = async |language: &str| {
        let calendar = text(&service.client(), &format!("/calendar.ics?lang={language}")).await;
        // A long line goes on after a line break and a space.
        let unfolded = calendar.replace("\r\n ", "");
        let head = unfolded.split("BEGIN:VEVENT").next().unwrap();
        let of = |name: &str| head.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
        assert_eq!(of("DESCRIPTION:"), of("X-WR-CALDESC:"));
        (of("X-WR-CALDESC:"), calendar.matches("BEGIN:VEVENT\r\n").count())
    };
    for (language, says) in [
        ("kk", "мұнда ең кеш аяқталатын 1000 іс-шара бар"),
        ("ru", "в нём те 1000\\, что заканчиваются позже всех"),
        ("en", "it has the 1000 that end last"),
    ] {
        let (description, events) = description(language).await;
        assert_eq!(events, 1_000);
        assert!(description.as_ref().is_some_and(|text| text.contains(says)), "{description:?}");
    }
    let sql = connect(&service.database.url).await.unwrap();
    let less =
        "DELETE FROM events WHERE id NOT IN (SELECT id FROM events WHERE published AND starts_at IS NOT NULL
        ORDER BY ends_at DESC, id LIMIT 1000)";
    sql.batch_execute(less).await.unwrap();
    assert_eq!(description("en").await, (None, 1_000), "nothing is omitted of a thousand");
}

#[tokio::test]
async fn the_calendar_keeps_a_past_event_for_a_year() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for (slug, starts) in [("old", "2025-11-22T12:00:00"), ("recent", "2025-11-22T14:00:00")] {
        let event = json!({
            "slug": slug, "kind": "TRAINING", "title": {"kk": "Сабақ"}, "citations": desk.cited(),
            "schedule": {"firstStart": starts, "durationMinutes": 60},
        });
        desk.publish("Event", event).await;
    }
    // 366 days before now is 22 November 2025, 11:00 in Almaty.
    let calendar = text(&service.client(), "/calendar.ics").await;
    assert!(calendar.contains("DTSTART;TZID=Asia/Almaty:20251122T140000\r\n"), "{calendar}");
    assert!(calendar.contains("DTSTART;TZID=Asia/Almaty:20251122T120000\r\n"), "{calendar}");
    service.clock.advance(chrono::Duration::hours(3));
    let calendar = text(&service.client(), "/calendar.ics").await;
    assert!(calendar.contains("DTSTART;TZID=Asia/Almaty:20251122T140000\r\n"), "{calendar}");
    assert!(!calendar.contains("DTSTART;TZID=Asia/Almaty:20251122T120000\r\n"), "{calendar}");
}

#[tokio::test]
async fn pages_list_the_next_events_however_many_are_coming() {
    const LISTED: &str = ">Жақын сабақ</a> <time";
    const OMITS: &str = "Алдағы іс-шаралар тізімге сыятыннан көп";
    let service = crowd("2027-01-01T08:00:00").await;
    let client = service.client();
    for path in ["/kk/", "/kk/events"] {
        let page = text(&client, path).await;
        assert!(page.contains(LISTED) && page.contains(OMITS), "{path}");
    }
    // The lesson and the first 999 copies begin nearest to today: nearer than the first Nauryz. Pages of 50 list them.
    let (mut path, mut counts) = ("/kk/events".to_owned(), Vec::new());
    loop {
        let page = text(&client, &path).await;
        counts.push(page.matches(LISTED).count());
        let Some((_, later)) = page.split_once("?later=") else { break };
        path = format!("/kk/events?later={}", later.split_once('"').unwrap().0);
    }
    assert_eq!(counts, [50; 20]);

    // Endless events are omitted before one that begins soon, and no page says that nothing is coming.
    let endless = "UPDATE events SET starts_at = '2020-01-01', ends_at = NULL WHERE slug LIKE 'copy-%'";
    connect(&service.database.url).await.unwrap().batch_execute(endless).await.unwrap();
    for path in ["/kk/", "/kk/events"] {
        let page = text(&client, path).await;
        assert!(page.contains(LISTED) && page.contains(OMITS), "{path}");
        assert!(!page.contains("Уақыты белгіленген іс-шара әзірге жоқ"), "{path}");
    }
    for cursor in ["after", "later"] {
        assert_eq!(client.get(&format!("/kk/events?{cursor}=nothing")).await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn events_are_omitted_only_if_the_client_allows_it() {
    const YEAR: &str = "from: \"2026-11-22T19:00:00Z\", to: \"2027-11-23T19:00:00Z\"";
    let service = crowd("2027-01-01T08:00:00").await;
    let client = service.client();
    let refused =
        client.execute(&format!("{{ occurrences({YEAR}) {{ edges {{ cursor }} }} }}"), json!({})).await;
    assert_eq!(refused.code(), "BAD_USER_INPUT", "more events than one query lists");
    let document = format!(
        "query($allows: Boolean!) {{
            year: occurrences({YEAR}, allowOmissions: true, last: 1) {{ omitsEvents edges {{ node {{ localStart }} }} }}
            week: occurrences(from: \"2026-11-30T19:00:00Z\", to: \"2026-12-07T19:00:00Z\", allowOmissions: $allows) {{
                omitsEvents edges {{ node {{ localStart event {{ slug }} }} }}
            }}
        }}"
    );
    for allows in [true, false] {
        let found = client.query(&document, json!({"allows": allows})).await;
        let last = json!([{"node": {"localStart": "2027-09-07T20:00:00"}}]);
        assert_eq!(
            found["year"],
            json!({"omitsEvents": true, "edges": last}),
            "copy 999, six hours after 998"
        );
        let lesson = json!([{"node": {"localStart": "2026-12-01T10:00:00", "event": {"slug": "lesson"}}}]);
        assert_eq!(found["week"], json!({"omitsEvents": false, "edges": lesson}));
    }
}

//! Events on the pages: those that are over, that go on for ever, or that are in another time zone.

use hyper::StatusCode;
use serde_json::{Value, json};

use super::document::{check, elements, has_class, parse, text_of};
use super::{page, text};
use crate::editing::Desk;
use crate::support::service::Service;
use crate::support::sql::connect;

/// Publishes an event with a schedule.
async fn publish(desk: &Desk, slug: &str, schedule: Value) {
    let event = json!({
        "slug": slug, "kind": "SEMINAR", "title": {"kk": slug}, "schedule": schedule, "citations": desk.cited(),
    });
    desk.publish("Event", event).await;
}

/// Returns the text of a page's content.
fn content(html: &str) -> String {
    let document = parse(html);
    let content = text_of(elements(&document, "main").next().unwrap());
    content.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_page_of_a_past_event_says_when_it_was() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    publish(&desk, "over", json!({"firstStart": "2020-12-05T10:00", "durationMinutes": 60})).await;
    let cancelled = json!({
        "firstStart": "2021-03-01T18:30", "durationMinutes": 45,
        "exceptions": [{"originalStart": "2021-03-01T18:30"}],
    });
    publish(&desk, "cancelled", cancelled).await;
    let series =
        json!({"firstStart": "2019-01-05T10:00", "durationMinutes": 1800, "rule": "FREQ=WEEKLY;COUNT=3"});
    publish(&desk, "series", series).await;
    for (path, expected) in [
        ("/en/events/over", "Time5 December 2020, 10:00 Duration1 h "),
        ("/ru/events/over", "Время5 декабря 2020 г., 10:00 Длительность1 ч "),
        ("/kk/events/over", "Уақыты2020 ж. 5 желтоқсан, 10:00 Ұзақтығы1 сағ "),
        ("/en/events/cancelled", "Time1 March 2021, 18:30 cancelled Duration45 min "),
        ("/en/events/series", "First time5 January 2019, 10:00 Duration30 h "),
    ] {
        let html = page(&client, path).await;
        check(path, &path[1..3], &parse(&html));
        assert!(content(&html).contains(expected), "{path}: {}", content(&html));
    }
    assert!(content(&page(&client, "/en/events/over").await).contains("No further time is known."));
}

#[tokio::test]
async fn an_event_without_an_end_says_that_there_are_more_times() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let every_day = json!({"firstStart": "2026-12-01T10:00", "durationMinutes": 60, "rule": "FREQ=DAILY"});
    publish(&desk, "every-day", every_day).await;
    let few = json!({"firstStart": "2026-12-01T10:00", "durationMinutes": 60, "rule": "FREQ=DAILY;COUNT=20"});
    publish(&desk, "twenty-days", few).await;
    for (slug, has_more) in [("every-day", true), ("twenty-days", false)] {
        let html = page(&client, &format!("/en/events/{slug}")).await;
        let document = parse(&html);
        assert_eq!(elements(&document, "time").count(), 20, "{slug}");
        assert_eq!(html.contains("Further times are in the calendar file."), has_more, "{slug}");
        let mut links = elements(&document, "a");
        let calendar = links.find(|link| link.attribute("type") == Some("text/calendar")).unwrap();
        let calendar = client.get(calendar.attribute("href").unwrap()).await;
        assert!(text(&calendar).contains("RRULE:FREQ=DAILY"), "{slug}");
    }
}

#[tokio::test]
async fn a_time_in_another_zone_names_the_zone() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let schedule =
        json!({"firstStart": "2026-11-25T20:00", "durationMinutes": 60, "timeZone": "Europe/Berlin"});
    publish(&desk, "abroad", schedule).await;
    publish(&desk, "at-home", json!({"firstStart": "2026-11-25T21:00", "durationMinutes": 60})).await;
    for path in ["/en/", "/en/events", "/en/events/abroad"] {
        let content = content(&page(&client, path).await);
        assert!(content.contains("25 November 2026, 20:00 (Europe/Berlin)"), "{path}: {content}");
        assert!(!content.contains("(Asia/Almaty)"), "{path}: {content}");
    }
}

#[tokio::test]
async fn the_events_of_a_month_are_listed_also_those_that_are_over() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    for (slug, start) in
        [("early", "2026-11-02T10:00"), ("late", "2026-11-30T23:30"), ("afterwards", "2026-12-01T00:30")]
    {
        publish(&desk, slug, json!({"firstStart": start, "durationMinutes": 15})).await;
    }
    let now = page(&client, "/en/events").await;
    let document = parse(&now);
    let link = |text: &str| {
        let link = elements(&document, "a").find(|link| text_of(*link) == text).unwrap();
        assert_eq!(link.attribute("rel"), Some("nofollow"), "{text}: there are endlessly many months");
        link.attribute("href").unwrap()
    };
    assert_eq!(link("Events in October 2026"), "/en/events?month=2026-10");
    assert!(!content(&now).contains("2 November 2026"));

    let html = page(&client, link("Events in November 2026")).await;
    let month = parse(&html);
    check("/en/events", "en", &month);
    let times: Vec<_> = elements(&month, "time").filter_map(|time| time.attribute("datetime")).collect();
    assert_eq!(times, ["2026-11-02T10:00:00", "2026-11-30T23:30:00"]);
    let title = text_of(elements(&month, "title").next().unwrap());
    assert_eq!(title, "Events (November 2026) · House of Friendship");
    assert!(elements(&month, "meta").any(|meta| meta.attribute("content") == Some("noindex")));
    let links: Vec<_> = elements(&month, "a").filter_map(|link| link.attribute("href")).collect();
    for expected in
        ["/en/events?month=2026-10", "/en/events?month=2026-12", "/en/events", "/kk/events?month=2026-11"]
    {
        assert!(links.contains(&expected), "{expected}: {links:?}");
    }
    assert!(
        content(&page(&client, "/ru/events?month=2026-11").await).contains("Мероприятия: ноябрь 2026 г.")
    );
    assert!(content(&page(&client, "/kk/events?month=2026-11").await).contains("Іс-шаралар: 2026 ж. қараша"));
    // Months that began or ended when the clocks skipped midnight.
    for month in ["1981-03", "1981-04", "1982-03", "1984-04"] {
        page(&client, &format!("/en/events?month={month}")).await;
    }
    for (first_or_last, beyond) in [("1900-01", "1899-12"), ("2199-12", "2200-01")] {
        let html = page(&client, &format!("/en/events?month={first_or_last}")).await;
        assert!(!html.contains(beyond), "{beyond} is no page");
    }
    let empty = page(&client, "/en/events?month=2001-05").await;
    assert!(empty.contains("No event with a known time in this month."));
    for none in ["2026-13", "2026", "2026-11-05", "1899-12", "99999-01", "x", "%FF"] {
        let answer = client.get(&format!("/en/events?month={none}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{none}");
    }
}

#[tokio::test]
async fn a_tree_that_is_not_whole_says_so() {
    let service = Service::start().await;
    let client = service.client();
    let whole = page(&client, "/en/").await;
    assert!(!whole.contains("Only a part of the bodies is listed here."));
    let copies = "INSERT INTO organizations (id, slug, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version,
            published, updated_at, content)
        SELECT gen_random_uuid(), 'copy-' || n, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version,
            published, updated_at, jsonb_set(content, '{slug}', to_jsonb('copy-' || n))
        FROM organizations, generate_series(1, 300) AS n WHERE slug = 'house-admin';
        INSERT INTO affiliations (organization_id, relation, position, target_id, begins, ends)
        SELECT copies.id, relation, affiliations.position, target_id, begins, ends
        FROM affiliations JOIN organizations AS originals ON originals.id = organization_id, organizations AS copies
        WHERE originals.slug = 'house-admin' AND copies.slug LIKE 'copy-%'";
    // A service that has shared no result yet.
    let service = Service::sharing_nothing(None).await;
    connect(&service.database.url).await.unwrap().batch_execute(copies).await.unwrap();
    let html = page(&service.client(), "/en/").await;
    let document = parse(&html);
    check("/en/", "en", &document);
    let tree = document.descendants().find(|node| has_class(*node, "tree")).unwrap();
    assert_eq!(tree.descendants().filter(|node| node.has_tag_name("li")).count(), 300);
    assert!(html.contains("Only a part of the bodies is listed here."));
}

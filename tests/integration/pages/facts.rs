//! What the pages show of the directory: its state on a day, sources and their age, figures, and names of kinds.

use apollo_compiler::Schema;
use dostyq::domain::text::Language;
use dostyq::messages::{Variable, page_sentence};
use hyper::StatusCode;
use roxmltree::{Document, Node};
use serde_json::json;

use super::document::{check, elements, has_class, parse, text_of};
use super::{ORIGIN, page, text};
use crate::editing::Desk;
use crate::support::service::Service;

/// Returns the texts of the holders that a page marks as present.
fn present(document: &Document<'_>) -> Vec<String> {
    let items = elements(document, "li").filter(|item| has_class(*item, "present"));
    items.map(text_of).collect()
}

#[tokio::test]
async fn a_page_shows_the_state_of_a_day() {
    let service = Service::start().await;
    let client = service.client();
    for path in ["/en/organizations/mothers", "/en/posts"] {
        let today = page(&client, path).await;
        let now = present(&parse(&today)).concat();
        assert!(now.contains("Nesipjamal Baimadiyeva") && !now.contains("Meiramgul"), "{path}: {now}");
        assert!(now.contains("as of c. 2017–2018") && !now.contains("holds the post"), "{path}: {now}");
        let html = page(&client, &format!("{path}?at=2014-06-01")).await;
        let then = present(&parse(&html)).concat();
        assert!(then.contains("Meiramgul Baqtiyarova") && !then.contains("Nesipjamal"), "{path}: {then}");
        assert!(then.contains("holds the post") && !then.contains("as of"), "{path}: {then}");
        assert!(html.contains("This is the state on 1 June 2014.") && !html.contains("did not exist yet"));
        assert!(today.contains("Meiramgul Baqtiyarova"), "the history is there on every day");
    }
    let person = page(&client, "/en/people/liliya-kushch?at=2014-06-01").await;
    assert!(person.contains("This is the state on 1 June 2014."));
    for (path, expected) in [
        ("/en/people/meiramgul-baqtiyarova?at=2014-06-01", Some("holds the post")),
        ("/en/people/meiramgul-baqtiyarova", None),
        ("/en/people/nesipjamal-baimadiyeva?at=2014-06-01", None),
        ("/en/people/nesipjamal-baimadiyeva", Some("as of c. 2017–2018")),
    ] {
        let html = page(&client, path).await;
        let posts = present(&parse(&html));
        assert_eq!(posts.len(), usize::from(expected.is_some()), "{path}");
        let text = posts.concat();
        assert!(
            expected.is_none_or(|words| text.contains(words) && text.contains("chairwoman")),
            "{path}: {text}"
        );
    }
    let before = page(&client, "/en/organizations/house?at=2014-06-01").await;
    assert!(text_of(elements(&parse(&before), "h1").next().unwrap()).starts_with("Communal Institution"));
    assert!(before.contains("did not exist yet"), "the house was founded in 2015");
    let home = page(&client, "/en/?at=2014-06-01").await;
    assert!(home.contains("Communal Institution") && home.contains("Meiramgul Baqtiyarova"));
    assert!(home.contains("did not exist yet"));
    for (path, expected) in [
        ("/en/", "Liliya Kushch</a> (as of c. 2017–2018)"),
        ("/ru/organizations", "(по состоянию на: ориентировочно 2017–2018 гг.)"),
        ("/kk/organizations", "(мына кездегі жағдай бойынша: шамамен 2017–2018 жж.)"),
    ] {
        assert!(page(&client, path).await.contains(expected), "{path}");
    }
    for invalid in [
        "2014-13-01",
        "2014-02-30",
        "2014",
        "2014-06",
        "2014-06-01T00:00",
        "0000-01-01",
        "-0044-03-15",
        "%2B12014-06-01",
        "2026-11-24",
        "yesterday",
        "%3Cscript%3E",
    ] {
        let answer = client.get(&format!("/en/organizations/mothers?at={invalid}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{invalid}");
        assert!(
            text(&answer).contains("Type a day in the form 2014-06-01, today at the latest."),
            "{invalid}"
        );
        assert!(!text(&answer).contains("This is the state on"), "{invalid}");
    }
    let twice = client.get("/en/organizations/mothers?at=2014-06-01&at=2015-06-01").await;
    assert_eq!(twice.status, StatusCode::NOT_FOUND, "which day is meant?");
    page(&client, "/en/organizations/mothers?at=2026-11-23").await;
}

#[tokio::test]
async fn members_names_and_figures_are_those_of_the_day() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let name = |en: &str, since: &str| json!({"text": {"en": en}, "since": since, "citations": desk.cited()});
    let names = json!({"names": [name("Chess circle", "2010"), name("Chess club", "2016"), name("Chess circle", "2025")]});
    let club = desk.publish("Organization", desk.organization("chess", &names)).await;
    for (slug, since, until) in
        [("always", None, None), ("early", Some("2011"), Some("2014")), ("late", Some("2018-03"), None)]
    {
        let person = desk.publish("Person", desk.person(slug)).await;
        let membership = json!({
            "organizationId": club["id"], "personId": person["id"], "since": since, "until": until,
            "citations": desk.cited(),
        });
        desk.publish("Membership", membership).await;
    }
    let indicator = json!({
        "slug": "chess-boards", "organizationId": club["id"], "name": {"en": "Boards"}, "citations": desk.cited(),
    });
    let indicator = desk.publish("Indicator", indicator).await;
    for (period, value) in [("2012", 40.0), ("2017", 70.0)] {
        let observation = json!({
            "indicatorId": indicator["id"], "period": period, "value": value, "citations": desk.cited(),
        });
        desk.publish("Observation", observation).await;
    }
    for (query, present, others, name, figure) in [
        ("", vec!["always", "late"], vec!["early"], "Name used since2025", Some("70")),
        ("?at=2014-06-01", vec!["always", "early"], vec!["late"], "Name used since2010", Some("40")),
        ("?at=2011-06-01", vec!["always", "early"], vec!["late"], "Name used since2010", None),
        ("?at=2016-06-01", vec!["always"], vec!["early", "late"], "Name used since2016", Some("40")),
    ] {
        let path = format!("/en/organizations/chess{query}");
        let html = page(&client, &path).await;
        let document = parse(&html);
        check(&path, "en", &document);
        let section = |id: &str| {
            document
                .descendants()
                .find(|node| node.has_tag_name("section") && node.attribute("aria-labelledby") == Some(id))
        };
        let lists = section("members").unwrap().children().filter(|node| node.has_tag_name("ul"));
        let people = |list: Node<'_, '_>| -> Vec<String> {
            let links = list.descendants().filter(|node| node.has_tag_name("a"));
            let links = links.filter_map(|link| link.attribute("href")?.strip_prefix("/en/people/"));
            links.map(|person| person.strip_suffix(query).unwrap().to_owned()).collect()
        };
        let mut lists = lists.map(people);
        let mut found = || {
            let mut people = lists.next().unwrap();
            people.sort_unstable();
            people
        };
        assert_eq!((found(), found()), (strings(&present), strings(&others)), "{path}");
        let counted = format!("directory names: {}", present.len());
        assert!(text_of(section("members").unwrap()).contains(&counted), "{path}");
        assert!(elements(&document, "div").any(|fact| text_of(fact).starts_with(name)), "{path}: {html}");
        let values = section("figures").map(|section| {
            let mut values = section.descendants().filter(|node| has_class(*node, "value"));
            text_of(values.next().unwrap())
        });
        assert_eq!(values.as_deref(), figure, "{path}");
    }
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[tokio::test]
async fn a_fact_has_its_source_and_the_age_of_the_evidence() {
    let service = Service::start().await;
    let client = service.client();
    let html = page(&client, "/en/people/liliya-kushch").await;
    assert!(html.contains("According to the source: c. 2017–2018"));
    assert!(html.contains("at least 7 years ago"));
    let document = parse(&html);
    let mark = elements(&document, "sup").next().unwrap().first_element_child().unwrap();
    assert_eq!((mark.attribute("href"), mark.attribute("aria-label")), (Some("#note-1"), Some("Source 1")));
    let note = document.descendants().find(|node| node.attribute("id") == Some("note-1")).unwrap();
    assert!(text_of(note).contains("Newspaper article about the House of Friendship"));

    let figures = page(&client, "/kk/figures").await;
    let document = parse(&figures);
    assert!(figures.contains("130 санынан астам"));
    // Only the series with two values is plotted.
    let plots: Vec<_> = elements(&document, "svg").filter(|svg| has_class(*svg, "plot")).collect();
    assert_eq!(plots.len(), 1);
    let bars = plots[0].children().filter(|node| node.has_tag_name("rect"));
    let heights: Vec<i32> = bars.map(|bar| bar.attribute("height").unwrap().parse().unwrap()).collect();
    assert_eq!(heights, [142, 82]);
    // Whoever quotes a figure finds its address.
    let indicators: Vec<_> =
        elements(&document, "section").filter(|one| has_class(*one, "indicator")).collect();
    for indicator in &indicators {
        let id = indicator.attribute("aria-labelledby").unwrap();
        let citation = indicator.descendants().find(|node| has_class(*node, "citation")).unwrap();
        let heading = document.descendants().find(|node| node.attribute("id") == Some(id)).unwrap();
        let name = heading.children().find(Node::is_text).and_then(|node| node.text()).unwrap();
        let cited = text_of(citation);
        assert!(cited.contains(name) && cited.contains("2026 ж. 23 қараша күнгі күйі"), "{cited}");
        assert!(cited.ends_with(&format!("{ORIGIN}/kk/figures#{id}")), "{cited}");
        let link = citation.descendants().find(|node| node.has_tag_name("a")).unwrap();
        assert_eq!(link.attribute("href"), Some(format!("#{id}").as_str()));
    }
    assert!(indicators.len() > 1);
}

#[tokio::test]
async fn an_event_shows_its_coming_occurrences_and_its_calendar() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let club = desk.publish("Organization", desk.organization("chess", &json!({}))).await;
    let schedule = json!({
        "firstStart": "2026-11-28T10:00", "durationMinutes": 90, "rule": "FREQ=WEEKLY;COUNT=4",
        "exceptions": [
            {"originalStart": "2026-12-05T10:00"},
            {"originalStart": "2026-12-12T10:00", "moved": {"starts": "2026-12-13T15:30", "note": {"kk": "Үлкен залда"}}},
        ],
    });
    desk.publish(
        "Event",
        json!({"slug": "chess-evening", "kind": "GATHERING", "title": {"kk": "Шахмат кеші"}, "schedule": schedule,
               "organizerIds": [club["id"]], "citations": desk.cited()}),
    )
    .await;
    let html = page(&client, "/en/events/chess-evening").await;
    for expected in [
        "28 November 2026, 10:00",
        "5 December 2026, 10:00",
        "cancelled",
        "13 December 2026, 15:30",
        "moved, formerly 12 December 2026, 10:00",
        "<span lang=\"kk\">Үлкен залда</span>",
        "19 December 2026, 10:00",
        "1 h 30 min",
    ] {
        assert!(html.contains(expected), "{expected}");
    }
    let document = parse(&html);
    let calendar =
        elements(&document, "a").find(|link| link.attribute("type") == Some("text/calendar")).unwrap();
    let calendar = client.get(calendar.attribute("href").unwrap()).await;
    assert!(text(&calendar).starts_with("BEGIN:VCALENDAR"));
    for path in ["/en/", "/en/events"] {
        assert!(page(&client, path).await.contains("28 November 2026, 10:00"), "{path}");
    }
}

#[tokio::test]
async fn a_day_before_or_after_an_organization_says_so() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let dated = |date: &str| json!({"date": date, "citations": desk.cited()});
    let life = json!({"founded": dated("2013"), "dissolved": dated("2016-05")});
    desk.publish("Organization", desk.organization("chess", &life)).await;
    for (day, is_before, is_after) in [
        ("2012-12-31", true, false),
        ("2013-01-01", false, false),
        ("2016-05-31", false, false),
        ("2016-06-01", false, true),
    ] {
        let html = page(&client, &format!("/en/organizations/chess?at={day}")).await;
        let found = ["did not exist yet", "no longer existed"].map(|words| html.contains(words));
        assert_eq!(found, [is_before, is_after], "{day}");
    }
    let today = page(&client, "/en/organizations/chess").await;
    assert!(!today.contains("existed"), "no day is chosen");
}

#[tokio::test]
async fn an_event_of_whole_days_shows_no_hour() {
    let service = Service::start().await;
    let client = service.client();
    for (path, expected) in [
        ("/en/", "21 March 2027 – 23 March 2027"),
        ("/ru/events", "21 марта 2027 г. – 23 марта 2027 г."),
        ("/kk/events/nauryz", "2027 ж. 21 наурыз – 2027 ж. 23 наурыз"),
    ] {
        let html = page(&client, path).await;
        assert!(html.contains(expected), "{path}: {html}");
        assert!(!html.contains(", 00:00"), "{path}");
        let document = parse(&html);
        let time = elements(&document, "time").next().unwrap();
        assert_eq!(time.attribute("datetime"), Some("2027-03-21"), "{path}");
    }
}

#[tokio::test]
async fn a_page_says_how_to_cite_the_state_that_it_shows() {
    let service = Service::start().await;
    let client = service.client();
    for (path, words, address) in [
        ("/ru/organizations/mothers?at=2014-06-01", "состояние на 1 июня 2014 г.", "?at=2014-06-01"),
        ("/ru/organizations/mothers", "состояние на 23 ноября 2026 г.", "?at=2026-11-23"),
        ("/kk/people/liliya-kushch", "2026 ж. 23 қараша күнгі күйі", "?at=2026-11-23"),
        ("/en/events/nauryz", "as of 23 November 2026", ""),
    ] {
        let html = page(&client, path).await;
        let document = parse(&html);
        let citation = elements(&document, "p").find(|paragraph| has_class(*paragraph, "citation")).unwrap();
        let title = text_of(elements(&document, "h1").next().unwrap());
        let cited = text_of(citation);
        assert!(cited.contains(title.trim()) && cited.contains(words), "{path}: {cited}");
        let target = elements(&document, "a").find(|link| link.parent() == Some(citation)).unwrap();
        let target = target.attribute("href").unwrap();
        let bare = path.split('?').next().unwrap();
        assert_eq!(target, format!("{ORIGIN}{bare}{address}"));
        // The address shows the cited state.
        let again = page(&client, target.strip_prefix(ORIGIN).unwrap()).await;
        assert!(again.contains(words), "{target}");
    }
}

#[test]
fn each_kind_has_a_name_of_its_own_in_each_language() {
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    for (name, key, variable) in [
        ("EventKind", "page-event-kind", "kind"),
        ("SourceKind", "page-source-kind", "kind"),
        ("ContactKind", "page-contact-kind", "kind"),
        ("Recurrence", "page-recurrence", "recurrence"),
        ("EventFormat", "page-format", "format"),
        ("Weekday", "page-weekday", "day"),
        ("Gender", "page-gender-name", "gender"),
        ("ServiceStatus", "page-service-status", "status"),
        ("AccessibilityFeature", "page-accessibility-feature", "feature"),
    ] {
        let kinds = schema.get_enum(name).unwrap();
        for language in Language::ALL {
            let text = |value: &str| {
                page_sentence(key, [(variable.to_owned(), Variable::Text(value.to_owned()))], language)
            };
            for value in kinds.values.keys() {
                assert_ne!(text(value.as_str()), text("?"), "{key} in {language:?}: {value}");
            }
        }
    }
}

#[test]
fn each_field_that_can_change_has_a_name_in_the_history() {
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    for kind in [
        "Organization",
        "Person",
        "Post",
        "Membership",
        "Event",
        "Indicator",
        "Observation",
        "Source",
        "KindTerm",
    ] {
        let input = schema.get_input_object(&format!("{kind}Input")).unwrap();
        for field in input.fields.keys() {
            let stored = match field.as_str() {
                "isActing" => "acting",
                "organizerIds" => "organizers",
                other => other.trim_end_matches("Id").trim_end_matches("On"),
            };
            for language in [Language::Kk, Language::Ru] {
                let name = page_sentence(
                    "page-field",
                    [("field".to_owned(), Variable::Text(stored.to_owned()))],
                    language,
                );
                assert_ne!(name, stored, "{kind}Input.{field} in {language:?}");
            }
        }
    }
}

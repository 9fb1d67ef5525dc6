//! What visitors need to know: where an organization or an event is, when it is open, and what it offers.

use serde_json::{Value, json};

use super::{Desk, problems, with};
use crate::support::service::Service;

/// Returns an address of every part; `more` adds or replaces parts.
fn address(more: &Value) -> Value {
    with(
        json!({
            "region": {"kk": "Жетісу облысы", "ru": "область Жетісу", "en": "Jetisu Region"},
            "district": {"kk": "Ескелді ауданы"}, "locality": {"kk": "Қарабұлақ", "ru": "Карабулак"},
            "street": {"kk": "Оразбеков көшесі, 1", "ru": "ул. Оразбекова, 1"}, "unit": {"kk": "2-қабат"},
            "postalCode": "040500", "coordinates": {"latitude": 44.9036, "longitude": 78.4925},
        }),
        more,
    )
}

fn text(answer: &crate::support::client::Answer) -> &str {
    std::str::from_utf8(&answer.body).unwrap()
}

#[tokio::test]
async fn an_organization_is_at_an_address_for_a_period() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let former = json!({"country": "UZ", "locality": {"kk": "Ташкент"}});
    let locations = json!([
        {"address": former, "until": "2019", "citations": desk.cited()},
        {"address": address(&json!({})), "since": "2020", "attested": "2021~", "citations": desk.cited()},
    ]);
    let record = desk.organization("shanyraq", &json!({"locations": locations}));
    let created = desk.publish("Organization", record).await;
    let document = "query($at: Date) { organization(by: {slug: \"shanyraq\"}) {
        locations(at: $at) { address {
            country line(lang: KK) inRussian: line(lang: RU) region(lang: EN) district locality(lang: EN) street unit postalCode
            localityTexts { language text } coordinates { latitude longitude }
        } since { edtf } citations { source { title } } }
        allLocations { until { edtf } }
    } }";
    let found = client.query(document, json!({})).await["organization"].take();
    let location = &found["locations"][0];
    assert_eq!(
        (found["locations"].as_array().unwrap().len(), &location["since"]),
        (1, &json!({"edtf": "2020"}))
    );
    assert_eq!(
        location["address"],
        json!({
            "country": "KZ",
            "line": "Оразбеков көшесі, 1, 2-қабат, Қарабұлақ, Ескелді ауданы, Жетісу облысы, 040500",
            "inRussian": "ул. Оразбекова, 1, 2-қабат, Карабулак, Ескелді ауданы, область Жетісу, 040500",
            "region": "Jetisu Region", "district": "Ескелді ауданы", "locality": "Қарабұлақ",
            "street": "Оразбеков көшесі, 1", "unit": "2-қабат", "postalCode": "040500",
            "localityTexts": [{"language": "KK", "text": "Қарабұлақ"}, {"language": "RU", "text": "Карабулак"}],
            "coordinates": {"latitude": 44.9036, "longitude": 78.4925},
        })
    );
    assert_eq!(location["citations"].as_array().unwrap().len(), 1);
    assert_eq!(found["allLocations"], json!([{"until": {"edtf": "2019"}}, {"until": null}]));
    let then = client.query(document, json!({"at": "2018-05-01"})).await;
    assert_eq!(then["organization"]["locations"][0]["address"]["line"], "Ташкент, UZ");

    let page = client.get("/ru/organizations/shanyraq").await;
    assert!(
        text(&page).contains("ул. Оразбекова, 1") && text(&page).contains("mlat=44.9036"),
        "{}",
        text(&page)
    );
    let before = client.get("/ru/organizations/shanyraq?at=2018-05-01").await;
    assert!(text(&before).contains("Ташкент, UZ") && !text(&before).contains("mlat="));
    let table = client.get("/data/organizations.csv").await;
    assert!(text(&table).contains("44.9036") && text(&table).contains("Ташкент"));
    let graph = client.get("/data/directory.jsonld").await.json();
    let nodes = graph["@graph"].as_array().unwrap();
    let node = nodes.iter().find(|node| node["location"][0]["geo"]["latitude"] == 44.9036).unwrap();
    assert_eq!(node["address"][0]["addressRegion"][2], json!({"@value": "Jetisu Region", "@language": "en"}));
    let popolo = client.get("/data/directory.popolo.json").await;
    assert!(text(&popolo).contains("Оразбеков көшесі, 1, 2-қабат, Қарабұлақ"));
    let search =
        client.query("{ search(text: \"қарабұлақта\") { edges { node { __typename } } } }", json!({})).await;
    assert_eq!(search["search"]["edges"], json!([{"node": {"__typename": "Organization"}}]));

    // Only the Kazakh texts are sent: the streets keep their translations, although both are in one town.
    let both = json!([
        {"address": address(&json!({"street": {"kk": "Абай көшесі, 5", "ru": "ул. Абая, 5"}})), "citations": desk.cited()},
        {"address": address(&json!({})), "citations": desk.cited()},
    ]);
    let updated = desk.update("Organization", &created, json!({"locations": both})).await;
    assert_eq!(updated["errors"], json!([]));
    let kazakh = |street: &str| {
        json!({
            "address": {"street": {"kk": street}, "locality": {"kk": "Қарабұлақ"}}, "citations": desk.cited(),
        })
    };
    let swapped = json!([kazakh("Оразбеков көшесі, 1"), kazakh("Абай көшесі, 5")]);
    let updated = desk.update("Organization", &updated["record"], json!({"locations": swapped})).await;
    assert_eq!(updated["errors"], json!([]));
    let found = client.query(document, json!({})).await;
    let lines = found["organization"]["locations"].as_array().unwrap().iter();
    let lines: Vec<_> = lines.map(|location| location["address"]["inRussian"].as_str().unwrap()).collect();
    assert_eq!(lines, ["ул. Оразбекова, 1, Карабулак", "ул. Абая, 5, Карабулак"]);
}

#[tokio::test]
async fn each_problem_of_an_address_has_its_code() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let at = |latitude: f64, longitude: f64| json!({"coordinates": {"latitude": latitude, "longitude": longitude}});
    for (address, code) in [
        (address(&json!({"country": "kz"})), "INVALID_COUNTRY"),
        (address(&json!({"country": "KZ-19"})), "INVALID_COUNTRY"),
        (address(&at(90.5, 0.0)), "INVALID_COORDINATES"),
        (address(&at(0.0, -180.5)), "INVALID_COORDINATES"),
        (address(&json!({"street": {"kk": " "}})), "INVALID_DIRECTORY_TEXT"),
        (address(&json!({"postalCode": "0".repeat(301)})), "INVALID_DIRECTORY_TEXT"),
        (json!({}), "REQUIRED"),
    ] {
        let locations = json!([{"address": address, "citations": desk.cited()}]);
        let refused =
            desk.create("Organization", desk.organization("club", &json!({"locations": locations})), true);
        assert_eq!(problems(&refused.await), [(code, "locations".to_owned())], "{address}");
        let event = json!({"slug": "fair", "kind": "TRAINING", "title": {"kk": "Сабақ"}, "address": address,
            "citations": desk.cited()});
        let refused = desk.create("Event", event, true).await;
        assert_eq!(problems(&refused), [(code, "address".to_owned())], "{address}");
    }
    let uncited = json!([{"address": address(&json!({}))}]);
    let refused =
        desk.create("Organization", desk.organization("club", &json!({"locations": uncited})), true).await;
    assert_eq!(problems(&refused), [("CITATION_REQUIRED", "locations".to_owned())]);
}

#[tokio::test]
async fn an_event_has_the_address_of_its_place() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let club = desk.publish("Organization", desk.organization("chess", &json!({}))).await;
    let event = json!({
        "slug": "chess-evening", "kind": "GATHERING", "title": {"kk": "Шахмат кеші"}, "place": {"kk": "Мәдениет үйі"},
        "address": address(&json!({})), "organizerIds": [club["id"]], "citations": desk.cited(),
        "schedule": {"firstStart": "2026-12-05T10:00", "durationMinutes": 60},
    });
    desk.publish("Event", event).await;
    let found = client
        .query(
            "{ event(by: {slug: \"chess-evening\"}) { address { locality coordinates { longitude } } } }",
            json!({}),
        )
        .await;
    assert_eq!(
        found["event"]["address"],
        json!({"locality": "Қарабұлақ", "coordinates": {"longitude": 78.4925}})
    );
    let page = client.get("/kk/events/chess-evening").await;
    assert!(text(&page).contains("Оразбеков көшесі, 1"));
    let calendar = client.get("/calendars/chess.ics").await;
    let unfolded = text(&calendar).replace("\r\n ", "");
    assert!(unfolded.contains("LOCATION:Мәдениет үйі\\, Оразбеков көшесі\\, 1"), "{unfolded}");
    assert!(unfolded.contains("GEO:44.903600;78.492500"), "{unfolded}");
    let graph = client.get("/data/directory.jsonld").await.json();
    let nodes = graph["@graph"].as_array().unwrap();
    let place = &nodes.iter().find(|node| node["name"][0]["@value"] == "Шахмат кеші").unwrap()["location"];
    assert_eq!(place["name"][0]["@value"], "Мәдениет үйі");
    assert_eq!(place["geo"]["longitude"], 78.4925);
    assert_eq!(place["address"]["postalCode"], "040500");
}

#[tokio::test]
async fn visitors_learn_when_an_organization_is_open_and_what_it_offers() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let cited = desk.cited();
    let record = desk.organization(
        "library",
        &json!({
            "openingHours": [
                {"days": ["MONDAY", "TUESDAY", "WEDNESDAY"], "opens": "09:00", "closes": "18:30",
                 "note": {"kk": "Үзіліс 13:00–14:00", "en": "Break 13:00–14:00"}, "since": "2026", "citations": cited},
                {"days": ["SUNDAY"], "since": "2026", "citations": cited},
                {"days": ["MONDAY"], "opens": "20:00:00", "closes": "02:00:00", "until": "2025", "citations": cited},
            ],
            "accessibility": [
                {"feature": "RAMP", "note": {"kk": "Аула жағында"}, "citations": cited},
                {"feature": "LIFT", "isAvailable": false, "citations": cited},
            ],
            "services": [
                {"name": {"kk": "Оқырманға көмек", "en": "Readers’ help"}, "description": {"kk": "Кітап таңдауға көмек."},
                 "audience": {"en": "Everyone"}, "fees": {"en": "Free"}, "languages": ["kaz", "ru"], "citations": cited},
                {"name": {"kk": "Микрофильм"}, "status": "DEFUNCT", "until": "2020", "citations": cited},
            ],
        }),
    );
    let library = desk.publish("Organization", record).await;
    let document = "query($at: Date) { organization(by: {slug: \"library\"}) {
        openingHours(at: $at) { days opens closes note(lang: EN) since { edtf } citations { source { id } } }
        allOpeningHours { opens }
        accessibility(at: $at) { feature isAvailable note }
        services(at: $at) { name(lang: EN) description audience fees languages status nameTexts { language } }
        allServices { name status }
    } }";
    let found = client.query(document, json!({})).await["organization"].take();
    let hours = &found["openingHours"];
    assert_eq!(hours[0]["days"], json!(["MONDAY", "TUESDAY", "WEDNESDAY"]));
    assert_eq!((&hours[0]["opens"], &hours[0]["closes"]), (&json!("09:00:00"), &json!("18:30:00")));
    assert_eq!(
        (&hours[0]["note"], &hours[0]["since"]["edtf"]),
        (&json!("Break 13:00–14:00"), &json!("2026"))
    );
    assert_eq!((&hours[1]["opens"], hours.as_array().unwrap().len()), (&json!(null), 2));
    assert_eq!(found["allOpeningHours"][2]["opens"], "20:00:00");
    assert_eq!(
        found["accessibility"],
        json!([
            {"feature": "RAMP", "isAvailable": true, "note": "Аула жағында"},
            {"feature": "LIFT", "isAvailable": false, "note": null},
        ])
    );
    assert_eq!(
        found["services"],
        json!([{
            "name": "Readers’ help", "description": "Кітап таңдауға көмек.", "audience": "Everyone", "fees": "Free",
            "languages": ["kaz", "ru"], "status": "ACTIVE", "nameTexts": [{"language": "KK"}, {"language": "EN"}],
        }])
    );
    assert_eq!(found["allServices"][1], json!({"name": "Микрофильм", "status": "DEFUNCT"}));
    let then = client.query(document, json!({"at": "2019-01-07"})).await["organization"].take();
    assert_eq!(then["openingHours"][0]["closes"], "02:00:00");
    assert_eq!(then["services"].as_array().unwrap().len(), 2);

    let page = client.get("/en/organizations/library").await;
    for expected in [
        "Monday–Wednesday: 09:00–18:30",
        "Break 13:00–14:00",
        "Sunday: closed",
        "lift for wheelchairs: not available",
        "Readers’ help",
        "Everyone",
        "Free",
    ] {
        assert!(text(&page).contains(expected), "{expected}: {}", text(&page));
    }
    let graph = client.get("/data/directory.jsonld").await.json();
    let nodes = graph["@graph"].as_array().unwrap();
    let node = nodes
        .iter()
        .find(|node| node["makesOffer"][0]["itemOffered"]["name"][0]["@value"] == "Оқырманға көмек");
    let hours = &node.unwrap()["location"][0]["openingHoursSpecification"];
    assert_eq!((&hours[0]["opens"], &hours[0]["closes"]), (&json!("09:00:00"), &json!("18:30:00")));
    let search = client.query(
        "{ search(text: \"Readers help\") { edges { node { ... on Organization { slug } } } } }",
        json!({}),
    );
    assert_eq!(search.await["search"]["edges"][0]["node"]["slug"], "library");

    // A public change names these fields like all others.
    let changes = json!({"openingHours": [], "services": null});
    let updated = desk.update("Organization", &library, changes).await;
    assert_eq!(updated["errors"], json!([]));
    let document = "{ organization(by: {slug: \"library\"}) {
        openingHours { opens } services { name } accessibility { feature } history(first: 1) { edges { node { fields } } }
    } }";
    let after = client.query(document, json!({})).await["organization"].take();
    assert_eq!((&after["openingHours"], &after["services"]), (&json!([]), &json!([])));
    assert_eq!(after["accessibility"].as_array().unwrap().len(), 2);
    assert_eq!(after["history"]["edges"][0]["node"]["fields"], json!(["openingHours", "services"]));
}

#[tokio::test]
async fn each_problem_of_hours_and_services_has_its_code() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let cited = desk.cited();
    let hours =
        |more: Value| json!({"openingHours": [with(json!({"days": ["MONDAY"], "citations": cited}), &more)]});
    let offer =
        |more: Value| json!({"services": [with(json!({"name": {"kk": "Курс"}, "citations": cited}), &more)]});
    for (record, code, field) in [
        (hours(json!({"days": []})), "REQUIRED", "openingHours"),
        (hours(json!({"days": ["MONDAY", "FRIDAY", "MONDAY"]})), "DUPLICATE_ITEM", "openingHours"),
        (hours(json!({"opens": "09:00"})), "INVALID_OPENING_HOURS", "openingHours"),
        (hours(json!({"closes": "09:00"})), "INVALID_OPENING_HOURS", "openingHours"),
        (hours(json!({"opens": "09:00", "closes": "09:00:00"})), "INVALID_OPENING_HOURS", "openingHours"),
        (hours(json!({"opens": "9 am", "closes": "18:00"})), "INVALID_OPENING_HOURS", "openingHours"),
        (hours(json!({"opens": "09:00", "closes": "24:30"})), "INVALID_OPENING_HOURS", "openingHours"),
        (hours(json!({"since": "2026", "until": "2025"})), "INVALID_PERIOD", "openingHours"),
        (hours(json!({"since": "2025/2026"})), "INVALID_DATE", "openingHours"),
        (hours(json!({"citations": []})), "CITATION_REQUIRED", "openingHours"),
        (offer(json!({"name": {}})), "REQUIRED", "services"),
        (offer(json!({"fees": {"kk": "ұ".repeat(301)}})), "INVALID_DIRECTORY_TEXT", "services"),
        (offer(json!({"languages": ["Kazakh language"]})), "INVALID_LANGUAGE_TAG", "services"),
        (json!({"accessibility": [{"feature": "RAMP"}]}), "CITATION_REQUIRED", "accessibility"),
    ] {
        let refused = desk.create("Organization", desk.organization("club", &record), true).await;
        assert_eq!(problems(&refused), [(code, field.to_owned())], "{record}");
    }
}

//! What visitors need to know: where an organization or an event is.

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
            country line inRussian: line(lang: RU) region(lang: EN) district locality(lang: EN) street unit postalCode
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

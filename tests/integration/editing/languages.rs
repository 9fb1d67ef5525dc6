//! Texts in one language or several, and edits that leave the others alone.

use chrono::Duration;
use serde_json::{Value, json};

use super::{Desk, problems, with};
use crate::support::client::Client;
use crate::support::service::Service;

#[tokio::test]
async fn an_edit_keeps_the_languages_that_it_does_not_send() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let name = with(
        desk.name("Айгүл", &json!({})),
        &json!({"text": {"kk": "Айгүл", "ru": "Айгуль", "en": "Aigul"}}),
    );
    let person =
        with(desk.person("aigul"), &json!({"names": [name], "note": {"kk": "Мұғалім", "en": "Teacher"}}));
    let person = desk.publish("Person", person).await;
    let read = "{ person(by: {slug: \"aigul\"}) { id version nameTexts { language text } noteTexts { language text } } }";
    let texts = |pairs: &[(&str, &str)]| {
        json!(
            pairs
                .iter()
                .map(|(language, text)| json!({"language": language, "text": text}))
                .collect::<Vec<_>>()
        )
    };
    let sent = json!({"text": {"kk": "Айгүл", "ru": "Айгуль С."}, "citations": desk.cited()});
    let edited = desk.update("Person", &person, json!({"names": [sent], "note": {"ru": "Учитель"}})).await;
    assert_eq!(edited["errors"], json!([]));
    let found = service.client().query(read, json!({})).await["person"].take();
    assert_eq!(found["nameTexts"], texts(&[("KK", "Айгүл"), ("RU", "Айгуль С."), ("EN", "Aigul")]));
    assert_eq!(found["noteTexts"], texts(&[("KK", "Мұғалім"), ("RU", "Учитель"), ("EN", "Teacher")]));

    // The only name is corrected in two languages, and keeps the third.
    let sent = json!({"text": {"kk": "Айгерім", "ru": "Айгерим"}, "citations": desk.cited()});
    let edited = desk.update("Person", &found, json!({"names": [sent]})).await;
    assert_eq!(edited["errors"], json!([]));
    let found = service.client().query(read, json!({})).await["person"].take();
    assert_eq!(found["nameTexts"], texts(&[("KK", "Айгерім"), ("RU", "Айгерим"), ("EN", "Aigul")]));

    // Null removes a language, and only that.
    let edited = desk.update("Person", &found, json!({"note": {"en": null}})).await;
    assert_eq!(edited["errors"], json!([]));
    let found = service.client().query(read, json!({})).await["person"].take();
    assert_eq!(found["noteTexts"], texts(&[("KK", "Мұғалім"), ("RU", "Учитель")]));
    let refused = desk.update("Person", &found, json!({"note": {"kk": null, "ru": null}})).await;
    assert_eq!(problems(&refused), [("REQUIRED", "note".to_owned())]);
    let refused = desk.update("Person", &found, json!({"note": {"kk": ""}})).await;
    assert_eq!(problems(&refused), [("INVALID_DIRECTORY_TEXT", "note".to_owned())]);
}

#[tokio::test]
async fn a_statement_that_replaces_another_has_none_of_its_translations() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let offered = |name: Value, more: &Value| with(json!({"name": name, "citations": desk.cited()}), more);
    let course = offered(json!({"kk": "Тіл курсы", "ru": "Языковой курс"}), &json!({}));
    let hall = offered(json!({"kk": "Зал", "ru": "Зал для встреч"}), &json!({"since": "2015"}));
    let record = with(desk.organization("new-house", &json!({})), &json!({"services": [course, hall]}));
    let house = desk.publish("Organization", record).await;
    let advice = offered(json!({"kk": "Кеңес беру"}), &json!({}));
    let reworded = offered(json!({"kk": "Мәжіліс залы"}), &json!({"since": "2015"}));
    let edited = desk.update("Organization", &house, json!({"services": [advice, reworded]})).await;
    assert_eq!(edited["errors"], json!([]));
    let read = "{ organization(by: {slug: \"new-house\"}) { allServices { nameTexts { text } } } }";
    let found = service.client().query(read, json!({})).await;
    assert_eq!(
        found["organization"]["allServices"],
        json!([
            {"nameTexts": [{"text": "Кеңес беру"}]},
            {"nameTexts": [{"text": "Мәжіліс залы"}, {"text": "Зал для встреч"}]},
        ])
    );
}

#[tokio::test]
async fn a_source_in_russian_alone_is_recorded_as_it_is() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let name = json!({"text": {"ru": "Клуб друзей"}, "citations": desk.cited()});
    let record = with(
        desk.organization("friends", &json!({})),
        &json!({"names": [name], "description": {"ru": "Описание"}}),
    );
    desk.publish("Organization", record).await;
    let client = service.client();
    let read = "{ organization(by: {slug: \"friends\"}) { name(lang: KK) english: name(lang: EN) nameTexts { language text } } }";
    let found = client.query(read, json!({})).await["organization"].take();
    assert_eq!([&found["name"], &found["english"]], ["Клуб друзей", "Клуб друзей"]);
    assert_eq!(found["nameTexts"], json!([{"language": "RU", "text": "Клуб друзей"}]));
    let none = json!({"text": {}, "citations": desk.cited()});
    let refused = desk
        .create("Organization", with(desk.organization("none", &json!({})), &json!({"names": [none]})), true)
        .await;
    assert_eq!(problems(&refused), [("REQUIRED", "names".to_owned())]);

    let lacking = async |list: &str, language: &str| {
        let document = format!(
            "{{ {list}(filter: {{lacksLanguage: {language}}}, first: 100) {{ edges {{ node {{ slug }} }} }} }}"
        );
        let found = client.query(&document, json!({})).await;
        found[list]["edges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|edge| edge["node"]["slug"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(lacking("organizations", "KK").await, ["friends"]);
    assert_eq!(lacking("organizations", "EN").await, ["friends"]);
    assert_eq!(lacking("organizations", "RU").await, [""; 0]);
    assert_eq!(lacking("people", "KK").await, [""; 0]);
    assert_eq!(lacking("events", "EN").await, [""; 0]);
    let popolo = client.get("/data/directory.popolo.json").await.json();
    let club = popolo["organizations"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["dostyq:slug"] == "friends")
        .unwrap();
    assert_eq!(
        (&club["name"], &club["dostyq:description"]),
        (&json!("Клуб друзей"), &json!({"ru": "Описание"}))
    );
    let found = client
        .query(
            "{ search(text: \"Клуб друзей\") { edges { node { ... on Organization { slug } } } } }",
            json!({}),
        )
        .await;
    assert_eq!(found["search"]["edges"][0]["node"]["slug"], "friends");
}

#[tokio::test]
async fn posts_sources_and_kinds_that_lack_a_language_are_found() {
    const LACKING: &str = "query($language: Language!, $published: Boolean) {
        posts(filter: {lacksLanguage: $language, published: $published}) { edges { node { slug } } }
        sources(lacksLanguage: $language) { edges { node { slug } } }
        described: sources(text: \"ЕСЕП\", lacksLanguage: $language) { edges { node { slug } } }
        kindTerms(lacksLanguage: $language) { slug }
        postKinds: kindTerms(scheme: POST, lacksLanguage: $language) { slug }
    }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let lacking = async |client: &Client, language: &str, published: Option<bool>| {
        let found = client.query(LACKING, json!({"language": language, "published": published})).await;
        ["posts", "sources", "described", "kindTerms", "postKinds"].map(|list| {
            let of_connection = |edge: &Value| edge["node"].clone();
            let nodes = match &found[list] {
                Value::Array(nodes) => nodes.clone(),
                page => page["edges"].as_array().unwrap().iter().map(of_connection).collect(),
            };
            let slugs = nodes.iter().map(|node| node["slug"].as_str().unwrap().to_owned());
            slugs.collect::<Vec<_>>().join(" ")
        })
    };
    assert_eq!(lacking(&desk.client, "EN", None).await, [""; 5], "the content has all languages");

    let club = desk.publish("Organization", desk.organization("friends", &json!({}))).await;
    let post = |slug: &str, title: Value| {
        json!({
            "slug": slug, "organizationId": club["id"], "kind": "member", "title": title, "citations": desk.cited(),
        })
    };
    desk.publish("Post", post("chronicler", json!({"kk": "шежіреші", "ru": "летописец"}))).await;
    let draft = desk.create("Post", post("guard", json!({"kk": "күзетші", "en": "guard"})), false).await;
    assert_eq!(draft["errors"], json!([]));
    // The order is that of creation.
    service.clock.advance(Duration::seconds(1));
    desk.publish("Post", post("reader", json!({"kk": "оқырман"}))).await;
    let source = |slug: &str, title: Value| json!({"slug": slug, "kind": "DOCUMENT", "title": title});
    desk.publish("Source", source("report", json!({"kk": "Есеп", "ru": "Отчёт"}))).await;
    service.clock.advance(Duration::seconds(1));
    desk.publish("Source", source("diary", json!({"ru": "Дневник"}))).await;
    let kind =
        |slug: &str, scheme: &str, label: Value| json!({"slug": slug, "scheme": scheme, "label": label});
    desk.publish("KindTerm", kind("circle", "ORGANIZATION", json!({"kk": "үйірме", "en": "circle"}))).await;
    desk.publish("KindTerm", kind("warden", "POST", json!({"kk": "қараушы"}))).await;

    let reader = service.client();
    assert_eq!(
        lacking(&reader, "EN", None).await,
        ["chronicler reader", "report diary", "report", "warden", "warden"]
    );
    assert_eq!(lacking(&reader, "RU", None).await, ["reader", "", "", "circle warden", "warden"]);
    assert_eq!(lacking(&reader, "KK", None).await, ["", "diary", "", "", ""]);
    assert_eq!(lacking(&desk.client, "RU", None).await[0], "guard reader", "editors see drafts");
    assert_eq!(lacking(&desk.client, "RU", Some(false)).await[0], "guard");
    assert_eq!(lacking(&desk.client, "RU", Some(true)).await[0], "reader");
    assert_eq!(lacking(&reader, "RU", Some(false)).await[0], "", "drafts are for editors");
}

#[tokio::test]
async fn a_record_lacks_the_language_of_any_of_its_texts() {
    const LACKING: &str = "query($language: Language!) {
        organizations(filter: {lacksLanguage: $language}) { edges { node { slug } } }
        people(filter: {lacksLanguage: $language}) { edges { node { slug } } }
        events(filter: {lacksLanguage: $language}) { edges { node { slug } } }
        indicators(filter: {lacksLanguage: $language}) { edges { node { slug } } }
    }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let client = service.client();
    let lacking = async |language: &str| {
        let found = client.query(LACKING, json!({"language": language})).await;
        ["organizations", "people", "events", "indicators"].map(|list| {
            let nodes = found[list]["edges"].as_array().unwrap().iter().map(|edge| &edge["node"]["slug"]);
            nodes.map(|slug| slug.as_str().unwrap()).collect::<Vec<_>>().join(" ")
        })
    };
    for language in ["KK", "RU", "EN"] {
        assert_eq!(lacking(language).await, [""; 4], "the content has all languages");
    }

    let text = |kk: &str| json!({"kk": kk, "ru": kk, "en": kk});
    let names = json!({"names": [desk.name("Бұлақ", &json!({"text": text("Бұлақ")}))]});
    let service_in = |name: Value| json!({"services": [{"name": name, "citations": desk.cited()}]});
    let club = desk.publish("Organization", desk.organization("complete", &names)).await;
    let club_with = |slug: &str, more: &Value| with(desk.organization(slug, &names), more);
    desk.publish("Organization", club_with("serves", &service_in(json!({"kk": "Көмек", "en": "Help"}))))
        .await;
    let described = json!({"description": {"ru": "Описание", "en": "Description"}, "shortName": text("Б")});
    desk.publish("Organization", club_with("described", &described)).await;
    let person = with(desk.person("noted"), &with(names.clone(), &json!({"note": {"kk": "Ақын"}})));
    desk.publish("Person", person).await;
    let event = json!({"slug": "placed", "kind": "SEMINAR", "title": text("Х"), "place": {"kk": "Зал", "ru": "Зал"},
        "citations": desk.cited()});
    desk.publish("Event", event).await;
    let counted = |slug: &str, unit: Value| json!({"slug": slug, "organizationId": club["id"], "name": text("саны"), "unit": unit});
    desk.publish("Indicator", counted("counted", text("адам"))).await;
    desk.publish("Indicator", counted("in-russian", json!({"ru": "чел."}))).await;

    assert_eq!(lacking("KK").await, ["described", "", "", "in-russian"]);
    assert_eq!(lacking("RU").await, ["serves", "noted", "", ""]);
    assert_eq!(lacking("EN").await, ["", "noted", "placed", "in-russian"]);
}

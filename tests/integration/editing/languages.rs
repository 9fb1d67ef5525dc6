//! Texts in one language or several, and edits that leave the others alone.

use serde_json::json;

use super::{Desk, problems, with};
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

//! What is known about people: the parts of their names, dates, and pictures with their licences.

use serde_json::{Value, json};

use super::{Desk, problems, with};
use crate::support::service::Service;

const PERSON: &str = "query($slug: String!) { person(by: {slug: $slug}) {
    id version familyName(lang: RU) familyNameTexts { language text } givenName(lang: RU) patronymic(lang: RU)
    sortKk: sortName(lang: KK) sortRu: sortName(lang: RU) sortEn: sortName(lang: EN)
    kk: addressedAs(lang: KK) ru: addressedAs(lang: RU) en: addressedAs(lang: EN)
    gender born { edtf latest citations { source { id } } } died { edtf } image { url licence creator }
} }";

/// Returns a person with all the parts of the name.
fn emil(desk: &Desk) -> Value {
    let name = json!({"text": {"kk": "Эмиль Құрбанов", "ru": "Эмиль Курбанов", "en": "Emil Qurbanov"},
        "citations": desk.cited()});
    with(
        desk.person("emil"),
        &json!({
            "names": [name],
            "familyName": {"kk": "Құрбанов", "ru": "Курбанов", "en": "Qurbanov"},
            "givenName": {"kk": "Эмиль", "ru": "Эмиль", "en": "Emil"},
            "patronymic": {"kk": "Рашидұлы", "ru": "Рашидович", "en": "Rashiduly"},
            "gender": "MALE",
            "born": {"date": "1951~", "citations": desk.cited()},
            "image": {"url": "https://example.kz/сурет.jpg", "licence": "https://creativecommons.org/licenses/by/4.0/",
                "creator": "А. Асан", "citations": desk.cited()},
        }),
    )
}

#[tokio::test]
async fn a_person_is_listed_and_addressed_as_the_language_wants() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    desk.publish("Person", emil(&desk)).await;
    let found = client.query(PERSON, json!({"slug": "emil"})).await["person"].take();
    assert_eq!(
        [&found["familyName"], &found["givenName"], &found["patronymic"], &found["gender"]],
        ["Курбанов", "Эмиль", "Рашидович", "MALE"]
    );
    assert_eq!(found["familyNameTexts"][2], json!({"language": "EN", "text": "Qurbanov"}));
    assert_eq!(
        [&found["sortKk"], &found["sortRu"], &found["sortEn"]],
        ["Құрбанов Эмиль Рашидұлы", "Курбанов Эмиль Рашидович", "Qurbanov, Emil Rashiduly"]
    );
    assert_eq!(
        [&found["kk"], &found["ru"], &found["en"]],
        ["Эмиль Рашидұлы", "Эмиль Рашидович", "Emil Qurbanov"]
    );
    assert_eq!((&found["born"]["edtf"], &found["born"]["latest"]), (&json!("1951~"), &json!("1951-12-31")));
    assert_eq!(found["born"]["citations"][0]["source"]["id"], desk.source);
    assert_eq!(found["died"], json!(null));
    assert_eq!(found["image"]["creator"], "А. Асан");

    // The patronymic is in no written name, and finds the person.
    let search = "{ search(text: \"Курбанов Эмиль Рашидович\") { edges { matchKind matches { kind } node { ... on Person { slug } } } } }";
    let hit = client.query(search, json!({})).await["search"]["edges"][0].take();
    let [fit, kind, slug] = [&hit["matchKind"], &hit["matches"][0]["kind"], &hit["node"]["slug"]];
    assert_eq!([fit, kind, slug], ["EXACT", "OTHER_NAME", "emil"]);
    let people = client.query("{ people(first: 100) { edges { node { slug } } } }", json!({})).await;
    let slugs: Vec<&str> = people["people"]["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|edge| edge["node"]["slug"].as_str().unwrap())
        .collect();
    assert_eq!(
        slugs.last(),
        Some(&"emil"),
        "after the other Құрбанов Эмиль, who has no patronymic: {slugs:?}"
    );
}

#[tokio::test]
async fn pages_and_files_say_what_is_known_about_a_person() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let person = desk.publish("Person", emil(&desk)).await;
    let page = client.get("/ru/people/emil").await;
    let html = std::str::from_utf8(&page.body).unwrap();
    for part in
        ["<dd>Эмиль Рашидович</dd>", "<dd>мужской</dd>", "Дата рождения", "Посмотреть", "by&#x2f;4.0&#x2f;"]
    {
        assert!(html.contains(part), "{part} in {html}");
    }
    let list = client.get("/en/people").await;
    assert!(std::str::from_utf8(&list.body).unwrap().contains(">Qurbanov, Emil Rashiduly</a>"));
    let popolo = client.get("/data/directory.popolo.json").await.json();
    let found =
        popolo["persons"].as_array().unwrap().iter().find(|one| one["dostyq:slug"] == "emil").unwrap();
    assert_eq!(
        ["family_name", "patronymic_name", "sort_name", "gender", "birth_date"].map(|name| &found[name]),
        ["Құрбанов", "Рашидұлы", "Құрбанов Эмиль Рашидұлы", "male", "1951"]
    );
    let graph = client.get("/data/directory.jsonld").await.json();
    let nodes = graph["@graph"].as_array().unwrap();
    let node = nodes.iter().find(|node| node["gender"]["@id"] == "https://schema.org/Male").unwrap();
    assert_eq!(node["image"]["contentUrl"], "https://example.kz/%D1%81%D1%83%D1%80%D0%B5%D1%82.jpg");

    // The history names the fields that changed.
    let edited =
        desk.update("Person", &person, json!({"died": {"date": "2020", "citations": desk.cited()}})).await;
    assert_eq!(edited["errors"], json!([]));
    let page = client.get("/kk/people/emil").await;
    assert!(std::str::from_utf8(&page.body).unwrap().contains("қайтыс болған күні"));
}

#[tokio::test]
async fn what_cannot_be_true_of_a_person_is_refused() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let dated = |date: &str| json!({"date": date, "citations": desk.cited()});
    let image = |url: &str, licence: &str| json!({"url": url, "licence": licence, "citations": desk.cited()});
    let good = "https://example.kz/a.jpg";
    for (more, code, field) in [
        (json!({"born": dated("1990"), "died": dated("1989")}), "INVALID_PERIOD", "died"),
        (json!({"born": dated("1990-13")}), "INVALID_DATE", "born"),
        (json!({"born": {"date": "1990"}}), "CITATION_REQUIRED", "born"),
        (json!({"image": image("example.kz/a.jpg", good)}), "INVALID_LINK", "image"),
        (json!({"image": image(good, "MIT")}), "INVALID_LINK", "image"),
        (json!({"image": {"url": good, "licence": good}}), "CITATION_REQUIRED", "image"),
        (json!({"familyName": {"kk": "Қ".repeat(301)}}), "INVALID_DIRECTORY_TEXT", "familyName"),
        (json!({"patronymic": {"kk": " "}}), "INVALID_DIRECTORY_TEXT", "patronymic"),
    ] {
        let refused = desk.create("Person", with(desk.person("p"), &more), true).await;
        assert_eq!(problems(&refused), [(code, field.to_owned())], "{more}");
    }
    // An edit of one language of a part leaves the others alone; null removes the whole part.
    let person = desk.publish("Person", emil(&desk)).await;
    let edited = desk.update("Person", &person, json!({"familyName": {"ru": "Курбанов-Алиев"}})).await;
    assert_eq!(edited["errors"], json!([]));
    let edited = desk.update("Person", &edited["record"], json!({"patronymic": null, "gender": null})).await;
    assert_eq!(edited["errors"], json!([]));
    let found = service.client().query(PERSON, json!({"slug": "emil"})).await["person"].take();
    assert_eq!(
        [&found["sortKk"], &found["sortRu"], &found["ru"], &found["gender"]],
        [
            &json!("Құрбанов Эмиль"),
            &json!("Курбанов-Алиев Эмиль"),
            &json!("Эмиль Курбанов-Алиев"),
            &json!(null)
        ]
    );
}

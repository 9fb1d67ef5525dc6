//! Units: lessons of a course that belong together.

use serde_json::{Value, json};

use super::folder::ContentFolder;
use super::import;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study;

const COURSE: &str = "courses/tanysu/course.toml";
const TITLE: &str = "title = {kk = \"Танысу\", en = \"Getting to know each other\"}\n";
const UNITS: &str = "
[[unit]]
slug = \"adamdar\"
title = {kk = \"Адамдар\", en = \"People\"}
description.kk = \"Адамдар туралы.\"

[[unit]]
slug = \"zattar\"
title.kk = \"Заттар\"
";

fn lesson(unit: &str, headword: &str) -> String {
    format!(
        "unit = \"{unit}\"\ntitle.kk = \"Сабақ\"\n[[word]]\nslug = \"soz\"\nheadword = \"{headword}\"\n\
         part_of_speech = \"noun\"\nglosses.ru = [\"{headword}\"]\nglosses.en = [\"soz\"]\n"
    )
    .replace("soz", unit)
}

/// Returns the project's content with another course that has two units.
fn content() -> ContentFolder {
    let content = ContentFolder::copy();
    content.write(COURSE, &format!("{TITLE}{UNITS}"));
    content.write("courses/tanysu/01-adam.toml", &lesson("adamdar", "адам"));
    content.write("courses/tanysu/02-zat.toml", &lesson("zattar", "зат"));
    content
}

async fn course(client: &Client) -> Value {
    let document = "{ course(by: {slug: \"tanysu\"}) {
        contentVersion isWithdrawn
        units { id slug position title description isWithdrawn course { slug } lessons { slug unit { slug } } progress { total begun } }
        lessons { slug unit { id } }
    } }";
    client.query(document, json!({})).await["course"].take()
}

#[tokio::test]
async fn courses_have_units_and_units_have_lessons() {
    let service = Service::start().await;
    let client = service.client();
    let output = import(&service, &content());
    assert!(output.contains(" 2 courses, "), "{output}");
    let course = course(&client).await;
    let unit = &course["units"][0];
    assert_eq!(
        *unit,
        json!({
            "id": unit["id"], "slug": "adamdar", "position": 1, "title": "People", "description": "Адамдар туралы.",
            "isWithdrawn": false, "course": {"slug": "tanysu"},
            "lessons": [{"slug": "adam", "unit": {"slug": "adamdar"}}], "progress": null,
        })
    );
    assert_eq!(course["units"].as_array().unwrap().len(), 2);
    let lessons: Vec<_> =
        course["lessons"].as_array().unwrap().iter().map(|lesson| &lesson["slug"]).collect();
    assert_eq!(lessons, ["adam", "zat"]);
    let node =
        client.query("query($id: ID!) { node(id: $id) { ... on Unit { slug } } }", json!({"id": unit["id"]}));
    assert_eq!(node.await["node"], json!({"slug": "adamdar"}));
}

#[tokio::test]
async fn the_progress_of_a_unit_is_the_sum_of_its_lessons() {
    let service = Service::start().await;
    let learner = service.client().register("learner@example.kz").await;
    study::learn(&service, &learner, "amandasu").await;
    let document = "{ course(by: {slug: \"kunine-bes-soz\"}) { progress { begun } units {
        progress { total begun learned mature } lessons { slug progress { total begun } } } } }";
    let data = learner.query(document, json!({})).await;
    assert_eq!(data["course"]["progress"]["begun"], 5);
    let units = data["course"]["units"].as_array().unwrap();
    for unit in units {
        let lessons = unit["lessons"].as_array().unwrap();
        let sum = |field: &str| {
            lessons.iter().map(|lesson| lesson["progress"][field].as_u64().unwrap()).sum::<u64>()
        };
        assert_eq!(unit["progress"]["total"], sum("total"));
        assert_eq!(unit["progress"]["begun"], sum("begun"));
    }
    assert_eq!(units[0]["progress"]["begun"], 5);
    assert_eq!(units[1]["progress"]["begun"], 0);
}

#[tokio::test]
async fn a_withdrawn_unit_is_in_no_list_and_returns_with_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let content = content();
    import(&service, &content);
    let before = course(&client).await;
    let unit = before["units"][1]["id"].clone();

    // All lessons belong to one unit, and the other unit is removed.
    content.replace(COURSE, "[[unit]]\nslug = \"zattar\"\ntitle.kk = \"Заттар\"\n", "");
    content.replace("courses/tanysu/02-zat.toml", "unit = \"zattar\"", "unit = \"adamdar\"");
    assert!(import(&service, &content).ends_with("; 1 withdrawn"));
    let without = course(&client).await;
    assert_eq!(without["units"].as_array().unwrap().len(), 1);
    assert_eq!(without["units"][0]["lessons"].as_array().unwrap().len(), 2);
    assert!(without["contentVersion"].as_i64() > before["contentVersion"].as_i64());
    let node = "query($id: ID!) { node(id: $id) { ... on Unit { slug isWithdrawn lessons { slug } } } }";
    let found = client.query(node, json!({"id": unit})).await;
    assert_eq!(found["node"], json!({"slug": "zattar", "isWithdrawn": true, "lessons": []}));

    content.write(COURSE, &format!("{TITLE}{UNITS}"));
    content.write("courses/tanysu/02-zat.toml", &lesson("zattar", "зат"));
    assert!(import(&service, &content).ends_with("; 0 withdrawn"));
    let mut after = course(&client).await;
    after["contentVersion"] = before["contentVersion"].clone();
    assert_eq!(after, before);
}

#[tokio::test]
async fn a_withdrawn_course_is_found_only_by_its_id() {
    let service = Service::start().await;
    let client = service.client();
    let content = content();
    import(&service, &content);
    let id =
        client.query("{ course(by: {slug: \"tanysu\"}) { id } }", json!({})).await["course"]["id"].clone();
    for file in [COURSE, "courses/tanysu/01-adam.toml", "courses/tanysu/02-zat.toml"] {
        content.remove(file);
    }
    std::fs::remove_dir(content.path().join("courses/tanysu")).unwrap();
    assert!(
        import(&service, &content).ends_with("; 7 withdrawn"),
        "the course, two units, two lessons, two words"
    );
    assert_eq!(course(&client).await, json!(null));
    let node =
        "query($id: ID!) { node(id: $id) { ... on Course { isWithdrawn units { slug } lessons { slug } } } }";
    let found = client.query(node, json!({"id": id})).await;
    assert_eq!(found["node"], json!({"isWithdrawn": true, "units": [], "lessons": []}));
}

#[tokio::test]
async fn texts_say_their_languages_and_lists_find_what_has_to_be_translated() {
    let service = Service::start().await;
    let client = service.client();
    import(&service, &content());
    let texts = "{ language text }";
    let document = format!(
        "{{ course(by: {{slug: \"tanysu\"}}) {{ titleTexts {texts} descriptionTexts {texts}
            units {{ titleTexts {texts} descriptionTexts {texts} }}
            lessons {{ titleTexts {texts} descriptionTexts {texts} words(lacksLanguage: \"de\") {{ slug noteTexts {texts} }}
                complete: words(lacksLanguage: \"ru-KZ\") {{ slug }} }}
            russian: lessons(lacksLanguage: RU) {{ slug }} kazakh: lessons(lacksLanguage: KK) {{ slug }}
        }} }}"
    );
    let course = client.query(&document, json!({})).await["course"].take();
    let text = |language: &str, text: &str| json!({"language": language, "text": text});
    assert_eq!(course["titleTexts"], json!([text("KK", "Танысу"), text("EN", "Getting to know each other")]));
    assert_eq!(course["descriptionTexts"], json!([]));
    let units = json!([
        {"titleTexts": [text("KK", "Адамдар"), text("EN", "People")], "descriptionTexts": [text("KK", "Адамдар туралы.")]},
        {"titleTexts": [text("KK", "Заттар")], "descriptionTexts": []},
    ]);
    assert_eq!(course["units"], units);
    let lesson = |slug: &str| {
        json!({"titleTexts": [text("KK", "Сабақ")], "descriptionTexts": [],
            "words": [{"slug": slug, "noteTexts": []}], "complete": []})
    };
    assert_eq!(course["lessons"], json!([lesson("adamdar"), lesson("zattar")]));
    assert_eq!(course["russian"], json!([{"slug": "adam"}, {"slug": "zat"}]));
    assert_eq!(course["kazakh"], json!([]));

    let document = "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) {
        words { slug noteTexts { language text } } } }";
    let found = client.query(document, json!({})).await;
    let notes = [
        text("KK", "Достар мен құрдастар арасында айтылады."),
        text("RU", "Говорят друзьям и ровесникам."),
        text("EN", "Said to friends and people of your own age."),
    ];
    assert_eq!(found["lesson"]["words"][0], json!({"slug": "salem", "noteTexts": notes}));
    let malformed = document.replace("words {", "words(lacksLanguage: \"?\") {");
    assert_eq!(client.execute(&malformed, json!({})).await.code(), "BAD_USER_INPUT");
}

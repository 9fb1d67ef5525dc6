//! All of the content is served.

use std::fs;

use serde_json::{Value, json};

use crate::support::service::{Service, root};

#[tokio::test]
async fn all_records_of_the_content_are_served() {
    let service = Service::start().await;
    let data = service
        .client()
        .query(
            "{
                organizations(first: 100) { edges { node { slug ...name description(lang: RU) founded { edtf } } } }
                people(first: 100) { edges { node { slug kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) } } }
                events(first: 100) { edges { node { slug kk: title(lang: KK) ru: title(lang: RU) en: title(lang: EN) organizers { slug } } } }
                indicators(first: 100) { edges { node {
                    slug kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) observations { period { edtf } value }
                } } }
            }
            fragment name on Organization { kk: name(lang: KK) ru: name(lang: RU) en: name(lang: EN) }",
            json!({}),
        )
        .await;

    let mut organizations = Vec::new();
    for file in fs::read_dir(root().join("content/directory/organizations")).unwrap() {
        let path = file.unwrap().path();
        let file = content(path.strip_prefix(root().join("content")).unwrap().to_str().unwrap());
        let mut node = named(path.file_stem().unwrap().to_str().unwrap(), &file["name"]);
        node["description"] = file["description"]["ru"].clone();
        node["founded"] = file.get("founded").map_or(json!(null), |founded| json!({"edtf": founded}));
        organizations.push(node);
    }
    assert_same(&data["organizations"], organizations, 21);

    let people = content("directory/people.toml");
    let people = list(&people["person"]).map(|person| named(&slug_of(person), &person["name"]));
    assert_same(&data["people"], people.collect(), 5);

    let events = content("directory/events.toml");
    let events = list(&events["event"]).map(|event| {
        let mut node = named(&slug_of(event), &event["title"]);
        node["organizers"] = list(&event["organizers"]).map(|slug| json!({"slug": slug})).collect();
        node
    });
    assert_same(&data["events"], events.collect(), 8);

    let figures = content("directory/figures.toml");
    let indicators = list(&figures["indicator"]).map(|indicator| {
        let mut node = named(&slug_of(indicator), &indicator["name"]);
        let value =
            |observation: &Value| json!({"period": {"edtf": observation["period"]}, "value": observation["value"].as_f64()});
        node["observations"] = list(&indicator["observation"]).map(value).collect();
        node
    });
    assert_same(&data["indicators"], indicators.collect(), 7);
}

/// Returns a file of the content as JSON.
fn content(path: &str) -> Value {
    let text = fs::read_to_string(root().join("content").join(path)).unwrap();
    serde_json::to_value(toml::from_str::<toml::Table>(&text).unwrap()).unwrap()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().unwrap().iter()
}

fn slug_of(value: &Value) -> String {
    value["slug"].as_str().unwrap().to_owned()
}

fn named(slug: &str, name: &Value) -> Value {
    json!({"slug": slug, "kk": name["kk"], "ru": name["ru"], "en": name["en"]})
}

/// Checks that the list has exactly these nodes, in any order, and that many.
fn assert_same(connection: &Value, mut want: Vec<Value>, count: usize) {
    let mut actual: Vec<Value> = list(&connection["edges"]).map(|edge| edge["node"].clone()).collect();
    actual.sort_by_key(slug_of);
    want.sort_by_key(slug_of);
    assert_eq!(actual, want);
    assert_eq!(actual.len(), count);
}

#[tokio::test]
async fn the_figures_are_those_of_the_article() {
    let service = Service::start().await;
    let data = service
        .client()
        .query(
            "{ indicators(first: 100) { edges { node {
                name area organization { slug } observations { period { edtf } value qualifier }
            } } } }",
            json!({}),
        )
        .await;
    let actual: Vec<String> = list(&data["indicators"]["edges"])
        .flat_map(|edge| {
            let indicator = &edge["node"];
            let whose = indicator["organization"]["slug"].as_str().or(indicator["area"].as_str()).unwrap();
            list(&indicator["observations"]).map(move |observation| {
                let qualifier = observation["qualifier"]
                    .as_str()
                    .map_or(String::new(), |qualifier| format!("{qualifier} "));
                let period = observation["period"]["edtf"].as_str().unwrap();
                format!(
                    "{whose}: {qualifier}{} {}, {period}",
                    observation["value"],
                    indicator["name"].as_str().unwrap()
                )
            })
        })
        .collect();
    assert_eq!(
        actual,
        [
            "house: 37.0 employees, 2017~/2018~",
            "ethno-council: 23.0 ethnocultural associations, 2017~/2018~",
            "mediation: 67.0 mediation offices in the region, 2017~/2018~",
            "mediation: 272.0 non-professional mediators, 2017~/2018~",
            "mediation: 22.0 professional mediators, 2017~/2018~",
            "mediation: 190.0 people certified in training, 2016",
            "mediation: 110.0 people certified in training, 2017",
            "KZ: MORE_THAN 130.0 ethnic groups living in the country, 2017~/2018~",
        ]
    );
}

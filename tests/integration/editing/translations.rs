//! The list of records that need a translation covers every text in the schema.

use std::collections::BTreeSet;

use apollo_compiler::Schema;
use apollo_compiler::schema::ExtendedType;
use serde_json::{Value, json};

use super::{Desk, with};
use crate::support::client::Client;
use crate::support::service::Service;

/// The kinds of record, each with the list of its records that lack English. The lists of people and organizations also
/// cover their memberships.
const LISTS: [(&str, &str); 7] = [
    ("Organization", "organizations(filter: {lacksLanguage: EN}, first: 100)"),
    ("Person", "people(filter: {lacksLanguage: EN}, first: 100)"),
    ("Post", "posts(filter: {lacksLanguage: EN}, first: 100)"),
    ("Event", "events(filter: {lacksLanguage: EN}, first: 100)"),
    ("Indicator", "indicators(filter: {lacksLanguage: EN}, first: 100)"),
    ("Source", "sources(lacksLanguage: EN, first: 100)"),
    ("KindTerm", "kindTerms(lacksLanguage: EN)"),
];

/// A text in all languages.
fn whole() -> Value {
    json!({"kk": "Бұлақ", "ru": "Родник", "en": "Spring"})
}

/// Returns the slugs of the records that lack English, by kind.
async fn lacking(client: &Client, kind: &str) -> BTreeSet<String> {
    let (_, list) = LISTS.into_iter().find(|(listed, _)| *listed == kind).unwrap();
    let selection = if kind == "KindTerm" { "slug" } else { "edges { node { slug } }" };
    let found = client.query(&format!("{{ found: {list} {{ {selection} }} }}"), json!({})).await;
    let nodes = match &found["found"] {
        Value::Array(terms) => terms.clone(),
        page => page["edges"].as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect(),
    };
    nodes.iter().map(|node| node["slug"].as_str().unwrap().to_owned()).collect()
}

/// The texts of an input type: the names of the fields that lead to each.
fn paths_to_texts(schema: &Schema, input: &str) -> Vec<Vec<String>> {
    let Some(ExtendedType::InputObject(object)) = schema.types.get(input) else { return Vec::new() };
    let mut paths = Vec::new();
    for field in object.fields.values() {
        let name = field.name.to_string();
        match field.ty.inner_named_type().as_str() {
            "TextInput" => paths.push(vec![name]),
            inner => {
                let inner_paths = paths_to_texts(schema, inner).into_iter();
                paths.extend(inner_paths.map(|path| [vec![name.clone()], path].concat()));
            }
        }
    }
    paths
}

/// Returns a value of an input type that has what is required, and every text in all languages.
fn complete(desk: &Desk, input: &str, club: &Value, person: &Value) -> Value {
    let cited = |fields: Value| with(fields, &json!({"citations": desk.cited()}));
    match input {
        "OrganizationInput" => {
            cited(json!({"kind": "club", "names": [complete(desk, "NameInput", club, person)]}))
        }
        "PersonInput" => cited(json!({"names": [complete(desk, "NameInput", club, person)]})),
        "PostInput" => cited(json!({"organizationId": club["id"], "kind": "member", "title": whole()})),
        "MembershipInput" => cited(json!({"organizationId": club["id"], "personId": person["id"]})),
        "EventInput" => cited(json!({"kind": "SEMINAR", "title": whole()})),
        "IndicatorInput" => json!({"organizationId": club["id"], "name": whole()}),
        "SourceInput" => json!({"kind": "DOCUMENT", "title": whole()}),
        "KindTermInput" => json!({"scheme": "ORGANIZATION", "label": whole()}),
        "NameInput" => cited(json!({"text": whole()})),
        "ContactPointInput" => cited(json!({"kind": "PHONE", "value": "+7 701 000 00 00", "isPublic": true})),
        "LocationInput" => cited(json!({})),
        "AddressInput" => json!({"locality": whole()}),
        "OpeningHoursInput" => cited(json!({"days": ["MONDAY"], "opens": "09:00", "closes": "18:00"})),
        "AccessibilityInput" => cited(json!({"feature": "RAMP"})),
        "ServiceInput" => cited(json!({"name": whole()})),
        "MilestoneInput" => cited(json!({"date": "2020", "text": whole()})),
        "ScheduleInput" => json!({
            "firstStart": "2026-12-05T10:00:00", "durationMinutes": 60, "rule": "FREQ=WEEKLY;BYDAY=SA;COUNT=3",
        }),
        "ScheduleExceptionInput" => json!({"originalStart": "2026-12-12T10:00:00"}),
        "MovedOccurrenceInput" => json!({"starts": "2026-12-12T12:00:00"}),
        _ => panic!("say what a complete {input} is"),
    }
}

/// Returns a value of an input type in which only the text at a path lacks English.
fn lacking_at(schema: &Schema, input: &str, path: &[String], complete: &impl Fn(&str) -> Value) -> Value {
    let mut value = complete(input);
    let (field, rest) = path.split_first().unwrap();
    let ExtendedType::InputObject(object) = &schema.types[input] else { panic!("{input}") };
    let kind = &object.fields[field.as_str()].ty;
    value[field] = if rest.is_empty() {
        json!({"kk": "Бұлақ", "ru": "Родник"})
    } else {
        let inner = lacking_at(schema, kind.inner_named_type(), rest, complete);
        if kind.is_list() { json!([inner]) } else { inner }
    };
    value
}

#[tokio::test]
async fn every_text_of_the_schema_counts() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let schema = Schema::parse(dostyq::graphql::sdl(), "schema.graphql").unwrap();
    let names = json!({"names": [desk.name("Бұлақ", &json!({"text": whole()}))]});
    let club = desk.publish("Organization", desk.organization("club-of-members", &names)).await;
    let person = desk.publish("Person", with(desk.person("member-of-clubs"), &names)).await;
    let complete = |input: &str| complete(&desk, input, &club, &person);
    for (kind, _) in LISTS {
        assert!(lacking(&desk.client, kind).await.is_empty(), "{kind}: the content has all languages");
    }

    for (kind, _) in LISTS {
        let input = format!("{kind}Input");
        let mut expected = BTreeSet::new();
        for path in paths_to_texts(&schema, &input) {
            let slug = path.join("-").to_lowercase();
            let record = lacking_at(&schema, &input, &path, &complete);
            desk.publish(kind, with(record, &json!({"slug": slug}))).await;
            expected.insert(slug);
        }
        assert!(!expected.is_empty(), "{kind}");
        assert_eq!(lacking(&service.client(), kind).await, expected, "{kind}");
    }

    let paths = paths_to_texts(&schema, "MembershipInput");
    assert_eq!(paths, [["role"]], "a membership's other texts need records of their own here");
    let role = lacking_at(&schema, "MembershipInput", &paths[0], &complete);
    let membership = desk.create("Membership", role, false).await;
    assert_eq!(membership["errors"], json!([]));
    let of_membership = [("Organization", "club-of-members"), ("Person", "member-of-clubs")];
    for (kind, slug) in of_membership {
        assert!(lacking(&desk.client, kind).await.contains(slug), "{slug}");
        assert!(!lacking(&service.client(), kind).await.contains(slug), "drafts are for editors: {slug}");
    }
    let published = desk.act("publishRecord", &membership["record"], &json!({})).await;
    assert_eq!(published["errors"], json!([]));
    for (kind, slug) in of_membership {
        assert!(lacking(&service.client(), kind).await.contains(slug), "{slug}");
    }
}

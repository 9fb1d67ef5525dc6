//! The tests of the JSON-LD check every property of every node: its class must be one that schema.org lets have the
//! property, and the value one that the property may have.

mod terms;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use self::terms::{CLASSES, MEMBERS, OTHER_PROPERTIES, PROPERTIES, Property};
use super::json_ld_context;
use super::samples::{self, node, node_among, referenced};
use crate::domain::directory::{Event, Indicator, KindTerm, Record};

const XSD_DATE: &str = "http://www.w3.org/2001/XMLSchema#date";

/// Returns a class and all above it; panics if the class is not in the table.
fn with_broader(class: &str) -> Vec<&'static str> {
    let (class, above) =
        CLASSES.iter().find(|(name, _)| *name == class).unwrap_or_else(|| panic!("{class}: unknown class"));
    let above = above.iter().flat_map(|one| if *one == "Thing" { vec!["Thing"] } else { with_broader(one) });
    [*class].into_iter().chain(above).collect()
}

/// Checks nodes, and remembers which properties they have.
struct Checker {
    /// The classes of the records, by id.
    records: BTreeMap<String, String>,
    used: BTreeSet<&'static str>,
}

impl Checker {
    /// Checks a node. `inside` is the property that contains it.
    fn check(&mut self, node: &Value, inside: Option<&str>) {
        let class = node["@type"].as_str().unwrap_or_else(|| panic!("no class: {node}"));
        let classes = with_broader(class);
        for (name, value) in node.as_object().unwrap() {
            if name == "@reverse" {
                self.check_reverse(value, &classes);
            } else if let Some((prefix, _)) = name.split_once(':') {
                assert!(json_ld_context()[prefix].is_string(), "{name}: unknown vocabulary");
                self.check_other(name, value, &classes);
            } else if !name.starts_with('@') {
                self.check_property(name, value, &classes, inside);
            }
        }
    }

    /// Checks a property of another vocabulary.
    fn check_other(&mut self, name: &str, value: &Value, classes: &[&str]) {
        let found = OTHER_PROPERTIES.iter().find(|row| row.0 == name);
        let (name, class) = *found.unwrap_or_else(|| panic!("{name}: unknown property"));
        assert!(classes.contains(&class), "{name} of a {classes:?}");
        self.used.insert(name);
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            self.types_of(value, name);
        }
    }

    fn check_property(&mut self, name: &str, value: &Value, classes: &[&str], inside: Option<&str>) {
        let (name, domain, range) = self.property(name);
        // A role dates a property: it is the value of the property, and has the property itself.
        let is_dated = classes.contains(&"Role") && (inside == Some(name) || name == "member");
        assert!(is_dated || domain.iter().any(|class| classes.contains(class)), "{name} of a {classes:?}");
        for value in value.as_array().unwrap_or(&vec![value.clone()]) {
            let types = self.types_of(value, name);
            let fits = types.iter().any(|one| range.contains(one) || *one == "Role");
            assert!(fits, "{name} is a {types:?}: {value}");
        }
    }

    /// Checks that a node may be the value of properties of other records.
    fn check_reverse(&mut self, properties: &Value, classes: &[&str]) {
        for (name, of) in properties.as_object().unwrap() {
            let (_, domain, range) = self.property(name);
            let owner = with_broader(&self.records[of["@id"].as_str().unwrap()]);
            let fits = classes.contains(&"Role") || classes.iter().any(|class| range.contains(class));
            assert!(fits && domain.iter().any(|class| owner.contains(class)), "{name} in reverse");
        }
    }

    fn property(&mut self, name: &str) -> Property {
        let found = PROPERTIES.iter().find(|row| row.0 == name);
        let found = *found.unwrap_or_else(|| panic!("{name}: unknown property"));
        self.used.insert(found.0);
        found
    }

    /// Returns the classes or data types that a value has.
    fn types_of(&mut self, value: &Value, property: &str) -> Vec<&'static str> {
        match value {
            Value::Bool(_) => vec!["Boolean"],
            Value::Number(number) if number.is_i64() => vec!["Integer", "Number"],
            Value::Number(_) => vec!["Number"],
            Value::String(text) if text.starts_with("https://") => vec!["URL"],
            Value::String(_) => vec!["Text", "Date", "DateTime", "Time", "Duration"],
            _ if value["@language"].is_string() => vec!["Text"],
            _ if value["@type"] == "edtf:EDTF" => vec!["Date"],
            _ if value["@type"] == XSD_DATE => vec!["Date"],
            _ if value["@type"].is_string() => {
                self.check(value, Some(property));
                with_broader(value["@type"].as_str().unwrap())
            }
            _ => {
                let id = value["@id"].as_str().unwrap_or_else(|| panic!("{property}: {value}"));
                match id.strip_prefix("https://schema.org/") {
                    Some(name) => {
                        MEMBERS.iter().filter(|(member, _)| *member == name).map(|row| row.1).collect()
                    }
                    None => with_broader(&self.records[id]),
                }
            }
        }
    }
}

/// Returns the sample event with other times.
fn event_with(times: &Value) -> Record<Event> {
    let mut event = samples::event();
    let mut content = serde_json::to_value(&event.content).unwrap();
    content.as_object_mut().unwrap().remove("held");
    content.as_object_mut().unwrap().extend(times.as_object().unwrap().clone());
    event.content = serde_json::from_value(content).unwrap();
    event
}

/// Returns the nodes of all kinds of record, with every property that a record can have.
fn nodes() -> Vec<Value> {
    let schedule = |more: &Value| {
        let mut schedule = json!({"starts": "2026-02-07T10:00:00", "zone": "Asia/Almaty", "minutes": 90});
        schedule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        event_with(&json!({"schedule": schedule, "address": samples::house().content.locations[1].address}))
    };
    let moved = json!({"kind": "moved", "starts": "2026-02-15T12:00:00", "place": {"kk": "Зал"}, "note": {"kk": "Жаңа уақыт"}});
    let exceptions = json!([
        {"original": "2026-02-14T10:00:00", "change": moved},
        {"original": "2026-02-21T10:00:00", "change": {"kind": "cancelled"}},
    ]);
    let mut dissolved = samples::house();
    dissolved.content.dissolved = samples::club().content.founded;
    dissolved.content.locations[1].address.region =
        Some(serde_json::from_value(json!({"kk": "Жетісу облысы"})).unwrap());
    let mut of_area = samples::indicator();
    of_area.id = uuid::Uuid::from_u128(13).into();
    of_area.content = Indicator { organization: None, area: Some("KZ-33".to_owned()), ..of_area.content };
    let mut correction = samples::observation();
    correction.id = samples::CORRECTION.into();
    correction.content.qualifier = None;
    correction.content.supersedes = Some(samples::OBSERVATION.into());
    let alone = json!([{"original": "2026-02-07T10:00:00", "change": {"kind": "cancelled"}}]);
    vec![
        node(dissolved),
        node(samples::club()),
        node(samples::person()),
        node(samples::post()),
        node(samples::membership()),
        node(samples::indicator()),
        node(of_area),
        node(samples::observation()),
        node(correction),
        node(samples::event()),
        node(schedule(&json!({"rule": "FREQ=WEEKLY;COUNT=5", "exceptions": exceptions}))),
        node(schedule(&json!({"exceptions": alone}))),
        node(event_with(&json!({"held": "2026-03-21/2026-03-23", "recurrence": "yearly"}))),
        node(samples::source()),
        node(samples::web_page()),
        node(samples::kind_term()),
    ]
}

/// Returns the classes of the sample records, by id.
fn checker(nodes: &[Value]) -> Checker {
    let class = |node: &Value| ["@id", "@type"].map(|name| node[name].as_str().unwrap().to_owned());
    let records = nodes.iter().map(class).map(|[id, class]| (id, class)).collect();
    Checker { records, used: BTreeSet::new() }
}

#[test]
fn every_property_is_one_of_its_class_with_a_value_of_its_type() {
    let nodes = nodes();
    let mut checker = checker(&nodes);
    for node in &nodes {
        checker.check(node, None);
    }
    let others = OTHER_PROPERTIES.iter().map(|row| row.0);
    let known: BTreeSet<&str> = PROPERTIES.iter().map(|row| row.0).chain(others).collect();
    let unused: Vec<_> = known.difference(&checker.used).collect();
    assert!(unused.is_empty(), "properties without a sample: {unused:?}");
}

#[test]
fn records_of_every_kind_have_a_class_of_the_vocabulary() {
    let term = |slug: &str| -> KindTerm {
        serde_json::from_value(json!({"slug": slug, "scheme": "organization", "label": {"kk": slug}}))
            .unwrap()
    };
    for kind in [
        "state-institution",
        "university",
        "language-centre",
        "university-chair",
        "school",
        "theatre",
        "library",
        "ethnocultural-association",
        "foundation",
        "choir",
    ] {
        let mut among = referenced();
        among.kinds.insert(kind.to_owned(), term(kind));
        let mut record = samples::house();
        record.content.kind = kind.to_owned();
        let node = node_among(record, &among);
        assert!(with_broader(node["@type"].as_str().unwrap()).contains(&"Organization"), "{kind}");
        assert_eq!(node["keywords"][0], kind);
    }
    for kind in ["seminar", "conference", "master-class", "training", "celebration", "contest", "gathering"] {
        let node = node(event_with(&json!({"kind": kind})));
        assert!(with_broader(node["@type"].as_str().unwrap()).contains(&"Event"), "{kind}");
    }
    for kind in ["newspaper-article", "web-page", "legal-act", "document"] {
        let mut record = samples::source();
        record.content.kind = kind.parse().unwrap();
        let node = node(record);
        assert!(with_broader(node["@type"].as_str().unwrap()).contains(&"CreativeWork"), "{kind}");
    }
}

#[test]
fn the_context_refers_to_nothing_else() {
    let context = json_ld_context();
    let terms = context.as_object().unwrap();
    assert_eq!(terms["@vocab"], "https://schema.org/");
    for (term, meaning) in terms.iter().filter(|(term, _)| *term != "@vocab") {
        // A prefix, or a term of schema.org with the type of its values.
        let is_prefix = meaning.as_str().is_some_and(|iri| iri.ends_with(['/', '#']));
        let types = meaning["@type"].as_str();
        let range = PROPERTIES.iter().find(|row| row.0 == term).map(|row| row.2);
        match (types, range) {
            (Some("Date"), Some(range)) => assert_eq!(range, ["Date"], "{term}"),
            (Some("@id"), Some(range)) => assert!(range.contains(&"URL"), "{term}"),
            (Some("@id"), None) => assert_eq!(term, "mainEntityOfPage", "only pages have it"),
            _ => assert!(is_prefix, "{term}: {meaning}"),
        }
    }
}

//! The quality of search among thousands of similar names.

use std::collections::BTreeMap;
use std::fs;

use dostyq::db::Database;
use dostyq::db::search::replace_entries;
use dostyq::domain::ids::OrganizationId;
use dostyq::domain::search::{LabelKind, SearchEntry, organization_entries};
use serde_json::json;
use uuid::Uuid;

use super::search_names::names;
use crate::support::service::{Service, root};

/// The number of invented organizations besides the real ones.
const OTHERS: usize = 4_000;
/// The required queries of 100 with the right result first, and among the first twenty.
const REQUIRED_FIRST: usize = 97;
const REQUIRED_AMONG_TWENTY: usize = 99;

/// Adds search entries of this many invented organizations; the organizations themselves do not exist.
pub(super) async fn add_others(service: &Service, count: usize) {
    let entries: Vec<SearchEntry> = (0_u128..)
        .zip(&names(count))
        .flat_map(|(number, name)| {
            let id = OrganizationId::from(Uuid::from_u128(number));
            organization_entries(id, [(name, LabelKind::Name)], [])
        })
        .collect();
    let database = Database::new(&service.database.url, 1).unwrap();
    replace_entries(&mut database.session().connection(None).await.unwrap(), &[], &entries).await.unwrap();
    database.close();
}

#[tokio::test(flavor = "multi_thread")]
async fn intended_records_are_found_first() {
    let service = Service::start().await;
    add_others(&service, OTHERS).await;
    let client = service.client();
    let queries = fs::read_to_string(root().join("tests/integration/directory/search_queries.csv")).unwrap();
    let queries: Vec<[&str; 3]> =
        queries.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap()).collect();
    assert!(queries.len() >= 120);

    let (mut first, mut among) = (0, 0);
    let (mut classes, mut missed) = (BTreeMap::<&str, [usize; 3]>::new(), Vec::new());
    for [text, slug, class] in &queries {
        let data = client
            .query(
                "query($text: String!) { search(text: $text) { edges { matchKind matches { text } node {
                    ... on Organization { slug } ... on Person { slug } ... on Event { slug } ... on Word { slug }
                } } } }",
                json!({"text": text}),
            )
            .await;
        let edges = data["search"]["edges"].as_array().unwrap();
        let place = edges.iter().position(|edge| edge["node"]["slug"] == *slug);
        let counts = classes.entry(class).or_default();
        counts[0] += 1;
        if place.is_some() {
            among += 1;
            counts[2] += 1;
        }
        if place == Some(0) {
            first += 1;
            counts[1] += 1;
        } else {
            let instead = edges.first().map(|edge| (&edge["matchKind"], &edge["matches"][0]["text"]));
            missed.push(format!("{text} ({slug}, {class}): {place:?}, first {instead:?}"));
        }
    }
    let report = format!(
        "{first} first and {among} found of {}\nall, first, found by class: {classes:#?}\n{}",
        queries.len(),
        missed.join("\n")
    );
    println!("{report}");
    assert!(
        first * 100 >= REQUIRED_FIRST * queries.len() && among * 100 >= REQUIRED_AMONG_TWENTY * queries.len(),
        "{report}"
    );
}

/// The required queries of 100 of each class with a right result first.
const REQUIRED_OF_A_CLASS: usize = 95;

#[tokio::test(flavor = "multi_thread")]
async fn queries_beyond_correct_names_find_what_is_meant() {
    let (few, many) = (Service::start().await, Service::start().await);
    add_others(&many, OTHERS).await;
    let file = root().join("tests/integration/directory/search_queries_beyond_names.csv");
    let mut classes = BTreeMap::<String, [usize; 2]>::new();
    let mut missed = Vec::new();
    for row in csv::Reader::from_path(file).unwrap().records().map(Result::unwrap) {
        let (text, slugs, class) = (&row[0], &row[1], &row[2]);
        // Names come before other texts, and thousands of names would have the same words.
        let service = if ["post", "place", "statement"].contains(&class) { &few } else { &many };
        let document =
            "query($text: String!) { search(text: $text, first: 1) { edges { matches { text } node {
            ... on Organization { slug } ... on Person { slug } ... on Event { slug } ... on Post { slug }
        } } } }";
        let data = service.client().query(document, json!({"text": text})).await;
        let first = &data["search"]["edges"][0];
        let is_right = slugs.split('|').any(|slug| first["node"]["slug"] == slug);
        let [all, right] = classes.entry(class.to_owned()).or_default();
        *all += 1;
        *right += usize::from(is_right);
        if !is_right {
            missed.push(format!("{text} ({slugs}, {class}): {first}"));
        }
    }
    let report = format!("all and right by class: {classes:#?}\n{}", missed.join("\n"));
    println!("{report}");
    assert_eq!(classes.len(), 7, "{report}");
    let is_enough = |[all, right]: &[usize; 2]| right * 100 >= REQUIRED_OF_A_CLASS * all;
    assert!(classes.values().all(is_enough), "{report}");
}

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
                "query($text: String!) { search(text: $text) { edges { match matchedName { text } node {
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
            let instead = edges.first().map(|edge| (&edge["match"], &edge["matchedName"]["text"]));
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

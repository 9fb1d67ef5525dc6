//! The directory: people, organizations, their events and figures.

mod content;
mod list_order;
mod lists;
mod nodes;
mod organizations;
mod parents;
mod search;
mod search_names;
mod search_quality;

use serde_json::{Value, json};

use crate::support::client::{Answer, Client};

/// The period of the article's statements, as the service shows it.
fn about_2017() -> Value {
    json!({"edtf": "2017~/2018~", "earliest": "2017-01-01", "latest": "2018-12-31"})
}

fn year(year: u32) -> Value {
    json!({"edtf": year.to_string(), "earliest": format!("{year}-01-01"), "latest": format!("{year}-12-31")})
}

/// Returns one organization with these fields.
async fn organization(client: &Client, slug: &str, fields: &str) -> Value {
    let document = format!("query($slug: String!) {{ organization(by: {{slug: $slug}}) {{ {fields} }} }}");
    client.query(&document, json!({"slug": slug})).await["organization"].take()
}

fn slugs(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|item| item["slug"].as_str().unwrap()).collect()
}

/// Checks that the response refuses an argument, with the code and the path.
fn assert_bad_input(answer: &Answer, path: &Value) {
    let json = answer.json();
    assert_eq!(answer.status, 200, "{json:#}");
    assert_eq!(json["errors"].as_array().unwrap().len(), 1, "{json:#}");
    assert_eq!(json["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{json:#}");
    assert_eq!(&json["errors"][0]["path"], path, "{json:#}");
}

//! The public pages, as browsers and search engines request them.

mod crawl;
mod document;
mod events;
mod facts;
mod languages;
mod lists;
mod records;
mod redirects;
mod requests;
mod sitemap;

use hyper::StatusCode;

use crate::support::client::{Answer, Client};

/// The scheme and host in absolute addresses, which the tests' service is configured with.
const ORIGIN: &str = "https://dostyq.example";

fn text(answer: &Answer) -> &str {
    std::str::from_utf8(&answer.body).unwrap()
}

/// Returns the HTML of a page that exists.
async fn page(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    text(&answer).to_owned()
}

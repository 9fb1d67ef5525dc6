//! The sitemap, as search engines read it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use hyper::StatusCode;
use serde_json::json;

use super::document::parse;
use super::{ORIGIN, page, text};
use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

/// What a file of a sitemap says about an address: its time of change, and its addresses in all languages.
struct Entry {
    path: String,
    modified: Option<DateTime<Utc>>,
    languages: BTreeMap<String, String>,
}

/// Returns the entries of the sitemap's index, or of one of its files.
async fn entries(client: &Client, path: &str) -> Vec<Entry> {
    let answer = client.get(path).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/xml"), "{path}");
    let document = parse(text(&answer));
    let path_of = |address: &str| address.strip_prefix(ORIGIN).unwrap().to_owned();
    let entry = |node: roxmltree::Node<'_, '_>| {
        let child = |name: &str| node.children().find(|child| child.tag_name().name() == name)?.text();
        let links = node.children().filter(|child| child.tag_name().name() == "link");
        let attribute = |link: roxmltree::Node<'_, '_>, name: &str| link.attribute(name).unwrap().to_owned();
        Entry {
            path: path_of(child("loc").unwrap()),
            modified: child("lastmod").map(|time| time.parse().unwrap()),
            languages: links
                .map(|link| (attribute(link, "hreflang"), path_of(&attribute(link, "href"))))
                .collect(),
        }
    };
    document.root_element().children().filter(roxmltree::Node::is_element).map(entry).collect()
}

/// Returns the paths of all pages that the sitemap lists, each as often as it lists it.
pub(super) async fn listed(client: &Client) -> Vec<String> {
    let mut paths = Vec::new();
    for file in entries(client, "/sitemap.xml").await {
        paths.extend(entries(client, &file.path).await.into_iter().map(|entry| entry.path));
    }
    paths
}

/// Adds 2,345 published people, and as many drafts among them.
async fn crowd(service: &Service) {
    let people =
        "INSERT INTO people (id, slug, version, published, updated_at, content, sort_name_kk, sort_name_ru,
            sort_name_en)
        SELECT gen_random_uuid(), kind || n, 1, kind = 'person-', timestamptz '2026-11-01 00:00:00Z',
            jsonb_set(content, '{slug}', to_jsonb(kind || n)), sort_name_kk, sort_name_ru, sort_name_en
        FROM people, generate_series(1, 2345) AS n, unnest(array['person-', 'draft-']) AS kind
        WHERE slug = 'liliya-kushch'";
    connect(&service.database.url).await.unwrap().batch_execute(people).await.unwrap();
}

#[tokio::test]
async fn each_page_is_in_exactly_one_file_of_the_sitemap() {
    let service = Service::start().await;
    let client = service.client();
    let robots = client.get("/robots.txt").await;
    assert!(text(&robots).contains(&format!("\nSitemap: {ORIGIN}/sitemap.xml\n")), "{}", text(&robots));
    let before = listed(&client).await.len();
    crowd(&service).await;

    let files = entries(&client, "/sitemap.xml").await;
    let of_people = files.iter().filter(|file| file.path.starts_with("/sitemap-people-"));
    assert_eq!(of_people.clone().count(), 3, "2,350 people in files of 1,000");
    let mut sizes = Vec::new();
    for file in of_people {
        let (listed, statements) = service.statements(entries(&client, &file.path)).await;
        assert_eq!(statements, 2, "the last edit, and the records: {}", file.path);
        sizes.push(listed.len() / 3);
        // The file changed with the last of its records.
        let newest = listed.iter().filter_map(|entry| entry.modified).max();
        assert_eq!(file.modified, newest, "{}", file.path);
        for entry in listed {
            let rest = &entry.path[3..];
            let expected = ["en", "kk", "ru"].map(|tag| (tag.to_owned(), format!("/{tag}{rest}")));
            assert_eq!(entry.languages, BTreeMap::from(expected), "{}", entry.path);
        }
    }
    assert_eq!(sizes, [1_000, 1_000, 350]);

    let all = listed(&client).await;
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!(distinct.len(), all.len(), "an address is there twice");
    assert_eq!(all.len(), before + 3 * 2_345);
    for number in 1..=2_345 {
        for language in ["kk", "ru", "en"] {
            assert!(distinct.contains(&format!("/{language}/people/person-{number}")), "{number}");
        }
    }
    assert!(!all.iter().any(|path| path.contains("draft-")), "a draft is listed");
    page(&client, "/ru/people/person-2345").await;
    // The index of any number of records takes as many statements.
    assert_eq!(service.statements(client.get("/sitemap.xml")).await.1, 2);
}

#[tokio::test]
async fn a_file_of_the_sitemap_is_sent_again_after_an_edit() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let of_events = entries(&client, "/sitemap.xml").await.remove(1).path;
    assert!(of_events.starts_with("/sitemap-events-"), "{of_events}");
    let paths = ["/sitemap.xml", "/sitemap-sections.xml", &of_events];
    let mut tags = Vec::new();
    for path in paths {
        let first = client.get(path).await;
        assert_eq!(first.header("cache-control"), "public, no-cache");
        let known = client.with("if-none-match", first.header("etag"));
        let (again, statements) = service.statements(known.get(path)).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0), "{path}");
        assert!(statements <= 1, "only the last edit is loaded: {path}");
        let head = client.send("HEAD", path, None, b"").await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("etag"), first.header("etag"));
        tags.push(first.header("etag").to_owned());
    }
    let event =
        json!({"slug": "evening", "kind": "SEMINAR", "title": {"kk": "Кеш"}, "citations": desk.cited()});
    let event = desk.publish("Event", event).await;
    let statuses = async || {
        let mut statuses = Vec::new();
        for (path, tag) in paths.iter().zip(&tags) {
            statuses.push(client.with("if-none-match", tag).get(path).await.status.as_u16());
        }
        statuses
    };
    assert_eq!(statuses().await, [200, 304, 200]);
    let has_event = async || listed(&client).await.iter().any(|path| path == "/ru/events/evening");
    assert!(has_event().await);
    assert_eq!(desk.act("unpublishRecord", &event, &json!({})).await["errors"], json!([]));
    assert!(!has_event().await);
}

#[tokio::test]
async fn the_sitemap_has_no_other_files() {
    let service = Service::start().await;
    let client = service.client();
    let of_events = entries(&client, "/sitemap.xml").await.remove(1).path;
    for path in [
        of_events.to_uppercase().replace("/SITEMAP-EVENTS-", "/sitemap-events-").replace(".XML", ".xml"),
        of_events.replace("/sitemap-events-", "/sitemap-sources-"),
        "/sitemap-people.xml".to_owned(),
        "/sitemap-people-1.xml".to_owned(),
        "/sitemap-people-ffffffff-ffff-ffff-ffff-ffffffffffff.xml".to_owned(),
        "/sitemap-sections.xml/".to_owned(),
    ] {
        assert_eq!(client.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

//! All pages of the project's content, found by following links.

use std::collections::{BTreeMap, BTreeSet};

use hyper::StatusCode;
use roxmltree::Document;

use super::document::{check, elements, ids, json_ld, parse, text_of};
use super::sitemap::listed;
use super::{ORIGIN, text};
use crate::support::service::Service;

/// What a crawl from `/` found.
struct Crawl {
    /// The HTML of each page, by its path.
    pages: BTreeMap<String, String>,
    /// The other files.
    files: BTreeSet<String>,
}

/// Crawls a service that a proxy serves below a path, which each link begins with.
async fn crawl(service: &Service, base: &str) -> Crawl {
    let client = service.client();
    let mut crawl = Crawl { pages: BTreeMap::new(), files: BTreeSet::new() };
    let start = client.get("/").await;
    let below = |path: &str| path.strip_prefix(base).unwrap_or_else(|| panic!("{path}")).to_owned();
    let mut open = vec![below(start.header("location"))];
    while let Some(path) = open.pop() {
        if crawl.pages.contains_key(&path) || crawl.files.contains(&path) {
            continue;
        }
        let answer = client.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if !answer.header("content-type").starts_with("text/html") {
            crawl.files.insert(path);
            continue;
        }
        let html = text(&answer).to_owned();
        // The links that search engines are not to follow include those to other months, of which there are many.
        for node in parse(&html).descendants().filter(|node| node.attribute("rel") != Some("nofollow")) {
            let address = ["href", "action", "src"].into_iter().find_map(|name| node.attribute(name));
            // The client of the lessons is another part of the service.
            let path = address.filter(|path| path.starts_with('/')).map(below);
            if let Some(path) = path.filter(|path| !path.starts_with("/app/")) {
                open.push(path.split('#').next().unwrap().to_owned());
            }
        }
        crawl.pages.insert(path, html);
    }
    crawl
}

#[tokio::test]
async fn every_page_is_sound_in_each_language_and_no_link_is_broken() {
    let service = Service::start().await;
    let crawl = crawl(&service, "").await;
    let documents: BTreeMap<&str, _> =
        crawl.pages.iter().map(|(path, html)| (path.as_str(), parse(html))).collect();
    for (path, document) in &documents {
        check(path, &path[1..3], document);
        for link in elements(document, "a") {
            let href = link.attribute("href").unwrap();
            let Some((page, fragment)) = href.split_once('#') else { continue };
            let target = if page.is_empty() { *path } else { page };
            assert!(ids(&documents[target]).contains(fragment), "{path}: {href}");
        }
    }
    for language in ["kk", "ru", "en"] {
        assert_distinct(documents.iter().filter(|(path, _)| path.starts_with(&format!("/{language}/"))));
    }
    let in_language = |language: &str| {
        let start = format!("/{language}/");
        let paths = crawl.pages.keys().filter_map(|path| path.strip_prefix(&start));
        paths.map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let kazakh = in_language("kk");
    // The sections, the search, 21 organizations, 5 people and 8 events.
    assert_eq!(kazakh.len(), 9 + 21 + 5 + 8, "{kazakh:?}");
    assert_eq!((in_language("ru"), in_language("en")), (kazakh.clone(), kazakh));
    for ending in [
        ".css",
        ".svg",
        ".ics?lang=kk",
        ".ics?lang=en",
        ".atom?lang=kk",
        "directory.jsonld",
        "organizations.csv",
    ] {
        assert!(crawl.files.iter().any(|file| file.ends_with(ending)), "{ending}: {:?}", crawl.files);
    }
}

/// Checks that no two pages have the same title or the same description.
fn assert_distinct<'a, 'path: 'a, 'input: 'a>(
    documents: impl Iterator<Item = (&'a &'path str, &'a Document<'input>)>,
) {
    let (mut titles, mut descriptions) = (BTreeMap::new(), BTreeMap::new());
    for (path, document) in documents.filter(|(path, _)| !path.ends_with("/search")) {
        let title = text_of(elements(document, "title").next().unwrap());
        let mut metas = elements(document, "meta");
        let description = metas.find(|meta| meta.attribute("name") == Some("description")).unwrap();
        let description = description.attribute("content").unwrap().to_owned();
        assert!(!description.trim().is_empty(), "{path}");
        for (texts, text) in [(&mut titles, title), (&mut descriptions, description)] {
            if let Some(other) = texts.insert(text.clone(), path) {
                panic!("{path} and {other}: {text}");
            }
        }
    }
}

#[tokio::test]
async fn search_engines_find_each_page_with_its_languages() {
    let service = Service::start().await;
    let client = service.client();
    let crawl = crawl(&service, "").await;
    for (path, html) in &crawl.pages {
        let document = parse(html);
        let link = |relation: &'static str| {
            // The feed is no other language of the page.
            let pages = elements(&document, "link").filter(|link| link.attribute("type").is_none());
            pages.filter(move |link| link.attribute("rel") == Some(relation))
        };
        if path.ends_with("/search") {
            assert_eq!(link("canonical").count(), 0);
            continue;
        }
        let canonical = link("canonical").next().unwrap().attribute("href").unwrap();
        assert_eq!(canonical, format!("{ORIGIN}{path}"));
        let alternates: BTreeMap<_, _> = link("alternate")
            .map(|link| (link.attribute("hreflang").unwrap(), link.attribute("href").unwrap()))
            .collect();
        assert_eq!(alternates.len(), 4, "{path}");
        for language in ["kk", "ru", "en"] {
            assert_eq!(alternates[language], format!("{ORIGIN}/{language}{}", &path[3..]));
        }
        let has_record = path[4..].contains('/') || path.len() == 4;
        let json_ld = json_ld(&document);
        assert_eq!(json_ld.is_some(), has_record, "{path}");
        if let Some(json_ld) = json_ld {
            assert_eq!(json_ld["mainEntityOfPage"], canonical);
            assert!(json_ld["name"].is_array() && json_ld["@context"].is_object(), "{path}: {json_ld}");
        }
        let property = |name: &str| {
            let meta = elements(&document, "meta").find(|meta| meta.attribute("property") == Some(name));
            meta.unwrap().attribute("content").unwrap().to_owned()
        };
        assert!(!property("og:title").is_empty() && !property("og:description").is_empty());
    }
    let listed: BTreeSet<String> = listed(&client).await.into_iter().collect();
    let found: BTreeSet<String> = crawl.pages.into_keys().filter(|path| !path.ends_with("/search")).collect();
    assert_eq!(listed, found);
}

#[tokio::test]
async fn the_pages_of_a_service_below_a_path_lead_to_one_another() {
    let service = Service::below("/api").await;
    let client = service.client();
    let crawl = crawl(&service, "/api").await;
    assert_eq!(crawl.pages.len(), 3 * (9 + 21 + 5 + 8));
    for (path, html) in &crawl.pages {
        let document = parse(html);
        for link in elements(&document, "link").filter(|link| link.attribute("rel") == Some("canonical")) {
            assert_eq!(link.attribute("href"), Some(format!("{ORIGIN}/api{path}").as_str()));
        }
    }
    for ending in [".css", ".svg", ".ics?lang=kk", ".atom?lang=kk", "/data?lang=kk", "directory.jsonld"] {
        assert!(crawl.files.iter().any(|file| file.ends_with(ending)), "{ending}: {:?}", crawl.files);
    }
    for (from, to) in [
        ("/kk", "/api/kk/"),
        ("/kk/people/liliya-kushch/", "/api/kk/people/liliya-kushch"),
        ("/data/", "/api/data"),
    ] {
        assert_eq!(client.get(from).await.header("location"), to, "{from}");
    }
    let icon = client.get("/favicon.ico").await;
    assert!(icon.header("location").starts_with("/api/pages/icon."));
    let robots = client.get("/robots.txt").await;
    for line in ["Disallow: /api/graphql", "Disallow: /api/kk/search"] {
        assert!(text(&robots).lines().any(|one| one == line), "{line}");
    }
    assert!(text(&robots).contains(&format!("Sitemap: {ORIGIN}/api/sitemap.xml")));
    let feed = client.get("/data/changes.atom?lang=en").await;
    let document = parse(text(&feed));
    let addresses = document.descendants().filter_map(|node| node.attribute("href"));
    let pages: Vec<_> = addresses.filter(|address| address.contains("/en/")).collect();
    assert!(pages.len() > 10);
    assert!(pages.iter().all(|page| page.starts_with(&format!("{ORIGIN}/api/en/"))), "{pages:?}");
    let html = client.with("accept", "text/html").get("/data?lang=en").await;
    let document = parse(text(&html));
    let links = elements(&document, "a").filter_map(|link| link.attribute("href"));
    assert!(links.filter(|link| link.starts_with('/')).all(|link| link.starts_with("/api/")));
}

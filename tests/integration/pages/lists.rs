//! Lists of records: their further pages, their empty states, and the state of a day.

use hyper::StatusCode;
use roxmltree::Document;
use serde_json::json;

use super::document::{check, elements, parse, text_of};
use super::page;
use crate::editing::Desk;
use crate::support::service::Service;
use crate::support::sql::connect;

fn title(document: &Document<'_>) -> String {
    text_of(elements(document, "title").next().unwrap())
}

/// Returns the address of the link with a text.
fn link<'a>(document: &'a Document<'_>, text: &str) -> Option<&'a str> {
    elements(document, "a").find(|link| text_of(*link) == text)?.attribute("href")
}

fn is_listed(document: &Document<'_>) -> bool {
    let metas = || elements(document, "meta");
    let is_hidden = metas().any(|meta| meta.attribute("content") == Some("noindex"));
    let canonical = elements(document, "link").any(|link| link.attribute("rel") == Some("canonical"));
    assert_ne!(is_hidden, canonical);
    canonical
}

#[tokio::test]
async fn a_further_page_of_a_list_says_so_and_leads_to_the_first() {
    let service = Service::start().await;
    let copies = "INSERT INTO organizations (id, slug, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version,
            published, updated_at, content)
        SELECT gen_random_uuid(), 'copy-' || n, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version,
            published, updated_at, jsonb_set(content, '{slug}', to_jsonb('copy-' || n))
        FROM organizations, generate_series(1, 90) AS n WHERE slug = 'parasat'";
    connect(&service.database.url).await.unwrap().batch_execute(copies).await.unwrap();
    let client = service.client();
    for path in ["/en/organizations", "/en/organizations?at=2016-05-01"] {
        let (bare, day) = path.split_once('?').unwrap_or((path, ""));
        let first = page(&client, path).await;
        let first = parse(&first);
        assert!(is_listed(&first) && link(&first, "First page").is_none(), "{path}");
        let next = link(&first, "Next page").unwrap().to_owned();
        assert!(next.starts_with(&format!("{bare}?{day}")), "{next}");
        let second = page(&client, &next).await;
        let second = parse(&second);
        check(&next, "en", &second);
        assert!(!is_listed(&second), "{next}");
        assert_eq!(title(&second), title(&first).replacen("Organizations", "Organizations (continued)", 1));
        assert_eq!(link(&second, "First page"), Some(path));
        assert_eq!(link(&second, "Next page"), None);
    }
    // A record is no list.
    let record = page(&client, "/en/organizations/parasat?after=x").await;
    assert!(is_listed(&parse(&record)) && !record.contains("continued"));
}

#[tokio::test]
async fn each_page_of_the_list_of_posts_has_posts() {
    let service = Service::start().await;
    let client = service.client();
    // These come before and after all others, and have no post.
    let copies = [("first", "AAA"), ("last", "ЯЯЯ")].map(|(slug, name)| {
        format!(
            "INSERT INTO organizations (id, slug, kind, position, sort_name_kk, sort_name_ru, sort_name_en, version,
                published, updated_at, content)
            SELECT gen_random_uuid(), '{slug}-' || n, kind, position, '{name}', '{name}', '{name}', version,
                published, updated_at, jsonb_set(content, '{{slug}}', to_jsonb('{slug}-' || n))
            FROM organizations, generate_series(1, 60) AS n WHERE slug = 'parasat';"
        )
    });
    connect(&service.database.url).await.unwrap().batch_execute(&copies.concat()).await.unwrap();
    let html = page(&client, "/en/posts").await;
    let document = parse(&html);
    check("/en/posts", "en", &document);
    let organizations = elements(&document, "section")
        .filter(|one| one.attribute("aria-labelledby").is_some_and(|id| id.starts_with("organization-")));
    let posts = organizations.map(|one| one.children().filter(|node| node.has_tag_name("article")).count());
    let posts: Vec<usize> = posts.collect();
    assert!(!posts.is_empty() && posts.iter().all(|count| *count > 0), "{posts:?}");
    assert_eq!(link(&document, "Next page"), None);
}

#[tokio::test]
async fn an_empty_list_says_so() {
    let service = Service::start().await;
    let withdraw = ["organizations", "people", "posts", "memberships", "events", "indicators", "sources"]
        .map(|table| format!("UPDATE {table} SET published = false;"));
    connect(&service.database.url).await.unwrap().batch_execute(&withdraw.concat()).await.unwrap();
    let client = service.client();
    for (language, nothing) in [
        ("kk", "Мұнда әзірге ештеңе жоқ."),
        ("ru", "Здесь пока ничего нет."),
        ("en", "There is nothing here yet."),
    ] {
        for section in ["organizations", "people", "posts", "events", "figures", "sources"] {
            let path = format!("/{language}/{section}");
            let html = page(&client, &path).await;
            check(&path, language, &parse(&html));
            assert!(html.contains(nothing), "{path}");
        }
    }
    assert!(page(&client, "/en/").await.contains("The directory has no records yet."));
}

#[tokio::test]
async fn the_list_of_organizations_shows_the_state_of_a_day() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let founded = json!({"founded": {"date": "2020-02", "citations": desk.cited()}});
    desk.publish("Organization", desk.organization("founded-later", &founded)).await;
    let then = page(&client, "/en/organizations?at=2014-06-01").await;
    let document = parse(&then);
    check("/en/organizations", "en", &document);
    assert_eq!(title(&document), "Organizations (1 June 2014) · House of Friendship");
    let item = |slug: &str| {
        let slug = format!("/en/organizations/{slug}?at=2014-06-01");
        let mut items = elements(&document, "li");
        let item = items.find(|item| {
            item.first_element_child().is_some_and(|link| link.attribute("href") == Some(&*slug))
        });
        text_of(item.unwrap_or_else(|| panic!("{slug}")))
    };
    assert!(item("mothers").contains("Meiramgul Baqtiyarova"), "{}", item("mothers"));
    assert!(item("founded-later").contains("did not exist yet"));
    assert!(item("house").contains("Communal Institution"));
    let now = page(&client, "/en/organizations").await;
    assert!(!now.contains("Meiramgul Baqtiyarova") && !now.contains("did not exist yet"));
    // Lists without a day do not pretend to have one.
    let people = page(&client, "/en/people?at=2014-06-01").await;
    assert!(!people.contains("2014-06-01") && !people.contains("1 June 2014"), "{people}");
    assert_eq!(client.get("/en/people?at=yesterday").await.status, StatusCode::OK);
    assert_eq!(client.get("/en/organizations?at=yesterday").await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_links_of_a_past_state_lead_to_the_same_day() {
    let service = Service::start().await;
    let html = page(&service.client(), "/en/?at=2014-06-01").await;
    let document = parse(&html);
    let content = elements(&document, "main").next().unwrap();
    for (section, least) in [("/en/organizations/", 11), ("/en/people/", 1)] {
        let links = content.descendants().filter_map(|node| node.attribute("href"));
        let links: Vec<_> = links.filter(|link| link.starts_with(section)).collect();
        assert!(links.len() >= least, "{links:?}");
        assert!(links.iter().all(|link| link.ends_with("?at=2014-06-01")), "{links:?}");
    }
    let person = page(&service.client(), "/en/people/meiramgul-baqtiyarova?at=2014-06-01").await;
    let post = "/en/organizations/mothers?at=2014-06-01#post-";
    let person = parse(&person);
    let links: Vec<_> = person.descendants().filter_map(|node| node.attribute("href")).collect();
    assert!(links.iter().any(|link| link.starts_with(post)), "{links:?}");
    assert_eq!(
        link(&document, "About the House of Friendship"),
        Some("/en/organizations/house?at=2014-06-01")
    );
}

#[tokio::test]
async fn an_indicator_without_values_says_so() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let indicator =
        json!({"slug": "new", "area": "KZ", "name": {"en": "New figure"}, "citations": desk.cited()});
    desk.publish("Indicator", indicator).await;
    let html = page(&client, "/en/figures").await;
    let document = parse(&html);
    check("/en/figures", "en", &document);
    let section =
        document.descendants().find(|node| node.attribute("aria-labelledby") == Some("indicator-new"));
    let section = section.unwrap();
    assert!(text_of(section).contains("No value is known yet."));
    assert!(!section.descendants().any(|node| node.has_tag_name("table")));
}

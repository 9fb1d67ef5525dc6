//! What somebody who writes about a record needs from its page: its data, its sources, and what is not known.

use roxmltree::{Document, Node};
use serde_json::json;

use super::document::{check, elements, has_class, parse, text_of};
use super::{ORIGIN, page};
use crate::editing::Desk;
use crate::support::service::Service;

/// Returns the link with a text.
fn link<'a, 'input>(document: &'a Document<'input>, text: &str) -> Option<Node<'a, 'input>> {
    elements(document, "a").find(|link| text_of(*link) == text)
}

#[tokio::test]
async fn the_page_of_a_record_leads_to_its_data() {
    let service = Service::start().await;
    let client = service.client();
    for path in ["/en/organizations/parasat", "/en/people/liliya-kushch", "/en/events/nauryz"] {
        let html = page(&client, path).await;
        let document = parse(&html);
        let slug = path.rsplit('/').next().unwrap();
        for (format, media_type) in [("JSON-LD", "application/ld+json"), ("JSON", "application/json")] {
            let link = link(&document, &format!("This record as data ({format})")).unwrap();
            let data = client.get(link.attribute("href").unwrap().strip_prefix(ORIGIN).unwrap()).await;
            assert_eq!(data.header("content-type").split(';').next(), Some(media_type), "{path}");
            let data = data.json().to_string();
            assert!(data.contains(if format == "JSON" { slug } else { "schema.org" }), "{path}: {data}");
        }
        let mut links = elements(&document, "link");
        let alternate = links.find(|link| link.attribute("type") == Some("application/ld+json")).unwrap();
        let href = link(&document, "This record as data (JSON-LD)").unwrap().attribute("href");
        assert_eq!((alternate.attribute("rel"), alternate.attribute("href")), (Some("alternate"), href));
    }
}

#[tokio::test]
async fn a_source_has_its_publisher_and_its_address() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let source = json!({
        "slug": "register", "kind": "WEB_PAGE", "title": {"en": "Register of clubs"}, "author": "A. Author",
        "publisher": "Ministry of Culture", "url": "https://register.example.kz/clubs?id=7&lang=kk",
    });
    let source = desk.publish("Source", source).await;
    let cited = json!({"citations": [{"sourceId": source["id"], "locator": "row 12"}]});
    desk.publish("Organization", desk.organization("registered", &cited)).await;
    let html = page(&client, "/en/organizations/registered").await;
    let document = parse(&html);
    check("/en/organizations/registered", "en", &document);
    let notes = document.descendants().find(|node| has_class(*node, "notes")).unwrap();
    for expected in ["Register of clubs", "A. Author", "Ministry of Culture", "row 12"] {
        assert!(text_of(notes).contains(expected), "{expected}: {}", text_of(notes));
    }
    let numbers = notes.descendants().filter(|node| has_class(*node, "origin"));
    let links: Vec<_> = numbers.map(|link| (text_of(link), link.attribute("href").unwrap())).collect();
    let address = "https://register.example.kz/clubs?id=7&lang=kk";
    assert!(
        links.iter().any(|(text, href)| text.starts_with("See source ") && *href == address),
        "{links:?}"
    );
}

#[tokio::test]
async fn members_are_counted_and_an_unknown_holder_is_named_as_unknown() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let club = desk.publish("Organization", desk.organization("chess", &json!({}))).await;
    let post = json!({
        "slug": "chess-chair", "organizationId": club["id"], "kind": "chair", "title": {"en": "Chair"},
        "citations": desk.cited(),
    });
    desk.publish("Post", post).await;
    for slug in ["aigul", "dana"] {
        let person = desk.publish("Person", desk.person(slug)).await;
        let membership =
            json!({"organizationId": club["id"], "personId": person["id"], "citations": desk.cited()});
        desk.publish("Membership", membership).await;
    }
    for (path, members, holder) in [
        ("/en/organizations/chess", "present and former: 2", "It is not known who holds this post now."),
        (
            "/en/organizations/chess?at=2020-01-01",
            "former: 2",
            "It is not known who held this post on that day.",
        ),
        (
            "/ru/organizations/chess",
            "названы в справочнике: 2",
            "Кто занимает эту должность сейчас, неизвестно.",
        ),
        ("/kk/organizations/chess", "мүшелер саны: 2", "Бұл лауазымды қазір кім атқаратыны белгісіз."),
    ] {
        let html = page(&client, path).await;
        let document = parse(&html);
        check(path, &path[1..3], &document);
        let content = text_of(elements(&document, "main").next().unwrap());
        assert!(content.contains(members) && content.contains(holder), "{path}: {content}");
    }
}

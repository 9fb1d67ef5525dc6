//! What somebody who writes about a record needs from its page: its data, its sources, and what is not known.

use roxmltree::{Document, Node};
use serde_json::{Value, json};

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
        ("/en/organizations/chess", "directory names: 2", "It is not known who holds this post now."),
        (
            "/en/organizations/chess?at=2020-01-01",
            "directory names: 2",
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

#[tokio::test]
async fn each_affiliation_has_its_period_and_its_source() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let parent = desk.publish("Organization", desk.organization("parent", &json!({}))).await;
    let host = desk.publish("Organization", desk.organization("host", &json!({}))).await;
    let affiliated = |target: &Value, since: &str| json!([{"organizationId": target["id"], "since": since, "citations": desk.cited()}]);
    let name = json!([{"text": {"en": "Chess club"}, "since": "2016", "citations": desk.cited()}]);
    let more = json!({
        "names": name, "parents": affiliated(&parent, "2015-03"), "hosts": affiliated(&host, "2018"),
    });
    desk.publish("Organization", desk.organization("chess", &more)).await;
    let html = page(&client, "/en/organizations/chess").await;
    let document = parse(&html);
    check("/en/organizations/chess", "en", &document);
    for (label, value) in [
        ("Part of", "parent{n} March 2015 – …"),
        ("Located in", "host{n} 2018 – …"),
        ("Name used since", "2016{n}"),
    ] {
        let term = elements(&document, "dt").find(|term| text_of(*term) == label).unwrap();
        let description = term.parent_element().unwrap().last_element_child().unwrap();
        let source = description.descendants().find(|node| node.has_tag_name("sup")).unwrap();
        let source = text_of(source);
        assert_eq!(text_of(description), value.replace("{n}", &source), "{label}");
    }
}

#[tokio::test]
async fn lists_of_people_say_when_they_held_their_posts() {
    let service = Service::start().await;
    let client = service.client();
    let when = async |path: &str, slug: &str| {
        let html = page(&client, path).await;
        let document = parse(&html);
        let href = format!("/en/people/{slug}");
        let link = elements(&document, "a").find(|link| link.attribute("href") == Some(&*href)).unwrap();
        text_of(link.parent_element().unwrap())
    };
    for (path, slug, expected) in [
        ("/en/people", "meiramgul-baqtiyarova", "Council of Mothers, 2013 – …"),
        ("/en/people", "nesipjamal-baimadiyeva", "Council of Mothers, c. 2017–2018"),
        ("/en/search?q=baqtiyarova", "meiramgul-baqtiyarova", "Council of Mothers, 2013 – …"),
    ] {
        let text = when(path, slug).await;
        assert!(text.contains(expected), "{path}: {text}");
    }
    let person = page(&client, "/en/people/meiramgul-baqtiyarova").await;
    let document = parse(&person);
    let mut metas = elements(&document, "meta");
    let description = metas.find(|meta| meta.attribute("name") == Some("description")).unwrap();
    let expected = "Meiramgul Baqtiyarova: chairwoman, Council of Mothers, 2013 – …";
    assert_eq!(description.attribute("content"), Some(expected));
}

#[tokio::test]
async fn an_invalid_day_is_explained_at_its_field() {
    let service = Service::start().await;
    let client = service.client();
    let answer = client.get("/en/posts?at=2014").await;
    let document = parse(super::text(&answer));
    check("/en/posts", "en", &document);
    let field = elements(&document, "input").find(|input| input.attribute("id") == Some("day")).unwrap();
    assert_eq!(field.attribute("aria-invalid"), Some("true"));
    let note =
        document.descendants().find(|node| node.attribute("id") == field.attribute("aria-describedby"));
    assert!(text_of(note.unwrap()).contains("2014-06-01"));
    let valid = page(&client, "/en/posts?at=2014-06-01").await;
    assert!(!valid.contains("aria-invalid"));
}

#[tokio::test]
async fn a_history_that_is_not_whole_leads_to_the_feed() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let mut club = desk.publish("Organization", desk.organization("chess", &json!({}))).await;
    let text = "Earlier changes are in the feed of changes";
    for position in 1..=5 {
        let html = page(&client, "/en/organizations/chess").await;
        assert!(link(&parse(&html), text).is_none(), "after {position} changes");
        club = desk.update("Organization", &club, json!({"position": position})).await["record"].take();
    }
    let html = page(&client, "/en/organizations/chess").await;
    let document = parse(&html);
    check("/en/organizations/chess", "en", &document);
    let feed = client.get(link(&document, text).unwrap().attribute("href").unwrap()).await;
    assert!(feed.header("content-type").starts_with("application/atom+xml"));
    let changes =
        document.descendants().find(|node| node.attribute("aria-labelledby") == Some("changes")).unwrap();
    assert_eq!(changes.descendants().filter(|node| node.has_tag_name("li")).count(), 5);
}

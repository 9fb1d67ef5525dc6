//! Texts in another language than the page, and in other scripts.

use serde_json::json;

use super::document::{check, elements, parse, text_of};
use super::page;
use crate::editing::Desk;
use crate::support::service::Service;

#[tokio::test]
async fn a_text_in_one_language_only_is_marked_with_it() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    for (slug, language, name) in [
        ("in-russian", "ru", "Клуб"),
        ("in-english", "en", "Chess club"),
        ("in-kazakh", "kk", "Шахмат клубы"),
    ] {
        let more = json!({
            "names": [{"text": {language: name}, "citations": desk.cited()}],
            "description": {language: name},
        });
        desk.publish("Organization", desk.organization(slug, &more)).await;
        for page_language in ["kk", "ru", "en"] {
            let path = format!("/{page_language}/organizations/{slug}");
            let html = page(&client, &path).await;
            let document = parse(&html);
            check(&path, page_language, &document);
            let heading = elements(&document, "h1").next().unwrap();
            let lead = elements(&document, "p").find(|node| node.attribute("class") == Some("lead")).unwrap();
            for node in [heading, lead] {
                let marked = node.first_element_child().filter(|child| child.has_tag_name("span"));
                let marked = marked.and_then(|child| child.attribute("lang"));
                assert_eq!(marked, Some(language).filter(|language| *language != page_language), "{path}");
                assert!(text_of(node).starts_with(name), "{path}");
            }
        }
    }
}

#[tokio::test]
async fn a_name_in_any_script_leaves_the_words_around_it_in_place() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let long = "Ұзақ".repeat(45);
    for (slug, name, is_isolated) in [
        ("arabic", "نادي الصداقة", true),
        ("chinese", "友谊之家俱乐部", false),
        ("long", long.as_str(), false),
    ] {
        let name_input = json!({"text": {"kk": name}, "citations": desk.cited()});
        let person = json!({"slug": slug, "names": [name_input], "citations": desk.cited()});
        desk.publish("Person", person).await;
        for path in [format!("/ru/people/{slug}"), "/ru/people".to_owned(), format!("/kk/search?q={name}")] {
            let path = path.replace(name, &urlencoded(name));
            let html = page(&client, &path).await;
            let document = parse(&html);
            check(&path, &path[1..3], &document);
            let isolated = elements(&document, "bdi").any(|node| text_of(node) == name);
            assert_eq!(isolated, is_isolated, "{path}");
            assert!(text_of(document.root_element()).contains(name), "{path}");
        }
    }
}

/// Returns a text as it is written in a query string.
fn urlencoded(text: &str) -> String {
    let bytes: Vec<String> = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    bytes.concat()
}

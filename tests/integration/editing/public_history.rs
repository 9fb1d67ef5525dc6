//! What everyone may see of the edits: the public history of records, and the feed of changes.

use std::collections::BTreeSet;
use std::slice::from_ref;

use chrono::{DateTime, Utc};
use dostyq::app::page::PageRequest;
use dostyq::app::{Caller, directory};
use dostyq::domain::directory::PartId;
use dostyq::domain::ids::{GlobalId, kind};
use hyper::StatusCode;
use roxmltree::{Document, Node};
use serde_json::{Value, json};

use super::{Desk, with};
use crate::support::client::{Answer, Client};
use crate::support::service::Service;

const HISTORY: &str = "query($slug: String!) { organization(by: {slug: $slug}) {
    history { edges { node { version action fields editor record { id } } } } } }";
const CHANGES: &str =
    "{ recordChanges(first: 1) { edges { node { id recordKind action fields record { id } } } } }";

async fn history(client: &Client, slug: &str) -> Vec<(i64, String, Value, Value)> {
    let found = client.query(HISTORY, json!({"slug": slug})).await;
    let edges = found["organization"]["history"]["edges"].as_array().unwrap().clone();
    let row = |edge: &Value| {
        let node = &edge["node"];
        let action = node["action"].as_str().unwrap().to_owned();
        (node["version"].as_i64().unwrap(), action, node["fields"].clone(), node["editor"].clone())
    };
    edges.iter().map(row).collect()
}

/// Returns a record with its next version, after an edit that returned no version.
fn next(record: &Value) -> Value {
    json!({"id": record["id"], "version": record["version"].as_i64().unwrap() + 1})
}

#[tokio::test]
async fn everyone_sees_what_changed_but_no_drafts_values_and_editors() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let client = service.client();
    let draft =
        desk.create("Organization", desk.organization("shanyraq", &json!({})), false).await["record"].take();
    let edited =
        desk.update("Organization", &draft, json!({"description": {"kk": "Құпия"}})).await["record"].take();
    assert_eq!(desk.act("publishRecord", &edited, &json!({})).await["errors"], json!([]));
    let published = next(&edited);
    let phone = |value: &str, public: bool| json!({"kind": "PHONE", "value": value, "isPublic": public, "citations": desk.cited()});
    let hidden = json!({"contactPoints": [phone("+7 701 000 00 00", false)]});
    let fourth = desk.update("Organization", &published, hidden).await["record"].take();
    let shown = json!({"contactPoints": [phone("+7 701 000 00 00", false), phone("+7 728 000 00 00", true)], "position": 4});
    let fifth = desk.update("Organization", &fourth, shown).await["record"].take();
    assert_eq!(fifth["version"], 5);

    let fields = json!(["contactPoints", "position"]);
    let expected = |editor: &Value| {
        vec![
            (5, "CHANGED".to_owned(), fields.clone(), editor.clone()),
            (3, "ADDED".to_owned(), json!([]), editor.clone()),
        ]
    };
    let learner = client.register("learner@example.kz").await;
    for anyone in [&client, &learner] {
        assert_eq!(history(anyone, "shanyraq").await, expected(&json!(null)));
    }
    assert_eq!(history(&desk.client, "shanyraq").await, expected(&json!("editor@example.kz")));
    // The service can be set to show the names to everyone.
    let mut services = service.services.clone();
    services.account_settings.public_editor_names = true;
    let page = PageRequest::<DateTime<Utc>> { after: None, before: None, limit: 1, from_end: false };
    let open = directory::public_changes(&Caller::anonymous(&services), None, &page).await.unwrap();
    assert_eq!(open.rows[0].1.editor.as_deref(), Some("editor@example.kz"));

    assert_eq!(desk.act("unpublishRecord", &fifth, &json!({})).await["errors"], json!([]));
    let newest = client.query(CHANGES, json!({})).await["recordChanges"]["edges"][0]["node"].take();
    assert_eq!(
        newest,
        json!({"id": newest["id"], "recordKind": "ORGANIZATION", "action": "WITHDRAWN", "fields": [], "record": null})
    );
    let feed = client.get("/data/changes.atom?lang=en").await;
    let text = String::from_utf8(feed.body.to_vec()).unwrap();
    assert!(text.contains("Organization: withdrawn") && !text.contains("shanyraq"), "{text}");

    let kept = desk.publish("Organization", desk.organization("kept", &json!({}))).await;
    let merged = desk.publish("Organization", desk.organization("merged", &json!({}))).await;
    assert_eq!(desk.merge("Organizations", &merged, &kept).await["errors"], json!([]));
    let newest = client.query(CHANGES, json!({})).await["recordChanges"]["edges"][0]["node"].take();
    assert_eq!(newest["action"], "MERGED");
    assert_eq!(newest["record"]["id"], kept["id"]);
}

#[tokio::test]
async fn a_change_is_found_by_its_id_as_long_as_everyone_may_know_of_it() {
    const CHANGE: &str = "id uuid recordKind version changedAt action fields editor record { id }";
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let client = service.client();
    let listed = async |client: &Client| {
        let list = format!("{{ recordChanges(first: 2) {{ edges {{ node {{ {CHANGE} }} }} }} }}");
        let list = client.query(&list, json!({})).await["recordChanges"]["edges"].take();
        list.as_array().unwrap().iter().map(|edge| edge["node"].clone()).collect::<Vec<_>>()
    };
    let found = async |client: &Client, ids: &[Value]| {
        let nodes = format!(
            "query($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename ... on RecordChange {{ {CHANGE} }} }} }}"
        );
        let nodes = client.query(&nodes, json!({"ids": ids})).await["nodes"].take();
        nodes.as_array().unwrap().clone()
    };
    let draft =
        desk.create("Organization", desk.organization("shanyraq", &json!({})), false).await["record"].take();
    assert_eq!(desk.act("publishRecord", &draft, &json!({})).await["errors"], json!([]));
    let edited = desk.update("Organization", &next(&draft), json!({"position": 4})).await["record"].take();

    let learner = client.register("learner@example.kz").await;
    let mut ids = Vec::new();
    for anyone in [&client, &learner, &desk.client] {
        let changes = listed(anyone).await;
        let actions: Vec<&Value> = changes.iter().map(|change| &change["action"]).collect();
        assert_eq!(actions, ["CHANGED", "ADDED"]);
        ids = changes.iter().map(|change| change["id"].clone()).collect();
        let nodes: Vec<Value> =
            changes.iter().map(|change| with(json!({"__typename": "RecordChange"}), change)).collect();
        assert_eq!(found(anyone, &ids).await, nodes);
    }
    // The revision of the draft, one that does not exist, and a record of another kind.
    let Some(PartId::PublicChange { record, version: 3 }) = PartId::parse(ids[0].as_str().unwrap()) else {
        panic!("{}", ids[0])
    };
    let person = GlobalId::new::<kind::Person>(record.uuid());
    let others = [(record, 1), (record, 4), (person, 3)]
        .map(|(record, version)| json!(PartId::PublicChange { record, version }.to_string()));
    for anyone in [&client, &desk.client] {
        assert_eq!(found(anyone, &others).await, [Value::Null, Value::Null, Value::Null]);
    }

    assert_eq!(desk.act("unpublishRecord", &edited, &json!({})).await["errors"], json!([]));
    let withdrawn = listed(&client).await.swap_remove(0);
    assert_eq!((&withdrawn["action"], &withdrawn["record"]), (&json!("WITHDRAWN"), &Value::Null));
    for anyone in [&client, &desk.client] {
        assert_eq!(found(anyone, &ids).await, [Value::Null, Value::Null]);
        let last = found(anyone, from_ref(&withdrawn["id"])).await;
        assert_eq!(last[0]["uuid"], withdrawn["uuid"]);
    }
    let feed = client.get("/data/changes.atom").await;
    let document = Document::parse(utf8(&feed)).unwrap();
    let entry = text_of(child(document.root_element(), "entry"), "id").to_owned();
    assert_eq!(entry, format!("urn:uuid:{}", withdrawn["uuid"].as_str().unwrap()));
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Node<'a, 'a> {
    node.children().find(|one| one.tag_name().name() == name).unwrap_or_else(|| panic!("no {name}"))
}

fn text_of<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    child(node, name).text().unwrap_or_default()
}

fn link<'a>(node: Node<'a, 'a>, relation: &str) -> Option<&'a str> {
    let mut links = node.children().filter(|one| one.tag_name().name() == "link");
    links.find(|link| link.attribute("rel") == Some(relation))?.attribute("href")
}

fn utf8(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.headers["content-type"], "application/atom+xml; charset=utf-8");
    std::str::from_utf8(&answer.body).unwrap()
}

#[tokio::test]
async fn the_feed_names_each_change_once_and_in_the_readers_language() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    let client = service.client();
    let more =
        json!({"names": [{"text": {"kk": "«Ән» & <күй>", "ru": "«Песня»"}, "citations": desk.cited()}]});
    let club = desk.publish("Organization", desk.organization("an", &more)).await;
    desk.update("Organization", &club, json!({"shortName": {"kk": "Ән"}, "kind": "council"})).await;

    let russian = client.get("/data/changes.atom?lang=ru").await;
    assert_eq!(russian.headers["access-control-allow-origin"], "*");
    let document = Document::parse(utf8(&russian)).unwrap();
    let feed = document.root_element();
    assert_eq!(
        (feed.tag_name().name(), feed.tag_name().namespace()),
        ("feed", Some("http://www.w3.org/2005/Atom"))
    );
    assert_eq!(text_of(feed, "id"), "https://dostyq.example/data/changes.atom?lang=ru");
    assert_eq!(link(feed, "self"), Some("https://dostyq.example/data/changes.atom?lang=ru"));
    let entry = child(feed, "entry");
    assert_eq!(text_of(entry, "title"), "«Песня»: изменено");
    assert_eq!(text_of(entry, "summary"), "Организация · изменено: вид, краткое название");
    assert_eq!(link(entry, "alternate"), Some("https://dostyq.example/ru/organizations/an"));
    assert_eq!(text_of(entry, "updated"), text_of(feed, "updated"));
    assert!(text_of(entry, "updated").parse::<DateTime<Utc>>().is_ok());

    let kazakh = client.with("accept-language", "kk").get("/data/changes.atom").await;
    let other = Document::parse(utf8(&kazakh)).unwrap();
    let same = child(other.root_element(), "entry");
    assert_eq!(text_of(same, "title"), "«Ән» & <күй>: өзгертілді");
    assert_eq!(text_of(same, "id"), text_of(entry, "id"), "the change has one id in all languages");

    let etag = russian.headers["etag"].to_str().unwrap().to_owned();
    let reader = client.with("if-none-match", &etag);
    assert_eq!(reader.get("/data/changes.atom?lang=ru").await.status, StatusCode::NOT_MODIFIED);
    let updated =
        desk.update("Organization", &json!({"id": club["id"], "version": 2}), json!({"position": 9})).await;
    assert_eq!(updated["errors"], json!([]));
    assert_eq!(reader.get("/data/changes.atom?lang=ru").await.status, StatusCode::OK);
    assert_eq!(client.get("/data/changes.atom?after=x").await.status, StatusCode::NOT_FOUND);

    // The pages of the feed have each change of each public record, and its newest state is at its link.
    let mut path = "/data/changes.atom?lang=en".to_owned();
    let (mut ids, mut links, mut count) = (BTreeSet::new(), BTreeSet::new(), 0);
    loop {
        let answer = client.get(&path).await;
        let document = Document::parse(utf8(&answer)).unwrap();
        let entries = document.root_element().children().filter(|one| one.tag_name().name() == "entry");
        for entry in entries {
            count += 1;
            assert!(text_of(entry, "id").starts_with("urn:uuid:"));
            assert!(!text_of(entry, "title").starts_with(':'), "{}", text_of(entry, "title"));
            ids.insert(text_of(entry, "id").to_owned());
            links.insert(link(entry, "alternate").unwrap().replace("https://dostyq.example", ""));
        }
        match link(document.root_element(), "next") {
            Some(next) => path = next.replace("https://dostyq.example", ""),
            None => break,
        }
    }
    assert!(count > 50, "{count}");
    assert_eq!(ids.len(), count);
    for link in links {
        let page = client.get(link.split('#').next().unwrap()).await;
        assert_eq!(page.status, StatusCode::OK, "{link}");
        if let Some((_, id)) = link.split_once('#') {
            assert!(std::str::from_utf8(&page.body).unwrap().contains(&format!("id=\"{id}\"")), "{link}");
        }
    }
    let html = client.get("/ru/organizations/an").await;
    let html = std::str::from_utf8(&html.body).unwrap();
    assert!(html.contains("Изменения записи") && html.contains("изменено: вид, краткое название"), "{html}");
}

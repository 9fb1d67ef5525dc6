//! The addresses that lead to other addresses.

use hyper::StatusCode;
use serde_json::{Value, json};

use super::{ORIGIN, page};
use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::service::Service;

/// Checks that a path leads permanently to another one, which exists.
async fn assert_leads(client: &Client, from: &str, to: &str) {
    let answer = client.get(from).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, to), "{from}");
    page(client, to).await;
}

#[tokio::test]
async fn the_root_leads_to_the_readers_language() {
    let service = Service::start().await;
    for (accepted, home) in [
        ("kk", "/kk/"),
        ("ru-KZ, en;q=0.5", "/ru/"),
        ("en-GB", "/en/"),
        ("de", "/kk/"),
        ("ru;q=0, en;q=0.2", "/en/"),
        ("kk;q=0, *", "/ru/"),
        ("kk-KZ;q=0, ru;q=0, *;q=0.5", "/en/"),
        ("*;q=0", "/kk/"),
        ("*;q=0, en;q=0.1", "/en/"),
    ] {
        let answer = service.client().with("accept-language", accepted).get("/").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, home), "{accepted}");
        assert_eq!(answer.header("vary"), "accept-language");
    }
    // Weights that cannot be ordered.
    let odd: Vec<String> =
        (1..=100).map(|n| format!("l{n};q={}", if n % 3 == 0 { "NaN" } else { "0.7" })).collect();
    let answer = service.client().with("accept-language", &odd.join(",")).get("/").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::FOUND, "/kk/"));
    let client = service.client();
    assert_leads(&client, "/kk", "/kk/").await;
    for path in [
        "/ru/organizations/parasat/",
        "/ru//organizations/parasat",
        "/RU/Organizations/PARASAT",
        "/ru/organizations/%70arasat",
    ] {
        assert_leads(&client, path, "/ru/organizations/parasat").await;
        let day = "?at=2014-06-01";
        assert_leads(&client, &format!("{path}{day}"), &format!("/ru/organizations/parasat{day}")).await;
    }
    assert_leads(&client, "/data/?lang=ru", "/data?lang=ru").await;
    for path in ["/kk/organizations/%D0%BA%D0%BB%D1%83%D0%B1", "/kk/%FF", "/de/", "/kk/home/"] {
        assert_eq!(client.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn an_address_stays_valid_after_renames_and_mergers() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let club = desk.publish("Organization", desk.organization("first-name", &json!({}))).await;
    let renamed = desk.update("Organization", &club, json!({"slug": "second-name"})).await;
    let renamed = desk.update("Organization", &renamed["record"], json!({"slug": "third-name"})).await;
    assert_eq!(renamed["errors"], json!([]));
    for old in ["first-name", "second-name"] {
        let path = format!("/ru/organizations/{old}?at=2020-01-01");
        assert_leads(&client, &path, "/ru/organizations/third-name?at=2020-01-01").await;
        let found = client
            .query("query($slug: String!) { organization(by: {slug: $slug}) { slug } }", json!({"slug": old}))
            .await;
        assert_eq!(found["organization"]["slug"], "third-name");
    }
    // A record that takes an old slug has it from then on.
    let name = json!({"names": [{"text": {"kk": "Басқа клуб"}, "citations": desk.cited()}]});
    desk.publish("Organization", desk.organization("first-name", &name)).await;
    page(&client, "/ru/organizations/first-name").await;
    assert_leads(&client, "/ru/organizations/second-name", "/ru/organizations/third-name").await;

    let remaining = desk.publish("Organization", desk.organization("remaining", &json!({}))).await;
    let merged = desk.merge("Organizations", &renamed["record"], &remaining).await;
    assert_eq!(merged["errors"], json!([]));
    for old in ["second-name", "third-name"] {
        assert_leads(&client, &format!("/kk/organizations/{old}"), "/kk/organizations/remaining").await;
    }

    let person = desk.publish("Person", desk.person("aigul")).await;
    let other = desk.publish("Person", desk.person("aigul-other")).await;
    let person = desk.update("Person", &person, json!({"slug": "aigul-new"})).await;
    assert_leads(&client, "/en/people/aigul", "/en/people/aigul-new").await;
    assert_eq!(desk.merge("People", &person["record"], &other).await["errors"], json!([]));
    assert_leads(&client, "/en/people/aigul", "/en/people/aigul-other").await;
}

#[tokio::test]
async fn an_address_leads_through_mergers_of_merged_records_at_once() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let mut kept: Option<Value> = None;
    // Each record is renamed, and then merged into the next one.
    for number in 1..=3 {
        let first = desk.publish("Person", desk.person(&format!("first-{number}"))).await;
        let second = desk.update("Person", &first, json!({"slug": format!("second-{number}")})).await;
        let next = match kept {
            None => second["record"].clone(),
            Some(before) => {
                let merged = desk.merge("People", &before, &second["record"]).await;
                assert_eq!(merged["errors"], json!([]));
                merged["record"].clone()
            }
        };
        kept = Some(next);
    }
    for language in ["kk", "ru", "en"] {
        for old in ["first-1", "second-1", "first-2", "second-2", "first-3"] {
            let (from, to) = (format!("/{language}/people/{old}"), format!("/{language}/people/second-3"));
            assert_leads(&client, &from, &to).await;
        }
    }
}

#[tokio::test]
async fn the_address_of_a_renamed_event_leads_to_its_page() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let event = json!({"slug": "old-event", "kind": "SEMINAR", "title": {"kk": "Семинар"}, "citations": desk.cited()});
    let event = desk.publish("Event", event).await;
    let renamed = desk.update("Event", &event, json!({"slug": "new-event"})).await;
    assert_eq!(renamed["errors"], json!([]));
    assert_leads(&client, "/en/events/old-event", "/en/events/new-event").await;
    let again = desk.update("Event", &renamed["record"], json!({"slug": "newest-event"})).await;
    assert_eq!(again["errors"], json!([]));
    for old in ["old-event", "new-event"] {
        assert_leads(&client, &format!("/ru/events/{old}"), "/ru/events/newest-event").await;
    }
}

#[tokio::test]
async fn the_data_of_a_merged_record_leads_to_the_one_that_remains() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let merged = desk.publish("Organization", desk.organization("merged", &json!({}))).await;
    let remaining = desk.publish("Organization", desk.organization("remaining", &json!({}))).await;
    let data = client.get("/data/directory.popolo.json").await.json();
    let path = |slug: &str| {
        let all = data["organizations"].as_array().unwrap();
        let found = all.iter().find(|one| one["dostyq:slug"] == slug).unwrap();
        format!("/data/records/{}", found["id"].as_str().unwrap())
    };
    let (old, new) = (path("merged"), path("remaining"));
    assert_eq!(client.get(&old).await.status, StatusCode::OK);
    let answer = desk.merge("Organizations", &merged, &remaining).await;
    assert_eq!(answer["errors"], json!([]));
    for ending in ["", ".json", ".jsonld"] {
        let answer = client.get(&format!("{old}{ending}")).await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{ending}");
        assert_eq!(answer.header("location"), format!("{ORIGIN}{new}{ending}"));
        assert_eq!(answer.header("cache-control"), "public, no-cache", "a merge can be undone");
        assert_eq!(client.get(&format!("{new}{ending}")).await.status, StatusCode::OK, "{ending}");
    }
    let hidden = desk.act("unpublishRecord", &answer["record"], &json!({})).await;
    assert_eq!(hidden["errors"], json!([]));
    assert_eq!(client.get(&old).await.status, StatusCode::NOT_FOUND, "it leads to nothing that is published");
}

#[tokio::test]
async fn the_slug_of_a_draft_leads_nowhere() {
    let service = Service::start().await;
    let (desk, client) = (Desk::open(&service).await, service.client());
    let draft = desk.create("Organization", desk.organization("draft-name", &json!({})), false).await;
    let renamed = desk.update("Organization", &draft["record"], json!({"slug": "other-draft"})).await;
    assert_eq!(renamed["errors"], json!([]));
    for slug in ["draft-name", "other-draft"] {
        let answer = client.get(&format!("/en/organizations/{slug}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{slug}");
    }
}

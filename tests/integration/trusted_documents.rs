//! Trusted documents: clients may send their ids, and the service may execute no others. Introspection can be turned
//! off.

use std::fs;
use std::path::Path;

use dostyq::http::trusted_documents::{of_the_app, read};
use graphql_engine::{Limits, TrustedDocuments};
use serde_json::{Value, json};

use crate::support::client::{Answer, Client};
use crate::support::program::{RunningService, dostyq, run};
use crate::support::scratch::ScratchFolder;
use crate::support::service::{Service, root};
use crate::support::websocket::Socket;

const SLUG: &str = "query Slug($slug: String!) { organization(by: {slug: $slug}) { slug } }\n";
const TIME: &str = "subscription Time { serverTime(count: 1) }\n";

/// Writes the two documents to a folder, and returns their ids.
fn write(folder: &Path) -> [String; 2] {
    fs::create_dir_all(folder.join("time")).unwrap();
    fs::write(folder.join("slug.graphql"), SLUG).unwrap();
    fs::write(folder.join("time/time.graphql"), TIME).unwrap();
    fs::write(folder.join("README.md"), "no document").unwrap();
    let read = read(folder).unwrap();
    assert_eq!(read.len(), 2);
    let id = |text: &str| read.iter().find(|(_, (_, of))| of == text).unwrap().1.0.clone();
    [id(SLUG), id(TIME)]
}

fn documents(folder: &Path) -> TrustedDocuments {
    TrustedDocuments::new(read(folder).unwrap().into_iter().map(|(_, document)| document).chain(of_the_app()))
}

async fn post(client: &Client, body: Value) -> Answer {
    client.post("application/json", &body.to_string()).await
}

#[tokio::test]
async fn a_document_is_sent_by_its_id() {
    let folder = ScratchFolder::new();
    let [slug, time] = write(folder.path());
    let service = Service::trusting(documents(folder.path())).await;
    let client = service.client();
    let variables = json!({"slug": "parasat"});
    let right = json!({"organization": {"slug": "parasat"}});
    let persisted = json!({"persistedQuery": {"version": 1, "sha256Hash": slug}});
    for body in [
        json!({"documentId": slug, "variables": variables}),
        json!({"documentId": format!("sha256:{slug}"), "variables": variables}),
        json!({"extensions": persisted, "variables": variables}),
        json!({"query": SLUG, "variables": variables}),
        json!({"query": SLUG.trim(), "variables": variables}),
    ] {
        assert_eq!(post(&client, body).await.data(), right);
    }
    let path = format!("/graphql?documentId={slug}&variables=%7B%22slug%22%3A%22parasat%22%7D");
    assert_eq!(client.get(&path).await.data(), right);

    let unknown = post(&client, json!({"documentId": "0".repeat(64)})).await;
    assert_eq!(unknown.code(), "PERSISTED_QUERY_NOT_FOUND");
    assert_eq!(unknown.json()["errors"][0]["message"], "PersistedQueryNotFound");

    let mut socket = Socket::init(&service, json!({})).await;
    socket.send(json!({"id": "1", "type": "subscribe", "payload": {"documentId": time}})).await;
    let event = socket.message_of("1").await;
    assert!(event["payload"]["data"]["serverTime"].is_string(), "{event}");
}

#[tokio::test]
async fn all_others_can_be_refused() {
    let folder = ScratchFolder::new();
    let [slug, _] = write(folder.path());
    let service = Service::trusting(documents(folder.path()).only()).await;
    let client = service.client();
    let variables = json!({"slug": "parasat"});
    for body in
        [json!({"documentId": slug, "variables": variables}), json!({"query": SLUG, "variables": variables})]
    {
        assert_eq!(post(&client, body).await.data(), json!({"organization": {"slug": "parasat"}}));
    }
    for query in ["{ __typename }", "{ organizations { edges { node { slug } } } }", SLUG.trim(), "{"] {
        assert_eq!(post(&client, json!({"query": query})).await.code(), "UNTRUSTED_DOCUMENT", "{query}");
        let both = post(&client, json!({"query": query, "documentId": slug, "variables": variables})).await;
        assert_eq!(both.code(), "UNTRUSTED_DOCUMENT", "{query}");
    }
    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("1", "{ __typename }").await;
    let refused = socket.message_of("1").await;
    assert_eq!(refused["payload"][0]["extensions"]["code"], json!("UNTRUSTED_DOCUMENT"), "{refused}");

    // The service's own pages and its app still work.
    assert_eq!(client.get("/en/organizations/parasat").await.status, 200);
    let (_, settings) =
        of_the_app().into_iter().find(|(_, text)| text.starts_with("query Settings")).unwrap();
    let answer = post(&client, json!({"query": settings})).await;
    assert_eq!(answer.data()["viewer"], Value::Null);
}

#[tokio::test]
async fn introspection_can_be_switched_off() {
    let service = Service::with_limits(Limits { introspection: false, ..Limits::default() }).await;
    let client = service.client();
    for query in [
        "{ __schema { queryType { name } } }",
        "{ __typename t: __type(name: \"Word\") { fields { name } } }",
        "query { ...F } fragment F on Query { __schema { types { name } } }",
    ] {
        let refused = client.execute(query, json!({})).await;
        assert_eq!(refused.code(), "GRAPHQL_VALIDATION_FAILED", "{query}");
        assert!(!refused.json().to_string().contains("Query\""), "{query}");
    }
    assert_eq!(client.query("{ __typename }", json!({})).await, json!({"__typename": "Query"}));
    let wrong = client.execute("{ organisation(by: {slug: \"x\"}) { slug } }", json!({})).await;
    assert!(!wrong.json().to_string().contains("organization"), "no name is suggested: {wrong:?}");
}

#[tokio::test]
async fn the_program_reads_a_folder_and_refuses_a_wrong_document() {
    let folder = ScratchFolder::new();
    let documents = folder.path().join("documents");
    let [slug, _] = write(&documents);
    let database = Service::database();
    let content = root().join("content").to_str().unwrap().to_owned();
    let options =
        ["--database-url", &database.url, "--content", &content, "--trusted-documents", "documents"];
    let service = RunningService::start(
        folder.path(),
        &[&options[..], &["--only-trusted-documents", "--no-introspection"]].concat(),
    );
    let body = json!({"documentId": slug, "variables": {"slug": "parasat"}});
    assert_eq!(post(&service.client(), body).await.data(), json!({"organization": {"slug": "parasat"}}));
    assert_eq!(
        post(&service.client(), json!({"query": "{ __typename }"})).await.code(),
        "UNTRUSTED_DOCUMENT"
    );
    assert_eq!(service.client().get("/graphiql").await.status, 404);
    drop(service);

    fs::write(documents.join("wrong.graphql"), "{ noSuchField }").unwrap();
    let serve = [&["serve", "--listen", "127.0.0.1:0"][..], &options[..]].concat();
    let refused = run(&mut dostyq(folder.path(), &serve), "");
    assert!(!refused.status.success());
    assert!(refused.stderr.contains("documents/wrong.graphql: "), "{refused:?}");
}

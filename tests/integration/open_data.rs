//! Open data: public files of the published records.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use hyper::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

const FILES: [(&str, &str); 9] = [
    ("directory.popolo.json", "application/json"),
    ("directory.jsonld", "application/ld+json"),
    ("organizations.csv", "text/csv; charset=utf-8; header=present"),
    ("people.csv", "text/csv; charset=utf-8; header=present"),
    ("posts.csv", "text/csv; charset=utf-8; header=present"),
    ("memberships.csv", "text/csv; charset=utf-8; header=present"),
    ("events.csv", "text/csv; charset=utf-8; header=present"),
    ("figures.csv", "text/csv; charset=utf-8; header=present"),
    ("sources.csv", "text/csv; charset=utf-8; header=present"),
];

async fn editor(service: &Service) -> Client {
    service.register_with_role("editor@example.kz", Role::Editor).await
}

/// Creates an organization with a contact that is not public, and returns its id.
async fn create(editor: &Client, slug: &str, publish: bool) -> Value {
    let sources = editor.query("{ sources(first: 1) { nodes: edges { node { id } } } }", json!({})).await;
    let cited = json!([{"sourceId": sources["sources"]["nodes"][0]["node"]["id"]}]);
    let record = json!({
        "slug": slug, "kind": "club", "citations": cited,
        "names": [{"text": {"kk": format!("=«{slug}», \"атау\"")}, "citations": cited}],
        "contactPoints": [
            {"kind": "EMAIL", "value": "hidden-marker@example.kz", "isPublic": false, "citations": cited},
        ],
    });
    let mutation = "mutation($record: OrganizationInput!, $publish: Boolean!) {
        createOrganization(input: {record: $record, publish: $publish, reason: \"reason-marker\"}) {
            organization { id } errors { code path }
        }
    }";
    let created = editor.query(mutation, json!({"record": record, "publish": publish})).await;
    assert_eq!(created["createOrganization"]["errors"], json!([]));
    created["createOrganization"]["organization"]["id"].clone()
}

async fn edit(editor: &Client, mutation: &str, variables: Value) {
    let data = editor.query(mutation, variables).await;
    let (_, payload) = data.as_object().unwrap().iter().next().unwrap();
    assert_eq!(payload["errors"], json!([]));
}

/// Asks for a file from an address, and reads only the beginning of the response.
async fn begin_to_read(service: &Service, address: &str, path: &str) -> TcpStream {
    let mut socket = TcpStream::connect(service.address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nx-forwarded-for: {address}\r\n\r\n");
    socket.write_all(request.as_bytes()).await.unwrap();
    let mut beginning = [0; 12];
    socket.read_exact(&mut beginning).await.unwrap();
    assert_eq!(&beginning, b"HTTP/1.1 200");
    socket
}

#[tokio::test]
async fn a_client_that_reads_slowly_keeps_nobody_else_from_the_files() {
    const FILE: &str = "/data/directory.popolo.json";
    let service = Service::start().await;
    // More than the buffers between the service and the client hold.
    let lengthen = "UPDATE organizations SET content = jsonb_set(content, '{description}',
        jsonb_build_object('kk', repeat('ұзақ ', 2000000 / (SELECT count(*) FROM organizations)::integer)))";
    connect(&service.database.url).await.unwrap().batch_execute(lengthen).await.unwrap();
    let from = |address: &str| service.client().with("x-forwarded-for", address);
    let slow = begin_to_read(&service, "198.51.100.1", FILE).await;
    for _ in 0..2 {
        let answer = from("198.51.100.2").get(FILE).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.json()["organizations"].is_array() && answer.body.len() > 15_000_000);
    }
    let refused = from("198.51.100.1").get(FILE).await;
    assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::SERVICE_UNAVAILABLE, "30"));
    drop(slow);
    while from("198.51.100.1").get(FILE).await.status != StatusCode::OK {}
}

#[tokio::test]
async fn every_file_has_its_media_type_and_the_content() {
    let service = Service::start().await;
    let client = service.client();
    for (file, media_type) in FILES {
        let answer = client.get(&format!("/data/{file}")).await;
        assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, media_type), "{file}");
        assert_eq!(answer.header("cache-control"), "public, no-cache");
        let head = client.send("HEAD", &format!("/data/{file}"), None, b"").await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.headers["etag"], answer.headers["etag"]);
        assert_eq!(head.headers["last-modified"], answer.headers["last-modified"]);
    }
    let popolo = client.get("/data/directory.popolo.json").await.json();
    let count = |list: &str| popolo[list].as_array().unwrap().len();
    assert_eq!((count("organizations"), count("persons")), (21, 5));
    assert!(client.get("/data/directory.jsonld").await.json()["@graph"].as_array().unwrap().len() > 26);
    for (file, rows) in [
        ("organizations", 21),
        ("people", 5),
        ("posts", count("posts")),
        ("memberships", count("memberships")),
    ] {
        let answer = client.get(&format!("/data/{file}.csv")).await;
        let read: Vec<_> = csv::Reader::from_reader(&answer.body[..]).records().map(Result::unwrap).collect();
        assert_eq!(read.len(), rows, "{file}");
    }
    assert_eq!(client.get("/data/nothing.csv").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_cached_file_is_not_modified_until_the_directory_changes() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let client = service.client();
    let file = "/data/organizations.csv";
    let first = client.get(file).await;
    let knowing = client.with("if-none-match", first.header("etag"));
    let (again, statements) = service.statements(knowing.get(file)).await;
    assert_eq!((again.status, again.body.len(), statements), (StatusCode::NOT_MODIFIED, 0, 1));

    service.clock.advance(Duration::minutes(1));
    create(&editor, "new-club", true).await;

    let changed = knowing.get(file).await;
    assert_eq!(changed.status, StatusCode::OK);
    assert_ne!(changed.headers["etag"], first.headers["etag"]);
}

#[tokio::test]
async fn drafts_and_private_contacts_are_in_no_file() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    create(&editor, "draft-marker", false).await;
    create(&editor, "shown-club", true).await;
    let changes = "changes.json?since=2000-01-01T00:00:00Z";
    for file in FILES.map(|(file, _)| file).into_iter().chain([changes]) {
        let body = editor.get(&format!("/data/{file}")).await.body;
        let text = std::str::from_utf8(&body).unwrap();
        for marker in ["draft-marker", "hidden-marker", "reason-marker", "editor@example.kz"] {
            assert!(!text.contains(marker), "{file}: {marker}");
        }
    }
    let table = editor.get("/data/organizations.csv").await.body;
    let mut table = csv::Reader::from_reader(&table[..]);
    let name = table.headers().unwrap().iter().position(|column| column == "name_kk").unwrap();
    let names: Vec<String> = table.records().map(|row| row.unwrap()[name].to_owned()).collect();
    assert!(names.contains(&"'=«shown-club», \"атау\"".to_owned()), "{names:?}");
}

#[tokio::test]
async fn phone_numbers_in_tables_stay_as_they_are() {
    let service = Service::start().await;
    let desk = Desk::open(&service).await;
    for (slug, phones) in [
        ("one-phone", vec!["+7 (7282) 40-00-00"]),
        ("two-phones", vec!["+7 7282 000000", "+7 (7282) 40-00-00"]),
        ("no-phone", vec!["+SUM(A1)"]),
    ] {
        let contact =
            |phone| json!({"kind": "PHONE", "value": phone, "isPublic": true, "citations": desk.cited()});
        let contacts: Vec<Value> = phones.into_iter().map(contact).collect();
        desk.publish("Organization", desk.organization(slug, &json!({"contactPoints": contacts}))).await;
    }
    let table = service.client().get("/data/organizations.csv").await.body;
    let mut table = csv::Reader::from_reader(&table[..]);
    let headers = table.headers().unwrap().clone();
    let column = |name: &str| headers.iter().position(|column| column == name).unwrap();
    let (slug, phones) = (column("slug"), column("phones"));
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let of = |wanted: &str| &rows.iter().find(|row| &row[slug] == wanted).unwrap()[phones];
    assert_eq!(of("one-phone"), "+7 (7282) 40-00-00");
    assert_eq!(of("two-phones"), "+7 7282 000000; +7 (7282) 40-00-00");
    assert_eq!(of("no-phone"), "'+SUM(A1)");
}

#[tokio::test]
async fn each_changed_record_is_listed_once() {
    let service = Service::start().await;
    let editor = editor(&service).await;
    let mut ids = Vec::new();
    for slug in ["updated", "hidden", "merged", "stays"] {
        ids.push(create(&editor, slug, true).await);
    }
    let all = editor.get("/data/changes.json?since=2000-01-01T00:00:00Z").await.json();
    let since = all["until"].as_str().unwrap();

    for (version, slug) in [(1, "updated-once"), (2, "updated-twice")] {
        let update = "mutation($id: ID!, $version: Int!, $slug: String!) { updateOrganization(input: {
            id: $id, version: $version, changes: {slug: $slug}}) { errors { code path } } }";
        edit(&editor, update, json!({"id": ids[0], "version": version, "slug": slug})).await;
    }
    let hide =
        "mutation($id: ID!) { unpublishRecord(input: {id: $id, version: 1}) { errors { code path } } }";
    edit(&editor, hide, json!({"id": ids[1]})).await;
    let merge = "mutation($id: ID!, $into: ID!) { mergeOrganizations(input: {
        id: $id, version: 1, intoId: $into}) { errors { code path } } }";
    edit(&editor, merge, json!({"id": ids[2], "into": ids[3]})).await;
    create(&editor, "never-shown", false).await;

    let response = editor.get(&format!("/data/changes.json?since={since}")).await.json();
    let changes = response["changes"].as_array().unwrap();
    assert_eq!(changes.len(), 4, "{response:#}");
    assert_eq!(
        (&changes[0]["content"]["slug"], &changes[0]["version"]),
        (&json!("updated-twice"), &json!(3))
    );
    assert_eq!(changes[1]["deleted"], true);
    assert_eq!(changes[2]["content"]["slug"], "stays", "it takes over the name of the merged record");
    assert!(changes[3]["mergedInto"].is_string());
    let until = response["until"].as_str().unwrap();
    let none = editor.get(&format!("/data/changes.json?since={until}")).await.json();
    assert_eq!((&none["changes"], &none["until"]), (&json!([]), &response["until"]));

    for wrong in ["", "?since=", "?since=yesterday", "?since=2026-11-23"] {
        let refused = editor.get(&format!("/data/changes.json{wrong}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
        assert!(refused.json()["error"].is_string());
    }
}

//! Results of public queries, which readers share as long as nothing has changed.

use chrono::Duration;
use dostyq::domain::accounts::Role;
use serde_json::{Value, json};

use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::sql::connect;

const PAGE: &str = "query($first: Int!) { organizations(first: $first) { edges { node {
    slug name parent { name } posts { title lastKnownHolder { person { name } } }
} } } }";

const CLUB: &str =
    "query($slug: String!) { organization(by: {slug: $slug}) { id slug name version isPublished } }";

async fn club(client: &Client, slug: &str) -> Value {
    client.query(CLUB, json!({"slug": slug})).await["organization"].clone()
}

#[tokio::test]
async fn the_same_query_of_another_reader_only_reads_the_version() {
    let service = Service::start().await;
    let learner = service.client().register("learner@example.kz").await;
    let read = async |client: &Client, variables: Value| {
        let (page, statements) = service.statements(client.query(PAGE, variables)).await;
        (page, statements)
    };
    let reader = service.client().with("accept-language", "ru");
    let (page, executed) = read(&reader, json!({"first": 5})).await;
    assert!(executed > 2, "{executed}");
    assert_eq!(read(&reader, json!({"first": 5})).await, (page.clone(), 1));
    // A learner's request has a statement more, for the session.
    assert_eq!(read(&learner.with("accept-language", "ru"), json!({"first": 5})).await, (page.clone(), 2));
    // These are executed: other variables, another language, another day, and fields that differ between callers.
    assert_eq!(read(&reader, json!({"first": 4})).await.1, executed);
    let kazakh = read(&service.client().with("accept-language", "kk"), json!({"first": 5})).await;
    assert!(kazakh.0 != page && kazakh.1 > 1, "{kazakh:?}");
    for _ in 0..2 {
        let clubs = "{ organization(by: {slug: \"parasat\"}) { openClubs { name } } }";
        assert_eq!(service.statements(reader.query(clubs, json!({}))).await.1, 2);
    }
    service.clock.advance(Duration::days(1));
    assert_eq!(read(&reader, json!({"first": 5})).await, (page, executed));
}

#[tokio::test]
async fn an_edit_is_seen_by_the_next_query_in_every_process() {
    let service = Service::start().await;
    let other = service.start_second().await;
    let desk = Desk::open(&service).await;
    let readers = [service.client(), other.client()];
    let editor = service.register_with_role("second@example.kz", Role::Editor).await;
    let see = async |want: &Value| {
        for reader in &readers {
            for _ in 0..2 {
                assert_eq!(club(reader, "new-club").await["version"], *want);
                let pages = reader.query(
                    "{ search(text: \"new-club\") { edges { node { ... on Organization { version } } } } }",
                    json!({}),
                );
                let found = pages.await["search"]["edges"][0]["node"]["version"].clone();
                assert_eq!(found, *want);
            }
        }
    };
    see(&Value::Null).await;
    let draft = desk.create("Organization", desk.organization("new-club", &json!({})), false).await;
    assert_eq!(draft["errors"], json!([]));
    see(&Value::Null).await;
    // Editors see drafts; their results are not for readers.
    assert_eq!(club(&editor, "new-club").await["isPublished"], false);
    see(&Value::Null).await;
    let id = draft["record"]["id"].clone();
    for (version, mutation) in [
        (json!(2), "publishRecord(input: {id: $id, version: 1, reason: \"checked\"})"),
        (
            json!(3),
            "updateOrganization(input: {id: $id, version: 2, changes: {position: 3}, reason: \"moved\"})",
        ),
        (Value::Null, "unpublishRecord(input: {id: $id, version: 3, reason: \"doubtful\"})"),
    ] {
        let document = format!("mutation($id: ID!) {{ done: {mutation} {{ errors {{ code }} }} }}");
        assert_eq!(
            editor.query(&document, json!({"id": id})).await["done"]["errors"],
            json!([]),
            "{mutation}"
        );
        see(&version).await;
    }
}

#[tokio::test]
async fn queries_run_by_themselves_while_the_version_cannot_be_read() {
    let service = Service::start().await;
    let reader = service.client();
    let page = reader.query(PAGE, json!({"first": 3})).await;
    let mut connection = connect(&service.database.url).await.unwrap();
    let transaction = connection.transaction().await.unwrap();
    transaction.batch_execute("LOCK TABLE revisions IN ACCESS EXCLUSIVE MODE").await.unwrap();
    for _ in 0..3 {
        assert_eq!(reader.query(PAGE, json!({"first": 3})).await, page);
    }
    transaction.rollback().await.unwrap();
    assert_eq!(reader.query(PAGE, json!({"first": 3})).await, page);
}

//! What everyone may see is read from a replica, as long as it lags little.

use std::time::Duration;

use dostyq::db::{ReplicaProblem, ReplicaState};
use dostyq::domain::accounts::Role;
use serde_json::json;

use super::NAMES;
use crate::editing::Desk;
use crate::support::client::Client;
use crate::support::eventually::until;
use crate::support::replicated::Replicated;
use crate::support::service::Service;

fn state(service: &Service) -> ReplicaState {
    service.services.database.replica_state().unwrap()
}

/// Whether a client finds a published organization.
async fn finds(client: &Client, slug: &str) -> bool {
    let document = "query($slug: String!) { organization(by: {slug: $slug}) { slug } }";
    !client.query(document, json!({"slug": slug})).await["organization"].is_null()
}

async fn publish(desk: &Desk, slug: &str) {
    desk.publish("Organization", desk.organization(slug, &json!({}))).await;
}

async fn text(client: &Client, path: &str) -> String {
    let answer = client.get(path).await;
    assert_eq!(answer.status, 200, "{path}");
    String::from_utf8(answer.body.to_vec()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replica_is_read_until_it_lags_too_much_or_ends() {
    let mut databases = Replicated::start().await;
    let patient = databases.serve(Duration::from_hours(1)).await;
    let strict = databases.serve(Duration::from_secs(3)).await;
    until("both services read the replica", async || state(&patient).is_read && state(&strict).is_read).await;
    assert!(text(&patient.client(), "/readyz").await.starts_with("ok\nreplica: read, lags at most "));
    let editor = patient.register_with_role("editor@example.kz", Role::Editor).await;
    let desk = Desk::of(editor.clone()).await;
    let anyone = patient.client();
    publish(&desk, "birinshi").await;
    until("the replica has the record", async || finds(&anyone, "birinshi").await).await;

    for path in [
        "/kk/",
        "/kk/organizations/parasat",
        "/kk/lessons",
        "/sitemap.xml",
        "/data/changes.atom",
        "/calendar.ics",
        "/calendars/parasat.ics",
    ] {
        let (answer, sent) = patient.statements(anyone.get(path)).await;
        assert_eq!((answer.status.as_u16(), sent), (200, 0), "{path}");
    }
    let (_, sent) = patient.statements(anyone.get("/data/organizations.csv")).await;
    assert_eq!(sent, 1, "the edition");

    databases.pause().await;
    let before = anyone.get("/data/organizations.csv").await;
    publish(&desk, "ekinshi").await;
    // Requests with a login read from the primary, so that users see what they have written; other requests read from
    // the replica.
    assert!(finds(&editor, "ekinshi").await);
    assert!(!finds(&anyone, "ekinshi").await);
    assert!(finds(&anyone, "birinshi").await);
    assert_eq!(anyone.get("/kk/organizations/ekinshi").await.status, 404);
    // A client that sends what it has never gets something older.
    let comparing = anyone.with("if-none-match", before.headers["etag"].to_str().unwrap());
    assert_eq!(comparing.get("/kk/organizations/ekinshi").await.status, 200);
    assert!(text(&comparing, "/data/organizations.csv").await.contains("ekinshi"));
    assert!(text(&anyone, "/data/organizations.csv").await.contains("ekinshi"));
    let changes = text(&anyone, "/data/changes.json?since=2026-01-01T00:00:00Z").await;
    assert!(changes.contains("ekinshi"), "{changes}");

    // The lag has a limit, and the log names it.
    until("the primary is read", async || finds(&strict.client(), "ekinshi").await).await;
    let told = text(&strict.client(), "/readyz").await;
    assert!(told.starts_with("ok\nreplica: not read, lags at most "), "{told}");
    assert!(state(&strict).lag.unwrap() > Duration::from_secs(3));
    assert!(state(&patient).is_read && !finds(&anyone, "ekinshi").await);

    databases.resume().await;
    until("the replica has caught up", async || finds(&anyone, "ekinshi").await).await;
    until("it is read again", async || state(&strict).is_read).await;

    databases.standby.stop();
    for _ in 0..5 {
        assert!(finds(&anyone, "ekinshi").await, "the primary is read at once");
    }
    until("its end is noticed", async || state(&patient).problem == Some(ReplicaProblem::Silent)).await;
    assert_eq!(text(&anyone, "/readyz").await, "ok\nreplica: not read, it does not answer");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_no_standby_of_the_primary_is_not_read() {
    let other = Service::database();
    let service =
        Service::with_replica(Service::database(), other.url.clone(), Duration::from_hours(1)).await;
    until("the mistake is noticed", async || state(&service).problem == Some(ReplicaProblem::OtherServer))
        .await;
    assert!(!state(&service).is_read);
    service.client().query(NAMES, json!({})).await;
}

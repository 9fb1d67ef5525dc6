//! What a client learns when the database is lost.

use std::env;
use std::time::{Duration, Instant};

use dostyq::config::APPLICATION;
use graphql_engine::Limits;
use private_postgres::{Durability, Lifetime, Options, Server};
use serde_json::json;

use super::{JSON, NAMES, assert_error, assert_reveals_no_internals, organizations};
use crate::support::client::Answer;
use crate::support::cluster::TestDatabase;
use crate::support::eventually::until;
use crate::support::scratch::ScratchFolder;
use crate::support::service::{Service, prepare};
use crate::support::sql::{connect, waiting};

/// Checks that the response is a 503 that a client may retry.
fn assert_unavailable(answer: &Answer) {
    assert_error(answer, 503, JSON, "UNAVAILABLE");
    assert_eq!(answer.header("retry-after"), "5");
}

fn start_server(folder: &ScratchFolder) -> Server {
    let options = Options {
        application: APPLICATION,
        root: folder.path().to_owned(),
        bin_dir: env::var_os("DOSTYQ_PG_BIN").map(Into::into),
        durability: Durability::Throwaway,
        lifetime: Lifetime::ThisProcess,
    };
    Server::start(&options).unwrap_or_else(|error| panic!("{error}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_service_reports_a_lost_database_and_recovers_with_it() {
    let folder = ScratchFolder::new();
    let mut server = start_server(&folder);
    let url = server.url("postgres");
    prepare(url.clone()).await;
    let service = Service::start_over(TestDatabase::external(url), Limits::default()).await;
    let anyone = service.client();
    let learner = anyone.register("aigul@example.kz").await;
    let all_connections = async || {
        tokio::join!(
            organizations(&anyone),
            organizations(&anyone),
            organizations(&learner),
            organizations(&learner)
        )
    };
    let before = all_connections().await.0.data();

    server.stop();
    drop(server);
    let started = Instant::now();
    let ready = anyone.get("/readyz").await;
    assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    assert_eq!((ready.status.as_u16(), ready.header("retry-after")), (503, "5"));
    assert_reveals_no_internals(&ready);
    assert_eq!(anyone.get("/healthz").await.status, 200, "the process is alive");
    let (a, b, c, d) = all_connections().await;
    for answer in [a, b, c, d] {
        assert_unavailable(&answer);
    }
    for mutation in [
        "mutation { logIn(input: {email: \"aigul@example.kz\", password: \"таудан аққан бұлақ\"}) { errors { code } } }",
        "mutation { logOut { errors { code } } }",
    ] {
        assert_unavailable(&learner.execute(mutation, json!({})).await);
    }
    assert_eq!(
        anyone.execute("{ __typename }", json!({})).await.status,
        200,
        "requests that need no database still work"
    );

    let _server = start_server(&folder);
    assert_eq!(anyone.get("/readyz").await.status, 200);
    let (a, b, c, d) = all_connections().await;
    for answer in [a, b, c, d] {
        assert_eq!(answer.data(), before);
    }
    let viewer = learner.query("{ viewer { account { email } } }", json!({})).await;
    assert_eq!(viewer["viewer"]["account"]["email"], "aigul@example.kz", "logins survive");
}

#[tokio::test]
async fn a_connection_lost_during_a_statement_is_reported_as_unavailable() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let lesson = learner
        .query(
            "{ lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: \"amandasu\"}}) { id } }",
            json!({}),
        )
        .await;
    let start = "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { errors { code } } }";
    for (table, document) in [("organizations", NAMES), ("lesson_starts", start)] {
        let other = connect(&service.database.url).await.unwrap();
        other.batch_execute(&format!("BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")).await.unwrap();
        let cut = async {
            until("the statement waits", async || !waiting(&other).await.is_empty()).await;
            for process in waiting(&other).await {
                other.execute("SELECT pg_terminate_backend($1)", &[&process]).await.unwrap();
            }
            other.batch_execute("ROLLBACK").await.unwrap();
        };
        let variables = json!({"id": lesson["lesson"]["id"]});
        let (answer, ()) = tokio::join!(learner.execute(document, variables.clone()), cut);
        assert_unavailable(&answer);
        // The pool may hand out the connection once more before it notices that it is closed.
        let mut again = learner.execute(document, variables.clone()).await;
        for _ in 0..10 {
            if again.status == 200 {
                break;
            }
            assert_unavailable(&again);
            again = learner.execute(document, variables.clone()).await;
        }
        again.data();
    }
}

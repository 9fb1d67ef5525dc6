use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::json;

use super::{Learner, NAMES, VIEWER, assert_unavailable, timed};
use crate::support::eventually::until;
use crate::support::service::Service;
use crate::support::sql::{connect, waiting};

#[tokio::test(flavor = "multi_thread")]
async fn queries_that_do_not_need_a_locked_table_go_on() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    let other = connect(&service.database.url).await.unwrap();
    other.batch_execute("BEGIN; LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE").await.unwrap();

    let blocked = (1..=12).map(|n| {
        let client = service.client().with("x-forwarded-for", &format!("10.0.0.{n}"));
        async move { timed(&client, NAMES).await }
    });
    let meanwhile = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        // The pool has four connections.
        let at_work = waiting(&sql).await.len();
        assert!((1..=2).contains(&at_work), "{at_work} wait");
        for _ in 0..5 {
            // Unavailable after a second without a connection.
            learner.query(VIEWER, json!({})).await;
            assert_eq!(service.client().get("/readyz").await.status, 200);
        }
    };
    let (answers, ()) = tokio::join!(join_all(blocked), meanwhile);
    for (answer, took) in answers {
        assert_unavailable(&answer);
        assert!(took < Duration::from_secs(10), "{took:?}");
    }
    assert!(waiting(&sql).await.is_empty(), "nobody waits for a request that has been answered");
    other.batch_execute("ROLLBACK").await.unwrap();
    service.client().query(NAMES, json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn several_kinds_of_queries_on_a_locked_table_leave_connections_to_the_others() {
    // With these limits, no statement reaches its own time limit.
    let service = Service::with_patience().await;
    let learner = service.client().register("aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    let other = connect(&service.database.url).await.unwrap();
    other.batch_execute("BEGIN; LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE").await.unwrap();

    let answered = AtomicUsize::new(0);
    let blocked = (1..=24).map(|n| {
        let (client, answered) =
            (service.client().with("x-forwarded-for", &format!("10.0.0.{n}")), &answered);
        let document = match n % 2 {
            0 => format!("{{ organizations(first: {n}) {{ edges {{ node {{ slug }} }} }} }}"),
            _ => format!("{{ nth{n}: organization(by: {{slug: \"parasat\"}}) {{ id }} }}"),
        };
        async move {
            let answer = client.execute(&document, json!({})).await;
            answered.fetch_add(1, Ordering::Relaxed);
            answer
        }
    });
    let meanwhile = async {
        // Each kind has half of the four connections, until long statements have to leave two of them to others.
        until("all but two are refused", async || answered.load(Ordering::Relaxed) == 22).await;
        for _ in 0..5 {
            learner.query(VIEWER, json!({})).await;
            assert_eq!(waiting(&sql).await.len(), 2, "they wait, and no further ones");
        }
        other.batch_execute("ROLLBACK").await.unwrap();
    };
    let (answers, ()) = tokio::join!(join_all(blocked), meanwhile);
    let (done, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert!(done.len() >= 2 && refused.len() >= 2, "{} and {}", done.len(), refused.len());
    for answer in refused {
        assert_unavailable(answer);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn health_answers_while_all_connections_are_in_use() {
    let service = Service::start().await;
    let session = || service.services.database.session();
    // Each call has its own place in the code, so that no use case reaches its limit.
    let held = [
        session().connection(None).await,
        session().connection(None).await,
        session().connection(None).await,
        session().connection(None).await,
    ];
    assert!(held.iter().all(Result::is_ok));
    assert_unavailable(&service.client().execute(NAMES, json!({})).await);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(service.client().get(path).await.status, 200, "{path}");
    }
    drop(held);
    service.client().query(NAMES, json!({})).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_its_client_gives_up_ends_its_statement() {
    // With these limits, something else than its time limit ends the statement.
    let service = Service::with_patience().await;
    let sql = connect(&service.database.url).await.unwrap();
    let other = connect(&service.database.url).await.unwrap();
    other.batch_execute("BEGIN; LOCK TABLE organizations IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let client = service.client();
    let request = tokio::spawn(async move { client.execute(NAMES, json!({})).await });
    until("the statement waits", async || !waiting(&sql).await.is_empty()).await;
    request.abort();
    until("the statement has ended", async || waiting(&sql).await.is_empty()).await;
    other.batch_execute("ROLLBACK").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn one_account_with_many_requests_leaves_connections_to_the_others() {
    let service = Service::start().await;
    let hog = Learner::new(&service, "hog@example.kz").await;
    let other = service.client().with("x-forwarded-for", "10.0.0.2").register("aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    let locker = connect(&service.database.url).await.unwrap();
    let lock = "BEGIN; SELECT FROM learners WHERE learner_id =
        (SELECT id FROM accounts WHERE email = 'hog@example.kz') FOR UPDATE";
    locker.batch_execute(lock).await.unwrap();

    let many = (0..40).map(|_| hog.review(&service));
    let meanwhile = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        for _ in 0..10 {
            other.query(VIEWER, json!({})).await;
        }
        assert!(waiting(&sql).await.len() <= 2);
    };
    let (answers, ()) = tokio::join!(join_all(many), meanwhile);
    for answer in &answers {
        assert_unavailable(answer);
    }
    locker.batch_execute("ROLLBACK").await.unwrap();
    hog.review(&service).await.data();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_accounts_of_one_address_leave_connections_to_the_others() {
    // With these limits, no statement reaches its own time limit.
    let service = Service::with_patience().await;
    let mut class = Vec::new();
    for number in 0..5 {
        class.push(Learner::new(&service, &format!("pupil{number}@example.kz")).await);
    }
    let other = service.client().with("x-forwarded-for", "10.0.0.2").register("aigul@example.kz").await;
    let sql = connect(&service.database.url).await.unwrap();
    let locker = connect(&service.database.url).await.unwrap();
    locker.batch_execute("BEGIN; SELECT FROM learners FOR UPDATE").await.unwrap();

    let many = class.iter().flat_map(|learner| [learner; 4]).map(|learner| learner.review(&service));
    let meanwhile = async {
        until("two wait", async || waiting(&sql).await.len() >= 2).await;
        for _ in 0..20 {
            // Each account may have two of the four connections, and all of them together three.
            let at_work = waiting(&sql).await.len();
            assert!(at_work <= 3, "{at_work} wait");
            other.query(VIEWER, json!({})).await;
        }
        locker.batch_execute("ROLLBACK").await.unwrap();
    };
    let (answers, ()) = tokio::join!(join_all(many), meanwhile);
    for answer in answers.iter().filter(|answer| answer.status != 200) {
        assert_unavailable(answer);
    }
    class[0].review(&service).await.data();
}

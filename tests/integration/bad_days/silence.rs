use std::time::{Duration, Instant};

use futures_util::future::join_all;
use graphql_engine::Limits;

use super::{NAMES, assert_unavailable, timed};
use crate::support::cluster::TestDatabase;
use crate::support::eventually::until;
use crate::support::proxy::Proxy;
use crate::support::service::Service;

/// Opens all connections of the pool.
async fn use_all_connections(service: &Service) {
    let clients: Vec<_> =
        (1..=12).map(|n| service.client().with("x-forwarded-for", &format!("10.0.0.{n}"))).collect();
    for answer in join_all(clients.iter().map(|client| timed(client, NAMES))).await {
        answer.0.data();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pool_whose_connections_fall_silent_recovers_within_ten_seconds() {
    let database = Service::database();
    let proxy = Proxy::start(&database.url).await;
    let service = Service::start_over(TestDatabase::external(proxy.url.clone()), Limits::default()).await;
    // On a busy machine, one connection may serve all requests in turn.
    until("the pool has several connections", async || {
        use_all_connections(&service).await;
        proxy.accepted() > 1
    })
    .await;

    proxy.silence();
    let started = Instant::now();
    let mut asked = Vec::new();
    while started.elapsed() < Duration::from_secs(10) {
        let client = service.client().with("x-forwarded-for", &format!("10.0.1.{}", asked.len()));
        asked.push(tokio::spawn(async move {
            let at = started.elapsed();
            let (answer, took) = timed(&client, NAMES).await;
            (at, answer, took)
        }));
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let answers: Vec<_> = join_all(asked).await.into_iter().map(Result::unwrap).collect();
    for (_, answer, took) in &answers {
        assert!(*took < Duration::from_secs(9), "{took:?}");
        if answer.status != 200 {
            assert_unavailable(answer);
        }
    }
    let last_bad = answers.iter().rfind(|(_, answer, _)| answer.status != 200);
    let last_bad = last_bad.map(|(at, _, took)| *at + *took).unwrap_or_default();
    assert!(last_bad < Duration::from_secs(10), "the last failure came after {last_bad:?}");
    assert_eq!(answers.last().unwrap().1.status, 200);
    use_all_connections(&service).await;
    assert_eq!(service.client().get("/readyz").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_was_idle_for_long_is_tested_before_it_is_used() {
    let database = Service::database();
    let proxy = Proxy::start(&database.url).await;
    let service = Service::start_over(TestDatabase::external(proxy.url.clone()), Limits::default()).await;
    use_all_connections(&service).await;
    tokio::time::sleep(Duration::from_millis(10_500)).await;
    proxy.silence();
    let (answer, took) = timed(&service.client(), NAMES).await;
    answer.data();
    assert!(took < Duration::from_secs(4), "{took:?}");
}

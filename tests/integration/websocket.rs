//! GraphQL over a websocket, with the protocol graphql-transport-ws.

use std::time::Duration as RealDuration;

use chrono::Duration;
use graphql_engine::{Limits, WebSocketLimits};
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::eventually::until;
use crate::support::service::Service;
use crate::support::sql::{connect, waiting};
use crate::support::study::{moment, queue, review, right_answer, start_lesson, submit};
use crate::support::websocket::Socket;

const VIEWER: &str = "{ viewer { account { email } } }";

/// Registers an account, and returns its token.
async fn token(client: &Client) -> Value {
    let register = "mutation($password: String!) {
        register(input: {email: \"aigul@example.kz\", password: $password, displayName: \"Айгүл\"}) { session { token } }
    }";
    client.query(register, json!({"password": PASSWORD})).await["register"]["session"]["token"].clone()
}

async fn log_out(service: &Service, token: &Value) {
    let client = service.client().with_token(token.as_str().unwrap());
    client.query("mutation { logOut { errors { code } } }", json!({})).await;
}

fn next(id: &str, data: &Value) -> Value {
    json!({"id": id, "type": "next", "payload": {"data": data}})
}

fn complete(id: &str) -> Value {
    json!({"id": id, "type": "complete"})
}

#[tokio::test]
async fn operations_run_as_the_account_of_the_token() {
    let service = Service::start().await;
    let token = token(&service.client()).await;
    let aigul = json!({"viewer": {"account": {"email": "aigul@example.kz"}}});
    let bearer = format!("Bearer {}", token.as_str().unwrap());
    for (payload, viewer) in [
        (json!({"token": token}), &aigul),
        (json!({"Authorization": bearer}), &aigul),
        (json!({}), &json!({"viewer": null})),
        (json!(null), &json!({"viewer": null})),
    ] {
        let mut socket = Socket::init(&service, payload).await;
        socket.subscribe("1", VIEWER).await;
        assert_eq!(socket.message().await, next("1", viewer));
        assert_eq!(socket.message().await, complete("1"));
        // The id can be used again.
        socket.subscribe("1", "{ __typename }").await;
        assert_eq!(socket.message().await, next("1", &json!({"__typename": "Query"})));
        assert_eq!(socket.message().await, complete("1"));
    }
}

#[tokio::test]
async fn texts_are_in_the_language_of_the_connection() {
    let service = Service::start().await;
    for (language, title) in [("ru", "Пять слов в день"), ("kk", "Күніне бес сөз")] {
        let mut socket = Socket::init(&service, json!({"language": language})).await;
        socket.subscribe("1", "{ course(by: {slug: \"kunine-bes-soz\"}) { title } }").await;
        assert_eq!(socket.message().await, next("1", &json!({"course": {"title": title}})));
    }
}

#[tokio::test]
async fn an_error_ends_only_its_operation() {
    let service = Service::start().await;
    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("wrong", "{ nonsense }").await;
    let error = socket.message().await;
    assert_eq!((&error["id"], &error["type"]), (&json!("wrong"), &json!("error")));
    assert!(error["payload"][0]["message"].is_string(), "{error}");
    socket.subscribe("right", "{ __typename }").await;
    assert_eq!(socket.message().await, next("right", &json!({"__typename": "Query"})));
}

#[tokio::test]
async fn the_server_time_is_sent_repeatedly() {
    let service = Service::start().await;
    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("three", "subscription { serverTime(intervalMs: 20, count: 3) }").await;
    for _ in 0..3 {
        let event = socket.message().await;
        assert_eq!(event["id"], "three");
        assert_eq!(moment(&event["payload"]["data"]["serverTime"]), service.clock.now());
    }
    assert_eq!(socket.message().await, complete("three"));

    socket.subscribe("on", "subscription { serverTime(intervalMs: 20) }").await;
    let time = |event: Value| moment(&event["payload"]["data"]["serverTime"]);
    assert_eq!(time(socket.message().await), service.clock.now());
    service.clock.advance(Duration::hours(1));
    while time(socket.message().await) != service.clock.now() {}
    // Other operations run next to it, until the client completes it.
    socket.subscribe("other", "{ __typename }").await;
    assert_eq!(socket.message_of("other").await["type"], "next");
    assert_eq!(socket.message_of("other").await, complete("other"));
    socket.send(complete("on")).await;
    socket.subscribe("last", "{ __typename }").await;
    socket.message_of("last").await;
    assert_eq!(socket.message().await, complete("last"));

    for arguments in ["intervalMs: 19", "intervalMs: 60001", "count: 0", "count: -1"] {
        socket.subscribe("bad", &format!("subscription {{ serverTime({arguments}) }}")).await;
        let refused = socket.message_of("bad").await;
        let errors =
            if refused["type"] == "next" { &refused["payload"]["errors"] } else { &refused["payload"] };
        assert_eq!(errors[0]["extensions"]["code"], "BAD_USER_INPUT", "{arguments}: {refused}");
        while refused["type"] == "next" && socket.message().await != complete("bad") {}
    }
}

#[tokio::test]
async fn protocol_violations_close_the_socket() {
    let service = Service::start().await;
    let long = "subscription { serverTime(intervalMs: 60000) }";

    let mut socket = Socket::open(&service).await;
    socket.subscribe("1", "{ __typename }").await;
    assert_eq!(socket.close_code().await, 4401, "an operation before connection_init");

    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("1", long).await;
    socket.subscribe("1", "{ __typename }").await;
    assert_eq!(socket.close_code().await, 4409, "an id in use");

    let mut socket = Socket::init(&service, json!({})).await;
    socket.send(json!({"type": "connection_init"})).await;
    assert_eq!(socket.close_code().await, 4429, "connection_init twice");

    let mut socket = Socket::init(&service, json!({})).await;
    socket.send(json!({"type": "nonsense"})).await;
    assert_eq!(socket.close_code().await, 4400, "an unknown message type");

    let mut socket = Socket::connect(&service, &[]).await.unwrap();
    assert_eq!(socket.close_code().await, 4406, "no subprotocol");
}

#[tokio::test]
async fn a_silent_client_is_disconnected() {
    let websocket =
        WebSocketLimits { init_timeout: RealDuration::from_millis(50), ..WebSocketLimits::default() };
    let service = Service::with_limits(Limits { websocket, ..Limits::default() }).await;
    assert_eq!(Socket::open(&service).await.close_code().await, 4408);
}

#[tokio::test]
async fn an_unknown_token_is_refused() {
    let service = Service::start().await;
    let expired = token(&service.client()).await;
    service.clock.advance(Duration::days(90));
    for payload in [
        json!({"token": "x"}),
        json!({"token": ""}),
        json!({"token": expired}),
        json!({"Authorization": "Basic YTpi"}),
    ] {
        let mut socket = Socket::open(&service).await;
        socket.send(json!({"type": "connection_init", "payload": payload})).await;
        assert_eq!(socket.close_code().await, 4403, "{payload}");
    }
}

#[tokio::test]
async fn operations_are_refused_after_logging_out_elsewhere() {
    let service = Service::start().await;
    let token = token(&service.client()).await;
    let mut socket = Socket::init(&service, json!({"token": token})).await;
    socket.subscribe("1", VIEWER).await;
    assert_eq!(socket.message().await["payload"]["data"]["viewer"]["account"]["email"], "aigul@example.kz");
    assert_eq!(socket.message().await, complete("1"));

    log_out(&service, &token).await;

    socket.subscribe("2", VIEWER).await;
    assert_eq!(socket.close_code().await, 4403);
}

#[tokio::test]
async fn a_subscription_ends_after_logging_out_elsewhere() {
    let websocket =
        WebSocketLimits { session_check: RealDuration::from_millis(50), ..WebSocketLimits::default() };
    let service = Service::with_limits(Limits { websocket, ..Limits::default() }).await;
    let token = token(&service.client()).await;
    let mut socket = Socket::init(&service, json!({"token": token})).await;
    socket.subscribe("1", "subscription { serverTime(intervalMs: 20) }").await;
    socket.message().await;

    log_out(&service, &token).await;

    assert_eq!(socket.close_code().await, 4403);
}

#[tokio::test]
async fn only_pages_of_the_service_may_connect() {
    let service = Service::start().await;
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    let own = format!("http://{}", service.address);
    assert!(Socket::connect(&service, &[protocol, ("origin", &own)]).await.is_ok());
    for foreign in ["https://evil.example", "null", "http://127.0.0.1"] {
        let refused = Socket::connect(&service, &[protocol, ("origin", foreign)]).await;
        assert_eq!(refused.err(), Some(StatusCode::FORBIDDEN), "{foreign}");
    }
}

#[tokio::test]
async fn an_operation_stopped_within_a_transaction_releases_its_locks() {
    let service = Service::start().await;
    let token = token(&service.client()).await;
    let learner = service.client().with_token(token.as_str().unwrap()).without_teaching().await;
    start_lesson(&learner, "amandasu").await;
    let items = queue(&learner).await;
    let reviews =
        || -> Vec<Value> { items.iter().map(|item| review(&service, item, &right_answer(item))).collect() };
    let observer = connect(&service.database.url).await.unwrap();
    let in_transaction = async || {
        let count = "SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
        observer.query_one(count, &[]).await.unwrap().get::<_, i64>(0)
    };

    // Another connection locks the cards, so that the operation waits in the middle of its transaction.
    observer.batch_execute("BEGIN; SELECT FROM cards FOR UPDATE").await.unwrap();
    let mut socket = Socket::init(&service, json!({"token": token})).await;
    let submit_reviews = "mutation($reviews: [ReviewInput!]!) {
        submitReviews(input: {reviews: $reviews}) { results { error { code } } }
    }";
    let payload = json!({"query": submit_reviews, "variables": {"reviews": reviews()}});
    socket.send(json!({"id": "1", "type": "subscribe", "payload": payload})).await;
    until("the operation waits for the cards", async || !waiting(&observer).await.is_empty()).await;
    socket.send(complete("1")).await;
    // The pong shows that the previous message was processed.
    socket.send(json!({"type": "ping"})).await;
    assert_eq!(socket.message().await, json!({"type": "pong"}));
    observer.batch_execute("COMMIT").await.unwrap();

    until("the transaction ends with the operation", async || {
        waiting(&observer).await.is_empty() && in_transaction().await == 0
    })
    .await;
    let submitted = submit(&learner, &reviews()).await;
    assert!(submitted["results"].as_array().unwrap().iter().all(|result| result["error"].is_null()));
}

#[tokio::test]
async fn a_clients_close_is_answered() {
    let service = Service::start().await;
    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("1", "subscription { serverTime(intervalMs: 20) }").await;
    socket.message().await;
    assert_eq!(socket.close().await, Some(1000));
}

#[tokio::test]
async fn one_client_cannot_take_all_websockets() {
    let websocket =
        WebSocketLimits { connections_per_client: 2, operations_per_client: 3, ..WebSocketLimits::default() };
    let service = Service::with_limits(Limits { websocket, ..Limits::default() }).await;
    let protocol = ("sec-websocket-protocol", "graphql-transport-ws");
    let connect =
        async |address: &str| Socket::connect(&service, &[protocol, ("x-forwarded-for", address)]).await;
    let mut first = connect("2001:db8::1").await.unwrap();
    let mut second = connect("2001:db8::2").await.unwrap();
    assert_eq!(connect("2001:db8::3").await.err(), Some(StatusCode::TOO_MANY_REQUESTS), "one network");
    connect("192.0.2.1").await.unwrap();

    for socket in [&mut first, &mut second] {
        socket.send(json!({"type": "connection_init"})).await;
        socket.message().await;
        for id in ["1", "2"] {
            socket.subscribe(id, "subscription { serverTime(intervalMs: 20) }").await;
        }
        socket.message_of("1").await;
    }
    assert_eq!(first.message_of("2").await["type"], "next");
    let refused = second.message_of("2").await;
    assert_eq!(refused["payload"][0]["extensions"]["limit"], "operationsPerClient", "{refused}");

    drop((first, second));
    until("there is room again", async || connect("2001:db8::3").await.is_ok()).await;
}

#[tokio::test]
async fn an_ended_session_ends_every_subscription_so_that_clients_connect_again() {
    let service = Service::start().await;
    let token = token(&service.client()).await;
    let mut sockets = Vec::new();
    for field in ["serverTime(intervalMs: 1000)", "progressUpdated { date }"] {
        let mut socket = Socket::init(&service, json!({"token": token})).await;
        socket.subscribe("1", &format!("subscription {{ {field} }}")).await;
        assert_eq!(socket.message().await["type"], "next", "{field}");
        sockets.push(socket);
    }
    log_out(&service, &token).await;
    let started = std::time::Instant::now();
    for mut socket in sockets {
        // graphql-ws connects again after this code, with new connectionParams.
        assert_eq!(socket.close_code().await, 4403);
    }
    assert!(started.elapsed() < RealDuration::from_secs(5), "{:?}", started.elapsed());
}

//! `progressUpdated`: the study day, after every change.

use std::time::Instant;

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::{Client, PASSWORD};
use crate::support::service::Service;
use crate::support::study::{learn, queue, review, right_answer, start_lesson, submit};
use crate::support::websocket::Socket;

const PROGRESS: &str = "subscription { progressUpdated { date newWords reviews due dailyGoal } }";

/// Registers an account, and returns its token and a client with it.
async fn learner(service: &Service) -> (Value, Client) {
    let register = "mutation($password: String!) {
        register(input: {email: \"aigul@example.kz\", password: $password, displayName: \"Айгүл\"}) { session { token } }
    }";
    let client = service.client();
    let token =
        client.query(register, json!({"password": PASSWORD})).await["register"]["session"]["token"].take();
    let client = client.with_token(token.as_str().unwrap()).without_teaching().await;
    (token, client)
}

async fn subscribe(service: &Service, token: &Value) -> Socket {
    let mut socket = Socket::init(service, json!({"token": token})).await;
    socket.subscribe("1", PROGRESS).await;
    socket
}

/// Returns the study day of the next event.
async fn event(socket: &mut Socket) -> Value {
    let mut message = socket.message_of("1").await;
    assert_eq!(message["type"], "next", "{message}");
    message["payload"]["data"]["progressUpdated"].take()
}

async fn answer_one(service: &Service, learner: &Client) {
    let items = queue(learner).await;
    submit(learner, &[review(service, &items[0], &right_answer(&items[0]))]).await;
}

#[tokio::test]
async fn the_study_day_is_sent_first_and_after_each_change() {
    let service = Service::start().await;
    let (token, learner) = learner(&service).await;
    let mut socket = subscribe(&service, &token).await;
    let first = event(&mut socket).await;
    assert_eq!(first, json!({"date": "2026-11-23", "newWords": 0, "reviews": 0, "due": 0, "dailyGoal": 5}));
    start_lesson(&learner, "amandasu").await;
    assert_eq!(event(&mut socket).await["reviews"], 0);
    answer_one(&service, &learner).await;
    let changed = event(&mut socket).await;
    assert_eq!((&changed["newWords"], &changed["reviews"]), (&json!(1), &json!(1)));
    // Events are current: a minute later the card is due again.
    service.clock.advance(Duration::minutes(10));
    answer_one(&service, &learner).await;
    assert_eq!(event(&mut socket).await["reviews"], 2);
}

#[tokio::test]
async fn a_new_study_day_is_sent_without_any_change() {
    let service = Service::start().await;
    let (token, learner) = learner(&service).await;
    learn(&service, &learner, "amandasu").await;
    let mut socket = subscribe(&service, &token).await;
    assert_eq!(event(&mut socket).await["reviews"], 20);
    service.clock.advance(Duration::days(7));
    let later = event(&mut socket).await;
    assert_eq!(later, json!({"date": "2026-11-30", "newWords": 0, "reviews": 0, "due": 10, "dailyGoal": 5}));
}

#[tokio::test]
async fn changes_of_another_process_are_followed() {
    let service = Service::start().await;
    let other = service.start_second().await;
    let (token, learner) = learner(&service).await;
    start_lesson(&learner, "amandasu").await;
    let mut here = subscribe(&service, &token).await;
    let mut there = subscribe(&other, &token).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(event(socket).await["reviews"], 0);
    }
    answer_one(&service, &other.client().with_token(token.as_str().unwrap())).await;
    for socket in [&mut here, &mut there] {
        assert_eq!(event(socket).await["reviews"], 1);
    }
}

#[tokio::test]
async fn the_subscription_ends_soon_after_the_session() {
    let service = Service::start().await;
    let (token, learner) = learner(&service).await;
    let mut socket = subscribe(&service, &token).await;
    event(&mut socket).await;
    let other = service.client().log_in("aigul@example.kz").await;
    learner.query("mutation { logOut { errors { code } } }", json!({})).await;
    let began = Instant::now();
    assert_eq!(socket.close_code().await, 4403);
    assert!(began.elapsed().as_secs() < 5, "{:?}", began.elapsed());

    let token = other.token();
    let mut socket = subscribe(&service, &json!(token)).await;
    event(&mut socket).await;
    service.clock.advance(Duration::days(90));
    assert_eq!(socket.close_code().await, 4403);
}

#[tokio::test]
async fn logged_out_clients_have_no_progress() {
    let service = Service::start().await;
    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("1", PROGRESS).await;
    let refused = socket.message_of("1").await;
    let errors = if refused["type"] == "next" { &refused["payload"]["errors"] } else { &refused["payload"] };
    assert_eq!(errors[0]["extensions"]["code"], "UNAUTHENTICATED", "{refused}");
}

#[tokio::test]
async fn many_followers_cost_one_statement_a_second_and_none_after_they_leave() {
    let service = Service::start().await;
    let (token, _) = learner(&service).await;
    let mut sockets = Vec::new();
    for _ in 0..8 {
        let mut socket = subscribe(&service, &token).await;
        event(&mut socket).await;
        sockets.push(socket);
    }
    // Wait for three seconds of another subscription.
    let mut watch = Socket::init(&service, json!({})).await;
    let mut three_seconds = async || {
        watch.subscribe("2", "subscription { serverTime(intervalMs: 1000, count: 4) }").await;
        while watch.message_of("2").await["type"] != "complete" {}
    };
    let ((), statements) = service.statements(three_seconds()).await;
    assert!((2..=5).contains(&statements), "{statements}");
    for socket in &mut sockets {
        socket.send(json!({"id": "1", "type": "complete"})).await;
    }
    three_seconds().await;
    let ((), statements) = service.statements(three_seconds()).await;
    assert_eq!(statements, 0);
}

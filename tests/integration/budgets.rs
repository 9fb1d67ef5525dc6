//! Budgets: what the operations of an account, and those from a client address, may cost in a minute.

use std::num::NonZeroU32;
use std::time::Duration;

use dostyq::app::rate_limits::Budgets;
use serde_json::{Value, json};
use tokio::time::sleep;

use crate::support::client::{Answer, Client};
use crate::support::service::Service;
use crate::support::websocket::Socket;

/// An operation that costs some 1,050.
const PEOPLE: &str = "{ people(first: 10) { edges { cursor node { id name } } } }";
/// A budget for the operation twice, and a little more. The operation may run a third time after half a minute.
const TWICE: u32 = 2_150;
const TIME: &str = "subscription { serverTime(count: 100, intervalMs: 20) }";

fn per_minute(account: u32, address: u32) -> Budgets {
    Budgets { account: NonZeroU32::new(account), address: NonZeroU32::new(address) }
}

/// Executes an operation, and asks what it costs.
async fn cost(client: &Client, document: &str) -> Answer {
    let body = json!({"query": document, "extensions": {"cost": true}}).to_string();
    client.post("application/json", &body).await
}

/// Executes the operation twice, and returns the answer to the third request.
async fn spend(client: &Client) -> Answer {
    cost(client, PEOPLE).await.data();
    cost(client, PEOPLE).await.data();
    cost(client, PEOPLE).await
}

fn assert_refused(answer: &Answer) -> u64 {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "RATE_LIMITED"), "{answer:?}");
    let error = &answer.json()["errors"][0];
    let seconds = error["extensions"]["retryAfterSeconds"].as_u64().unwrap();
    assert_eq!(answer.headers["retry-after"], seconds.to_string().as_str());
    assert!((1..=61).contains(&seconds), "{error}");
    assert!(answer.json().get("data").is_none(), "{answer:?}");
    seconds
}

#[tokio::test]
async fn an_address_has_a_budget_per_minute() {
    let service = Service::with_budgets(per_minute(0, TWICE)).await;
    let client =
        service.client().with("x-forwarded-for", "192.0.2.7").with("origin", "https://app.example.kz");
    let refused = spend(&client).await;
    assert_refused(&refused);
    let exposed = refused.headers["access-control-expose-headers"].to_str().unwrap();
    assert!(exposed.contains("retry-after"), "{exposed}");

    let accept = client.with("accept", "application/graphql-response+json");
    assert_refused(&cost(&accept, PEOPLE).await);
    assert_refused(&cost(&client.with("accept", "text/event-stream"), PEOPLE).await);
    assert_refused(&client.get("/graphql?query=%7Bpeople%7Bedges%7Bnode%7Bid%7D%7D%7D%7D").await);
    cost(&client.with("x-forwarded-for", "192.0.2.8"), PEOPLE).await.data();
}

#[tokio::test]
async fn a_spent_budget_refills() {
    let service = Service::with_budgets(per_minute(0, 60_000)).await;
    let refused = loop {
        let answer = cost(&service.client(), PEOPLE).await;
        if answer.status != 200 {
            break answer;
        }
    };
    sleep(Duration::from_secs(assert_refused(&refused))).await;
    cost(&service.client(), PEOPLE).await.data();
}

#[tokio::test]
async fn the_addresses_of_one_network_have_one_budget() {
    let service = Service::with_budgets(per_minute(0, TWICE)).await;
    let at = |address: &str| service.client().with("x-forwarded-for", address);
    assert_refused(&spend(&at("2001:db8:1:2::1")).await);
    assert_refused(&cost(&at("2001:db8:1:2:ffff::9"), PEOPLE).await);
    cost(&at("2001:db8:1:3::1"), PEOPLE).await.data();
}

#[tokio::test]
async fn an_account_has_a_budget_of_its_own_wherever_it_is() {
    let service = Service::with_budgets(per_minute(TWICE, 1_000_000)).await;
    let aigul = service.client().register("aigul@example.kz").await;
    let asan = service.client().register("asan@example.kz").await;
    assert_refused(&spend(&aigul.with("x-forwarded-for", "192.0.2.7")).await);
    assert_refused(&cost(&aigul.with("x-forwarded-for", "192.0.2.8"), PEOPLE).await);
    cost(&asan.with("x-forwarded-for", "192.0.2.7"), PEOPLE).await.data();
    cost(&service.client().with("x-forwarded-for", "192.0.2.7"), PEOPLE).await.data();
}

#[tokio::test]
async fn a_mutation_that_is_refused_has_changed_nothing() {
    let service = Service::with_budgets(per_minute(60, 0)).await;
    let learner = service.client().register("aigul@example.kz").await;
    let mut goal = 0;
    let refused = loop {
        goal += 1;
        let change =
            "mutation($goal: Int!) { updateSettings(input: {dailyGoal: $goal}) { errors { code } } }";
        let answer = learner.execute(change, json!({"goal": goal})).await;
        if answer.status != 200 {
            break answer;
        }
    };
    sleep(Duration::from_secs(assert_refused(&refused) + 2)).await;
    let stored = learner.query("{ viewer { settings { dailyGoal } } }", json!({})).await;
    assert_eq!(stored["viewer"]["settings"]["dailyGoal"], json!(goal - 1));
}

#[tokio::test]
async fn the_remaining_budget_is_reported_beside_the_cost() {
    let service = Service::with_budgets(per_minute(0, 1_000_000)).await;
    let client = service.client().with("x-forwarded-for", "192.0.2.7");
    let entry = async || cost(&client, PEOPLE).await.json()["extensions"]["cost"].clone();
    let (first, second) = (entry().await, entry().await);
    let number = |entry: &Value, name: &str| entry[name].as_u64().unwrap();
    assert_eq!(number(&first, "remaining"), 1_000_000 - number(&first, "cost"));
    assert!(number(&second, "remaining") < 1_000_000, "{second}");
    assert!(number(&second, "remaining") >= 1_000_000 - 2 * number(&first, "cost"), "{second}");
}

#[tokio::test]
async fn operations_and_events_of_a_websocket_are_counted_too() {
    let service = Service::with_budgets(per_minute(0, 30)).await;
    let mut socket = Socket::init(&service, json!({})).await;
    socket.subscribe("1", TIME).await;
    let mut events = 0;
    let error = loop {
        let message = socket.message_of("1").await;
        match message["type"].as_str().unwrap() {
            "next" => events += 1,
            "error" => break message,
            other => panic!("{other}"),
        }
    };
    // The start and each event cost 1 or 2, and one unit comes back every two seconds.
    assert!((8..=35).contains(&events), "{events}");
    let extensions = &error["payload"][0]["extensions"];
    assert_eq!(extensions["code"], json!("RATE_LIMITED"), "{error}");
    assert!(extensions["retryAfterSeconds"].as_u64().unwrap() >= 1, "{error}");

    socket.subscribe("2", PEOPLE).await;
    let refused = socket.message_of("2").await;
    assert_eq!(refused["payload"][0]["extensions"]["code"], json!("RATE_LIMITED"), "{refused}");
    assert_refused(&cost(&service.client(), PEOPLE).await);
}

#[tokio::test]
async fn the_stream_of_a_subscription_ends_beyond_the_budget() {
    let service = Service::with_budgets(per_minute(0, 30)).await;
    let client = service.client().with("accept", "text/event-stream");
    let body = json!({"query": TIME}).to_string();
    let answer = client.post("application/json", &body).await;
    let text = String::from_utf8(answer.body.to_vec()).unwrap();
    assert_eq!(text.matches("RATE_LIMITED").count(), 1, "{text}");
    assert!(text.ends_with("event: complete\ndata:\n\n"), "{text}");
}

#[tokio::test]
async fn pages_and_files_are_not_counted() {
    let service = Service::with_budgets(per_minute(0, 1)).await;
    cost(&service.client(), PEOPLE).await.data();
    assert_refused(&cost(&service.client(), PEOPLE).await);
    assert_eq!(service.client().get("/en/organizations/parasat").await.status, 200);
    assert_eq!(service.client().get("/data/organizations.csv").await.status, 200);
}

//! The simulated workload at different desired retentions.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::learn;

const SIMULATE: &str = "query($input: WorkloadInput!) { simulateWorkload(input: $input) {
    desiredRetention reviewsPerDay minutesPerDay rememberedCards days { reviews newCards minutes rememberedCards } } }";

async fn simulate(learner: &Client, input: Value) -> Vec<Value> {
    let data = learner.query(SIMULATE, json!({"input": input})).await;
    data["simulateWorkload"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_higher_retention_costs_more_reviews_a_day() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let input = json!({"desiredRetentions": [0.7, 0.8, 0.95], "days": 120, "newCardsPerDay": 10});

    let workloads = simulate(&learner, input.clone()).await;

    let values = |field: &str| workloads.iter().map(|one| one[field].as_f64().unwrap()).collect::<Vec<f64>>();
    assert_eq!(values("desiredRetention"), [0.7, 0.8, 0.95]);
    for field in ["reviewsPerDay", "minutesPerDay", "rememberedCards"] {
        assert!(
            values(field)[0] < values(field)[2] && values(field)[1] < values(field)[2],
            "{field}: {:?}",
            values(field)
        );
    }
    let days = workloads[0]["days"].as_array().unwrap();
    assert_eq!(days.len(), 120);
    assert!(days.iter().all(|day| day["newCards"] == 10));
    assert_eq!(days[0]["reviews"], 10, "the ten cards that are due now");
    assert_eq!(simulate(&learner, input).await, workloads, "the same input gives the same result");

    // Without new cards, only the existing ten are simulated; suspended ones are not due.
    let few = simulate(&learner, json!({"desiredRetentions": [0.9], "days": 30, "newCards": 0})).await;
    assert!(few[0]["days"].as_array().unwrap().iter().all(|day| day["newCards"] == 0));
    assert!(few[0]["rememberedCards"].as_f64().unwrap() <= 10.0);
}

#[tokio::test]
async fn beginners_can_simulate_and_logged_out_clients_cannot() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    let input = json!({"desiredRetentions": [0.9], "days": 7, "newCards": 0});
    let none = simulate(&learner, input.clone()).await;
    assert_eq!((&none[0]["reviewsPerDay"], &none[0]["minutesPerDay"]), (&json!(0.0), &json!(0.0)));
    assert_eq!(service.client().execute(SIMULATE, json!({"input": input})).await.code(), "UNAUTHENTICATED");
}

#[tokio::test]
async fn the_input_is_limited() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    for input in [
        json!({"desiredRetentions": []}),
        json!({"desiredRetentions": [0.8, 0.8, 0.8, 0.8, 0.8, 0.8]}),
        json!({"desiredRetentions": [0.69]}),
        json!({"desiredRetentions": [1.0]}),
        json!({"desiredRetentions": [0.9], "days": 0}),
        json!({"desiredRetentions": [0.9], "days": 366}),
        json!({"desiredRetentions": [0.9], "newCardsPerDay": -1}),
        json!({"desiredRetentions": [0.9], "reviewsPerDay": 10_000}),
        json!({"desiredRetentions": [0.9], "newCards": 10_001}),
    ] {
        let answer = learner.execute(SIMULATE, json!({"input": input})).await;
        assert_eq!(answer.code(), "BAD_USER_INPUT", "{input}");
    }
}

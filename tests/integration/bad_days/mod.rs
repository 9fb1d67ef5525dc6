//! Days on which the database is slow, silent, locked or full, or on which its replica lags.

mod conflicts;
mod connecting;
mod locks;
mod replica;
mod reuse;
mod silence;
mod values;

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::client::{Answer, Client};
use crate::support::service::Service;
use crate::support::study;

const NAMES: &str = "{ organizations(first: 2) { edges { node { slug } } } }";
const VIEWER: &str = "{ viewer { account { email } } }";

/// Executes an operation, and measures how long the client waits.
async fn timed(client: &Client, document: &str) -> (Answer, Duration) {
    let started = Instant::now();
    let answer = client.execute(document, json!({})).await;
    (answer, started.elapsed())
}

/// Checks that the response is a 503 that a client may retry.
fn assert_unavailable(answer: &Answer) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (503, "UNAVAILABLE"), "{answer:?}");
    assert!(answer.headers.contains_key("retry-after"), "{answer:?}");
}

/// A learner who has cards.
struct Learner {
    client: Client,
    card: Value,
}

impl Learner {
    async fn new(service: &Service, email: &str) -> Self {
        let client = service.client().register(email).await;
        study::start_lesson(&client, "amandasu").await;
        let card = study::queue(&client).await[0]["card"]["id"].take();
        Self { client, card }
    }

    /// Submits a review.
    async fn review(&self, service: &Service) -> Answer {
        let review = json!({
            "reviewId": study::new_id(), "cardId": self.card, "reviewedAt": service.clock.now(),
            "durationMs": 1_000, "answer": {"rating": "GOOD"},
        });
        let document = "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) {
            results { review { rating } error { code } } } }";
        self.client.execute(document, json!({"reviews": [review]})).await
    }
}

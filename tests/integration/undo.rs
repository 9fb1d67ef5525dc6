//! Undoing a review restores the state as if the review had never been submitted.

use chrono::Duration;
use serde_json::{Value, json};

use crate::support::client::Client;
use crate::support::service::Service;
use crate::support::study::{learn, lesson, outcomes, queue, rate, start_lesson, submit};

const UNDO: &str = "mutation($ids: [UUID!]!) { undoReviews(input: {reviewIds: $ids}) {
    results { reviewId review { reviewId voidedAt rating } card { id phase dueAt reps } error { code } }
    viewer { today { newWords reviews durationMs due } }
    errors { code path }
} }";

async fn undo(learner: &Client, ids: &[&Value]) -> Value {
    learner.query(UNDO, json!({"ids": ids})).await["undoReviews"].take()
}

/// Returns the learner's cards and study day.
async fn state_of(learner: &Client) -> Value {
    let today =
        learner.query("{ viewer { today { newWords reviews durationMs due } nextDueAt } }", json!({})).await;
    json!([lesson(learner, "amandasu").await["words"], today, queue(learner).await])
}

#[tokio::test]
async fn undoing_reviews_restores_the_earlier_state() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    learn(&service, &learner, "amandasu").await;
    service.clock.advance(Duration::days(3));
    let before = state_of(&learner).await;
    let items = queue(&learner).await;
    let reviews: Vec<Value> = items
        .iter()
        .zip(["AGAIN", "HARD", "GOOD", "EASY"].iter().cycle())
        .map(|(item, rating)| rate(service.clock.now(), &item["card"]["id"], rating))
        .collect();
    submit(&learner, &reviews).await;
    assert_ne!(state_of(&learner).await, before);

    let ids: Vec<&Value> = reviews.iter().map(|review| &review["reviewId"]).collect();
    let undone = undo(&learner, &ids).await;

    assert_eq!(undone["errors"], json!([]));
    for (result, id) in undone["results"].as_array().unwrap().iter().zip(&ids) {
        assert_eq!((&result["error"], &result["reviewId"]), (&json!(null), *id));
        assert_eq!(result["review"]["voidedAt"].as_str().unwrap().parse(), Ok(service.clock.now()));
        assert_eq!((&result["card"]["phase"], &result["card"]["reps"]), (&json!("REVIEW"), &json!(2)));
    }
    assert_eq!(undone["viewer"]["today"]["reviews"], 0);
    assert_eq!(state_of(&learner).await, before);

    // The reviews stay in the log.
    let log = learner
        .query("{ viewer { reviews(first: 10) { edges { node { reviewId voidedAt } } } } }", json!({}))
        .await;
    let voided = log["viewer"]["reviews"]["edges"].as_array().unwrap().iter();
    assert_eq!(voided.filter(|edge| edge["node"]["voidedAt"].is_string()).count(), 10);
}

#[tokio::test]
async fn an_undone_review_stays_undone() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let before = state_of(&learner).await;
    let card = queue(&learner).await[0]["card"]["id"].clone();
    let review = rate(service.clock.now(), &card, "GOOD");
    submit(&learner, std::slice::from_ref(&review)).await;
    let first = undo(&learner, &[&review["reviewId"]]).await;
    service.clock.advance(Duration::minutes(1));

    // The same review is undone again, twice in one batch.
    let again = undo(&learner, &[&review["reviewId"], &review["reviewId"]]).await;
    assert_eq!(again["results"][0], first["results"][0]);
    assert_eq!(again["results"][1], first["results"][0]);

    let submitted = submit(&learner, std::slice::from_ref(&review)).await;
    assert_eq!(outcomes(&submitted), ["ACCEPTED"]);
    assert_eq!(
        (&submitted["results"][0]["card"]["phase"], &submitted["results"][0]["card"]["reps"]),
        (&json!("NEW"), &json!(0))
    );
    assert_eq!(state_of(&learner).await, before);

    // With a new UUID, the answer counts.
    let new_review = rate(service.clock.now(), &card, "GOOD");
    let submitted = submit(&learner, &[new_review]).await;
    assert_eq!(submitted["results"][0]["card"]["reps"], 1);
}

#[tokio::test]
async fn a_review_in_the_middle_of_the_history_can_be_undone() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;
    let card = queue(&learner).await[0]["card"]["id"].clone();
    let begin = service.clock.now();
    let at = |days| begin + Duration::days(days);
    service.clock.advance(Duration::days(40));
    let history = [(0, "GOOD"), (1, "GOOD"), (9, "AGAIN"), (10, "GOOD"), (30, "HARD")];
    let history: Vec<Value> = history.iter().map(|(days, rating)| rate(at(*days), &card, rating)).collect();
    submit(&learner, &history).await;
    let without = state_of(&learner).await;

    let late = rate(at(4), &card, "AGAIN");
    submit(&learner, std::slice::from_ref(&late)).await;
    assert_ne!(state_of(&learner).await, without);
    undo(&learner, &[&late["reviewId"]]).await;
    assert_eq!(state_of(&learner).await, without);

    // After all reviews are undone, the card is new and its word is not begun.
    let ids: Vec<&Value> = history.iter().map(|review| &review["reviewId"]).collect();
    undo(&learner, &ids).await;
    let words = lesson(&learner, "amandasu").await;
    assert_eq!(
        (&words["words"][0]["cards"][0]["phase"], &words["words"][0]["cards"][0]["reps"]),
        (&json!("NEW"), &json!(0))
    );
    let progress = "{ course(by: {slug: \"kunine-bes-soz\"}) { progress { begun } } }";
    assert_eq!(learner.query(progress, json!({})).await["course"]["progress"]["begun"], 0);
}

#[tokio::test]
async fn other_learners_reviews_are_not_undone_and_do_not_affect_the_rest() {
    let service = Service::start().await;
    let [aigul, other] = ["aigul@example.kz", "other@example.kz"].map(|email| (service.client(), email));
    let (aigul, other) = (aigul.0.register(aigul.1).await, other.0.register(other.1).await);
    let mut reviews = Vec::new();
    for learner in [&aigul, &other] {
        start_lesson(learner, "amandasu").await;
        let card = queue(learner).await[0]["card"]["id"].clone();
        let review = rate(service.clock.now(), &card, "GOOD");
        submit(learner, std::slice::from_ref(&review)).await;
        reviews.push(review["reviewId"].clone());
    }
    let unknown = json!("6c0e3f0a-0000-4000-8000-000000000000");
    let undone = undo(&aigul, &[&unknown, &reviews[1], &reviews[0]]).await;
    let codes: Vec<&Value> =
        undone["results"].as_array().unwrap().iter().map(|result| &result["error"]["code"]).collect();
    assert_eq!(codes, [&json!(null); 3], "the undo of a review that has not arrived is kept");
    let found = undone["results"].as_array().unwrap().iter().map(|result| !result["review"].is_null());
    assert_eq!(found.collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(lesson(&other, "amandasu").await["words"][0]["cards"][0]["reps"], 1);

    let many = vec![&unknown; 201];
    let refused = undo(&aigul, &many).await;
    assert_eq!(
        refused,
        json!({"results": null, "viewer": null, "errors": [{"code": "TOO_MANY_ITEMS", "path": ["reviewIds"]}]})
    );
    assert_eq!(service.client().execute(UNDO, json!({"ids": []})).await.code(), "UNAUTHENTICATED");
}

//! A learner learns five words, comes back for the reviews, and sees how far they have come.

use chrono::Duration;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::Client;
use crate::support::service::Service;

const START: &str = "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { lesson { slug startedAt } errors { code path } } }";

const QUEUE: &str = "{ viewer { studyQueue(first: 20) {
    card { id skill phase dueAt word { id headword } }
    exercise {
      __typename
      ... on ChooseMeaningExercise { word { headword } language choices { id meaning } }
      ... on TypeWordExercise { meaning language }
    }
} } }";

const SUBMIT: &str = "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) {
    results {
      reviewId
      grade { verdict word { headword } slip { kind letters { expected written } } }
      review { rating kind elapsedDays intervalDays studyDay stability difficulty }
      card { id phase dueAt intervalDays reps lapses stability difficulty }
      error { code message path }
    }
    viewer { today { newWords goal goalReached reviews due } }
    errors { code path }
} }";

async fn start_lesson(learner: &Client, slug: &str) {
    let lesson = learner
        .query(
            "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id } }",
            json!({"slug": slug}),
        )
        .await;
    let started = learner.query(START, json!({"id": lesson["lesson"]["id"]})).await;
    assert_eq!(started["startLesson"]["errors"], json!([]));
}

async fn queue(learner: &Client) -> Vec<Value> {
    let data = learner.query(QUEUE, json!({})).await;
    data["viewer"]["studyQueue"].as_array().unwrap().clone()
}

/// The right answer to an item of the queue.
fn right_answer(item: &Value) -> Value {
    match item["exercise"]["__typename"].as_str().unwrap() {
        "ChooseMeaningExercise" => json!({"choice": item["card"]["word"]["id"]}),
        _ => json!({"text": item["card"]["word"]["headword"]}),
    }
}

fn review(service: &Service, item: &Value, answer: &Value) -> Value {
    json!({
        "reviewId": Uuid::from_u128(rand_id()),
        "cardId": item["card"]["id"],
        "reviewedAt": service.clock.now(),
        "durationMs": 4_000,
        "answer": answer,
    })
}

fn rand_id() -> u128 {
    u128::from_be_bytes(dostyq::random::bytes())
}

async fn submit(learner: &Client, reviews: &[Value]) -> Value {
    learner.query(SUBMIT, json!({"reviews": reviews})).await["submitReviews"].take()
}

#[tokio::test]
async fn five_words_are_learned_and_come_back_after_days() {
    let service = Service::start().await;
    let learner = service.client().register("aigul@example.kz").await;
    start_lesson(&learner, "amandasu").await;

    // Every meaning is chosen before the first word is typed.
    let items = queue(&learner).await;
    let kinds: Vec<&str> =
        items.iter().map(|item| item["exercise"]["__typename"].as_str().unwrap()).collect();
    assert_eq!(kinds, [["ChooseMeaningExercise"; 5], ["TypeWordExercise"; 5]].concat());

    // Two right answers take a card through its steps, 10 minutes apart.
    for _ in 0..2 {
        let reviews: Vec<Value> =
            queue(&learner).await.iter().map(|item| review(&service, item, &right_answer(item))).collect();
        assert_eq!(reviews.len(), 10);
        let submitted = submit(&learner, &reviews).await;
        for result in submitted["results"].as_array().unwrap() {
            assert_eq!((&result["error"], &result["grade"]["verdict"]), (&json!(null), &json!("CORRECT")));
        }
        service.clock.advance(Duration::minutes(10));
    }
    let today =
        learner.query("{ viewer { today { date newWords goal goalReached reviews due } } }", json!({})).await;
    assert_eq!(
        today["viewer"]["today"],
        json!({"date": "2026-11-23", "newWords": 5, "goal": 5, "goalReached": true, "reviews": 20, "due": 0})
    );
    assert_eq!(queue(&learner).await, Vec::<Value>::new());

    // They are due two days later, from 04:00 in Almaty.
    service.clock.advance(Duration::hours(40));
    assert_eq!(queue(&learner).await, Vec::<Value>::new());
    service.clock.advance(Duration::minutes(-20) + Duration::hours(1));
    assert_eq!(queue(&learner).await.len(), 10);

    let progress = learner
        .query(
            "{ course(by: {slug: \"kunine-bes-soz\"}) {
                progress { total introduced learned mature }
                lessons { slug startedAt progress { total introduced learned mature } }
            } }",
            json!({}),
        )
        .await;
    let course = &progress["course"];
    assert_eq!(course["progress"], json!({"total": 70, "introduced": 5, "learned": 5, "mature": 0}));
    assert_eq!(
        course["lessons"][0]["progress"],
        json!({"total": 5, "introduced": 5, "learned": 5, "mature": 0})
    );
    assert_eq!(course["lessons"][1]["startedAt"], json!(null));
}

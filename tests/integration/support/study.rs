//! A learner's way through lessons.

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::client::Client;
use super::service::Service;

const START: &str = "mutation($id: ID!) { startLesson(input: {lessonId: $id}) { lesson { slug startedAt } errors { code path } } }";

const QUEUE: &str = "query($first: Int!) { viewer { studyQueue(first: $first) {
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

const CARDS: &str =
    "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) {
    startedAt
    words { headword cards {
      id skill phase dueAt intervalDays stability difficulty reps lapses lastReviewedAt
    } }
} }";

/// Starts a lesson of the course that the project comes with.
pub(crate) async fn start_lesson(learner: &Client, slug: &str) {
    let lesson = learner
        .query(
            "query($slug: String!) { lesson(by: {slugs: {course: \"kunine-bes-soz\", lesson: $slug}}) { id } }",
            json!({"slug": slug}),
        )
        .await;
    let started = learner.query(START, json!({"id": lesson["lesson"]["id"]})).await;
    assert_eq!(started["startLesson"]["errors"], json!([]));
}

/// A lesson as the learner has it: when it was started, and the cards of its words.
pub(crate) async fn lesson(learner: &Client, slug: &str) -> Value {
    learner.query(CARDS, json!({"slug": slug})).await["lesson"].take()
}

pub(crate) async fn queue(learner: &Client) -> Vec<Value> {
    first_of_queue(learner, 20).await
}

pub(crate) async fn first_of_queue(learner: &Client, first: u32) -> Vec<Value> {
    let data = learner.query(QUEUE, json!({"first": first})).await;
    data["viewer"]["studyQueue"].as_array().unwrap().clone()
}

/// The item of the queue that asks for a word: to choose its meaning (`RECOGNIZE`), or to type it (`PRODUCE`).
pub(crate) fn item<'a>(queue: &'a [Value], headword: &str, skill: &str) -> &'a Value {
    let card = |item: &&Value| {
        item["card"]["word"]["headword"] == json!(headword) && item["card"]["skill"] == json!(skill)
    };
    queue.iter().find(card).unwrap_or_else(|| panic!("«{headword}» is not asked for: {queue:#?}"))
}

/// The right answer to an item of the queue.
pub(crate) fn right_answer(item: &Value) -> Value {
    match item["exercise"]["__typename"].as_str().unwrap() {
        "ChooseMeaningExercise" => json!({"choice": item["card"]["word"]["id"]}),
        _ => json!({"text": item["card"]["word"]["headword"]}),
    }
}

/// An answer that is far off.
pub(crate) fn wrong_answer(item: &Value) -> Value {
    match item["exercise"]["__typename"].as_str().unwrap() {
        "ChooseMeaningExercise" => {
            let choices = item["exercise"]["choices"].as_array().unwrap();
            json!({"choice": choices.iter().find(|choice| choice["id"] != item["card"]["word"]["id"]).unwrap()["id"]})
        }
        _ => json!({"text": "мен мұны білмеймін"}),
    }
}

/// An answer that is given now.
pub(crate) fn review(service: &Service, item: &Value, answer: &Value) -> Value {
    review_at(service.clock.now(), item, answer)
}

pub(crate) fn review_at(at: DateTime<Utc>, item: &Value, answer: &Value) -> Value {
    json!({
        "reviewId": new_id(),
        "cardId": item["card"]["id"],
        "reviewedAt": at,
        "durationMs": 4_000,
        "answer": answer,
    })
}

/// The same answer, with something about it changed.
pub(crate) fn changed(review: &Value, field: &str, value: Value) -> Value {
    let mut changed = review.clone();
    changed[field] = value;
    changed
}

pub(crate) fn new_id() -> Value {
    json!(Uuid::from_u128(u128::from_be_bytes(dostyq::random::bytes())))
}

pub(crate) async fn submit(learner: &Client, reviews: &[Value]) -> Value {
    learner.query(SUBMIT, json!({"reviews": reviews})).await["submitReviews"].take()
}

/// A moment as it stands in an answer.
pub(crate) fn moment(text: &Value) -> DateTime<Utc> {
    text.as_str().unwrap().parse().unwrap()
}

/// What became of each review: `ACCEPTED`, or the code of its error.
pub(crate) fn outcomes(submitted: &Value) -> Vec<&str> {
    let results = submitted["results"].as_array().unwrap();
    results.iter().map(|result| result["error"]["code"].as_str().unwrap_or("ACCEPTED")).collect()
}

/// Learns the five words of a lesson: two right answers to each card, 10 minutes apart.
pub(crate) async fn learn(service: &Service, learner: &Client, slug: &str) {
    start_lesson(learner, slug).await;
    for _ in 0..2 {
        let reviews: Vec<Value> =
            queue(learner).await.iter().map(|item| review(service, item, &right_answer(item))).collect();
        let submitted = submit(learner, &reviews).await;
        assert_eq!(outcomes(&submitted), vec!["ACCEPTED"; reviews.len()]);
        service.clock.advance(Duration::minutes(10));
    }
}

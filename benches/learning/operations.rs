//! The most frequent operations of learners.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::random::SeededRandom;

/// The number of submitted reviews, and of requested items of the study queue.
pub(crate) const ITEMS: usize = 20;

/// A learner who sends requests.
#[derive(Clone)]
pub(crate) struct Student {
    pub(crate) token: String,
    /// Cards in the review phase, with the correct answer to each.
    pub(crate) cards: Vec<(String, Value)>,
    /// The sync cursor of the learner's other device.
    pub(crate) cursor: Option<String>,
}

/// A document, and a function that returns the variables for a student.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) document: &'static str,
    pub(crate) variables: fn(&Student, DateTime<Utc>, &mut SeededRandom) -> Value,
}

const QUEUE: &str = "{ viewer { studyQueue(first: 20) {
    card { id skill phase dueAt word { id headword } }
    exercise {
        ... on ChooseMeaningExercise { word { headword } choices { id meaning } }
        ... on TypeWordExercise { meaning }
    }
} } }";

const TODAY: &str = "{ viewer { today { date newWords goal isGoalReached reviews durationMs due } } }";

const CHANGES: &str = "query($since: String) { viewer { changes(since: $since, first: 100) {
    cursor hasMore cards { id phase dueAt intervalDays stability difficulty reps lapses }
    reviews { reviewId reviewedAt rating } reviewVoids { reviewId } cardResets { cardId }
    lessonStarts { startedAt } words { id headword } withdrawn
} } }";

pub(crate) const SUBMIT: &str =
    "mutation($reviews: [ReviewInput!]!) { submitReviews(input: {reviews: $reviews}) {
    results { reviewId grade { verdict } card { id phase dueAt reps } error { code } } errors { code }
} }";

pub(crate) const PACK: &str = "{ viewer { offlinePack(days: 1, first: 1) { cursor } } }";

/// All operations: queries before mutations.
pub(crate) const ALL: [Operation; 4] = [
    Operation { name: "studyQueue(first: 20)", document: QUEUE, variables: |_, _, _| json!({}) },
    Operation { name: "today", document: TODAY, variables: |_, _, _| json!({}) },
    Operation {
        name: "changes, after 20 reviews elsewhere",
        document: CHANGES,
        variables: |student, _, _| json!({"since": student.cursor}),
    },
    Operation { name: "submitReviews of 20", document: SUBMIT, variables: reviews },
];

/// Returns new correct answers to the student's cards.
pub(crate) fn reviews(student: &Student, now: DateTime<Utc>, random: &mut SeededRandom) -> Value {
    let review = |(card, answer): &(String, Value)| {
        json!({
            "reviewId": random.uuid(),
            "cardId": card,
            "reviewedAt": now,
            "durationMs": 3_500,
            "answer": answer,
        })
    };
    json!({"reviews": student.cards.iter().map(review).collect::<Vec<_>>()})
}

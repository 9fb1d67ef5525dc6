//! What learners ask for all the time.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::chance::Chance;

/// How many reviews are submitted, and how many items of the queue are asked for.
pub(crate) const ITEMS: usize = 20;

/// Somebody who asks.
#[derive(Clone)]
pub(crate) struct Student {
    pub(crate) token: String,
    /// Cards that were reviewed before, with the right answer to each.
    pub(crate) cards: Vec<(String, Value)>,
    /// Where their other device stands.
    pub(crate) cursor: Option<String>,
}

/// A document, and the variables that a student sends with it.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) document: &'static str,
    pub(crate) variables: fn(&Student, DateTime<Utc>, &mut Chance) -> Value,
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

/// Those that only read before those that write.
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

/// New right answers to the student's cards.
pub(crate) fn reviews(student: &Student, now: DateTime<Utc>, chance: &mut Chance) -> Value {
    let review = |(card, answer): &(String, Value)| {
        json!({
            "reviewId": chance.uuid(),
            "cardId": card,
            "reviewedAt": now,
            "durationMs": 3_500,
            "answer": answer,
        })
    };
    json!({"reviews": student.cards.iter().map(review).collect::<Vec<_>>()})
}

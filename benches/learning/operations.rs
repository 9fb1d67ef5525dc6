//! The most frequent operations of learners.

use serde_json::{Value, json};

use super::random::SeededRandom;
use super::students::Student;

/// A document, and a function that returns the variables for a student.
pub(crate) struct Operation {
    pub(crate) name: &'static str,
    pub(crate) document: &'static str,
    pub(crate) variables: fn(&Student, &mut SeededRandom) -> Value,
}

const QUEUE: &str = "{ viewer { studyQueue(first: 20) {
    card { id skill phase dueAt word { id headword } }
    exercise {
        ... on ChooseMeaningExercise { word { headword } choices { id meaning } }
        ... on TypeWordExercise { meaning }
    }
} } }";

pub(crate) const TODAY: &str =
    "{ viewer { today { date newWords dailyGoal isGoalReached reviews durationMs due } } }";

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
    Operation { name: "studyQueue(first: 20)", document: QUEUE, variables: |_, _| json!({}) },
    Operation { name: "today", document: TODAY, variables: |_, _| json!({}) },
    Operation {
        name: "changes, after 20 reviews elsewhere",
        document: CHANGES,
        variables: |student, _| json!({"since": student.cursor}),
    },
    Operation { name: "submitReviews of 20", document: SUBMIT, variables: Student::reviews },
];

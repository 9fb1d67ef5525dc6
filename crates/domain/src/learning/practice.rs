//! Practice beyond the schedule: answers that are logged, and change neither memory nor schedule nor statistics.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::ids::CardId;
use crate::learning::exercise::ExerciseKind;
use crate::learning::grading::Verdict;
use crate::learning::review::Rating;

/// An answer of practice, as it is logged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeAnswer {
    /// The answer's id, made by the client.
    pub id: Uuid,
    /// The card.
    pub card_id: CardId,
    /// The time of the answer.
    pub answered_at: DateTime<Utc>,
    /// How long the learner took, in milliseconds.
    pub duration_ms: i32,
    /// The kind of the exercise.
    pub exercise: ExerciseKind,
    /// The detail of the exercise that its kind does not determine: a form or a sentence.
    pub exercise_detail: Option<String>,
    /// The answer; empty if the learner rated by hand.
    pub answer: String,
    /// The verdict. `None` if the learner rated by hand.
    pub verdict: Option<Verdict>,
    /// The rating that the answer would have had.
    pub rating: Rating,
}

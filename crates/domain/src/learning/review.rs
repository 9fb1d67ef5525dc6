//! Reviews: the entries of the append-only log from which cards are computed.

use chrono::{DateTime, Duration, Utc};

use crate::closed_list::closed_list;
use crate::ids::{CardId, ReviewId};
use crate::language_tag::LanguageTag;
use crate::learning::card::Memory;
use crate::learning::exercise::ExerciseKind;
use crate::learning::grading::{Slip, Verdict};
use crate::learning::study_day::{StudyCalendar, StudyDay};

pub use crate::learning::rating::Rating;

closed_list! {
    /// The phase of a card in which a review was given. A new card counts as being learned.
    ReviewPhase {
        /// A review in the learning steps of the first day.
        Learning = "learning",
        /// A review after an interval of days.
        Review = "review",
        /// A review in the relearning steps, after the card was forgotten.
        Relearning = "relearning",
    }
}

/// An entry of the review log.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The review's id, made by the client.
    pub id: ReviewId,
    /// The card.
    pub card_id: CardId,
    /// The time of the answer.
    pub reviewed_at: DateTime<Utc>,
    /// The time that was added to the client's time of the answer, because its clock was wrong; zero if none was.
    pub clock_shift: Duration,
    /// When the service received the review.
    pub received_at: DateTime<Utc>,
    /// The learner's calendar at the time of the answer.
    pub calendar: StudyCalendar,
    /// The learner's study day at the time of the answer.
    pub study_day: StudyDay,
    /// How long the learner took, in milliseconds.
    pub duration_ms: i32,
    /// The kind of the exercise.
    pub exercise: ExerciseKind,
    /// The detail of the exercise that its kind does not determine: a form or a sentence.
    pub exercise_detail: Option<String>,
    /// The language in which the meaning was shown, if the client sent it.
    pub gloss_language: Option<LanguageTag>,
    /// The answer; empty if the learner rated by hand.
    pub answer: String,
    /// The verdict. `None` if the learner rated by hand.
    pub verdict: Option<Verdict>,
    /// The slip, if there is one.
    pub slip: Option<Slip>,
    /// The rating that FSRS got.
    pub rating: Rating,
    /// The phase of the card before the review.
    pub phase: ReviewPhase,
    /// Study days since the previous review; 0 for the first.
    pub elapsed_days: u32,
    /// The interval scheduled before this review, in days; 0 within a day.
    pub last_interval_days: u32,
    /// The interval scheduled by this review, in days; 0 within a day.
    pub interval_days: u32,
    /// The interval that the model computed, before rounding and fuzz, in days.
    pub raw_interval_days: f32,
    /// The memory after the review.
    pub memory: Memory,
    /// The version of the model that computed the memory.
    pub model_version: String,
    /// The number of the preset, which holds the model's parameters.
    pub preset_number: u32,
    /// When the review was voided; the card is replayed without it. `None` if it was not voided.
    pub voided_at: Option<DateTime<Utc>>,
}

impl Review {
    /// Returns the time of the answer by the client's clock.
    pub fn client_time(&self) -> DateTime<Utc> {
        self.reviewed_at - self.clock_shift
    }
}

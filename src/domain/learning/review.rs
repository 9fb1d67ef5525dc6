//! Reviews: the append-only log that cards are folded from.

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::Memory;
use crate::domain::learning::exercise::ExerciseKind;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};
use crate::domain::learning::word::LanguageTag;

/// How well a card was remembered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rating {
    /// Forgotten.
    Again = 1,
    /// Remembered with difficulty.
    Hard = 2,
    /// Remembered.
    Good = 3,
    /// Remembered at once.
    Easy = 4,
}

impl Rating {
    /// All ratings, the worst first.
    pub const ALL: [Self; 4] = [Self::Again, Self::Hard, Self::Good, Self::Easy];

    /// 1 to 4, as review logs number them.
    pub fn number(self) -> i16 {
        match self {
            Self::Again => 1,
            Self::Hard => 2,
            Self::Good => 3,
            Self::Easy => 4,
        }
    }

    /// The rating of a number from 1 to 4.
    pub fn from_number(number: i16) -> Option<Self> {
        Self::ALL.into_iter().find(|rating| rating.number() == number)
    }
}

closed_list! {
    /// What grading found an answer to be.
    Verdict {
        /// Right.
        Correct = "correct",
        /// Right but for a slip of the pen.
        Slip = "slip",
        /// Another word of the language.
        AnotherWord = "another-word",
        /// Not right.
        Wrong = "wrong",
    }
}

impl Verdict {
    /// The rating that a verdict counts as. HARD is a pass to the model, so what was not known is never HARD.
    pub fn rating(self) -> Rating {
        match self {
            Self::Correct => Rating::Good,
            Self::Slip => Rating::Hard,
            Self::AnotherWord | Self::Wrong => Rating::Again,
        }
    }
}

closed_list! {
    /// The phase of a card's life that a review belongs to.
    ReviewKind {
        /// A step of the first day.
        Learning = "learning",
        /// After an interval of days.
        Review = "review",
        /// A step after it was forgotten.
        Relearning = "relearning",
    }
}

/// One entry of the review log.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Made by the client.
    pub id: ReviewId,
    /// The card.
    pub card_id: CardId,
    /// When the learner answered, by the client.
    pub reviewed_at: DateTime<Utc>,
    /// When the service received it.
    pub received_at: DateTime<Utc>,
    /// The learner's days then.
    pub calendar: StudyCalendar,
    /// The learner's study day then.
    pub study_day: StudyDay,
    /// How long the learner took, milliseconds.
    pub duration_ms: i32,
    /// What was asked.
    pub exercise: ExerciseKind,
    /// What of the word was asked, where the exercise's kind does not say it: a form, a sentence.
    pub exercise_detail: Option<String>,
    /// The language in which the meaning was shown, where the client told it.
    pub gloss_language: Option<LanguageTag>,
    /// What was answered; empty where the learner rated by hand.
    pub answer: String,
    /// What grading found; none: the learner rated by hand.
    pub verdict: Option<Verdict>,
    /// What was slipped.
    pub slip: Option<Slip>,
    /// What it counted as.
    pub rating: Rating,
    /// The phase of the card's life.
    pub kind: ReviewKind,
    /// Study days since the review before; 0 for the first.
    pub elapsed_days: u32,
    /// The interval that had been scheduled before it, days; 0 within a day.
    pub last_interval_days: u32,
    /// The interval that was scheduled, days; 0 within a day.
    pub interval_days: u32,
    /// The interval that the model gave, before rounding and fuzz, days.
    pub raw_interval_days: f32,
    /// The memory after it.
    pub memory: Memory,
    /// Which model computed it.
    pub model_version: String,
    /// The preset, with the model's parameters, that it was computed by.
    pub preset_number: u32,
    /// When it was undone: then the card is folded without it.
    pub voided_at: Option<DateTime<Utc>>,
}

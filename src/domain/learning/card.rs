//! A card: what one learner remembers of one word, in one skill.

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::learning::study_day::StudyDay;

closed_list! {
    /// What is practised of a word.
    Skill {
        /// To know the meaning of the Kazakh word.
        Recognize = "recognize",
        /// To write the Kazakh word for a meaning.
        Produce = "produce",
    }
}

impl Skill {
    /// In the order in which a new word's cards are shown.
    pub const ALL: [Self; 2] = [Self::Recognize, Self::Produce];
}

closed_list! {
    /// Where a card is in its life.
    CardPhase {
        /// Never reviewed.
        New = "new",
        /// In the steps of its first day.
        Learning = "learning",
        /// Comes back after days.
        Review = "review",
        /// Forgotten, and in the steps of that day.
        Relearning = "relearning",
    }
}

/// A card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// The word.
    pub word_id: WordId,
    /// What is practised of it.
    pub skill: Skill,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// The fold of its reviews.
    pub state: CardState,
}

/// What its reviews have made of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct CardState {
    /// Where it is in its life.
    pub phase: CardPhase,
    /// Which step within the day comes next, in learning and relearning; 0 otherwise.
    pub step: u8,
    /// The model's memory of it; none before the first review.
    pub memory: Option<Memory>,
    /// From when it is due.
    pub due_at: DateTime<Utc>,
    /// The scheduled interval in days; 0 within a day.
    pub interval_days: u32,
    /// The study day of the first review.
    pub first_study_day: Option<StudyDay>,
    /// The last review.
    pub last_review: Option<LastReview>,
    /// How often it was reviewed.
    pub reps: u32,
    /// How often it was forgotten after it had been learned.
    pub lapses: u32,
}

impl CardState {
    /// A card that was never reviewed.
    pub fn new(created_at: DateTime<Utc>) -> Self {
        Self {
            phase: CardPhase::New,
            step: 0,
            memory: None,
            due_at: created_at,
            interval_days: 0,
            first_study_day: None,
            last_review: None,
            reps: 0,
            lapses: 0,
        }
    }
}

/// Memory as FSRS models it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Memory {
    /// Days until the chance of recall falls to 90 in 100.
    pub stability: f32,
    /// How hard the card is to make stable, 1 to 10.
    pub difficulty: f32,
}

/// The last review of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastReview {
    /// Its id.
    pub id: ReviewId,
    /// When it was.
    pub at: DateTime<Utc>,
    /// The learner's study day.
    pub study_day: StudyDay,
}

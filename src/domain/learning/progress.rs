//! How far a learner has come.

use chrono::{DateTime, Utc};

use crate::domain::learning::study_day::StudyDay;

/// A card whose interval has reached this many days is mature, as in Anki.
pub const MATURE_INTERVAL_DAYS: i32 = 21;

/// A learner's present study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub study_day: StudyDay,
    /// Words whose first review was today.
    pub new_words: u32,
    /// The goal for new words.
    pub goal: u32,
    /// Reviews today.
    pub reviews: u32,
    /// Time spent on them, milliseconds; of one answer a minute counts at most, as in Anki.
    pub duration_ms: u32,
    /// Cards that are due now, new ones not among them.
    pub due: u32,
}

/// How many of a lesson's or a course's words are in which state. A word is learned, or mature, when all
/// its cards are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordCounts {
    /// All words.
    pub total: u32,
    /// Reviewed at least once.
    pub introduced: u32,
    /// All their cards have left the steps of the first day.
    pub learned: u32,
    /// All their cards come back after 21 days or more.
    pub mature: u32,
}

impl WordCounts {
    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            introduced: self.introduced + other.introduced,
            learned: self.learned + other.learned,
            mature: self.mature + other.mature,
        }
    }
}

/// What a club's leader sees of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemberProgress {
    /// The words of the lessons that the member has started.
    pub words: WordCounts,
    /// Words whose first review was on the member's present study day.
    pub new_words_today: u32,
    /// The member's goal for new words a day.
    pub daily_goal: u32,
    /// Cards that are due now.
    pub due: u32,
    /// All reviews.
    pub reviews: u32,
    /// When the member last answered.
    pub last_reviewed_at: Option<DateTime<Utc>>,
}

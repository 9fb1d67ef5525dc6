//! A learner's progress.

mod lesson_counts;
mod periods;
mod recount;
mod streak;
mod word_attempts;
mod word_memory;

pub use lesson_counts::count_lessons;
pub use periods::{Period, PeriodRetention, retention_by};
pub use recount::{LoggedReview, RecountedCounts, recount};
pub use streak::{Streak, Streaks, streaks};
pub use word_attempts::WordAttempts;
pub use word_memory::{WordMemory, WordState, word_memory};

use chrono::{DateTime, Utc};

use crate::learning::grading::Slip;
use crate::learning::study_day::StudyDay;

pub use crate::learning::card::MATURE_INTERVAL_DAYS;

/// A learner's current study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The study day.
    pub study_day: StudyDay,
    /// The counts of the day so far.
    pub counts: DayCounts,
    /// The goal for new words per day.
    pub goal: u32,
}

/// The counts of a study day in the review log, without voided reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCounts {
    /// Reviews.
    pub reviews: u32,
    /// The time spent on reviews, in milliseconds; an answer counts for one minute at most, as in Anki.
    pub duration_ms: u64,
    /// Reviews that were rated AGAIN.
    pub again: u32,
    /// Cards whose first review was on that day.
    pub new_cards: u32,
    /// Words whose first review was on that day.
    pub new_words: u32,
    /// Retention of cards that came back after 1 to 20 days.
    pub young: Retention,
    /// Retention of cards that came back after 21 days or more.
    pub mature: Retention,
}

impl DayCounts {
    /// Returns the number of cards that came back after an interval of days.
    pub fn returned_cards(&self) -> u32 {
        self.retention().reviews
    }

    /// Returns the retention of all cards that came back after an interval of days.
    pub fn retention(&self) -> Retention {
        self.young.plus(self.mature)
    }
}

/// True retention, as Anki counts it: how many cards came back after an interval of days, and how many of them were
/// remembered at the first review of the day. Over several days, a card counts once for each of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// The number of first reviews of a study day, of cards that came back.
    pub reviews: u32,
    /// The number of these reviews in which the card was remembered.
    pub retained: u32,
}

impl Retention {
    /// Returns the sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { reviews: self.reviews + other.reviews, retained: self.retained + other.retained }
    }

    /// Returns the remembered share, 0 to 1. `None` if no card came back.
    pub fn rate(self) -> Option<f64> {
        (self.reviews > 0).then(|| f64::from(self.retained) / f64::from(self.reviews))
    }
}

/// The words of a lesson or a course, counted by state. A word is learned, or mature, when all its cards for the skills
/// that the learner practises are learned, or mature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WordCounts {
    /// All words.
    pub total: u32,
    /// Words reviewed at least once.
    pub begun: u32,
    /// Words whose cards have all left their learning steps.
    pub learned: u32,
    /// Words whose cards all come back after 21 days or more.
    pub mature: u32,
}

impl WordCounts {
    /// Returns the number of words in a state.
    pub fn of(&self, state: WordState) -> u32 {
        let Self { total, begun, learned, mature } = *self;
        match state {
            WordState::New => total.saturating_sub(begun),
            WordState::Learning => begun.saturating_sub(learned),
            WordState::Young => learned.saturating_sub(mature),
            WordState::Mature => mature,
        }
    }

    /// Returns the sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            total: self.total + other.total,
            begun: self.begun + other.begun,
            learned: self.learned + other.learned,
            mature: self.mature + other.mature,
        }
    }
}

/// A learner's knowledge of all words of which they have cards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct KnownWords {
    /// The numbers of words by state.
    pub counts: WordCounts,
    /// The number of known words: the sum of each word's chance of recall today.
    pub known: f64,
}

/// When the cards that were reviewed before come back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// The number of cards that were due before today.
    pub overdue: u32,
    /// The number of cards due on each day, today first.
    pub days: Vec<u32>,
}

/// How often a learner made a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipCount {
    /// The slip, with one pair of letters.
    pub slip: Slip,
    /// How often the slip was made.
    pub count: u32,
    /// When the slip was made last.
    pub last_at: DateTime<Utc>,
}

/// The progress of a club member, as far as the caller may see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClubMemberProgress {
    /// All words of which the member has cards, except withdrawn ones.
    pub words: WordCounts,
    /// The number of cards due now.
    pub due: u32,
    /// The member's goal for new words per day.
    pub daily_goal: u32,
    /// The member's activity. `None` if the member does not share it.
    pub activity: Option<MemberActivity>,
}

/// The activity of a club member since a study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemberActivity {
    /// Words whose first review was on the member's current study day.
    pub new_words_today: u32,
    /// The number of reviews.
    pub reviews: u32,
    /// The time of the member's last answer.
    pub last_reviewed_at: Option<DateTime<Utc>>,
}

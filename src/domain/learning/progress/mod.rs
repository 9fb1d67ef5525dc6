//! How far a learner has come.

mod periods;
mod recount;
mod standing;
mod streak;
mod tries;

pub use periods::{Period, PeriodRetention, retention_by};
pub use recount::{Counted, Logged, recount};
pub use standing::{WordMemory, WordState, standing};
pub use streak::{Streak, Streaks, streaks};
pub use tries::WordTries;

use chrono::{DateTime, Utc};

use crate::domain::learning::grading::Slip;
use crate::domain::learning::study_day::StudyDay;

/// A card whose interval has reached this many days is mature, as in Anki.
pub const MATURE_INTERVAL_DAYS: i32 = 21;

/// A learner's present study day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Today {
    /// The day.
    pub study_day: StudyDay,
    /// What was done so far.
    pub counts: DayCounts,
    /// The goal for new words.
    pub goal: u32,
}

/// What the review log comes to on a study day. Reviews that were undone don't count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DayCounts {
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds; of one answer a minute counts at most, as in Anki.
    pub duration_ms: u64,
    /// Reviews that were rated AGAIN.
    pub again: u32,
    /// Cards whose first review was on that day.
    pub new_cards: u32,
    /// Words whose first review was on that day.
    pub new_words: u32,
    /// Cards that came back after 1 to 20 days.
    pub young: Retention,
    /// Cards that came back after 21 days or more.
    pub mature: Retention,
}

impl DayCounts {
    /// Cards that came back after days.
    pub fn came_back(&self) -> u32 {
        self.all().reviews
    }

    /// What was remembered of all cards that came back.
    pub fn all(&self) -> Retention {
        self.young.plus(self.mature)
    }
}

/// True retention, as Anki counts it: of the cards that came back after days, how many were remembered at the first review
/// of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Retention {
    /// Cards that came back.
    pub reviews: u32,
    /// Those of them that were remembered.
    pub retained: u32,
}

impl Retention {
    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { reviews: self.reviews + other.reviews, retained: self.retained + other.retained }
    }

    /// The share that was remembered, 0 to 1; none: no card came back.
    pub fn rate(self) -> Option<f64> {
        (self.reviews > 0).then(|| f64::from(self.retained) / f64::from(self.reviews))
    }
}

/// How many of a lesson's or a course's words are in which state. A word is learned, or mature, when all its cards are
/// whose skills the learner practises.
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
    /// How many are in a state.
    pub fn of(&self, state: WordState) -> u32 {
        let Self { total, introduced, learned, mature } = *self;
        match state {
            WordState::New => total.saturating_sub(introduced),
            WordState::Learning => introduced.saturating_sub(learned),
            WordState::Young => learned.saturating_sub(mature),
            WordState::Mature => mature,
        }
    }

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

/// What a learner knows of all words that they have cards of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct KnownWords {
    /// How many are in which state.
    pub counts: WordCounts,
    /// How many are known: the sum of the chances that each is remembered today.
    pub known: f64,
}

/// When the cards that were reviewed before come back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Forecast {
    /// Cards that were due before today.
    pub overdue: u32,
    /// Cards that are due on each day, today first.
    pub days: Vec<u32>,
}

/// How often something was slipped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipCount {
    /// What, with the letters of one pair.
    pub slip: Slip,
    /// How often.
    pub count: u32,
    /// When last.
    pub last_at: DateTime<Utc>,
}

/// What a club's leader sees of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClubMemberProgress {
    /// The words of the lessons that the member has started.
    pub words: WordCounts,
    /// Cards that are due now.
    pub due: u32,
    /// The member's goal for new words a day.
    pub daily_goal: u32,
    /// What the member has done; none: it is not shared.
    pub activity: Option<MemberActivity>,
}

/// What a club's member has done since a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct MemberActivity {
    /// Words whose first review was on the member's present study day.
    pub new_words_today: u32,
    /// Reviews.
    pub reviews: u32,
    /// When the member last answered.
    pub last_reviewed_at: Option<DateTime<Utc>>,
}

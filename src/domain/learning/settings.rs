//! How a learner learns.

use chrono_tz::Tz;

use crate::domain::ids::AccountId;
use crate::domain::learning::study_day::StudyCalendar;
use crate::domain::learning::word::LanguageTag;
use crate::domain::problem::Problem;

/// "Learn at least five words a day, and it is a great achievement."
pub const DEFAULT_DAILY_GOAL: u32 = 5;

/// An account's settings as a learner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerSettings {
    /// The account.
    pub learner_id: AccountId,
    /// Where the learner's days begin.
    pub time_zone: Tz,
    /// New words a day, 1 to 100.
    pub daily_goal: u32,
    /// The language that meanings are shown in.
    pub gloss_language: LanguageTag,
}

impl LearnerSettings {
    /// The learner's study days.
    pub fn calendar(&self) -> StudyCalendar {
        StudyCalendar::new(self.time_zone)
    }
}

/// Reads an IANA time zone.
pub fn time_zone(name: &str) -> Result<Tz, Problem> {
    name.parse().map_err(|_| Problem::UnknownTimeZone)
}

/// Checks a daily goal.
pub fn daily_goal(words: i32) -> Result<u32, Problem> {
    u32::try_from(words).ok().filter(|goal| (1..=100).contains(goal)).ok_or(Problem::InvalidDailyGoal)
}

//! How a learner learns.

use chrono_tz::Tz;

use crate::domain::ids::AccountId;
use crate::domain::learning::card::Skill;
use crate::domain::learning::preset::Preset;
use crate::domain::learning::study_day::{DEFAULT_ROLLOVER_HOUR, StudyCalendar};
use crate::domain::learning::word::LanguageTag;
use crate::domain::problem::Problem;

/// "Learn at least five words a day, and it is a great achievement."
pub const DEFAULT_DAILY_GOAL: u32 = 5;

/// The languages that every word of the content has a gloss in: shown where the learner's own have none.
const FALLBACK_GLOSSES: [&str; 2] = ["ru", "en"];

/// An account's settings as a learner.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerSettings {
    /// The account.
    pub learner_id: AccountId,
    /// Where the learner's days begin.
    pub time_zone: Tz,
    /// The hour at which they begin, 0 to 23.
    pub rollover_hour: u8,
    /// New words a day, 1 to 100.
    pub daily_goal: u32,
    /// The languages that meanings are shown in: the first that a word has a gloss in; never empty.
    pub gloss_languages: Vec<LanguageTag>,
    /// What is practised of each word; never empty.
    pub skills: Vec<Skill>,
    /// New cards a day at most.
    pub new_cards_per_day: u32,
    /// Cards that come back after days, a day at most.
    pub reviews_per_day: u32,
    /// Whether of each word one card a day is shown at most.
    pub bury_siblings: bool,
    /// A card that was forgotten so often is a leech.
    pub leech_threshold: u32,
    /// Whether leeches are out of the queue until the learner takes them back.
    pub suspend_leeches: bool,
    /// How cards are scheduled now.
    pub preset: Preset,
}

impl LearnerSettings {
    /// Those of somebody who has just registered.
    pub fn new(learner_id: AccountId, time_zone: Tz, gloss_language: LanguageTag) -> Self {
        Self {
            learner_id,
            time_zone,
            rollover_hour: DEFAULT_ROLLOVER_HOUR,
            daily_goal: DEFAULT_DAILY_GOAL,
            gloss_languages: vec![gloss_language],
            skills: vec![Skill::Recognize, Skill::Produce],
            new_cards_per_day: 20,
            reviews_per_day: 200,
            bury_siblings: false,
            leech_threshold: 8,
            suspend_leeches: true,
            preset: Preset::default(),
        }
    }

    /// The learner's study days.
    pub fn calendar(&self) -> StudyCalendar {
        StudyCalendar { zone: self.time_zone, rollover_hour: self.rollover_hour }
    }

    /// The languages to look for a meaning in, one after the other.
    pub fn gloss_chain(&self) -> Vec<LanguageTag> {
        LanguageTag::chain(&self.gloss_languages, &FALLBACK_GLOSSES)
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

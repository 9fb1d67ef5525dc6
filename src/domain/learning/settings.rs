//! How a learner learns.

use std::collections::HashSet;

use chrono_tz::Tz;
use kazakh::latin_draft::Script;

use crate::domain::ids::AccountId;
use crate::domain::learning::card::Skill;
use crate::domain::learning::preset::Preset;
use crate::domain::learning::study_day::{DEFAULT_ROLLOVER_HOUR, StudyCalendar};
use crate::domain::learning::word::LanguageTag;
use crate::domain::problem::Problem;
use crate::domain::text::Language;

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
    /// The languages that meanings are shown in.
    pub gloss_languages: GlossLanguages,
    /// The letters in which Kazakh is shown and typed.
    pub script: Script,
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
            gloss_languages: GlossLanguages::only(gloss_language),
            script: Script::Cyrillic,
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
        let own: Vec<LanguageTag> = self.gloss_languages.iter().cloned().collect();
        LanguageTag::chain(&own, &FALLBACK_GLOSSES)
    }
}

/// The languages to look for a meaning in for somebody of whom nothing is known but what they read.
pub fn gloss_chain_of(language: Language) -> Vec<LanguageTag> {
    let read = LanguageTag::new(language.tag()).ok();
    LanguageTag::chain(read.as_slice(), &FALLBACK_GLOSSES)
}

/// The languages that meanings are shown in, the one that is wanted most first: a word is shown in the first that it has a
/// gloss in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossLanguages {
    first: LanguageTag,
    others: Vec<LanguageTag>,
}

impl GlossLanguages {
    /// How many there may be.
    pub const MOST: usize = 8;

    /// One alone.
    pub fn only(language: LanguageTag) -> Self {
        Self { first: language, others: Vec::new() }
    }

    /// Between one and [`MOST`](Self::MOST), each once.
    pub fn new(languages: Vec<LanguageTag>) -> Result<Self, Problem> {
        let distinct: HashSet<&LanguageTag> = languages.iter().collect();
        if languages.len() > Self::MOST || distinct.len() < languages.len() {
            return Err(Problem::InvalidGlossLanguages);
        }
        let mut languages = languages.into_iter();
        let first = languages.next().ok_or(Problem::InvalidGlossLanguages)?;
        Ok(Self { first, others: languages.collect() })
    }

    /// The one that is wanted most.
    pub fn first(&self) -> &LanguageTag {
        &self.first
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &LanguageTag> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// Checks the skills that are to be practised: one at least, each once.
pub fn skills(skills: Vec<Skill>) -> Result<Vec<Skill>, Problem> {
    let distinct: HashSet<&Skill> = skills.iter().collect();
    if skills.is_empty() || distinct.len() < skills.len() {
        return Err(Problem::InvalidSkills);
    }
    Ok(skills)
}

/// Checks the hour at which study days begin.
pub fn rollover_hour(hour: i32) -> Result<u8, Problem> {
    u8::try_from(hour).ok().filter(|hour| *hour <= 23).ok_or(Problem::InvalidRolloverHour)
}

/// Checks how many cards a day are shown at most.
pub fn daily_limit(cards: i32) -> Result<u32, Problem> {
    u32::try_from(cards).ok().filter(|cards| *cards <= 9_999).ok_or(Problem::InvalidDailyLimit)
}

/// Checks how often a card is forgotten before it is a leech.
pub fn leech_threshold(lapses: i32) -> Result<u32, Problem> {
    u32::try_from(lapses)
        .ok()
        .filter(|lapses| (2..=99).contains(lapses))
        .ok_or(Problem::InvalidLeechThreshold)
}

/// Reads an IANA time zone.
pub fn time_zone(name: &str) -> Result<Tz, Problem> {
    name.parse().map_err(|_| Problem::UnknownTimeZone)
}

/// Checks a daily goal.
pub fn daily_goal(words: i32) -> Result<u32, Problem> {
    u32::try_from(words).ok().filter(|goal| (1..=100).contains(goal)).ok_or(Problem::InvalidDailyGoal)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tags(tags: &[&str]) -> Vec<LanguageTag> {
        tags.iter().map(|tag| LanguageTag::new(tag).unwrap()).collect()
    }

    #[test]
    fn there_is_always_a_language_to_show_meanings_in() {
        let chain = GlossLanguages::new(tags(&["uig", "rus", "eng"])).unwrap();
        assert_eq!(chain.first().as_str(), "ug");
        assert_eq!(chain.iter().map(LanguageTag::as_str).collect::<Vec<_>>(), ["ug", "ru", "en"]);
        let nine = ["ug", "ru", "en", "ko", "de", "tr", "uz", "ky", "tt"];
        for refused in [&[][..], &["ru", "rus"], &nine] {
            assert_eq!(
                GlossLanguages::new(tags(refused)),
                Err(Problem::InvalidGlossLanguages),
                "{refused:?}"
            );
        }
        assert!(GlossLanguages::new(tags(&nine[..8])).is_ok());
    }
}

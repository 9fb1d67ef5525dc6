//! A learner's settings.

use std::collections::HashSet;

use chrono_tz::Tz;
use kazakh::latin_draft::Script;

use crate::directory::INSTITUTION_ZONE;
use crate::ids::AccountId;
use crate::language_tag::LanguageTag;
use crate::learning::card::Skill;
use crate::learning::grading::Keyboard;
use crate::learning::preset::Preset;
use crate::learning::study_day::{DEFAULT_ROLLOVER_HOUR, StudyCalendar, StudyDay};
use crate::problem::Problem;
use crate::text::Language;

/// The default goal for new words per day: "Learn at least five words a day, and it is a great achievement."
pub const DEFAULT_DAILY_GOAL: u32 = 5;

/// The languages in which every word of the content has a gloss. That gloss is shown if the word has none in the
/// learner's own languages.
const FALLBACK_GLOSSES: [&str; 2] = ["ru", "en"];

/// An account's settings as a learner.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnerSettings {
    /// The account that the settings belong to.
    pub learner_id: AccountId,
    /// The learner's time zone.
    pub time_zone: Tz,
    /// The hour at which study days begin, 0 to 23.
    pub rollover_hour: u8,
    /// The goal for new words per day, 1 to 100.
    pub daily_goal: u32,
    /// The languages in which meanings are shown.
    pub gloss_languages: GlossLanguages,
    /// The script in which Kazakh is shown and typed.
    pub script: Script,
    /// The keyboard on which the learner types Kazakh.
    pub keyboard: Keyboard,
    /// The skills practised with each word; never empty.
    pub skills: Vec<Skill>,
    /// The maximum number of new cards per day.
    pub new_cards_per_day: u32,
    /// The maximum number per day of cards that come back after an interval of days.
    pub reviews_per_day: u32,
    /// Whether at most one card of each word is shown per day.
    pub bury_siblings: bool,
    /// The number of lapses at which a card is a leech.
    pub leech_threshold: u32,
    /// Whether leeches stay out of the queue until the learner returns them to it.
    pub suspend_leeches: bool,
    /// Whether a new word is introduced before its first exercise, and practised in one skill before the others.
    pub teach_new_words: bool,
    /// The study day on which a pause ends. `None` if there was none.
    pub paused_until: Option<StudyDay>,
    /// The scheduling preset in force.
    pub preset: Preset,
}

impl LearnerSettings {
    /// Returns the settings of a newly registered learner.
    pub fn new(learner_id: AccountId, time_zone: Tz, gloss_language: LanguageTag) -> Self {
        Self {
            learner_id,
            time_zone,
            rollover_hour: DEFAULT_ROLLOVER_HOUR,
            daily_goal: DEFAULT_DAILY_GOAL,
            gloss_languages: GlossLanguages::only(gloss_language),
            script: Script::Cyrillic,
            keyboard: Keyboard::Kazakh,
            skills: vec![Skill::Recognize, Skill::Produce],
            new_cards_per_day: 20,
            reviews_per_day: 200,
            bury_siblings: false,
            leech_threshold: 8,
            suspend_leeches: true,
            teach_new_words: true,
            paused_until: None,
            preset: Preset::default(),
        }
    }

    /// Returns the learner's calendar of study days.
    pub fn calendar(&self) -> StudyCalendar {
        StudyCalendar { zone: self.time_zone, rollover_hour: self.rollover_hour }
    }

    /// Whether the learner has a pause that lasts at least until the next study day.
    pub fn is_paused(&self, today: StudyDay) -> bool {
        self.resumes_on(today) > today
    }

    /// Returns the study day on which the learner studies next: the one on which a pause ends, or today.
    pub fn resumes_on(&self, today: StudyDay) -> StudyDay {
        self.paused_until.map_or(today, |until| until.max(today))
    }

    /// Returns the skill in which a new word is practised first: the first of those that the learner practises.
    pub fn first_skill(&self) -> Option<Skill> {
        Skill::ALL.into_iter().find(|skill| self.skills.contains(skill))
    }

    /// Returns the languages in which to look for a meaning, in order.
    pub fn gloss_chain(&self) -> Vec<LanguageTag> {
        let own: Vec<LanguageTag> = self.gloss_languages.iter().cloned().collect();
        LanguageTag::chain(&own, &FALLBACK_GLOSSES)
    }
}

/// Returns the languages in which to look for a meaning for a reader about whom only the interface language is known,
/// in order.
pub fn gloss_chain_for_reader(language: Language) -> Vec<LanguageTag> {
    let read = LanguageTag::new(language.tag()).ok();
    LanguageTag::chain(read.as_slice(), &FALLBACK_GLOSSES)
}

/// The languages in which meanings are shown, in order of preference. A word is shown in the first of them in which it
/// has a gloss.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GlossLanguages {
    first: LanguageTag,
    others: Vec<LanguageTag>,
}

impl GlossLanguages {
    /// The maximum number of languages.
    pub const MAX: usize = 8;

    /// Makes a list of one language.
    pub fn only(language: LanguageTag) -> Self {
        Self { first: language, others: Vec::new() }
    }

    /// Checks a list of languages: between one and [`MAX`](Self::MAX), each once.
    pub fn new(languages: Vec<LanguageTag>) -> Result<Self, Problem> {
        let distinct: HashSet<&LanguageTag> = languages.iter().collect();
        if languages.len() > Self::MAX || distinct.len() < languages.len() {
            return Err(Problem::InvalidGlossLanguages);
        }
        let mut languages = languages.into_iter();
        let first = languages.next().ok_or(Problem::InvalidGlossLanguages)?;
        Ok(Self { first, others: languages.collect() })
    }

    /// Returns the preferred language.
    pub fn first(&self) -> &LanguageTag {
        &self.first
    }

    /// Returns all languages, in order of preference.
    pub fn iter(&self) -> impl Iterator<Item = &LanguageTag> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// Checks the skills to practise: at least one, each once.
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

/// Checks a maximum number of cards per day.
pub fn daily_limit(cards: i32) -> Result<u32, Problem> {
    u32::try_from(cards).ok().filter(|cards| *cards <= 9_999).ok_or(Problem::InvalidDailyLimit)
}

/// Checks the number of lapses at which a card is a leech.
pub fn leech_threshold(lapses: i32) -> Result<u32, Problem> {
    u32::try_from(lapses)
        .ok()
        .filter(|lapses| (2..=99).contains(lapses))
        .ok_or(Problem::InvalidLeechThreshold)
}

/// Parses the name of an IANA time zone.
pub fn time_zone(name: &str) -> Result<Tz, Problem> {
    name.parse().map_err(|_| Problem::UnknownTimeZone)
}

/// Returns a time zone that a device has named, or the institution's if there is no such zone. Phones also report zones
/// that no list has, such as `GMT+05:00`.
pub fn time_zone_of_device(name: &str) -> Tz {
    time_zone(name).unwrap_or(INSTITUTION_ZONE)
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
    fn gloss_languages_are_checked() {
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

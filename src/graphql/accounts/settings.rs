//! The viewer's settings as a learner.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;
use kazakh::latin_draft as domain_script;

use super::Viewer;
use crate::app::settings::{self as app, UncheckedSettingsChange};
use crate::domain::learning::{grading, settings as domain};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::learning::card::Skill;
use crate::graphql::scalars::{Date, LanguageTag};

/// The script in which Kazakh is shown and typed. It does not affect scheduling.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain_script::Script")]
pub enum Script {
    /// The official Cyrillic alphabet of 42 letters.
    Cyrillic,
    /// The Latin alphabet of 2021, which is a draft; label it as a draft wherever it is offered.
    Latin,
}

/// The keyboard on which Kazakh is typed. It determines how the service grades an answer in which another letter
/// replaces a Kazakh one.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "grading::Keyboard")]
pub enum Keyboard {
    /// A keyboard with all Kazakh letters. The answer «торт» for төрт is another word, and «уй» for үй is a slip.
    Kazakh,
    /// A Russian keyboard, or an English one for the Latin alphabet. The nearest letter on the keyboard always counts
    /// as a slip that is rated GOOD: both «торт» for төрт and «уй» for үй.
    Russian,
}

/// The settings of a learner.
#[derive(SimpleObject)]
pub struct LearnerSettings {
    /// The languages in which meanings are shown, most preferred first. A word's meaning is shown in the first of these
    /// languages in which the word has one; otherwise in Russian, otherwise in English. Never empty. Every meaning is
    /// returned with its language.
    gloss_languages: ListOf<LanguageTag>,
    /// The script in which Kazakh is shown and typed.
    script: Script,
    /// The keyboard on which Kazakh is typed. KAZAKH by default.
    keyboard: Keyboard,
    /// The goal for new words per day, 1 to 100.
    daily_goal: u32,
    /// The IANA time zone in which study days begin.
    time_zone: &'static str,
    /// The local hour at which study days begin, 0 to 23.
    rollover_hour: u8,
    /// The skills practised for each word; never empty.
    skills: ListOf<Skill>,
    /// The maximum number of new cards per day, 0 to 9,999.
    new_cards_per_day: u32,
    /// The maximum number of cards per day that come back after an interval of days, 0 to 9,999.
    reviews_per_day: u32,
    /// Whether at most one card of each word is shown per day.
    bury_siblings: bool,
    /// The number of lapses that makes a card a leech, 2 to 99.
    leech_threshold: u32,
    /// Whether leeches are kept out of the queue until the learner returns them (`unsuspendCards`).
    suspend_leeches: bool,
    /// Whether the study queue introduces a new word before its first exercise (`StudyItem.exercise`), and starts each
    /// word with one skill: the cards of the other skills follow once the first card is in the phase REVIEW.
    teach_new_words: bool,
    /// The study day on which the learner resumes after a pause (`pauseStudy`). If it is today or earlier, the pause is
    /// over. Null if there was no pause, or if the learner ended it early.
    paused_until: Option<Date>,
}

impl From<&domain::LearnerSettings> for LearnerSettings {
    fn from(settings: &domain::LearnerSettings) -> Self {
        Self {
            gloss_languages: settings.gloss_languages.iter().map(LanguageTag::from).collect(),
            script: settings.script.into(),
            keyboard: settings.keyboard.into(),
            daily_goal: settings.daily_goal,
            time_zone: settings.time_zone.name(),
            rollover_hour: settings.rollover_hour,
            skills: settings.skills.iter().copied().map(Skill::from).collect(),
            new_cards_per_day: settings.new_cards_per_day,
            reviews_per_day: settings.reviews_per_day,
            bury_siblings: settings.bury_siblings,
            leech_threshold: settings.leech_threshold,
            suspend_leeches: settings.suspend_leeches,
            teach_new_words: settings.teach_new_words,
            paused_until: settings.paused_until.map(|day| Date(day.date())),
        }
    }
}

/// Changes to the viewer's settings; omitted fields stay as they are.
#[derive(InputObject)]
pub struct UpdateSettingsInput {
    /// The name that others see, 1 to 80 characters.
    pub display_name: Option<String>,
    /// The IANA time zone in which study days begin. Earlier reviews keep their study days.
    pub time_zone: Option<String>,
    /// The local hour at which study days begin, 0 to 23. Earlier reviews keep their study days.
    pub rollover_hour: Option<i32>,
    /// The goal for new words per day, 1 to 100.
    pub daily_goal: Option<i32>,
    /// The languages in which to show meanings, most preferred first: 1 to 8, without duplicates, such as
    /// `["ug", "ru", "en"]`. Three-letter codes are accepted, and stored as the two-letter codes where these exist.
    pub gloss_languages: Option<Vec<LanguageTag>>,
    /// The script in which Kazakh is shown and typed.
    pub script: Option<Script>,
    /// The keyboard on which Kazakh is typed. Earlier reviews keep their ratings.
    pub keyboard: Option<Keyboard>,
    /// The skills to practise for each word: at least one, without duplicates. Adding a skill creates cards of that
    /// skill for the words of all started lessons and of assignments, and for all other words that have cards. The
    /// cards of a removed skill are kept, and hidden until the skill is added again.
    pub skills: Option<Vec<Skill>>,
    /// The maximum number of new cards per day, 0 to 9,999.
    pub new_cards_per_day: Option<i32>,
    /// The maximum number of cards per day that come back after an interval of days, 0 to 9,999.
    pub reviews_per_day: Option<i32>,
    /// Whether at most one card of each word is shown per day.
    pub bury_siblings: Option<bool>,
    /// The number of lapses that makes a card a leech, 2 to 99.
    pub leech_threshold: Option<i32>,
    /// Whether leeches are kept out of the queue until the learner returns them (`unsuspendCards`).
    pub suspend_leeches: Option<bool>,
    /// Whether the study queue introduces a new word before its first exercise, and starts each word with one skill
    /// (`LearnerSettings.teachNewWords`).
    pub teach_new_words: Option<bool>,
}

/// The result of `updateSettings`.
#[derive(SimpleObject)]
pub struct UpdateSettingsPayload {
    /// The viewer with the new settings.
    viewer: Option<Viewer>,
    /// The problems with the input; empty on success. Codes: `INVALID_NAME`, `UNKNOWN_TIME_ZONE`,
    /// `INVALID_ROLLOVER_HOUR`, `INVALID_DAILY_GOAL`, `INVALID_LANGUAGE_TAG`, `INVALID_GLOSS_LANGUAGES`,
    /// `INVALID_SKILLS`, `INVALID_DAILY_LIMIT`, `INVALID_LEECH_THRESHOLD`.
    errors: ListOf<UserError>,
}

/// The mutation of settings.
#[derive(Default)]
pub struct SettingsMutation;

#[Object]
impl SettingsMutation {
    /// Changes the viewer's settings. Requires a login.
    async fn update_settings(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The changes.")] input: UpdateSettingsInput,
    ) -> Result<Option<UpdateSettingsPayload>, ApiError> {
        let request = request(context);
        let change = UncheckedSettingsChange {
            display_name: input.display_name,
            time_zone: input.time_zone,
            rollover_hour: input.rollover_hour,
            daily_goal: input.daily_goal,
            gloss_languages: input.gloss_languages.map(|tags| tags.into_iter().map(|tag| tag.0).collect()),
            script: input.script.map(Into::into),
            keyboard: input.keyboard.map(Into::into),
            skills: input.skills.map(|skills| skills.into_iter().map(Into::into).collect()),
            new_cards_per_day: input.new_cards_per_day,
            reviews_per_day: input.reviews_per_day,
            bury_siblings: input.bury_siblings,
            leech_threshold: input.leech_threshold,
            suspend_leeches: input.suspend_leeches,
            teach_new_words: input.teach_new_words,
        };
        let updated = app::update_settings(&request.caller, change).await;
        let (viewer, errors) = settle(updated.map(Arc::new), context)?;
        let viewer = viewer.map(|viewer| Viewer::renewed(context, viewer));
        Ok(Some(UpdateSettingsPayload { viewer, errors }))
    }
}

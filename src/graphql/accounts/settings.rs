//! The viewer's settings as a learner.

use std::sync::Arc;

use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use kazakh::latin_draft as domain_script;

use super::Viewer;
use crate::app::settings::{self as app, SettingsChange};
use crate::domain::learning::settings as domain;
use crate::graphql::context::{become_viewer, request};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::learning::card::Skill;
use crate::graphql::scalars::LanguageTag;

/// The letters in which Kazakh is shown and typed. Memory is the same in both.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain_script::Script")]
pub enum Script {
    /// The 42 Cyrillic letters in force.
    Cyrillic,
    /// The Latin alphabet of 2021, which is a draft: call it so where it is shown.
    Latin,
}

/// How somebody learns.
#[derive(SimpleObject)]
pub struct LearnerSettings {
    /// The languages that meanings are shown in, the one that is wanted most first: a word is shown in the first that it has
    /// a meaning in, else in Russian, else in English. Never empty. Which one it was stands beside each meaning that is
    /// shown.
    gloss_languages: Vec<LanguageTag>,
    /// The letters in which Kazakh is shown and typed.
    script: Script,
    /// New words a day, 1 to 100.
    daily_goal: u32,
    /// The IANA time zone in which study days begin.
    time_zone: &'static str,
    /// The hour at which they begin, 0 to 23, by the clock on the wall.
    rollover_hour: u8,
    /// What is practised of each word; never empty.
    skills: Vec<Skill>,
    /// New cards a day at most, 0 to 9,999.
    new_cards_per_day: u32,
    /// Cards that come back after days, a day at most, 0 to 9,999.
    reviews_per_day: u32,
    /// Whether of each word one card a day is shown at most.
    bury_siblings: bool,
    /// A card that was forgotten so often is a leech, 2 to 99.
    leech_threshold: u32,
    /// Whether leeches are out of the queue until the learner takes them back.
    suspend_leeches: bool,
}

impl From<&domain::LearnerSettings> for LearnerSettings {
    fn from(settings: &domain::LearnerSettings) -> Self {
        Self {
            gloss_languages: settings.gloss_languages.iter().map(LanguageTag::from).collect(),
            script: settings.script.into(),
            daily_goal: settings.daily_goal,
            time_zone: settings.time_zone.name(),
            rollover_hour: settings.rollover_hour,
            skills: settings.skills.iter().copied().map(Skill::from).collect(),
            new_cards_per_day: settings.new_cards_per_day,
            reviews_per_day: settings.reviews_per_day,
            bury_siblings: settings.bury_siblings,
            leech_threshold: settings.leech_threshold,
            suspend_leeches: settings.suspend_leeches,
        }
    }
}

/// What of the viewer's settings is to change; what is left out stays.
#[derive(InputObject)]
pub struct UpdateSettingsInput {
    /// What others see, 1 to 80 characters.
    pub display_name: Option<String>,
    /// The IANA time zone in which study days begin. What was studied before keeps its study days.
    pub time_zone: Option<String>,
    /// The hour at which study days begin, 0 to 23, by the clock on the wall. What was studied before keeps its study days.
    pub rollover_hour: Option<i32>,
    /// New words a day, 1 to 100.
    pub daily_goal: Option<i32>,
    /// The languages to show meanings in, the one that is wanted most first: 1 to 8, each once, such as `["ug", "ru", "en"]`.
    /// Codes of three letters are taken, too, and kept as their codes of two where there are some.
    pub gloss_languages: Option<Vec<LanguageTag>>,
    /// The language to show meanings in, one alone. `glossLanguages` counts where both are given.
    #[graphql(deprecation = "Use `glossLanguages`.")]
    pub gloss_language: Option<LanguageTag>,
    /// The letters in which Kazakh is shown and typed.
    pub script: Option<Script>,
    /// What is to be practised of each word: one skill at least, each once. A skill that comes in gets cards of the words of
    /// all lessons that were started; the cards of one that goes out are kept, and not shown until it comes in again.
    pub skills: Option<Vec<Skill>>,
    /// New cards a day at most, 0 to 9,999.
    pub new_cards_per_day: Option<i32>,
    /// Cards that come back after days, a day at most, 0 to 9,999.
    pub reviews_per_day: Option<i32>,
    /// Whether of each word one card a day is shown at most.
    pub bury_siblings: Option<bool>,
    /// How often a card is forgotten before it is a leech, 2 to 99.
    pub leech_threshold: Option<i32>,
    /// Whether leeches are out of the queue until the learner takes them back.
    pub suspend_leeches: Option<bool>,
}

/// What came of `updateSettings`.
#[derive(SimpleObject)]
pub struct UpdateSettingsPayload {
    /// The viewer with the new settings; null: see `errors`.
    viewer: Option<Viewer>,
    /// What is wrong with the input; empty: nothing. Codes: `INVALID_NAME`, `UNKNOWN_TIME_ZONE`, `INVALID_ROLLOVER_HOUR`,
    /// `INVALID_DAILY_GOAL`, `INVALID_LANGUAGE_TAG`, `INVALID_GLOSS_LANGUAGES`, `INVALID_SKILLS`, `INVALID_DAILY_LIMIT`,
    /// `INVALID_LEECH_THRESHOLD`.
    errors: Vec<UserError>,
}

/// Changing settings.
#[derive(Default)]
pub struct SettingsMutation;

#[Object]
impl SettingsMutation {
    /// Changes the viewer's settings. Somebody has to be logged in.
    async fn update_settings(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateSettingsInput,
    ) -> Result<Option<UpdateSettingsPayload>, ApiError> {
        let request = request(context);
        let change = SettingsChange {
            display_name: input.display_name,
            time_zone: input.time_zone,
            rollover_hour: input.rollover_hour,
            daily_goal: input.daily_goal,
            gloss_languages: input.gloss_languages.map(|tags| tags.into_iter().map(|tag| tag.0).collect()),
            gloss_language: input.gloss_language.map(|tag| tag.0),
            script: input.script.map(Into::into),
            skills: input.skills.map(|skills| skills.into_iter().map(Into::into).collect()),
            new_cards_per_day: input.new_cards_per_day,
            reviews_per_day: input.reviews_per_day,
            bury_siblings: input.bury_siblings,
            leech_threshold: input.leech_threshold,
            suspend_leeches: input.suspend_leeches,
        };
        let updated = app::update_settings(&request.caller, change).await;
        let (viewer, errors) = settle(updated.map(Arc::new), request.language)?;
        if let Some(viewer) = &viewer {
            become_viewer(context, Some(viewer.clone()));
        }
        Ok(Some(UpdateSettingsPayload { viewer: viewer.map(Viewer), errors }))
    }
}

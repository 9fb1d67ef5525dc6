//! Changing an account's settings as a learner.

use chrono_tz::Tz;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kazakh::latin_draft::Script;

use crate::db::DbError;
use crate::db::accounts::{AccountRow, LearnerRow, account, learner, preset_in_force, texts};
use crate::db::schema::{accounts, learners, scheduling_presets};
use crate::db::stored::columns;
use crate::domain::accounts::Account;
use crate::domain::ids::AccountId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::Skill;
use crate::domain::learning::grading::Keyboard;
use crate::domain::learning::settings::{GlossLanguages, LearnerSettings};
use crate::domain::learning::study_day::StudyDay;

/// Changes to the name that others see, and to [`LearnerSettings`], which documents the fields. `None` leaves a field as it
/// is.
#[derive(Debug, Default)]
pub struct SettingsChange {
    pub(crate) display_name: Option<String>,
    pub(crate) time_zone: Option<Tz>,
    pub(crate) rollover_hour: Option<u8>,
    pub(crate) daily_goal: Option<u32>,
    pub(crate) gloss_languages: Option<GlossLanguages>,
    pub(crate) script: Option<Script>,
    pub(crate) keyboard: Option<Keyboard>,
    pub(crate) skills: Option<Vec<Skill>>,
    pub(crate) new_cards_per_day: Option<u32>,
    pub(crate) reviews_per_day: Option<u32>,
    pub(crate) bury_siblings: Option<bool>,
    pub(crate) leech_threshold: Option<u32>,
    pub(crate) suspend_leeches: Option<bool>,
    pub(crate) teach_new_words: Option<bool>,
}

#[derive(AsChangeset, Default, PartialEq)]
#[diesel(table_name = learners)]
struct LearnerChange<'a> {
    time_zone: Option<&'a str>,
    rollover_hour: Option<i16>,
    daily_goal: Option<i16>,
    gloss_languages: Option<Vec<Option<&'a str>>>,
    script: Option<&'a str>,
    keyboard: Option<&'a str>,
    skills: Option<Vec<Option<&'a str>>>,
    new_cards_per_day: Option<i32>,
    reviews_per_day: Option<i32>,
    bury_siblings: Option<bool>,
    leech_threshold: Option<i16>,
    suspend_leeches: Option<bool>,
    teach_new_words: Option<bool>,
}

impl<'a> LearnerChange<'a> {
    fn of(change: &'a SettingsChange) -> Self {
        let small = |number: u32| i16::try_from(number).unwrap_or(i16::MAX);
        let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        let languages = change.gloss_languages.as_ref();
        let skills = change.skills.as_ref();
        Self {
            time_zone: change.time_zone.map(Tz::name),
            rollover_hour: change.rollover_hour.map(i16::from),
            daily_goal: change.daily_goal.map(small),
            gloss_languages: languages.map(|tags| texts(tags.iter().map(LanguageTag::as_str))),
            script: change.script.map(Script::as_str),
            keyboard: change.keyboard.map(Keyboard::as_str),
            skills: skills.map(|skills| texts(skills.iter().map(|skill| skill.as_str()))),
            new_cards_per_day: change.new_cards_per_day.map(count),
            reviews_per_day: change.reviews_per_day.map(count),
            bury_siblings: change.bury_siblings,
            leech_threshold: change.leech_threshold.map(small),
            suspend_leeches: change.suspend_leeches,
            teach_new_words: change.teach_new_words,
        }
    }
}

/// Changes only the given fields, since another device may be changing the others. Returns the account and settings
/// after the change.
pub async fn update(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    change: &SettingsChange,
) -> Result<(Account, LearnerSettings), DbError> {
    if let Some(name) = &change.display_name {
        let account = accounts::table.find(id);
        diesel::update(account).set(accounts::display_name.eq(name)).execute(connection).await?;
    }
    let values = LearnerChange::of(change);
    if values != LearnerChange::default() {
        diesel::update(learners::table.find(id)).set(values).execute(connection).await?;
    }
    let stored: (AccountRow, LearnerRow) = accounts::table
        .inner_join(learners::table)
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(accounts::id.eq(id))
        .select((columns::<AccountRow>(), columns::<LearnerRow>()))
        .first(connection)
        .await?;
    Ok((account(stored.0)?, learner(stored.1)?))
}

/// Stores the day on which the pause of the learner's studies ends.
pub async fn pause(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    until: Option<StudyDay>,
) -> Result<(), DbError> {
    let day = until.map(|day| day.0);
    diesel::update(learners::table.find(id)).set(learners::paused_until.eq(day)).execute(connection).await?;
    Ok(())
}

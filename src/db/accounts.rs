//! Accounts, sessions and learners' settings.

use chrono::{DateTime, Utc};
use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::content::content_version;
use crate::db::json::Json;
use crate::db::schema::{accounts, assignment_members, learners, scheduling_presets, sessions};
use crate::db::stored::{Place, columns};
use crate::domain::accounts::{Account, Email, Role};
use crate::domain::ids::AccountId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::preset::{Preset, Scheduling};
use crate::domain::learning::settings::{GlossLanguages, LearnerSettings};

/// A row of `accounts`, without the hash of the password.
#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(super) struct AccountRow {
    id: AccountId,
    email: String,
    display_name: String,
    role: String,
    created_at: DateTime<Utc>,
}

/// A row of `scheduling_presets`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = scheduling_presets)]
pub(super) struct PresetRow {
    number: i32,
    effective_at: Option<DateTime<Utc>>,
    scheduling: Json<Scheduling>,
}

/// A row of `learners`. The preset in force is left-joined: a learner with the defaults has none.
#[derive(Queryable, Selectable)]
#[diesel(table_name = learners)]
pub(super) struct LearnerRow {
    learner_id: AccountId,
    time_zone: String,
    rollover_hour: i16,
    daily_goal: i16,
    gloss_languages: Vec<Option<String>>,
    skills: Vec<Option<String>>,
    script: String,
    keyboard: String,
    new_cards_per_day: i32,
    reviews_per_day: i32,
    bury_siblings: bool,
    leech_threshold: i16,
    suspend_leeches: bool,
    #[diesel(embed)]
    preset: Option<PresetRow>,
}

/// Returns the join condition from a learner's settings to the preset in force.
#[auto_type]
pub(super) fn preset_in_force() -> _ {
    scheduling_presets::learner_id
        .eq(learners::learner_id)
        .and(scheduling_presets::number.eq(learners::preset_number))
}

pub(super) fn account(row: AccountRow) -> Result<Account, DbError> {
    let role = Place::new("accounts", &row.id).parse("role", &row.role)?;
    let AccountRow { id, email, display_name, created_at, .. } = row;
    Ok(Account { id, email, display_name, role, created_at })
}

pub(super) fn learner(row: LearnerRow) -> Result<LearnerSettings, DbError> {
    let place = Place::new("learners", &row.learner_id);
    let languages = row.gloss_languages.iter().flatten().map(|tag| place.language("gloss_languages", tag));
    let gloss_languages = GlossLanguages::new(languages.collect::<Result<_, _>>()?)
        .map_err(|_| place.corrupt("gloss_languages", "no valid list of languages"))?;
    let skills = row.skills.iter().flatten().map(|skill| place.parse("skills", skill));
    Ok(LearnerSettings {
        learner_id: row.learner_id,
        time_zone: place.parse("time_zone", &row.time_zone)?,
        rollover_hour: place.unsigned("rollover_hour", row.rollover_hour)?,
        daily_goal: place.unsigned("daily_goal", row.daily_goal)?,
        gloss_languages,
        script: place.parse("script", &row.script)?,
        keyboard: place.parse("keyboard", &row.keyboard)?,
        skills: skills.collect::<Result<_, _>>()?,
        new_cards_per_day: place.unsigned("new_cards_per_day", row.new_cards_per_day)?,
        reviews_per_day: place.unsigned("reviews_per_day", row.reviews_per_day)?,
        bury_siblings: row.bury_siblings,
        leech_threshold: place.unsigned("leech_threshold", row.leech_threshold)?,
        suspend_leeches: row.suspend_leeches,
        preset: row.preset.map(preset).transpose()?.unwrap_or_default(),
    })
}

pub(super) fn preset(row: PresetRow) -> Result<Preset, DbError> {
    let number = Place::new("scheduling_presets", &row.number).unsigned("number", row.number)?;
    Ok(Preset { number, effective_at: row.effective_at, scheduling: row.scheduling.0 })
}

/// Converts texts to the value of a text array column.
pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<Option<&'a str>> {
    texts.into_iter().map(Some).collect()
}

/// Inserts an account and its learner; fails with `Duplicate` if the e-mail address is taken.
pub async fn insert(
    connection: &mut AsyncPgConnection,
    account: &Account,
    password_hash: &str,
    settings: &LearnerSettings,
) -> Result<(), DbError> {
    diesel::insert_into(accounts::table)
        .values((
            accounts::id.eq(account.id),
            accounts::email.eq(&account.email),
            accounts::password_hash.eq(password_hash),
            accounts::display_name.eq(&account.display_name),
            accounts::role.eq(account.role.as_str()),
            accounts::created_at.eq(account.created_at),
        ))
        .execute(connection)
        .await?;
    diesel::insert_into(learners::table)
        .values((
            learners::learner_id.eq(account.id),
            learners::time_zone.eq(settings.time_zone.name()),
            learners::daily_goal.eq(i16::try_from(settings.daily_goal).unwrap_or(i16::MAX)),
            learners::gloss_languages.eq(texts(settings.gloss_languages.iter().map(LanguageTag::as_str))),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads an account by e-mail address, with its settings as a learner and the hash of its password.
pub async fn with_password_hash(
    connection: &mut AsyncPgConnection,
    email: &Email,
) -> Result<Option<(Account, LearnerSettings, String)>, DbError> {
    let row: Option<(AccountRow, LearnerRow, String)> = accounts::table
        .inner_join(learners::table)
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(accounts::email.eq(email.as_str()))
        .select((columns::<AccountRow>(), columns::<LearnerRow>(), accounts::password_hash))
        .first(connection)
        .await
        .optional()?;
    row.map(|(account_row, learner_row, hash)| Ok((account(account_row)?, learner(learner_row)?, hash)))
        .transpose()
}

/// Sets an account's role; returns whether the account exists.
pub async fn set_role(
    connection: &mut AsyncPgConnection,
    email: &Email,
    role: Role,
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.filter(accounts::email.eq(email.as_str())))
        .set(accounts::role.eq(role.as_str()))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}

/// Sets an account's password and ends its sessions; returns whether the account exists.
pub async fn set_password(
    connection: &mut AsyncPgConnection,
    email: &Email,
    password_hash: &str,
) -> Result<bool, DbError> {
    let id: Option<AccountId> = diesel::update(accounts::table.filter(accounts::email.eq(email.as_str())))
        .set(accounts::password_hash.eq(password_hash))
        .returning(accounts::id)
        .get_result(connection)
        .await
        .optional()?;
    let Some(id) = id else { return Ok(false) };
    diesel::delete(sessions::table.filter(sessions::account_id.eq(id))).execute(connection).await?;
    Ok(true)
}

/// Loads the hash of an account's password.
pub async fn password_hash(connection: &mut AsyncPgConnection, id: AccountId) -> Result<String, DbError> {
    Ok(accounts::table.find(id).select(accounts::password_hash).first(connection).await?)
}

/// Sets an account's password if it still has the old one, and ends its sessions except one; returns whether the
/// password was changed.
pub async fn change_password(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    old_hash: &str,
    new_hash: &str,
    kept_token_hash: &[u8],
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.find(id).filter(accounts::password_hash.eq(old_hash)))
        .set(accounts::password_hash.eq(new_hash))
        .execute(connection)
        .await?;
    let others =
        sessions::table.filter(sessions::account_id.eq(id)).filter(sessions::token_hash.ne(kept_token_hash));
    if changed == 1 {
        diesel::delete(others).execute(connection).await?;
    }
    Ok(changed == 1)
}

/// Returns whether the account still has this password; if so, locks it against changes until the transaction ends.
pub async fn lock_password(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    password_hash: &str,
) -> Result<bool, DbError> {
    let found: Option<AccountId> = accounts::table
        .find(account)
        .filter(accounts::password_hash.eq(password_hash))
        .select(accounts::id)
        .for_share()
        .first(connection)
        .await
        .optional()?;
    Ok(found.is_some())
}

/// Inserts a session.
pub async fn insert_session(
    connection: &mut AsyncPgConnection,
    token_hash: &[u8],
    account: AccountId,
    created_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(token_hash),
            sessions::account_id.eq(account),
            sessions::created_at.eq(created_at),
            sessions::expires_at.eq(expires_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the account's expired sessions.
pub async fn delete_expired_sessions(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let expired =
        sessions::table.filter(sessions::account_id.eq(account)).filter(sessions::expires_at.le(now));
    diesel::delete(expired).execute(connection).await?;
    Ok(())
}

/// Deletes a session; returns whether it existed.
pub async fn delete_session(connection: &mut AsyncPgConnection, token_hash: &[u8]) -> Result<(), DbError> {
    let session = sessions::table.filter(sessions::token_hash.eq(token_hash));
    diesel::delete(session).execute(connection).await?;
    Ok(())
}

/// A session, with its account.
#[derive(Debug)]
pub struct FoundSession {
    /// The account.
    pub account: Account,
    /// The account's settings as a learner.
    pub settings: LearnerSettings,
    /// The current version of the content.
    pub content_version: i64,
    /// Whether cards of the account's assignments are yet to be made.
    pub lacks_cards: bool,
}

/// Loads a session that has not expired.
pub async fn session_by_token(
    connection: &mut AsyncPgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<Option<FoundSession>, DbError> {
    let missing_cards = assignment_members::table
        .filter(assignment_members::learner_id.eq(sessions::account_id))
        .filter(assignment_members::change_number.is_null());
    let row: Option<(AccountRow, LearnerRow, Option<i64>, bool)> = sessions::table
        .inner_join(accounts::table.inner_join(learners::table))
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(sessions::token_hash.eq(token_hash))
        .filter(sessions::expires_at.gt(now))
        .select((
            columns::<AccountRow>(),
            columns::<LearnerRow>(),
            content_version().single_value(),
            exists(missing_cards),
        ))
        .first(connection)
        .await
        .optional()?;
    row.map(|(account_row, learner_row, version, lacks_cards)| {
        Ok(FoundSession {
            account: account(account_row)?,
            settings: learner(learner_row)?,
            content_version: version.unwrap_or(0),
            lacks_cards,
        })
    })
    .transpose()
}

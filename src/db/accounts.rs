//! Accounts, sessions and learners' settings.

use chrono::{DateTime, Utc};
use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::content::content_version;
use crate::db::json::Json;
use crate::db::schema::{accounts, assignment_members, learners, scheduling_presets, sessions};
use crate::db::stored::{parse, unsigned};
use crate::domain::accounts::{Account, Email, Role};
use crate::domain::ids::AccountId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::preset::{Preset, Scheduling};
use crate::domain::learning::settings::{GlossLanguages, LearnerSettings};

pub(super) type AccountRow = (AccountId, String, String, String, DateTime<Utc>);

#[auto_type(no_type_alias)]
pub(super) fn account_columns() -> _ {
    (accounts::id, accounts::email, accounts::display_name, accounts::role, accounts::created_at)
}

pub(super) type PresetColumns = (i32, Option<DateTime<Utc>>, Json<Scheduling>);

/// A learner's columns. The preset in force is left-joined: a learner with the defaults has none.
pub(super) type LearnerRow = (
    (AccountId, String, i16, i16),
    (Vec<Option<String>>, Vec<Option<String>>, String, String),
    (i32, i32, bool),
    (i16, bool),
    Option<PresetColumns>,
);

#[auto_type(no_type_alias)]
pub(super) fn learner_columns() -> _ {
    let day = (learners::learner_id, learners::time_zone, learners::rollover_hour, learners::daily_goal);
    let queue = (learners::new_cards_per_day, learners::reviews_per_day, learners::bury_siblings);
    let preset =
        (scheduling_presets::number, scheduling_presets::effective_at, scheduling_presets::scheduling);
    (
        day,
        (learners::gloss_languages, learners::skills, learners::script, learners::keyboard),
        queue,
        (learners::leech_threshold, learners::suspend_leeches),
        preset.nullable(),
    )
}

/// Returns the join condition from a learner's settings to the preset in force.
#[auto_type]
pub(super) fn preset_in_force() -> _ {
    scheduling_presets::learner_id
        .eq(learners::learner_id)
        .and(scheduling_presets::number.eq(learners::preset_number))
}

pub(super) fn account((id, email, display_name, role, created_at): AccountRow) -> Result<Account, DbError> {
    Ok(Account { id, email, display_name, role: parse::<Role>(&role)?, created_at })
}

pub(super) fn learner(row: LearnerRow) -> Result<LearnerSettings, DbError> {
    let (day, (languages, skills, script, keyboard), queue, leeches, in_force) = row;
    let language = |tag: String| LanguageTag::new(&tag).map_err(|_| DbError::Corrupt(tag));
    let languages = languages.into_iter().flatten().map(language).collect::<Result<_, _>>()?;
    let no_languages = |_| DbError::Corrupt("gloss languages".to_owned());
    Ok(LearnerSettings {
        learner_id: day.0,
        time_zone: parse(&day.1)?,
        rollover_hour: unsigned(day.2)?,
        daily_goal: unsigned(day.3)?,
        gloss_languages: GlossLanguages::new(languages).map_err(no_languages)?,
        script: parse(&script)?,
        keyboard: parse(&keyboard)?,
        skills: skills.iter().flatten().map(|skill| parse(skill)).collect::<Result<_, _>>()?,
        new_cards_per_day: unsigned(queue.0)?,
        reviews_per_day: unsigned(queue.1)?,
        bury_siblings: queue.2,
        leech_threshold: unsigned(leeches.0)?,
        suspend_leeches: leeches.1,
        preset: in_force.map(preset).transpose()?.unwrap_or_default(),
    })
}

pub(super) fn preset((number, effective_at, scheduling): PresetColumns) -> Result<Preset, DbError> {
    Ok(Preset { number: unsigned(number)?, effective_at, scheduling: scheduling.0 })
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
        .select((account_columns(), learner_columns(), accounts::password_hash))
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

/// Replaces the hash of an account's password with another hash of the same password; returns whether the account still
/// had the old one.
pub async fn renew_hash(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    old_hash: &str,
    new_hash: &str,
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.find(account).filter(accounts::password_hash.eq(old_hash)))
        .set(accounts::password_hash.eq(new_hash))
        .execute(connection)
        .await?;
    Ok(changed == 1)
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
            account_columns(),
            learner_columns(),
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

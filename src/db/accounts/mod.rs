//! Accounts, sessions and learners' settings.

mod attempts;
mod management;
mod sessions;

pub use self::attempts::{
    AttemptLimit, count_attempt, delete_old_attempts, forget_attempts, is_known_device, remember_device,
};
pub use self::management::{
    AccountKey, AccountsFilter, accounts_by_ids, accounts_page, delete_account, disable_account,
    due_deletions, enable_account, find_account, lock_due_deletion, revoke_deletion, schedule_deletion,
    set_role_of,
};
pub use self::sessions::{
    FoundSession, NewSession, delete_expired_sessions, delete_session, end_session, end_sessions,
    insert_session, password_was_entered, session_by_token, sessions_of, touch_session,
};

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{accounts, learners, scheduling_presets, sessions};
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

/// An account, with what logging in to it needs.
#[derive(Debug)]
pub struct LogInAccount {
    /// The account.
    pub account: Account,
    /// Its settings as a learner.
    pub settings: LearnerSettings,
    /// The hash of its password.
    pub password_hash: String,
    /// Whether an admin has disabled it.
    pub is_disabled: bool,
    /// Whether it is about to be deleted.
    pub awaits_deletion: bool,
}

/// Loads an account by e-mail address, to log in to it.
pub async fn log_in_account(
    connection: &mut AsyncPgConnection,
    email: &Email,
) -> Result<Option<LogInAccount>, DbError> {
    let row: Option<(AccountRow, LearnerRow, (String, bool, bool))> = accounts::table
        .inner_join(learners::table)
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(accounts::email.eq(email.as_str()))
        .select((
            account_columns(),
            learner_columns(),
            (
                accounts::password_hash,
                accounts::disabled_at.is_not_null(),
                accounts::deletion_due_at.is_not_null(),
            ),
        ))
        .first(connection)
        .await
        .optional()?;
    row.map(|(account_row, learner_row, (password_hash, is_disabled, awaits_deletion))| {
        Ok(LogInAccount {
            account: account(account_row)?,
            settings: learner(learner_row)?,
            password_hash,
            is_disabled,
            awaits_deletion,
        })
    })
    .transpose()
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

/// Returns whether the account still has this password and is not disabled; if so, locks it against changes until the
/// transaction ends.
pub async fn lock_password(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    password_hash: &str,
) -> Result<bool, DbError> {
    let found: Option<AccountId> = accounts::table
        .find(account)
        .filter(accounts::password_hash.eq(password_hash))
        .filter(accounts::disabled_at.is_null())
        .select(accounts::id)
        .for_share()
        .first(connection)
        .await
        .optional()?;
    Ok(found.is_some())
}

/// Replaces the hash of an account's password with another hash of the same password; returns whether the account still
/// had the old one, and is not disabled.
pub async fn renew_hash(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    old_hash: &str,
    new_hash: &str,
) -> Result<bool, DbError> {
    let same = accounts::table
        .find(account)
        .filter(accounts::password_hash.eq(old_hash))
        .filter(accounts::disabled_at.is_null());
    let changed = diesel::update(same).set(accounts::password_hash.eq(new_hash)).execute(connection).await?;
    Ok(changed == 1)
}

//! Accounts, sessions and learners' settings.

mod account_log;
mod attempts;
mod emails;
mod login_codes;
mod management;
mod passkeys;
mod second_factors;
mod sessions;

pub use self::account_log::{
    AccountLogKey, NewAccountLogEntry, account_log_by_ids, account_log_page, count_account_log_entries,
    insert_account_log_entry,
};
pub use self::attempts::{
    AttemptLimit, count_attempt, count_attempt_per_minute, delete_full_rates, delete_old_attempts,
    delete_unused_devices, forget_attempts, forget_devices, is_known_device, remember_device,
};
pub use self::emails::{
    ClaimedMessage, EmailLink, NewMessage, account_of_reset_link, change_email, claim_message,
    delete_expired_links, delete_message, find_enabled_account, insert_link, insert_messages,
    invalidate_links, postpone_message, reset_password, take_link, verify_email,
};
pub use self::login_codes::{put_login_code, use_login_code};
pub use self::management::{
    AccountKey, AccountsFilter, account_by_id, accounts_by_ids, accounts_page, delete_account,
    disable_account, due_deletions, enable_account, find_account, lock_account, lock_accounts,
    lock_against_changes, lock_due_deletion, revoke_deletion, schedule_deletion, set_role_of,
    taken_usernames,
};
pub use self::passkeys::{
    FoundPasskey, NewChallenge, PasskeyCredential, credential_ids_of, delete_expired_challenges,
    delete_passkey, delete_passkeys, insert_challenge, insert_passkey, passkey_of_credential, passkeys_of,
    take_challenge, use_passkey,
};
pub use self::second_factors::{
    StoredSecondFactor, count_recovery_codes, replace_recovery_codes, second_factor, start_totp,
    turn_off_second_factor, turn_off_totp, turn_on_second_factor, turn_on_totp, use_recovery_code,
    use_totp_step,
};
pub use self::sessions::{
    FoundSession, NewSession, delete_all_expired_sessions, delete_expired_sessions, delete_session,
    end_session, end_sessions, insert_session, lock_account_of_session, password_was_entered,
    sessions_by_tokens, sessions_of, touch_session,
};

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::{self, auto_type};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{accounts, learners, scheduling_presets};
use crate::db::stored::{Place, columns};
use crate::domain::accounts::{Account, LoginName};
use crate::domain::ids::AccountId;
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::preset::{Preset, Scheduling};
use crate::domain::learning::settings::{GlossLanguages, LearnerSettings};
use crate::domain::learning::study_day::StudyDay;

/// Returns the latest expiry of something with a lifetime that is valid now. A later one shows that the clock was ahead when
/// it was made, so it counts as expired.
fn latest_expiry(now: DateTime<Utc>, lifetime: Duration) -> DateTime<Utc> {
    now + lifetime * 2
}

/// A row of `accounts`, without the hash of the password.
#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
pub(super) struct AccountRow {
    id: AccountId,
    email: Option<String>,
    email_verified_at: Option<DateTime<Utc>>,
    username: Option<String>,
    display_name: String,
    role: String,
    created_at: DateTime<Utc>,
    second_factor_at: Option<DateTime<Utc>>,
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
    teach_new_words: bool,
    paused_until: Option<i32>,
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

type HasLoginName<'a> =
    dsl::Or<dsl::Eq<accounts::email, Option<&'a str>>, dsl::Eq<accounts::username, Option<&'a str>>>;

/// Returns the condition that an account has a login name.
fn has_login_name(name: &LoginName) -> HasLoginName<'_> {
    accounts::email.eq(name.email()).or(accounts::username.eq(name.username()))
}

pub(super) fn account(row: AccountRow) -> Result<Account, DbError> {
    let role = Place::new("accounts", &row.id).parse("role", &row.role)?;
    let has_second_factor = row.second_factor_at.is_some();
    let AccountRow { id, email, email_verified_at, username, display_name, created_at, .. } = row;
    Ok(Account { id, email, email_verified_at, username, display_name, role, created_at, has_second_factor })
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
        teach_new_words: row.teach_new_words,
        paused_until: row.paused_until.map(StudyDay),
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

/// Inserts an account and its learner; fails with `Duplicate` if the e-mail address or the user name is taken.
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
            accounts::username.eq(&account.username),
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
}

/// What identifies the account to log in to.
#[derive(Debug, Clone, Copy)]
pub enum LogInKey<'a> {
    /// Its login name.
    Name(&'a LoginName),
    /// Its id, which a passkey reports.
    Id(AccountId),
}

/// Loads an account, to log in to it.
pub async fn log_in_account(
    connection: &mut AsyncPgConnection,
    key: LogInKey<'_>,
) -> Result<Option<LogInAccount>, DbError> {
    let accounts_to_log_in = accounts::table
        .inner_join(learners::table)
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .select((
            columns::<AccountRow>(),
            columns::<LearnerRow>(),
            accounts::password_hash,
            accounts::disabled_at.is_not_null(),
        ));
    let row: Option<(AccountRow, LearnerRow, String, bool)> = match key {
        LogInKey::Name(name) => accounts_to_log_in.filter(has_login_name(name)).first(connection).await,
        LogInKey::Id(id) => accounts_to_log_in.filter(accounts::id.eq(id)).first(connection).await,
    }
    .optional()?;
    row.map(|(account_row, learner_row, password_hash, is_disabled)| {
        Ok(LogInAccount {
            account: account(account_row)?,
            settings: learner(learner_row)?,
            password_hash,
            is_disabled,
        })
    })
    .transpose()
}

/// Sets an account's password, ends its sessions, and forgets its devices.
pub async fn set_password(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    password_hash: &str,
) -> Result<(), DbError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::password_hash.eq(password_hash))
        .execute(connection)
        .await?;
    end_sessions(connection, id, None).await?;
    forget_devices(connection, id, None).await
}

/// Loads the hash of an account's password.
pub async fn password_hash(connection: &mut AsyncPgConnection, id: AccountId) -> Result<String, DbError> {
    Ok(accounts::table.find(id).select(accounts::password_hash).first(connection).await?)
}

/// What stays when a password is changed.
#[derive(Debug, Clone, Copy)]
pub struct KeptLogin<'a> {
    /// The hash of a session's token.
    pub token_hash: &'a [u8],
    /// The hash of a device's token.
    pub device_hash: Option<&'a [u8]>,
}

/// Sets an account's password if it still has the old one, ends its other sessions, and forgets its other devices; returns
/// whether the password was changed.
pub async fn change_password(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    old_hash: &str,
    new_hash: &str,
    kept: KeptLogin<'_>,
) -> Result<bool, DbError> {
    let changed = diesel::update(accounts::table.find(id).filter(accounts::password_hash.eq(old_hash)))
        .set(accounts::password_hash.eq(new_hash))
        .execute(connection)
        .await?;
    if changed == 1 {
        end_sessions(connection, id, Some(kept.token_hash)).await?;
        forget_devices(connection, id, kept.device_hash).await?;
    }
    Ok(changed == 1)
}

/// An account that a login has locked: nobody can disable it, or request its deletion, until the transaction ends.
#[derive(Debug, Clone, Copy)]
pub struct LockedForLogIn {
    /// Whether the account is about to be deleted.
    pub awaits_deletion: bool,
}

/// Locks an account against changes, if it still has this password and is not disabled.
pub async fn lock_password(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    password_hash: &str,
) -> Result<Option<LockedForLogIn>, DbError> {
    let found: Option<bool> = accounts::table
        .find(account)
        .filter(accounts::password_hash.eq(password_hash))
        .filter(accounts::disabled_at.is_null())
        .select(accounts::deletion_due_at.is_not_null())
        .for_share()
        .first(connection)
        .await
        .optional()?;
    Ok(found.map(|awaits_deletion| LockedForLogIn { awaits_deletion }))
}

/// Locks an account as [`lock_password`] does, and replaces the hash of its password with another hash of the same
/// password.
pub async fn renew_hash(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    old_hash: &str,
    new_hash: &str,
) -> Result<Option<LockedForLogIn>, DbError> {
    let same = accounts::table
        .find(account)
        .filter(accounts::password_hash.eq(old_hash))
        .filter(accounts::disabled_at.is_null());
    let found: Option<bool> = diesel::update(same)
        .set(accounts::password_hash.eq(new_hash))
        .returning(accounts::deletion_due_at.is_not_null())
        .get_result(connection)
        .await
        .optional()?;
    Ok(found.map(|awaits_deletion| LockedForLogIn { awaits_deletion }))
}

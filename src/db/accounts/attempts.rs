//! Attempts at passwords, and the devices that are known.

use std::num::NonZeroU32;

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Double, Integer, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::has_login_name;
use crate::db::DbError;
use crate::db::schema::{accounts, attempt_rates, known_devices, password_attempts};
use crate::db::statement::statement;
use crate::domain::accounts::LoginName;
use crate::domain::ids::AccountId;

/// How many attempts are free, and how the delay of the further ones grows.
#[derive(Debug, Clone, Copy)]
pub struct AttemptLimit {
    /// The number of attempts without a delay.
    pub free: i32,
    /// The delay after the last free attempt. Each further attempt doubles it.
    pub first_delay: Duration,
    /// The delay that further attempts no longer exceed.
    pub longest_delay: Duration,
}

#[derive(QueryableByName)]
struct AttemptRow {
    #[diesel(sql_type = Timestamptz)]
    next_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    accepted: bool,
}

/// Counts an attempt under a key. If it comes too early, returns the time from which the next attempt is accepted.
pub async fn count_attempt(
    connection: &mut AsyncPgConnection,
    key: &[u8],
    now: DateTime<Utc>,
    limit: AttemptLimit,
) -> Result<Option<DateTime<Utc>>, DbError> {
    #[expect(clippy::cast_precision_loss, reason = "a delay has few seconds")]
    let seconds = |delay: Duration| delay.num_seconds() as f64;
    let rows: Vec<AttemptRow> = statement(include_str!("attempt.sql"))
        .bind::<Binary, _>(key)
        .bind::<Timestamptz, _>(now)
        .bind::<Integer, _>(limit.free)
        .bind::<Double, _>(seconds(limit.longest_delay))
        .bind::<Double, _>(seconds(limit.first_delay))
        .load(connection)
        .await?;
    Ok(rows.into_iter().find(|row| !row.accepted).map(|row| row.next_at))
}

#[derive(QueryableByName)]
struct RefusedAttemptRow {
    #[diesel(sql_type = Timestamptz)]
    next_at: DateTime<Utc>,
}

/// Counts an attempt under a key that allows `per_minute` of them. An attempt too many is not counted; for it, returns
/// the time from which the next attempt is accepted.
pub async fn count_attempt_per_minute(
    connection: &mut AsyncPgConnection,
    key: &[u8],
    now: DateTime<Utc>,
    per_minute: NonZeroU32,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let refused: Option<RefusedAttemptRow> = statement(include_str!("attempt_rate.sql"))
        .bind::<Binary, _>(key)
        .bind::<Timestamptz, _>(now)
        .bind::<Double, _>(60.0 / f64::from(per_minute.get()))
        .get_result(connection)
        .await
        .optional()?;
    Ok(refused.map(|row| row.next_at))
}

/// Forgets the attempts under a key.
pub async fn forget_attempts(connection: &mut AsyncPgConnection, key: &[u8]) -> Result<(), DbError> {
    diesel::delete(password_attempts::table.find(key)).execute(connection).await?;
    Ok(())
}

/// Deletes the rates of attempts whose budget is full again.
pub async fn delete_full_rates(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::delete(attempt_rates::table.filter(attempt_rates::full_at.le(now))).execute(connection).await?;
    Ok(())
}

/// Deletes the counts of attempts that no longer count.
pub async fn delete_old_attempts(
    connection: &mut AsyncPgConnection,
    before: DateTime<Utc>,
) -> Result<(), DbError> {
    let old = password_attempts::table.filter(password_attempts::next_at.lt(before));
    diesel::delete(old).execute(connection).await?;
    Ok(())
}

/// Whether the account with a login name has logged in on a device.
pub async fn is_known_device(
    connection: &mut AsyncPgConnection,
    name: &LoginName,
    token_hash: &[u8],
) -> Result<bool, DbError> {
    let known = known_devices::table
        .inner_join(accounts::table)
        .filter(has_login_name(name))
        .filter(known_devices::token_hash.eq(token_hash));
    Ok(diesel::select(exists(known)).get_result(connection).await?)
}

/// Stores that an account has logged in on a device.
pub async fn remember_device(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::insert_into(known_devices::table)
        .values((
            known_devices::account_id.eq(account),
            known_devices::token_hash.eq(token_hash),
            known_devices::last_used_at.eq(now),
        ))
        .on_conflict((known_devices::account_id, known_devices::token_hash))
        .do_update()
        .set(known_devices::last_used_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Forgets the devices of an account, except the one of `kept_token_hash`.
pub async fn forget_devices(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    kept_token_hash: Option<&[u8]>,
) -> Result<(), DbError> {
    // No hash is empty, so without `kept_token_hash` all rows match.
    let others = known_devices::table
        .filter(known_devices::account_id.eq(account))
        .filter(known_devices::token_hash.ne(kept_token_hash.unwrap_or_default()));
    diesel::delete(others).execute(connection).await?;
    Ok(())
}

/// Forgets the devices of all accounts on which nobody has logged in since a time.
pub async fn delete_unused_devices(
    connection: &mut AsyncPgConnection,
    since: DateTime<Utc>,
) -> Result<(), DbError> {
    let unused = known_devices::table.filter(known_devices::last_used_at.lt(since));
    diesel::delete(unused).execute(connection).await?;
    Ok(())
}

//! The second factors of accounts, and their recovery codes.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::lock_account;
use crate::db::DbError;
use crate::db::schema::{accounts, passkeys, recovery_codes};
use crate::domain::ids::AccountId;

/// The secret that an account shares with an authenticator app.
pub struct StoredSecondFactor {
    /// The secret as it is stored: plain or encrypted.
    pub secret: Vec<u8>,
    /// Whether the app has shown its first code. Otherwise, the secret waits for it.
    pub is_on: bool,
}

/// Loads the secret of an account.
pub async fn second_factor(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<Option<StoredSecondFactor>, DbError> {
    let found: Option<(Option<Vec<u8>>, bool)> = accounts::table
        .find(account)
        .select((accounts::totp_secret, accounts::totp_confirmed_at.is_not_null()))
        .first(connection)
        .await
        .optional()?;
    Ok(found.and_then(|(secret, is_on)| secret.map(|secret| StoredSecondFactor { secret, is_on })))
}

/// Stores a secret that waits for its first code, unless the account has an app. Returns whether it stored the secret.
pub async fn start_totp(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    secret: &[u8],
) -> Result<bool, DbError> {
    let off = accounts::table.find(account).filter(accounts::totp_confirmed_at.is_null());
    let changed = diesel::update(off).set(accounts::totp_secret.eq(secret)).execute(connection).await?;
    Ok(changed == 1)
}

/// Turns on the second factor with the step of its first code; returns whether the secret was still waiting for it.
pub async fn turn_on_totp(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    secret: &[u8],
    step: i64,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let waiting = accounts::table
        .find(account)
        .filter(accounts::totp_confirmed_at.is_null())
        .filter(accounts::totp_secret.eq(secret));
    let changed = diesel::update(waiting)
        .set((accounts::totp_confirmed_at.eq(now), accounts::totp_last_step.eq(step)))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}

/// Stores that the code of a step was used; returns whether the second factor still has the secret, and the step is
/// later than all that were used.
pub async fn use_totp_step(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    secret: &[u8],
    step: i64,
) -> Result<bool, DbError> {
    let unused = accounts::table
        .find(account)
        .filter(accounts::totp_confirmed_at.is_not_null())
        .filter(accounts::totp_secret.eq(secret))
        .filter(accounts::totp_last_step.lt(step));
    let changed = diesel::update(unused).set(accounts::totp_last_step.eq(step)).execute(connection).await?;
    Ok(changed == 1)
}

/// Deletes the secret of an account.
pub async fn turn_off_totp(connection: &mut AsyncPgConnection, account: AccountId) -> Result<(), DbError> {
    diesel::update(accounts::table.find(account))
        .set((
            accounts::totp_secret.eq(None::<Vec<u8>>),
            accounts::totp_confirmed_at.eq(None::<DateTime<Utc>>),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores that an account has a second factor; returns whether it had none before.
pub async fn turn_on_second_factor(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let without = accounts::table.find(account).filter(accounts::second_factor_at.is_null());
    let changed = diesel::update(without).set(accounts::second_factor_at.eq(now)).execute(connection).await?;
    Ok(changed == 1)
}

/// Stores that an account has no second factor, if it has neither an authenticator app nor a passkey; returns whether it
/// has none.
pub async fn turn_off_second_factor(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<bool, DbError> {
    // Two transactions may each delete one of the last two factors. The second waits here, and then sees that none is
    // left.
    lock_account(connection, account).await?;
    let without = accounts::table
        .find(account)
        .filter(accounts::totp_confirmed_at.is_null())
        .filter(not(exists(passkeys::table.filter(passkeys::account_id.eq(account)))));
    let changed = diesel::update(without)
        .set(accounts::second_factor_at.eq(None::<DateTime<Utc>>))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}

/// Replaces the recovery codes of an account.
pub async fn replace_recovery_codes(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    hashes: &[Vec<u8>],
) -> Result<(), DbError> {
    let all = recovery_codes::table.filter(recovery_codes::account_id.eq(account));
    diesel::delete(all).execute(connection).await?;
    if hashes.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = hashes
        .iter()
        .map(|hash| (recovery_codes::account_id.eq(account), recovery_codes::code_hash.eq(hash)))
        .collect();
    diesel::insert_into(recovery_codes::table).values(rows).execute(connection).await?;
    Ok(())
}

/// Deletes a recovery code; returns whether the account had it.
pub async fn use_recovery_code(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    hash: &[u8],
) -> Result<bool, DbError> {
    let code = recovery_codes::table
        .filter(recovery_codes::account_id.eq(account))
        .filter(recovery_codes::code_hash.eq(hash));
    Ok(diesel::delete(code).execute(connection).await? == 1)
}

/// Counts the recovery codes of an account.
pub async fn count_recovery_codes(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<u32, DbError> {
    let codes = recovery_codes::table.filter(recovery_codes::account_id.eq(account));
    let number: i64 = codes.count().get_result(connection).await?;
    Ok(u32::try_from(number).unwrap_or(u32::MAX))
}

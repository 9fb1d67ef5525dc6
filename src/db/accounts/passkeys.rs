//! Passkeys, and the challenges that devices answer with them.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;

use super::latest_expiry;
use crate::db::DbError;
use crate::db::schema::{passkey_challenges, passkeys};
use crate::db::stored::Place;
use crate::domain::accounts::{CHALLENGE_LIFETIME, Passkey, PasskeyPurpose};
use crate::domain::ids::{AccountId, PasskeyId};

/// A challenge that a device is to answer.
#[derive(Debug, Clone, Copy)]
pub struct NewChallenge<'a> {
    /// The random bytes that the device signs.
    pub challenge: &'a [u8],
    /// What the answer is for.
    pub purpose: PasskeyPurpose,
    /// The account that registers a passkey; `None` for a login.
    pub account: Option<AccountId>,
    /// What the answer is compared with.
    pub state: &'a Value,
    /// When it can no longer be answered.
    pub expires_at: DateTime<Utc>,
}

/// Inserts a challenge.
pub async fn insert_challenge(
    connection: &mut AsyncPgConnection,
    new: NewChallenge<'_>,
) -> Result<(), DbError> {
    diesel::insert_into(passkey_challenges::table)
        .values((
            passkey_challenges::challenge.eq(new.challenge),
            passkey_challenges::purpose.eq(new.purpose.as_str()),
            passkey_challenges::account_id.eq(new.account),
            passkey_challenges::state.eq(new.state),
            passkey_challenges::expires_at.eq(new.expires_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes a challenge of a purpose and an account, and returns what its answer is compared with, unless it has
/// expired. Of several answers at the same time, only one finds it.
pub async fn take_challenge(
    connection: &mut AsyncPgConnection,
    challenge: &[u8],
    purpose: PasskeyPurpose,
    account: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<Option<Value>, DbError> {
    let own = passkey_challenges::table
        .find(challenge)
        .filter(passkey_challenges::purpose.eq(purpose.as_str()))
        .filter(passkey_challenges::account_id.is_not_distinct_from(account));
    let found: Option<(Value, DateTime<Utc>)> = diesel::delete(own)
        .returning((passkey_challenges::state, passkey_challenges::expires_at))
        .get_result(connection)
        .await
        .optional()?;
    let latest = latest_expiry(now, CHALLENGE_LIFETIME);
    let is_valid = |expires_at: DateTime<Utc>| now < expires_at && expires_at <= latest;
    Ok(found.filter(|(_, expires_at)| is_valid(*expires_at)).map(|(state, _)| state))
}

/// Deletes the challenges that nobody has answered in time.
pub async fn delete_expired_challenges(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let expired = passkey_challenges::table.filter(passkey_challenges::expires_at.le(now));
    diesel::delete(expired).execute(connection).await?;
    Ok(())
}

/// What proves that a signature is a passkey's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyCredential {
    /// The id that the device made.
    pub credential_id: Vec<u8>,
    /// The public key, in the format of COSE.
    pub public_key: Vec<u8>,
    /// The signature algorithm, by its COSE number.
    pub algorithm: i32,
    /// The number of signatures that the device last reported.
    pub counter: u32,
}

/// Inserts a passkey; fails with `Duplicate` if any account has its credential.
pub async fn insert_passkey(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    passkey: &Passkey,
    credential: &PasskeyCredential,
) -> Result<(), DbError> {
    diesel::insert_into(passkeys::table)
        .values((
            passkeys::id.eq(passkey.id),
            passkeys::account_id.eq(account),
            passkeys::credential_id.eq(&credential.credential_id),
            passkeys::public_key.eq(&credential.public_key),
            passkeys::algorithm.eq(credential.algorithm),
            passkeys::counter.eq(i64::from(credential.counter)),
            passkeys::name.eq(&passkey.name),
            passkeys::created_at.eq(passkey.created_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads the passkeys of an account, in the order in which they were registered.
pub async fn passkeys_of(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<Vec<Passkey>, DbError> {
    type Row = (PasskeyId, String, DateTime<Utc>, Option<DateTime<Utc>>);
    let rows: Vec<Row> = passkeys::table
        .filter(passkeys::account_id.eq(account))
        .order((passkeys::created_at, passkeys::id))
        .select((passkeys::id, passkeys::name, passkeys::created_at, passkeys::last_used_at))
        .load(connection)
        .await?;
    let passkey = |(id, name, created_at, last_used_at): Row| Passkey { id, name, created_at, last_used_at };
    Ok(rows.into_iter().map(passkey).collect())
}

/// Loads the ids of the credentials of an account.
pub async fn credential_ids_of(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<Vec<Vec<u8>>, DbError> {
    let own = passkeys::table.filter(passkeys::account_id.eq(account));
    Ok(own.select(passkeys::credential_id).load(connection).await?)
}

/// A passkey that a device has used.
#[derive(Debug)]
pub struct FoundPasskey {
    /// The id.
    pub id: PasskeyId,
    /// The account that it belongs to.
    pub account: AccountId,
    /// What proves a signature.
    pub credential: PasskeyCredential,
}

/// Loads the passkey of a credential.
pub async fn passkey_of_credential(
    connection: &mut AsyncPgConnection,
    credential_id: &[u8],
) -> Result<Option<FoundPasskey>, DbError> {
    type Row = (PasskeyId, AccountId, Vec<u8>, Vec<u8>, i32, i64);
    let row: Option<Row> = passkeys::table
        .filter(passkeys::credential_id.eq(credential_id))
        .select((
            passkeys::id,
            passkeys::account_id,
            passkeys::credential_id,
            passkeys::public_key,
            passkeys::algorithm,
            passkeys::counter,
        ))
        .first(connection)
        .await
        .optional()?;
    row.map(|(id, account, credential_id, public_key, algorithm, counter)| {
        let counter = Place::new("passkeys", &id).unsigned("counter", counter)?;
        let credential = PasskeyCredential { credential_id, public_key, algorithm, counter };
        Ok(FoundPasskey { id, account, credential })
    })
    .transpose()
}

/// Stores that a passkey was used; returns whether it is still there, and nobody has used it since `found` was loaded.
pub async fn use_passkey(
    connection: &mut AsyncPgConnection,
    found: &FoundPasskey,
    counter: u32,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let unused =
        passkeys::table.find(found.id).filter(passkeys::counter.eq(i64::from(found.credential.counter)));
    let changed = diesel::update(unused)
        .set((passkeys::counter.eq(i64::from(counter)), passkeys::last_used_at.eq(now)))
        .execute(connection)
        .await?;
    Ok(changed == 1)
}

/// Deletes a passkey of an account; returns whether it existed.
pub async fn delete_passkey(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    id: PasskeyId,
) -> Result<bool, DbError> {
    let own = passkeys::table.find(id).filter(passkeys::account_id.eq(account));
    Ok(diesel::delete(own).execute(connection).await? == 1)
}

/// Deletes the passkeys of an account.
pub async fn delete_passkeys(connection: &mut AsyncPgConnection, account: AccountId) -> Result<(), DbError> {
    diesel::delete(passkeys::table.filter(passkeys::account_id.eq(account))).execute(connection).await?;
    Ok(())
}

//! The sessions of accounts.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{AccountRow, LearnerRow, account, learner, lock_accounts, preset_in_force};
use crate::db::DbError;
use crate::db::content::content_version;
use crate::db::schema::{accounts, assignment_members, learners, scheduling_presets, sessions};
use crate::db::stored::columns;
use crate::domain::accounts::{Account, Session};
use crate::domain::ids::{AccountId, SessionId};
use crate::domain::learning::settings::LearnerSettings;

/// The maximum number of sessions in a list.
const MAX_LISTED: i64 = 100;

/// A session to insert; `created_at` is also the time of its first use.
#[derive(Debug)]
pub struct NewSession<'a> {
    /// The id.
    pub id: SessionId,
    /// The hash of its token.
    pub token_hash: &'a [u8],
    /// The account.
    pub account: AccountId,
    /// The label of the client's device.
    pub device: Option<String>,
    /// When the account logged in.
    pub created_at: DateTime<Utc>,
    /// When it expires unless it is used before.
    pub expires_at: DateTime<Utc>,
}

/// Inserts a session.
pub async fn insert_session(
    connection: &mut AsyncPgConnection,
    session: NewSession<'_>,
) -> Result<(), DbError> {
    diesel::insert_into(sessions::table)
        .values((
            sessions::token_hash.eq(session.token_hash),
            sessions::id.eq(session.id),
            sessions::account_id.eq(session.account),
            sessions::device.eq(session.device),
            sessions::created_at.eq(session.created_at),
            sessions::last_used_at.eq(session.created_at),
            sessions::authenticated_at.eq(session.created_at),
            sessions::expires_at.eq(session.expires_at),
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

/// Deletes the expired sessions of all accounts.
pub async fn delete_all_expired_sessions(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::delete(sessions::table.filter(sessions::expires_at.le(now))).execute(connection).await?;
    Ok(())
}

/// Deletes the session of a token.
pub async fn delete_session(connection: &mut AsyncPgConnection, token_hash: &[u8]) -> Result<(), DbError> {
    let session = sessions::table.filter(sessions::token_hash.eq(token_hash));
    diesel::delete(session).execute(connection).await?;
    Ok(())
}

/// Deletes a session of an account; returns whether it existed.
pub async fn end_session(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    id: SessionId,
) -> Result<bool, DbError> {
    let session = sessions::table.filter(sessions::id.eq(id)).filter(sessions::account_id.eq(account));
    Ok(diesel::delete(session).execute(connection).await? == 1)
}

/// Deletes the sessions of an account, except the one of `kept_token_hash`; returns their number.
pub async fn end_sessions(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    kept_token_hash: Option<&[u8]>,
) -> Result<usize, DbError> {
    // No hash is empty, so without `kept_token_hash` all rows match.
    let all = sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::token_hash.ne(kept_token_hash.unwrap_or_default()));
    Ok(diesel::delete(all).execute(connection).await?)
}

/// Loads the sessions of an account that have not expired, the last used ones first, each with the hash of its token.
pub async fn sessions_of(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<(Session, Vec<u8>)>, DbError> {
    type Row = (SessionId, Option<String>, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, Vec<u8>);
    let rows: Vec<Row> = sessions::table
        .filter(sessions::account_id.eq(account))
        .filter(sessions::expires_at.gt(now))
        .order((sessions::last_used_at.desc(), sessions::id.desc()))
        .limit(MAX_LISTED)
        .select((
            sessions::id,
            sessions::device,
            sessions::created_at,
            sessions::last_used_at,
            sessions::expires_at,
            sessions::token_hash,
        ))
        .load(connection)
        .await?;
    let session = |(id, device, created_at, last_used_at, expires_at, token_hash): Row| {
        (Session { id, device, created_at, last_used_at, expires_at }, token_hash)
    };
    Ok(rows.into_iter().map(session).collect())
}

/// A session, with its account.
#[derive(Debug, Clone)]
pub struct FoundSession {
    /// The account.
    pub account: Account,
    /// The account's settings as a learner.
    pub settings: LearnerSettings,
    /// The current version of the content.
    pub content_version: i64,
    /// Whether cards of the account's assignments are yet to be made.
    pub lacks_cards: bool,
    /// When the session began.
    pub created_at: DateTime<Utc>,
    /// When it was last used, as far as stored.
    pub last_used_at: DateTime<Utc>,
    /// When the password was last entered.
    pub authenticated_at: DateTime<Utc>,
    /// When it expires unless it is used before.
    pub expires_at: DateTime<Utc>,
}

/// Loads the sessions of tokens, each with the hash of its token, except those of disabled accounts. They may have expired.
/// A stored value that cannot be read is the error of its own session only.
pub async fn sessions_by_tokens(
    connection: &mut AsyncPgConnection,
    token_hashes: &[&[u8]],
) -> Result<Vec<(Vec<u8>, Result<FoundSession, DbError>)>, DbError> {
    type Times = (DateTime<Utc>, DateTime<Utc>, DateTime<Utc>, DateTime<Utc>);
    type Row = (Vec<u8>, AccountRow, LearnerRow, Option<i64>, bool, Times);
    let missing_cards = assignment_members::table
        .filter(assignment_members::learner_id.eq(sessions::account_id))
        .filter(assignment_members::change_number.is_null());
    let rows: Vec<Row> = sessions::table
        .inner_join(accounts::table.inner_join(learners::table))
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(sessions::token_hash.eq_any(token_hashes))
        .filter(accounts::disabled_at.is_null())
        // Without a limit, PostgreSQL expects ten rows whatever the array holds, and reads all accounts.
        .limit(i64::try_from(token_hashes.len()).unwrap_or(i64::MAX))
        .select((
            sessions::token_hash,
            columns::<AccountRow>(),
            columns::<LearnerRow>(),
            content_version().single_value(),
            exists(missing_cards),
            (sessions::created_at, sessions::last_used_at, sessions::authenticated_at, sessions::expires_at),
        ))
        .load(connection)
        .await?;
    let session = |account_row, learner_row, version: Option<i64>, lacks_cards, times: Times| {
        let (created_at, last_used_at, authenticated_at, expires_at) = times;
        Ok(FoundSession {
            account: account(account_row)?,
            settings: learner(learner_row)?,
            content_version: version.unwrap_or(0),
            lacks_cards,
            created_at,
            last_used_at,
            authenticated_at,
            expires_at,
        })
    };
    let found = rows.into_iter().map(|(hash, account, learner, version, lacks_cards, times)| {
        (hash, session(account, learner, version, lacks_cards, times))
    });
    Ok(found.collect())
}

/// Locks an account until the transaction ends, and returns whether the token still has a session of it. Until then,
/// nothing ends the session.
pub async fn lock_account_of_session(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    token_hash: &[u8],
) -> Result<bool, DbError> {
    lock_accounts(connection, &[account]).await?;
    // A statement of its own sees what was committed while the first one waited for the lock.
    let session: Option<AccountId> = sessions::table
        .find(token_hash)
        .filter(sessions::account_id.eq(account))
        .select(sessions::account_id)
        .for_key_share()
        .first(connection)
        .await
        .optional()?;
    Ok(session.is_some())
}

/// Stores that a session was used.
pub async fn touch_session(
    connection: &mut AsyncPgConnection,
    token_hash: &[u8],
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(sessions::table.filter(sessions::token_hash.eq(token_hash)))
        .set((sessions::last_used_at.eq(now), sessions::expires_at.eq(expires_at)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores that the password of the account was entered again in one of its sessions.
pub async fn password_was_entered(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    token_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let session = sessions::table.filter(sessions::token_hash.eq(token_hash));
    diesel::update(session.filter(sessions::account_id.eq(account)))
        .set(sessions::authenticated_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

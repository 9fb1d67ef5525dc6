//! Login codes.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Binary, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::latest_expiry;
use crate::db::DbError;
use crate::db::schema::login_codes;
use crate::db::statement::statement;
use crate::domain::accounts::LOGIN_CODE_LIFETIME;
use crate::domain::ids::AccountId;

/// Stores the code of an account that a leader has created; it replaces the account's last one.
pub async fn put_login_code(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    leader: AccountId,
    code_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let values = (
        login_codes::code_hash.eq(code_hash),
        login_codes::expires_at.eq(expires_at),
        login_codes::leader_id.eq(leader),
    );
    diesel::insert_into(login_codes::table)
        .values((login_codes::account_id.eq(account), values))
        .on_conflict(login_codes::account_id)
        .do_update()
        .set(values)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the code of an account if it is this one, and returns whether it could still be used: it has not expired, and
/// the leader who created it still leads a club of the account. Of several uses at the same time, only one succeeds.
pub async fn use_login_code(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    code_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let used = statement(
        "DELETE FROM login_codes WHERE account_id = $1 AND code_hash = $2 AND expires_at > $3
           AND expires_at <= $4 AND EXISTS (
           SELECT FROM club_memberships AS led
           JOIN club_memberships AS own ON own.club_id = led.club_id
           JOIN accounts ON accounts.id = led.learner_id
           WHERE led.learner_id = login_codes.leader_id AND led.role = 'leader'
             AND accounts.disabled_at IS NULL AND own.learner_id = login_codes.account_id)",
    )
    .bind::<SqlUuid, _>(account)
    .bind::<Binary, _>(code_hash)
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(latest_expiry(now, LOGIN_CODE_LIFETIME))
    .execute(connection)
    .await?;
    Ok(used == 1)
}

//! One-time codes to log in with.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::login_codes;
use crate::domain::ids::AccountId;

/// Stores the code of an account; it replaces the account's last one.
pub async fn put_login_code(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    code_hash: &[u8],
    expires_at: DateTime<Utc>,
) -> Result<(), DbError> {
    let values = (login_codes::code_hash.eq(code_hash), login_codes::expires_at.eq(expires_at));
    diesel::insert_into(login_codes::table)
        .values((login_codes::account_id.eq(account), values))
        .on_conflict(login_codes::account_id)
        .do_update()
        .set(values)
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes the code of an account if it is this one, and returns whether it could still be used. Of several uses at the
/// same time, only one succeeds.
pub async fn use_login_code(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    code_hash: &[u8],
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let code = login_codes::table.find(account).filter(login_codes::code_hash.eq(code_hash));
    let expires_at: Option<DateTime<Utc>> =
        diesel::delete(code).returning(login_codes::expires_at).get_result(connection).await.optional()?;
    Ok(expires_at.is_some_and(|end| end > now))
}

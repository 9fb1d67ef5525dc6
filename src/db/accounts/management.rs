//! Accounts as admins and operators see them; disabling and deleting accounts.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel::sql_types::Uuid as SqlUuid;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{AccountRow, account, has_login_name};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_memberships, clubs};
use crate::db::statement::statement;
use crate::db::stored::{columns, containing};
use crate::db::{DbError, deleted_ids};
use crate::domain::accounts::{LoginName, ManagedAccount, Role, Username};
use crate::domain::ids::{AccountId, ClubId};

/// The sort key of accounts: when they were registered, and their ids.
pub type AccountKey = (DateTime<Utc>, Uuid);

/// A row of `accounts`, with what only admins and operators see.
#[derive(Queryable, Selectable)]
#[diesel(table_name = accounts)]
struct ManagedRow {
    #[diesel(embed)]
    account: AccountRow,
    disabled_at: Option<DateTime<Utc>>,
    deletion_due_at: Option<DateTime<Utc>>,
}

fn managed(row: ManagedRow) -> Result<ManagedAccount, DbError> {
    let ManagedRow { account: own, disabled_at, deletion_due_at } = row;
    Ok(ManagedAccount { account: account(own)?, disabled_at, deletion_due_at })
}

/// The accounts in a list.
#[derive(Debug, Default, Clone)]
pub struct AccountsFilter {
    /// Part of the e-mail address, the user name or the display name.
    pub text: Option<String>,
    /// The role.
    pub role: Option<Role>,
}

/// Loads a page of accounts, in the order of registration.
pub async fn accounts_page(
    connection: &mut AsyncPgConnection,
    filter: &AccountsFilter,
    page: &PageRequest<AccountKey>,
) -> Result<Page<(AccountKey, ManagedAccount)>, DbError> {
    let mut query = accounts::table.select(columns::<ManagedRow>()).into_boxed();
    if let Some(text) = &filter.text {
        let pattern = containing(text);
        let is_named = accounts::display_name.ilike(pattern.clone());
        let has_login = accounts::email.ilike(pattern.clone()).or(accounts::username.ilike(pattern));
        query = query.filter(is_named.nullable().or(has_login));
    }
    if let Some(role) = filter.role {
        query = query.filter(accounts::role.eq(role.as_str()));
    }
    let rows: Vec<ManagedRow> = page
        .paginate(query, (accounts::created_at, accounts::id), Direction::Ascending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let found = managed(row)?;
        Ok(((found.account.created_at, found.account.id.uuid()), found))
    })
}

/// Loads accounts by id, in no particular order.
pub async fn accounts_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[AccountId],
) -> Result<Vec<ManagedAccount>, DbError> {
    let rows: Vec<ManagedRow> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .select(columns::<ManagedRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(managed).collect()
}

/// Loads an account.
pub async fn account_by_id(
    connection: &mut AsyncPgConnection,
    id: AccountId,
) -> Result<Option<ManagedAccount>, DbError> {
    Ok(accounts_by_ids(connection, &[id]).await?.pop())
}

/// Returns the id of the account with a login name.
pub async fn find_account(
    connection: &mut AsyncPgConnection,
    name: &LoginName,
) -> Result<Option<AccountId>, DbError> {
    let found = accounts::table
        .filter(has_login_name(name))
        .select(accounts::id)
        .first(connection)
        .await
        .optional()?;
    Ok(found)
}

/// Returns which of these user names are taken.
pub async fn taken_usernames(
    connection: &mut AsyncPgConnection,
    names: &[Username],
) -> Result<Vec<String>, DbError> {
    let names: Vec<&str> = names.iter().map(Username::as_str).collect();
    let taken: Vec<Option<String>> = accounts::table
        .filter(accounts::username.eq_any(names))
        .select(accounts::username)
        .load(connection)
        .await?;
    Ok(taken.into_iter().flatten().collect())
}

/// Returns an account, which nobody can change until the transaction ends; `None` if there is none. The lock is shared:
/// several transactions can hold it.
pub async fn lock_against_changes(
    connection: &mut AsyncPgConnection,
    id: AccountId,
) -> Result<Option<ManagedAccount>, DbError> {
    let row: Option<ManagedRow> = accounts::table
        .find(id)
        .select(columns::<ManagedRow>())
        .for_share()
        .first(connection)
        .await
        .optional()?;
    row.map(managed).transpose()
}

/// Sets an account's role.
pub async fn set_role_of(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    role: Role,
) -> Result<(), DbError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::role.eq(role.as_str()))
        .execute(connection)
        .await?;
    Ok(())
}

/// Disables an account that is not disabled yet.
pub async fn disable_account(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(accounts::table.find(id).filter(accounts::disabled_at.is_null()))
        .set(accounts::disabled_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Enables an account.
pub async fn enable_account(connection: &mut AsyncPgConnection, id: AccountId) -> Result<(), DbError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::disabled_at.eq(None::<DateTime<Utc>>))
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets when an account will be deleted.
pub async fn schedule_deletion(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    due_at: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::deletion_due_at.eq(due_at))
        .execute(connection)
        .await?;
    Ok(())
}

/// Revokes the deletion of an account.
pub async fn revoke_deletion(connection: &mut AsyncPgConnection, id: AccountId) -> Result<(), DbError> {
    diesel::update(accounts::table.find(id))
        .set(accounts::deletion_due_at.eq(None::<DateTime<Utc>>))
        .execute(connection)
        .await?;
    Ok(())
}

/// Returns some accounts whose deletion is due, other than these.
pub async fn due_deletions(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    others: &[AccountId],
    limit: i64,
) -> Result<Vec<AccountId>, DbError> {
    let due = accounts::table
        .filter(accounts::deletion_due_at.le(now))
        .filter(accounts::id.ne_all(others))
        .select(accounts::id);
    Ok(due.order(accounts::deletion_due_at).limit(limit).load(connection).await?)
}

/// Locks accounts until the transaction ends, and returns them in the order of their ids, in which they are locked.
pub async fn lock_accounts(
    connection: &mut AsyncPgConnection,
    ids: &[AccountId],
) -> Result<Vec<ManagedAccount>, DbError> {
    let rows: Vec<ManagedRow> = accounts::table
        .filter(accounts::id.eq_any(ids))
        .order(accounts::id)
        .select(columns::<ManagedRow>())
        .for_no_key_update()
        .load(connection)
        .await?;
    rows.into_iter().map(managed).collect()
}

/// Locks an account until the transaction ends, and returns it. Fails if there is none.
pub async fn lock_account(
    connection: &mut AsyncPgConnection,
    id: AccountId,
) -> Result<ManagedAccount, DbError> {
    let row = accounts::table.find(id).select(columns::<ManagedRow>()).for_no_key_update();
    managed(row.first(connection).await?)
}

/// Whether the deletion of an account is still due; if so, locks the account until the transaction ends.
pub async fn lock_due_deletion(
    connection: &mut AsyncPgConnection,
    id: AccountId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let found: Option<AccountId> = accounts::table
        .find(id)
        .filter(accounts::deletion_due_at.le(now))
        .select(accounts::id)
        .for_update()
        .first(connection)
        .await
        .optional()?;
    Ok(found.is_some())
}

/// Deletes an account and, by the foreign keys, all data of its owner; also the clubs that nobody else is in, and the
/// messages to its address that are yet to be sent. Of the account's id, at most a hash is kept.
pub async fn delete_account(connection: &mut AsyncPgConnection, id: AccountId) -> Result<(), DbError> {
    let members = || club_memberships::table.filter(club_memberships::club_id.eq(clubs::id));
    // With the lock, somebody who joins at the same time is found by the last statement, or finds no club.
    let alone: Vec<ClubId> = clubs::table
        .filter(exists(members().filter(club_memberships::learner_id.eq(id))))
        .filter(not(exists(members().filter(club_memberships::learner_id.ne(id)))))
        .order(clubs::id)
        .select(clubs::id)
        .for_update()
        .load(connection)
        .await?;
    // A message that resets a password names no account before it is sent.
    statement(
        "DELETE FROM email_outbox
         WHERE account_id IS NULL AND address = (SELECT email FROM accounts WHERE id = $1)",
    )
    .bind::<SqlUuid, _>(id)
    .execute(connection)
    .await?;
    diesel::delete(accounts::table.find(id)).execute(connection).await?;
    deleted_ids::remember_account(connection, id).await?;
    let empty: Vec<ClubId> = clubs::table
        .filter(clubs::id.eq_any(alone))
        .filter(not(exists(members())))
        .select(clubs::id)
        .load(connection)
        .await?;
    if empty.is_empty() { Ok(()) } else { crate::db::clubs::delete_clubs(connection, &empty).await }
}

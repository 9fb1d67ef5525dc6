//! The log of what happened to accounts. The service can only add entries.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{account_log, accounts};
use crate::db::stored::{Place, columns, computed};
use crate::domain::accounts::{AccountAction, AccountActor, AccountLogEntry, Role};
use crate::domain::ids::{AccountId, AccountLogEntryId};

/// The page key of the account log: ids increase with time.
pub type AccountLogKey = AccountLogEntryId;

/// An entry to insert.
#[derive(Debug, Clone, Copy)]
pub struct NewAccountLogEntry {
    /// The id.
    pub id: AccountLogEntryId,
    /// The account; `None` if it is deleted.
    pub account: Option<AccountId>,
    /// What happened.
    pub action: AccountAction,
    /// The new role, if the role was changed.
    pub role: Option<Role>,
    /// Who did it.
    pub actor: AccountActor,
    /// The admin who did it.
    pub admin: Option<AccountId>,
    /// When it happened.
    pub at: DateTime<Utc>,
}

/// Inserts an entry.
pub async fn insert_account_log_entry(
    connection: &mut AsyncPgConnection,
    new: &NewAccountLogEntry,
) -> Result<(), DbError> {
    diesel::insert_into(account_log::table)
        .values((
            account_log::id.eq(new.id),
            account_log::account_id.eq(new.account),
            account_log::action.eq(new.action.as_str()),
            account_log::role.eq(new.role.map(Role::as_str)),
            account_log::actor.eq(new.actor.as_str()),
            account_log::actor_id.eq(new.admin),
            account_log::logged_at.eq(new.at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Counts the entries about an account since a moment.
pub async fn count_account_log_entries(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    since: DateTime<Utc>,
) -> Result<usize, DbError> {
    let recent: i64 = account_log::table
        .filter(account_log::account_id.eq(account))
        .filter(account_log::logged_at.gt(since))
        .count()
        .get_result(connection)
        .await?;
    computed(recent)
}

/// A row of `account_log`, with the name of the admin.
#[derive(Queryable, Selectable)]
#[diesel(table_name = account_log)]
struct EntryRow {
    id: AccountLogEntryId,
    account_id: Option<AccountId>,
    action: String,
    role: Option<String>,
    actor: String,
    #[diesel(select_expression = accounts::display_name.nullable())]
    actor_name: Option<String>,
    logged_at: DateTime<Utc>,
}

fn entry(row: EntryRow) -> Result<AccountLogEntry, DbError> {
    let place = Place::new("account_log", &row.id);
    Ok(AccountLogEntry {
        id: row.id,
        account_id: row.account_id,
        action: place.parse("action", &row.action)?,
        role: row.role.map(|role| place.parse("role", &role)).transpose()?,
        actor: place.parse("actor", &row.actor)?,
        actor_name: row.actor_name,
        logged_at: row.logged_at,
    })
}

/// Loads the entries with these ids: those about an account or, without one, all of them. In no particular order.
pub async fn account_log_by_ids(
    connection: &mut AsyncPgConnection,
    account: Option<AccountId>,
    ids: &[AccountLogEntryId],
) -> Result<Vec<AccountLogEntry>, DbError> {
    let mut query = account_log::table
        .left_join(accounts::table.on(account_log::actor_id.eq(accounts::id.nullable())))
        .filter(account_log::id.eq_any(ids))
        .select(columns::<EntryRow>())
        .into_boxed();
    if let Some(account) = account {
        query = query.filter(account_log::account_id.eq(account));
    }
    let rows: Vec<EntryRow> = query.load(connection).await?;
    rows.into_iter().map(entry).collect()
}

/// Loads a page of the log of an account or, without one, of all accounts; the newest entries first.
pub async fn account_log_page(
    connection: &mut AsyncPgConnection,
    account: Option<AccountId>,
    page: &PageRequest<AccountLogKey>,
) -> Result<Page<(AccountLogKey, AccountLogEntry)>, DbError> {
    let mut query = account_log::table
        .left_join(accounts::table.on(account_log::actor_id.eq(accounts::id.nullable())))
        .select(columns::<EntryRow>())
        .into_boxed();
    if let Some(account) = account {
        query = query.filter(account_log::account_id.eq(account));
    }
    let rows: Vec<EntryRow> =
        page.paginate(query, (account_log::id,), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let entry = entry(row)?;
        Ok((entry.id, entry))
    })
}

//! The account log: what happened to accounts, and the notices of it that their owners get by e-mail.

use chrono::Duration;
use diesel_async::AsyncPgConnection;

use super::email::message;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::accounts::{AccountLogKey, NewAccountLogEntry};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::accounts::{Account, AccountAction, AccountActor, AccountLogEntry, Role};
use crate::domain::ids::{AccountId, AccountLogEntryId};
use crate::domain::text::Language;
use crate::random;

/// The number of entries within [`NOTICE_WINDOW`] after which an account gets no further notice, so that nobody can flood
/// the mailbox of a person whose address they registered.
const MAX_NOTICES: usize = 20;
const NOTICE_WINDOW: Duration = Duration::hours(1);

/// Adds an entry, in the transaction of the event.
pub(in crate::app) async fn log_event(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    account: AccountId,
    action: AccountAction,
    role: Option<Role>,
) -> Result<(), AppError> {
    let viewer = caller.viewer.as_ref().map(|viewer| viewer.account.id);
    let actor = match viewer {
        Some(viewer) if viewer != account => AccountActor::Admin,
        // Without a login, somebody has used the account's password, link or code.
        None if caller.is_operator() => AccountActor::Operator,
        _ => AccountActor::Owner,
    };
    let admin = viewer.filter(|_| actor == AccountActor::Admin);
    insert(caller, connection, Some(account), action, role, (actor, admin)).await
}

/// Adds the entry of a deletion. The entry names no account, so that nothing of a deleted account remains.
pub(super) async fn log_deletion(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    actor: AccountActor,
) -> Result<(), AppError> {
    insert(caller, connection, None, AccountAction::Deleted, None, (actor, None)).await
}

async fn insert(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    account: Option<AccountId>,
    action: AccountAction,
    role: Option<Role>,
    (actor, admin): (AccountActor, Option<AccountId>),
) -> Result<(), AppError> {
    let id = AccountLogEntryId::from(random::uuid_v7(caller.now));
    let new = NewAccountLogEntry { id, account, action, role, actor, admin, at: caller.now };
    Ok(db::accounts::insert_account_log_entry(connection, &new).await?)
}

/// Adds an entry about a change of how the owner of an account logs in, and writes a notice in `language` to the e-mail
/// address that the account had before the change. The command line does not know whether the service sends e-mail, so
/// it always writes the notice.
pub(super) async fn log_and_notify(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    account: &Account,
    action: AccountAction,
    language: Language,
) -> Result<(), AppError> {
    log_event(caller, connection, account.id, action, None).await?;
    let (Some(kind), Some(address)) = (action.notice(), &account.email) else { return Ok(()) };
    if caller.services.mail.is_none() && !caller.is_operator() {
        return Ok(());
    }
    let since = caller.now - NOTICE_WINDOW;
    if db::accounts::count_account_log_entries(connection, account.id, since).await? > MAX_NOTICES {
        return Ok(());
    }
    let notice = message(caller, kind, Some(account.id), address, language);
    Ok(db::accounts::insert_messages(connection, &[notice], caller.now).await?)
}

/// Returns a page of the log of the viewer's account, the newest entries first.
pub async fn own_account_log(
    caller: &Caller,
    page: &PageRequest<AccountLogKey>,
) -> Result<Page<(AccountLogKey, AccountLogEntry)>, AppError> {
    let account = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::accounts::account_log_page(&mut connection, Some(account), page).await?)
}

/// Returns a page of the log of an account or, without one, of all accounts, the newest entries first; `None` unless the
/// viewer is an admin.
pub async fn account_log(
    caller: &Caller,
    account: Option<AccountId>,
    page: &PageRequest<AccountLogKey>,
) -> Result<Option<Page<(AccountLogKey, AccountLogEntry)>>, AppError> {
    if !caller.may(access::may_manage_accounts) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::accounts::account_log_page(&mut connection, account, page).await?))
}

/// Loads the entries with these ids that the viewer may see: those about their own account; all of them for admins.
pub async fn account_log_by_ids(
    caller: &Caller,
    ids: &[AccountLogEntryId],
) -> Result<Vec<AccountLogEntry>, AppError> {
    let own = caller.viewer()?.account.id;
    let of = (!caller.may(access::may_manage_accounts)).then_some(own);
    let mut connection = caller.connection().await?;
    Ok(db::accounts::account_log_by_ids(&mut connection, of, ids).await?)
}

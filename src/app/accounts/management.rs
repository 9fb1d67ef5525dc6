//! The management of accounts: by admins through the API, and by operators on the command line.

use diesel_async::AsyncPgConnection;

use super::account_log::{log_deletion, log_event};
use super::email::invalidate_password_links;
use super::second_factor;
use crate::app::clubs::give_up_leading;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::accounts::{AccountKey, AccountsFilter};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::accounts::{Account, AccountAction, AccountActor, LoginName, ManagedAccount, Role};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;
use crate::domain::text::Language;

/// The number of accounts that the command line loads at a time.
const BATCH: i64 = 500;

/// Loads a page of accounts, in the order of registration; `None` unless the viewer is an admin.
pub async fn accounts_page(
    caller: &Caller,
    filter: &AccountsFilter,
    page: &PageRequest<AccountKey>,
) -> Result<Option<Page<(AccountKey, ManagedAccount)>>, AppError> {
    if !caller.may(access::may_manage_accounts) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::accounts::accounts_page(&mut connection, filter, page).await?))
}

/// Loads accounts by id, in no particular order; none unless the viewer is an admin.
pub async fn managed_accounts(caller: &Caller, ids: &[AccountId]) -> Result<Vec<ManagedAccount>, AppError> {
    if !caller.may(access::may_manage_accounts) {
        return Ok(Vec::new());
    }
    let mut connection = caller.connection().await?;
    Ok(db::accounts::accounts_by_ids(&mut connection, ids).await?)
}

/// A change of an account by an admin.
#[derive(Debug, Clone, Copy)]
pub enum AccountChange {
    /// Its role.
    Role(Role),
    /// Whether it is disabled.
    Disabled(bool),
    /// Its second factor is turned off, because its owner has lost the devices and the recovery codes.
    SecondFactorReset,
}

/// Changes an account of somebody else, for admins who have logged in recently, and returns it. A notice to its owner is in
/// this language.
pub async fn update_account(
    caller: &Caller,
    id: AccountId,
    change: AccountChange,
    language: Language,
) -> Result<ManagedAccount, AppError> {
    let own = caller.require(access::may_manage_accounts)?;
    caller.require_recent_login()?;
    // The last admin cannot lock themselves out.
    if own.id == id {
        return Err(AppError::refused_at(Problem::Forbidden, "accountId"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let locked = db::accounts::lock_accounts(connection, &[own.id, id]).await?;
            let of = |id: AccountId| locked.iter().find(|found| found.account.id == id);
            // If two admins take the role from each other at once, the second has lost it by now.
            let is_admin = |own: &ManagedAccount| {
                own.disabled_at.is_none() && access::may_manage_accounts(own.account.role)
            };
            if !of(own.id).is_some_and(is_admin) {
                return Err(AppError::refused(Problem::Forbidden));
            }
            let found = of(id).at("accountId")?;
            apply(caller, connection, found, change, language).await?;
            db::accounts::account_by_id(connection, id).await?.at("accountId")
        })
        .await
}

/// Changes an account, which is locked.
async fn apply(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    managed: &ManagedAccount,
    change: AccountChange,
    language: Language,
) -> Result<(), AppError> {
    let account = &managed.account;
    let id = account.id;
    match change {
        // Sent again, or done by somebody else before: nothing happens to the account, so the log has nothing to say.
        AccountChange::Role(role) if role == account.role => Ok(()),
        AccountChange::Disabled(disabled) if disabled == managed.disabled_at.is_some() => Ok(()),
        AccountChange::Role(role) => {
            // Rights can be taken from any account, but not given to one that nobody uses.
            if role > account.role {
                managed.require_active().at("accountId")?;
            }
            db::accounts::set_role_of(connection, id, role).await?;
            if !access::may_lead_clubs(role) {
                give_up_leading(connection, id, caller.now).await?;
            }
            log_event(caller, connection, id, AccountAction::RoleChanged, Some(role)).await
        }
        AccountChange::Disabled(true) => {
            db::accounts::disable_account(connection, id, caller.now).await?;
            db::accounts::end_sessions(connection, id, None).await?;
            // Otherwise a link that somebody else has requested would work again once the account is enabled.
            invalidate_password_links(connection, id).await?;
            log_event(caller, connection, id, AccountAction::Disabled, None).await
        }
        AccountChange::Disabled(false) => {
            db::accounts::enable_account(connection, id).await?;
            log_event(caller, connection, id, AccountAction::Enabled, None).await
        }
        AccountChange::SecondFactorReset => {
            second_factor::reset(caller, connection, account, language).await?;
            db::accounts::end_sessions(connection, id, None).await?;
            Ok(())
        }
    }
}

/// Sets the role of the account with a login name, for operators.
pub async fn set_role(caller: &Caller, name: &str, role: Role) -> Result<(), AppError> {
    change_by_name(caller, name, AccountChange::Role(role)).await
}

/// Disables or enables the account with a login name, for operators.
pub async fn set_disabled(caller: &Caller, name: &str, disabled: bool) -> Result<(), AppError> {
    change_by_name(caller, name, AccountChange::Disabled(disabled)).await
}

async fn change_by_name(caller: &Caller, name: &str, change: AccountChange) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = find(connection, name).await?;
            let locked = db::accounts::lock_account(connection, account.id).await?;
            apply(caller, connection, &locked, change, Language::default()).await
        })
        .await
}

/// Deletes the account with a login name at once, for operators.
pub async fn delete(caller: &Caller, name: &str) -> Result<(), AppError> {
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let account = find(connection, name).await?;
            log_deletion(caller, connection, AccountActor::Operator).await?;
            Ok(db::accounts::delete_account(connection, account.id).await?)
        })
        .await
}

/// Returns the account with a login name, for operators.
pub(super) async fn find(connection: &mut AsyncPgConnection, name: &str) -> Result<Account, AppError> {
    let name = LoginName::new(name).map_err(AppError::refused)?;
    let not_found = || AppError::refused(Problem::NotFound);
    let id = db::accounts::find_account(connection, &name).await?.ok_or_else(not_found)?;
    let found = db::accounts::account_by_id(connection, id).await?.ok_or_else(not_found)?;
    Ok(found.account)
}

/// Passes the accounts that match to `each`, in the order of registration, for operators.
pub async fn list(
    caller: &Caller,
    filter: &AccountsFilter,
    mut each: impl FnMut(&ManagedAccount),
) -> Result<(), AppError> {
    let mut page = PageRequest { after: None, before: None, limit: BATCH, from_end: false };
    let mut connection = caller.connection().await?;
    loop {
        let found = db::accounts::accounts_page(&mut connection, filter, &page).await?;
        for (_, account) in &found.rows {
            each(account);
        }
        match found.rows.last() {
            Some((key, _)) if found.has_next => page.after = Some(*key),
            _ => return Ok(()),
        }
    }
}

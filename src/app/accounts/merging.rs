//! Merging two accounts of one person.

use super::account_log::log_event;
use super::deletion::revoke_deletion;
use crate::app::learning::replay_all;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::accounts::{AccountAction, ManagedAccount, Role};
use crate::domain::ids::AccountId;
use crate::domain::problem::Problem;

/// Moves everything of one account to another one, and deletes the first, for admins who have logged in recently.
/// Returns the account that is kept: its owner's request to delete it is revoked. Its cards are then the replay of both
/// logs together, with its own presets. Nothing is merged into an account that nobody can log in to.
pub async fn merge_accounts(
    caller: &Caller,
    from: AccountId,
    into: AccountId,
) -> Result<ManagedAccount, AppError> {
    caller.require(access::may_manage_accounts)?;
    caller.require_recent_login()?;
    if from == into {
        return Err(AppError::refused_at(Problem::MergeIntoSelf, "intoAccountId"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // The order of the locks: first the accounts, so that the merged one stays that of a learner, who leads no
            // club; then the clubs; then both learners, in the order of their ids.
            let found = db::accounts::lock_accounts(connection, &[from, into]).await?;
            db::clubs::lock_clubs_of(connection, from).await?;
            db::clubs::begin_changes(connection, &[from, into]).await?;
            let account = |id: AccountId, field| {
                let account = found.iter().find(|found| found.account.id == id);
                account.at(field)
            };
            let (merged, kept) = (account(from, "fromAccountId")?, account(into, "intoAccountId")?);
            // An account with rights beyond learning is never merged into another one.
            if merged.account.role != Role::Learner {
                return Err(AppError::refused_at(Problem::Forbidden, "fromAccountId"));
            }
            if kept.disabled_at.is_some() {
                return Err(AppError::refused_at(Problem::AccountDisabled, "intoAccountId"));
            }
            // Otherwise the data of both would be deleted with it.
            if kept.deletion_due_at.is_some() {
                revoke_deletion(caller, connection, into).await?;
            }
            let change = db::learning::begin_change(connection, into).await?;
            db::learning::move_study_data(connection, from, into, change).await?;
            replay_all(connection, into, change).await?;
            db::learning::recount_all(connection, into).await?;
            db::clubs::move_club_data(connection, from, into).await?;
            db::accounts::delete_account(connection, from).await?;
            log_event(caller, connection, into, AccountAction::Merged, None).await?;
            let kept = db::accounts::account_by_id(connection, into).await?;
            kept.at("intoAccountId")
        })
        .await
}

//! The deletion of accounts by their owners.

use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;

use super::account_log::{log_deletion, log_event};
use super::sessions::require_session;
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::domain::accounts::{AccountAction, AccountActor};
use crate::domain::ids::AccountId;

/// The number of accounts that the job loads at a time.
const BATCH: i64 = 20;
/// How long a device is known after the last login on it.
const DEVICE_LIFETIME: Duration = Duration::days(365);

/// Requests the deletion of the viewer's account, and ends all its sessions. Returns the time of the deletion. Logging
/// in before then revokes the request. Requires a recent login.
pub async fn request_deletion(caller: &Caller) -> Result<DateTime<Utc>, AppError> {
    let account = caller.viewer()?.account.id;
    caller.require_recent_login()?;
    let due_at = caller.now + caller.services.account_settings.deletion_grace;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            require_session(caller, connection).await?;
            db::accounts::schedule_deletion(connection, account, due_at).await?;
            db::accounts::end_sessions(connection, account, None).await?;
            log_event(caller, connection, account, AccountAction::DeletionRequested, None).await
        })
        .await?;
    Ok(due_at)
}

/// Revokes the requested deletion of an account.
pub(super) async fn revoke_deletion(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<(), AppError> {
    db::accounts::revoke_deletion(connection, account).await?;
    log_event(caller, connection, account, AccountAction::DeletionRevoked, None).await
}

/// Deletes the accounts whose deletion is due, the counts of old attempts, unused devices, and expired links,
/// challenges and sessions. The subscriptions to reminders that were made in a session end with it. Called
/// periodically. Several processes may call it at once.
pub async fn delete_due_accounts(services: &Services) -> Result<usize, AppError> {
    let caller = Caller::anonymous(services);
    let mut connection = caller.connection().await?;
    db::accounts::delete_old_attempts(&mut connection, caller.now - Duration::days(1)).await?;
    db::accounts::delete_unused_devices(&mut connection, caller.now - DEVICE_LIFETIME).await?;
    db::accounts::delete_full_rates(&mut connection, caller.now).await?;
    db::accounts::delete_expired_links(&mut connection, caller.now).await?;
    db::accounts::delete_expired_challenges(&mut connection, caller.now).await?;
    db::accounts::delete_all_expired_sessions(&mut connection, caller.now).await?;
    drop(connection);
    let (mut deleted, mut failed) = (0, Vec::new());
    loop {
        let mut connection = caller.connection().await?;
        let due = db::accounts::due_deletions(&mut connection, caller.now, &failed, BATCH).await?;
        // A deletion takes a connection of its own, perhaps for long.
        drop(connection);
        if due.is_empty() {
            return Ok(deleted);
        }
        for account in due {
            match delete_if_due(&caller, account).await {
                Ok(is_deleted) => deleted += usize::from(is_deleted),
                // An account that cannot be deleted must not prevent the deletion of the others.
                Err(error) => {
                    tracing::error!(account = %account.uuid(), %error, "an account could not be deleted");
                    failed.push(account);
                }
            }
        }
    }
}

/// Deletes an account unless its owner has revoked the deletion; returns whether it was deleted. Deleting years of reviews
/// takes longer than a request may.
async fn delete_if_due(caller: &Caller, account: AccountId) -> Result<bool, AppError> {
    let session = caller.services.job_database.session();
    let mut connection = session.connection(None).await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let is_due = db::accounts::lock_due_deletion(connection, account, caller.now).await?;
            if is_due {
                log_deletion(caller, connection, AccountActor::Owner).await?;
                db::accounts::delete_account(connection, account).await?;
            }
            Ok(is_due)
        })
        .await
}

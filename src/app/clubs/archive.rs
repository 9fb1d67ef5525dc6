//! Archiving and deleting clubs.

use super::require_leader;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::clubs::ClubRole;
use crate::domain::ids::ClubId;
use crate::domain::problem::Problem;

/// Archives a club that the caller leads, or takes it out of the archive.
pub async fn set_archived(caller: &Caller, id: ClubId, is_archived: bool) -> Result<(), AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // Joining and assigning also lock the club, so nobody is admitted afterwards.
            db::clubs::lock_club(connection, id).await?;
            require_leader(caller, connection, id, "id").await?;
            if is_archived {
                db::clubs::archive_club(connection, id, caller.now).await?;
            } else {
                db::clubs::unarchive_club(connection, id).await?;
            }
            Ok(())
        })
        .await
}

/// Deletes a club, for its leaders and for admins who have logged in recently. The members keep what they have learned,
/// and their access logs.
pub async fn delete(caller: &Caller, id: ClubId) -> Result<(), AppError> {
    let viewer = &caller.viewer()?.account;
    let is_admin = caller.may(access::may_manage_accounts);
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let club = db::clubs::lock_club(connection, id).await?;
            let own = db::clubs::membership_of(connection, id, viewer.id).await?;
            let may_delete = is_admin || own.is_some_and(|own| own.role == ClubRole::Leader);
            if club.is_none() || !may_delete {
                return Err(AppError::refused_at(Problem::NotFound, "id"));
            }
            caller.require_recent_login()?;
            Ok(db::clubs::delete_clubs(connection, &[id]).await?)
        })
        .await
}

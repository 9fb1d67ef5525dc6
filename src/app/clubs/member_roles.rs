//! Roles: making members leaders, making leaders members again, and removing members. All leaders have the same rights.
//! A club always has at least one.

use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::assignment_changes::assign_to_new_member;
use super::own_membership::lock_for_new_member;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::clubs::{ClubMembership, ClubRole};
use crate::domain::ids::ClubMembershipId;
use crate::domain::problem::Problem;

/// Makes a member a leader, or a leader a member. The last leader cannot be made a member. A former leader receives the
/// assignments that are for all members.
pub async fn set_role(caller: &Caller, membership: ClubMembershipId, role: ClubRole) -> Result<(), AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if role == ClubRole::Leader {
                lock_member(caller, connection, membership, true).await?;
                return Ok(db::clubs::set_role(connection, membership, role).await?);
            }
            // This lock comes before the lock on the leaders, in the same order as when an assignment is created.
            let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
            if let Some(member) = found.first() {
                lock_for_new_member(connection, member.club_id, member.learner_id).await?;
            }
            let member = lock_member(caller, connection, membership, false).await?;
            db::clubs::set_role(connection, membership, role).await?;
            if member.role == ClubRole::Leader {
                assign_to_new_member(connection, (member.club_id, member.learner_id), caller.now).await?;
            }
            Ok(())
        })
        .await
}

/// Ends a membership, which may be the caller's own. The last leader cannot be removed.
pub async fn remove_member(caller: &Caller, membership: ClubMembershipId) -> Result<(), AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let member = lock_member(caller, connection, membership, false).await?;
            db::clubs::delete_membership(connection, member.club_id, member.learner_id).await?;
            Ok(())
        })
        .await
}

/// Loads a member of a club that the caller leads, and locks the club's leaders until the transaction ends. Fails with
/// `LastLeader` if the club would have no leader afterwards.
async fn lock_member(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    membership: ClubMembershipId,
    leads_afterwards: bool,
) -> Result<ClubMembership, AppError> {
    let unknown = || AppError::refused_at(Problem::NotFound, "id");
    let find = async |connection: &mut AsyncPgConnection| {
        let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
        found.into_iter().next().ok_or_else(unknown)
    };
    let club = find(connection).await?.club_id;
    let leaders = db::clubs::lock_leaders(connection, club).await?;
    // Read again: the previous holder of the lock may have removed the member.
    let member = find(connection).await?;
    let own = leaders.contains(&caller.viewer()?.account.id).then_some(ClubRole::Leader);
    if !access::may_lead_club(own) {
        return Err(unknown());
    }
    if !leads_afterwards && leaders == [member.learner_id] {
        return Err(AppError::refused_at(Problem::LastLeader, "id"));
    }
    Ok(member)
}

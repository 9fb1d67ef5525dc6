//! Who leads a club, and who is in it. All leaders have the same rights, and there is always one.

use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::assigning::assign_to_newcomer;
use super::joining::hold_newcomer;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::clubs::{ClubMembership, ClubRole};
use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::domain::problem::Problem;

/// Makes a member a leader, or a leader a member; the last leader stays one. Who was a leader gets what is assigned to all.
pub async fn set_role(caller: &Caller, membership: ClubMembershipId, role: ClubRole) -> Result<(), AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if role == ClubRole::Leader {
                hold_member(caller, connection, membership, true).await?;
                return Ok(db::clubs::set_role(connection, membership, role).await?);
            }
            // Before the leaders are locked: in the order in which assignments are made.
            let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
            if let Some(member) = found.first() {
                hold_newcomer(connection, member.club_id, member.learner_id).await?;
            }
            let member = hold_member(caller, connection, membership, false).await?;
            db::clubs::set_role(connection, membership, role).await?;
            if member.role == ClubRole::Leader {
                assign_to_newcomer(connection, (member.club_id, member.learner_id), caller.now).await?;
            }
            Ok(())
        })
        .await
}

/// Ends the membership of somebody, who may be the caller; the last leader stays.
pub async fn remove_member(caller: &Caller, membership: ClubMembershipId) -> Result<ClubId, AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let member = hold_member(caller, connection, membership, false).await?;
            db::clubs::delete_membership(connection, member.club_id, member.learner_id).await?;
            Ok(member.club_id)
        })
        .await
}

/// A member of a club that the caller leads, whose leaders nobody else changes until the transaction ends. Unless they are
/// to lead it afterwards, there has to be another leader.
async fn hold_member(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    membership: ClubMembershipId,
    leads_afterwards: bool,
) -> Result<ClubMembership, AppError> {
    let unknown = || AppError::refused_at(Problem::NotFound, "membershipId");
    let find = async |connection: &mut AsyncPgConnection| {
        let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
        found.into_iter().next().ok_or_else(unknown)
    };
    let club = find(connection).await?.club_id;
    let leaders = db::clubs::lock_leaders(connection, club).await?;
    // Read anew: whoever held the lock before may have removed somebody.
    let member = find(connection).await?;
    let own = leaders.contains(&caller.viewer()?.account.id).then_some(ClubRole::Leader);
    if !access::may_lead_club(own) {
        return Err(unknown());
    }
    if !leads_afterwards && leaders == [member.learner_id] {
        return Err(AppError::refused_at(Problem::LastLeader, "membershipId"));
    }
    Ok(member)
}

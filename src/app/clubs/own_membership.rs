//! Joining and leaving clubs, and changing what a member shares with the leaders.

use diesel_async::AsyncPgConnection;

use super::assignment_changes::assign_to_new_member;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::clubs::{ClubMembership, ClubRole, InviteCode, Sharing};
use crate::domain::ids::{AccountId, ClubId, ClubInvitationId, ClubMembershipId};
use crate::domain::problem::Problem;
use crate::random;

/// Builds a membership of the caller that begins now.
pub(super) fn membership(
    caller: &Caller,
    club_id: ClubId,
    role: ClubRole,
    sharing: Sharing,
) -> Result<ClubMembership, AppError> {
    let account = &caller.viewer()?.account;
    Ok(ClubMembership {
        id: ClubMembershipId::from(random::uuid_v7(caller.now)),
        club_id,
        learner_id: account.id,
        display_name: account.display_name.clone(),
        alias: None,
        role,
        joined_at: caller.now,
        sharing,
    })
}

/// Joins the club of an invite code, and shares `sharing` with its leaders. A caller who is already in the club keeps
/// their role and shares, and does not count as a use of the invitation.
pub async fn join(caller: &Caller, code: &str, sharing: Sharing) -> Result<ClubId, AppError> {
    caller.services.rate_limits.count_invite_code_attempt(caller.viewer()?.account.id)?;
    let refused = |problem| AppError::refused_at(problem, "inviteCode");
    let unknown = || refused(Problem::UnknownInviteCode);
    let code = InviteCode::parse(code).ok_or_else(unknown)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let invitation = db::clubs::invitation_by_code(connection, &code).await?.ok_or_else(unknown)?;
            let mut member = membership(caller, invitation.club_id, ClubRole::Member, sharing)?;
            member.alias = invitation.recipient().map(ToOwned::to_owned);
            if let Some(problem) = invitation.problem(caller.now) {
                // Don't lock anything for an invitation that admits nobody.
                let own =
                    db::clubs::clubs_of_member(connection, member.learner_id, &[member.club_id]).await?;
                return if own.is_empty() { Err(refused(problem)) } else { Ok(member.club_id) };
            }
            lock_for_new_member(connection, member.club_id, member.learner_id).await?;
            if admit(connection, &member, Some(invitation.id)).await? {
                return Ok(member.club_id);
            }
            // A concurrent join may have used it up since it was read.
            let invitation = db::clubs::invitation_by_code(connection, &code).await?.ok_or_else(unknown)?;
            Err(invitation.problem(caller.now).map_or_else(unknown, refused))
        })
        .await
}

/// Prepares to admit a new member. Until the transaction ends, no assignment can be created for the club, since the new
/// member would miss it, and no other transaction can change the new member's learning data. The locks are taken in the
/// same order as when an assignment is created.
pub(super) async fn lock_for_new_member(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    newcomer: AccountId,
) -> Result<(), AppError> {
    db::clubs::lock_against_new_assignments(connection, club).await?;
    db::learning::begin_change(connection, newcomer).await?;
    Ok(())
}

/// Admits a new member to a club, through an invitation or a leader's decision, and gives them the current assignments
/// for all members. A learner who is already in the club keeps their role and shares. Requires [`lock_for_new_member`].
/// Returns false if the invitation admits nobody; the transaction must then be rolled back.
pub(super) async fn admit(
    connection: &mut AsyncPgConnection,
    member: &ClubMembership,
    invitation: Option<ClubInvitationId>,
) -> Result<bool, AppError> {
    if !db::clubs::insert_membership(connection, member).await? {
        return Ok(true);
    }
    if let Some(id) = invitation
        && !db::clubs::use_invitation(connection, id, member.joined_at).await?
    {
        return Ok(false);
    }
    let newcomer = (member.club_id, member.learner_id);
    assign_to_new_member(connection, newcomer, member.joined_at).await?;
    Ok(true)
}

/// Leaves a club, and returns the id of the deleted membership. The last leader of a club cannot leave.
pub async fn leave(caller: &Caller, club: ClubId) -> Result<ClubMembershipId, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let leaders = db::clubs::lock_leaders(connection, club).await?;
            if leaders == [learner] {
                return Err(AppError::refused_at(Problem::LastLeader, "clubId"));
            }
            let deleted = db::clubs::delete_membership(connection, club, learner).await?;
            deleted.ok_or_else(|| AppError::refused_at(Problem::NotFound, "clubId"))
        })
        .await
}

/// Changes what the caller shares with the leaders of a club, and returns the membership.
pub async fn update_sharing(
    caller: &Caller,
    club: ClubId,
    sharing: Sharing,
) -> Result<ClubMembershipId, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let changed = db::clubs::set_sharing(&mut connection, club, learner, sharing).await?;
    changed.ok_or_else(|| AppError::refused_at(Problem::NotFound, "clubId"))
}

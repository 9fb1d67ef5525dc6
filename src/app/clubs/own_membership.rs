//! Joining and leaving clubs, and changing what a member shares with the leaders.

use diesel_async::AsyncPgConnection;

use super::member_roles::is_last_leader;
use crate::app::accounts::count_invite_code_attempt;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::accounts::Account;
use crate::domain::clubs::{Club, ClubMembership, ClubRole, InviteCode, Sharing};
use crate::domain::ids::{AccountId, ClubId, ClubInvitationId, ClubMembershipId};
use crate::domain::problem::Problem;
use crate::random;

/// Builds a membership of an account that begins now.
pub(super) fn membership(
    caller: &Caller,
    account: &Account,
    club_id: ClubId,
    role: ClubRole,
    sharing: Sharing,
) -> ClubMembership {
    ClubMembership {
        id: ClubMembershipId::from(random::uuid_v7(caller.now)),
        club_id,
        learner_id: account.id,
        display_name: account.display_name.clone(),
        username: account.username.clone(),
        alias: None,
        role,
        joined_at: caller.now,
        sharing,
    }
}

/// Joins the club of an invite code, and shares `sharing` with its leaders; `None` for nothing. A caller who is already
/// in the club keeps their role, and the invitation loses no use; `None` then keeps what they share. A personal invitation
/// gives them its alias if they have none.
pub async fn join(caller: &Caller, code: &str, sharing: Option<Sharing>) -> Result<ClubId, AppError> {
    count_invite_code_attempt(caller, caller.viewer()?.account.id).await?;
    let unknown = || AppError::refused_at(Problem::UnknownInviteCode, "inviteCode");
    let code = InviteCode::parse(code).ok_or_else(unknown)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            join_by_code(caller, connection, &code, sharing).await
        })
        .await
}

/// Joins a club as [`join`] does, in a transaction.
pub(in crate::app) async fn join_by_code(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    code: &InviteCode,
    sharing: Option<Sharing>,
) -> Result<ClubId, AppError> {
    let refused = |problem| AppError::refused_at(problem, "inviteCode");
    let unknown = || refused(Problem::UnknownInviteCode);
    let invitation = db::clubs::invitation_by_code(connection, code).await?.ok_or_else(unknown)?;
    let account = &caller.viewer()?.account;
    let mut member =
        membership(caller, account, invitation.club_id, ClubRole::Member, sharing.unwrap_or_default());
    member.alias = invitation.recipient().map(ToOwned::to_owned);
    let (club, learner) = (member.club_id, member.learner_id);
    if join_again(connection, club, learner, sharing).await? {
        // A personal code names the person, even if they joined by another one.
        if let Some(alias) = member.alias.as_deref().filter(|_| invitation.problem(caller.now).is_none()) {
            db::clubs::set_missing_alias(connection, club, learner, alias).await?;
        }
        return Ok(club);
    }
    if let Some(problem) = invitation.problem(caller.now) {
        // Don't lock anything for an invitation that admits nobody.
        return Err(refused(problem));
    }
    let locked = lock_for_new_member(connection, club, learner).await?.ok_or_else(unknown)?;
    locked.require_active().map_err(refused)?;
    if admit(connection, &member, Some(invitation.id)).await? {
        return Ok(club);
    }
    // A concurrent join may have used it up since it was read.
    let invitation = db::clubs::invitation_by_code(connection, code).await?.ok_or_else(unknown)?;
    Err(invitation.problem(caller.now).map_or_else(unknown, refused))
}

/// Returns whether a learner is in the club already. `sharing`, if given, replaces what they share.
async fn join_again(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
    sharing: Option<Sharing>,
) -> Result<bool, AppError> {
    let found = match sharing {
        Some(sharing) => db::clubs::set_sharing(connection, club, learner, sharing).await?.is_some(),
        None => db::clubs::membership_of(connection, club, learner).await?.is_some(),
    };
    Ok(found)
}

/// Prepares to admit a new member, and returns the club; `None` if it no longer exists. Until the transaction ends, no
/// assignment can be created for the club, since the new member would miss it, and no other transaction can change the
/// new member's learning data. The locks are taken in the same order as when an assignment is created.
pub(super) async fn lock_for_new_member(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    newcomer: AccountId,
) -> Result<Option<Club>, AppError> {
    let club = db::clubs::lock_against_changes(connection, club).await?;
    db::learning::begin_change(connection, newcomer).await?;
    Ok(club)
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
    db::clubs::assign_running_to_new_members(
        connection,
        member.club_id,
        &[member.learner_id],
        member.joined_at,
    )
    .await?;
    Ok(true)
}

/// Leaves a club, and returns the id of the deleted membership. The last leader of a club cannot leave.
pub async fn leave(caller: &Caller, club: ClubId) -> Result<ClubMembershipId, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let leaders = db::clubs::lock_leaders(connection, club).await?;
            if is_last_leader(&leaders, learner) {
                return Err(AppError::refused_at(Problem::LastLeader, "clubId"));
            }
            let deleted = db::clubs::delete_membership(connection, club, learner, caller.now).await?;
            deleted.at("clubId")
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
    changed.at("clubId")
}

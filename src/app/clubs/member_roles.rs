//! Roles: making members leaders, making leaders members again, and removing members. All leaders have the same rights.
//! A club always has at least one.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::own_membership::lock_for_new_member;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::clubs::Leader;
use crate::domain::access;
use crate::domain::accounts::{DisplayName, ManagedAccount};
use crate::domain::clubs::{ClubMembership, ClubRole};
use crate::domain::ids::{AccountId, ClubMembershipId};
use crate::domain::problem::Problem;

/// Makes a member a leader, or a leader a member. Only an account whose role allows leading clubs can be made a leader, and
/// neither a disabled one nor one that awaits its deletion. The last leader cannot be made a member. A former leader
/// receives the assignments that are for all members.
pub async fn set_role(caller: &Caller, membership: ClubMembershipId, role: ClubRole) -> Result<(), AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
            if role == ClubRole::Leader {
                // This lock comes before those on clubs and leaders: whoever takes a role away locks the account first,
                // and then its clubs.
                let account = match found.first() {
                    Some(member) => db::accounts::lock_against_changes(connection, member.learner_id).await?,
                    None => None,
                };
                lock_member(caller, connection, membership, true).await?;
                require_may_lead(&account.at("id")?).at("id")?;
                return Ok(db::clubs::set_role(connection, membership, role).await?);
            }
            // This lock comes before the lock on the leaders, in the same order as when an assignment is created.
            if let Some(member) = found.first() {
                lock_for_new_member(connection, member.club_id, member.learner_id).await?;
            }
            let member = lock_member(caller, connection, membership, false).await?;
            db::clubs::set_role(connection, membership, role).await?;
            if member.role == ClubRole::Leader {
                db::clubs::assign_running_to_new_members(
                    connection,
                    member.club_id,
                    &[member.learner_id],
                    caller.now,
                )
                .await?;
            }
            Ok(())
        })
        .await
}

/// Sets the leaders' own name for a member of a club that the caller leads; `None` removes it.
pub async fn set_alias(
    caller: &Caller,
    membership: ClubMembershipId,
    alias: Option<&str>,
) -> Result<(), AppError> {
    caller.viewer()?;
    let alias = alias.map(DisplayName::new).transpose().at("alias")?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            lock_member(caller, connection, membership, true).await?;
            let alias = alias.as_ref().map(DisplayName::as_str);
            Ok(db::clubs::set_alias(connection, membership, alias).await?)
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
            db::clubs::delete_membership(connection, member.club_id, member.learner_id, caller.now).await?;
            Ok(())
        })
        .await
}

/// Fails if an account may not lead clubs, or nobody can use it. Lock the account first, so that this stays true.
pub(super) fn require_may_lead(account: &ManagedAccount) -> Result<(), Problem> {
    account.require_active()?;
    if access::may_lead_clubs(account.account.role) { Ok(()) } else { Err(Problem::MayNotLead) }
}

/// Ends the leadership of an account whose role no longer allows it: the account becomes an ordinary member of the
/// clubs that it leads. A club may be left without a leader: an admin transfers it.
pub(in crate::app) async fn give_up_leading(
    connection: &mut AsyncPgConnection,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<(), AppError> {
    for (membership, club) in db::clubs::led_clubs(connection, account).await? {
        lock_for_new_member(connection, club, account).await?;
        db::clubs::set_role(connection, membership, ClubRole::Member).await?;
        db::clubs::assign_running_to_new_members(connection, club, &[account], now).await?;
    }
    Ok(())
}

/// Whether an account is the only leader of its club who can lead it. Leaders who are disabled or await their deletion
/// do not count: a club with only these would have nobody who can do anything. An account can be disabled, or its
/// deletion requested, even if it is the only leader of a club: an admin then finds the club, and transfers it.
pub(super) fn is_last_leader(leaders: &[Leader], account: AccountId) -> bool {
    let leads = leaders.iter().any(|leader| leader.account == account);
    leads && !leaders.iter().any(|leader| leader.account != account && leader.is_active)
}

/// Loads a member of a club that the caller leads, and locks the club's leaders until the transaction ends. Fails with
/// `LastLeader` if the club would have no leader afterwards.
async fn lock_member(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    membership: ClubMembershipId,
    leads_afterwards: bool,
) -> Result<ClubMembership, AppError> {
    let find = async |connection: &mut AsyncPgConnection| {
        let found = db::clubs::memberships_by_ids(connection, &[membership]).await?;
        found.into_iter().next().at("id")
    };
    let club = find(connection).await?.club_id;
    let leaders = db::clubs::lock_leaders(connection, club).await?;
    // Read again: the previous holder of the lock may have removed the member, or moved them to another club.
    let member = find(connection).await?;
    if member.club_id != club {
        return Err(AppError::refused_at(Problem::NotFound, "id"));
    }
    let viewer = caller.viewer()?.account.id;
    let own = leaders.iter().any(|leader| leader.account == viewer).then_some(ClubRole::Leader);
    if !access::may_lead_club(own) {
        return Err(AppError::refused_at(Problem::NotFound, "id"));
    }
    if !leads_afterwards && is_last_leader(&leaders, member.learner_id) {
        return Err(AppError::refused_at(Problem::LastLeader, "id"));
    }
    Ok(member)
}

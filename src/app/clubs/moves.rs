//! Moving members from one club to another one of the same leader.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;

use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::access;
use crate::domain::clubs::{Club, ClubMembership, ClubRole};
use crate::domain::ids::{AccountId, ClubId, ClubMembershipId};
use crate::domain::problem::Problem;

/// The maximum number of members that are moved at a time.
const MAX_MOVED: usize = 500;

/// Moves members from one club to another; the caller leads both. A membership keeps its id, its alias, its shares and
/// its day of joining, so the leaders of the other club see what those of the first one saw. Notes for a member alone move
/// with the membership; of the other notes of the new club, the member sees those since the move. The assignments of the
/// first club stay with it; those of the other club for all members are given to the members. All members are moved, or
/// none. Those who are in the other club by the same membership stay there, so the mutation can be sent again.
pub async fn move_members(
    caller: &Caller,
    from: ClubId,
    to: ClubId,
    memberships: &[ClubMembershipId],
) -> Result<(), AppError> {
    caller.viewer()?;
    check_list(memberships)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            lock_led_clubs(caller, connection, from, to).await?;
            // Leaving, removing a member and changing a role also lock the leaders.
            db::clubs::lock_leaders(connection, from).await?;
            let learners = movable(connection, from, to, memberships).await?;
            db::clubs::begin_changes(connection, &learners).await?;
            db::clubs::move_memberships(connection, memberships, &learners, from, to, caller.now).await?;
            Ok(db::clubs::assign_running_to_new_members(connection, to, &learners, caller.now).await?)
        })
        .await
}

fn check_list(memberships: &[ClubMembershipId]) -> Result<(), AppError> {
    if memberships.is_empty() {
        return Err(AppError::refused_at(Problem::Required, "membershipIds"));
    }
    if memberships.len() > MAX_MOVED {
        return Err(AppError::refused_at(Problem::TooManyItems, "membershipIds"));
    }
    let mut checks = Checks::default();
    let mut seen = HashSet::new();
    for (index, id) in memberships.iter().enumerate() {
        if !seen.insert(*id) {
            checks.add_item(Problem::DuplicateItem, "membershipIds", index);
        }
    }
    checks.finish()
}

/// Locks both clubs, so that nobody joins, moves or gets an assignment meanwhile. Fails unless the caller leads both,
/// and the second one takes members.
async fn lock_led_clubs(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    from: ClubId,
    to: ClubId,
) -> Result<(), AppError> {
    let locked = db::clubs::lock_clubs(connection, &[from, to]).await?;
    let own = db::clubs::clubs_of_member(connection, caller.viewer()?.account.id, &[from, to]).await?;
    let leads =
        |id: ClubId| own.iter().any(|(club, own)| club.id == id && access::may_lead_club(Some(own.role)));
    let mut checks = Checks::default();
    for (id, field) in [(from, "fromClubId"), (to, "toClubId")] {
        if !leads(id) {
            checks.add(Problem::NotFound, vec![field]);
        }
    }
    checks.finish()?;
    let other = locked.iter().find(|club| club.id == to);
    other.map_or(Ok(()), Club::require_active).at("toClubId")
}

/// Returns the learners of the memberships that have not been moved yet. Fails with the index of each that cannot be
/// moved.
async fn movable(
    connection: &mut AsyncPgConnection,
    from: ClubId,
    to: ClubId,
    memberships: &[ClubMembershipId],
) -> Result<Vec<AccountId>, AppError> {
    let found = db::clubs::memberships_by_ids(connection, memberships).await?;
    let found: HashMap<ClubMembershipId, ClubMembership> =
        found.into_iter().map(|member| (member.id, member)).collect();
    let left = found.values().filter(|member| member.club_id == from);
    let learners: Vec<AccountId> = left.map(|member| member.learner_id).collect();
    let already = db::clubs::learners_in_club(connection, to, &learners).await?;
    let mut checks = Checks::default();
    for (index, id) in memberships.iter().enumerate() {
        let problem = match found.get(id) {
            // The mutation was sent before, and its response was lost.
            Some(member) if member.club_id == to && to != from => continue,
            Some(member) if member.club_id != from => Problem::NotFound,
            None => Problem::NotFound,
            Some(member) if member.role == ClubRole::Leader => Problem::LeadsClub,
            Some(member) if already.contains(&member.learner_id) => Problem::MovedMemberAlready,
            Some(_) => continue,
        };
        checks.add_item(problem, "membershipIds", index);
    }
    checks.finish()?;
    Ok(learners)
}

//! Leaders' access to members' shared data: the members who share a part of their data, and the access log that members
//! can read.

use std::collections::{BTreeSet, HashMap};

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{ClubAccessKey, StudyingMember};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{
    ClubAccess, ClubAccessLogEntry, ClubAccessSubject, ClubMembership, ONE_ACCESS, Shared,
};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId};
use crate::random;

/// Loads the members who learn in a club, by name. `None` if the caller does not lead it. `own` is the
/// caller's membership in the club. One SQL statement.
pub(super) async fn members_for_leader(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
) -> Result<Option<Vec<StudyingMember>>, AppError> {
    caller.viewer()?;
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    Ok(Some(db::clubs::studying_members(connection, own.club_id).await?))
}

/// Loads the members who learn in a club and share a part of their data with its leaders, by name. `None` if the caller
/// does not lead it. One SQL statement.
pub(super) async fn sharing_members_for_leader(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Option<Vec<StudyingMember>>, AppError> {
    let mut members = members_for_leader(caller, connection, own).await?;
    if let Some(members) = &mut members {
        members.retain(|member| member.membership.sharing.includes(part));
    }
    Ok(members)
}

/// Records that the caller accessed shared data of members of a club that they lead, unless an entry of the last minutes
/// says so ([`ONE_ACCESS`]). One SQL statement; none without members.
pub(super) async fn log_access(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    subject: ClubAccessSubject,
    members: &[AccountId],
) -> Result<(), AppError> {
    let accessed = members.iter().map(|member| (own.club_id, *member)).collect();
    log_access_in_clubs(caller, connection, subject, accessed).await
}

/// Records as [`log_access`] does that the caller accessed shared data of members of several clubs. One SQL statement;
/// none without members.
pub(super) async fn log_access_in_clubs(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    subject: ClubAccessSubject,
    accessed: BTreeSet<(ClubId, AccountId)>,
) -> Result<(), AppError> {
    let access = ClubAccess { leader_id: caller.viewer()?.account.id, subject, accessed_at: caller.now };
    if accessed.is_empty() {
        return Ok(());
    }
    let new_id = || ClubAccessLogEntryId::from(random::uuid_v7(caller.now));
    // The entries of one club's members have the same id.
    let mut ids: HashMap<ClubId, ClubAccessLogEntryId> = HashMap::new();
    let entries = accessed.into_iter().map(|(club, member)| {
        let id = *ids.entry(club).or_insert_with(new_id);
        (member, id, club)
    });
    let entries: Vec<_> = entries.collect();
    let same_access = random::uuid_v7_range(caller.now - ONE_ACCESS, caller.now + ONE_ACCESS);
    Ok(db::clubs::insert_accesses(connection, &access, &entries, same_access).await?)
}

/// Returns a page of the caller's access log, of all clubs or of one, the newest entries first.
pub async fn own_access_log(
    caller: &Caller,
    club: Option<ClubId>,
    page: &PageRequest<ClubAccessKey>,
) -> Result<Page<(ClubAccessKey, ClubAccessLogEntry)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::access_log_page(&mut connection, learner, club, page).await?)
}

/// Loads entries of the caller's access log by their ids.
pub async fn own_access_log_by_ids(
    caller: &Caller,
    ids: &[ClubAccessLogEntryId],
) -> Result<Vec<ClubAccessLogEntry>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::access_log_by_ids(&mut connection, learner, ids).await?)
}

//! Leaders' access to members' shared data: the members who share a part of their data, and the access log that members
//! can read.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{ClubAccessKey, StudyingMember};
use crate::db::learning::MemberProgressQuery;
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{ClubAccess, ClubAccessLogEntry, ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId, ClubMembershipId};
use crate::domain::learning::progress::ClubMemberProgress;
use crate::domain::learning::study_day::StudyDay;
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

/// Records that the caller accessed shared data of members of a club that they lead. One SQL statement; none without
/// members.
pub(super) async fn log_access(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    subject: ClubAccessSubject,
    members: &[AccountId],
) -> Result<(), AppError> {
    log_access_in_clubs(caller, connection, subject, vec![(own.club_id, members.to_vec())]).await
}

/// Records that the caller accessed shared data of members of several clubs. One SQL statement; none without members.
pub(super) async fn log_access_in_clubs(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    subject: ClubAccessSubject,
    members: Vec<(ClubId, Vec<AccountId>)>,
) -> Result<(), AppError> {
    let leader_id = caller.viewer()?.account.id;
    let access = |club_id| ClubAccess {
        id: ClubAccessLogEntryId::from(random::uuid_v7(caller.now)),
        club_id,
        leader_id,
        subject,
        accessed_at: caller.now,
    };
    let clubs = members.into_iter().filter(|(_, members)| !members.is_empty());
    let accesses: Vec<_> = clubs.map(|(club, members)| (access(club), members)).collect();
    if accesses.is_empty() {
        return Ok(());
    }
    Ok(db::clubs::insert_accesses(connection, &accesses).await?)
}

/// Loads members' progress by membership: for the caller's own memberships, and for members who share their results in
/// clubs that the caller leads. Other members' activity is included only if they share it, and only from their study
/// day of joining on. The access is recorded in those members' access log.
pub async fn progress_by_membership(
    caller: &Caller,
    memberships: &[ClubMembershipId],
) -> Result<HashMap<ClubMembershipId, ClubMemberProgress>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let mut visible = db::clubs::studying_members_visible_to(&mut connection, viewer, memberships).await?;
    let is_own = |member: &StudyingMember| member.membership.learner_id == viewer;
    visible.retain(|member| is_own(member) || member.membership.sharing.includes(Shared::Results));
    let queries: Vec<MemberProgressQuery> = visible
        .iter()
        .map(|member| {
            let calendar = member.settings.calendar();
            let joined = calendar.day_of(member.membership.joined_at);
            MemberProgressQuery {
                settings: member.settings.clone(),
                today: calendar.day_of(caller.now),
                since: if is_own(member) { StudyDay(i32::MIN) } else { joined },
            }
        })
        .collect();
    if queries.is_empty() {
        return Ok(HashMap::new());
    }
    let found = db::learning::member_progress(&mut connection, &queries, caller.now).await?;
    let mut accessed: HashMap<ClubId, Vec<AccountId>> = HashMap::new();
    for member in visible.iter().filter(|member| !is_own(member)) {
        accessed.entry(member.membership.club_id).or_default().push(member.membership.learner_id);
    }
    log_access_in_clubs(caller, &mut connection, ClubAccessSubject::Roster, accessed.into_iter().collect())
        .await?;
    let shared_part = |(member, progress): (&StudyingMember, ClubMemberProgress)| {
        let shows_activity = is_own(member) || member.membership.sharing.includes(Shared::Activity);
        let activity = progress.activity.filter(|_| shows_activity);
        (member.membership.id, ClubMemberProgress { activity, ..progress })
    };
    Ok(visible.iter().zip(found).map(shared_part).collect())
}

/// Returns a page of the caller's access log, the newest entries first.
pub async fn own_access_log(
    caller: &Caller,
    page: &PageRequest<ClubAccessKey>,
) -> Result<Page<(ClubAccessKey, ClubAccessLogEntry)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::access_log_page(&mut connection, learner, page).await?)
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

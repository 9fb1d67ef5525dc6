//! A leader looks at members: at those who agreed to it, and each look is written down where the member can read it.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{ClubAccessKey, StudyingMember};
use crate::db::learning::AskedMember;
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{ClubAccess, ClubAccessLogEntry, ClubAccessSubject, ClubMembership, Shared};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId, ClubMembershipId};
use crate::domain::learning::progress::ClubMemberProgress;
use crate::domain::learning::study_day::StudyDay;
use crate::random;

/// Those who learn in a club, in the order of joining; none: the caller does not lead it. `own` is the caller's membership
/// in the club. One statement.
pub(super) async fn led_members(
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

/// Those of them who share this part with the club's leaders. One statement.
pub(super) async fn sharing_members(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    part: Shared,
) -> Result<Option<Vec<StudyingMember>>, AppError> {
    let mut members = led_members(caller, connection, own).await?;
    if let Some(members) = &mut members {
        members.retain(|member| member.membership.sharing.includes(part));
    }
    Ok(members)
}

/// Writes down that the caller has looked at members of a club that they lead. One statement, none without members.
pub(super) async fn log_access(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    own: &ClubMembership,
    subject: ClubAccessSubject,
    members: &[AccountId],
) -> Result<(), AppError> {
    log_accesses(caller, connection, subject, vec![(own.club_id, members.to_vec())]).await
}

/// Writes down that the caller has looked at members of clubs. One statement, none without members.
pub(super) async fn log_accesses(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    subject: ClubAccessSubject,
    members: Vec<(ClubId, Vec<AccountId>)>,
) -> Result<(), AppError> {
    let leader_id = caller.viewer()?.account.id;
    let look = |club_id| ClubAccess {
        id: ClubAccessLogEntryId::from(random::uuid_v7(caller.now)),
        club_id,
        leader_id,
        subject,
        accessed_at: caller.now,
    };
    let seen = members.into_iter().filter(|(_, members)| !members.is_empty());
    let looks: Vec<_> = seen.map(|(club, members)| (look(club), members)).collect();
    if looks.is_empty() {
        return Ok(());
    }
    Ok(db::clubs::insert_accesses(connection, &looks).await?)
}

/// How far members have come: the caller, and those members of clubs that the caller leads who share their results. What
/// they did is told of those alone who share that, and from the study day on which they joined. That a leader looked is
/// written down.
pub async fn progress_of(
    caller: &Caller,
    memberships: &[ClubMembershipId],
) -> Result<HashMap<ClubMembershipId, ClubMemberProgress>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let mut seen = db::clubs::seen_members(&mut connection, viewer, memberships).await?;
    let is_own = |member: &StudyingMember| member.membership.learner_id == viewer;
    seen.retain(|member| is_own(member) || member.membership.sharing.includes(Shared::Results));
    let asked: Vec<AskedMember> = seen
        .iter()
        .map(|member| {
            let calendar = member.settings.calendar();
            let joined = calendar.day_of(member.membership.joined_at);
            AskedMember {
                settings: member.settings.clone(),
                today: calendar.day_of(caller.now),
                since: if is_own(member) { StudyDay(i32::MIN) } else { joined },
            }
        })
        .collect();
    if asked.is_empty() {
        return Ok(HashMap::new());
    }
    let found = db::learning::member_progress(&mut connection, &asked, caller.now).await?;
    let mut accessed_at: HashMap<ClubId, Vec<AccountId>> = HashMap::new();
    for member in seen.iter().filter(|member| !is_own(member)) {
        accessed_at.entry(member.membership.club_id).or_default().push(member.membership.learner_id);
    }
    log_accesses(caller, &mut connection, ClubAccessSubject::Roster, accessed_at.into_iter().collect())
        .await?;
    let told = |(member, progress): (&StudyingMember, ClubMemberProgress)| {
        let shown = is_own(member) || member.membership.sharing.includes(Shared::Activity);
        let activity = progress.activity.filter(|_| shown);
        (member.membership.id, ClubMemberProgress { activity, ..progress })
    };
    Ok(seen.iter().zip(found).map(told).collect())
}

/// A page of the looks at the caller, the newest first.
pub async fn own_access_log(
    caller: &Caller,
    page: &PageRequest<ClubAccessKey>,
) -> Result<Page<(ClubAccessKey, ClubAccessLogEntry)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::access_log_page(&mut connection, learner, page).await?)
}

/// Those of the looks that fell on the caller.
pub async fn own_access_log_by_ids(
    caller: &Caller,
    ids: &[ClubAccessLogEntryId],
) -> Result<Vec<ClubAccessLogEntry>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::access_log_by_ids(&mut connection, learner, ids).await?)
}

//! Reading assignments and the members' progress with them: for a club's leaders, and for the members who have them.

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::access_log::log_access_in_clubs;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{AssignmentForMember, AssignmentKey, DeadlineKey, NameKey, StudyingMember};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{
    Assignment, AssignmentProgress, AssignmentStatus, ClubAccessSubject, ClubMembership, Shared,
};
use crate::domain::ids::{AccountId, AssignmentId, ClubId};
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::study_day::StudyDay;

/// A member's progress with an assignment, and what results from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MemberAssignmentProgress {
    /// The member's progress.
    pub progress: AssignmentProgress,
    /// The study day of the club on which the member finished.
    pub done_on: Option<StudyDay>,
    /// The status of the assignment for the member.
    pub status: AssignmentStatus,
}

fn is_visible(row: &AssignmentForMember) -> bool {
    access::may_see_assignment(row.role, row.is_for_viewer, row.assignment.withdrawn_at.is_some())
}

/// Returns the assignments with these ids that the caller may see: all assignments of clubs that they lead, and their
/// own.
pub async fn visible_assignments(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<Vec<AssignmentForMember>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    let mut found = db::clubs::assignments_by_ids(&mut connection, viewer.account.id, ids).await?;
    found.retain(is_visible);
    Ok(found)
}

/// Loads a page of a club's assignments, newest first. Leaders see all, members their own. `own` is the caller's
/// membership of the club.
pub async fn assignments_of_club(
    caller: &Caller,
    own: &ClubMembership,
    page: &PageRequest<AssignmentKey>,
) -> Result<Page<(AssignmentKey, AssignmentForMember)>, AppError> {
    let viewer = (caller.viewer()?.account.id, access::may_lead_club(Some(own.role)));
    let mut connection = caller.connection().await?;
    Ok(db::clubs::assignments_of_club(&mut connection, own.club_id, viewer, page).await?)
}

/// Loads a page of the caller's assignments that are not over, ordered by last day.
pub async fn own_assignments(
    caller: &Caller,
    page: &PageRequest<DeadlineKey>,
) -> Result<Page<(DeadlineKey, AssignmentForMember)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::assignments_of_learner(&mut connection, learner, caller.now, page).await?)
}

/// Loads the words of assignments, in order. The caller must already have passed the check that they may see them.
pub async fn words_of_assignments(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<Vec<(AssignmentId, ChosenWord)>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::clubs::words_of_assignments(&mut connection, ids).await?)
}

/// Loads the caller's progress with assignments. Leaves out assignments that the caller does not have, and withdrawn
/// ones.
pub async fn own_assignment_progress(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<HashMap<AssignmentId, MemberAssignmentProgress>, AppError> {
    let learner = caller.viewer()?.account.id;
    let assignments = visible_assignments(caller, ids).await?;
    let own: Vec<AssignmentId> = assignments
        .iter()
        .filter(|row| row.is_for_viewer && row.assignment.withdrawn_at.is_none())
        .map(|row| row.assignment.id)
        .collect();
    let mut connection = caller.connection().await?;
    let found = db::clubs::assignment_progress(&mut connection, &own, &[learner]).await?;
    let progress: HashMap<AssignmentId, AssignmentProgress> =
        found.into_iter().map(|(id, _, progress)| (id, progress)).collect();
    let of_own = assignments.into_iter().filter(|row| own.contains(&row.assignment.id));
    let with_progress = |row: AssignmentForMember| {
        let progress = progress.get(&row.assignment.id).copied().unwrap_or(NO_WORDS);
        let status = row.assignment.status(&progress, caller.now);
        let done_on = row.assignment.done_on(&progress);
        (row.assignment.id, MemberAssignmentProgress { progress, done_on, status })
    };
    Ok(of_own.map(with_progress).collect())
}

/// The progress of a member who has no card of the words.
const NO_WORDS: AssignmentProgress = AssignmentProgress { words: 0, words_done: 0, done_at: None };

/// Whether the caller may see a member's progress.
fn is_shown(viewer: AccountId, member: &StudyingMember) -> bool {
    member.membership.learner_id == viewer || member.membership.sharing.includes(Shared::Results)
}

/// Loads members' progress with assignments, for a caller who leads the clubs: that of the members who share their
/// results, and the caller's own. A finishing day before the member joined is withheld. One SQL statement.
pub(super) async fn progress_of_members(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    assigned: &[(&Assignment, &StudyingMember)],
) -> Result<HashMap<(AssignmentId, AccountId), MemberAssignmentProgress>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let shown = || assigned.iter().filter(|(_, member)| is_shown(viewer, member));
    let ids: BTreeSet<AssignmentId> = shown().map(|(assignment, _)| assignment.id).collect();
    let learners: BTreeSet<AccountId> = shown().map(|(_, member)| member.membership.learner_id).collect();
    let (ids, learners) = (Vec::from_iter(ids), Vec::from_iter(learners));
    let found = db::clubs::assignment_progress(connection, &ids, &learners).await?;
    let progress: HashMap<(AssignmentId, AccountId), AssignmentProgress> =
        found.into_iter().map(|(id, learner, progress)| ((id, learner), progress)).collect();
    let with_progress = |(assignment, member): &(&Assignment, &StudyingMember)| {
        let key = (assignment.id, member.membership.learner_id);
        let times = (member.membership.joined_at, caller.now);
        (key, progress_for_leaders(assignment, progress.get(&key).copied(), times))
    };
    Ok(shown().map(with_progress).collect())
}

/// Returns what leaders see of a member's progress with an assignment; `progress` is `None` for a member who has no
/// card of the words. A finishing day before the member joined is withheld.
pub(super) fn progress_for_leaders(
    assignment: &Assignment,
    progress: Option<AssignmentProgress>,
    (joined_at, now): (DateTime<Utc>, DateTime<Utc>),
) -> MemberAssignmentProgress {
    let progress = progress.unwrap_or(NO_WORDS);
    let status = assignment.status(&progress, now);
    let done_on = assignment.done_on(&progress).filter(|day| *day >= assignment.day_of(joined_at));
    MemberAssignmentProgress { progress, done_on, status }
}

/// Loads a page of the members who have an assignment, by name, each with their progress if they share their results.
/// `None` if the caller does not lead the club. Records the access. Three SQL statements.
pub async fn assignment_progress_page(
    caller: &Caller,
    row: &AssignmentForMember,
    page: &PageRequest<NameKey>,
) -> Result<Option<Page<(NameKey, (ClubMembership, Option<MemberAssignmentProgress>))>>, AppError> {
    let viewer = caller.viewer()?.account.id;
    if !access::may_lead_club(Some(row.role)) {
        return Ok(None);
    }
    let assignment = &row.assignment;
    let mut connection = caller.connection().await?;
    let page =
        db::clubs::assigned_members_page(&mut connection, assignment.club_id, assignment.id, page).await?;
    let Page { rows, has_previous, has_next } = page;
    let (keys, members): (Vec<NameKey>, Vec<StudyingMember>) = rows.into_iter().unzip();
    let assigned: Vec<_> = members.iter().map(|member| (assignment, member)).collect();
    let progress = progress_of_members(caller, &mut connection, &assigned).await?;
    let others = progress.keys().map(|(_, learner)| *learner).filter(|learner| *learner != viewer);
    let accessed = others.map(|learner| (assignment.club_id, learner)).collect();
    log_access_in_clubs(caller, &mut connection, ClubAccessSubject::Assignment, accessed).await?;
    let with_progress = |(key, member): (NameKey, StudyingMember)| {
        let progress = progress.get(&(assignment.id, member.membership.learner_id)).copied();
        (key, (member.membership, progress))
    };
    let rows = keys.into_iter().zip(members).map(with_progress).collect();
    Ok(Some(Page { rows, has_previous, has_next }))
}

/// How many members have an assignment, and how many of them have done it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AssignmentCounts {
    /// The members who have the assignment.
    pub members: u32,
    /// Those of them who share their results. The other counts are of these.
    pub sharing_members: u32,
    /// Those who finished by the last day.
    pub done: u32,
    /// Those who finished later.
    pub late: u32,
}

/// Counts the members who have assignments. Leaves out assignments of clubs that the caller does not lead. Records the
/// access. Four SQL statements, however many assignments there are.
pub async fn assignment_counts(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<HashMap<AssignmentId, AssignmentCounts>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut led = visible_assignments(caller, ids).await?;
    led.retain(|row| access::may_lead_club(Some(row.role)));
    let assignments: HashMap<AssignmentId, &Assignment> =
        led.iter().map(|row| (row.assignment.id, &row.assignment)).collect();
    let ids: Vec<AssignmentId> = assignments.keys().copied().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let mut connection = caller.connection().await?;
    let members = db::clubs::all_assigned_members(&mut connection, &ids).await?;
    let assigned: Vec<_> =
        members.iter().filter_map(|(id, member)| Some((*assignments.get(id)?, member))).collect();
    let progress = progress_of_members(caller, &mut connection, &assigned).await?;

    let mut found: HashMap<AssignmentId, AssignmentCounts> =
        ids.into_iter().map(|id| (id, AssignmentCounts::default())).collect();
    let mut accessed: BTreeSet<(ClubId, AccountId)> = BTreeSet::new();
    for (assignment, member) in assigned {
        let learner = member.membership.learner_id;
        let counts = found.entry(assignment.id).or_default();
        counts.members += 1;
        let Some(MemberAssignmentProgress { status, .. }) = progress.get(&(assignment.id, learner)) else {
            continue;
        };
        counts.sharing_members += 1;
        counts.done += u32::from(*status == AssignmentStatus::Done);
        counts.late += u32::from(*status == AssignmentStatus::Late);
        if learner != viewer {
            accessed.insert((assignment.club_id, learner));
        }
    }
    log_access_in_clubs(caller, &mut connection, ClubAccessSubject::Assignment, accessed).await?;
    Ok(found)
}

//! Assignments, and how far members are with them: for a club's leaders, and for those whom they are for.

use std::collections::HashMap;

use diesel_async::AsyncPgConnection;

use super::access_log::log_accesses;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{AssignmentKey, DeadlineKey, JoinedKey, SeenAssignment, StudyingMember};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{
    Assignment, AssignmentProgress, AssignmentStatus, ClubAccessSubject, ClubMembership, Shared,
};
use crate::domain::ids::{AccountId, AssignmentId};
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::study_day::StudyDay;

/// How far a member is with an assignment, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How far the member is.
    pub progress: AssignmentProgress,
    /// What became of it.
    pub status: AssignmentStatus,
}

fn is_visible(seen: &SeenAssignment) -> bool {
    access::may_see_assignment(seen.role, seen.is_for_them, seen.assignment.withdrawn_at.is_some())
}

/// Those of the assignments that the caller may know of: of clubs that they lead, and those that are for them.
pub async fn visible_assignments(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<Vec<SeenAssignment>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    let mut found = db::clubs::assignments_by_ids(&mut connection, viewer.account.id, ids).await?;
    found.retain(is_visible);
    Ok(found)
}

/// A page of a club's assignments, the newest first: for leaders all, for members those that are for them. `own` is the
/// caller's membership in the club.
pub async fn assignments_of_club(
    caller: &Caller,
    own: &ClubMembership,
    page: &PageRequest<AssignmentKey>,
) -> Result<Page<(AssignmentKey, SeenAssignment)>, AppError> {
    let viewer = (caller.viewer()?.account.id, access::may_lead_club(Some(own.role)));
    let mut connection = caller.connection().await?;
    Ok(db::clubs::assignments_of_club(&mut connection, own.club_id, viewer, page).await?)
}

/// A page of the assignments that are for the caller and whose last day is not past, those that end first first.
pub async fn own_assignments(
    caller: &Caller,
    page: &PageRequest<DeadlineKey>,
) -> Result<Page<(DeadlineKey, SeenAssignment)>, AppError> {
    let settings = &caller.viewer()?.settings;
    let today = settings.calendar().day_of(caller.now);
    let mut connection = caller.connection().await?;
    Ok(db::clubs::assignments_of_learner(&mut connection, settings.learner_id, today, page).await?)
}

/// The words of assignments that the caller has seen, in their order.
pub async fn words_of_assignments(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<Vec<(AssignmentId, ChosenWord)>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::clubs::words_of_assignments(&mut connection, ids).await?)
}

/// How far the caller is with assignments that are for them and not withdrawn.
pub async fn own_standings(
    caller: &Caller,
    ids: &[AssignmentId],
) -> Result<HashMap<AssignmentId, Standing>, AppError> {
    let settings = &caller.viewer()?.settings;
    let today = settings.calendar().day_of(caller.now);
    let assignments = visible_assignments(caller, ids).await?;
    let own: Vec<AssignmentId> = assignments
        .iter()
        .filter(|seen| seen.is_for_them && seen.assignment.withdrawn_at.is_none())
        .map(|seen| seen.assignment.id)
        .collect();
    let mut connection = caller.connection().await?;
    let found = db::clubs::assignment_progress(&mut connection, &own, &[settings.learner_id]).await?;
    let progress: HashMap<AssignmentId, AssignmentProgress> =
        found.into_iter().map(|(id, _, progress)| (id, progress)).collect();
    let of_own = assignments.into_iter().filter(|seen| own.contains(&seen.assignment.id));
    let standing = |seen: SeenAssignment| {
        let progress = progress.get(&seen.assignment.id).copied().unwrap_or(NO_WORDS);
        let status = seen.assignment.status(&progress, today);
        (seen.assignment.id, Standing { progress, status })
    };
    Ok(of_own.map(standing).collect())
}

/// Of whoever has no card of the words.
const NO_WORDS: AssignmentProgress = AssignmentProgress { words: 0, words_done: 0, done_on: None };

/// Whether the caller may know how far a member is.
fn is_shown(viewer: AccountId, member: &StudyingMember) -> bool {
    member.membership.learner_id == viewer || member.membership.sharing.includes(Shared::Results)
}

/// How far those of the members are with an assignment who share their results with the caller, who leads its club; the
/// caller too. A day before they joined is not told. One statement.
pub(super) async fn standings_of(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    assignment: &Assignment,
    members: &[StudyingMember],
) -> Result<HashMap<AccountId, Standing>, AppError> {
    let viewer = caller.viewer()?.account.id;
    let shown: Vec<&StudyingMember> = members.iter().filter(|member| is_shown(viewer, member)).collect();
    let learners: Vec<AccountId> = shown.iter().map(|member| member.membership.learner_id).collect();
    let found = db::clubs::assignment_progress(connection, &[assignment.id], &learners).await?;
    let progress: HashMap<AccountId, AssignmentProgress> =
        found.into_iter().map(|(_, learner, progress)| (learner, progress)).collect();
    let standing = |member: &StudyingMember| {
        let learner = member.membership.learner_id;
        let calendar = member.settings.calendar();
        let days = (calendar.day_of(member.membership.joined_at), calendar.day_of(caller.now));
        (learner, told_standing(assignment, progress.get(&learner).copied(), days))
    };
    Ok(shown.into_iter().map(standing).collect())
}

/// What leaders are told of an assignment of a member's (none: who has no card of the words), who joined on the first of these
/// days, and lives on the second: a day before they joined is not told.
pub(super) fn told_standing(
    assignment: &Assignment,
    progress: Option<AssignmentProgress>,
    (joined, today): (StudyDay, StudyDay),
) -> Standing {
    let mut progress = progress.unwrap_or(NO_WORDS);
    let status = assignment.status(&progress, today);
    progress.done_on = progress.done_on.filter(|day| *day >= joined);
    Standing { progress, status }
}

/// A page of those in the club for whom an assignment is, in the order of joining, each with how far they are, where they
/// share their results; none: the caller doesn't lead the club. That the caller looked is written down. Three statements.
pub async fn members_standings(
    caller: &Caller,
    seen: &SeenAssignment,
    page: &PageRequest<JoinedKey>,
) -> Result<Option<Page<(JoinedKey, (ClubMembership, Option<Standing>))>>, AppError> {
    let viewer = caller.viewer()?.account.id;
    if !access::may_lead_club(Some(seen.role)) {
        return Ok(None);
    }
    let assignment = &seen.assignment;
    let mut connection = caller.connection().await?;
    let page = db::clubs::members_assigned(&mut connection, assignment.club_id, assignment.id, page).await?;
    let Page { rows, has_previous, has_next } = page;
    let (keys, members): (Vec<JoinedKey>, Vec<StudyingMember>) = rows.into_iter().unzip();
    let standings = standings_of(caller, &mut connection, assignment, &members).await?;
    let others: Vec<AccountId> = standings.keys().copied().filter(|learner| *learner != viewer).collect();
    log_accesses(caller, &mut connection, ClubAccessSubject::Assignment, vec![(assignment.club_id, others)])
        .await?;
    let standing = |(key, member): (JoinedKey, StudyingMember)| {
        let standing = standings.get(&member.membership.learner_id).copied();
        (key, (member.membership, standing))
    };
    let rows = keys.into_iter().zip(members).map(standing).collect();
    Ok(Some(Page { rows, has_previous, has_next }))
}

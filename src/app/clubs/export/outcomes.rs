//! The outcomes of a club's assignments, for batches of members.

use std::collections::{HashMap, HashSet};

use super::Writer;
use crate::app::AppError;
use crate::app::clubs::assignment_queries::progress_for_leaders;
use crate::club_export::{AssignmentOutcome, TitledAssignment, assignment_title};
use crate::db;
use crate::domain::clubs::Club;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::{AccountId, AssignmentId};
use crate::domain::learning::chosen_words::ChosenWord;

/// The number of assignments whose words are in memory at a time. Each has at most 200 words.
const ASSIGNMENT_BATCH: usize = 50;
/// The number of rows about members that are in memory at a time.
const ROW_BATCH: usize = 10_000;
/// The maximum number of members in a batch.
const MEMBER_BATCH: usize = 100;

/// Splits the members into batches whose rows fit in memory.
pub(super) fn member_batches(members: &[Member], rows_per_member: usize) -> impl Iterator<Item = &[Member]> {
    members.chunks((ROW_BATCH / rows_per_member.max(1)).clamp(1, MEMBER_BATCH))
}

/// Loads the assignments of a club with their titles. One SQL statement, and one more per batch of assignments.
pub(super) async fn titled_assignments(
    writer: &mut Writer<'_>,
    club: &Club,
) -> Result<Vec<TitledAssignment>, AppError> {
    let assignments = db::clubs::export::unwithdrawn_assignments(writer.connection, club.id).await?;
    let mut titled = Vec::with_capacity(assignments.len());
    for batch in assignments.chunks(ASSIGNMENT_BATCH) {
        let ids: Vec<AssignmentId> = batch.iter().map(|assignment| assignment.id).collect();
        let mut words: HashMap<AssignmentId, Vec<ChosenWord>> = HashMap::new();
        for (id, word) in db::clubs::words_of_assignments(writer.connection, &ids).await? {
            words.entry(id).or_default().push(word);
        }
        titled.extend(batch.iter().map(|assignment| {
            let words = words.get(&assignment.id).map_or(&[][..], Vec::as_slice);
            let title = assignment_title(words, writer.catalogue, writer.language);
            TitledAssignment { assignment: assignment.clone(), title }
        }));
    }
    Ok(titled)
}

/// Loads the outcomes of each member's assignments, in the order of the members and the assignments. Three SQL
/// statements; none without assignments.
pub(super) async fn outcomes<'a>(
    writer: &mut Writer<'_>,
    members: &'a [Member],
    assignments: &'a [TitledAssignment],
) -> Result<Vec<AssignmentOutcome<'a>>, AppError> {
    if assignments.is_empty() || members.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<AssignmentId> = assignments.iter().map(|titled| titled.assignment.id).collect();
    let learners: Vec<AccountId> = members.iter().map(|member| member.membership.learner_id).collect();
    let assigned = db::clubs::export::assigned_to(writer.connection, &ids, &learners).await?;
    let assigned: HashSet<_> = assigned.into_iter().collect();
    let found = db::clubs::assignment_progress(writer.connection, &ids, &learners).await?;
    let remembered = db::clubs::export::remembered_words(writer.connection, &ids, &learners).await?;
    let progress: HashMap<_, _> =
        found.into_iter().map(|(id, learner, progress)| ((learner, id), progress)).collect();
    let outcome = |member: &'a Member, assignment: &'a TitledAssignment| {
        let key = (member.membership.learner_id, assignment.assignment.id);
        assigned.contains(&key).then(|| {
            let times = (member.membership.joined_at, writer.caller.now);
            let shown = progress_for_leaders(&assignment.assignment, progress.get(&key).copied(), times);
            AssignmentOutcome {
                member,
                assignment,
                progress: shown.progress,
                done_on: shown.done_on,
                remembered: remembered.get(&key).copied().unwrap_or(0),
                status: shown.status,
            }
        })
    };
    let outcomes =
        members.iter().flat_map(|member| assignments.iter().filter_map(move |one| outcome(member, one)));
    Ok(outcomes.collect())
}

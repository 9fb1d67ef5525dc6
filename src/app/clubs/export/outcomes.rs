//! What became of a club's assignments, for some members at a time.

use std::collections::{HashMap, HashSet};

use super::Writer;
use crate::app::AppError;
use crate::app::clubs::assignments::told_standing;
use crate::club_export::{NamedAssignment, Outcome, assignment_title};
use crate::db;
use crate::domain::clubs::Club;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::{AccountId, AssignmentId};
use crate::domain::learning::chosen_words::ChosenWord;

/// Of how many assignments the words are in memory at a time: each has 200 at most.
const WITH_WORDS: usize = 50;
/// How many rows about members are in memory at a time.
const ROWS: usize = 10_000;
/// How many members at a time at most.
const MEMBERS: usize = 100;

/// The members in parts, each of which makes so many rows at most that they are held at once.
pub(super) fn parts(members: &[Member], rows_each: usize) -> impl Iterator<Item = &[Member]> {
    members.chunks((ROWS / rows_each.max(1)).clamp(1, MEMBERS))
}

/// The assignments of a club, with what each is called. A statement, and one more for some assignments at a time.
pub(super) async fn named(writer: &mut Writer<'_>, club: &Club) -> Result<Vec<NamedAssignment>, AppError> {
    let assignments = db::clubs::export::standing_assignments(writer.connection, club.id).await?;
    let mut named = Vec::with_capacity(assignments.len());
    for some in assignments.chunks(WITH_WORDS) {
        let ids: Vec<AssignmentId> = some.iter().map(|assignment| assignment.id).collect();
        let mut words: HashMap<AssignmentId, Vec<ChosenWord>> = HashMap::new();
        for (id, word) in db::clubs::words_of_assignments(writer.connection, &ids).await? {
            words.entry(id).or_default().push(word);
        }
        named.extend(some.iter().map(|assignment| {
            let words = words.get(&assignment.id).map_or(&[][..], Vec::as_slice);
            let title = assignment_title(words, writer.catalogue, writer.language);
            NamedAssignment { assignment: assignment.clone(), title }
        }));
    }
    Ok(named)
}

/// What became of those of the assignments that are for each member, in the order of the members and the assignments. Two
/// statements, none without assignments.
pub(super) async fn outcomes<'a>(
    writer: &mut Writer<'_>,
    members: &'a [Member],
    assignments: &'a [NamedAssignment],
) -> Result<Vec<Outcome<'a>>, AppError> {
    if assignments.is_empty() || members.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<AssignmentId> = assignments.iter().map(|named| named.assignment.id).collect();
    let learners: Vec<AccountId> = members.iter().map(|member| member.membership.learner_id).collect();
    let for_them = db::clubs::export::assigned_to(writer.connection, &ids, &learners).await?;
    let for_them: HashSet<_> = for_them.into_iter().collect();
    let found = db::clubs::assignment_progress(writer.connection, &ids, &learners).await?;
    let progress: HashMap<_, _> =
        found.into_iter().map(|(id, learner, progress)| ((learner, id), progress)).collect();
    let of = |member: &'a Member, assignment: &'a NamedAssignment| {
        let key = (member.membership.learner_id, assignment.assignment.id);
        for_them.contains(&key).then(|| {
            let days = (member.joined, member.today);
            let told = told_standing(&assignment.assignment, progress.get(&key).copied(), days);
            Outcome { member, assignment, progress: told.progress, status: told.status }
        })
    };
    let each = members.iter().flat_map(|member| assignments.iter().filter_map(move |one| of(member, one)));
    Ok(each.collect())
}

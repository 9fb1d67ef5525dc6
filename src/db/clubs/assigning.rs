//! Bringing assignments to learners: that they are for them, and which of their words the learners still lack cards of.

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::schema::{assignment_members, assignment_words, assignments, club_memberships};
use crate::domain::ids::{AccountId, AssignmentId, ClubId, WordId};
use crate::domain::learning::study_day::StudyDay;

/// Begins a change of what is the learners', as `begin_change` begins one. In the order of their ids: so whoever else locks
/// several learners, and does it in the same order, never waits for somebody who waits for them.
async fn begin_changes(connection: &mut AsyncPgConnection, learners: &[Uuid]) -> Result<(), DbError> {
    diesel::sql_query(
        "UPDATE learners SET change_number = change_number + 1
         WHERE learner_id = ANY (ARRAY (
           SELECT learner_id FROM learners WHERE learner_id = ANY ($1) ORDER BY learner_id FOR NO KEY UPDATE))",
    )
    .bind::<Array<SqlUuid>, _>(learners)
    .execute(connection)
    .await?;
    Ok(())
}

/// Says that an assignment is for learners. Their cards of its words are made when each of them next comes: those of all at
/// once would be 200,000 in the largest club. Two statements, however many learners there are.
pub async fn assign(
    connection: &mut AsyncPgConnection,
    learners: &[AccountId],
    assignment: AssignmentId,
) -> Result<(), DbError> {
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    begin_changes(connection, &learners).await?;
    diesel::sql_query(
        "INSERT INTO assignment_members (learner_id, assignment_id) SELECT learner_id, $2 FROM unnest($1) AS for_them (learner_id)",
    )
    .bind::<Array<SqlUuid>, _>(&learners)
    .bind::<SqlUuid, _>(assignment)
    .execute(connection)
    .await?;
    Ok(())
}

/// Says that those assignments of a club which are for all, and whose last day is from this day on, are for a learner who
/// begins to learn in it.
pub async fn assign_running(
    connection: &mut AsyncPgConnection,
    (club, learner): (ClubId, AccountId),
    today: StudyDay,
) -> Result<(), DbError> {
    // One that was for them before may have been left, or withdrawn from them, before its cards were made.
    diesel::sql_query(
        "INSERT INTO assignment_members (learner_id, assignment_id)
         SELECT $1, id FROM assignments
         WHERE club_id = $2 AND for_all AND withdrawn_at IS NULL AND until_day >= $3
         ON CONFLICT (learner_id, assignment_id) DO UPDATE SET change_number = NULL",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<SqlUuid, _>(club)
    .bind::<Integer, _>(today.0)
    .execute(connection)
    .await?;
    Ok(())
}

/// The words of assignments for a learner that they may still lack cards of, each with the assignment and its first day: those
/// that end first first, each in its order. What was withdrawn is left out, and what is of a club that the learner has left.
pub async fn awaited_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(AssignmentId, StudyDay, WordId)>, DbError> {
    let member = club_memberships::learner_id.eq(assignment_members::learner_id);
    let rows: Vec<(AssignmentId, i32, WordId)> = assignment_members::table
        .inner_join(assignments::table)
        .inner_join(
            club_memberships::table.on(club_memberships::club_id.eq(assignments::club_id).and(member)),
        )
        .inner_join(assignment_words::table.on(assignment_words::assignment_id.eq(assignments::id)))
        .filter(assignment_members::learner_id.eq(learner))
        .filter(assignment_members::change_number.is_null())
        .filter(assignments::withdrawn_at.is_null())
        .order((assignments::until_day, assignments::id, assignment_words::position))
        .select((assignments::id, assignments::from_day, assignment_words::word_id))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(assignment, from, word)| (assignment, StudyDay(from), word)).collect())
}

/// From now on the learner lacks no cards of what was assigned to them.
pub async fn note_cards_made(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    change: ChangeNumber,
) -> Result<(), DbError> {
    let awaited = assignment_members::table
        .filter(assignment_members::learner_id.eq(learner))
        .filter(assignment_members::change_number.is_null());
    diesel::update(awaited).set(assignment_members::change_number.eq(change.0)).execute(connection).await?;
    Ok(())
}

//! The members of assignments, and the cards that they still lack.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::schema::{assignment_members, assignment_words, assignments, club_memberships};
use crate::db::statement::statement;
use crate::domain::ids::{AccountId, AssignmentId, ClubId, WordId};

/// Begins a change of several learners' data, as `begin_change` does for one. Locks the learners in the order of their
/// ids: transactions that lock several rows of a table in the same order cannot deadlock.
pub async fn begin_changes(
    connection: &mut AsyncPgConnection,
    learners: &[AccountId],
) -> Result<(), DbError> {
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    statement(
        "UPDATE learners SET change_number = change_number + 1
         WHERE learner_id = ANY (ARRAY (
           SELECT learner_id FROM learners WHERE learner_id = ANY ($1) ORDER BY learner_id FOR NO KEY UPDATE))",
    )
    .bind::<Array<SqlUuid>, _>(learners)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives an assignment to learners. Their cards of its words are made when each of them next uses the service: in the
/// largest club, all cards at once would be 200,000. Two SQL statements, however many learners there are.
pub async fn assign(
    connection: &mut AsyncPgConnection,
    learners: &[AccountId],
    assignment: AssignmentId,
) -> Result<(), DbError> {
    begin_changes(connection, learners).await?;
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    statement(
        // An account may have been deleted while its learner was to be locked.
        "INSERT INTO assignment_members (learner_id, assignment_id) SELECT learner_id, $2 FROM learners WHERE learner_id = ANY ($1)",
    )
    .bind::<Array<SqlUuid>, _>(&learners)
    .bind::<SqlUuid, _>(assignment)
    .execute(connection)
    .await?;
    Ok(())
}

/// Gives new members of a club the club's assignments for all members that are not over. The cards of these, and of the
/// assignments that they had before, are made when each of them next uses the service.
pub async fn assign_running_to_new_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learners: &[AccountId],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    // A learner may have had the assignment before, and may have left the club before the cards were made.
    statement(
        "INSERT INTO assignment_members (learner_id, assignment_id)
         SELECT newcomer.id, assignments.id FROM assignments CROSS JOIN unnest($1) AS newcomer (id)
         WHERE club_id = $2 AND withdrawn_at IS NULL AND (for_all AND ends_at > $3 OR EXISTS (
           SELECT FROM assignment_members AS former
           WHERE former.learner_id = newcomer.id AND former.assignment_id = assignments.id))
         ON CONFLICT (learner_id, assignment_id) DO UPDATE SET change_number = NULL",
    )
    .bind::<Array<SqlUuid>, _>(learners)
    .bind::<SqlUuid, _>(club)
    .bind::<Timestamptz, _>(now)
    .execute(connection)
    .await?;
    Ok(())
}

/// Returns the assigned words for which a learner may still lack cards, each with the assignment and when it begins.
/// Ordered by the assignments' last days; within an assignment by position. Withdrawn assignments and those of clubs
/// that the learner has left are excluded.
pub async fn words_lacking_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(AssignmentId, DateTime<Utc>, WordId)>, DbError> {
    let member = club_memberships::learner_id.eq(assignment_members::learner_id);
    Ok(assignment_members::table
        .inner_join(assignments::table)
        .inner_join(
            club_memberships::table.on(club_memberships::club_id.eq(assignments::club_id).and(member)),
        )
        .inner_join(assignment_words::table.on(assignment_words::assignment_id.eq(assignments::id)))
        .filter(assignment_members::learner_id.eq(learner))
        .filter(assignment_members::change_number.is_null())
        .filter(assignments::withdrawn_at.is_null())
        .order((assignments::until_day, assignments::id, assignment_words::position))
        .select((assignments::id, assignments::begins_at, assignment_words::word_id))
        .load(connection)
        .await?)
}

/// Records that all cards of the learner's assignments have been made.
pub async fn record_cards_made(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    change: ChangeNumber,
) -> Result<(), DbError> {
    let missing = assignment_members::table
        .filter(assignment_members::learner_id.eq(learner))
        .filter(assignment_members::change_number.is_null());
    diesel::update(missing).set(assignment_members::change_number.eq(change.0)).execute(connection).await?;
    Ok(())
}

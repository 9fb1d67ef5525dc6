//! Queries for exports: of leaders from their clubs, and of learners from all their own data.

mod answers;
mod own;

pub use answers::{AnswerPlace, answers_after};
pub use own::{
    OwnAssignment, OwnClub, OwnContestEntry, own_assignments_after, own_clubs, own_contest_entries_after,
};

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::assignments::{AssignmentRow, assignment};
use super::memberships::{MembershipRow, membership, role_name};
use crate::db::DbError;
use crate::db::schema::{accounts, assignment_members, assignments as table, club_memberships};
use crate::db::statement::statement;
use crate::db::stored::{columns, computed};
use crate::domain::clubs::{Assignment, ClubMembership, ClubRole};
use crate::domain::ids::{AccountId, AssignmentId, ClubId};

/// Loads the assignments of a club that are not withdrawn, the oldest first.
pub async fn unwithdrawn_assignments(
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<Vec<Assignment>, DbError> {
    let rows: Vec<AssignmentRow> = table::table
        .filter(table::club_id.eq(club))
        .filter(table::withdrawn_at.is_null())
        .order((table::created_at, table::id))
        .select(columns::<AssignmentRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(assignment).collect()
}

/// Loads which of these assignments are for which of these members, in no particular order.
pub async fn assigned_to(
    connection: &mut AsyncPgConnection,
    ids: &[AssignmentId],
    learners: &[AccountId],
) -> Result<Vec<(AccountId, AssignmentId)>, DbError> {
    let found = assignment_members::table
        .filter(assignment_members::learner_id.eq_any(learners))
        .filter(assignment_members::assignment_id.eq_any(ids))
        .select((assignment_members::learner_id, assignment_members::assignment_id))
        .load(connection)
        .await?;
    Ok(found)
}

/// Loads the leaders of a club, in the order of joining.
pub async fn leaders(
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<Vec<ClubMembership>, DbError> {
    let rows: Vec<MembershipRow> = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .order((club_memberships::joined_at, club_memberships::id))
        .select(columns::<MembershipRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}

#[derive(QueryableByName)]
struct RememberedRow {
    #[diesel(sql_type = SqlUuid)]
    learner_id: AccountId,
    #[diesel(sql_type = SqlUuid)]
    assignment_id: AssignmentId,
    #[diesel(sql_type = BigInt)]
    words: i64,
}

/// Counts the words of assignments that learners remembered at the last answer: the last review of each card of the word
/// that was answered is not rated AGAIN. Pairs without such words are left out.
pub async fn remembered_words(
    connection: &mut AsyncPgConnection,
    ids: &[AssignmentId],
    learners: &[AccountId],
) -> Result<HashMap<(AccountId, AssignmentId), u32>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    let rows: Vec<RememberedRow> = statement(
        "SELECT member.learner_id, member.assignment_id, count(*) AS words
         FROM assignment_members AS member
         JOIN assignment_words AS assigned USING (assignment_id)
         JOIN words ON words.id = assigned.word_id AND words.withdrawn_at IS NULL
         JOIN LATERAL (
           SELECT bool_and(review.rating > 1) AS remembered FROM cards
           JOIN reviews AS review ON review.learner_id = cards.learner_id AND review.id = cards.last_review_id
           WHERE cards.learner_id = member.learner_id AND cards.word_id = assigned.word_id
         ) AS last ON last.remembered
         WHERE member.assignment_id = ANY ($1) AND member.learner_id = ANY ($2)
         GROUP BY member.learner_id, member.assignment_id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(learners)
    .load(connection)
    .await?;
    rows.into_iter().map(|row| Ok(((row.learner_id, row.assignment_id), computed(row.words)?))).collect()
}

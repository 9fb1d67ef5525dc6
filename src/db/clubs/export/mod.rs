//! Queries for exports: of leaders from their clubs, and of learners from all their own data.

mod answers;
mod own;

pub use answers::{AnswerPlace, answers_after};
pub use own::{
    OwnAssignment, OwnClub, OwnContestEntry, own_assignments_after, own_clubs, own_contest_entries_after,
};

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::assignments::{AssignmentRow, assignment};
use super::memberships::{MembershipRow, membership, role_name};
use crate::db::DbError;
use crate::db::schema::{accounts, assignment_members, assignments as table, club_memberships};
use crate::db::stored::columns;
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
    Ok(rows.into_iter().map(assignment).collect())
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

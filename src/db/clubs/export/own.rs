//! A learner's own data about clubs and contests, loaded in order and in batches.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::clubs::assignments::{AssignmentRow, assignment};
use crate::db::learning::BATCH;
use crate::db::schema::{
    assignment_members, assignments, club_memberships, clubs, contest_entries, contests,
};
use crate::db::stored::columns;
use crate::domain::clubs::{Assignment, Sharing};
use crate::domain::ids::{
    AccountId, AssignmentId, ClubId, ClubMembershipId, ContestEntryId, ContestId, EventId,
};

/// A club of the learner.
#[derive(Debug, Clone)]
pub struct OwnClub {
    /// The membership.
    pub membership_id: ClubMembershipId,
    /// The club.
    pub club_id: ClubId,
    /// The club's name.
    pub name: String,
    /// The learner's role in the club, as stored.
    pub role: String,
    /// The time of joining.
    pub joined_at: DateTime<Utc>,
    /// The parts of the learner's data that the club's leaders may see.
    pub sharing: Sharing,
}

/// Loads the learner's clubs, in the order of joining.
pub async fn own_clubs(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<OwnClub>, DbError> {
    let rows: Vec<OwnClubRow> = club_memberships::table
        .inner_join(clubs::table)
        .filter(club_memberships::learner_id.eq(learner))
        .order((club_memberships::joined_at, club_memberships::id))
        .select(columns::<OwnClubRow>())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(own_club).collect())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = club_memberships)]
struct OwnClubRow {
    id: ClubMembershipId,
    club_id: ClubId,
    #[diesel(select_expression = clubs::name)]
    name: String,
    role: String,
    joined_at: DateTime<Utc>,
    shares_activity: bool,
    shares_results: bool,
    shares_answers: bool,
}

fn own_club(row: OwnClubRow) -> OwnClub {
    let OwnClubRow { id, club_id, name, role, joined_at, .. } = row;
    let sharing =
        Sharing { activity: row.shares_activity, results: row.shares_results, answers: row.shares_answers };
    OwnClub { membership_id: id, club_id, name, role, joined_at, sharing }
}

/// An assignment that is, or was, for the learner.
#[derive(Debug, Clone)]
pub struct OwnAssignment {
    /// The assignment.
    pub assignment: Assignment,
    /// The name of its club.
    pub club_name: String,
}

/// Loads the learner's next assignments by id, at most [`BATCH`].
pub async fn own_assignments_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<AssignmentId>,
) -> Result<Vec<OwnAssignment>, DbError> {
    let mut query = assignment_members::table
        .inner_join(assignments::table.inner_join(clubs::table))
        .filter(assignment_members::learner_id.eq(learner))
        .order(assignment_members::assignment_id)
        .limit(BATCH)
        .select((columns::<AssignmentRow>(), clubs::name))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(assignment_members::assignment_id.gt(after));
    }
    let rows: Vec<(AssignmentRow, String)> = query.load(connection).await?;
    rows.into_iter()
        .map(|(row, club_name)| Ok(OwnAssignment { assignment: assignment(row)?, club_name }))
        .collect()
}

/// The learner's entry in a contest.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = contest_entries)]
pub struct OwnContestEntry {
    /// The entry's id.
    pub id: ContestEntryId,
    /// The contest.
    pub contest_id: ContestId,
    /// The event that the contest is held for.
    #[diesel(select_expression = contests::event_id)]
    pub event_id: EventId,
    /// The club that the learner competes for.
    pub club_id: Option<ClubId>,
    /// The area that the learner competes for.
    pub area: Option<String>,
    /// How the learner's name is displayed, as stored.
    pub name_display: String,
    /// The time of entry.
    pub entered_at: DateTime<Utc>,
}

/// Loads the learner's next contest entries by id, at most [`BATCH`].
pub async fn own_contest_entries_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<ContestEntryId>,
) -> Result<Vec<OwnContestEntry>, DbError> {
    let mut query = contest_entries::table
        .inner_join(contests::table)
        .filter(contest_entries::learner_id.eq(learner))
        .order(contest_entries::id)
        .limit(BATCH)
        .select(columns::<OwnContestEntry>())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(contest_entries::id.gt(after));
    }
    Ok(query.load(connection).await?)
}

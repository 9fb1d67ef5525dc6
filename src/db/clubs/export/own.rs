//! A learner's own data about clubs and contests, loaded in order and in batches.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::learning::BATCH;
use crate::db::schema::{
    assignment_members, assignments, club_memberships, clubs, contest_entries, contests,
};
use crate::domain::clubs::Sharing;
use crate::domain::ids::{
    AccountId, AssignmentId, ClubId, ClubMembershipId, ContestEntryId, ContestId, EventId,
};
use crate::domain::learning::study_day::StudyDay;

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
    type Row = (ClubMembershipId, ClubId, String, String, DateTime<Utc>, (bool, bool, bool));
    let shares = (
        club_memberships::shares_activity,
        club_memberships::shares_results,
        club_memberships::shares_answers,
    );
    let rows: Vec<Row> = club_memberships::table
        .inner_join(clubs::table)
        .filter(club_memberships::learner_id.eq(learner))
        .order((club_memberships::joined_at, club_memberships::id))
        .select((
            club_memberships::id,
            club_memberships::club_id,
            clubs::name,
            club_memberships::role,
            club_memberships::joined_at,
            shares,
        ))
        .load(connection)
        .await?;
    let own = |(membership_id, club_id, name, role, joined_at, (activity, results, answers)): Row| {
        let sharing = Sharing { activity, results, answers };
        OwnClub { membership_id, club_id, name, role, joined_at, sharing }
    };
    Ok(rows.into_iter().map(own).collect())
}

/// An assignment that is, or was, for the learner.
#[derive(Debug, Clone)]
pub struct OwnAssignment {
    /// The assignment's id.
    pub id: AssignmentId,
    /// The club.
    pub club_id: ClubId,
    /// The club's name.
    pub club_name: String,
    /// The leader's note.
    pub note: Option<String>,
    /// The first and the last day.
    pub days: (StudyDay, StudyDay),
    /// The time of creation.
    pub created_at: DateTime<Utc>,
    /// The time of withdrawal; `None` if the assignment is not withdrawn.
    pub withdrawn_at: Option<DateTime<Utc>>,
}

/// Loads the learner's next assignments by id, at most [`BATCH`].
pub async fn own_assignments_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<AssignmentId>,
) -> Result<Vec<OwnAssignment>, DbError> {
    type Row =
        (AssignmentId, ClubId, String, Option<String>, (i32, i32), DateTime<Utc>, Option<DateTime<Utc>>);
    let mut query = assignment_members::table
        .inner_join(assignments::table.inner_join(clubs::table))
        .filter(assignment_members::learner_id.eq(learner))
        .order(assignment_members::assignment_id)
        .limit(BATCH)
        .select((
            assignments::id,
            assignments::club_id,
            clubs::name,
            assignments::note,
            (assignments::from_day, assignments::until_day),
            assignments::created_at,
            assignments::withdrawn_at,
        ))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(assignment_members::assignment_id.gt(after));
    }
    let rows: Vec<Row> = query.load(connection).await?;
    let own = |(id, club_id, club_name, note, (from, until), created_at, withdrawn_at): Row| {
        let days = (StudyDay(from), StudyDay(until));
        OwnAssignment { id, club_id, club_name, note, days, created_at, withdrawn_at }
    };
    Ok(rows.into_iter().map(own).collect())
}

/// The learner's entry in a contest.
#[derive(Debug, Clone)]
pub struct OwnContestEntry {
    /// The entry's id.
    pub id: ContestEntryId,
    /// The contest.
    pub contest_id: ContestId,
    /// The event that the contest is held for.
    pub event_id: EventId,
    /// The club that the learner competes for.
    pub club_id: Option<ClubId>,
    /// The district that the learner competes for.
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
    type Row = (ContestEntryId, ContestId, EventId, Option<ClubId>, Option<String>, String, DateTime<Utc>);
    let mut query = contest_entries::table
        .inner_join(contests::table)
        .filter(contest_entries::learner_id.eq(learner))
        .order(contest_entries::id)
        .limit(BATCH)
        .select((
            contest_entries::id,
            contest_entries::contest_id,
            contests::event_id,
            contest_entries::club_id,
            contest_entries::area,
            contest_entries::name_display,
            contest_entries::entered_at,
        ))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(contest_entries::id.gt(after));
    }
    let rows: Vec<Row> = query.load(connection).await?;
    let own = |(id, contest_id, event_id, club_id, area, name_display, entered_at): Row| OwnContestEntry {
        id,
        contest_id,
        event_id,
        club_id,
        area,
        name_display,
        entered_at,
    };
    Ok(rows.into_iter().map(own).collect())
}

//! Assignments, and the members' progress with them.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::memberships::{role, role_name};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{assignment_members, assignment_words, assignments, club_memberships, clubs};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, computed};
use crate::domain::clubs::{Assignment, AssignmentProgress, ClubRole};
use crate::domain::ids::{AccountId, AssignmentId, ClubId, ClubMembershipId, LessonId, WordId};
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::study_day::StudyDay;

/// The sort key of a club's assignments: when they were created, and their ids.
pub type AssignmentKey = (DateTime<Utc>, Uuid);
/// The sort key of a member's assignments: their last days, and their ids.
pub type DeadlineKey = (i32, Uuid);

/// A row of `assignments`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = assignments)]
pub(super) struct AssignmentRow {
    id: AssignmentId,
    club_id: ClubId,
    note: Option<String>,
    from_day: i32,
    until_day: i32,
    time_zone: String,
    for_all: bool,
    created_at: DateTime<Utc>,
    withdrawn_at: Option<DateTime<Utc>>,
}

pub(super) fn assignment(row: AssignmentRow) -> Result<Assignment, DbError> {
    let zone = Place::new("assignments", &row.id).parse("time_zone", &row.time_zone)?;
    let AssignmentRow { id, club_id, note, from_day, until_day, for_all, created_at, withdrawn_at, .. } = row;
    let (from, until) = (StudyDay(from_day), StudyDay(until_day));
    Ok(Assignment { id, club_id, note, from, until, zone, for_all, created_at, withdrawn_at })
}

/// An assignment, and the relation of a member of its club to it.
#[derive(Debug, Clone)]
pub struct AssignmentForMember {
    /// The assignment.
    pub assignment: Assignment,
    /// The member's role in the club.
    pub role: ClubRole,
    /// Whether the member has the assignment.
    pub is_for_viewer: bool,
}

/// An assignment, joined with a membership of its club.
#[derive(Queryable, Selectable)]
#[diesel(table_name = club_memberships)]
struct AssignmentForMemberRow {
    #[diesel(embed)]
    assignment: AssignmentRow,
    #[diesel(column_name = id)]
    membership_id: ClubMembershipId,
    role: String,
    #[diesel(select_expression = assignment_members::learner_id.nullable())]
    assigned_to: Option<AccountId>,
}

fn assignment_for_member(row: AssignmentForMemberRow) -> Result<AssignmentForMember, DbError> {
    Ok(AssignmentForMember {
        assignment: assignment(row.assignment)?,
        role: role(Place::new("club_memberships", &row.membership_id), &row.role)?,
        is_for_viewer: row.assigned_to.is_some(),
    })
}

/// Joins the assignments of clubs with the clubs' members, and with whether each member has the assignment.
#[auto_type]
fn in_clubs() -> _ {
    let for_them = assignment_members::assignment_id
        .eq(assignments::id)
        .and(assignment_members::learner_id.eq(club_memberships::learner_id));
    assignments::table
        .inner_join(club_memberships::table.on(club_memberships::club_id.eq(assignments::club_id)))
        .left_join(assignment_members::table.on(for_them))
}

/// Inserts an assignment with its words. Two SQL statements.
pub async fn insert_assignment(
    connection: &mut AsyncPgConnection,
    new: &Assignment,
    words: &[ChosenWord],
) -> Result<(), DbError> {
    diesel::insert_into(assignments::table)
        .values((
            assignments::id.eq(new.id),
            assignments::club_id.eq(new.club_id),
            assignments::note.eq(&new.note),
            assignments::from_day.eq(new.from.0),
            assignments::until_day.eq(new.until.0),
            assignments::time_zone.eq(new.zone.name()),
            assignments::begins_at.eq(new.begins_at()),
            assignments::ends_at.eq(new.ends_at()),
            assignments::for_all.eq(new.for_all),
            assignments::created_at.eq(new.created_at),
            assignments::withdrawn_at.eq(new.withdrawn_at),
        ))
        .execute(connection)
        .await?;
    let rows: Vec<_> = words
        .iter()
        .zip(0_i32..)
        .map(|((word, lesson), position)| {
            (
                assignment_words::assignment_id.eq(new.id),
                assignment_words::word_id.eq(word),
                assignment_words::position.eq(position),
                assignment_words::lesson_id.eq(lesson),
            )
        })
        .collect();
    diesel::insert_into(assignment_words::table).values(rows).execute(connection).await?;
    Ok(())
}

/// Stores the note, the last day and the time of withdrawal.
pub async fn update_assignment(
    connection: &mut AsyncPgConnection,
    changed: &Assignment,
) -> Result<(), DbError> {
    diesel::update(assignments::table.find(changed.id))
        .set((
            assignments::note.eq(&changed.note),
            assignments::until_day.eq(changed.until.0),
            assignments::ends_at.eq(changed.ends_at()),
            assignments::withdrawn_at.eq(changed.withdrawn_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Counts a club's assignments that are not withdrawn and not over.
pub async fn count_running(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let running: i64 = assignments::table
        .filter(assignments::club_id.eq(club))
        .filter(assignments::withdrawn_at.is_null())
        .filter(assignments::ends_at.gt(now))
        .count()
        .get_result(connection)
        .await?;
    computed(running)
}

/// Returns all words that were ever assigned to a learner, each with the time at which the assignment begins; ordered by
/// that time.
pub async fn words_assigned_to(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(DateTime<Utc>, WordId)>, DbError> {
    Ok(assignment_words::table
        .inner_join(assignments::table)
        .inner_join(
            assignment_members::table
                .on(assignment_members::assignment_id.eq(assignment_words::assignment_id)),
        )
        .filter(assignment_members::learner_id.eq(learner))
        .order((assignments::begins_at, assignment_words::assignment_id, assignment_words::position))
        .select((assignments::begins_at, assignment_words::word_id))
        .load(connection)
        .await?)
}

/// Loads the assignments with these ids that belong to clubs of the viewer, in no particular order.
pub async fn assignments_by_ids(
    connection: &mut AsyncPgConnection,
    viewer: AccountId,
    ids: &[AssignmentId],
) -> Result<Vec<AssignmentForMember>, DbError> {
    let rows: Vec<AssignmentForMemberRow> = in_clubs()
        .filter(club_memberships::learner_id.eq(viewer))
        .filter(assignments::id.eq_any(ids))
        .select(columns::<AssignmentForMemberRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(assignment_for_member).collect()
}

/// Loads the assignments of the clubs that a leader leads, and that are not archived: those that are neither withdrawn
/// nor over, and those that are `known` already. The oldest first.
pub async fn assignments_of_leader(
    connection: &mut AsyncPgConnection,
    leader: AccountId,
    known: &[AssignmentId],
    now: DateTime<Utc>,
) -> Result<Vec<AssignmentForMember>, DbError> {
    let runs = assignments::withdrawn_at.is_null().and(assignments::ends_at.gt(now));
    let rows: Vec<AssignmentForMemberRow> = in_clubs()
        .inner_join(clubs::table.on(clubs::id.eq(assignments::club_id)))
        .filter(clubs::archived_at.is_null())
        .filter(club_memberships::learner_id.eq(leader))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .filter(runs.or(assignments::id.eq_any(known)))
        .order((assignments::created_at, assignments::id))
        .select(columns::<AssignmentForMemberRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(assignment_for_member).collect()
}

/// Loads a page of a club's assignments, newest first: either all of them, or the viewer's own assignments that are not
/// withdrawn.
pub async fn assignments_of_club(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    (viewer, all): (AccountId, bool),
    page: &PageRequest<AssignmentKey>,
) -> Result<Page<(AssignmentKey, AssignmentForMember)>, DbError> {
    let mut query = in_clubs()
        .filter(club_memberships::learner_id.eq(viewer))
        .filter(assignments::club_id.eq(club))
        .select(columns::<AssignmentForMemberRow>())
        .into_boxed();
    if !all {
        query = query
            .filter(assignments::withdrawn_at.is_null())
            .filter(assignment_members::learner_id.is_not_null());
    }
    let rows: Vec<AssignmentForMemberRow> = page
        .paginate(query, (assignments::created_at, assignments::id), Direction::Descending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let row = assignment_for_member(row)?;
        Ok(((row.assignment.created_at, row.assignment.id.uuid()), row))
    })
}

/// The assignments of a learner that are neither withdrawn nor over. Those of archived clubs are left out.
#[auto_type(no_type_alias)]
fn running_of_learner(learner: AccountId, now: DateTime<Utc>) -> _ {
    in_clubs()
        .inner_join(clubs::table.on(clubs::id.eq(assignments::club_id)))
        .filter(clubs::archived_at.is_null())
        .filter(club_memberships::learner_id.eq(learner))
        .filter(assignment_members::learner_id.eq(learner))
        .filter(assignments::withdrawn_at.is_null())
        .filter(assignments::ends_at.gt(now))
}

/// Loads a learner's assignments that are neither withdrawn nor over, the oldest first.
pub async fn running_assignments_of_learner(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<AssignmentForMember>, DbError> {
    let rows: Vec<AssignmentForMemberRow> = running_of_learner(learner, now)
        .order((assignments::created_at, assignments::id))
        .select(columns::<AssignmentForMemberRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(assignment_for_member).collect()
}

/// Loads a page of a learner's assignments that are neither withdrawn nor over, ordered by last day.
pub async fn assignments_of_learner(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    now: DateTime<Utc>,
    page: &PageRequest<DeadlineKey>,
) -> Result<Page<(DeadlineKey, AssignmentForMember)>, DbError> {
    let query = running_of_learner(learner, now).select(columns::<AssignmentForMemberRow>()).into_boxed();
    let rows: Vec<AssignmentForMemberRow> = page
        .paginate(query, (assignments::until_day, assignments::id), Direction::Ascending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let row = assignment_for_member(row)?;
        Ok(((row.assignment.until.0, row.assignment.id.uuid()), row))
    })
}

/// Loads the words of assignments, in order.
pub async fn words_of_assignments(
    connection: &mut AsyncPgConnection,
    ids: &[AssignmentId],
) -> Result<Vec<(AssignmentId, ChosenWord)>, DbError> {
    let rows: Vec<(AssignmentId, WordId, Option<LessonId>)> = assignment_words::table
        .filter(assignment_words::assignment_id.eq_any(ids))
        .order((assignment_words::assignment_id, assignment_words::position))
        .select((assignment_words::assignment_id, assignment_words::word_id, assignment_words::lesson_id))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, word, lesson)| (id, (word, lesson))).collect())
}

#[derive(QueryableByName)]
struct ProgressRow {
    #[diesel(sql_type = SqlUuid)]
    assignment_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    learner_id: Uuid,
    #[diesel(sql_type = BigInt)]
    words: i64,
    #[diesel(sql_type = BigInt)]
    words_done: i64,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    last: Option<DateTime<Utc>>,
}

/// Computes the learners' progress with their assignments, in no particular order. A withdrawn word does not count.
/// Neither does a word without a card of the learner, unless the cards are yet to be made. Learners for whom no word
/// counts are left out.
pub async fn assignment_progress(
    connection: &mut AsyncPgConnection,
    ids: &[AssignmentId],
    learners: &[AccountId],
) -> Result<Vec<(AssignmentId, AccountId, AssignmentProgress)>, DbError> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    let rows: Vec<ProgressRow> = statement(
        "SELECT member.assignment_id, member.learner_id, count(*) AS words,
           count(card.first_reviewed_at) AS words_done, max(card.first_reviewed_at) AS last
         FROM assignment_members AS member
         JOIN assignment_words AS assigned USING (assignment_id)
         JOIN words ON words.id = assigned.word_id AND words.withdrawn_at IS NULL
         JOIN LATERAL (
           SELECT count(*) AS cards, min(cards.first_reviewed_at) AS first_reviewed_at FROM cards
           WHERE cards.learner_id = member.learner_id AND cards.word_id = assigned.word_id
         ) AS card ON card.cards > 0 OR member.change_number IS NULL
         WHERE member.assignment_id = ANY ($1) AND member.learner_id = ANY ($2)
         GROUP BY member.assignment_id, member.learner_id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(learners)
    .load(connection)
    .await?;
    rows.into_iter()
        .map(|row| {
            let progress = AssignmentProgress {
                words: computed(row.words)?,
                words_done: computed(row.words_done)?,
                done_at: row.last.filter(|_| row.words == row.words_done),
            };
            Ok((row.assignment_id.into(), row.learner_id.into(), progress))
        })
        .collect()
}

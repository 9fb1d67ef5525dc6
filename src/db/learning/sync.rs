//! The changes of a learner's data that a client has not received yet, by the change numbers of the rows.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::learning::ChangeNumber;
use crate::db::schema::{learners, sessions};
use crate::db::statement::statement;
use crate::db::stored::Place;
use crate::domain::ids::{AccountId, CardId, CourseId, LessonId, ReviewId};
use crate::domain::learning::learner_word::{LearnerWord, Synonyms};
use crate::domain::learning::study_day::StudyCalendar;
use crate::domain::learning::sync::{ChangeKind, ChangePosition};

use super::reviews::calendar;

/// A change of a learner's data.
#[derive(Debug, Clone, PartialEq)]
pub enum SyncChange {
    /// The learner started a lesson.
    LessonStart {
        /// The lesson.
        lesson: LessonId,
        /// When the learner started it.
        at: DateTime<Utc>,
    },
    /// A card was created, or its state changed.
    Card(CardId),
    /// The learner's additions to a word changed.
    LearnerWord(LearnerWord),
    /// A card was reset.
    Reset {
        /// The id of the log entry.
        id: Uuid,
        /// The card.
        card: CardId,
        /// When the learner reset it.
        at: DateTime<Utc>,
    },
    /// A review was added.
    Review(ReviewId),
    /// A review was voided.
    Void {
        /// The review.
        review: ReviewId,
        /// When it was voided.
        at: DateTime<Utc>,
    },
}

/// The learner's latest change number at one moment, and the changes that a client has not received.
#[derive(Debug)]
pub struct SyncChanges {
    /// The latest change number.
    pub latest: ChangeNumber,
    /// The changes in order, each with its position.
    pub changes: Vec<(ChangePosition, SyncChange)>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    change_number: i64,
    #[diesel(sql_type = Integer)]
    kind: i32,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    other: Option<Uuid>,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    at: Option<DateTime<Utc>>,
    #[diesel(sql_type = Nullable<Text>)]
    note: Option<String>,
    #[diesel(sql_type = Nullable<Jsonb>)]
    synonyms: Option<Json<Synonyms>>,
}

fn change(row: Row) -> Result<(ChangePosition, SyncChange), DbError> {
    let corrupt = || Place::new("changes", &row.id).corrupt("kind", row.kind);
    let kind = ChangeKind::ALL.into_iter().find(|kind| i32::from(kind.number()) == row.kind);
    let kind = kind.ok_or_else(corrupt)?;
    let at = || row.at.ok_or_else(corrupt);
    let changed = match kind {
        ChangeKind::LessonStart => SyncChange::LessonStart { lesson: row.id.into(), at: at()? },
        ChangeKind::Card => SyncChange::Card(row.id.into()),
        ChangeKind::LearnerWord => SyncChange::LearnerWord(LearnerWord {
            word_id: row.id.into(),
            note: row.note,
            synonyms: row.synonyms.map(|synonyms| synonyms.0).unwrap_or_default(),
        }),
        ChangeKind::Reset => {
            SyncChange::Reset { id: row.id, card: row.other.ok_or_else(corrupt)?.into(), at: at()? }
        }
        ChangeKind::Review => SyncChange::Review(row.id.into()),
        ChangeKind::Void => SyncChange::Void { review: row.id.into(), at: at()? },
    };
    Ok((ChangePosition { number: row.change_number, kind: kind.number(), id: row.id }, changed))
}

/// Loads the changes of a learner's data after a position, at most `limit`.
pub async fn changes_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    position: &ChangePosition,
    limit: i64,
) -> Result<SyncChanges, DbError> {
    let (numbers, ids): (Vec<i64>, Vec<Uuid>) =
        ChangeKind::ALL.map(|kind| position.within_kind(kind)).into_iter().unzip();
    let rows: Vec<Row> = statement(include_str!("changes_after.sql"))
        .bind::<SqlUuid, _>(learner)
        .bind::<Array<BigInt>, _>(numbers)
        .bind::<Array<SqlUuid>, _>(ids)
        .bind::<BigInt, _>(limit)
        .load(connection)
        .await?;
    let (first, rows): (Vec<Row>, Vec<Row>) = rows.into_iter().partition(|row| row.kind == 0);
    let latest = first.iter().map(|row| row.change_number).max().unwrap_or(0);
    let mut changes = rows.into_iter().map(change).collect::<Result<Vec<_>, _>>()?;
    changes.sort_by_key(|(position, _)| *position);
    Ok(SyncChanges { latest: ChangeNumber(latest), changes })
}

/// Returns the number of the learner's latest change.
pub async fn latest_change(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<ChangeNumber, DbError> {
    let number = learners::table.find(learner).select(learners::change_number).first(connection).await?;
    Ok(ChangeNumber(number))
}

#[derive(QueryableByName)]
struct CourseRow {
    #[diesel(sql_type = SqlUuid)]
    course_id: Uuid,
    #[diesel(sql_type = BigInt)]
    change_number: i64,
}

/// Loads the courses in which the learner has started a lesson, or got cards of words that were assigned or are in a list of
/// their own, each with the number of the first change that did so.
pub async fn courses_started(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(CourseId, i64)>, DbError> {
    let rows: Vec<CourseRow> = statement(
        "SELECT course_id, min(change_number) AS change_number
         FROM (
           SELECT lessons.course_id, lesson_starts.change_number
           FROM lesson_starts JOIN lessons ON lessons.id = lesson_starts.lesson_id
           WHERE learner_id = $1
           UNION ALL
           SELECT words.course_id, assignment_members.change_number
           FROM assignment_members
           JOIN assignment_words USING (assignment_id)
           JOIN words ON words.id = assignment_words.word_id
           WHERE assignment_members.learner_id = $1 AND assignment_members.change_number IS NOT NULL
           UNION ALL
           SELECT course_id, change_number FROM course_starts WHERE learner_id = $1
         ) AS started
         GROUP BY course_id",
    )
    .bind::<SqlUuid, _>(learner)
    .load(connection)
    .await?;
    Ok(rows.into_iter().map(|row| (row.course_id.into(), row.change_number)).collect())
}

/// Loads the number of the learner's latest change and the learner's calendar for each session that has not ended. The
/// sessions are given by the hashes of their tokens.
pub async fn changes_of_sessions(
    connection: &mut AsyncPgConnection,
    token_hashes: &[Vec<u8>],
    now: DateTime<Utc>,
) -> Result<Vec<(Vec<u8>, ChangeNumber, StudyCalendar)>, DbError> {
    let rows: Vec<(Vec<u8>, i64, String, i16)> = sessions::table
        .inner_join(learners::table.on(learners::learner_id.eq(sessions::account_id)))
        .filter(sessions::token_hash.eq_any(token_hashes))
        .filter(sessions::expires_at.gt(now))
        .select((sessions::token_hash, learners::change_number, learners::time_zone, learners::rollover_hour))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(hash, number, zone, hour)| {
            let calendar = calendar(Place::new("learners of the change", &number), &zone, hour)?;
            Ok((hash, ChangeNumber(number), calendar))
        })
        .collect()
}

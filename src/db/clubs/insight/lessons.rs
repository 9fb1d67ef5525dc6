//! What each member has of each lesson.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::ids;
use crate::db::DbError;
use crate::db::stored::unsigned;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::{AccountId, LessonId};
use crate::domain::learning::progress::MATURE_INTERVAL_DAYS;

/// What a member has of a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LessonCell {
    /// The member.
    pub learner_id: AccountId,
    /// The lesson.
    pub lesson_id: LessonId,
    /// Whether the member has started it.
    pub started: bool,
    /// Words that were reviewed.
    pub introduced: u32,
    /// Words that have left the steps of their first day.
    pub learned: u32,
    /// Words that come back after 21 days or more.
    pub mature: u32,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    lesson_id: Uuid,
    #[diesel(sql_type = Bool)]
    started: bool,
    #[diesel(sql_type = BigInt)]
    introduced: i64,
    #[diesel(sql_type = BigInt)]
    learned: i64,
    #[diesel(sql_type = BigInt)]
    mature: i64,
}

/// What the members have of lessons: where they have started one, or reviewed words of it.
pub async fn lesson_cells(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    lessons: &[LessonId],
) -> Result<Vec<LessonCell>, DbError> {
    let rows: Vec<Row> = diesel::sql_query(include_str!("lessons.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<SqlUuid>, _>(lessons.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LessonCell {
                learner_id: row.id.into(),
                lesson_id: row.lesson_id.into(),
                started: row.started,
                introduced: unsigned(row.introduced)?,
                learned: unsigned(row.learned)?,
                mature: unsigned(row.mature)?,
            })
        })
        .collect()
}

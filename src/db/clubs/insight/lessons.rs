//! Each member's progress in each lesson.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::ids;
use crate::db::DbError;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::{AccountId, LessonId};

/// A member's progress in a lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LessonCell {
    /// The member.
    pub learner_id: AccountId,
    /// The lesson.
    pub lesson_id: LessonId,
    /// Whether the member has started the lesson.
    pub started: bool,
    /// Words that were reviewed at least once.
    pub begun: u32,
    /// Words that have left their learning steps.
    pub learned: u32,
    /// Words with an interval of 21 days or more.
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
    begun: i64,
    #[diesel(sql_type = BigInt)]
    learned: i64,
    #[diesel(sql_type = BigInt)]
    mature: i64,
}

/// Loads the members' progress in the lessons that they have started, or of which they have reviewed words.
pub async fn lesson_cells(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    lessons: &[LessonId],
) -> Result<Vec<LessonCell>, DbError> {
    let rows: Vec<Row> = statement(include_str!("lessons.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<SqlUuid>, _>(lessons.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(LessonCell {
                learner_id: row.id.into(),
                lesson_id: row.lesson_id.into(),
                started: row.started,
                begun: computed(row.begun)?,
                learned: computed(row.learned)?,
                mature: computed(row.mature)?,
            })
        })
        .collect()
}

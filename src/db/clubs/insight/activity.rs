//! A club's activity by day and by week.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{Days, ids, joined_days};
use crate::db::DbError;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::clubs::insight::Member;
use crate::domain::learning::study_day::StudyDay;

/// The activity of members on a day or in a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActivityRow {
    /// Whether the row is a week.
    pub is_week: bool,
    /// The day, or the Monday of the week.
    pub first: StudyDay,
    /// The number of members who studied.
    pub members: u32,
    /// Reviews.
    pub reviews: u32,
    /// The time spent, in milliseconds.
    pub duration_ms: u64,
    /// New words.
    pub new_words: u32,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Bool)]
    is_week: bool,
    #[diesel(sql_type = Integer)]
    first_day: i32,
    #[diesel(sql_type = BigInt)]
    members: i64,
    #[diesel(sql_type = BigInt)]
    reviews: i64,
    #[diesel(sql_type = BigInt)]
    duration_ms: i64,
    #[diesel(sql_type = BigInt)]
    new_words: i64,
}

/// Loads the members' activity since joining within a range of days: first by day, then by week.
pub async fn activity(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
) -> Result<Vec<ActivityRow>, DbError> {
    let rows: Vec<Row> = statement(include_str!("activity.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            Ok(ActivityRow {
                is_week: row.is_week,
                first: StudyDay(row.first_day),
                members: computed(row.members)?,
                reviews: computed(row.reviews)?,
                duration_ms: computed(row.duration_ms)?,
                new_words: computed(row.new_words)?,
            })
        })
        .collect()
}

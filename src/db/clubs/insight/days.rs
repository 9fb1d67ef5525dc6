//! Each member's activity.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Bool, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{Days, ids, joined_days, todays};
use crate::db::DbError;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::clubs::insight::{Member, MemberDays};
use crate::domain::ids::AccountId;
use crate::domain::learning::progress::Retention;
use crate::domain::learning::study_day::StudyDay;

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    days: i64,
    #[diesel(sql_type = BigInt)]
    reviews: i64,
    #[diesel(sql_type = BigInt)]
    duration_ms: i64,
    #[diesel(sql_type = BigInt)]
    new_words: i64,
    #[diesel(sql_type = BigInt)]
    goal_days: i64,
    #[diesel(sql_type = BigInt)]
    came_back: i64,
    #[diesel(sql_type = BigInt)]
    retained: i64,
    #[diesel(sql_type = Bool)]
    in_7_days: bool,
    #[diesel(sql_type = Bool)]
    in_30_days: bool,
    #[diesel(sql_type = BigInt)]
    lately_came_back: i64,
    #[diesel(sql_type = BigInt)]
    lately_retained: i64,
    #[diesel(sql_type = BigInt)]
    before_came_back: i64,
    #[diesel(sql_type = BigInt)]
    before_retained: i64,
    #[diesel(sql_type = Array<Integer>)]
    studied: Vec<i32>,
}

fn retention(came_back: i64, retained: i64) -> Result<Retention, DbError> {
    Ok(Retention { reviews: computed(came_back)?, retained: computed(retained)? })
}

/// Loads each member's activity since joining and within a range of days; in no particular order.
pub async fn member_days(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    (from, to): Days,
) -> Result<Vec<(AccountId, MemberDays)>, DbError> {
    let goals: Vec<i32> =
        members.iter().map(|member| i32::try_from(member.settings.daily_goal).unwrap_or(i32::MAX)).collect();
    let rows: Vec<Row> = statement(include_str!("member_days.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Array<Integer>, _>(todays(members))
        .bind::<Array<Integer>, _>(goals)
        .bind::<Integer, _>(from.0)
        .bind::<Integer, _>(to.0)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let days = MemberDays {
                days: computed(row.days)?,
                reviews: computed(row.reviews)?,
                duration_ms: computed(row.duration_ms)?,
                new_words: computed(row.new_words)?,
                goal_days: computed(row.goal_days)?,
                retention: retention(row.came_back, row.retained)?,
                in_7_days: row.in_7_days,
                in_30_days: row.in_30_days,
                recent: retention(row.lately_came_back, row.lately_retained)?,
                earlier: retention(row.before_came_back, row.before_retained)?,
                studied: row.studied.into_iter().map(StudyDay).collect(),
            };
            Ok((row.id.into(), days))
        })
        .collect()
}

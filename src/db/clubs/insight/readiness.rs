//! The forecast of the words that each member will know on a day.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Double, Integer, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::{decays, ids, joined_days, todays};
use crate::db::DbError;
use crate::db::statement::statement;
use crate::db::stored::computed;
use crate::domain::clubs::insight::{Expected, Member, MemberReadiness, Pace};
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::study_day::StudyDay;

/// The number of days that a member's pace is measured over, ending today.
const PACE_DAYS: i32 = 28;

/// A member's forecast and recent pace.
pub type ReadinessRow = (AccountId, MemberReadiness, Pace);

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = BigInt)]
    begun: i64,
    #[diesel(sql_type = Double)]
    alone: f64,
    #[diesel(sql_type = Double)]
    alone_variance: f64,
    #[diesel(sql_type = Double)]
    kept_up: f64,
    #[diesel(sql_type = Double)]
    kept_up_variance: f64,
    #[diesel(sql_type = BigInt)]
    reviews: i64,
    #[diesel(sql_type = BigInt)]
    pace_reviews: i64,
    #[diesel(sql_type = BigInt)]
    pace_duration_ms: i64,
    #[diesel(sql_type = BigInt)]
    pace_new_words: i64,
}

/// Computes how many of these words the members will know on a study day; in no particular order.
pub async fn readiness(
    connection: &mut AsyncPgConnection,
    members: &[Member],
    on: StudyDay,
    words: &[WordId],
) -> Result<Vec<ReadinessRow>, DbError> {
    let rows: Vec<Row> = statement(include_str!("readiness.sql"))
        .bind::<Array<SqlUuid>, _>(ids(members))
        .bind::<Array<Double>, _>(decays(members))
        .bind::<Array<Integer>, _>(joined_days(members))
        .bind::<Array<Integer>, _>(todays(members))
        .bind::<Integer, _>(on.0)
        .bind::<Array<SqlUuid>, _>(words.iter().map(|id| id.uuid()).collect::<Vec<_>>())
        .bind::<Array<Text>, _>(Skill::ALL.map(Skill::as_str).to_vec())
        .bind::<Integer, _>(PACE_DAYS)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|row| {
            let readiness = MemberReadiness {
                begun_words: computed(row.begun)?,
                without_reviews: Expected { known: row.alone, variance: row.alone_variance },
                with_reviews: Expected { known: row.kept_up, variance: row.kept_up_variance },
                reviews: computed(row.reviews)?,
            };
            let pace = Pace {
                reviews: computed(row.pace_reviews)?,
                duration_ms: computed(row.pace_duration_ms)?,
                new_words: computed(row.pace_new_words)?,
            };
            Ok((row.id.into(), readiness, pace))
        })
        .collect()
}

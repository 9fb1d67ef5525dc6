//! The forecast of due cards.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Timestamptz};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::queue::{reviewed, showable};
use crate::db::DbError;
use crate::db::schema::cards;
use crate::db::stored::computed;
use crate::domain::learning::progress::Forecast;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

/// Counts the cards that were reviewed before and are due on each of the next study days, today first, as they are
/// scheduled now. A buried card comes back on the day until which it is buried, and no card before the end of a pause.
pub async fn forecast(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    today: StudyDay,
    days: u32,
) -> Result<Forecast, DbError> {
    // The database may have another version of the time zone data than this program. So the start of each day is passed
    // to the statement.
    let calendar = settings.calendar();
    let begins: Vec<DateTime<Utc>> = (0..=days).map(|day| calendar.start_of(today.plus(day))).collect();
    let paused_until =
        settings.paused_until.filter(|until| *until >= today).map(|until| calendar.start_of(until));
    // The bucket is computed in the SELECT list and grouped by position: PostgreSQL never considers two parameters
    // equal.
    let rows: Vec<(i32, i64)> = cards::table
        .filter(showable(settings, today.plus(days)))
        .filter(reviewed())
        .group_by(sql::<Integer>("1"))
        .select(
            // `greatest` ignores nulls: the element for a day before today, and the end of no pause.
            sql::<(Integer, BigInt)>("width_bucket(greatest(cards.due_at, (")
                .bind::<Array<Timestamptz>, _>(&begins)
                .sql(")[cards.buried_until - ")
                .bind::<Integer, _>(today.0)
                .sql(" + 1], ")
                .bind::<Nullable<Timestamptz>, _>(paused_until)
                .sql("), ")
                .bind::<Array<Timestamptz>, _>(&begins)
                .sql("), count(*)"),
        )
        .load(connection)
        .await?;
    let mut forecast = Forecast { overdue: 0, days: vec![0; usize::try_from(days).unwrap_or(0)] };
    for (bucket, count) in rows {
        let day = usize::try_from(bucket).ok().and_then(|bucket| bucket.checked_sub(1));
        match day {
            None => forecast.overdue = computed(count)?,
            Some(day) => {
                // The last bucket holds the cards that are due later. It has no day.
                if let Some(due) = forecast.days.get_mut(day) {
                    *due = computed(count)?;
                }
            }
        }
    }
    Ok(forecast)
}

//! The counts of study days: rows computed from the review log, written in the transaction that changes the log.

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::study_days;
use crate::db::statement::statement;
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, WordId};
use crate::domain::learning::progress::{DayCounts, Retention};
use crate::domain::learning::study_day::StudyDay;

/// A row of `study_days`.
#[derive(Queryable, QueryableByName, Selectable)]
#[diesel(table_name = study_days)]
pub(super) struct DayRow {
    study_day: i32,
    reviews: i32,
    duration_ms: i64,
    again: i32,
    new_cards: i32,
    new_words: i32,
    young_reviews: i32,
    young_retained: i32,
    mature_reviews: i32,
    mature_retained: i32,
}

pub(super) fn counts(row: &DayRow) -> Result<DayCounts, DbError> {
    let place = Place::new("study_days of the day", &row.study_day);
    Ok(DayCounts {
        reviews: place.unsigned("reviews", row.reviews)?,
        duration_ms: place.unsigned("duration_ms", row.duration_ms)?,
        again: place.unsigned("again", row.again)?,
        new_cards: place.unsigned("new_cards", row.new_cards)?,
        new_words: place.unsigned("new_words", row.new_words)?,
        young: Retention {
            reviews: place.unsigned("young_reviews", row.young_reviews)?,
            retained: place.unsigned("young_retained", row.young_retained)?,
        },
        mature: Retention {
            reviews: place.unsigned("mature_reviews", row.mature_reviews)?,
            retained: place.unsigned("mature_retained", row.mature_retained)?,
        },
    })
}

/// Loads the counts of a study day so far.
pub async fn day_counts(
    mut connection: &AsyncPgConnection,
    learner: AccountId,
    day: StudyDay,
) -> Result<DayCounts, DbError> {
    let row: Option<DayRow> = study_days::table
        .find((learner, day.0))
        .select(columns::<DayRow>())
        .first(&mut connection)
        .await
        .optional()?;
    Ok(row.as_ref().map(counts).transpose()?.unwrap_or_default())
}

/// Loads the counts of the study days between two days, both included, in order. A day without reviews may be missing.
pub async fn days_between(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    (from, to): (StudyDay, StudyDay),
) -> Result<Vec<(StudyDay, DayCounts)>, DbError> {
    let rows: Vec<DayRow> = study_days::table
        .filter(study_days::learner_id.eq(learner))
        .filter(study_days::study_day.between(from.0, to.0))
        .order(study_days::study_day)
        .select(columns::<DayRow>())
        .load(connection)
        .await?;
    rows.iter().map(|row| Ok((StudyDay(row.study_day), counts(row)?))).collect()
}

/// Loads the study days on which the learner reviewed a card, in order.
pub async fn studied_days(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<StudyDay>, DbError> {
    let days: Vec<i32> = study_days::table
        .filter(study_days::learner_id.eq(learner))
        .filter(study_days::reviews.gt(0))
        .order(study_days::study_day)
        .select(study_days::study_day)
        .load(connection)
        .await?;
    Ok(days.into_iter().map(StudyDay).collect())
}

/// Recounts everything that a change of the log affects: the given days, the attempts at the given words on these days,
/// and the days on which the cards of `moved` were first reviewed. `moved` are the words with a card whose first study day
/// has changed; the days until now are among the given ones.
pub async fn recount_affected(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    days: &[StudyDay],
    words: &[WordId],
    moved: &[WordId],
) -> Result<(), DbError> {
    let days: Vec<i32> = days.iter().map(|day| day.0).collect();
    statement(include_str!("recount.sql"))
        .bind::<SqlUuid, _>(learner)
        .bind::<Array<Integer>, _>(days)
        .bind::<Array<SqlUuid>, _>(words)
        .bind::<Array<SqlUuid>, _>(moved)
        .execute(connection)
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::domain::learning::progress::MATURE_INTERVAL_DAYS;
    use crate::domain::learning::review::MAX_ANSWER_MS;

    #[test]
    fn the_statements_count_with_the_numbers_of_the_domain() {
        let recount = include_str!("recount.sql");
        for sql in [include_str!("insert_reviews.sql"), recount] {
            assert!(sql.contains(&format!("least(duration_ms, {MAX_ANSWER_MS})")), "{sql}");
            assert!(sql.contains(&format!("last_interval_days >= {MATURE_INTERVAL_DAYS}")), "{sql}");
        }
        assert_eq!(recount.matches(&format!("last_interval_days < {MATURE_INTERVAL_DAYS}")).count(), 2);
    }
}

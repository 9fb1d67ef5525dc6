//! The counts of study days: rows computed from the review log, written in the transaction that changes the log.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::schema::study_days;
use crate::db::statement::statement;
use crate::db::stored::unsigned;
use crate::domain::ids::{AccountId, CardId, ReviewId, WordId};
use crate::domain::learning::progress::{DayCounts, Retention};
use crate::domain::learning::study_day::StudyDay;

type Row = (i32, i64, i32, (i32, i32), (i32, i32), (i32, i32));

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let new = (study_days::new_cards, study_days::new_words);
    let young = (study_days::young_reviews, study_days::young_retained);
    let mature = (study_days::mature_reviews, study_days::mature_retained);
    (study_days::reviews, study_days::duration_ms, study_days::again, new, young, mature)
}

fn counts((reviews, duration_ms, again, new, young, mature): Row) -> Result<DayCounts, DbError> {
    let retention = |(reviews, retained): (i32, i32)| -> Result<Retention, DbError> {
        Ok(Retention { reviews: unsigned(reviews)?, retained: unsigned(retained)? })
    };
    Ok(DayCounts {
        reviews: unsigned(reviews)?,
        duration_ms: unsigned(duration_ms)?,
        again: unsigned(again)?,
        new_cards: unsigned(new.0)?,
        new_words: unsigned(new.1)?,
        young: retention(young)?,
        mature: retention(mature)?,
    })
}

/// Loads the counts of a study day so far.
pub async fn day_counts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    day: StudyDay,
) -> Result<DayCounts, DbError> {
    let row: Option<Row> =
        study_days::table.find((learner, day.0)).select(columns()).first(connection).await.optional()?;
    Ok(row.map(counts).transpose()?.unwrap_or_default())
}

/// Loads the counts of the study days between two days, both included, in order. A day without reviews may be missing.
pub async fn days_between(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    (from, to): (StudyDay, StudyDay),
) -> Result<Vec<(StudyDay, DayCounts)>, DbError> {
    let rows: Vec<(i32, Row)> = study_days::table
        .filter(study_days::learner_id.eq(learner))
        .filter(study_days::study_day.between(from.0, to.0))
        .order(study_days::study_day)
        .select((study_days::study_day, columns()))
        .load(connection)
        .await?;
    rows.into_iter().map(|(day, row)| Ok((StudyDay(day), counts(row)?))).collect()
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

/// Adds what new reviews change to the stored counts. Each of the reviews is in the log, and later than the other reviews
/// of its card; `first_reviewed` are the cards that had no review before. Other changes of the log need
/// [`recount_affected`], which reads whole days.
pub async fn count_new(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    reviews: &[ReviewId],
    first_reviewed: &[CardId],
) -> Result<(), DbError> {
    let reviews: Vec<Uuid> = reviews.iter().map(|id| id.uuid()).collect();
    let first_reviewed: Vec<Uuid> = first_reviewed.iter().map(|id| id.uuid()).collect();
    statement(include_str!("count_new.sql"))
        .bind::<SqlUuid, _>(learner)
        .bind::<Array<SqlUuid>, _>(reviews)
        .bind::<Array<SqlUuid>, _>(first_reviewed)
        .execute(connection)
        .await?;
    Ok(())
}

/// Recounts everything that a change of the log affects: the given days, the days on which the cards of the given words
/// were first reviewed, and the attempts at these words on the given days.
pub async fn recount_affected(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    days: &[StudyDay],
    words: &[WordId],
) -> Result<(), DbError> {
    let days: Vec<i32> = days.iter().map(|day| day.0).collect();
    let words: Vec<Uuid> = words.iter().map(|word| word.uuid()).collect();
    statement(include_str!("recount.sql"))
        .bind::<SqlUuid, _>(learner)
        .bind::<Array<Integer>, _>(days)
        .bind::<Array<SqlUuid>, _>(words)
        .execute(connection)
        .await?;
    Ok(())
}

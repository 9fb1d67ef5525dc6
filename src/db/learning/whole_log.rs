//! Whole review logs, and the deletion of stored counts, for recounts.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::reviews::{rating, slip};
use crate::db::DbError;
use crate::db::schema::{cards, learners, lesson_counts, review_voids, reviews, study_days, word_attempts};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId, ReviewId, WordId};
use crate::domain::learning::progress::LoggedReview;
use crate::domain::learning::study_day::StudyDay;

/// Loads the next learners by id, at most `limit`.
pub async fn learners_after(
    connection: &mut AsyncPgConnection,
    after: Option<AccountId>,
    limit: i64,
) -> Result<Vec<AccountId>, DbError> {
    let mut query =
        learners::table.order(learners::learner_id).limit(limit).select(learners::learner_id).into_boxed();
    if let Some(after) = after {
        query = query.filter(learners::learner_id.gt(after));
    }
    Ok(query.load(connection).await?)
}

/// Deletes all stored counts of a learner, so that they can be recounted. Three SQL statements.
pub async fn delete_counts(connection: &mut AsyncPgConnection, learner: AccountId) -> Result<(), DbError> {
    diesel::delete(study_days::table.filter(study_days::learner_id.eq(learner))).execute(connection).await?;
    diesel::delete(word_attempts::table.filter(word_attempts::learner_id.eq(learner)))
        .execute(connection)
        .await?;
    diesel::delete(lesson_counts::table.filter(lesson_counts::learner_id.eq(learner)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads all reviews of the learner that were not voided, in no particular order.
pub async fn whole_log(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<LoggedReview>, DbError> {
    let card = cards::learner_id.eq(reviews::learner_id).and(cards::id.eq(reviews::card_id));
    let voids = review_voids::table
        .filter(review_voids::learner_id.eq(learner))
        .filter(review_voids::review_id.eq(reviews::id));
    let rows: Vec<LoggedRow> = reviews::table
        .inner_join(cards::table.on(card))
        .filter(reviews::learner_id.eq(learner))
        .filter(dsl::not(dsl::exists(voids)))
        .select(columns::<LoggedRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(logged).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct LoggedRow {
    id: ReviewId,
    card_id: CardId,
    #[diesel(select_expression = cards::word_id)]
    word_id: WordId,
    reviewed_at: DateTime<Utc>,
    study_day: i32,
    duration_ms: i32,
    rating: i16,
    phase: String,
    last_interval_days: i32,
    slip_kind: Option<String>,
    slip_letters: Option<Vec<Option<String>>>,
    gloss_language: Option<String>,
}

fn logged(row: LoggedRow) -> Result<LoggedReview, DbError> {
    let place = Place::new("reviews", &row.id);
    let gloss_language = row.gloss_language.as_deref();
    Ok(LoggedReview {
        card_id: row.card_id,
        word_id: row.word_id,
        at: row.reviewed_at,
        id: row.id,
        study_day: StudyDay(row.study_day),
        duration_ms: place.unsigned("duration_ms", row.duration_ms)?,
        rating: rating(place, row.rating)?,
        phase: place.parse("phase", &row.phase)?,
        last_interval_days: place.unsigned("last_interval_days", row.last_interval_days)?,
        gloss_language: gloss_language.map(|tag| place.language("gloss_language", tag)).transpose()?,
        slip: slip(place, row.slip_kind, row.slip_letters)?,
    })
}

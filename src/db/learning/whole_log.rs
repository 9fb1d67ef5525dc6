//! Whole review logs, for recounts.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::reviews::{rating, slip};
use crate::db::DbError;
use crate::db::schema::{cards, learners, review_voids, reviews};
use crate::db::stored::{language, parse, unsigned};
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

/// Loads all reviews of the learner that were not voided, in no particular order.
pub async fn whole_log(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<LoggedReview>, DbError> {
    type Slipped = (Option<String>, Option<Vec<Option<String>>>);
    type Row = (
        (CardId, WordId),
        (DateTime<Utc>, ReviewId),
        (i32, i32),
        (i16, String, i32),
        (Slipped, Option<String>),
    );
    let card = cards::learner_id.eq(reviews::learner_id).and(cards::id.eq(reviews::card_id));
    let voids = review_voids::table
        .filter(review_voids::learner_id.eq(learner))
        .filter(review_voids::review_id.eq(reviews::id));
    let rows: Vec<Row> = reviews::table
        .inner_join(cards::table.on(card))
        .filter(reviews::learner_id.eq(learner))
        .filter(dsl::not(dsl::exists(voids)))
        .select((
            (reviews::card_id, cards::word_id),
            (reviews::reviewed_at, reviews::id),
            (reviews::study_day, reviews::duration_ms),
            (reviews::rating, reviews::kind, reviews::last_interval_days),
            ((reviews::slip_kind, reviews::slip_letters), reviews::gloss_language),
        ))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(ids, time, day, outcome, (slipped, gloss_language))| {
            Ok(LoggedReview {
                card_id: ids.0,
                word_id: ids.1,
                at: time.0,
                id: time.1,
                study_day: StudyDay(day.0),
                duration_ms: unsigned(day.1)?,
                rating: rating(outcome.0)?,
                kind: parse(&outcome.1)?,
                last_interval_days: unsigned(outcome.2)?,
                slip: slip(slipped.0, slipped.1)?,
                gloss_language: gloss_language.as_deref().map(language).transpose()?,
            })
        })
        .collect()
}

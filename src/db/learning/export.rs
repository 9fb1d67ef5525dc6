//! All data of a learner, read in order and in batches, for exported files.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::cards::{CardRow, card};
use super::reviews::{ReviewRow, rating, review, void_of_review};
use crate::db::DbError;
use crate::db::schema::{card_resets, cards, review_voids, reviews, scheduling_presets};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::learning::card::Card;
use crate::domain::learning::review::{Rating, Review, ReviewPhase};

/// The number of rows in memory at a time.
pub const BATCH: i64 = 1_000;

/// Loads the learner's next cards by id, at most [`BATCH`].
pub async fn cards_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<CardId>,
) -> Result<Vec<Card>, DbError> {
    let mut query = cards::table
        .filter(cards::learner_id.eq(learner))
        .order(cards::id)
        .limit(BATCH)
        .select(columns::<CardRow>())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(cards::id.gt(after));
    }
    let rows: Vec<CardRow> = query.load(connection).await?;
    rows.iter().map(card).collect()
}

/// Loads the learner's next reviews in the order of the log, including voided ones, at most [`BATCH`].
pub async fn reviews_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<(DateTime<Utc>, ReviewId)>,
) -> Result<Vec<Review>, DbError> {
    let mut query = reviews::table
        .left_join(review_voids::table.on(void_of_review()))
        .filter(reviews::learner_id.eq(learner))
        .order((reviews::reviewed_at, reviews::id))
        .limit(BATCH)
        .select(columns::<ReviewRow>())
        .into_boxed();
    if let Some((at, id)) = after {
        query = query
            .filter(reviews::reviewed_at.ge(at))
            .filter(reviews::reviewed_at.gt(at).or(reviews::id.gt(id)));
    }
    let rows: Vec<ReviewRow> = query.load(connection).await?;
    rows.into_iter().map(review).collect()
}

/// A review, with the data that the optimizer of parameters needs.
#[derive(Debug, Clone, Copy)]
pub struct OptimizerReview {
    /// The card.
    pub card_id: CardId,
    /// The review.
    pub id: ReviewId,
    /// The time of the answer.
    pub at: DateTime<Utc>,
    /// The rating that FSRS got for the answer.
    pub rating: Rating,
    /// The phase of the card before the review, as it was known when the review was received.
    pub phase: ReviewPhase,
    /// How long the learner took, in milliseconds.
    pub duration_ms: i32,
}

/// Loads the learner's next reviews that were not voided, card by card, and for each card in the order of the log, at
/// most [`BATCH`].
pub async fn reviews_by_card_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<(CardId, DateTime<Utc>, ReviewId)>,
) -> Result<Vec<OptimizerReview>, DbError> {
    let voids = review_voids::table
        .filter(review_voids::learner_id.eq(learner))
        .filter(review_voids::review_id.eq(reviews::id));
    let mut query = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .filter(dsl::not(dsl::exists(voids)))
        .order((reviews::card_id, reviews::reviewed_at, reviews::id))
        .limit(BATCH)
        .select(columns::<OptimizerRow>())
        .into_boxed();
    if let Some((card, at, id)) = after {
        let later = reviews::reviewed_at.gt(at).or(reviews::reviewed_at.eq(at).and(reviews::id.gt(id)));
        query = query.filter(reviews::card_id.ge(card)).filter(reviews::card_id.gt(card).or(later));
    }
    let rows: Vec<OptimizerRow> = query.load(connection).await?;
    rows.iter().map(optimizer_review).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct OptimizerRow {
    card_id: CardId,
    id: ReviewId,
    reviewed_at: DateTime<Utc>,
    rating: i16,
    phase: String,
    duration_ms: i32,
}

fn optimizer_review(row: &OptimizerRow) -> Result<OptimizerReview, DbError> {
    let place = Place::new("reviews", &row.id);
    Ok(OptimizerReview {
        card_id: row.card_id,
        id: row.id,
        at: row.reviewed_at,
        rating: rating(place, row.rating)?,
        phase: place.parse("phase", &row.phase)?,
        duration_ms: row.duration_ms,
    })
}

/// Loads the times at which some of the learner's cards were reset, in no particular order.
pub async fn resets_of(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    of: &[CardId],
) -> Result<Vec<(CardId, DateTime<Utc>)>, DbError> {
    let resets = card_resets::table
        .filter(card_resets::learner_id.eq(learner))
        .filter(card_resets::card_id.eq_any(of))
        .select((card_resets::card_id, card_resets::reset_at))
        .load(connection)
        .await?;
    Ok(resets)
}

/// Loads the next resets of the learner's cards, at most [`BATCH`]: the entry, the card, and the time.
pub async fn resets_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<Uuid>,
) -> Result<Vec<(Uuid, CardId, DateTime<Utc>)>, DbError> {
    let mut query = card_resets::table
        .filter(card_resets::learner_id.eq(learner))
        .order(card_resets::id)
        .limit(BATCH)
        .select((card_resets::id, card_resets::card_id, card_resets::reset_at))
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(card_resets::id.gt(after));
    }
    Ok(query.load(connection).await?)
}

/// Loads all presets that the learner ever had, as they are stored: number, effective from, created at, scheduling.
pub async fn stored_presets(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(i32, Option<DateTime<Utc>>, DateTime<Utc>, Value)>, DbError> {
    let found = scheduling_presets::table
        .filter(scheduling_presets::learner_id.eq(learner))
        .order(scheduling_presets::number)
        .select((
            scheduling_presets::number,
            scheduling_presets::effective_at,
            scheduling_presets::created_at,
            scheduling_presets::scheduling,
        ))
        .load(connection)
        .await?;
    Ok(found)
}

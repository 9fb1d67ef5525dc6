//! The log of cards, with the data that scheduling needs: reviews that were not voided, and resets.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::ChangeNumber;
use super::reviews::{calendar, rating};
use crate::db::DbError;
use crate::db::schema::{card_resets, review_voids, reviews};
use crate::db::stored::parse;
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::learning::scheduler::{LogEntry, ReviewEntry};

/// Card, review, time, the learner's calendar, rating, verdict.
type ReviewRow = (CardId, ReviewId, DateTime<Utc>, (String, i16), i16, Option<String>);

/// Loads the whole log of cards, in no particular order. Two SQL statements.
pub async fn log_of_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    cards: &[CardId],
) -> Result<Vec<(CardId, LogEntry)>, DbError> {
    let voids = review_voids::table
        .filter(review_voids::learner_id.eq(reviews::learner_id))
        .filter(review_voids::review_id.eq(reviews::id));
    let columns = (
        reviews::card_id,
        reviews::id,
        reviews::reviewed_at,
        (reviews::time_zone, reviews::rollover_hour),
        reviews::rating,
        reviews::verdict,
    );
    let rows: Vec<ReviewRow> = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::card_id.eq_any(cards))
        .filter(dsl::not(dsl::exists(voids)))
        .select(columns)
        .load(connection)
        .await?;
    let resets: Vec<(CardId, Uuid, DateTime<Utc>)> = card_resets::table
        .filter(card_resets::learner_id.eq(learner))
        .filter(card_resets::card_id.eq_any(cards))
        .select((card_resets::card_id, card_resets::id, card_resets::reset_at))
        .load(connection)
        .await?;
    let answered = rows.into_iter().map(|(card, id, at, (zone, rollover_hour), number, graded)| {
        let calendar = calendar(&zone, rollover_hour)?;
        let verdict = graded.as_deref().map(parse).transpose()?;
        Ok((card, LogEntry::Review(ReviewEntry { id, at, calendar, rating: rating(number)?, verdict })))
    });
    let resets = resets.into_iter().map(|(card, id, at)| Ok((card, LogEntry::Reset { id, at })));
    answered.chain(resets).collect()
}

/// Voids reviews; reviews that were already voided stay unchanged.
pub async fn insert_voids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    reviews: &[ReviewId],
    now: DateTime<Utc>,
    change: ChangeNumber,
) -> Result<(), DbError> {
    let row = |review: &ReviewId| {
        (
            review_voids::learner_id.eq(learner),
            review_voids::review_id.eq(*review),
            review_voids::voided_at.eq(now),
            review_voids::change_number.eq(change.0),
        )
    };
    diesel::insert_into(review_voids::table)
        .values(reviews.iter().map(row).collect::<Vec<_>>())
        .on_conflict_do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads when reviews were voided, of those with these ids.
pub async fn voids_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    reviews: &[ReviewId],
) -> Result<Vec<(ReviewId, DateTime<Utc>)>, DbError> {
    let rows = review_voids::table
        .filter(review_voids::learner_id.eq(learner))
        .filter(review_voids::review_id.eq_any(reviews))
        .select((review_voids::review_id, review_voids::voided_at))
        .load(connection)
        .await?;
    Ok(rows)
}

/// Stores resets of cards: the id of the entry, the card, and the time.
pub async fn insert_resets(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    resets: &[(Uuid, CardId, DateTime<Utc>)],
    change: ChangeNumber,
) -> Result<(), DbError> {
    let row = |(id, card, at): &(Uuid, CardId, DateTime<Utc>)| {
        (
            card_resets::learner_id.eq(learner),
            card_resets::id.eq(*id),
            card_resets::card_id.eq(*card),
            card_resets::reset_at.eq(*at),
            card_resets::change_number.eq(change.0),
        )
    };
    diesel::insert_into(card_resets::table)
        .values(resets.iter().map(row).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads resets by id: the card and the time of each.
pub async fn resets_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, (CardId, DateTime<Utc>))>, DbError> {
    let rows = card_resets::table
        .filter(card_resets::learner_id.eq(learner))
        .filter(card_resets::id.eq_any(ids))
        .select((card_resets::id, (card_resets::card_id, card_resets::reset_at)))
        .load(connection)
        .await?;
    Ok(rows)
}

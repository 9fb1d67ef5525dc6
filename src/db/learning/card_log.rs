//! The log of cards, with the data that scheduling needs: reviews that were not voided, and resets.

use std::collections::HashMap;
use std::future::ready;

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use futures_util::TryStreamExt as _;
use uuid::Uuid;

use super::ChangeNumber;
use super::reviews::{calendar, rating};
use crate::db::DbError;
use crate::db::schema::{card_resets, review_voids, reviews};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::learning::scheduler::{LogEntry, ReviewEntry};

/// The columns of `reviews` that scheduling needs.
#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct AnswerRow {
    card_id: CardId,
    id: ReviewId,
    reviewed_at: DateTime<Utc>,
    time_zone: String,
    rollover_hour: i16,
    rating: i16,
    verdict: Option<String>,
}

fn answer(row: &AnswerRow) -> Result<(CardId, LogEntry), DbError> {
    let place = Place::new("reviews", &row.id);
    let verdict = row.verdict.as_deref().map(|verdict| place.parse("verdict", verdict)).transpose()?;
    let calendar = calendar(place, &row.time_zone, row.rollover_hour)?;
    let rating = rating(place, row.rating)?;
    let entry = ReviewEntry { id: row.id, at: row.reviewed_at, calendar, rating, verdict };
    Ok((row.card_id, LogEntry::Review(entry)))
}

/// Loads the whole logs of cards, by card; the entries of each are in no particular order. Two SQL statements.
pub async fn logs_of_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    cards: &[CardId],
) -> Result<HashMap<CardId, Vec<LogEntry>>, DbError> {
    let voids = review_voids::table
        .filter(review_voids::learner_id.eq(reviews::learner_id))
        .filter(review_voids::review_id.eq(reviews::id));
    // Each row is converted as it arrives: there may be thousands.
    let rows = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::card_id.eq_any(cards))
        .filter(dsl::not(dsl::exists(voids)))
        .select(columns::<AnswerRow>())
        .load_stream::<AnswerRow>(connection)
        .await?;
    let mut logs: HashMap<CardId, Vec<LogEntry>> = HashMap::new();
    let mut add = |(card, entry)| logs.entry(card).or_default().push(entry);
    rows.map_err(DbError::from).try_for_each(|row| ready(answer(&row).map(&mut add))).await?;
    let resets: Vec<(CardId, Uuid, DateTime<Utc>)> = card_resets::table
        .filter(card_resets::learner_id.eq(learner))
        .filter(card_resets::card_id.eq_any(cards))
        .select((card_resets::card_id, card_resets::id, card_resets::reset_at))
        .load(connection)
        .await?;
    for (card, id, at) in resets {
        add((card, LogEntry::Reset { id, at }));
    }
    Ok(logs)
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
    mut connection: &AsyncPgConnection,
    learner: AccountId,
    reviews: &[ReviewId],
) -> Result<Vec<(ReviewId, DateTime<Utc>)>, DbError> {
    let rows = review_voids::table
        .filter(review_voids::learner_id.eq(learner))
        .filter(review_voids::review_id.eq_any(reviews))
        .select((review_voids::review_id, review_voids::voided_at))
        .load(&mut connection)
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

//! The log of cards as the schedule sees it: reviews that were not undone, and the entries by which cards became new
//! again.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::ChangeNumber;
use super::reviews::{calendar, rating};
use crate::db::DbError;
use crate::db::schema::{card_resets, review_voids, reviews};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::learning::scheduler::{Answered, LogEntry};

/// Card, review, when, the learner's days, rating.
type AnsweredRow = (CardId, ReviewId, DateTime<Utc>, (String, i16), i16);

/// The whole log of cards, in no order. Two statements.
pub async fn log_of_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    cards: &[CardId],
) -> Result<Vec<(CardId, LogEntry)>, DbError> {
    let undone = review_voids::table
        .filter(review_voids::learner_id.eq(reviews::learner_id))
        .filter(review_voids::review_id.eq(reviews::id));
    let columns = (
        reviews::card_id,
        reviews::id,
        reviews::reviewed_at,
        (reviews::time_zone, reviews::rollover_hour),
        reviews::rating,
    );
    let rows: Vec<AnsweredRow> = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::card_id.eq_any(cards))
        .filter(dsl::not(dsl::exists(undone)))
        .select(columns)
        .load(connection)
        .await?;
    let resets: Vec<(CardId, Uuid, DateTime<Utc>)> = card_resets::table
        .filter(card_resets::learner_id.eq(learner))
        .filter(card_resets::card_id.eq_any(cards))
        .select((card_resets::card_id, card_resets::id, card_resets::reset_at))
        .load(connection)
        .await?;
    let answered = rows.into_iter().map(|(card, id, at, (zone, rollover_hour), number)| {
        let calendar = calendar(&zone, rollover_hour)?;
        Ok((card, LogEntry::Answered(Answered { id, at, calendar, rating: rating(number)? })))
    });
    let resets = resets.into_iter().map(|(card, id, at)| Ok((card, LogEntry::Reset { id, at })));
    answered.chain(resets).collect()
}

/// Undoes reviews; those that were undone before stay as they are.
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

/// Notes that cards were made new again, each under the id of its entry, and when.
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

/// The resets with these ids: of which card and when.
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

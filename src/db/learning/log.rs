//! The log of cards as the schedule sees it: reviews that were not undone, the entries by which cards became new again, and
//! the presets that all of it is folded by.

use chrono::{DateTime, Utc};
use diesel::dsl;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::ChangeNumber;
use super::reviews::{calendar, rating};
use crate::db::DbError;
use crate::db::accounts::{PresetColumns, preset};
use crate::db::schema::{card_resets, review_voids, reviews, scheduling_presets};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::learning::preset::Presets;
use crate::domain::learning::scheduler::{Answered, LogEntry};

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
    let rows: Vec<(CardId, ReviewId, DateTime<Utc>, (String, i16), i16)> = reviews::table
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

/// All presets that the learner ever had.
pub async fn presets(connection: &mut AsyncPgConnection, learner: AccountId) -> Result<Presets, DbError> {
    let rows: Vec<PresetColumns> = scheduling_presets::table
        .filter(scheduling_presets::learner_id.eq(learner))
        .select((
            scheduling_presets::number,
            scheduling_presets::effective_at,
            scheduling_presets::scheduling,
        ))
        .load(connection)
        .await?;
    Ok(Presets::new(rows.into_iter().map(preset).collect::<Result<_, _>>()?))
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

/// Notes that cards were made new again, each under the id of its entry.
pub async fn insert_resets(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    resets: &[(Uuid, CardId)],
    at: DateTime<Utc>,
    change: ChangeNumber,
) -> Result<(), DbError> {
    let row = |(id, card): &(Uuid, CardId)| {
        (
            card_resets::learner_id.eq(learner),
            card_resets::id.eq(*id),
            card_resets::card_id.eq(*card),
            card_resets::reset_at.eq(at),
            card_resets::change_number.eq(change.0),
        )
    };
    diesel::insert_into(card_resets::table)
        .values(resets.iter().map(row).collect::<Vec<_>>())
        .execute(connection)
        .await?;
    Ok(())
}

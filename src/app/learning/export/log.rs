//! The review log with the columns that FSRS's optimizers read
//! (<https://github.com/open-spaced-repetition/fsrs-optimizer>, Review Logs Schema).

use std::fmt::Write as _;

use chrono::{DateTime, Utc};

use super::Writer;
use crate::app::AppError;
use crate::app::file_pieces::Piece;
use crate::db::learning::{self as db, OptimizerReview};
use crate::domain::ids::CardId;
use crate::domain::learning::review::ReviewPhase;

const HEADER: &str = "card_id,review_time,review_rating,review_state,review_duration\n";

/// The `review_state` of a review of a new card.
const NEW: u8 = 0;

/// Returns the `review_state` of a review of a card that is not new.
fn state(phase: ReviewPhase) -> u8 {
    match phase {
        ReviewPhase::Learning => 1,
        ReviewPhase::Review => 2,
        ReviewPhase::Relearning => 3,
    }
}

/// Writes all reviews that were not undone, card by card. A card is new at its first review, and at the first review
/// after a reset.
pub(super) async fn write(writer: &mut Writer<'_>) -> Result<(), AppError> {
    let learner = writer.learner;
    writer.text(HEADER.to_owned()).await?;
    let mut last: Option<OptimizerReview> = None;
    loop {
        let after = last.map(|last| (last.card_id, last.at, last.id));
        let batch = db::reviews_by_card_after(writer.connection, learner, after).await?;
        if batch.is_empty() {
            return Ok(());
        }
        let mut cards: Vec<CardId> = batch.iter().map(|answered| answered.card_id).collect();
        cards.dedup();
        let resets = db::resets_of(writer.connection, learner, &cards).await?;
        let mut lines = String::new();
        for answered in batch {
            let before = last.filter(|last| last.card_id == answered.card_id);
            let is_new =
                before.is_none_or(|before| was_reset(&resets, answered.card_id, before.at, answered.at));
            let state = if is_new { NEW } else { state(answered.phase) };
            let OptimizerReview { card_id, at, rating, duration_ms, .. } = answered;
            let (time, rating) = (at.timestamp_millis(), rating.number());
            // Writing to a string cannot fail.
            let _ = writeln!(lines, "{},{time},{rating},{state},{duration_ms}", card_id.uuid());
            last = Some(answered);
        }
        writer.send_piece(Piece::Bytes(lines.into_bytes())).await?;
    }
}

fn was_reset(
    resets: &[(CardId, DateTime<Utc>)],
    card: CardId,
    after: DateTime<Utc>,
    until: DateTime<Utc>,
) -> bool {
    resets.iter().any(|(of, at)| *of == card && after <= *at && *at <= until)
}

//! Undoing reviews: each undone review is marked as void in the log, and its card is replayed without it.

use std::collections::{HashMap, HashSet};

use super::MAX_BATCH;
use super::replay::Replay;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::Card;
use crate::domain::learning::review::Review;
use crate::domain::problem::Problem;

/// A review that was undone, now or before.
#[derive(Debug, Clone)]
pub struct Undone {
    /// The entry of the review log, and its card after the whole batch. `None` if the review has not arrived yet.
    pub review: Option<(Review, Card)>,
}

/// Undoes at most 200 reviews. Each review has its own result, in the order of the batch. Undoing a review again has no
/// effect. A review that has not arrived yet will be void when it does.
pub async fn undo_reviews(
    caller: &Caller,
    ids: Vec<ReviewId>,
) -> Result<Vec<Result<Undone, Problem>>, AppError> {
    let viewer = caller.viewer()?.clone();
    let learner = viewer.account.id;
    if ids.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "reviewIds"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (change, preset) = db::learning::begin_scheduling_change(connection, learner).await?;
            let reviews = db::learning::reviews_by_ids(connection, learner, &ids).await?;
            let cards: HashSet<CardId> = reviews.iter().map(|review| review.card_id).collect();
            let cards: Vec<CardId> = cards.into_iter().collect();
            let mut replay = Replay::new(db::learning::cards_by_ids(connection, learner, &cards).await?);
            let mut reviews: HashMap<ReviewId, Review> =
                reviews.into_iter().map(|review| (review.id, review)).collect();
            let ahead: HashSet<ReviewId> =
                ids.iter().filter(|id| !reviews.contains_key(id)).copied().collect();
            let mut new: Vec<ReviewId> = ahead.into_iter().collect();
            let mut days = HashSet::new();
            for review in reviews.values_mut().filter(|review| review.voided_at.is_none()) {
                review.voided_at = Some(caller.now);
                new.push(review.id);
                days.insert(review.study_day);
                replay.require_full(review.card_id);
            }
            if !new.is_empty() {
                db::learning::insert_voids(connection, learner, &new, caller.now, change).await?;
            }
            if !days.is_empty() {
                replay.run(connection, &viewer, preset).await?;
            }
            let undone = |id: &ReviewId| {
                let Some(review) = reviews.get(id).cloned() else { return Ok(Undone { review: None }) };
                let card = replay.card(review.card_id).ok_or(Problem::NotFound)?.clone();
                Ok(Undone { review: Some((review, card)) })
            };
            let results = ids.iter().map(undone).collect();
            if !days.is_empty() {
                replay.write(connection, &viewer, days, change).await?;
            }
            Ok(results)
        })
        .await
}

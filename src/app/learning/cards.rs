//! Changes to cards other than answers: suspending, burying and resetting.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

use super::client_clock::ClientClock;
use super::replay::Replay;
use super::{CLOCK_TOLERANCE, MAX_BATCH};
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::domain::clock::as_stored;
use crate::domain::ids::CardId;
use crate::domain::learning::card::Card;
use crate::domain::learning::scheduler::LogEntry;
use crate::domain::problem::Problem;

/// A change to a card's place in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QueueAction {
    /// Takes the card out of the queue until it is unsuspended.
    Suspend,
    /// Puts the card back into the queue, even if it is a leech.
    Unsuspend,
    /// Takes the card out of the queue until the next study day.
    Bury,
    /// Puts the card back into the queue today.
    Unbury,
}

impl QueueAction {
    fn apply(self, card: &mut Card, viewer: &Viewer, now: DateTime<Utc>) {
        let settings = &viewer.settings;
        let today = settings.calendar().day_of(now);
        match self {
            Self::Suspend => card.suspended_at = card.suspended_at.or(Some(now)),
            Self::Unsuspend => card.return_to_queue(settings.leech_threshold),
            Self::Bury => card.buried_until = Some(today.plus(1)),
            Self::Unbury => card.buried_until = None,
        }
    }
}

/// Applies a change to the queue membership of at most 200 cards. Each card has its own result, in the order of the
/// ids. Applying the change again has no effect.
pub async fn change_queue_membership(
    caller: &Caller,
    action: QueueAction,
    ids: Vec<CardId>,
) -> Result<Vec<Result<Card, Problem>>, AppError> {
    let viewer = caller.viewer()?.clone();
    let learner = viewer.account.id;
    if ids.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "cardIds"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let change = db::learning::begin_change(connection, learner).await?;
            let found = db::learning::cards_by_ids(connection, learner, &ids).await?;
            let mut cards = HashMap::new();
            let mut changed = Vec::new();
            for before in found {
                let mut card = before.clone();
                action.apply(&mut card, &viewer, caller.now);
                if card != before {
                    changed.push(card.clone());
                }
                cards.insert(card.id, card);
            }
            if !changed.is_empty() {
                db::learning::update_cards(connection, learner, &changed, change).await?;
            }
            Ok(ids.iter().map(|id| cards.get(id).cloned().ok_or(Problem::NotFound)).collect())
        })
        .await
}

/// A card to reset to new.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// The id that the client generated. The same id again is the same reset.
    pub id: Uuid,
    /// The card.
    pub card_id: CardId,
    /// The time of the reset by the client's clock. `None` stands for the current time.
    pub at: Option<DateTime<Utc>>,
}

/// Resets at most 200 cards to new, each by an entry in its log. Each reset has its own result, in the order of the
/// batch: the state of its card after the whole batch. `client_now` is the time of the client's clock when it sent the batch.
pub async fn reset_cards(
    caller: &Caller,
    client_now: Option<DateTime<Utc>>,
    items: Vec<Reset>,
) -> Result<Vec<Result<Card, Problem>>, AppError> {
    let viewer = caller.viewer()?.clone();
    let learner = viewer.account.id;
    if items.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "resets"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (change, preset) = db::learning::begin_scheduling_change(connection, learner).await?;
            let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
            let known = db::learning::resets_by_ids(connection, learner, &ids).await?;
            let cards: HashSet<CardId> = items.iter().map(|item| item.card_id).collect();
            let cards: Vec<CardId> = cards.into_iter().collect();
            let cards = db::learning::cards_by_ids(connection, learner, &cards).await?;
            let mut batch = ResetBatch {
                now: caller.now,
                clock: ClientClock::new(caller.now, client_now),
                known: known.into_iter().collect(),
                new: Vec::new(),
                replay: Replay::new(cards),
            };
            let accepted: Vec<Result<CardId, Problem>> =
                items.iter().map(|item| batch.accept(item)).collect();
            let ResetBatch { new, mut replay, .. } = batch;
            if !new.is_empty() {
                replay.run(connection, &viewer, preset).await?;
                db::learning::insert_resets(connection, learner, &new, change).await?;
                for (_, card, _) in &new {
                    if let Some(card) = replay.card_mut(*card) {
                        card.buried_until = None;
                        card.return_to_queue(viewer.settings.leech_threshold);
                    }
                }
            }
            let card = |id: CardId| replay.card(id).cloned().ok_or(Problem::NotFound);
            let results = accepted.into_iter().map(|accepted| accepted.and_then(card)).collect();
            if !new.is_empty() {
                replay.write(connection, &viewer, [], change).await?;
            }
            Ok(results)
        })
        .await
}

/// The state of processing a batch of resets.
struct ResetBatch {
    now: DateTime<Utc>,
    clock: ClientClock,
    /// The resets with ids of this batch that are in the database or have been accepted so far.
    known: HashMap<Uuid, (CardId, DateTime<Utc>)>,
    new: Vec<(Uuid, CardId, DateTime<Utc>)>,
    replay: Replay,
}

impl ResetBatch {
    /// Accepts a reset, recognizes it as one that was accepted before, or refuses it.
    fn accept(&mut self, item: &Reset) -> Result<CardId, Problem> {
        // A repeated reset must compare equal.
        let at = item.at.map(|at| as_stored(self.clock.corrected(at)));
        let tolerance = if self.clock.is_wrong() { CLOCK_TOLERANCE } else { Duration::zero() };
        if let Some((card, then)) = self.known.get(&item.id) {
            let same = *card == item.card_id && at.is_none_or(|at| (at - *then).abs() <= tolerance);
            return if same { Ok(*card) } else { Err(Problem::ResetIdReused) };
        }
        let card = self.replay.card(item.card_id).ok_or(Problem::NotFound)?;
        let at = at.unwrap_or(self.now);
        if at < card.created_at - CLOCK_TOLERANCE || at > self.now + CLOCK_TOLERANCE {
            return Err(Problem::InvalidResetTime);
        }
        self.known.insert(item.id, (item.card_id, at));
        self.new.push((item.id, item.card_id, at));
        self.replay.add(item.card_id, LogEntry::Reset { id: item.id, at });
        Ok(item.card_id)
    }
}

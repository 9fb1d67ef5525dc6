//! What a learner does with cards beyond answering: takes them out of the queue and back, puts them off, makes them new.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, SubsecRound as _, Utc};
use diesel_async::AsyncConnection as _;
use uuid::Uuid;

use super::folding::Folding;
use super::{CLOCK_TOLERANCE, MAX_BATCH};
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::domain::ids::CardId;
use crate::domain::learning::card::Card;
use crate::domain::learning::scheduler::LogEntry;
use crate::domain::problem::Problem;

/// How a card is held back, or let go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hold {
    /// Out of the queue until it is taken back.
    Suspend,
    /// Back into the queue, a leech too.
    Unsuspend,
    /// Out of the queue until the next study day.
    Bury,
    /// Back into the queue today.
    Unbury,
}

impl Hold {
    fn change(self, card: &mut Card, viewer: &Viewer, now: DateTime<Utc>) {
        let settings = &viewer.settings;
        let today = settings.calendar().day_of(now);
        match self {
            Self::Suspend => card.suspended_at = card.suspended_at.or(Some(now)),
            Self::Unsuspend => card.take_back(settings.leech_threshold),
            Self::Bury => card.buried_until = Some(today.plus(1)),
            Self::Unbury => card.buried_until = None,
        }
    }
}

/// Holds at most 200 cards back, or lets them go. Each has its own result, in the order of the ids; done once more it is the
/// same.
pub async fn hold_cards(
    caller: &Caller,
    hold: Hold,
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
                hold.change(&mut card, &viewer, caller.now);
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

/// A card to make new again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reset {
    /// Made by the client: the same again is the same reset.
    pub id: Uuid,
    /// The card.
    pub card_id: CardId,
    /// When the learner did so; none: now.
    pub at: Option<DateTime<Utc>>,
}

/// Makes at most 200 cards new again, each by an entry of its log. Each has its own result, in the order of the batch: the
/// card as the whole batch left it.
pub async fn reset_cards(caller: &Caller, items: Vec<Reset>) -> Result<Vec<Result<Card, Problem>>, AppError> {
    let viewer = caller.viewer()?.clone();
    let learner = viewer.account.id;
    if items.len() > MAX_BATCH {
        return Err(AppError::refused_at(Problem::TooManyItems, "resets"));
    }
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (change, preset) = db::learning::begin_scheduling(connection, learner).await?;
            let ids: Vec<Uuid> = items.iter().map(|item| item.id).collect();
            let known = db::learning::resets_by_ids(connection, learner, &ids).await?;
            let cards: HashSet<CardId> = items.iter().map(|item| item.card_id).collect();
            let cards: Vec<CardId> = cards.into_iter().collect();
            let cards = db::learning::cards_by_ids(connection, learner, &cards).await?;
            let mut resets = Resets {
                now: caller.now,
                known: known.into_iter().collect(),
                new: Vec::new(),
                folding: Folding::new(cards),
            };
            let sorted: Vec<Result<CardId, Problem>> =
                items.iter().map(|item| resets.sort_out(item)).collect();
            let Resets { new, mut folding, .. } = resets;
            if !new.is_empty() {
                folding.fold(connection, &viewer, preset).await?;
                db::learning::insert_resets(connection, learner, &new, change).await?;
                for (_, card, _) in &new {
                    if let Some(card) = folding.card_mut(*card) {
                        card.buried_until = None;
                        card.take_back(viewer.settings.leech_threshold);
                    }
                }
            }
            let card = |id: CardId| folding.card(id).cloned().ok_or(Problem::NotFound);
            let results = sorted.into_iter().map(|sorted| sorted.and_then(card)).collect();
            if !new.is_empty() {
                folding.write(connection, &viewer, [], change).await?;
            }
            Ok(results)
        })
        .await
}

/// Resets that are being sorted out.
struct Resets {
    now: DateTime<Utc>,
    /// By their ids, those of this batch too.
    known: HashMap<Uuid, (CardId, DateTime<Utc>)>,
    new: Vec<(Uuid, CardId, DateTime<Utc>)>,
    folding: Folding,
}

impl Resets {
    /// Refuses a reset, recognizes it as one that was made before, or makes it.
    fn sort_out(&mut self, item: &Reset) -> Result<CardId, Problem> {
        // The database keeps microseconds; a repetition must compare equal.
        let at = item.at.map(|at| at.trunc_subsecs(6));
        if let Some((card, then)) = self.known.get(&item.id) {
            let same = *card == item.card_id && at.is_none_or(|at| at == *then);
            return if same { Ok(*card) } else { Err(Problem::ResetIdReused) };
        }
        let card = self.folding.card(item.card_id).ok_or(Problem::NotFound)?;
        let at = at.unwrap_or(self.now);
        if at < card.created_at - CLOCK_TOLERANCE || at > self.now + CLOCK_TOLERANCE {
            return Err(Problem::InvalidResetTime);
        }
        self.known.insert(item.id, (item.card_id, at));
        self.new.push((item.id, item.card_id, at));
        self.folding.add(item.card_id, LogEntry::Reset { id: item.id, at });
        Ok(item.card_id)
    }
}

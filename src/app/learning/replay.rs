//! Replaying the review log: computes the states of cards after a change to the log.

use std::collections::{HashMap, HashSet};

use diesel_async::AsyncPgConnection;
use tokio::task::{spawn_blocking, yield_now};

use crate::app::{AppError, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::ids::{AccountId, CardId, ReviewId, WordId};
use crate::domain::learning::card::{Card, CardState};
use crate::domain::learning::preset::Presets;
use crate::domain::learning::scheduler::{LogEntry, ReviewEntry, ReviewOutcome, SchedulerError, replay};
use crate::domain::learning::study_day::StudyDay;

/// The number of answers that are computed without a pause.
const PER_TURN: usize = 8;
/// The number of log entries that are replayed at once without a thread of their own.
const FEW_ENTRIES: usize = 64;

/// Lets other requests run after every few answers. There are as few threads as processors, and one that computes a whole
/// batch would keep everybody else waiting.
pub(super) async fn let_others_run(done: usize) {
    if (done + 1).is_multiple_of(PER_TURN) {
        yield_now().await;
    }
}

/// A card to replay, the state to begin with, and the log entries that follow it.
type ToReplay = (CardId, CardState, Vec<LogEntry>);
/// A replayed card, its state, and the outcomes of its reviews.
type Replayed = (CardId, CardState, Vec<(ReviewId, ReviewOutcome)>);

/// Replays cards, on a thread of their own if that takes long: the log of a single card can have thousands of entries, and
/// meanwhile the threads of requests would do nothing else.
async fn replay_all(cards: Vec<ToReplay>, presets: Presets) -> Result<Vec<Replayed>, AppError> {
    let entries: usize = cards.iter().map(|(_, _, log)| log.len()).sum();
    let work = move || {
        let replayed = cards.into_iter().map(|(card, before, log)| {
            let (state, outcomes) = replay(card, before, log, &presets)?;
            Ok((card, state, outcomes))
        });
        replayed.collect::<Result<_, SchedulerError>>()
    };
    if entries <= FEW_ENTRIES {
        return Ok(work()?);
    }
    Ok(spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))??)
}

/// The cards that a change to the log affects, and their new states.
pub(super) struct Replay {
    cards: HashMap<CardId, Card>,
    /// The entries that are added to the log.
    new: HashMap<CardId, Vec<LogEntry>>,
    /// Reviews that are logged, but do not count.
    voided: Vec<(CardId, ReviewEntry)>,
    /// Cards that must be replayed from their whole log.
    full: HashSet<CardId>,
    /// Cards that were replayed.
    replayed: HashSet<CardId>,
    /// Cards whose first study day the replay has changed, with this day until now. `None` if they had no review before.
    moved: Vec<(CardId, Option<StudyDay>)>,
}

impl Replay {
    pub(super) fn new(cards: impl IntoIterator<Item = Card>) -> Self {
        let cards = cards.into_iter().map(|card| (card.id, card)).collect();
        Self {
            cards,
            new: HashMap::new(),
            voided: Vec::new(),
            full: HashSet::new(),
            replayed: HashSet::new(),
            moved: Vec::new(),
        }
    }

    pub(super) fn card(&self, id: CardId) -> Option<&Card> {
        self.cards.get(&id)
    }

    /// Returns a card, for changes to fields that a replay does not compute, such as whether the card is buried.
    pub(super) fn card_mut(&mut self, id: CardId) -> Option<&mut Card> {
        self.cards.get_mut(&id)
    }

    /// Requires that a card is replayed from its whole log, because a review was voided.
    pub(super) fn require_full(&mut self, card: CardId) {
        self.full.insert(card);
    }

    /// Adds an entry to replay for a card. The caller writes it to the log.
    pub(super) fn add(&mut self, card: CardId, entry: LogEntry) {
        self.new.entry(card).or_default().push(entry);
    }

    /// Adds a review that does not count, because it was undone. Only its outcome is computed, for the log.
    pub(super) fn add_voided(&mut self, card: CardId, review: ReviewEntry) {
        self.voided.push((card, review));
    }

    /// Replays the new entries and returns the outcome of each replayed review. If a new entry is earlier than an entry
    /// that a card's state already includes, the card is replayed from its whole log. The stored log must not contain
    /// the new entries yet. `preset` is the number of the preset in force.
    pub(super) async fn run(
        &mut self,
        connection: &mut AsyncPgConnection,
        viewer: &Viewer,
        preset: u32,
    ) -> Result<HashMap<ReviewId, ReviewOutcome>, AppError> {
        let late = self.new.iter().filter(|(id, new)| {
            self.cards.get(*id).is_some_and(|card| new.iter().any(|entry| entry.is_late_for(&card.state)))
        });
        let late: Vec<CardId> = late.map(|(id, _)| *id).collect();
        self.full.extend(late);
        let mut logs = std::mem::take(&mut self.new);
        if !self.full.is_empty() {
            let full: Vec<CardId> = self.full.iter().copied().collect();
            let mut stored = db::learning::logs_of_cards(connection, viewer.account.id, &full).await?;
            for card in full {
                logs.entry(card).or_default().extend(stored.remove(&card).unwrap_or_default());
            }
        }
        let presets = presets_for(connection, viewer, preset, &logs).await?;
        let to_replay = logs.into_iter().filter_map(|(id, log)| {
            let card = self.cards.get(&id)?;
            let before =
                if self.full.contains(&id) { CardState::new(card.created_at) } else { card.state.clone() };
            Some((id, before, log))
        });
        let mut outcomes = HashMap::new();
        for (id, state, steps) in replay_all(to_replay.collect(), presets.clone()).await? {
            let Some(card) = self.cards.get_mut(&id) else { continue };
            if card.state.first_study_day != state.first_study_day {
                self.moved.push((id, card.state.first_study_day));
            }
            card.state = state;
            self.replayed.insert(id);
            outcomes.extend(steps);
        }
        for (id, review) in std::mem::take(&mut self.voided) {
            let Some(card) = self.cards.get(&id) else { continue };
            let (_, steps) = replay(id, card.state.clone(), vec![LogEntry::Review(review)], &presets)?;
            outcomes.extend(steps);
        }
        Ok(outcomes)
    }

    fn replayed_cards(&self) -> impl Iterator<Item = &Card> {
        self.replayed.iter().filter_map(|id| self.cards.get(id))
    }

    /// Whether a card was replayed from its whole log, so that the counts must be recounted.
    pub(super) fn is_full(&self) -> bool {
        !self.full.is_empty()
    }

    /// Returns the cards whose first review was added; none if counts must be recounted, because the recount includes
    /// them.
    pub(super) fn first_reviewed(&self) -> Vec<CardId> {
        if self.is_full() {
            return Vec::new();
        }
        self.moved.iter().filter(|(_, until_now)| until_now.is_none()).map(|(card, _)| *card).collect()
    }

    /// Writes the replayed cards, and recounts what full replays changed. The log must be stored already.
    pub(super) async fn write(
        self,
        connection: &mut AsyncPgConnection,
        viewer: &Viewer,
        days: impl IntoIterator<Item = StudyDay>,
        change: ChangeNumber,
    ) -> Result<(), AppError> {
        self.write_cards(connection, viewer, change).await?;
        self.recount(connection, viewer, days).await
    }

    /// Writes the replayed cards.
    pub(super) async fn write_cards(
        &self,
        connection: &mut AsyncPgConnection,
        viewer: &Viewer,
        change: ChangeNumber,
    ) -> Result<(), AppError> {
        let cards: Vec<Card> = self.replayed_cards().cloned().collect();
        if !cards.is_empty() {
            db::learning::update_cards(connection, viewer.account.id, &cards, change).await?;
        }
        Ok(())
    }

    /// Recounts what full replays changed: the given study days, the attempts at the cards' words on them, and the days on
    /// which cards were first reviewed, if these days have changed. The log and the cards must be stored already.
    pub(super) async fn recount(
        &self,
        connection: &mut AsyncPgConnection,
        viewer: &Viewer,
        days: impl IntoIterator<Item = StudyDay>,
    ) -> Result<(), AppError> {
        if !self.is_full() {
            return Ok(());
        }
        let words: Vec<WordId> = self.replayed_cards().map(|card| card.word_id).collect();
        let moved = self.moved.iter().filter_map(|(card, _)| self.cards.get(card));
        let moved: Vec<WordId> = moved.map(|card| card.word_id).collect();
        let until_now = self.moved.iter().filter_map(|(_, until_now)| *until_now);
        let days: Vec<StudyDay> = days.into_iter().chain(until_now).collect();
        Ok(db::learning::recount_affected(connection, viewer.account.id, &days, &words, &moved).await?)
    }
}

/// The number of cards to replay at a time. The logs of all these cards are in memory at once.
pub(in crate::app) const CARDS_AT_ONCE: usize = 1000;

/// Replays cards from their whole logs, and returns each with the state that results. Two SQL statements for each
/// thousand cards.
pub(in crate::app) async fn replay_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    cards: Vec<Card>,
    presets: &Presets,
) -> Result<Vec<(Card, CardState)>, AppError> {
    let mut replayed = Vec::with_capacity(cards.len());
    let mut cards = cards.into_iter().peekable();
    while cards.peek().is_some() {
        let some: Vec<Card> = cards.by_ref().take(CARDS_AT_ONCE).collect();
        let ids: Vec<CardId> = some.iter().map(|card| card.id).collect();
        let mut logs = db::learning::logs_of_cards(connection, learner, &ids).await?;
        let to_replay = some.iter().map(|card| {
            (card.id, CardState::new(card.created_at), logs.remove(&card.id).unwrap_or_default())
        });
        let states = replay_all(to_replay.collect(), presets.clone()).await?;
        replayed.extend(some.into_iter().zip(states).map(|(card, (_, state, _))| (card, state)));
    }
    Ok(replayed)
}

/// Returns the presets needed to replay the logs. The viewer's preset suffices if it is still in force and no entry is
/// older than it; otherwise all presets are loaded.
async fn presets_for(
    connection: &mut AsyncPgConnection,
    viewer: &Viewer,
    in_force: u32,
    logs: &HashMap<CardId, Vec<LogEntry>>,
) -> Result<Presets, AppError> {
    let preset = &viewer.settings.preset;
    let older = |from| logs.values().flatten().any(|entry| entry.at() < from);
    if preset.number != in_force || preset.effective_at.is_some_and(older) {
        return Ok(db::learning::presets(connection, viewer.account.id).await?);
    }
    Ok(Presets::new(vec![preset.clone()]))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use chrono::{DateTime, Duration};
    use chrono_tz::Tz;
    use tokio::task::JoinHandle;
    use uuid::Uuid;

    use super::*;
    use crate::domain::learning::preset::Preset;
    use crate::domain::learning::review::Rating;
    use crate::domain::learning::study_day::StudyCalendar;

    /// Starts a task that counts its turns.
    fn another_task() -> (Arc<AtomicUsize>, JoinHandle<()>) {
        let turns = Arc::new(AtomicUsize::new(0));
        let counted = turns.clone();
        let task = tokio::spawn(async move {
            loop {
                counted.fetch_add(1, Ordering::Relaxed);
                yield_now().await;
            }
        });
        (turns, task)
    }

    #[tokio::test]
    async fn others_run_while_a_batch_is_computed() {
        let (turns, other) = another_task();
        for done in 0..3 * PER_TURN {
            let_others_run(done).await;
        }
        assert!(turns.load(Ordering::Relaxed) >= 3);
        other.abort();
    }

    #[tokio::test]
    async fn others_run_while_a_long_log_is_replayed() {
        let (turns, other) = another_task();
        let began = DateTime::UNIX_EPOCH;
        let calendar = StudyCalendar { zone: Tz::UTC, rollover_hour: 4 };
        let entry = |n: i64| {
            let at = began + Duration::minutes(n);
            let id = ReviewId::from(Uuid::from_u128(n.unsigned_abs().into()));
            LogEntry::Review(ReviewEntry { id, at, calendar, rating: Rating::Good, verdict: None })
        };
        let card = CardId::from(Uuid::from_u128(1));
        let cards = vec![(card, CardState::new(began), (0..5_000).map(entry).collect())];
        let replayed = replay_all(cards, Presets::new(vec![Preset::default()])).await.unwrap();
        assert_eq!(replayed[0].1.reps, 5_000);
        assert!(turns.load(Ordering::Relaxed) >= 3);
        other.abort();
    }
}

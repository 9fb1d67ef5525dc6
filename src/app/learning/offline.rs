//! What there will be to study on the next days, so that a client can go on without a connection.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};

use super::StudyItem;
use super::queue::with_exercises;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::card::{Card, CardPhase};
use crate::domain::learning::sync::SyncPosition;
use crate::domain::learning::word::Word;

/// What there will be to study.
#[derive(Debug)]
pub struct OfflinePack {
    /// When the last of the days ends.
    pub until: DateTime<Utc>,
    /// The cards, each with its exercise: those in the steps of a day first, then those that come after days, then new
    /// ones; of each what is assigned first.
    pub items: Vec<StudyItem>,
    /// Their words, each once.
    pub words: Vec<Arc<Word>>,
    /// Whether there are more cards than were asked for.
    pub has_more: bool,
    /// What changes from here on is not in it.
    pub position: SyncPosition,
}

/// What the viewer has to study from now until so many study days have gone by, today the first of them; so many cards at
/// most. Five statements.
pub async fn offline_pack(caller: &Caller, days: u32, limit: usize) -> Result<OfflinePack, AppError> {
    let settings = &caller.viewer()?.settings;
    let catalogue = caller.catalogue().await?;
    let calendar = settings.calendar();
    let today = calendar.day_of(caller.now);
    let last = today.plus(days.saturating_sub(1));
    let until = calendar.start_of(last.plus(1));
    // What is due when the next day begins is not of these days.
    let at_last = until - Duration::microseconds(1);
    let fetched = i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1);

    let mut connection = caller.connection().await?;
    // Before all else: what changes from here on may be missing.
    let change = db::learning::latest_change(&mut connection, settings.learner_id).await?;
    let done = db::learning::day_counts(&mut connection, settings.learner_id, today).await?;
    // What is buried until one of the days is shown on that day.
    let due = db::learning::due_cards(&mut connection, settings, (today, last), at_last, fetched).await?;
    let new = db::learning::new_cards(&mut connection, settings, (today, last), fetched).await?;

    let (mut cards, after_days): (Vec<Card>, Vec<Card>) =
        due.into_iter().partition(|card| card.state.phase != CardPhase::Review);
    cards.extend(first(after_days, room(settings.reviews_per_day, days, done.came_back())));
    cards.extend(first(new, room(settings.new_cards_per_day, days, done.new_cards)));
    let has_more = cards.len() > limit;
    cards.truncate(limit);

    let mut seen = HashSet::new();
    let of_cards = cards.iter().filter(|card| seen.insert(card.word_id));
    let words = of_cards.filter_map(|card| catalogue.word(card.word_id).cloned()).collect();
    let items = with_exercises(&mut connection, settings, &catalogue, cards).await?;
    Ok(OfflinePack {
        until,
        items,
        words,
        has_more,
        position: SyncPosition::at(change.0, catalogue.version()),
    })
}

/// How many cards the days have room for.
fn room(a_day: u32, days: u32, done: u32) -> usize {
    usize::try_from(a_day.saturating_mul(days).saturating_sub(done)).unwrap_or(usize::MAX)
}

fn first(mut cards: Vec<Card>, at_most: usize) -> Vec<Card> {
    cards.truncate(at_most);
    cards
}

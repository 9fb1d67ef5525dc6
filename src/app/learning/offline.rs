//! The offline pack: the cards to study over the coming days, for a client without a connection.

use std::collections::HashSet;
use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};

use super::StudyItem;
use super::queue::{ExerciseMaker, QueueFilter, new_items, room_for_new};
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::learning::card::{Card, CardPhase};
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::sync::SyncPosition;
use crate::domain::learning::teaching::{NewCard, QueueItem};
use crate::domain::learning::word::Word;
use crate::domain::number::saturated;

/// The cards to study over some days.
#[derive(Debug)]
pub struct OfflinePack {
    /// The end of the last day.
    pub until: DateTime<Utc>,
    /// The items, in the order of the study days on which they are needed. Within a day, they are in the order of the
    /// study queue, with as many new cards as the daily limit allows. None is needed on a day of a pause.
    pub items: Vec<StudyItem>,
    /// The words of the cards, each once.
    pub words: Vec<Arc<Word>>,
    /// Whether there are more items than were requested.
    pub has_more: bool,
    /// The position in the change feed up to which the pack includes all changes.
    pub position: SyncPosition,
}

/// Returns at most `limit` items that the viewer has to study from now until the end of the given number of study days,
/// including today. Four SQL statements, and another one if the learner practises endings.
pub async fn offline_pack(
    caller: &Caller,
    filter: &QueueFilter,
    days: u32,
    limit: usize,
) -> Result<OfflinePack, AppError> {
    let settings = &filter.narrow(&caller.viewer()?.settings);
    let catalogue = caller.catalogue().await?;
    let calendar = settings.calendar();
    let today = calendar.day_of(caller.now);
    let last = today.plus(days.saturating_sub(1));
    // Cards that are due during a pause are needed when it ends.
    let first = settings.resumes_on(today);
    let study_days = last.plus(1).days_since(first);
    let until = calendar.start_of(last.plus(1));
    // A card that becomes due at the start of the next day does not belong to these days.
    let end = until - Duration::microseconds(1);

    let mut connection = caller.connection().await?;
    let maker = ExerciseMaker::load(&mut connection, settings, &catalogue, filter).await?;
    let fetched = maker.fetch_limit(i64::try_from(limit).unwrap_or(i64::MAX).saturating_add(1));
    // Read the position first. The pack may lack changes after it, and `changes` then returns them.
    let change = db::learning::latest_change(&mut connection, settings.learner_id).await?;
    let done = db::learning::day_counts(&connection, settings.learner_id, first).await?;
    // Cards that are buried until one of these days are shown on that day.
    let days_left = (first, last);
    let (due, mut own) = db::learning::due_cards(&connection, settings, days_left, end, fetched).await?;
    // No skill has to come first: a word's first card may be learned offline, and its other cards are needed on the days
    // after.
    let (new, own_of_new) =
        db::learning::new_cards(&mut connection, settings, days_left, None, fetched).await?;
    own.extend(own_of_new);

    let (in_steps, after_days): (Vec<Card>, Vec<Card>) =
        due.into_iter().partition(|card| card.state.phase != CardPhase::Review);
    let due = saturated(after_days.len());
    let has_exercise = |card: &Card| maker.has_exercise(card, &own);
    let mut cards: Vec<Card> = in_steps.into_iter().filter(has_exercise).collect();
    let room_for_due = room(settings.reviews_per_day, study_days, done.returned_cards());
    cards.extend(after_days.into_iter().filter(has_exercise).take(room_for_due));
    let room = room_for_new(settings, study_days, (done.returned_cards(), done.new_cards), due);
    let new = new.into_iter().filter(|new| maker.has_exercise(&new.card, &own));
    let new = new.take(usize::try_from(room).unwrap_or(usize::MAX)).collect();
    let mut queue = by_day(settings, days_left, cards, new, done.new_cards);
    let has_more = queue.len() > limit;
    queue.truncate(limit);

    let mut added = HashSet::new();
    let of_cards = queue.iter().map(QueueItem::card).filter(|card| added.insert(card.word_id));
    let words = of_cards.filter_map(|card| catalogue.word(card.word_id).cloned()).collect();
    let items = maker.items(queue, &own);
    Ok(OfflinePack {
        until,
        items,
        words,
        has_more,
        position: SyncPosition::at(change.0, catalogue.version()),
    })
}

/// Sorts cards by the study day on which they are needed, from the first day to the last, and omits the others. So a pack
/// that cannot hold all cards lacks those of the last days, and many returning cards do not crowd out new ones. `done` is
/// the number of new cards answered on the first day.
fn by_day(
    settings: &LearnerSettings,
    (first, last): (StudyDay, StudyDay),
    due: Vec<Card>,
    new: Vec<NewCard>,
    mut done: u32,
) -> Vec<QueueItem> {
    let calendar = settings.calendar();
    let day_of =
        |card: &Card| calendar.day_of(card.state.due_at).max(card.buried_until.unwrap_or(first)).max(first);
    let mut items: Vec<(StudyDay, QueueItem)> =
        due.into_iter().map(|card| (day_of(&card), QueueItem::Ask(card))).collect();
    for item in new_items(new, settings.teach_new_words) {
        let day = first.plus(done / settings.new_cards_per_day.max(1));
        done += u32::from(matches!(item, QueueItem::Ask(_)));
        items.push((day, item));
    }
    items.retain(|(day, _)| *day <= last);
    // Those of one day stay in their order.
    items.sort_by_key(|(day, _)| *day);
    items.into_iter().map(|(_, item)| item).collect()
}

/// Returns the number of cards that the daily limits still allow.
fn room(per_day: u32, days: u32, done: u32) -> usize {
    usize::try_from(per_day.saturating_mul(days).saturating_sub(done)).unwrap_or(usize::MAX)
}

//! The review log is the source of truth: cards and streaks end up the same, in whatever order and batches the entries
//! arrive, from however many devices.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use crate::ids::{CardId, ReviewId};
use crate::learning::card::CardState;
use crate::learning::grading::Verdict;
use crate::learning::preset::{Preset, Presets, Scheduling};
use crate::learning::progress::{Streaks, streaks};
use crate::learning::review::Rating;
use crate::learning::scheduler::{LogEntry, ReviewEntry, replay};
use crate::learning::study_day::{StudyCalendar, StudyDay};

const CARDS: u8 = 3;
const ZONES: [chrono_tz::Tz; 3] =
    [chrono_tz::Asia::Almaty, chrono_tz::Asia::Seoul, chrono_tz::America::New_York];

fn start() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn card(number: u8) -> CardId {
    CardId::from(Uuid::from_u128(u128::from(number)))
}

/// An entry of the log, with the number of its card.
type Entry = (u8, LogEntry);

fn id((_, entry): &Entry) -> Uuid {
    match entry {
        LogEntry::Review(review) => review.id.uuid(),
        LogEntry::Reset { id, .. } => *id,
    }
}

/// Generates a learner's entries for three cards, at random minutes within the given number, in three time zones; some
/// are at the same moment. About one entry in nine resets the card.
fn entries(minutes: i64) -> impl Strategy<Value = Vec<Entry>> {
    let one = (0..CARDS, prop_oneof![0..minutes, 500_i64..503], 0_usize..9, 0_usize..3);
    prop::collection::vec(one, 1..24).prop_map(|entries| {
        let entry = |((card, minute, rating, zone), number): ((u8, i64, usize, usize), u128)| {
            let (id, at) = (Uuid::from_u128(number), start() + Duration::minutes(minute));
            let calendar = StudyCalendar::new(ZONES[zone]);
            let entry = match rating {
                8 => LogEntry::Reset { id, at },
                _ => LogEntry::Review(ReviewEntry {
                    id: ReviewId::from(id),
                    at,
                    calendar,
                    rating: Rating::ALL[rating % 4],
                    verdict: [None, Some(Verdict::Slip), Some(Verdict::Synonym)][rating % 3],
                }),
            };
            (card, entry)
        };
        entries.into_iter().zip(1_u128..).map(entry).collect()
    })
}

/// Three months, in minutes.
const LONG: i64 = 130_000;
/// Three weeks, in minutes: short enough for streaks to occur.
const SHORT: i64 = 30_000;

fn presets() -> Presets {
    let short = Scheduling { maximum_interval_days: 30, ..Scheduling::default() };
    let effective_at = Some(start() + Duration::days(20));
    Presets::new(vec![Preset { number: 1, effective_at, scheduling: short }])
}

/// The learner's stored data: the log, the voided reviews, and each card as it was last replayed.
#[derive(Default)]
struct LearnerStore {
    log: Vec<Entry>,
    voided: BTreeSet<Uuid>,
    cards: BTreeMap<u8, CardState>,
}

impl LearnerStore {
    /// Stores a batch as the use case does: known entries are skipped, and a card that already has later entries is
    /// replayed from its whole log.
    fn submit(&mut self, batch: &[Entry]) {
        let mut seen: BTreeSet<Uuid> = self.log.iter().map(id).collect();
        let new: Vec<Entry> = batch.iter().filter(|entry| seen.insert(id(entry))).copied().collect();
        self.log.extend(&new);
        for number in 0..CARDS {
            let new: Vec<LogEntry> =
                new.iter().filter(|(card, _)| *card == number).map(|(_, entry)| *entry).collect();
            if new.is_empty() {
                continue;
            }
            let before = self.cards.get(&number).cloned().unwrap_or_else(|| CardState::new(start()));
            if new.iter().any(|entry| entry.is_late_for(&before)) {
                self.replay(number);
            } else {
                let (state, _) = replay(card(number), before, new, &presets()).unwrap();
                self.cards.insert(number, state);
            }
        }
    }

    /// Voids a review that has arrived, and replays its card.
    fn void(&mut self, review: &Entry) {
        if self.log.iter().any(|known| id(known) == id(review)) && self.voided.insert(id(review)) {
            self.replay(review.0);
        }
    }

    fn replay(&mut self, number: u8) {
        let entries = self.log.iter().filter(|entry| entry.0 == number && !self.voided.contains(&id(entry)));
        let entries = entries.map(|(_, entry)| *entry).collect();
        let (state, _) = replay(card(number), CardState::new(start()), entries, &presets()).unwrap();
        self.cards.insert(number, state);
    }

    /// The cards that differ from new ones.
    fn changed_cards(mut self) -> BTreeMap<u8, CardState> {
        self.cards.retain(|_, state| *state != CardState::new(start()));
        self.cards
    }

    fn streaks(&self, today: StudyDay) -> Streaks {
        let day = |entry: &Entry| match entry.1 {
            LogEntry::Review(review) if !self.voided.contains(&id(entry)) => {
                Some(review.calendar.day_of(review.at))
            }
            _ => None,
        };
        let days: BTreeSet<StudyDay> = self.log.iter().filter_map(day).collect();
        streaks(&days.into_iter().collect::<Vec<_>>(), today)
    }
}

/// Generates the same entries in another order, some of them twice, in batches.
fn reordered_batches(entries: Vec<Entry>) -> impl Strategy<Value = Vec<Vec<Entry>>> {
    let count = entries.len();
    let twice = prop::collection::vec(any::<bool>(), count);
    let cuts = prop::collection::vec(1_usize..8, 2 * count);
    (Just(entries), twice, cuts).prop_flat_map(|(entries, twice, cuts)| {
        let repeated = entries.iter().zip(&twice).filter(|(_, twice)| **twice).map(|(entry, _)| *entry);
        let all: Vec<_> = entries.iter().copied().chain(repeated).collect();
        (Just(all).prop_shuffle(), Just(cuts)).prop_map(|(all, cuts)| {
            let (mut rest, mut batches) = (all.as_slice(), Vec::new());
            for cut in cuts {
                let (batch, left) = rest.split_at(cut.min(rest.len()));
                batches.push(batch.to_vec());
                rest = left;
            }
            batches
        })
    })
}

fn entries_and_batches() -> impl Strategy<Value = (Vec<Entry>, Vec<Vec<Entry>>)> {
    entries(LONG).prop_flat_map(|entries| (Just(entries.clone()), reordered_batches(entries)))
}

proptest! {
    #[test]
    fn order_repetition_and_batches_do_not_change_the_cards(
        (entries, batches) in entries_and_batches()
    ) {
        let (mut at_once, mut in_batches) = (LearnerStore::default(), LearnerStore::default());
        at_once.submit(&entries);
        for batch in &batches {
            in_batches.submit(batch);
        }
        prop_assert_eq!(in_batches.log.len(), entries.len());
        prop_assert_eq!(in_batches.cards, at_once.cards);
    }

    #[test]
    fn voided_reviews_have_no_effect(
        (entries, batches) in entries_and_batches(),
        voided in prop::collection::vec(prop::option::of(0_usize..24), 24),
    ) {
        let voided_from = |entry: &Entry, index: usize| matches!(entry.1, LogEntry::Review(_)).then_some(voided[index]).flatten();
        let voided: Vec<(&Entry, usize)> =
            entries.iter().enumerate().filter_map(|(index, entry)| Some((entry, voided_from(entry, index)?))).collect();
        let mut store = LearnerStore::default();
        for (index, batch) in batches.iter().enumerate() {
            store.submit(batch);
            for (review, _) in voided.iter().filter(|(_, from)| *from <= index) {
                store.void(review);
            }
        }
        for (review, _) in &voided {
            store.void(review);
        }
        // Submitted once more, a voided review stays void.
        store.submit(&entries);
        let mut without = LearnerStore::default();
        let left: Vec<Entry> =
            entries.iter().filter(|entry| voided.iter().all(|(review, _)| id(review) != id(entry))).copied().collect();
        without.submit(&left);
        let last = StudyDay::on((start() + Duration::minutes(LONG)).date_naive());
        prop_assert_eq!(store.streaks(last), without.streaks(last));
        prop_assert_eq!(store.changed_cards(), without.changed_cards());
    }

    #[test]
    fn a_late_review_never_shortens_a_streak(
        (first, late) in entries(SHORT).prop_flat_map(|entries| {
            let count = entries.len();
            (Just(entries).prop_shuffle(), 0..count).prop_map(|(entries, cut)| {
                let (first, late) = entries.split_at(cut);
                (first.to_vec(), late.to_vec())
            })
        }),
        today in 0_u32..25,
    ) {
        let today = StudyDay::on(start().date_naive()).plus(today);
        let mut store = LearnerStore::default();
        store.submit(&first);
        let mut before = store.streaks(today);
        for entry in late {
            store.submit(&[entry]);
            let after = store.streaks(today);
            let length = |streak: Option<crate::learning::progress::Streak>| streak.map_or(0, |streak| streak.days);
            prop_assert!(length(after.current) >= length(before.current), "{before:?} {after:?}");
            prop_assert!(length(after.longest) >= length(before.longest), "{before:?} {after:?}");
            before = after;
        }
    }
}

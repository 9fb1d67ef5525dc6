//! The log is the truth: whatever way its entries come, from however many devices, cards and streaks end alike.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::CardState;
use crate::domain::learning::preset::{Preset, Presets, Scheduling};
use crate::domain::learning::progress::{Streaks, streaks};
use crate::domain::learning::review::Rating;
use crate::domain::learning::scheduler::{Answered, LogEntry, fold};
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

const CARDS: u8 = 3;
const ZONES: [chrono_tz::Tz; 3] =
    [chrono_tz::Asia::Almaty, chrono_tz::Asia::Seoul, chrono_tz::America::New_York];

fn start() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn card(number: u8) -> CardId {
    CardId::from(Uuid::from_u128(u128::from(number)))
}

/// An entry of the log, and the card that it is about.
type Entry = (u8, LogEntry);

fn id((_, entry): &Entry) -> Uuid {
    match entry {
        LogEntry::Answered(answered) => answered.id.uuid(),
        LogEntry::Reset { id, .. } => *id,
    }
}

/// A learner's entries for three cards, at minutes of so many, in three zones; some at the same moment. One in nine makes the
/// card new again.
fn entries(minutes: i64) -> impl Strategy<Value = Vec<Entry>> {
    let one = (0..CARDS, prop_oneof![0..minutes, 500_i64..503], 0_usize..9, 0_usize..3);
    prop::collection::vec(one, 1..24).prop_map(|entries| {
        let entry = |((card, minute, rating, zone), number): ((u8, i64, usize, usize), u128)| {
            let (id, at) = (Uuid::from_u128(number), start() + Duration::minutes(minute));
            let calendar = StudyCalendar::new(ZONES[zone]);
            let entry = match rating {
                8 => LogEntry::Reset { id, at },
                _ => LogEntry::Answered(Answered {
                    id: ReviewId::from(id),
                    at,
                    calendar,
                    rating: Rating::ALL[rating % 4],
                }),
            };
            (card, entry)
        };
        entries.into_iter().zip(1_u128..).map(entry).collect()
    })
}

/// Three months.
const LONG: i64 = 130_000;
/// Three weeks, in which streaks are found.
const SHORT: i64 = 30_000;

fn presets() -> Presets {
    let short = Scheduling { maximum_interval_days: 30, ..Scheduling::default() };
    let effective_at = Some(start() + Duration::days(20));
    Presets::new(vec![Preset { number: 1, effective_at, scheduling: short }])
}

/// What the service keeps of a learner: the log, what of it was undone, and each card as it was folded last.
#[derive(Default)]
struct Kept {
    log: Vec<Entry>,
    undone: BTreeSet<Uuid>,
    cards: BTreeMap<u8, CardState>,
}

impl Kept {
    /// Takes a batch in, as the use case does: what is known is left out, and a card that has seen later entries is folded
    /// anew from its whole log.
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
                let (state, _) = fold(card(number), before, new, &presets()).unwrap();
                self.cards.insert(number, state);
            }
        }
    }

    /// Undoes an answer that has come, and has its card replayed.
    fn undo(&mut self, answer: &Entry) {
        if self.log.iter().any(|known| id(known) == id(answer)) && self.undone.insert(id(answer)) {
            self.replay(answer.0);
        }
    }

    fn replay(&mut self, number: u8) {
        let entries = self.log.iter().filter(|entry| entry.0 == number && !self.undone.contains(&id(entry)));
        let entries = entries.map(|(_, entry)| *entry).collect();
        let (state, _) = fold(card(number), CardState::new(start()), entries, &presets()).unwrap();
        self.cards.insert(number, state);
    }

    /// The cards that are not as they were made.
    fn changed(mut self) -> BTreeMap<u8, CardState> {
        self.cards.retain(|_, state| *state != CardState::new(start()));
        self.cards
    }

    fn streaks(&self, today: StudyDay) -> Streaks {
        let day = |entry: &Entry| match entry.1 {
            LogEntry::Answered(answered) if !self.undone.contains(&id(entry)) => {
                Some(answered.calendar.day_of(answered.at))
            }
            _ => None,
        };
        let days: BTreeSet<StudyDay> = self.log.iter().filter_map(day).collect();
        streaks(&days.into_iter().collect::<Vec<_>>(), today)
    }
}

/// The entries in another order, some of them twice, in batches.
fn another_way(entries: Vec<Entry>) -> impl Strategy<Value = Vec<Vec<Entry>>> {
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

fn with_another_way() -> impl Strategy<Value = (Vec<Entry>, Vec<Vec<Entry>>)> {
    entries(LONG).prop_flat_map(|entries| (Just(entries.clone()), another_way(entries)))
}

proptest! {
    #[test]
    fn any_shuffle_repetition_and_splitting_of_a_batch_folds_to_the_same_cards(
        (entries, batches) in with_another_way()
    ) {
        let (mut at_once, mut in_batches) = (Kept::default(), Kept::default());
        at_once.submit(&entries);
        for batch in &batches {
            in_batches.submit(batch);
        }
        prop_assert_eq!(in_batches.log.len(), entries.len());
        prop_assert_eq!(in_batches.cards, at_once.cards);
    }

    #[test]
    fn what_is_undone_is_as_if_it_had_never_been(
        (entries, batches) in with_another_way(),
        undone in prop::collection::vec(prop::option::of(0_usize..24), 24),
    ) {
        let is_undone = |entry: &Entry, place: usize| matches!(entry.1, LogEntry::Answered(_)).then_some(undone[place]).flatten();
        let undone: Vec<(&Entry, usize)> =
            entries.iter().enumerate().filter_map(|(place, entry)| Some((entry, is_undone(entry, place)?))).collect();
        let mut kept = Kept::default();
        for (place, batch) in batches.iter().enumerate() {
            kept.submit(batch);
            for (answer, _) in undone.iter().filter(|(_, from)| *from <= place) {
                kept.undo(answer);
            }
        }
        for (answer, _) in &undone {
            kept.undo(answer);
        }
        // Sent once more, it stays undone.
        kept.submit(&entries);
        let mut without = Kept::default();
        let left: Vec<Entry> =
            entries.iter().filter(|entry| undone.iter().all(|(answer, _)| id(answer) != id(entry))).copied().collect();
        without.submit(&left);
        let last = StudyDay::on((start() + Duration::minutes(LONG)).date_naive());
        prop_assert_eq!(kept.streaks(last), without.streaks(last));
        prop_assert_eq!(kept.changed(), without.changed());
    }

    #[test]
    fn an_answer_that_comes_late_never_lowers_a_streak(
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
        let mut kept = Kept::default();
        kept.submit(&first);
        let mut before = kept.streaks(today);
        for entry in late {
            kept.submit(&[entry]);
            let after = kept.streaks(today);
            let length = |streak: Option<crate::domain::learning::progress::Streak>| streak.map_or(0, |streak| streak.days);
            prop_assert!(length(after.current) >= length(before.current), "{before:?} {after:?}");
            prop_assert!(length(after.longest) >= length(before.longest), "{before:?} {after:?}");
            before = after;
        }
    }
}

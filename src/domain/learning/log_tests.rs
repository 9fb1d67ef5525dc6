//! The log is the truth: whatever way its entries come, from however many devices, cards end alike.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::CardState;
use crate::domain::learning::preset::{Preset, Presets, Scheduling};
use crate::domain::learning::review::Rating;
use crate::domain::learning::scheduler::{Answered, LogEntry, fold};
use crate::domain::learning::study_day::StudyCalendar;

fn start() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn card(number: u8) -> CardId {
    CardId::from(Uuid::from_u128(u128::from(number)))
}

/// A learner's answer to one of three cards, at a minute of three months, in one of three zones; some at the same moment.
fn answers() -> impl Strategy<Value = Vec<(u8, Answered)>> {
    let zones = [chrono_tz::Asia::Almaty, chrono_tz::Asia::Seoul, chrono_tz::America::New_York];
    let one = (0_u8..3, prop_oneof![0_i64..130_000, 500_i64..503], 0_usize..4, 0_usize..3);
    prop::collection::vec(one, 1..24).prop_map(move |answers| {
        let numbered = answers.into_iter().zip(1_u128..);
        let answer = |((card, minute, rating, zone), number): ((u8, i64, usize, usize), u128)| {
            let answered = Answered {
                id: ReviewId::from(Uuid::from_u128(number)),
                at: start() + Duration::minutes(minute),
                calendar: StudyCalendar::new(zones[zone]),
                rating: Rating::ALL[rating],
            };
            (card, answered)
        };
        numbered.map(answer).collect()
    })
}

fn presets() -> Presets {
    let short = Scheduling { maximum_interval_days: 30, ..Scheduling::default() };
    let effective_at = Some(start() + Duration::days(20));
    Presets::new(vec![Preset { number: 1, effective_at, scheduling: short }])
}

/// What the service keeps of a learner: the log, and each card as it was folded last.
#[derive(Default)]
struct Kept {
    log: Vec<(u8, Answered)>,
    cards: BTreeMap<u8, CardState>,
}

impl Kept {
    /// Takes a batch in, as the use case does: what is known is left out, and a card that has seen later answers is folded
    /// anew from its whole log.
    fn submit(&mut self, batch: &[(u8, Answered)]) {
        let mut seen: BTreeSet<ReviewId> = self.log.iter().map(|(_, known)| known.id).collect();
        let new: Vec<(u8, Answered)> =
            batch.iter().filter(|(_, answered)| seen.insert(answered.id)).copied().collect();
        self.log.extend(&new);
        for number in 0..3 {
            let of_card = |log: &[(u8, Answered)]| -> Vec<LogEntry> {
                let entries = log.iter().filter(|(card, _)| *card == number);
                entries.map(|(_, answered)| LogEntry::Answered(*answered)).collect()
            };
            let entries = of_card(&new);
            if entries.is_empty() {
                continue;
            }
            let before = self.cards.get(&number).cloned().unwrap_or_else(|| CardState::new(start()));
            let is_late = entries.iter().any(|entry| entry.is_late_for(&before));
            let (before, entries) =
                if is_late { (CardState::new(start()), of_card(&self.log)) } else { (before, entries) };
            let (state, _) = fold(card(number), before, entries, &presets()).unwrap();
            self.cards.insert(number, state);
        }
    }
}

/// The answers in another order, some of them twice, in batches.
fn another_way(answers: Vec<(u8, Answered)>) -> impl Strategy<Value = Vec<Vec<(u8, Answered)>>> {
    let count = answers.len();
    let twice = prop::collection::vec(any::<bool>(), count);
    let cuts = prop::collection::vec(1_usize..8, 2 * count);
    (Just(answers), twice, cuts).prop_flat_map(|(answers, twice, cuts)| {
        let repeated = answers.iter().zip(&twice).filter(|(_, twice)| **twice).map(|(answer, _)| *answer);
        let all: Vec<_> = answers.iter().copied().chain(repeated).collect();
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

proptest! {
    #[test]
    fn any_shuffle_repetition_and_splitting_of_a_batch_folds_to_the_same_cards(
        (answers, batches) in answers().prop_flat_map(|answers| (Just(answers.clone()), another_way(answers)))
    ) {
        let (mut at_once, mut in_batches) = (Kept::default(), Kept::default());
        at_once.submit(&answers);
        for batch in &batches {
            in_batches.submit(batch);
        }
        prop_assert_eq!(in_batches.log.len(), answers.len());
        prop_assert_eq!(in_batches.cards, at_once.cards);
    }
}

//! The reference figures of FSRS-6, and the laws of the fold.

use super::*;
use crate::domain::learning::parameters::RANGES;
use chrono::Duration;
use proptest::prelude::*;
use uuid::Uuid;

fn near(actual: f32, expected: f32) -> bool {
    (actual - expected).abs() <= 1e-4 * expected.abs().max(1.0)
}

fn memory(stability: f32, difficulty: f32) -> Memory {
    Memory { stability, difficulty }
}

/// Memory after ratings, each so many days after the one before, without steps.
fn after(ratings: &[(Rating, u32)]) -> Memory {
    let preset = Preset::default();
    let model = Model::of(&preset).unwrap();
    ratings
        .iter()
        .fold(None, |memory, &(rating, elapsed)| {
            let next = of(&model.next(memory, elapsed).unwrap(), rating).memory;
            Some(Memory { stability: next.stability, difficulty: next.difficulty })
        })
        .unwrap()
}

#[test]
fn a_history_gives_the_reference_memory() {
    use Rating::{Again, Good};
    let m = after(&[(Again, 0), (Good, 0), (Good, 1), (Good, 3), (Good, 8), (Good, 21)]);
    assert!(near(m.stability, 53.62691) && near(m.difficulty, 6.357_486_7), "{m:?}");
}

#[test]
fn the_first_rating_gives_the_reference_memory() {
    let expected = [(0.212, 6.4133), (1.2931, 5.1122), (2.3065, 2.1181), (8.2956, 1.0)];
    for (rating, (stability, difficulty)) in Rating::ALL.into_iter().zip(expected) {
        let m = after(&[(rating, 0)]);
        assert!(near(m.stability, stability) && near(m.difficulty, difficulty), "{rating:?} {m:?}");
    }
}

#[test]
fn good_whenever_due_gives_the_reference_intervals() {
    let preset = Preset::default();
    let model = Model::of(&preset).unwrap();
    let expected = [(2.3065, 2), (10.9643, 11), (46.2802, 46), (162.8622, 163), (497.4472, 497)];
    let (mut memory, mut elapsed) = (None, 0);
    for (stability, interval) in expected {
        let next = model.next(memory, elapsed).unwrap().good;
        assert!(near(next.memory.stability, stability), "{next:?}");
        elapsed = fuzz::whole_days(next.interval);
        assert_eq!(elapsed, interval);
        memory = Some(Memory { stability: next.memory.stability, difficulty: next.memory.difficulty });
    }
}

#[test]
fn the_same_day_gives_the_reference_memory() {
    let expected = [(3.0512, 8.3418), (10.0, 6.666), (10.0, 4.9902), (15.5343, 3.3145)];
    let preset = Preset::default();
    let model = Model::of(&preset).unwrap();
    for (rating, (stability, difficulty)) in Rating::ALL.into_iter().zip(expected) {
        let m = of(&model.next(Some(memory(10.0, 5.0)), 0).unwrap(), rating).memory;
        assert!(near(m.stability, stability) && near(m.difficulty, difficulty), "{rating:?} {m:?}");
    }
}

#[test]
fn forgetting_follows_the_reference_curve() {
    for (days, expected) in [(5, 0.940_344), (20, 0.845_885), (100, 0.692_827)] {
        let r = retrievability(memory(10.0, 5.0), days, &Scheduling::default());
        assert!(near(r, expected), "{days}: {r}");
    }
}

fn card() -> CardId {
    CardId::from(Uuid::from_u128(7))
}

fn start() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn answered(number: u128, at: DateTime<Utc>, rating: Rating) -> Answered {
    let calendar = StudyCalendar::new(chrono_tz::Asia::Almaty);
    Answered { id: ReviewId::from(Uuid::from_u128(number)), at, calendar, rating }
}

/// By the defaults.
fn reviewed(before: &CardState, answered: Answered) -> Outcome {
    Model::of(&Preset::default()).unwrap().review(card(), before, answered).unwrap()
}

#[test]
fn a_new_card_takes_its_steps_and_then_comes_after_days() {
    let new = CardState::new(start());
    let first = reviewed(&new, answered(1, start(), Rating::Good)).state;
    assert_eq!((first.phase, first.due_at), (CardPhase::Learning, start() + Duration::minutes(10)));
    let second = reviewed(&first, answered(2, first.due_at, Rating::Good)).state;
    assert_eq!((second.phase, second.interval_days), (CardPhase::Review, 2));
    assert_eq!(second.due_at, "2026-11-24T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
}

#[test]
fn a_learned_card_that_is_forgotten_lapses_and_is_learned_again() {
    let new = CardState::new(start());
    let learned = reviewed(&new, answered(1, start(), Rating::Easy)).state;
    assert_eq!(learned.phase, CardPhase::Review);
    let lapsed = reviewed(&learned, answered(2, learned.due_at, Rating::Again));
    assert_eq!((lapsed.kind, lapsed.state.phase), (ReviewKind::Review, CardPhase::Relearning));
    assert_eq!((lapsed.state.lapses, lapsed.state.due_at), (1, learned.due_at + Duration::minutes(10)));
    let again = reviewed(&lapsed.state, answered(3, lapsed.state.due_at, Rating::Good));
    assert_eq!((again.state.phase, again.state.interval_days >= 1), (CardPhase::Review, true));
}

#[test]
fn a_card_that_is_made_new_again_keeps_its_counts_and_its_first_day() {
    let presets = Presets::new(Vec::new());
    let day = Duration::days(1);
    let log = vec![
        LogEntry::Answered(answered(1, start(), Rating::Easy)),
        LogEntry::Reset { id: Uuid::from_u128(2), at: start() + day * 3 },
    ];
    let (state, _) = fold(card(), CardState::new(start()), log, &presets).unwrap();
    assert_eq!((state.phase, state.memory, state.due_at), (CardPhase::New, None, start() + day * 3));
    assert_eq!((state.reps, state.last_review, state.interval_days), (1, None, 0));
    assert_eq!(state.first_study_day, Some(answered(1, start(), Rating::Easy).calendar.day_of(start())));
}

#[test]
fn a_review_is_folded_by_the_preset_of_its_moment() {
    let short = Scheduling { maximum_interval_days: 3, ..Scheduling::default() };
    let later = start() + Duration::days(10);
    let presets = Presets::new(vec![Preset { number: 1, effective_at: Some(later), scheduling: short }]);
    let log = [start(), later].into_iter().zip(1..);
    let log: Vec<_> = log.map(|(at, n)| LogEntry::Answered(answered(n, at, Rating::Easy))).collect();
    let (_, outcomes) = fold(card(), CardState::new(start()), log, &presets).unwrap();
    let intervals: Vec<u32> = outcomes.iter().map(|(_, outcome)| outcome.state.interval_days).collect();
    assert!(intervals[0] > 3 && intervals[1] == 3, "{intervals:?}");
    assert_eq!(outcomes[1].1.preset_number, 1);
}

#[test]
fn a_better_rating_gives_a_longer_interval() {
    let presets = Presets::new(Vec::new());
    let calendar = StudyCalendar::new(chrono_tz::Asia::Almaty);
    let mut state = reviewed(&CardState::new(start()), answered(1, start(), Rating::Easy)).state;
    for _ in 0..6 {
        let [_, hard, good, easy] = preview(card(), &state, state.due_at, calendar, &presets).unwrap();
        let days = [&hard, &good, &easy].map(|(_, outcome)| outcome.state.interval_days);
        assert!(days[0] < days[1] && days[1] < days[2], "{days:?}");
        state = hard.1.state;
    }
}

#[test]
fn a_minimum_says_why_an_interval_is_no_shorter() {
    let new = CardState::new(start());
    let learned = reviewed(&new, answered(1, start(), Rating::Easy)).state;
    let outcome = reviewed(&learned, answered(2, learned.due_at, Rating::Good));
    let choice = outcome.choice.unwrap();
    assert!(choice.minimum > learned.interval_days && choice.days >= choice.minimum);
    assert!(choice.fuzz.0 >= choice.minimum && (choice.fuzz.0..=choice.fuzz.1).contains(&choice.days));
}

#[test]
fn parameters_beyond_their_ranges_are_what_the_model_clips() {
    // Each parameter, at each end of its range and beyond it: the model must see no difference.
    let outcomes = |parameters: Vec<f32>| {
        let scheduling = Scheduling { parameters: Some(parameters), ..Scheduling::default() };
        let preset = Preset { scheduling, ..Preset::default() };
        let model = Model::of(&preset).unwrap();
        let memories = [None, Some(memory(3.0, 4.0)), Some(memory(40.0, 8.0))];
        memories.map(|memory| [0, 1, 30].map(|elapsed| model.next(memory, elapsed).unwrap()))
    };
    for (index, (least, most)) in RANGES.into_iter().enumerate() {
        for (end, beyond) in [(least, least - 0.5), (most, most + 0.5)] {
            let with = |value: f32| {
                let mut parameters = fsrs::DEFAULT_PARAMETERS.to_vec();
                parameters[index] = value;
                outcomes(parameters)
            };
            assert_eq!(with(end), with(beyond), "parameter {index} at {end}");
        }
    }
}

/// A log of a card: reviews, and one entry in five makes it new again.
fn log() -> impl Strategy<Value = Vec<LogEntry>> {
    prop::collection::vec((0i64..200_000, 0usize..5, 0usize..ZONES.len(), 0u8..24), 1..12).prop_map(|log| {
        let entry = |(n, (minutes, rating, zone, rollover_hour)): (u128, (i64, usize, usize, u8))| {
            let at = start() + Duration::minutes(minutes);
            let calendar = StudyCalendar { zone: ZONES[zone], rollover_hour };
            match rating {
                4 => LogEntry::Reset { id: Uuid::from_u128(n), at },
                rating => LogEntry::Answered(Answered { calendar, ..answered(n, at, Rating::ALL[rating]) }),
            }
        };
        (0..).zip(log).map(entry).collect()
    })
}

/// Far apart, so that a late entry may belong to a day before or after.
const ZONES: [chrono_tz::Tz; 3] =
    [chrono_tz::Asia::Almaty, chrono_tz::Pacific::Auckland, chrono_tz::America::Los_Angeles];

/// Presets of which some took effect in the middle of the logs.
fn presets() -> impl Strategy<Value = Presets> {
    let preset = (prop::option::of(0i64..200_000), 0.7f32..0.99, 1u32..400, 0usize..4, 0usize..3, 0u8..=100);
    prop::collection::vec(preset, 0..3).prop_map(|presets| {
        let preset = |(number, (from, desired_retention, maximum, learning, relearning, easy))| Preset {
            number,
            effective_at: Option::<i64>::map(from, |minutes| start() + Duration::minutes(minutes)),
            scheduling: Scheduling {
                desired_retention,
                maximum_interval_days: maximum,
                learning_steps: vec![60; learning],
                relearning_steps: vec![600; relearning],
                easy_days: [100, 100, easy, 100, 100, 0, 100],
                parameters: None,
            },
        };
        Presets::new((1..).zip(presets).map(preset).collect())
    })
}

/// Folds as the service does when entries arrive in batches: onto the present state, or the whole log anew where
/// something comes late.
fn folded_in_batches(log: &[LogEntry], size: usize, presets: &Presets) -> CardState {
    let mut state = CardState::new(start());
    let mut known: Vec<LogEntry> = Vec::new();
    for batch in log.chunks(size) {
        known.extend(batch);
        let late = batch.iter().any(|entry| entry.is_late_for(&state));
        let (before, entries) =
            if late { (CardState::new(start()), known.clone()) } else { (state, batch.to_vec()) };
        state = fold(card(), before, entries, presets).unwrap().0;
    }
    state
}

proptest! {
    #[test]
    fn neither_the_order_of_arrival_nor_the_batches_matter(
        (log, shuffled) in log().prop_flat_map(|log| (Just(log.clone()), Just(log).prop_shuffle())),
        presets in presets(),
        size in 1usize..5,
    ) {
        let in_order = fold(card(), CardState::new(start()), log.clone(), &presets).unwrap();
        prop_assert_eq!(&fold(card(), CardState::new(start()), shuffled.clone(), &presets).unwrap(), &in_order);
        prop_assert_eq!(&folded_in_batches(&shuffled, size, &presets), &in_order.0);
    }

    #[test]
    fn what_is_undone_leaves_the_state_of_before(
        log in log(),
        extra in log(),
        presets in presets(),
        size in 1usize..5,
    ) {
        let before = folded_in_batches(&log, size, &presets);
        let renamed = extra.iter().map(|entry| match *entry {
            LogEntry::Reset { id, at } => LogEntry::Reset { id: Uuid::from_u128(id.as_u128() + 1000), at },
            LogEntry::Answered(answered) => {
                let id = ReviewId::from(Uuid::from_u128(answered.id.uuid().as_u128() + 1000));
                LogEntry::Answered(Answered { id, ..answered })
            }
        });
        let more: Vec<LogEntry> = log.iter().copied().chain(renamed).collect();
        folded_in_batches(&more, size, &presets);
        let undone: Vec<LogEntry> = more.into_iter().filter(|entry| log.iter().any(|one| one.key() == entry.key())).collect();
        prop_assert_eq!(fold(card(), CardState::new(start()), undone, &presets).unwrap().0, before);
    }

    #[test]
    fn a_preview_shows_what_will_be(
        log in log(),
        presets in presets(),
        minutes in 0i64..400_000,
        rating in 0usize..4,
        seed in any::<u128>(),
    ) {
        let card = CardId::from(Uuid::from_u128(seed));
        let (state, _) = fold(card, CardState::new(start()), log, &presets).unwrap();
        let last = state.last_review.map(|last| last.at).max(state.reset_at).unwrap_or(start());
        let at = last + Duration::minutes(minutes + 1);
        let next = answered(9_999, at, Rating::ALL[rating]);
        let previews = preview(card, &state, at, next.calendar, &presets).unwrap();
        let (after, outcomes) = fold(card, state, vec![LogEntry::Answered(next)], &presets).unwrap();
        let (shown, mut expected) = previews[rating].clone();
        prop_assert_eq!(shown, next.rating);
        // The preview has no id yet.
        expected.state.last_review = after.last_review;
        prop_assert_eq!(&expected, &outcomes[0].1);
        prop_assert_eq!(&expected.state, &after);
    }

    #[test]
    fn an_interval_is_within_the_limits_and_the_choice_of_fuzz(
        log in log(),
        presets in presets(),
    ) {
        let (_, outcomes) = fold(card(), CardState::new(start()), log, &presets).unwrap();
        for (_, outcome) in outcomes {
            prop_assert!(outcome.memory.stability.is_finite() && (1.0..=10.0).contains(&outcome.memory.difficulty));
            let Some(choice) = outcome.choice else { continue };
            let all = presets.all();
            let preset = all.iter().find(|preset| preset.number == outcome.preset_number).unwrap();
            let maximum = preset.scheduling.maximum_interval_days;
            prop_assert!((1..=maximum).contains(&choice.days));
            prop_assert!((choice.fuzz.0..=choice.fuzz.1).contains(&choice.days));
            prop_assert!(choice.days >= choice.minimum.min(maximum));
        }
    }

    #[test]
    fn whatever_parameters_may_be_the_memory_stays_within_bounds(
        log in log(),
        places in prop::collection::vec(0.0f32..=1.0, 21),
        desired_retention in 0.7f32..0.99,
    ) {
        let between = |((least, most), place): ((f32, f32), &f32)| (least + (most - least) * place).clamp(least, most);
        let parameters: Vec<f32> = RANGES.into_iter().zip(&places).map(between).collect();
        let scheduling = Scheduling { parameters: Some(parameters), desired_retention, ..Scheduling::default() };
        let presets = Presets::new(vec![Preset { number: 1, effective_at: None, scheduling }]);
        let (state, outcomes) = fold(card(), CardState::new(start()), log, &presets).unwrap();
        for (_, outcome) in outcomes {
            prop_assert!((0.001..=36_500.0).contains(&outcome.memory.stability), "{outcome:?}");
        }
        if let Some(memory) = state.memory {
            let r = retrievability(memory, 30, &presets.at(start()).scheduling);
            prop_assert!((0.0..=1.0).contains(&r), "{r}");
        }
    }
}

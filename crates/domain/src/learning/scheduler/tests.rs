//! The reference figures of FSRS-6, and the properties of replaying.

use std::collections::HashSet;

use super::*;
use crate::learning::parameters::RANGES;
use chrono::Duration;
use proptest::prelude::*;
use uuid::Uuid;

fn is_close(actual: f32, expected: f32) -> bool {
    (actual - expected).abs() <= 1e-4 * expected.abs().max(1.0)
}

fn memory(stability: f32, difficulty: f32) -> Memory {
    Memory { stability, difficulty }
}

/// Computes the memory after ratings, each with the days since the previous one, without steps.
fn after(ratings: &[(Rating, u32)]) -> Memory {
    let preset = Preset::default();
    let model = Model::new(&preset).unwrap();
    ratings
        .iter()
        .fold(None, |memory, &(rating, elapsed)| {
            let next = state_after(&model.next_states(memory, elapsed).unwrap(), rating).memory;
            Some(Memory { stability: next.stability, difficulty: next.difficulty })
        })
        .unwrap()
}

#[test]
fn a_history_gives_the_reference_memory() {
    use Rating::{Again, Good};
    let m = after(&[(Again, 0), (Good, 0), (Good, 1), (Good, 3), (Good, 8), (Good, 21)]);
    assert!(is_close(m.stability, 53.62691) && is_close(m.difficulty, 6.357_486_7), "{m:?}");
}

#[test]
fn the_first_rating_gives_the_reference_memory() {
    let expected = [(0.212, 6.4133), (1.2931, 5.1122), (2.3065, 2.1181), (8.2956, 1.0)];
    for (rating, (stability, difficulty)) in Rating::ALL.into_iter().zip(expected) {
        let m = after(&[(rating, 0)]);
        assert!(is_close(m.stability, stability) && is_close(m.difficulty, difficulty), "{rating:?} {m:?}");
    }
}

#[test]
fn good_answers_when_due_give_the_reference_intervals() {
    let preset = Preset::default();
    let model = Model::new(&preset).unwrap();
    let expected = [(2.3065, 2), (10.9643, 11), (46.2802, 46), (162.8622, 163), (497.4472, 497)];
    let (mut memory, mut elapsed) = (None, 0);
    for (stability, interval) in expected {
        let next = model.next_states(memory, elapsed).unwrap().good;
        assert!(is_close(next.memory.stability, stability), "{next:?}");
        elapsed = fuzz::whole_days(next.interval);
        assert_eq!(elapsed, interval);
        memory = Some(Memory { stability: next.memory.stability, difficulty: next.memory.difficulty });
    }
}

#[test]
fn reviews_on_the_same_day_give_the_reference_memory() {
    let expected = [(3.0512, 8.3418), (10.0, 6.666), (10.0, 4.9902), (15.5343, 3.3145)];
    let preset = Preset::default();
    let model = Model::new(&preset).unwrap();
    for (rating, (stability, difficulty)) in Rating::ALL.into_iter().zip(expected) {
        let m = state_after(&model.next_states(Some(memory(10.0, 5.0)), 0).unwrap(), rating).memory;
        assert!(is_close(m.stability, stability) && is_close(m.difficulty, difficulty), "{rating:?} {m:?}");
    }
}

#[test]
fn forgetting_follows_the_reference_curve() {
    for (days, expected) in [(5, 0.940_344), (20, 0.845_885), (100, 0.692_827)] {
        let r = retrievability(memory(10.0, 5.0), days, &Scheduling::default());
        assert!(is_close(r, expected), "{days}: {r}");
    }
}

fn card() -> CardId {
    CardId::from(Uuid::from_u128(7))
}

fn start() -> DateTime<Utc> {
    "2026-11-23T06:00:00Z".parse().unwrap()
}

fn review_of(number: u128, at: DateTime<Utc>, rating: Rating) -> ReviewEntry {
    let calendar = StudyCalendar::new(chrono_tz::Asia::Almaty);
    ReviewEntry { id: ReviewId::from(Uuid::from_u128(number)), at, calendar, rating, verdict: None }
}

/// Reviews a card with the default preset.
fn review_with_defaults(before: &CardState, review: ReviewEntry) -> ReviewOutcome {
    Model::new(&Preset::default()).unwrap().review(card(), before, review).unwrap()
}

#[test]
fn a_new_card_takes_its_steps_and_then_gets_an_interval_of_days() {
    let new = CardState::new(start());
    let first = review_with_defaults(&new, review_of(1, start(), Rating::Good)).state;
    assert_eq!((first.phase, first.due_at), (CardPhase::Learning, start() + Duration::minutes(10)));
    let second = review_with_defaults(&first, review_of(2, first.due_at, Rating::Good)).state;
    assert_eq!((second.phase, second.interval_days), (CardPhase::Review, 2));
    assert_eq!(second.due_at, "2026-11-24T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
}

#[test]
fn a_forgotten_card_lapses_and_is_relearned() {
    let new = CardState::new(start());
    let learned = review_with_defaults(&new, review_of(1, start(), Rating::Easy)).state;
    assert_eq!(learned.phase, CardPhase::Review);
    let lapsed = review_with_defaults(&learned, review_of(2, learned.due_at, Rating::Again));
    assert_eq!((lapsed.phase, lapsed.state.phase), (ReviewPhase::Review, CardPhase::Relearning));
    assert_eq!((lapsed.state.lapses, lapsed.state.due_at), (1, learned.due_at + Duration::minutes(10)));
    let again = review_with_defaults(&lapsed.state, review_of(3, lapsed.state.due_at, Rating::Good));
    assert_eq!((again.state.phase, again.state.interval_days >= 1), (CardPhase::Review, true));
}

#[test]
fn a_slip_passes_a_step_and_shortens_the_interval() {
    let slip = |n, at| ReviewEntry { verdict: Some(Verdict::Slip), ..review_of(n, at, Rating::Hard) };
    let first = review_with_defaults(&CardState::new(start()), slip(1, start())).state;
    assert_eq!((first.phase, first.step), (CardPhase::Learning, 1));
    let second = review_with_defaults(&first, slip(2, first.due_at)).state;
    assert_eq!((second.phase, second.interval_days >= 1), (CardPhase::Review, true));
    // The learner's own HARD repeats the step, however often.
    let mut state = CardState::new(start());
    for number in 1..=10 {
        state = review_with_defaults(&state, review_of(number, state.due_at, Rating::Hard)).state;
        assert_eq!((state.phase, state.step), (CardPhase::Learning, 0));
    }
    // After an interval of days, a slip is HARD as any other.
    let learned = review_with_defaults(&CardState::new(start()), review_of(1, start(), Rating::Easy)).state;
    let slipped = review_with_defaults(&learned, slip(2, learned.due_at)).state;
    let hard = review_with_defaults(&learned, review_of(2, learned.due_at, Rating::Hard)).state;
    assert_eq!(slipped, hard);
}

#[test]
fn a_synonym_is_asked_again_on_the_same_day_without_a_lapse() {
    let synonym = |n, at| ReviewEntry { verdict: Some(Verdict::Synonym), ..review_of(n, at, Rating::Hard) };
    let learned = review_with_defaults(&CardState::new(start()), review_of(1, start(), Rating::Easy)).state;
    let asked = review_with_defaults(&learned, synonym(2, learned.due_at)).state;
    assert_eq!((asked.phase, asked.lapses), (CardPhase::Relearning, 0));
    assert!(asked.due_at < learned.due_at + Duration::hours(1));
    let answered = review_with_defaults(&asked, review_of(3, asked.due_at, Rating::Good)).state;
    assert_eq!((answered.phase, answered.interval_days >= 1), (CardPhase::Review, true));
    let new = review_with_defaults(&CardState::new(start()), synonym(1, start())).state;
    assert_eq!((new.phase, new.step), (CardPhase::Learning, 0));
}

#[test]
fn a_reset_card_keeps_its_counts_and_its_first_day() {
    let presets = Presets::new(Vec::new());
    let day = Duration::days(1);
    let log = vec![
        LogEntry::Review(review_of(1, start(), Rating::Easy)),
        LogEntry::Reset { id: Uuid::from_u128(2), at: start() + day * 3 },
    ];
    let (state, _) = replay(card(), CardState::new(start()), log, &presets).unwrap();
    assert_eq!((state.phase, state.memory, state.due_at), (CardPhase::New, None, start() + day * 3));
    assert_eq!((state.reps, state.last_review, state.interval_days), (1, None, 0));
    assert_eq!(state.first_study_day, Some(review_of(1, start(), Rating::Easy).calendar.day_of(start())));
}

#[test]
fn a_review_is_replayed_with_the_preset_of_its_time() {
    let short = Scheduling { maximum_interval_days: 3, ..Scheduling::default() };
    let later = start() + Duration::days(10);
    let presets = Presets::new(vec![Preset { number: 1, effective_at: Some(later), scheduling: short }]);
    let log = [start(), later].into_iter().zip(1..);
    let log: Vec<_> = log.map(|(at, n)| LogEntry::Review(review_of(n, at, Rating::Easy))).collect();
    let (_, outcomes) = replay(card(), CardState::new(start()), log, &presets).unwrap();
    let intervals: Vec<u32> = outcomes.iter().map(|(_, outcome)| outcome.state.interval_days).collect();
    assert!(intervals[0] > 3 && intervals[1] == 3, "{intervals:?}");
    assert_eq!(outcomes[1].1.preset_number, 1);
}

#[test]
fn a_better_rating_gives_a_longer_interval() {
    let presets = Presets::new(Vec::new());
    let calendar = StudyCalendar::new(chrono_tz::Asia::Almaty);
    let mut state = review_with_defaults(&CardState::new(start()), review_of(1, start(), Rating::Easy)).state;
    for _ in 0..6 {
        let [_, hard, good, easy] = preview(card(), &state, state.due_at, calendar, &presets).unwrap();
        let days = [&hard, &good, &easy].map(|(_, outcome)| outcome.state.interval_days);
        assert!(days[0] < days[1] && days[1] < days[2], "{days:?}");
        state = hard.1.state;
    }
}

#[test]
fn the_minimum_explains_why_an_interval_is_no_shorter() {
    let new = CardState::new(start());
    let learned = review_with_defaults(&new, review_of(1, start(), Rating::Easy)).state;
    let outcome = review_with_defaults(&learned, review_of(2, learned.due_at, Rating::Good));
    let choice = outcome.choice.unwrap();
    assert!(choice.minimum > learned.interval_days && choice.days >= choice.minimum);
    assert!(choice.fuzz.0 >= choice.minimum && (choice.fuzz.0..=choice.fuzz.1).contains(&choice.days));
}

#[test]
fn the_model_clips_parameters_to_their_ranges() {
    // The model must not distinguish the end of each parameter's range from a value beyond it.
    let outcomes = |parameters: Vec<f32>| {
        let scheduling = Scheduling { parameters: Some(parameters), ..Scheduling::default() };
        let preset = Preset { scheduling, ..Preset::default() };
        let model = Model::new(&preset).unwrap();
        let memories = [None, Some(memory(3.0, 4.0)), Some(memory(40.0, 8.0))];
        memories.map(|memory| [0, 1, 30].map(|elapsed| model.next_states(memory, elapsed).unwrap()))
    };
    for (index, (minimum, maximum)) in RANGES.into_iter().enumerate() {
        for (end, beyond) in [(minimum, minimum - 0.5), (maximum, maximum + 0.5)] {
            let with = |value: f32| {
                let mut parameters = fsrs::DEFAULT_PARAMETERS.to_vec();
                parameters[index] = value;
                outcomes(parameters)
            };
            assert_eq!(with(end), with(beyond), "parameter {index} at {end}");
        }
    }
}

/// Generates a card's log of some months: reviews, and on average one reset in five entries.
fn log() -> impl Strategy<Value = Vec<LogEntry>> {
    log_within(200_000)
}

/// Generates a card's log that spans at most a number of minutes.
fn log_within(minutes: i64) -> impl Strategy<Value = Vec<LogEntry>> {
    prop::collection::vec((0..minutes, 0usize..5, 0usize..ZONES.len(), 0u8..24), 1..12).prop_map(|log| {
        let entry = |(n, (minutes, rating, zone, rollover_hour)): (u128, (i64, usize, usize, u8))| {
            let at = start() + Duration::minutes(minutes);
            let calendar = StudyCalendar { zone: ZONES[zone], rollover_hour };
            match rating {
                4 => LogEntry::Reset { id: Uuid::from_u128(n), at },
                rating => LogEntry::Review(ReviewEntry { calendar, ..review_of(n, at, Rating::ALL[rating]) }),
            }
        };
        (0..).zip(log).map(entry).collect()
    })
}

/// Time zones far apart, so that a late entry may belong to an earlier or a later study day.
const ZONES: [chrono_tz::Tz; 3] =
    [chrono_tz::Asia::Almaty, chrono_tz::Pacific::Auckland, chrono_tz::America::Los_Angeles];

/// Generates presets, some of which take effect in the middle of the logs.
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

/// Replays as the service does when entries arrive in batches: on top of the present state, or the whole log again if
/// an entry is late.
fn replay_in_batches(log: &[LogEntry], size: usize, presets: &Presets) -> CardState {
    let mut state = CardState::new(start());
    let mut known: Vec<LogEntry> = Vec::new();
    for batch in log.chunks(size) {
        known.extend(batch);
        let late = batch.iter().any(|entry| entry.is_late_for(&state));
        let (before, entries) =
            if late { (CardState::new(start()), known.clone()) } else { (state, batch.to_vec()) };
        state = replay(card(), before, entries, presets).unwrap().0;
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
        let in_order = replay(card(), CardState::new(start()), log.clone(), &presets).unwrap();
        prop_assert_eq!(&replay(card(), CardState::new(start()), shuffled.clone(), &presets).unwrap(), &in_order);
        prop_assert_eq!(&replay_in_batches(&shuffled, size, &presets), &in_order.0);
    }

    #[test]
    fn attempts_are_the_first_reviews_of_their_days(mut log in log_within(9_000), size in 1usize..5) {
        log.sort_by_key(LogEntry::key);
        let (mut state, mut days) = (CardState::new(start()), HashSet::new());
        for batch in log.chunks(size) {
            // What the state does not tell is looked up in the log before the batch.
            let before = days.clone();
            let (after, outcomes) = replay(card(), state, batch.to_vec(), &Presets::new(Vec::new())).unwrap();
            for (_, outcome) in outcomes {
                let is_attempt = outcome.is_attempt.unwrap_or(!before.contains(&outcome.study_day));
                prop_assert_eq!(is_attempt, days.insert(outcome.study_day));
            }
            state = after;
        }
    }

    #[test]
    fn voiding_restores_the_previous_state(
        log in log(),
        extra in log(),
        presets in presets(),
        size in 1usize..5,
    ) {
        let before = replay_in_batches(&log, size, &presets);
        let renamed = extra.iter().map(|entry| match *entry {
            LogEntry::Reset { id, at } => LogEntry::Reset { id: Uuid::from_u128(id.as_u128() + 1000), at },
            LogEntry::Review(review) => {
                let id = ReviewId::from(Uuid::from_u128(review.id.uuid().as_u128() + 1000));
                LogEntry::Review(ReviewEntry { id, ..review })
            }
        });
        let more: Vec<LogEntry> = log.iter().copied().chain(renamed).collect();
        replay_in_batches(&more, size, &presets);
        let without_voided: Vec<LogEntry> = more.into_iter().filter(|entry| log.iter().any(|one| one.key() == entry.key())).collect();
        prop_assert_eq!(replay(card(), CardState::new(start()), without_voided, &presets).unwrap().0, before);
    }

    #[test]
    fn a_preview_equals_the_later_review(
        log in log(),
        presets in presets(),
        minutes in 0i64..400_000,
        rating in 0usize..4,
        seed in any::<u128>(),
    ) {
        let card = CardId::from(Uuid::from_u128(seed));
        let (state, _) = replay(card, CardState::new(start()), log, &presets).unwrap();
        let last = state.last_review.map(|last| last.at).max(state.reset_at).unwrap_or(start());
        let at = last + Duration::minutes(minutes + 1);
        let next = review_of(9_999, at, Rating::ALL[rating]);
        let previews = preview(card, &state, at, next.calendar, &presets).unwrap();
        let (after, outcomes) = replay(card, state, vec![LogEntry::Review(next)], &presets).unwrap();
        let (shown, mut expected) = previews[rating].clone();
        prop_assert_eq!(shown, next.rating);
        // The preview has no review id yet.
        expected.state.last_review = after.last_review;
        prop_assert_eq!(&expected, &outcomes[0].1);
        prop_assert_eq!(&expected.state, &after);
    }

    #[test]
    fn an_interval_is_within_its_limits_and_its_fuzz(
        log in log(),
        presets in presets(),
    ) {
        let (_, outcomes) = replay(card(), CardState::new(start()), log, &presets).unwrap();
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
    fn the_memory_stays_within_bounds_for_all_valid_parameters(
        log in log(),
        fractions in prop::collection::vec(0.0f32..=1.0, 21),
        desired_retention in 0.7f32..0.99,
    ) {
        let between = |((minimum, maximum), fraction): ((f32, f32), &f32)| (minimum + (maximum - minimum) * fraction).clamp(minimum, maximum);
        let parameters: Vec<f32> = RANGES.into_iter().zip(&fractions).map(between).collect();
        let scheduling = Scheduling { parameters: Some(parameters), desired_retention, ..Scheduling::default() };
        let presets = Presets::new(vec![Preset { number: 1, effective_at: None, scheduling }]);
        let (state, outcomes) = replay(card(), CardState::new(start()), log, &presets).unwrap();
        for (_, outcome) in outcomes {
            prop_assert!((0.001..=36_500.0).contains(&outcome.memory.stability), "{outcome:?}");
        }
        if let Some(memory) = state.memory {
            let r = retrievability(memory, 30, &presets.at(start()).scheduling);
            prop_assert!((0.0..=1.0).contains(&r), "{r}");
        }
    }
}

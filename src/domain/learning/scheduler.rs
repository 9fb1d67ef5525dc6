//! When a card comes back: steps within a day, then FSRS-6
//! (<https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>). The only file that names the
//! `fsrs` crate.

use chrono::{DateTime, Duration, Utc};
use fsrs::{FSRS, FSRS6_DEFAULT_DECAY, ItemState, MemoryState, current_retrievability};

use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::{CardPhase, CardState, LastReview, Memory};
use crate::domain::learning::fuzz;
use crate::domain::learning::review::{Rating, ReviewKind};
use crate::domain::learning::seed::Seed;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

/// Kept with each review: FSRS-6 with its default parameters.
pub const MODEL_VERSION: &str = "fsrs-6-default";

/// The chance of recall at which a card is due.
const DESIRED_RETENTION: f32 = 0.9;
/// No interval is longer: a hundred years.
const MAXIMUM_INTERVAL_DAYS: u32 = 36_500;
/// Within a day the model is weaker than fixed steps: those of Anki.
const LEARNING_STEPS: [Duration; 2] = [Duration::minutes(1), Duration::minutes(10)];
const RELEARNING_STEPS: [Duration; 1] = [Duration::minutes(10)];

/// The model refused its input: a stored memory that is no number.
#[derive(Debug, thiserror::Error)]
#[error("the scheduling model refused its input: {0}")]
pub struct SchedulerError(String);

/// A review as the schedule sees it.
#[derive(Debug, Clone, Copy)]
pub struct Answered {
    /// Its id, the second key of the log's order.
    pub id: ReviewId,
    /// When it was, the first key of the log's order.
    pub at: DateTime<Utc>,
    /// The learner's days then.
    pub calendar: StudyCalendar,
    /// How well the card was remembered.
    pub rating: Rating,
}

/// What a review makes of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    /// The card's state after it.
    pub state: CardState,
    /// The memory after it.
    pub memory: Memory,
    /// The phase that the review belongs to.
    pub kind: ReviewKind,
    /// The study day on which it was.
    pub study_day: StudyDay,
    /// Study days since the review before; 0 for the first.
    pub elapsed_days: u32,
    /// The interval that the model gave, before rounding and fuzz, days.
    pub raw_interval_days: f32,
}

/// Schedules reviews.
#[derive(Debug, Clone, Default)]
pub struct Scheduler {
    model: FSRS,
}

impl Scheduler {
    /// The outcome of a review. The review must not be earlier than the last one: else the card is folded anew
    /// from its whole log.
    fn review(
        &self,
        card: CardId,
        before: &CardState,
        answered: Answered,
    ) -> Result<Outcome, SchedulerError> {
        let study_day = answered.calendar.day_of(answered.at);
        let elapsed_days = before.last_review.map_or(0, |last| study_day.days_since(last.study_day));
        let next = self.next(before.memory, elapsed_days, answered.rating)?;
        let memory = Memory { stability: next.memory.stability, difficulty: next.memory.difficulty };
        let (phase, step, delay) = next_step(before, answered.rating);
        let (due_at, interval_days) = match delay {
            Some(delay) => (answered.at + delay, 0),
            None => {
                let seed = Seed::of(card, before.reps);
                // Fuzz must not shorten what the model lengthened, as in Anki.
                let longer = fuzz::whole_days(next.interval) > before.interval_days;
                let minimum = if longer { before.interval_days + 1 } else { 1 };
                let days = fuzz::pick(next.interval.max(1.0), minimum, MAXIMUM_INTERVAL_DAYS, seed);
                (answered.calendar.start_of(study_day.plus(days)), days)
            }
        };
        let lapsed = before.phase == CardPhase::Review && answered.rating == Rating::Again;
        let state = CardState {
            phase,
            step,
            memory: Some(memory),
            due_at,
            interval_days,
            first_study_day: before.first_study_day.or(Some(study_day)),
            last_review: Some(LastReview { id: answered.id, at: answered.at, study_day }),
            reps: before.reps + 1,
            lapses: before.lapses + u32::from(lapsed),
        };
        let kind = match before.phase {
            CardPhase::New | CardPhase::Learning => ReviewKind::Learning,
            CardPhase::Review => ReviewKind::Review,
            CardPhase::Relearning => ReviewKind::Relearning,
        };
        Ok(Outcome { state, memory, kind, study_day, elapsed_days, raw_interval_days: next.interval })
    }

    /// Folds reviews, which need not be in order, into a state that none of them is earlier than: the state after
    /// all of them, and the outcome of each.
    pub fn fold(
        &self,
        card: CardId,
        before: CardState,
        mut log: Vec<Answered>,
    ) -> Result<(CardState, Vec<(ReviewId, Outcome)>), SchedulerError> {
        log.sort_by_key(|answered| (answered.at, answered.id));
        let mut state = before;
        let mut outcomes = Vec::with_capacity(log.len());
        for answered in log {
            let outcome = self.review(card, &state, answered)?;
            state = outcome.state.clone();
            outcomes.push((answered.id, outcome));
        }
        Ok((state, outcomes))
    }

    fn next(
        &self,
        memory: Option<Memory>,
        elapsed: u32,
        rating: Rating,
    ) -> Result<ItemState, SchedulerError> {
        let memory = memory.map(|m| MemoryState { stability: m.stability, difficulty: m.difficulty });
        let states = self
            .model
            .next_states(memory, DESIRED_RETENTION, elapsed)
            .map_err(|error| SchedulerError(error.to_string()))?;
        Ok(match rating {
            Rating::Again => states.again,
            Rating::Hard => states.hard,
            Rating::Good => states.good,
            Rating::Easy => states.easy,
        })
    }
}

/// The chance, 0 to 1, that a card is remembered a number of study days after its last review.
pub fn retrievability(memory: Memory, elapsed_days: u32) -> f32 {
    let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
    #[expect(clippy::cast_precision_loss, reason = "days of a life")]
    let elapsed = elapsed_days as f32;
    current_retrievability(state, elapsed, FSRS6_DEFAULT_DECAY)
}

/// The phase, the step and, within the day, the delay that follow; without a delay the model's interval holds.
/// As in Anki: AGAIN begins the steps anew, HARD repeats one (the first for half-way to the second), GOOD goes
/// on, EASY leaves the steps.
fn next_step(before: &CardState, rating: Rating) -> (CardPhase, u8, Option<Duration>) {
    let (phase, steps): (CardPhase, &[Duration]) = match (before.phase, rating) {
        (CardPhase::New | CardPhase::Learning, _) => (CardPhase::Learning, &LEARNING_STEPS),
        (CardPhase::Relearning, _) | (CardPhase::Review, Rating::Again) => {
            (CardPhase::Relearning, &RELEARNING_STEPS)
        }
        (CardPhase::Review, _) => return (CardPhase::Review, 0, None),
    };
    let current = before.step;
    let at = |step: u8| steps.get(usize::from(step)).copied();
    let (step, delay) = match rating {
        Rating::Again => (0, at(0)),
        Rating::Hard if current == 0 => {
            (0, at(0).map(|first| at(1).map_or(first * 3 / 2, |second| (first + second) / 2)))
        }
        Rating::Hard => (current, at(current)),
        Rating::Good => (current + 1, at(current + 1)),
        Rating::Easy => (0, None),
    };
    if delay.is_some() { (phase, step, delay) } else { (CardPhase::Review, 0, None) }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        let scheduler = Scheduler::default();
        ratings
            .iter()
            .fold(None, |memory, &(rating, elapsed)| {
                let next = scheduler.next(memory, elapsed, rating).unwrap().memory;
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
        let scheduler = Scheduler::default();
        let expected = [(2.3065, 2), (10.9643, 11), (46.2802, 46), (162.8622, 163), (497.4472, 497)];
        let (mut memory, mut elapsed) = (None, 0);
        for (stability, interval) in expected {
            let next = scheduler.next(memory, elapsed, Rating::Good).unwrap();
            assert!(near(next.memory.stability, stability), "{next:?}");
            elapsed = fuzz::whole_days(next.interval);
            assert_eq!(elapsed, interval);
            memory = Some(Memory { stability: next.memory.stability, difficulty: next.memory.difficulty });
        }
    }

    #[test]
    fn the_same_day_gives_the_reference_memory() {
        let expected = [(3.0512, 8.3418), (10.0, 6.666), (10.0, 4.9902), (15.5343, 3.3145)];
        for (rating, (stability, difficulty)) in Rating::ALL.into_iter().zip(expected) {
            let m = Scheduler::default().next(Some(memory(10.0, 5.0)), 0, rating).unwrap().memory;
            assert!(near(m.stability, stability) && near(m.difficulty, difficulty), "{rating:?} {m:?}");
        }
    }

    #[test]
    fn forgetting_follows_the_reference_curve() {
        for (days, expected) in [(5, 0.940_344), (20, 0.845_885), (100, 0.692_827)] {
            let r = retrievability(memory(10.0, 5.0), days);
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

    #[test]
    fn a_new_card_takes_its_steps_and_then_comes_after_days() {
        let scheduler = Scheduler::default();
        let new = CardState::new(start());
        let first = scheduler.review(card(), &new, answered(1, start(), Rating::Good)).unwrap().state;
        assert_eq!((first.phase, first.due_at), (CardPhase::Learning, start() + Duration::minutes(10)));
        let second = scheduler.review(card(), &first, answered(2, first.due_at, Rating::Good)).unwrap().state;
        assert_eq!((second.phase, second.interval_days), (CardPhase::Review, 2));
        assert_eq!(second.due_at, "2026-11-24T23:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn a_learned_card_that_is_forgotten_lapses_and_is_learned_again() {
        let scheduler = Scheduler::default();
        let new = CardState::new(start());
        let learned = scheduler.review(card(), &new, answered(1, start(), Rating::Easy)).unwrap().state;
        assert_eq!(learned.phase, CardPhase::Review);
        let lapsed = scheduler.review(card(), &learned, answered(2, learned.due_at, Rating::Again)).unwrap();
        assert_eq!((lapsed.kind, lapsed.state.phase), (ReviewKind::Review, CardPhase::Relearning));
        assert_eq!((lapsed.state.lapses, lapsed.state.due_at), (1, learned.due_at + Duration::minutes(10)));
        let again =
            scheduler.review(card(), &lapsed.state, answered(3, lapsed.state.due_at, Rating::Good)).unwrap();
        assert_eq!((again.state.phase, again.state.interval_days >= 1), (CardPhase::Review, true));
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            log in prop::collection::vec((0i64..200_000, 0usize..4), 1..12),
            rotation in 0usize..12,
        ) {
            let log: Vec<Answered> = log
                .iter()
                .enumerate()
                .map(|(n, &(minutes, rating))| answered(n as u128, start() + Duration::minutes(minutes), Rating::ALL[rating]))
                .collect();
            let mut shuffled = log.clone();
            shuffled.rotate_left(rotation % log.len());
            shuffled.reverse();
            let scheduler = Scheduler::default();
            let in_order = scheduler.fold(card(), CardState::new(start()), log).unwrap();
            prop_assert_eq!(scheduler.fold(card(), CardState::new(start()), shuffled).unwrap(), in_order);
        }
    }
}

//! When a card comes back: steps within a day, then FSRS-6
//! (<https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>). The only file that names the
//! `fsrs` crate.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use fsrs::{DEFAULT_PARAMETERS, FSRS, ItemState, MemoryState, current_retrievability};
use uuid::Uuid;

use crate::domain::ids::{CardId, ReviewId};
use crate::domain::learning::card::{CardPhase, CardState, LastReview, Memory};
use crate::domain::learning::fuzz;
use crate::domain::learning::preset::{Preset, Presets, Scheduling};
use crate::domain::learning::review::{Rating, ReviewKind};
use crate::domain::learning::seed::Seed;
use crate::domain::learning::steps;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

/// Kept with each review: which model computed the state. Its parameters are those of the review's preset.
pub const MODEL_VERSION: &str = "fsrs-6";

/// The model refused its input: parameters or a stored memory that are no numbers.
#[derive(Debug, thiserror::Error)]
#[error("the scheduling model refused its input: {0}")]
pub struct SchedulerError(String);

/// An entry of a card's log, as the schedule sees it.
#[derive(Debug, Clone, Copy)]
pub enum LogEntry {
    /// A review.
    Answered(Answered),
    /// The card was made new again.
    Reset {
        /// The entry's id, the second key of the log's order.
        id: Uuid,
        /// When it was, the first key of the log's order.
        at: DateTime<Utc>,
    },
}

impl LogEntry {
    /// When it was.
    pub fn at(&self) -> DateTime<Utc> {
        self.key().0
    }

    /// Whether a card's state has seen something that comes after it, or may have.
    pub fn is_late_for(&self, state: &CardState) -> bool {
        let last = state.last_review.map(|last| (last.at, last.id.uuid()));
        last.is_some_and(|last| self.key() < last) || state.reset_at.is_some_and(|reset| self.at() <= reset)
    }

    /// What the log is ordered by.
    fn key(&self) -> (DateTime<Utc>, Uuid) {
        match self {
            Self::Answered(answered) => (answered.at, answered.id.uuid()),
            Self::Reset { id, at } => (*at, *id),
        }
    }
}

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
    /// The interval that had been scheduled before, days; 0 within a day.
    pub last_interval_days: u32,
    /// The interval that the model gave, before rounding and fuzz, days.
    pub raw_interval_days: f32,
    /// The days that fuzz chose from, where the card comes after days.
    pub fuzz: Option<(u32, u32)>,
    /// The preset that it was computed by.
    pub preset_number: u32,
}

/// Schedules by one preset.
struct Model<'a> {
    preset: &'a Preset,
    fsrs: FSRS,
}

impl<'a> Model<'a> {
    fn of(preset: &'a Preset) -> Result<Self, SchedulerError> {
        let parameters = preset.scheduling.parameters.as_deref().unwrap_or(&DEFAULT_PARAMETERS);
        let fsrs = FSRS::new(parameters).map_err(refused)?;
        Ok(Self { preset, fsrs })
    }

    fn scheduling(&self) -> &'a Scheduling {
        &self.preset.scheduling
    }

    fn next(
        &self,
        memory: Option<Memory>,
        elapsed: u32,
        rating: Rating,
    ) -> Result<ItemState, SchedulerError> {
        let memory = memory.map(|m| MemoryState { stability: m.stability, difficulty: m.difficulty });
        let retention = self.scheduling().desired_retention;
        let states = self.fsrs.next_states(memory, retention, elapsed).map_err(refused)?;
        Ok(match rating {
            Rating::Again => states.again,
            Rating::Hard => states.hard,
            Rating::Good => states.good,
            Rating::Easy => states.easy,
        })
    }

    /// The outcome of a review that is not earlier than what the state is the fold of.
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
        let step = steps::next(self.scheduling(), before, answered.rating);
        let (due_at, interval_days, fuzz) = match step.delay {
            Some(delay) => (answered.at + delay, 0, None),
            None => {
                let (days, bounds) = self.interval(card, before, next.interval, study_day);
                (answered.calendar.start_of(study_day.plus(days)), days, Some(bounds))
            }
        };
        let lapsed = before.phase == CardPhase::Review && answered.rating == Rating::Again;
        let state = CardState {
            phase: step.phase,
            step: step.step,
            memory: Some(memory),
            due_at,
            interval_days,
            first_study_day: before.first_study_day.or(Some(study_day)),
            last_review: Some(LastReview { id: answered.id, at: answered.at, study_day }),
            reset_at: before.reset_at,
            reps: before.reps + 1,
            lapses: before.lapses + u32::from(lapsed),
        };
        let kind = match before.phase {
            CardPhase::New | CardPhase::Learning => ReviewKind::Learning,
            CardPhase::Review => ReviewKind::Review,
            CardPhase::Relearning => ReviewKind::Relearning,
        };
        Ok(Outcome {
            state,
            memory,
            kind,
            study_day,
            elapsed_days,
            last_interval_days: before.interval_days,
            raw_interval_days: next.interval,
            fuzz,
            preset_number: self.preset.number,
        })
    }

    /// The interval in whole days, and the days that fuzz chose from.
    fn interval(&self, card: CardId, before: &CardState, raw: f32, today: StudyDay) -> (u32, (u32, u32)) {
        // Fuzz must not shorten what the model lengthened, as in Anki.
        let longer = fuzz::whole_days(raw) > before.interval_days;
        let minimum = if longer { before.interval_days + 1 } else { 1 };
        let maximum = self.scheduling().maximum_interval_days;
        let bounds = fuzz::bounds(raw.max(1.0), minimum, maximum);
        let load = |days: u32| self.scheduling().load_on(today.plus(days));
        (fuzz::pick(bounds, load, Seed::of(card, before.reps)), bounds)
    }
}

fn refused(error: fsrs::FSRSError) -> SchedulerError {
    SchedulerError(error.to_string())
}

/// Folds entries of a card's log, which need not be in order, into a state that none of them is earlier than: the state
/// after all of them, and the outcome of each review.
pub fn fold(
    card: CardId,
    before: CardState,
    mut log: Vec<LogEntry>,
    presets: &Presets,
) -> Result<(CardState, Vec<(ReviewId, Outcome)>), SchedulerError> {
    log.sort_by_key(LogEntry::key);
    let mut models: HashMap<u32, Model> = HashMap::new();
    let mut state = before;
    let mut outcomes = Vec::with_capacity(log.len());
    for entry in log {
        match entry {
            LogEntry::Reset { at, .. } => state = state.reset(at),
            LogEntry::Answered(answered) => {
                let preset = presets.at(answered.at);
                let model = match models.entry(preset.number) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(Model::of(preset)?),
                };
                let outcome = model.review(card, &state, answered)?;
                state = outcome.state.clone();
                outcomes.push((answered.id, outcome));
            }
        }
    }
    Ok((state, outcomes))
}

/// The chance, 0 to 1, that a card is remembered a number of study days after its last review.
pub fn retrievability(memory: Memory, elapsed_days: u32, scheduling: &Scheduling) -> f32 {
    let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
    #[expect(clippy::cast_precision_loss, reason = "days of a life")]
    let elapsed = elapsed_days as f32;
    current_retrievability(state, elapsed, decay(scheduling))
}

/// How steep forgetting is: the last parameter of the model.
pub fn decay(scheduling: &Scheduling) -> f32 {
    let parameters = scheduling.parameters.as_deref().unwrap_or(&DEFAULT_PARAMETERS);
    parameters.last().copied().unwrap_or(fsrs::FSRS6_DEFAULT_DECAY)
}

#[cfg(test)]
mod tests {
    use super::*;
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
                let next = model.next(memory, elapsed, rating).unwrap().memory;
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
            let next = model.next(memory, elapsed, Rating::Good).unwrap();
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
            let m = model.next(Some(memory(10.0, 5.0)), 0, rating).unwrap().memory;
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

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            log in prop::collection::vec((0i64..200_000, 0usize..5), 1..12),
            rotation in 0usize..12,
        ) {
            let log: Vec<LogEntry> = log
                .iter()
                .enumerate()
                .map(|(n, &(minutes, rating))| {
                    let at = start() + Duration::minutes(minutes);
                    // One entry in five makes the card new again.
                    match rating {
                        4 => LogEntry::Reset { id: Uuid::from_u128(n as u128), at },
                        rating => LogEntry::Answered(answered(n as u128, at, Rating::ALL[rating])),
                    }
                })
                .collect();
            let mut shuffled = log.clone();
            shuffled.rotate_left(rotation % log.len());
            shuffled.reverse();
            let presets = Presets::new(Vec::new());
            let in_order = fold(card(), CardState::new(start()), log, &presets).unwrap();
            prop_assert_eq!(fold(card(), CardState::new(start()), shuffled, &presets).unwrap(), in_order);
        }
    }
}

//! When a card comes back: steps within a day, then FSRS-6
//! (<https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>). Beside training and simulation the only file
//! that names the crate `fsrs`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use fsrs::{DEFAULT_PARAMETERS, FSRS, ItemState, MemoryState, NextStates, current_retrievability};
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

impl SchedulerError {
    pub(super) fn new(why: &str) -> Self {
        Self(why.to_owned())
    }
}

impl From<fsrs::FSRSError> for SchedulerError {
    fn from(error: fsrs::FSRSError) -> Self {
        Self(error.to_string())
    }
}

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
        let last = state.last_review.map(|last| (last.at, true, last.id.uuid()));
        last.is_some_and(|last| self.key() < last) || state.reset_at.is_some_and(|reset| self.at() < reset)
    }

    /// What the log is ordered by. An answer of the moment in which a card was made new is one to the new card.
    fn key(&self) -> (DateTime<Utc>, bool, Uuid) {
        match self {
            Self::Answered(answered) => (answered.at, true, answered.id.uuid()),
            Self::Reset { id, at } => (*at, false, *id),
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
    /// How the interval was chosen, where the card comes after days.
    pub choice: Option<Choice>,
    /// The preset that it was computed by.
    pub preset_number: u32,
}

/// How an interval of days was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// The days that it was.
    pub days: u32,
    /// The least that they might be: longer than the interval before where the model lengthens it, and than what a worse
    /// rating would have given.
    pub minimum: u32,
    /// The days that fuzz chose from: the first and the last.
    pub fuzz: (u32, u32),
}

/// Schedules by one preset.
struct Model<'a> {
    preset: &'a Preset,
    fsrs: FSRS,
}

impl<'a> Model<'a> {
    fn of(preset: &'a Preset) -> Result<Self, SchedulerError> {
        Ok(Self { preset, fsrs: FSRS::new(parameters(&preset.scheduling))? })
    }

    fn scheduling(&self) -> &'a Scheduling {
        &self.preset.scheduling
    }

    /// What each rating makes of a memory.
    fn next(&self, memory: Option<Memory>, elapsed: u32) -> Result<NextStates, SchedulerError> {
        let memory = memory.map(|m| MemoryState { stability: m.stability, difficulty: m.difficulty });
        Ok(self.fsrs.next_states(memory, self.scheduling().desired_retention, elapsed)?)
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
        let states = self.next(before.memory, elapsed_days)?;
        let next = of(&states, answered.rating);
        let memory = Memory { stability: next.memory.stability, difficulty: next.memory.difficulty };
        let step = steps::next(self.scheduling(), before, answered.rating);
        let (due_at, choice) = match step.delay {
            Some(delay) => (answered.at + delay, None),
            None => {
                let choice = self.choose(card, before, &states, answered.rating, study_day);
                (answered.calendar.start_of(study_day.plus(choice.days)), Some(choice))
            }
        };
        let lapsed = before.phase == CardPhase::Review && answered.rating == Rating::Again;
        let state = CardState {
            phase: step.phase,
            step: step.step,
            memory: Some(memory),
            due_at,
            interval_days: choice.map_or(0, |choice| choice.days),
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
            choice,
            preset_number: self.preset.number,
        })
    }

    /// Chooses the interval in whole days. As in Anki (`rslib/src/scheduler/states/review.rs`, `learning.rs`), fuzz does not
    /// shorten what the model lengthened, and a better rating gives a longer interval.
    fn choose(
        &self,
        card: CardId,
        before: &CardState,
        states: &NextStates,
        rating: Rating,
        today: StudyDay,
    ) -> Choice {
        let choose = |rating: Rating, worse: Option<Choice>| {
            let raw = of(states, rating).interval;
            let longer = fuzz::whole_days(raw) > before.interval_days;
            let minimum = if longer { before.interval_days + 1 } else { 1 };
            let minimum = minimum.max(worse.map_or(1, |worse| worse.days + 1));
            let maximum = self.scheduling().maximum_interval_days;
            let fuzz = fuzz::bounds(raw, minimum, maximum);
            let load = |days: u32| self.scheduling().load_on(today.plus(days));
            let days = fuzz::pick(fuzz, load, Seed::of(card, before.reps).unit());
            Choice { days, minimum, fuzz }
        };
        // HARD is worse than GOOD where both lead to days: not where it is a step of the day.
        let hard = || (before.phase == CardPhase::Review).then(|| choose(Rating::Hard, None));
        match rating {
            Rating::Again | Rating::Hard => choose(rating, None),
            Rating::Good => choose(rating, hard()),
            Rating::Easy => choose(rating, Some(choose(Rating::Good, hard()))),
        }
    }
}

fn of(states: &NextStates, rating: Rating) -> &ItemState {
    match rating {
        Rating::Again => &states.again,
        Rating::Hard => &states.hard,
        Rating::Good => &states.good,
        Rating::Easy => &states.easy,
    }
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

/// What each rating would make of a card, given so that the card has seen nothing later: exactly what will be.
pub fn preview(
    card: CardId,
    before: &CardState,
    at: DateTime<Utc>,
    calendar: StudyCalendar,
    presets: &Presets,
) -> Result<[(Rating, Outcome); 4], SchedulerError> {
    let model = Model::of(presets.at(at))?;
    let id = ReviewId::from(Uuid::nil());
    let rated = |rating| {
        let outcome = model.review(card, before, Answered { id, at, calendar, rating });
        outcome.map(|outcome| (rating, outcome))
    };
    let [again, hard, good, easy] = Rating::ALL;
    Ok([rated(again)?, rated(hard)?, rated(good)?, rated(easy)?])
}

/// The chance, 0 to 1, that a card is remembered a number of study days after its last review.
pub fn retrievability(memory: Memory, elapsed_days: u32, scheduling: &Scheduling) -> f32 {
    let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
    #[expect(clippy::cast_precision_loss, reason = "days of a life")]
    let elapsed = elapsed_days as f32;
    current_retrievability(state, elapsed, decay(scheduling))
}

/// The 21 parameters of FSRS-6 that a scheduling has, the defaults where it names none.
pub fn parameters(scheduling: &Scheduling) -> &[f32] {
    scheduling.parameters.as_deref().unwrap_or(&DEFAULT_PARAMETERS)
}

/// How steep forgetting is: the last parameter of the model.
pub fn decay(scheduling: &Scheduling) -> f32 {
    parameters(scheduling).last().copied().unwrap_or(fsrs::FSRS6_DEFAULT_DECAY)
}

#[cfg(test)]
mod tests;

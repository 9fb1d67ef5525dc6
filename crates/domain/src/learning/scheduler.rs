//! Scheduling: learning and relearning steps, then FSRS-6
//! (<https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm>). Only this file and those for training
//! and simulation use the crate `fsrs`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use chrono::{DateTime, Utc};
use fsrs::{DEFAULT_PARAMETERS, FSRS, ItemState, MemoryState, NextStates, current_retrievability};
use uuid::Uuid;

use crate::ids::{CardId, ReviewId};
use crate::learning::card::{CardPhase, CardState, LastReview, Memory};
use crate::learning::fuzz;
use crate::learning::grading::Verdict;
use crate::learning::preset::{Preset, Presets, Scheduling};
use crate::learning::review::{Rating, ReviewPhase};
use crate::learning::seed::Seed;
use crate::learning::steps;
use crate::learning::study_day::{StudyCalendar, StudyDay};

/// The model version that is stored with each review. The model's parameters are those of the review's preset.
pub const MODEL_VERSION: &str = "fsrs-6";

/// An error of the model: the parameters or a stored memory are not valid numbers.
#[derive(Debug, thiserror::Error)]
#[error("the scheduling model rejected its input: {0}")]
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

/// An entry of a card's log, with the data that scheduling needs.
#[derive(Debug, Clone, Copy)]
pub enum LogEntry {
    /// A review.
    Review(ReviewEntry),
    /// A reset, which made the card new again.
    Reset {
        /// The id of the entry, the second sort key of the log.
        id: Uuid,
        /// The time of the entry, the first sort key of the log.
        at: DateTime<Utc>,
    },
}

impl LogEntry {
    /// Returns the time of the entry.
    pub fn at(&self) -> DateTime<Utc> {
        self.key().0
    }

    /// Whether a card's state includes, or may include, an entry that comes after this one.
    pub fn is_late_for(&self, state: &CardState) -> bool {
        let last = state.last_review.map(|last| (last.at, true, last.id.uuid()));
        last.is_some_and(|last| self.key() < last) || state.reset_at.is_some_and(|reset| self.at() < reset)
    }

    /// Returns the sort key of the log. A review at the same moment as a reset counts as a review of the new card.
    fn key(&self) -> (DateTime<Utc>, bool, Uuid) {
        match self {
            Self::Review(review) => (review.at, true, review.id.uuid()),
            Self::Reset { id, at } => (*at, false, *id),
        }
    }
}

/// A review, with the data that scheduling needs.
#[derive(Debug, Clone, Copy)]
pub struct ReviewEntry {
    /// The review's id, the second sort key of the log.
    pub id: ReviewId,
    /// The time of the answer, the first sort key of the log.
    pub at: DateTime<Utc>,
    /// The learner's calendar at that time.
    pub calendar: StudyCalendar,
    /// The rating that FSRS gets.
    pub rating: Rating,
    /// The verdict, which affects the learning and relearning steps. `None` if the learner rated by hand.
    pub verdict: Option<Verdict>,
}

/// The effect of a review on a card.
#[derive(Debug, Clone, PartialEq)]
pub struct ReviewOutcome {
    /// The card's state after the review.
    pub state: CardState,
    /// The memory after the review.
    pub memory: Memory,
    /// The phase of the card before the review.
    pub phase: ReviewPhase,
    /// The study day of the review.
    pub study_day: StudyDay,
    /// Whether the review is an attempt: the card's first one of the study day. `None` if only the log tells.
    pub is_attempt: Option<bool>,
    /// Study days since the previous review; 0 for the first.
    pub elapsed_days: u32,
    /// The interval scheduled before the review, in days; 0 within a day.
    pub last_interval_days: u32,
    /// The interval that the model computed, before rounding and fuzz, in days.
    pub raw_interval_days: f32,
    /// How the interval was chosen. `None` if the card comes back within the day.
    pub choice: Option<IntervalChoice>,
    /// The number of the preset with which the outcome was computed.
    pub preset_number: u32,
}

/// How an interval of days was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IntervalChoice {
    /// The chosen interval, in days.
    pub days: u32,
    /// The shortest interval allowed. It is longer than the previous interval if the model lengthens the interval, and
    /// longer than the interval that a worse rating would give.
    pub minimum: u32,
    /// The shortest and the longest interval that fuzz chose from, in days.
    pub fuzz: (u32, u32),
}

/// The model with the options of one preset.
struct Model<'a> {
    preset: &'a Preset,
    fsrs: FSRS,
}

impl<'a> Model<'a> {
    fn new(preset: &'a Preset) -> Result<Self, SchedulerError> {
        Ok(Self { preset, fsrs: FSRS::new(parameters(&preset.scheduling))? })
    }

    fn scheduling(&self) -> &'a Scheduling {
        &self.preset.scheduling
    }

    /// Computes the memory and the interval that each rating leads to.
    fn next_states(&self, memory: Option<Memory>, elapsed: u32) -> Result<NextStates, SchedulerError> {
        let memory = memory.map(|m| MemoryState { stability: m.stability, difficulty: m.difficulty });
        Ok(self.fsrs.next_states(memory, self.scheduling().desired_retention, elapsed)?)
    }

    /// Applies a review that is not earlier than the entries that the state includes.
    fn review(
        &self,
        card: CardId,
        before: &CardState,
        review: ReviewEntry,
    ) -> Result<ReviewOutcome, SchedulerError> {
        let study_day = review.calendar.day_of(review.at);
        // Both days are those of the calendar of this review: another time zone a second later is no day later.
        let elapsed_days =
            before.last_review.map_or(0, |last| study_day.days_since(review.calendar.day_of(last.at)));
        let states = self.next_states(before.memory, elapsed_days)?;
        let next = state_after(&states, review.rating);
        let memory = Memory { stability: next.memory.stability, difficulty: next.memory.difficulty };
        let step = steps::next(self.scheduling(), before, review.rating, review.verdict);
        let (due_at, choice) = match step.delay {
            Some(delay) => (review.at + delay, None),
            None => {
                let choice = self.choose_interval(card, before, &states, review.rating, study_day);
                (review.calendar.start_of(study_day.plus(choice.days)), Some(choice))
            }
        };
        let lapsed = before.phase == CardPhase::Review && review.rating == Rating::Again;
        let state = CardState {
            phase: step.phase,
            step: step.step,
            memory: Some(memory),
            due_at,
            interval_days: choice.map_or(0, |choice| choice.days),
            first_study_day: before.first_study_day.or(Some(study_day)),
            first_reviewed_at: before.first_reviewed_at.or(Some(review.at)),
            last_review: Some(LastReview { id: review.id, at: review.at, study_day }),
            reset_at: before.reset_at,
            reps: before.reps + 1,
            lapses: before.lapses + u32::from(lapsed),
        };
        let phase = match before.phase {
            CardPhase::New | CardPhase::Learning => ReviewPhase::Learning,
            CardPhase::Review => ReviewPhase::Review,
            CardPhase::Relearning => ReviewPhase::Relearning,
        };
        Ok(ReviewOutcome {
            state,
            memory,
            phase,
            study_day,
            is_attempt: before.is_first_of_day(study_day, review.at),
            elapsed_days,
            last_interval_days: before.interval_days,
            raw_interval_days: next.interval,
            choice,
            preset_number: self.preset.number,
        })
    }

    /// Chooses the interval in whole days. As in Anki (`rslib/src/scheduler/states/review.rs`, `learning.rs`), fuzz
    /// never undoes a lengthening by the model, and a better rating gives a longer interval.
    fn choose_interval(
        &self,
        card: CardId,
        before: &CardState,
        states: &NextStates,
        rating: Rating,
        today: StudyDay,
    ) -> IntervalChoice {
        let choose = |rating: Rating, worse: Option<IntervalChoice>| {
            let raw = state_after(states, rating).interval;
            let longer = fuzz::whole_days(raw) > before.interval_days;
            let minimum = if longer { before.interval_days + 1 } else { 1 };
            let minimum = minimum.max(worse.map_or(1, |worse| worse.days + 1));
            let maximum = self.scheduling().maximum_interval_days;
            let fuzz = fuzz::bounds(raw, minimum, maximum);
            let load = |days: u32| self.scheduling().load_on(today.plus(days));
            let days = fuzz::pick(fuzz, load, Seed::of(card, before.reps).unit());
            IntervalChoice { days, minimum, fuzz }
        };
        // GOOD must exceed HARD only if both lead to intervals of days, not if HARD is a learning or relearning step.
        let hard = || (before.phase == CardPhase::Review).then(|| choose(Rating::Hard, None));
        match rating {
            Rating::Again | Rating::Hard => choose(rating, None),
            Rating::Good => choose(rating, hard()),
            Rating::Easy => choose(rating, Some(choose(Rating::Good, hard()))),
        }
    }
}

fn state_after(states: &NextStates, rating: Rating) -> &ItemState {
    match rating {
        Rating::Again => &states.again,
        Rating::Hard => &states.hard,
        Rating::Good => &states.good,
        Rating::Easy => &states.easy,
    }
}

/// Replays entries of a card's log on top of a state. The entries may be in any order, but none may be earlier than the
/// entries that the state includes. Returns the state after all of them, and the outcome of each review.
pub fn replay(
    card: CardId,
    before: CardState,
    mut log: Vec<LogEntry>,
    presets: &Presets,
) -> Result<(CardState, Vec<(ReviewId, ReviewOutcome)>), SchedulerError> {
    log.sort_by_key(LogEntry::key);
    let mut models: HashMap<u32, Model> = HashMap::new();
    let mut state = before;
    let mut outcomes: Vec<(ReviewId, ReviewOutcome)> = Vec::with_capacity(log.len());
    for entry in log {
        match entry {
            LogEntry::Reset { at, .. } => state = state.reset(at),
            LogEntry::Review(review) => {
                let preset = presets.at(review.at);
                let model = match models.entry(preset.number) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(Model::new(preset)?),
                };
                let mut outcome = model.review(card, &state, review)?;
                if outcome.is_attempt.is_none() {
                    let is_repeated = outcomes.iter().any(|(_, other)| other.study_day == outcome.study_day);
                    outcome.is_attempt = is_repeated.then_some(false);
                }
                state = outcome.state.clone();
                outcomes.push((review.id, outcome));
            }
        }
    }
    Ok((state, outcomes))
}

/// Previews the outcome of each rating for an answer at a moment, if the learner rates by hand. If the state includes
/// no later entry, the review will have exactly the outcome that was previewed.
pub fn preview(
    card: CardId,
    before: &CardState,
    at: DateTime<Utc>,
    calendar: StudyCalendar,
    presets: &Presets,
) -> Result<[(Rating, ReviewOutcome); 4], SchedulerError> {
    let model = Model::new(presets.at(at))?;
    let id = ReviewId::from(Uuid::nil());
    let rated = |rating| {
        let review = ReviewEntry { id, at, calendar, rating, verdict: None };
        let outcome = model.review(card, before, review);
        outcome.map(|outcome| (rating, outcome))
    };
    let [again, hard, good, easy] = Rating::ALL;
    Ok([rated(again)?, rated(hard)?, rated(good)?, rated(easy)?])
}

/// Returns the chance of recall, 0 to 1, a number of study days after the last review.
pub fn retrievability(memory: Memory, elapsed_days: u32, scheduling: &Scheduling) -> f32 {
    let state = MemoryState { stability: memory.stability, difficulty: memory.difficulty };
    #[expect(clippy::cast_precision_loss, reason = "day counts are small")]
    let elapsed = elapsed_days as f32;
    current_retrievability(state, elapsed, decay(scheduling))
}

/// Returns the 21 parameters of FSRS-6 in these options, or the defaults.
pub fn parameters(scheduling: &Scheduling) -> &[f32] {
    scheduling.parameters.as_deref().unwrap_or(&DEFAULT_PARAMETERS)
}

/// Returns the steepness of forgetting: the last parameter of the model.
pub fn decay(scheduling: &Scheduling) -> f32 {
    parameters(scheduling).last().copied().unwrap_or(fsrs::FSRS6_DEFAULT_DECAY)
}

#[cfg(test)]
mod tests;

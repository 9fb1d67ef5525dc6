//! Learning and relearning steps: the short waits on the day on which a card is learned, or learned again.

use chrono::Duration;

use crate::learning::card::{CardPhase, CardState};
use crate::learning::grading::Verdict;
use crate::learning::preset::Scheduling;
use crate::learning::rating::Rating;

/// The step that follows a review.
pub(super) struct NextStep {
    pub(super) phase: CardPhase,
    /// The index of the next step.
    pub(super) step: u8,
    /// The wait until then. `None` if the steps are done, and the model's interval applies.
    pub(super) delay: Option<Duration>,
}

/// Computes the next step as Anki does: AGAIN starts over, HARD repeats the step, GOOD moves on, EASY leaves the steps.
/// On the first step, the wait after HARD is half-way between the first and the second step, or one and a half times
/// the first if it is the only one.
///
/// That HARD is the learner's own: they want to see the card again. A slip is rated HARD for the memory alone, and moves
/// on. Otherwise a learner who cannot type a letter, or always types it wrong, would get the card back all day. A synonym
/// is rated HARD too, but the word itself was not asked yet: it comes back on the same day, without a lapse.
pub(super) fn next(
    scheduling: &Scheduling,
    before: &CardState,
    rating: Rating,
    verdict: Option<Verdict>,
) -> NextStep {
    let is_synonym = verdict == Some(Verdict::Synonym);
    let rating = if verdict == Some(Verdict::Slip) { rating.max(Rating::Good) } else { rating };
    let done = NextStep { phase: CardPhase::Review, step: 0, delay: None };
    let (phase, steps) = match (before.phase, rating) {
        (CardPhase::New | CardPhase::Learning, _) => (CardPhase::Learning, &scheduling.learning_steps),
        (CardPhase::Relearning, _) | (CardPhase::Review, Rating::Again) => {
            (CardPhase::Relearning, &scheduling.relearning_steps)
        }
        (CardPhase::Review, _) if is_synonym => (CardPhase::Relearning, &scheduling.relearning_steps),
        (CardPhase::Review, _) => return done,
    };
    let at = |step: u8| steps.get(usize::from(step)).map(|seconds| Duration::seconds(i64::from(*seconds)));
    let current = before.step;
    let (step, delay) = match rating {
        Rating::Again => (0, at(0)),
        Rating::Hard if current == 0 => {
            (0, at(0).map(|first| at(1).map_or(first * 3 / 2, |second| (first + second) / 2)))
        }
        Rating::Hard => (current, at(current)),
        Rating::Good => (current.saturating_add(1), at(current.saturating_add(1))),
        Rating::Easy => (0, None),
    };
    if delay.is_some() { NextStep { phase, step, delay } } else { done }
}

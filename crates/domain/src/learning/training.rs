//! Fits the model's parameters to a learner's reviews. One of the files that use the crate `fsrs`.

use std::collections::HashMap;

use fsrs::{ComputeParametersInput, FSRS, FSRSItem, FSRSReview, compute_parameters};
use serde::{Deserialize, Serialize};

use crate::ids::CardId;
use crate::learning::parameters;
use crate::learning::preset::Scheduling;
use crate::learning::review::{Rating, ReviewPhase};
use crate::learning::scheduler::{SchedulerError, parameters as in_force};
use crate::learning::study_day::StudyDay;
use crate::number::saturated;

/// The minimum number of reviews after an interval of days. With fewer, the model would keep its defaults.
pub const MIN_TRAINING_REVIEWS: u32 = 8;
/// The longest history of a card that the model is trained on.
const MAX_HISTORY_LENGTH: usize = 256;
/// The maximum number of reviews in all histories together; beyond it, only the latest reviews count.
const MAX_HISTORY_REVIEWS: usize = 4_000_000;

/// A review, with the data that training and simulation need.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PastReview {
    /// The card.
    pub card: CardId,
    /// The study day.
    pub study_day: StudyDay,
    /// The rating.
    pub rating: Rating,
    /// The phase of the card before the review.
    pub phase: ReviewPhase,
    /// How long the answer took, in milliseconds.
    pub duration_ms: u32,
}

/// How well parameters predict recall; smaller values are better.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Accuracy {
    /// The mean log loss of the predicted chances of recall.
    pub log_loss: f32,
    /// The root mean square of the difference between predicted and real recall, over bins of similar reviews.
    pub rmse_bins: f32,
}

/// The result of a fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// The fitted parameters of FSRS-6.
    pub parameters: Vec<f32>,
    /// The accuracy of the parameters in force.
    pub before: Accuracy,
    /// The accuracy of the fitted parameters.
    pub after: Accuracy,
}

/// The training data: for each review after an interval of days, the card's history up to that review.
pub struct Training {
    items: Vec<FSRSItem>,
    cards: Vec<i64>,
}

impl Training {
    /// Builds the training data from a log in order, without voided reviews and without reviews before a card's last
    /// reset. If the log is cut off at the start, cards whose first review is missing are skipped.
    pub fn new(log: &[PastReview], is_cut_off: bool) -> Self {
        let mut histories: HashMap<CardId, Vec<(usize, &PastReview)>> = HashMap::new();
        for (position, review) in log.iter().enumerate() {
            histories.entry(review.card).or_default().push((position, review));
        }
        if is_cut_off {
            histories.retain(|_, history| {
                history.first().is_some_and(|(_, first)| first.phase == ReviewPhase::Learning)
            });
        }
        let mut items: Vec<(usize, CardId, FSRSItem)> = Vec::new();
        // The latest reviews first, up to the limit.
        let mut ends: Vec<(usize, CardId, usize)> = histories
            .iter()
            .flat_map(|(card, history)| {
                let steps = history.windows(2).enumerate().take(MAX_HISTORY_LENGTH - 1);
                steps.filter_map(|(index, pair)| match pair {
                    [(_, before), (position, review)] if review.study_day > before.study_day => {
                        Some((*position, *card, index + 2))
                    }
                    _ => None,
                })
            })
            .collect();
        ends.sort_unstable_by_key(|(position, ..)| std::cmp::Reverse(*position));
        let mut remaining = MAX_HISTORY_REVIEWS;
        for (position, card, length) in ends {
            let (Some(rest), Some(history)) = (remaining.checked_sub(length), histories.get(&card)) else {
                break;
            };
            remaining = rest;
            items.push((position, card, item(history.iter().take(length).map(|(_, review)| *review))));
        }
        items.reverse();
        let mut numbers: HashMap<CardId, i64> = HashMap::new();
        let mut training = Self { items: Vec::new(), cards: Vec::new() };
        for (_, card, item) in items {
            let next = i64::try_from(numbers.len()).unwrap_or(i64::MAX);
            training.cards.push(*numbers.entry(card).or_insert(next));
            training.items.push(item);
        }
        training
    }

    /// Returns the number of reviews that the model is trained on.
    pub fn reviews(&self) -> u32 {
        saturated(self.items.len())
    }

    /// Finds the parameters that predict these reviews best. Returns `None` if there are too few reviews. Takes seconds
    /// for very long logs.
    pub fn fit(self, scheduling: &Scheduling) -> Result<Option<Fit>, SchedulerError> {
        if self.reviews() < MIN_TRAINING_REVIEWS {
            return Ok(None);
        }
        let before = self.accuracy(in_force(scheduling))?;
        let result = compute_parameters(ComputeParametersInput {
            train_set: self.items.clone(),
            card_ids: Some(self.cards.clone()),
            num_relearning_steps: Some(scheduling.relearning_steps.len()),
            ..ComputeParametersInput::default()
        })?;
        let given: Vec<f64> = result.iter().copied().map(f64::from).collect();
        let parameters = parameters::check(&given)
            .map_err(|_| SchedulerError::new("training returned parameters that are out of range"))?;
        let after = self.accuracy(&parameters)?;
        Ok(Some(Fit { parameters, before, after }))
    }

    fn accuracy(&self, parameters: &[f32]) -> Result<Accuracy, SchedulerError> {
        let model = FSRS::new(parameters)?;
        let result = model.evaluate_with_card_ids(self.items.clone(), self.cards.clone(), |_| true)?;
        Ok(Accuracy { log_loss: result.log_loss, rmse_bins: result.rmse_bins })
    }
}

/// Converts a history to the model's format, with the study days between reviews, 0 for the first.
fn item<'a>(history: impl Iterator<Item = &'a PastReview>) -> FSRSItem {
    let mut before: Option<StudyDay> = None;
    let reviews = history.map(|review| {
        let delta_t = before.map_or(0, |before| review.study_day.days_since(before));
        before = Some(review.study_day);
        FSRSReview { rating: u32::from(review.rating.number().unsigned_abs()), delta_t }
    });
    FSRSItem { reviews: reviews.collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn past(card: u128, day: i32, rating: Rating) -> PastReview {
        let phase = if day == 0 { ReviewPhase::Learning } else { ReviewPhase::Review };
        let card = CardId::from(Uuid::from_u128(card));
        PastReview { card, study_day: StudyDay(day), rating, phase, duration_ms: 4_000 }
    }

    fn deltas(training: &Training) -> Vec<Vec<(u32, u32)>> {
        let reviews =
            |item: &FSRSItem| item.reviews.iter().map(|review| (review.rating, review.delta_t)).collect();
        training.items.iter().map(reviews).collect()
    }

    #[test]
    fn each_review_after_an_interval_of_days_ends_a_history() {
        use Rating::{Again, Good};
        let log = [
            past(1, 0, Good),
            past(2, 0, Again),
            past(1, 0, Good),
            past(1, 3, Again),
            past(2, 4, Good),
            past(1, 3, Good),
            past(1, 8, Good),
        ];
        let training = Training::new(&log, false);
        let first = vec![(3, 0), (3, 0), (1, 3)];
        let second = vec![(1, 0), (3, 4)];
        let third = vec![(3, 0), (3, 0), (1, 3), (3, 0), (3, 5)];
        assert_eq!(deltas(&training), [first, second, third]);
        assert_eq!(training.cards, [0, 1, 0]);
    }

    #[test]
    fn a_card_whose_first_review_is_missing_is_skipped() {
        let log = [
            past(1, 5, Rating::Good),
            past(2, 0, Rating::Good),
            past(1, 9, Rating::Good),
            past(2, 9, Rating::Good),
        ];
        assert_eq!(Training::new(&log, true).reviews(), 1);
        assert_eq!(Training::new(&log, false).reviews(), 2);
    }

    #[test]
    fn too_few_reviews_give_no_parameters() {
        let log: Vec<PastReview> =
            (0..7).flat_map(|card| [past(card, 0, Rating::Good), past(card, 2, Rating::Good)]).collect();
        assert_eq!(Training::new(&log, false).fit(&Scheduling::default()).unwrap(), None);
    }

    #[test]
    fn fitted_parameters_predict_better() {
        // A learner who forgets much faster than most: after two days half of the cards, after ten days nearly all.
        let mut log = Vec::new();
        for card in 0..200u128 {
            let rating = |day: u128| if (card + day) % 4 < 2 { Rating::Again } else { Rating::Good };
            log.push((0, past(card, 0, Rating::Good)));
            for day in [2, 4, 8, 18] {
                log.push((day, past(card, i32::try_from(day).unwrap(), rating(day))));
            }
        }
        log.sort_by_key(|(day, _)| *day);
        let log: Vec<PastReview> = log.into_iter().map(|(_, review)| review).collect();
        let training = Training::new(&log, false);
        assert_eq!(training.reviews(), 800);
        let fit = training.fit(&Scheduling::default()).unwrap().unwrap();
        assert!(fit.after.log_loss < fit.before.log_loss, "{fit:?}");
        assert!(fit.after.rmse_bins < fit.before.rmse_bins, "{fit:?}");
        assert!(fit.parameters[2] < 2.3065, "memories last less long: {fit:?}");
    }
}

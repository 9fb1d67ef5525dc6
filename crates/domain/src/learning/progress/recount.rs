//! Recounts a whole review log, to verify the stored counts of study days and words.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::ids::{CardId, ReviewId, WordId};
use crate::language_tag::LanguageTag;
use crate::learning::grading::Slip;
use crate::learning::progress::{DayCounts, MATURE_INTERVAL_DAYS, Retention, WordAttempts};
use crate::learning::review::{MAX_ANSWER_MS, Rating, ReviewPhase};
use crate::learning::study_day::StudyDay;

/// An entry of the review log that was not voided.
#[derive(Debug, Clone)]
pub struct LoggedReview {
    /// The card.
    pub card_id: CardId,
    /// The card's word.
    pub word_id: WordId,
    /// The time of the answer.
    pub at: DateTime<Utc>,
    /// The review's id.
    pub id: ReviewId,
    /// The study day that the review counts for.
    pub study_day: StudyDay,
    /// How long the learner took, in milliseconds.
    pub duration_ms: u64,
    /// The rating.
    pub rating: Rating,
    /// The phase of the card before the review.
    pub phase: ReviewPhase,
    /// The interval scheduled before this review, in days.
    pub last_interval_days: u32,
    /// The slip, if there is one.
    pub slip: Option<Slip>,
    /// The language in which the meaning was shown.
    pub gloss_language: Option<LanguageTag>,
}

/// The counts of a whole log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RecountedCounts {
    /// The counts of each study day.
    pub days: BTreeMap<StudyDay, DayCounts>,
    /// The attempts at each word on each study day.
    pub attempts: BTreeMap<(StudyDay, WordId), WordAttempts>,
}

/// Recounts a whole log, which may be in any order.
pub fn recount(mut log: Vec<LoggedReview>) -> RecountedCounts {
    log.sort_by_key(|review| (review.at, review.id));
    let RecountedCounts { mut days, mut attempts } = RecountedCounts::default();
    let mut reviewed_cards = HashSet::new();
    let mut reviewed_today = HashSet::new();
    let mut first_days: HashMap<WordId, StudyDay> = HashMap::new();
    for review in log {
        let day = days.entry(review.study_day).or_default();
        day.reviews += 1;
        day.duration_ms += review.duration_ms.min(MAX_ANSWER_MS.into());
        day.again += u32::from(review.rating == Rating::Again);
        let is_attempt = reviewed_today.insert((review.study_day, review.card_id));
        if is_attempt {
            let attempts = attempts.entry((review.study_day, review.word_id)).or_default();
            attempts.add(review.rating, review.slip.as_ref(), review.gloss_language.as_ref());
        }
        if is_attempt && review.phase == ReviewPhase::Review {
            let retained = u32::from(review.rating != Rating::Again);
            let interval = i32::try_from(review.last_interval_days).unwrap_or(i32::MAX);
            let group = if interval < MATURE_INTERVAL_DAYS { &mut day.young } else { &mut day.mature };
            *group = group.plus(Retention { reviews: 1, retained });
        }
        if reviewed_cards.insert(review.card_id) {
            day.new_cards += 1;
            // The earliest study day counts. A learner who travels west may reach an earlier study day at a later
            // moment.
            let first = first_days.entry(review.word_id).or_insert(review.study_day);
            *first = review.study_day.min(*first);
        }
    }
    for first in first_days.into_values() {
        days.entry(first).or_default().new_words += 1;
    }
    RecountedCounts { days, attempts }
}

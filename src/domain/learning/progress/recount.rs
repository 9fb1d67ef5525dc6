//! What a whole log comes to, counted again from nothing: to see that what is kept of study days and words is still true.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{DateTime, Utc};

use crate::domain::ids::{CardId, ReviewId, WordId};
use crate::domain::learning::grading::Slip;
use crate::domain::learning::progress::{DayCounts, MATURE_INTERVAL_DAYS, Retention, WordTries};
use crate::domain::learning::review::{Rating, ReviewKind};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::word::LanguageTag;

/// Of one answer so many milliseconds count at most.
const MOST_OF_AN_ANSWER_MS: u64 = 60_000;

/// An entry of the review log that was not undone.
#[derive(Debug, Clone)]
pub struct Logged {
    /// The card.
    pub card_id: CardId,
    /// Its word.
    pub word_id: WordId,
    /// When it was.
    pub at: DateTime<Utc>,
    /// Its id.
    pub id: ReviewId,
    /// The study day that it counts for.
    pub study_day: StudyDay,
    /// How long the learner took, milliseconds.
    pub duration_ms: u64,
    /// What it counted as.
    pub rating: Rating,
    /// The phase of the card's life.
    pub kind: ReviewKind,
    /// The interval that had been scheduled before it, days.
    pub last_interval_days: u32,
    /// How the answer differed from the word that was meant.
    pub slip: Option<Slip>,
    /// The language in which the meaning was shown.
    pub gloss_language: Option<LanguageTag>,
}

/// What a log comes to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counted {
    /// What was done on each study day.
    pub days: BTreeMap<StudyDay, DayCounts>,
    /// What became of each word on each study day.
    pub tries: BTreeMap<(StudyDay, WordId), WordTries>,
}

/// What a whole log in any order comes to.
pub fn recount(mut log: Vec<Logged>) -> Counted {
    log.sort_by_key(|logged| (logged.at, logged.id));
    let Counted { mut days, mut tries } = Counted::default();
    let mut cards = HashSet::new();
    let mut seen = HashSet::new();
    let mut words: HashMap<WordId, StudyDay> = HashMap::new();
    for logged in log {
        let day = days.entry(logged.study_day).or_default();
        day.reviews += 1;
        day.duration_ms += logged.duration_ms.min(MOST_OF_AN_ANSWER_MS);
        day.again += u32::from(logged.rating == Rating::Again);
        let is_try = seen.insert((logged.study_day, logged.card_id));
        if is_try {
            let tries = tries.entry((logged.study_day, logged.word_id)).or_default();
            tries.add(logged.rating, logged.slip.as_ref(), logged.gloss_language.as_ref());
        }
        if is_try && logged.kind == ReviewKind::Review {
            let retained = u32::from(logged.rating != Rating::Again);
            let interval = i32::try_from(logged.last_interval_days).unwrap_or(i32::MAX);
            let group = if interval < MATURE_INTERVAL_DAYS { &mut day.young } else { &mut day.mature };
            *group = group.plus(Retention { reviews: 1, retained });
        }
        if cards.insert(logged.card_id) {
            day.new_cards += 1;
            // Of a word the first study day counts, which one who travels may have reached later.
            let first = words.entry(logged.word_id).or_insert(logged.study_day);
            *first = logged.study_day.min(*first);
        }
    }
    for first in words.into_values() {
        days.entry(first).or_default().new_words += 1;
    }
    Counted { days, tries }
}

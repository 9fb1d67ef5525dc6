//! Counts a learner's words by lesson from their cards, to verify the stored counts.

use std::collections::{BTreeMap, HashMap};

use crate::ids::{LessonId, WordId};
use crate::learning::card::{Card, CardPhase, Skill};
use crate::learning::progress::{MATURE_INTERVAL_DAYS, WordCounts};

/// Counts the words of each lesson by the learner's progress. `lesson_of` returns the lesson of a word, or `None` if the
/// word was withdrawn; `practised` are the skills that the learner practises.
pub fn count_lessons(
    cards: &[Card],
    practised: &[Skill],
    lesson_of: impl Fn(WordId) -> Option<LessonId>,
) -> BTreeMap<LessonId, WordCounts> {
    let mut words: HashMap<WordId, Vec<&Card>> = HashMap::new();
    for card in cards {
        words.entry(card.word_id).or_default().push(card);
    }
    let mut lessons: BTreeMap<LessonId, WordCounts> = BTreeMap::new();
    for (word, cards) in words {
        let Some(lesson) = lesson_of(word) else { continue };
        let practised: Vec<&&Card> = cards.iter().filter(|card| practised.contains(&card.skill)).collect();
        let all =
            |holds: fn(&Card) -> bool| !practised.is_empty() && practised.iter().all(|card| holds(card));
        let counts = WordCounts {
            total: 1,
            introduced: u32::from(cards.iter().any(|card| card.state.reps > 0)),
            learned: u32::from(all(|card| {
                matches!(card.state.phase, CardPhase::Review | CardPhase::Relearning)
            })),
            mature: u32::from(all(is_mature)),
        };
        let sum = lessons.entry(lesson).or_default();
        *sum = sum.plus(counts);
    }
    lessons
}

fn is_mature(card: &Card) -> bool {
    card.state.phase == CardPhase::Review
        && i64::from(card.state.interval_days) >= i64::from(MATURE_INTERVAL_DAYS)
}

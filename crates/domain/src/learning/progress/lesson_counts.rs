//! Counts a learner's words by lesson from their cards, to verify the stored counts.

use std::collections::{BTreeMap, HashMap};

use crate::ids::{LessonId, WordId};
use crate::learning::card::{Card, Skill};
use crate::learning::progress::word_memory::word_state;
use crate::learning::progress::{WordCounts, WordState};

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
        let state = word_state(&cards.into_iter(), practised);
        let counts = WordCounts {
            total: 1,
            begun: u32::from(state != WordState::New),
            learned: u32::from(matches!(state, WordState::Young | WordState::Mature)),
            mature: u32::from(state == WordState::Mature),
        };
        let sum = lessons.entry(lesson).or_default();
        *sum = sum.plus(counts);
    }
    lessons
}

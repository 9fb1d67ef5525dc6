//! The cards that a new version of the content adds to lessons that learners have started.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::ids::{LessonId, WordId};
use crate::learning::card::Skill;
use crate::learning::catalogue::Content;
use crate::learning::word::Word;

/// A skill of a word that a lesson did not have before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addition {
    /// The lesson.
    pub lesson_id: LessonId,
    /// The word.
    pub word_id: WordId,
    /// The skill.
    pub skill: Skill,
}

/// Returns the skills of words that lessons have now and did not have before: the words are new, taught again, or moved
/// from another lesson. The skills are in the order in which new cards are shown: in each lesson, the learner
/// recognizes all words before writing the first one.
pub fn additions(before: &Content, after: &Content) -> Vec<Addition> {
    let taught = |word: &&Word| !word.withdrawn;
    let known: HashMap<(LessonId, WordId), &Word> =
        before.words.iter().filter(taught).map(|word| ((word.lesson_id, word.id), word)).collect();
    let is_new = |word: &Word, skill: Skill| {
        skill.fits(word) && !known.get(&(word.lesson_id, word.id)).is_some_and(|known| skill.fits(known))
    };
    let mut words: HashMap<LessonId, Vec<&Word>> = HashMap::new();
    for word in after.words.iter().filter(taught) {
        words.entry(word.lesson_id).or_default().push(word);
    }
    let mut added = Vec::new();
    for lesson in &after.lessons {
        let words = words.get(&lesson.id).map_or(&[][..], Vec::as_slice);
        for skill in Skill::ALL {
            let new = words.iter().filter(|word| is_new(word, skill));
            added.extend(new.map(|word| Addition { lesson_id: lesson.id, word_id: word.id, skill }));
        }
    }
    added
}

/// Returns the lessons that teach other words, or words for other skills, than before.
pub fn lessons_with_other_words(before: &Content, after: &Content) -> Vec<LessonId> {
    let taught = |content: &Content| {
        let mut words: BTreeMap<LessonId, BTreeSet<(WordId, Vec<bool>)>> = BTreeMap::new();
        for word in content.words.iter().filter(|word| !word.withdrawn) {
            let skills = Skill::ALL.map(|skill| skill.fits(word)).to_vec();
            words.entry(word.lesson_id).or_default().insert((word.id, skills));
        }
        words
    };
    let (before, after) = (taught(before), taught(after));
    let lessons: BTreeSet<LessonId> = before.keys().chain(after.keys()).copied().collect();
    lessons.into_iter().filter(|lesson| before.get(lesson) != after.get(lesson)).collect()
}

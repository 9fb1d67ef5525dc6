//! Words that somebody chooses, for an assignment, a contest or a question: those of whole lessons, and single ones.

use std::collections::HashSet;

use crate::domain::ids::{LessonId, WordId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::problem::Problem;

/// A word, and the lesson that it was chosen with; none: by itself.
pub type ChosenWord = (WordId, Option<LessonId>);

/// What is wrong with what was chosen, and with which field of the input: `lessonIds` or `wordIds`.
pub type WrongChoice = (Problem, &'static str);

/// The words of lessons and single words, each once, in their order. All of them must be taught: a lesson or a word that was
/// withdrawn is as if it had never been. Each of the two fields is told once, where something of it is not there.
pub fn chosen_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<ChosenWord>, Vec<WrongChoice>> {
    let mut chosen: Vec<ChosenWord> = Vec::new();
    let mut wrong = Vec::new();
    // A lesson that was withdrawn has no words left.
    if lessons.iter().any(|lesson| catalogue.words_of(*lesson).is_empty()) {
        wrong.push((Problem::NotFound, "lessonIds"));
    }
    for lesson in lessons {
        chosen.extend(catalogue.words_of(*lesson).iter().map(|word| (word.id, Some(*lesson))));
    }
    if words.iter().any(|word| catalogue.word(*word).is_none_or(|word| word.retired)) {
        wrong.push((Problem::NotFound, "wordIds"));
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    chosen.extend(words.iter().map(|word| (*word, None)));
    let mut seen = HashSet::new();
    chosen.retain(|(word, _)| seen.insert(*word));
    Ok(chosen)
}

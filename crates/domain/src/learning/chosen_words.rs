//! Words chosen for an assignment, a contest or a query: whole lessons and single words.

use std::collections::HashSet;

use crate::ids::{LessonId, WordId};
use crate::learning::catalogue::Catalogue;
use crate::problem::Problem;

/// A word, and the lesson with which it was chosen; `None` if it was chosen by itself.
pub type ChosenWord = (WordId, Option<LessonId>);

/// A problem with a choice, and the input field that it concerns: `lessonIds` or `wordIds`.
pub type InvalidChoice = (Problem, &'static str);

/// Returns the words of the lessons followed by the single words, in order, each word once. All of them must be taught:
/// a withdrawn lesson or word counts as unknown. Each of the two fields is reported at most once.
pub fn chosen_words(
    catalogue: &Catalogue,
    lessons: &[LessonId],
    words: &[WordId],
) -> Result<Vec<ChosenWord>, Vec<InvalidChoice>> {
    let mut chosen: Vec<ChosenWord> = Vec::new();
    let mut problems = Vec::new();
    // A withdrawn lesson has no words.
    if lessons.iter().any(|lesson| catalogue.words_of(*lesson).is_empty()) {
        problems.push((Problem::NotFound, "lessonIds"));
    }
    for lesson in lessons {
        chosen.extend(catalogue.words_of(*lesson).iter().map(|word| (word.id, Some(*lesson))));
    }
    if words.iter().any(|word| catalogue.word(*word).is_none_or(|word| word.withdrawn)) {
        problems.push((Problem::NotFound, "wordIds"));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    chosen.extend(words.iter().map(|word| (*word, None)));
    let mut seen = HashSet::new();
    chosen.retain(|(word, _)| seen.insert(*word));
    Ok(chosen)
}

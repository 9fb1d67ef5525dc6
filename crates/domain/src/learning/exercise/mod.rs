//! Exercises: the questions about a card, repeatable on every request, and the grading of their answers.
//!
//! `plan.rs` chooses the kind of exercise for a card. The other files each make one kind, from the card's seed and the
//! content alone. A [`Task`] holds the data that grading needs about an exercise. The exercise's id and the review log
//! store the same data.

mod answer;
mod choices;
mod drill;
mod id;
mod kind;
mod order;
mod phrases;
mod plan;
mod task;
mod task_grading;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::Arc;

use crate::ids::LessonId;
use crate::language_tag::LanguageTag;
use crate::learning::catalogue::Catalogue;
use crate::learning::cloze::Gap;
use crate::learning::grading::Keyboard;
use crate::learning::learner_word::Synonyms;
use crate::learning::word::Word;

pub use answer::Answer;
pub use drill::{Drill, has_one_ending};
pub use id::{ExerciseId, MAX_ID_CHARS};
use kazakh::latin_draft::Script;
pub use kind::ExerciseKind;
pub use order::have_same_words;
pub(super) use order::{Puzzle, puzzles};
pub use plan::{always_possible, exercise, exercise_of_kinds};
pub use task::{Prompt, Task, trial_card};
pub use task_grading::{GradedAnswer, KnownAnswers};

/// The data that making and grading an exercise needs, besides the card and its word.
#[derive(Debug, Clone, Copy)]
pub struct ExerciseContext<'a> {
    /// The content that is taught.
    pub catalogue: &'a Catalogue,
    /// The languages in which to look for a meaning, in order.
    pub languages: &'a [LanguageTag],
    /// The keyboard on which the learner types Kazakh.
    pub keyboard: Keyboard,
    /// The learner's own meanings of the word.
    pub synonyms: &'a Synonyms,
    /// The lessons that the learner has started, as far as they matter: they decide which endings drills ask for.
    pub started: &'a HashSet<LessonId>,
}

/// An exercise about a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// The exercise's id.
    pub id: ExerciseId,
    /// The card's word.
    pub word: Arc<Word>,
    /// The meaning to show.
    pub meaning: String,
    /// The language of the meanings and translations.
    pub language: LanguageTag,
    /// The question.
    pub question: Question,
}

/// The question of an exercise, with the data to show. Kazakh texts are in Cyrillic.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Choose the meaning of the word from those of several words.
    ChooseMeaning(Vec<Arc<Word>>),
    /// Type the meaning of the word.
    TypeMeaning,
    /// Choose the word for the meaning.
    ChooseWord(Vec<Arc<Word>>),
    /// Type the word for the meaning.
    TypeWord,
    /// Type the form of the word that is missing from a sentence.
    Cloze(Gap),
    /// Put the letters of the word in order.
    OrderLetters(Vec<String>),
    /// Put the words of a sentence in order.
    OrderWords {
        /// The words, in the order in which to show them.
        pieces: Vec<String>,
        /// The index of the sentence among the word's examples.
        example: usize,
    },
    /// Listen, and choose the word from several.
    ListenAndChoose(Vec<Arc<Word>>),
    /// Listen, and type the word.
    ListenAndType,
    /// Put the noun into the form that belongs in a sentence.
    Inflect(Drill),
}

impl Exercise {
    /// Returns the answers that are known beforehand.
    pub fn known_answers(&self, script: Script, context: &ExerciseContext<'_>) -> KnownAnswers {
        self.question.task(&self.word).known_answers(&self.word, script, context)
    }
}

impl Question {
    /// Returns the task, for grading.
    fn task(&self, word: &Word) -> Task {
        match self {
            Self::ChooseMeaning(_) => Task::ChooseMeaning,
            Self::TypeMeaning => Task::TypeMeaning,
            Self::ChooseWord(_) => Task::ChooseWord,
            Self::TypeWord => Task::TypeWord,
            Self::Cloze(gap) => Task::Cloze { form: gap.form.clone() },
            Self::OrderLetters(_) => Task::OrderLetters,
            Self::OrderWords { example, .. } => Task::OrderWords {
                sentence: word
                    .examples
                    .get(*example)
                    .map_or(0, |example| order::fingerprint(&example.sentence)),
            },
            Self::ListenAndChoose(_) => Task::ListenAndChoose,
            Self::ListenAndType => Task::ListenAndType,
            Self::Inflect(drill) => Task::Inflect { form: drill.form },
        }
    }
}

//! Exercises: what is asked of a card, the same whenever it is asked for again, and how its answer is graded.
//!
//! `plan.rs` says which kind a card is asked for when; the other files make one kind each, from the card's seed and the
//! content alone. A [`Task`] is what grading needs to know of an exercise, and what its id and the log keep.

mod answer;
mod choices;
mod cloze;
mod drill;
mod grade;
mod id;
mod index;
mod kind;
mod order;
mod plan;
mod task;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::learner_word::Synonyms;
use crate::domain::learning::word::{LanguageTag, Word};

pub use answer::Answer;
pub use cloze::Gap;
pub use drill::form_name;
pub use grade::Graded;
pub use id::{ExerciseId, MAX_ID_CHARS};
pub use index::WordIndex;
use kazakh::inflection::NounForm;
pub use kind::ExerciseKind;
pub use order::have_same_words;
pub use plan::exercise;
pub use task::{Asked, Task};

/// What exercises are made and graded with, beside the card and its word.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// All that is taught.
    pub catalogue: &'a Catalogue,
    /// The languages to look for a meaning in, one after the other.
    pub languages: &'a [LanguageTag],
    /// The learner's own meanings of the word.
    pub synonyms: &'a Synonyms,
}

/// What to ask of a card.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// Names it.
    pub id: ExerciseId,
    /// The card's word.
    pub word: Arc<Word>,
    /// What the word means, as shown.
    pub meaning: String,
    /// The language of meanings and translations.
    pub language: LanguageTag,
    /// What is asked.
    pub question: Question,
}

/// What is asked, with what is to be shown for it. Kazakh is Cyrillic here.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Choose the meaning of the word among those of several words.
    ChooseMeaning(Vec<Arc<Word>>),
    /// Type the meaning of the word.
    TypeMeaning,
    /// Choose the word for the meaning.
    ChooseWord(Vec<Arc<Word>>),
    /// Type the word for the meaning.
    TypeWord,
    /// Type the form of the word that a sentence lacks.
    Cloze(Gap),
    /// Put the letters of the word in order.
    OrderLetters(Vec<String>),
    /// Put the words of a sentence in order.
    OrderWords {
        /// The words, in the order to show them.
        pieces: Vec<String>,
        /// Which of the word's examples it is.
        example: usize,
    },
    /// Choose, among several words, the one that is heard.
    ListenAndChoose(Vec<Arc<Word>>),
    /// Type the word that is heard.
    ListenAndType,
    /// Put the noun into a form.
    Inflect(NounForm),
}

impl Question {
    /// What grading needs to know of it.
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
            Self::Inflect(form) => Task::Inflect { form: *form },
        }
    }
}

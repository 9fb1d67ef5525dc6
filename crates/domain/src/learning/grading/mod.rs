//! Grading of typed answers: correct, correct but for a slip, a synonym, another word, or wrong.
//!
//! The examples in `table.txt` and `meanings.txt` define the details.

mod difference;
mod meaning;
mod slip;
mod spelling;
#[cfg(test)]
mod tests;

use crate::closed_list::closed_list;
use crate::learning::rating::Rating;

pub use meaning::{ExpectedMeanings, Meaning, fold_meaning, grade_meaning, meaning_key};
pub(in crate::learning) use meaning::{meaning_texts, without_optional};
pub use slip::{LetterPair, NO_LETTER, Slip};
pub use spelling::grade_kazakh;

/// The longest answer that is graded, in characters.
pub const MAX_ANSWER_CHARS: usize = 200;

closed_list! {
    /// How an answer was graded.
    Verdict {
        /// Correct.
        Correct = "correct",
        /// Correct but for a slip: remembered. A learning or relearning step is passed.
        Slip = "slip",
        /// Right for the meaning that was shown, but another word is meant. This is no lapse, and the card comes back
        /// on the same day.
        Synonym = "synonym",
        /// Another word of the language.
        AnotherWord = "another-word",
        /// Not correct.
        Wrong = "wrong",
    }
}

impl Verdict {
    /// Returns the usual rating of a verdict. The model counts HARD as a pass, so a forgotten word is never rated HARD. A
    /// slip that the keyboard forced is rated GOOD ([`Grade::rating`]).
    pub fn rating(self) -> Rating {
        match self {
            Self::Correct => Rating::Good,
            Self::Slip | Self::Synonym => Rating::Hard,
            Self::AnotherWord | Self::Wrong => Rating::Again,
        }
    }
}

closed_list! {
    /// The keyboard on which a learner types Kazakh.
    Keyboard {
        /// A keyboard with all letters of the alphabet.
        Kazakh = "kazakh",
        /// A Russian keyboard, or an English one for the Latin alphabet. It lacks letters, so the nearest letter that it
        /// has is never another word.
        Russian = "russian",
    }
}

/// The result of grading an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The verdict.
    pub verdict: Verdict,
    /// The rating that the answer counts as.
    pub rating: Rating,
    /// The slip, if the verdict is a slip.
    pub slip: Option<Slip>,
}

impl Grade {
    /// Makes the grade of a verdict without a slip.
    pub fn plain(verdict: Verdict) -> Self {
        Self { verdict, rating: verdict.rating(), slip: None }
    }

    /// Makes the grade of a slip.
    pub fn slip(slip: Slip) -> Self {
        Self { slip: Some(slip), ..Self::plain(Verdict::Slip) }
    }

    /// Makes the grade of a slip that the learner's keyboard forced. It says nothing about the learner's memory.
    fn forced_slip(pairs: Vec<LetterPair>) -> Self {
        Self { rating: Rating::Good, ..Self::slip(Slip::Confused(pairs)) }
    }
}

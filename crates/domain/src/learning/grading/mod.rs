//! Grading of typed answers: correct, correct but for a slip, another word, or wrong.
//!
//! The examples in `table.txt` define the details.

mod meaning;
mod slip;
mod spelling;
#[cfg(test)]
mod tests;

use crate::closed_list::closed_list;

pub use meaning::{fold_meaning, grade_meaning};
pub use spelling::grade_kazakh;

/// The longest answer that is graded, in characters.
pub const MAX_ANSWER_CHARS: usize = 200;

closed_list! {
    /// How an answer was graded.
    Verdict {
        /// Correct.
        Correct = "correct",
        /// Correct but for a slip.
        Slip = "slip",
        /// Another word of the language.
        AnotherWord = "another-word",
        /// Not correct.
        Wrong = "wrong",
    }
}

/// The result of grading an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The verdict.
    pub verdict: Verdict,
    /// The slip, if the verdict is a slip.
    pub slip: Option<Slip>,
}

impl Grade {
    fn plain(verdict: Verdict) -> Self {
        Self { verdict, slip: None }
    }

    fn slip(slip: Slip) -> Self {
        Self { verdict: Verdict::Slip, slip: Some(slip) }
    }
}

/// How an answer differs from the intended word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// Confusable letters; in a meaning, one letter replaced by any other.
    Confused(Vec<LetterPair>),
    /// One letter missing.
    Missing(char),
    /// One letter too many.
    Extra(char),
    /// Two neighbouring letters swapped.
    Swapped(LetterPair),
}

impl Slip {
    /// Returns the name of the kind, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Confused(_) => "confused",
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::Swapped(_) => "swapped",
        }
    }

    /// Returns the letters, as they are stored: pairs of the expected and the written letter, `-` for none.
    pub fn letters(&self) -> Vec<String> {
        let pair = |pair: &LetterPair| format!("{}{}", pair.expected, pair.written);
        match self {
            Self::Confused(pairs) => pairs.iter().map(pair).collect(),
            Self::Missing(letter) => vec![format!("{letter}-")],
            Self::Extra(letter) => vec![format!("-{letter}")],
            Self::Swapped(letters) => vec![pair(letters)],
        }
    }

    /// Splits the slip into slips of one pair of letters each, without duplicates.
    pub fn pairs(&self) -> Vec<Self> {
        let Self::Confused(pairs) = self else { return vec![self.clone()] };
        let mut slips: Vec<Self> = Vec::with_capacity(pairs.len());
        for pair in pairs {
            let slip = Self::Confused(vec![*pair]);
            if !slips.contains(&slip) {
                slips.push(slip);
            }
        }
        slips
    }

    /// Restores a slip from its stored [`Self::kind`] and [`Self::letters`]. Returns `None` if they are invalid.
    pub fn from_parts(kind: &str, letters: &[String]) -> Option<Self> {
        let mut pairs = Vec::with_capacity(letters.len());
        for pair in letters {
            let mut both = pair.chars();
            pairs.push(LetterPair { expected: both.next()?, written: both.next()? });
        }
        match (kind, pairs.as_slice()) {
            ("confused", _) => Some(Self::Confused(pairs)),
            ("missing", [pair]) => Some(Self::Missing(pair.expected)),
            ("extra", [pair]) => Some(Self::Extra(pair.written)),
            ("swapped", [pair]) => Some(Self::Swapped(*pair)),
            _ => None,
        }
    }
}

/// An expected letter, and the letter written instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterPair {
    /// The expected letter.
    pub expected: char,
    /// The letter that was written.
    pub written: char,
}

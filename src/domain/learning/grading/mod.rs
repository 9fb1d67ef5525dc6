//! Grading of typed answers: right, right but for a slip of the pen, another word, or wrong.
//!
//! `table.txt` shows by examples what is what.

mod meaning;
mod slip;
mod spelling;
#[cfg(test)]
mod tests;

use crate::domain::learning::review::Verdict;

pub use meaning::{fold_meaning, grade_meaning};
pub use spelling::grade_kazakh;

/// Longest answer that is graded, characters.
pub const MAX_ANSWER_CHARS: usize = 200;

/// What grading found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The verdict.
    pub verdict: Verdict,
    /// What was slipped, where the verdict is a slip.
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

/// How an answer differs from the word that was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// Letters that are easily taken for one another; in a meaning, one letter written for any other.
    Confused(Vec<LetterPair>),
    /// One letter left out.
    Missing(char),
    /// One letter too many.
    Extra(char),
    /// Two neighbouring letters exchanged.
    Swapped(LetterPair),
}

impl Slip {
    /// The name of its kind, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Confused(_) => "confused",
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::Swapped(_) => "swapped",
        }
    }

    /// Its letters, as they are stored: pairs of the one that belongs there and the one that was written, `-` for none.
    pub fn letters(&self) -> Vec<String> {
        let pair = |pair: &LetterPair| format!("{}{}", pair.expected, pair.written);
        match self {
            Self::Confused(pairs) => pairs.iter().map(pair).collect(),
            Self::Missing(letter) => vec![format!("{letter}-")],
            Self::Extra(letter) => vec![format!("-{letter}")],
            Self::Swapped(letters) => vec![pair(letters)],
        }
    }

    /// The slips of one pair of letters each that it is made of, none of them twice.
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

    /// What was stored as [`Self::kind`] and [`Self::letters`]; none: neither is.
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

/// The letter that belongs there, and the one that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterPair {
    /// The letter that belongs there.
    pub expected: char,
    /// The letter that was written.
    pub written: char,
}

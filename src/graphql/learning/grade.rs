//! What grading found.

use std::sync::Arc;

use async_graphql::{Enum, SimpleObject};

use super::Word;
use super::review::{Rating, Verdict};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::Graded;
use crate::domain::learning::{grading, word as domain};

/// What grading found an answer to be.
#[derive(SimpleObject)]
pub struct Grade {
    /// Right, a slip, another word, or wrong.
    verdict: Verdict,
    /// What it counts as.
    rating: Rating,
    /// The word that was asked for.
    word: Word,
    /// All answers that are right, the one to show first: words and forms in the learner's script, or meanings; empty: the
    /// content doesn't have what was asked any more.
    expected: Vec<String>,
    /// The other word that was answered, or whose meaning was; null: the answer is no other word that is taught.
    other_word: Option<Word>,
    /// What was slipped; null: the verdict is not SLIP.
    slip: Option<Slip>,
}

impl Grade {
    /// What was found of an answer that asked for a word.
    pub fn new(graded: Graded, word: Arc<domain::Word>, catalogue: &Catalogue) -> Self {
        let Graded { grade, expected, other } = graded;
        Self {
            verdict: grade.verdict.into(),
            rating: grade.verdict.rating().into(),
            word: Word(word),
            expected,
            other_word: other.and_then(|other| catalogue.word(other)).cloned().map(Word),
            slip: grade.slip.map(Slip::from),
        }
    }
}

/// How an answer differs from the word that was meant.
#[derive(SimpleObject)]
pub struct Slip {
    /// What kind of slip it is.
    kind: SlipKind,
    /// The letters that it is about: what belongs there and what was written.
    letters: Vec<LetterPair>,
}

/// What kind of slip it is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// Letters that are easily taken for one another, such as қ and к.
    Confused,
    /// One letter left out.
    Missing,
    /// One letter too many.
    Extra,
    /// Two neighbouring letters exchanged.
    Swapped,
}

/// A letter that belongs there, and the one that was written.
#[derive(SimpleObject)]
pub struct LetterPair {
    /// The letter that belongs there; null: none does.
    expected: Option<String>,
    /// The letter that was written; null: none was.
    written: Option<String>,
}

impl From<grading::Slip> for Slip {
    fn from(slip: grading::Slip) -> Self {
        let pair = |expected: Option<char>, written: Option<char>| LetterPair {
            expected: expected.map(String::from),
            written: written.map(String::from),
        };
        let both = |letters: &grading::LetterPair| pair(Some(letters.expected), Some(letters.written));
        let (kind, letters) = match slip {
            grading::Slip::Confused(letters) => (SlipKind::Confused, letters.iter().map(both).collect()),
            grading::Slip::Missing(letter) => (SlipKind::Missing, vec![pair(Some(letter), None)]),
            grading::Slip::Extra(letter) => (SlipKind::Extra, vec![pair(None, Some(letter))]),
            grading::Slip::Swapped(letters) => (SlipKind::Swapped, vec![both(&letters)]),
        };
        Self { kind, letters }
    }
}

//! How an answer was graded.

use std::sync::Arc;

use async_graphql::{Enum, SimpleObject};
use graphql_engine::ListOf;

use super::Word;
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::exercise::GradedAnswer;
use crate::domain::learning::grading::NO_LETTER;
use crate::domain::learning::{grading, review, word as domain};

/// How well a card was remembered.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "review::Rating")]
pub enum Rating {
    /// Forgotten.
    Again,
    /// Remembered, but with difficulty or with a slip.
    Hard,
    /// Remembered.
    Good,
    /// Remembered immediately.
    Easy,
}

/// How an answer was graded, and the rating that follows.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "grading::Verdict")]
pub enum Verdict {
    /// Correct; rated GOOD.
    Correct,
    /// Correct except for a slip (`Grade.slip`). The card counts as remembered. Rated HARD, or GOOD if the learner's
    /// keyboard lacks the letter (`LearnerSettings.keyboard`). A card in learning or relearning steps moves to the next
    /// step, as after GOOD; a learner's own rating HARD repeats the step.
    Slip,
    /// Another word with the meaning that was shown (`Grade.otherWord`); rated HARD. This does not count as a lapse,
    /// and the card comes back on the same day.
    Synonym,
    /// Another Kazakh word; rated AGAIN.
    AnotherWord,
    /// Wrong; rated AGAIN.
    Wrong,
}

/// How an answer was graded.
#[derive(SimpleObject)]
pub struct Grade {
    /// The verdict: correct, a slip, a synonym, another word, or wrong.
    verdict: Verdict,
    /// The rating that follows from the verdict.
    rating: Rating,
    /// The word that was practised.
    word: Word,
    /// The correct answers: words and forms in the learner's script, or meanings. Show the first one. Empty if the
    /// content no longer contains what the exercise asks for.
    expected: ListOf<String>,
    /// Another taught word that the learner wrote, or whose meaning they wrote. Null if there is none.
    other_word: Option<Word>,
    /// The slip. Null if the verdict is not SLIP.
    slip: Option<Slip>,
}

impl Grade {
    /// Creates the grade of an answer to a question about `word`.
    pub fn new(graded: GradedAnswer, word: Arc<domain::Word>, catalogue: &Catalogue) -> Self {
        let GradedAnswer { grade, expected, other } = graded;
        Self {
            verdict: grade.verdict.into(),
            rating: grade.rating.into(),
            word: Word(word),
            expected: expected.into(),
            other_word: other.and_then(|other| catalogue.word(other)).cloned().map(Word),
            slip: grade.slip.map(Slip::from),
        }
    }
}

/// A slip: how an answer differs from the expected word.
#[derive(SimpleObject)]
pub struct Slip {
    /// The kind of slip.
    kind: SlipKind,
    /// The letters concerned: the expected ones and the written ones.
    letters: ListOf<LetterPair>,
}

/// The kind of slip.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipKind {
    /// Letters replaced by letters that are easily confused with them, such as қ by к; in a longer word, one letter
    /// replaced by any other.
    Confused,
    /// One letter is missing.
    Missing,
    /// There is one letter too many.
    Extra,
    /// Two neighbouring letters are swapped.
    Swapped,
    /// A combination of CONFUSED, MISSING, EXTRA and SWAPPED in one word.
    Several,
    /// The right word with a wrong ending, such as another case or number. `letters` is empty.
    Ending,
    /// The right words of a sentence in an order that is understandable, but unusual. `letters` is empty.
    Order,
}

/// An expected letter, and the letter that was written instead.
#[derive(SimpleObject)]
pub struct LetterPair {
    /// The expected letter. Null if no letter is expected.
    expected: Option<String>,
    /// The letter that was written. Null if none was written.
    written: Option<String>,
}

impl From<grading::Slip> for Slip {
    fn from(slip: grading::Slip) -> Self {
        let letter = |letter: char| Some(letter).filter(|letter| *letter != NO_LETTER).map(String::from);
        let letters = slip
            .letter_pairs()
            .into_iter()
            .map(|pair| LetterPair { expected: letter(pair.expected), written: letter(pair.written) });
        let kind = match &slip {
            grading::Slip::Confused(_) => SlipKind::Confused,
            grading::Slip::Missing(_) => SlipKind::Missing,
            grading::Slip::Extra(_) => SlipKind::Extra,
            grading::Slip::Swapped(_) => SlipKind::Swapped,
            grading::Slip::Several(_) => SlipKind::Several,
            grading::Slip::Ending => SlipKind::Ending,
            grading::Slip::Order => SlipKind::Order,
        };
        Self { kind, letters: letters.collect() }
    }
}

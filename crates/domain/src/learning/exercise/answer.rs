//! Answers of learners to exercises.

use crate::ids::WordId;
use crate::learning::exercise::{ExerciseKind, Task};
use crate::learning::grading::{Grade, MAX_ANSWER_CHARS};
use crate::learning::review::Rating;
use crate::problem::Problem;

/// The number of pieces that an answer may put in order.
const MAX_PIECES: usize = 100;

/// An answer to an exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The chosen word, or the word whose meaning was chosen.
    Choice(WordId),
    /// The typed text.
    Text(String),
    /// The pieces, in the learner's order.
    Order(Vec<String>),
    /// The learner's own rating of the card.
    Rating(Rating),
}

impl Answer {
    /// Refuses answers that are empty, too long, or contain control characters. A typed answer may have line breaks and
    /// tabs, which a text field sends with it.
    pub fn check(&self) -> Result<(), Problem> {
        let fits = match self {
            Self::Choice(_) | Self::Rating(_) => true,
            Self::Text(text) => are_few_bytes(text.len()) && are_fit(&[without_breaks(text)]),
            Self::Order(pieces) => pieces.len() <= MAX_PIECES && are_fit(pieces),
        };
        if fits { Ok(()) } else { Err(Problem::InvalidAnswer) }
    }

    /// Returns the answer as the review log stores it and as it is graded. Ordered pieces become the text that they
    /// form.
    pub fn stored(&self, task: &Task) -> String {
        match self {
            Self::Choice(word) => word.to_global(),
            Self::Text(text) => without_breaks(text),
            Self::Order(pieces) if task.kind() == ExerciseKind::OrderWords => pieces.join(" "),
            Self::Order(pieces) => pieces.concat(),
            Self::Rating(_) => String::new(),
        }
    }

    /// Returns the rating that follows from the answer's grade, or the learner's own.
    pub fn rating(&self, grade: Option<&Grade>) -> Result<Rating, Problem> {
        match (self, grade) {
            (_, Some(grade)) => Ok(grade.rating),
            (Self::Rating(rating), None) => Ok(*rating),
            (_, None) => Err(Problem::InvalidAnswer),
        }
    }
}

/// Returns a typed text without line breaks and tabs at its ends, and with a space for each one inside.
fn without_breaks(text: &str) -> String {
    let is_break = |letter: char| letter.is_control() && letter.is_whitespace();
    text.trim_matches(is_break).replace(is_break, " ")
}

fn are_few_bytes(bytes: usize) -> bool {
    bytes <= MAX_ANSWER_CHARS * 4
}

/// Checks the bytes first: the letters of an answer of several megabytes must not be counted one by one.
fn are_fit(texts: &[String]) -> bool {
    let bytes: usize = texts.iter().map(String::len).sum();
    let letters = || texts.iter().flat_map(|text| text.chars());
    are_few_bytes(bytes)
        && (1..=MAX_ANSWER_CHARS).contains(&letters().count())
        && !letters().any(char::is_control)
}

//! What a learner answers.

use crate::domain::ids::WordId;
use crate::domain::learning::exercise::{ExerciseKind, Task};
use crate::domain::learning::grading::MAX_ANSWER_CHARS;
use crate::domain::learning::review::Rating;
use crate::domain::problem::Problem;

/// How many pieces an answer may put in order.
const MAX_PIECES: usize = 100;

/// What was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The word, or the word whose meaning, was chosen.
    Choice(WordId),
    /// What was typed.
    Text(String),
    /// The pieces, as they were put in order.
    Order(Vec<String>),
    /// How well the learner says that the card was remembered.
    Rating(Rating),
}

impl Answer {
    /// Refuses what is empty, too long, or holds control characters.
    pub fn check(&self) -> Result<(), Problem> {
        let fits = match self {
            Self::Choice(_) | Self::Rating(_) => true,
            Self::Text(text) => are_fit(std::slice::from_ref(text)),
            Self::Order(pieces) => pieces.len() <= MAX_PIECES && are_fit(pieces),
        };
        if fits { Ok(()) } else { Err(Problem::InvalidAnswer) }
    }

    /// As the log keeps it, and as it is graded: what was put in order as the text that it makes.
    pub fn stored(&self, task: &Task) -> String {
        match self {
            Self::Choice(word) => word.to_global(),
            Self::Text(text) => text.clone(),
            Self::Order(pieces) if task.kind() == ExerciseKind::OrderWords => pieces.join(" "),
            Self::Order(pieces) => pieces.concat(),
            Self::Rating(_) => String::new(),
        }
    }
}

/// Bytes first: an answer of megabytes is not to be counted letter by letter.
fn are_fit(texts: &[String]) -> bool {
    let bytes: usize = texts.iter().map(String::len).sum();
    let letters = || texts.iter().flat_map(|text| text.chars());
    bytes <= MAX_ANSWER_CHARS * 4
        && (1..=MAX_ANSWER_CHARS).contains(&letters().count())
        && !letters().any(char::is_control)
}

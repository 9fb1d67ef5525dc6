//! Learners' own lists of words that are taught.

use chrono::{DateTime, Utc};

use crate::ids::WordListId;
use crate::problem::Problem;

/// The maximum number of lists of one learner.
pub const MAX_WORD_LISTS: usize = 50;
/// The maximum number of words of a list.
const MAX_WORDS: usize = 500;

/// A learner's own list of words. It is private.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordList {
    /// The list's id.
    pub id: WordListId,
    /// The name that the learner gave it.
    pub name: String,
    /// When the learner made it.
    pub created_at: DateTime<Utc>,
    /// When the learner first started it. `None` if they have not.
    pub started_at: Option<DateTime<Utc>>,
}

/// Checks the number of words of a list.
pub fn check_size(words: usize) -> Result<(), Problem> {
    if (1..=MAX_WORDS).contains(&words) { Ok(()) } else { Err(Problem::InvalidWordListSize) }
}

/// How a row of a list that a learner imports matches the words that are taught.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordMatch {
    /// It means one word, or the learner has chosen among several.
    Matched,
    /// It may mean several words.
    Ambiguous,
    /// It means no word that is taught.
    Unknown,
}

/// Returns the part of a cell that is the word. People and other programs write a meaning behind it, after a dash or an
/// equals sign between spaces, or in brackets.
pub fn term(cell: &str) -> &str {
    let ends = [" - ", " – ", " — ", " = ", " ("].into_iter().filter_map(|mark| cell.find(mark));
    let term = ends.min().and_then(|end| cell.get(..end)).unwrap_or(cell).trim();
    if term.is_empty() { cell.trim() } else { term }
}

/// Whether a cell says that the learner knows the word already.
pub fn says_yes(cell: &str) -> bool {
    // The letter x is typed in either script.
    const YES: [&str; 8] = ["1", "x", "х", "+", "yes", "true", "да", "иә"];
    YES.contains(&cell.trim().to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_has_one_to_five_hundred_words() {
        assert_eq!([0, 1, 500, 501].map(|words| check_size(words).is_ok()), [false, true, true, false]);
    }

    #[test]
    fn what_stands_behind_the_word_is_left_out() {
        for (cell, word) in [
            ("үй", "үй"),
            (" үй - дом, жилище", "үй"),
            ("сау болыңыз — до свидания (вежливо)", "сау болыңыз"),
            ("көл (озеро) - lake", "көл"),
            ("үй = home", "үй"),
            ("ата-ана", "ата-ана"),
            (" - дом", "- дом"),
            ("", ""),
        ] {
            assert_eq!(term(cell), word, "{cell}");
        }
    }

    #[test]
    fn yes_is_said_in_several_ways() {
        assert!(["1", "X", "х", " Yes ", "ИӘ", "Да"].into_iter().all(says_yes));
        assert!(!["", "0", "no", "жоқ", "нет", "үй"].into_iter().any(says_yes));
    }
}

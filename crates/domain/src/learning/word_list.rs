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

/// Returns the part of a cell that is the word. People and other programs write a number before it, and a meaning behind
/// it: after a dash or an equals sign between spaces, in brackets, or on the next line. Files of Anki have HTML, and names
/// of sounds in square brackets.
pub fn term(cell: &str) -> String {
    let text = without_tags(cell);
    let text = without_brackets_before(without_number(without_brackets_before(text.trim())));
    let ends =
        [" - ", " – ", " — ", " = ", " (", "[", LINE_END].into_iter().filter_map(|mark| text.find(mark));
    let term = ends.min().and_then(|end| text.get(..end)).unwrap_or(text).trim();
    if term.is_empty() { text.to_owned() } else { term.to_owned() }
}

/// Stands for the end of a line of HTML. A line end of the cell itself may be within the word.
const LINE_END: &str = "\u{2028}";

/// Returns a text without the tags and fixed spaces of HTML.
fn without_tags(cell: &str) -> String {
    const BLOCKS: [&str; 4] = ["br", "div", "li", "p"];
    let (mut text, mut rest) = (String::new(), cell);
    while let Some((before, (tag, after))) =
        rest.split_once('<').and_then(|(before, tag)| Some((before, tag.split_once('>')?)))
    {
        text.push_str(before);
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
        if BLOCKS.iter().any(|block| block.eq_ignore_ascii_case(name)) {
            text.push_str(LINE_END);
        }
        rest = after;
    }
    text.push_str(rest);
    text.replace("&nbsp;", " ")
}

/// Returns a text without the square brackets that it begins with, unless there is nothing else.
fn without_brackets_before(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) = rest.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
        rest = after.trim_start();
    }
    if rest.is_empty() { text } else { rest }
}

/// Returns a text without the number of an entry: `12. үй`, `12) үй`.
fn without_number(text: &str) -> &str {
    let after = text.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let is_numbered = after.len() < text.len();
    let after = after.strip_prefix(['.', ')']).filter(|after| is_numbered && after.starts_with(' '));
    after.map_or(text, str::trim_start)
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
            ("<b>үй</b>&nbsp;", "үй"),
            ("үй<br />дом", "үй"),
            ("<div>сау болыңыз</div><div>до свидания</div>", "сау болыңыз"),
            ("үй[sound:uy.mp3]", "үй"),
            ("[sound:uy.mp3] үй", "үй"),
            ("[sound:a.mp3][sound:b.mp3] үй", "үй"),
            ("1. [sound:uy.mp3] үй", "үй"),
            ("<img src=\"uy.jpg\">", ""),
            ("ана [мать]", "ана"),
            ("12. үй", "үй"),
            ("3) ата-ана", "ата-ана"),
            ("25", "25"),
            ("3 < 5", "3 < 5"),
            (" - дом", "- дом"),
            ("[үй]", "[үй]"),
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

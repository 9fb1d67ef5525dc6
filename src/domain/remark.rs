//! Short texts that people write to each other: the reason of an edit, a comment, an answer, a message to a club.

use crate::domain::problem::Problem;

/// The longest remark, in characters.
const MAX_CHARS: usize = 1_000;

/// Checks a remark, and trims it: 1 to 1,000 characters, without control characters other than line feeds.
pub fn remark(text: &str) -> Result<String, Problem> {
    trimmed_text(text, MAX_CHARS).ok_or(Problem::InvalidReason)
}

/// Trims a text. Returns `None` if it is then empty or longer than `max_chars` characters, or if it contains control
/// characters other than line feeds.
pub fn trimmed_text(text: &str, max_chars: usize) -> Option<String> {
    let text = text.trim();
    let fits = (1..=max_chars).contains(&text.chars().count());
    let is_forbidden = |letter: char| letter.is_control() && letter != '\n';
    (fits && !text.chars().any(is_forbidden)).then(|| text.to_owned())
}

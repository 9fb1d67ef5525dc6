//! Short texts that people write to each other: the reason of an edit, a comment, an answer, a message to a club.

use crate::problem::Problem;
use crate::text::{is_no_text, is_visible};

/// The longest remark, in characters.
const MAX_CHARS: usize = 1_000;

/// Checks a remark, and trims it: 1 to 1,000 characters, at least one of them visible, without control characters other
/// than line feeds.
pub fn remark(text: &str) -> Result<String, Problem> {
    trimmed_text(text, MAX_CHARS).ok_or(Problem::InvalidReason)
}

/// Returns whether a remark that is stored as it was written is valid: not blank, and otherwise as in [`remark`], with
/// the blanks around it counted.
pub fn is_valid_remark(text: &str) -> bool {
    is_plain_text(text, MAX_CHARS)
}

/// Trims a text. Returns `None` if it then shows nothing or is longer than `max_chars` characters, or if it contains
/// characters that are [no text](is_no_text), other than line feeds.
pub fn trimmed_text(text: &str, max_chars: usize) -> Option<String> {
    let text = text.trim();
    is_plain_text(text, max_chars).then(|| text.to_owned())
}

fn is_plain_text(text: &str, max_chars: usize) -> bool {
    let is_forbidden = |letter: char| is_no_text(letter) && letter != '\n';
    text.chars().count() <= max_chars && text.chars().any(is_visible) && !text.chars().any(is_forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_around_a_remark_count_only_if_they_are_stored() {
        let padded = format!("{}\t", "а".repeat(MAX_CHARS));
        assert_eq!(remark(&padded), Ok("а".repeat(MAX_CHARS)));
        assert!(!is_valid_remark(&padded) && !is_valid_remark("\tа") && !is_valid_remark(" \n"));
        assert!(is_valid_remark(" а\nә ") && is_valid_remark(&"а".repeat(MAX_CHARS)));
        assert_eq!(remark(&"а".repeat(MAX_CHARS + 1)), Err(Problem::InvalidReason));
        assert_eq!(remark(" \n"), Err(Problem::InvalidReason));
    }

    #[test]
    fn a_remark_that_shows_nothing_is_refused() {
        for text in ["\u{200b}", "\u{3164} \u{2800}", "\u{ad}\n\u{ad}", "\u{301}", "\u{feff}"] {
            assert_eq!(remark(text), Err(Problem::InvalidReason), "{text:?}");
            assert!(!is_valid_remark(text), "{text:?}");
        }
        for text in ["?", "👍🏽", "е\u{301}", "а\u{200b}"] {
            assert_eq!(remark(text).as_deref(), Ok(text));
        }
    }
}

//! Short texts that people write to each other: the reason of an edit, a comment, an answer, a message to a club.

use crate::problem::Problem;
use crate::text::{is_no_text, is_visible, with_plain_blanks};

/// The longest remark, in characters.
const MAX_CHARS: usize = 1_000;

/// Checks a remark, and trims it: 1 to 1,000 characters, at least one of them visible, without control characters other
/// than line breaks and tabs, of which line feeds and spaces remain.
pub fn remark(text: &str) -> Result<String, Problem> {
    trimmed_text(text, MAX_CHARS).ok_or(Problem::InvalidReason)
}

/// Checks a remark that is stored with the blanks around it: not blank, and otherwise as in [`remark`], with these blanks
/// counted.
pub fn untrimmed_remark(text: &str) -> Result<String, Problem> {
    let text = with_plain_blanks(text);
    if is_plain_text(&text, MAX_CHARS) { Ok(text) } else { Err(Problem::InvalidReason) }
}

/// Trims a text. Returns `None` if it then shows nothing or is longer than `max_chars` characters, or if it contains
/// characters that are [no text](is_no_text), other than line breaks and tabs, of which line feeds and spaces remain.
pub fn trimmed_text(text: &str, max_chars: usize) -> Option<String> {
    let text = with_plain_blanks(text);
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
        assert_eq!(untrimmed_remark(&padded), Err(Problem::InvalidReason));
        assert_eq!(untrimmed_remark(" \n"), Err(Problem::InvalidReason));
        for text in [" а\nә ", &"а".repeat(MAX_CHARS)] {
            assert_eq!(untrimmed_remark(text).as_deref(), Ok(text));
        }
        assert_eq!(remark(&"а".repeat(MAX_CHARS + 1)), Err(Problem::InvalidReason));
        assert_eq!(remark(" \n"), Err(Problem::InvalidReason));
    }

    #[test]
    fn a_remark_that_shows_nothing_is_refused() {
        for text in ["\u{200b}", "\u{3164} \u{2800}", "\u{ad}\n\u{ad}", "\u{301}", "\u{feff}"] {
            assert_eq!(remark(text), Err(Problem::InvalidReason), "{text:?}");
            assert_eq!(untrimmed_remark(text), Err(Problem::InvalidReason), "{text:?}");
        }
        for text in ["?", "👍🏽", "е\u{301}", "а\u{200b}"] {
            assert_eq!(remark(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn pasted_line_breaks_and_tabs_are_no_problem() {
        assert_eq!(remark("\tбір\r\nекі\tүш\r\n").as_deref(), Ok("бір\nекі үш"));
        assert_eq!(untrimmed_remark("\tбір\r\nекі\rүш").as_deref(), Ok(" бір\nекі\nүш"));
        // What counts is the text that is stored.
        let lines = "а\r\n".repeat(MAX_CHARS / 2);
        assert_eq!(untrimmed_remark(&lines), Ok("а\n".repeat(MAX_CHARS / 2)));
        assert_eq!(remark("бір\u{b}екі"), Err(Problem::InvalidReason));
    }
}

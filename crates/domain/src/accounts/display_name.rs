//! The names of accounts and clubs.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeEmoji, UnicodeGeneralCategory as _};

use crate::problem::Problem;
use crate::text::{is_invisible, is_visible};

/// The maximum length of a name, in characters.
const MAX_CHARS: usize = 80;
/// The maximum number of combining marks in a row. Vietnamese and Hebrew need three; many more cover the lines above.
const MAX_MARKS: usize = 4;
const ZERO_WIDTH_JOINER: char = '\u{200d}';
const EMOJI_STYLE: char = '\u{fe0f}';
/// The tags that spell a region after a flag, as in the flag of Scotland, and the tag that ends it.
const TAGS: std::ops::RangeInclusive<char> = '\u{e0020}'..='\u{e007f}';

/// The display name of an account or a club. 1 to 80 characters, at least one of them visible, and none that only looks
/// like another name: no control characters, and invisible ones only within an emoji.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    /// Checks a name; surrounding spaces are removed.
    pub fn new(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let is_valid = (1..=MAX_CHARS).contains(&text.chars().take(MAX_CHARS + 1).count())
            && text.chars().any(is_visible)
            && has_valid_characters(text);
        is_valid.then(|| Self(text.to_owned())).ok_or(Problem::InvalidName)
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn has_valid_characters(text: &str) -> bool {
    // The last character that is no variation selector or skin tone.
    let mut base = None;
    let mut marks = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        marks = if c.general_category_group() == GeneralCategoryGroup::Mark { marks + 1 } else { 0 };
        let after_emoji = base.is_some_and(is_emoji);
        let is_valid = match c {
            ZERO_WIDTH_JOINER => after_emoji && chars.peek().is_some_and(|&next| is_emoji(next)),
            // Also after a digit, as in 1️⃣.
            EMOJI_STYLE => base.is_some_and(UnicodeEmoji::is_emoji_char_or_emoji_component),
            _ if TAGS.contains(&c) => base == Some('🏴') || base.is_some_and(|base| TAGS.contains(&base)),
            _ => !is_invisible(c) && is_assigned(c),
        };
        if !is_valid || marks > MAX_MARKS {
            return false;
        }
        if c != EMOJI_STYLE && !('🏻'..='🏿').contains(&c) {
            base = Some(c);
        }
    }
    true
}

fn is_emoji(c: char) -> bool {
    !c.is_ascii() && c.is_emoji_char()
}

/// Whether a character has a meaning that everybody's fonts can show, and fits in one line.
fn is_assigned(c: char) -> bool {
    use GeneralCategory::{Control, LineSeparator, ParagraphSeparator, PrivateUse, Unassigned};
    !matches!(c.general_category(), Control | LineSeparator | ParagraphSeparator | PrivateUse | Unassigned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_people_and_emoji_are_accepted() {
        for name in [
            "Айгүл",
            "Ж",
            "Ұлы Абай-2",
            "Nguyễn Văn Ất",
            "e\u{301}",
            "李雷",
            "ئايگۈل",
            "שָׁלוֹם",
            "<3",
            "★",
            "🏳️‍🌈",
            "👩🏽‍🚀",
            "👨‍👩‍👧‍👦",
            "❤️",
            "🇰🇿",
            "1️⃣",
            "🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}",
            "Айгүл 🌷",
            "👁️‍🗨️",
        ] {
            assert_eq!(DisplayName::new(name).as_ref().map(DisplayName::as_str), Ok(name));
        }
        assert_eq!(DisplayName::new(" Айгүл\u{a0}").unwrap().as_str(), "Айгүл");
    }

    #[test]
    fn names_that_show_nothing_are_refused() {
        for name in [
            "",
            " ",
            "\u{3164}",
            "\u{2800}",
            "\u{ad}",
            "\u{115f}",
            "\u{1160}",
            "\u{ffa0}",
            "\u{200b}",
            "\u{180e}",
            "\u{2062}",
            "\u{34f}",
            "\u{fe0f}",
            "\u{e0041}",
            "\u{301}",
            "\u{a0}\u{2003}",
            "\u{3000}",
            "\u{e000}",
            "\u{17b4}",
            "\u{1d173}",
            "\u{200d}",
            "\u{feff}",
        ] {
            assert_eq!(DisplayName::new(name), Err(Problem::InvalidName), "{name:?}");
        }
    }

    #[test]
    fn names_with_a_hidden_part_are_refused() {
        for hidden in [
            "\u{3164}",
            "\u{2800}",
            "\u{ad}",
            "\u{115f}",
            "\u{200b}",
            "\u{200c}",
            "\u{200d}",
            "\u{200e}",
            "\u{202e}",
            "\u{2066}",
            "\u{feff}",
            "\n",
            "\u{2028}",
            "\u{85}",
            "\u{fe0f}",
            "\u{fe00}",
            "\u{e0041}",
            "\u{378}",
            "\u{f8ff}",
            "\u{301}\u{301}\u{301}\u{301}\u{301}",
        ] {
            let name = format!("Айг{hidden}үл");
            assert_eq!(DisplayName::new(&name), Err(Problem::InvalidName), "{name:?}");
        }
        for name in ["👩‍", "‍👩", "👩‍x", "x‍👩", "👩‍‍👩"] {
            assert_eq!(DisplayName::new(name), Err(Problem::InvalidName), "{name:?}");
        }
    }

    #[test]
    fn a_name_has_at_most_80_characters() {
        assert!(DisplayName::new(&"ә".repeat(80)).is_ok());
        assert_eq!(DisplayName::new(&"ә".repeat(81)), Err(Problem::InvalidName));
    }
}

//! Content lines (RFC 5545, section 3.1): names, parameters and values, escaped and folded.

use crate::link::to_uri;

/// The maximum length of a line in octets, without the line break.
const MAX_OCTETS: usize = 75;

/// A builder for a text of content lines.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line without escaping: a name, its parameters and a value without line breaks. The caller is responsible
    /// for valid content; for text from people use [`text`](Self::text).
    pub(super) fn add(&mut self, line: &str) {
        let mut octets = 0;
        for character in line.chars() {
            if octets + character.len_utf8() > MAX_OCTETS {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            octets += character.len_utf8();
            self.0.push(character);
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property of the type TEXT.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.add(&format!("{name}:{}", escape(value)));
    }

    /// Adds a property of the type TEXT if the value is not blank.
    pub(super) fn optional_text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.text(name, value);
        }
    }

    /// Adds a property of the type URI if the value is not blank.
    pub(super) fn optional_uri(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            self.add(&format!("{name}:{}", to_uri(value)));
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Escapes a TEXT value (RFC 5545, section 3.3.11): line breaks become `\n`, and the forbidden control characters are
/// removed.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            // Some parsers treat the last three as line breaks.
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\t' => escaped.push('\t'),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text_line(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        lines.into_text()
    }

    #[test]
    fn special_characters_are_escaped() {
        assert_eq!(
            text_line("X", "a,b;c\\d\r\ne\nf\rg\u{2028}h\u{7}"),
            "X:a\\,b\\;c\\\\d\\ne\\nf\\ng\\nh\r\n"
        );
    }

    #[test]
    fn no_value_can_begin_a_new_line() {
        let mut lines = Lines::default();
        lines.text("SUMMARY", "x\r\nEND:VEVENT");
        lines.optional_uri("URL", Some("https://example.kz/x\r\nEND:VEVENT"));
        lines.optional_uri("URL", Some(" https://example.kz/қазақ "));
        lines.optional_text("LOCATION", Some(" "));
        assert_eq!(
            lines.into_text(),
            "SUMMARY:x\\nEND:VEVENT\r\nURL:https://example.kz/x%0D%0AEND:VEVENT\r\n\
             URL:https://example.kz/%D2%9B%D0%B0%D0%B7%D0%B0%D2%9B\r\n"
        );
    }

    proptest! {
        #[test]
        fn folding_splits_no_character_and_no_line_is_too_long(value in r"[A-zА-яәғқңөұүһі,;\\ 老🌍\n]{0,400}") {
            let text = text_line("SUMMARY", &value);
            for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(line.len() <= MAX_OCTETS, "{line:?}");
            }
            let unfolded = text.replace("\r\n ", "");
            prop_assert_eq!(unfolded, format!("SUMMARY:{}\r\n", escape(&value)));
        }

        #[test]
        fn any_text_is_one_line(value in any::<String>()) {
            let unfolded = text_line("SUMMARY", &value).replace("\r\n ", "");
            prop_assert!(!unfolded.strip_suffix("\r\n").unwrap().contains(['\r', '\n', '\0']));
        }
    }
}

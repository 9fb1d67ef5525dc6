//! Content lines (RFC 5545, section 3.1): names, parameters and values, escaped and folded.

use std::fmt::Write as _;

/// The longest line, in octets, without its end.
const MAX_OCTETS: usize = 75;

/// A text of content lines that grows.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    /// Adds a line as it is: a name, its parameters and a value that holds no line break. What else it holds is the
    /// caller's; for people's words there is [`text`](Self::text).
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

    /// Adds a property of the type TEXT if there is a value with something in it.
    pub(super) fn optional_text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            self.text(name, value);
        }
    }

    /// Adds a property of the type URI if there is a value with something in it.
    pub(super) fn optional_uri(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            self.add(&format!("{name}:{}", ascii(value)));
        }
    }

    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// TEXT (RFC 5545, section 3.3.11): any line break is `\n`, and control characters, which it may not hold, are gone.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            // The last three are line breaks to some parsers.
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => escaped.push_str("\\n"),
            '\\' | ';' | ',' => escaped.extend(['\\', character]),
            '\t' => escaped.push('\t'),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A URI has ASCII alone (RFC 3986): the rest is percent-encoded.
fn ascii(uri: &str) -> String {
    uri.bytes().fold(String::with_capacity(uri.len()), |mut encoded, byte| {
        if byte.is_ascii_graphic() {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(name: &str, value: &str) -> String {
        let mut lines = Lines::default();
        lines.text(name, value);
        lines.into_text()
    }

    #[test]
    fn what_has_a_meaning_is_escaped() {
        assert_eq!(written("X", "a,b;c\\d\r\ne\nf\rg\u{2028}h\u{7}"), "X:a\\,b\\;c\\\\d\\ne\\nf\\ng\\nh\r\n");
    }

    #[test]
    fn no_value_begins_a_line() {
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
        fn a_fold_cuts_no_character_and_no_line_is_too_long(value in r"[A-zА-яәғқңөұүһі,;\\ 老🌍\n]{0,400}") {
            let text = written("SUMMARY", &value);
            for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
                prop_assert!(line.len() <= MAX_OCTETS, "{line:?}");
            }
            let unfolded = text.replace("\r\n ", "");
            prop_assert_eq!(unfolded, format!("SUMMARY:{}\r\n", escape(&value)));
        }

        #[test]
        fn any_text_is_one_line(value in any::<String>()) {
            let unfolded = written("SUMMARY", &value).replace("\r\n ", "");
            prop_assert!(!unfolded.strip_suffix("\r\n").unwrap().contains(['\r', '\n', '\0']));
        }
    }
}

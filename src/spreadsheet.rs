//! CSV: tables that people import, and rows (RFC 4180) in which no text runs as a formula in a spreadsheet.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe in front. Programs read these files, too, so
//! texts that could do no harm stay as they are: a plus sign before letters, digits and spaces, and telephone numbers,
//! as in `+7 (7282) 40-00-00; +7 7282 000000`. Such a text calls no function, and cannot pass the content of other
//! cells on. At worst, a spreadsheet shows a number in its place: it takes `+77282-400000` for a difference. In files
//! that only programs read ([`Row::name`]), more stays as it is, since a program would keep the apostrophe.

mod reading;

use std::fmt::Display;

pub use reading::{TableRow, TooManyRows, read_table};

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// The separator between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// A comma, as in RFC 4180.
    #[default]
    Comma,
    /// A semicolon, which spreadsheets expect in languages with a decimal comma, such as Kazakh and Russian.
    Semicolon,
}

/// The cells of a row.
#[derive(Debug, Default)]
pub struct Row(Vec<String>);

impl Row {
    /// Returns the line of the table, including its line ending.
    pub fn line(&self, separator: Separator) -> Vec<u8> {
        let mut writer = csv::WriterBuilder::new();
        writer.terminator(csv::Terminator::CRLF).delimiter(match separator {
            Separator::Comma => b',',
            Separator::Semicolon => b';',
        });
        let mut writer = writer.from_writer(Vec::new());
        // Writing into memory can't fail.
        let _ = writer.write_record(&self.0);
        writer.into_inner().unwrap_or_default()
    }

    /// Returns the beginning of a file for spreadsheets: the byte order mark, without which they do not recognize UTF-8, and
    /// this row with the names of the columns.
    pub fn head(&self, separator: Separator) -> Vec<u8> {
        [BYTE_ORDER_MARK, &self.line(separator)].concat()
    }

    /// Returns the cells.
    pub fn cells(&self) -> &[String] {
        &self.0
    }

    /// Adds a cell without text written by people: a number, an id or a value of a closed list. It cannot be a formula.
    #[must_use]
    pub fn plain(mut self, value: impl Display) -> Self {
        self.0.push(value.to_string());
        self
    }

    /// Adds a plain cell, empty for `None`.
    #[must_use]
    pub fn maybe(mut self, value: Option<impl Display>) -> Self {
        self.0.push(value.map(|value| value.to_string()).unwrap_or_default());
        self
    }

    /// Adds a cell with text written by people, empty for `None`.
    #[must_use]
    pub fn cell(mut self, value: Option<&str>) -> Self {
        self.0.push(escape_formula(value.unwrap_or_default(), is_harmless));
        self
    }

    /// Adds a cell of a file that only programs read, with text written by people. Names such as `@Берік` stay as they are,
    /// although a spreadsheet shows an error in their place.
    #[must_use]
    pub fn name(mut self, value: Option<&str>) -> Self {
        self.0.push(escape_formula(value.unwrap_or_default(), calls_nothing));
        self
    }
}

/// Escapes a text that spreadsheets would take for a formula, which could fetch pages or run programs, unless it is
/// harmless.
fn escape_formula(text: &str, is_harmless: fn(&str) -> bool) -> String {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    let is_formula = text.starts_with(SIGNS) && !is_harmless(text);
    if is_formula { format!("'{text}") } else { text.to_owned() }
}

/// Returns whether a text is a plus sign before letters, digits and spaces, or telephone numbers.
fn is_harmless(text: &str) -> bool {
    let rest = text.strip_prefix('+');
    rest.is_some_and(|rest| {
        !rest.is_empty() && rest.chars().all(|c| c.is_alphanumeric() || c == ' ') || are_phones(rest)
    })
}

/// Returns whether a text after a plus sign has the form of telephone numbers. `7-1` is too short for one: it would only
/// be computed.
fn are_phones(rest: &str) -> bool {
    const SHORTEST: usize = 5;
    let first = rest.split([';', ',', '/']).next().unwrap_or_default();
    first.chars().filter(char::is_ascii_digit).count() >= SHORTEST
        && rest.chars().all(|c| c.is_ascii_digit() || "+ ()-.;,/".contains(c))
}

/// Returns whether a text without its first sign has only letters, digits, spaces and punctuation by which a formula
/// neither calls a function nor refers to another file.
fn calls_nothing(text: &str) -> bool {
    let mut rest = text.chars();
    rest.next().is_some_and(|sign| !sign.is_control())
        && rest.all(|c| c.is_alphanumeric() || " .,:;-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_escaped_and_numbers_stay_numbers() {
        for (text, cell) in [
            ("=1", "'=1"),
            ("+", "'+"),
            ("+7 7282 000000", "+7 7282 000000"),
            ("+7 Дина", "+7 Дина"),
            ("+7 7282 000000; +7 7282 000001", "+7 7282 000000; +7 7282 000001"),
            ("+7 (7282) 40-00-00", "+7 (7282) 40-00-00"),
            ("+7 (7282) 40.00.00/01, +77282400002", "+7 (7282) 40.00.00/01, +77282400002"),
            ("+7-1", "'+7-1"),
            ("+7 7282 000000; =1", "'+7 7282 000000; =1"),
            ("+7 7282 000000; +SUM(1)", "'+7 7282 000000; +SUM(1)"),
            ("+7 7282 000000*A1", "'+7 7282 000000*A1"),
            ("-7 7282 00-00-00", "'-7 7282 00-00-00"),
            ("+SUM(A1)", "'+SUM(A1)"),
            ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
            ("-", "'-"),
            ("@a", "'@a"),
            ("\ta", "'\ta"),
            ("＝1", "'＝1"),
            ("a=", "a="),
        ] {
            assert_eq!(escape_formula(text, is_harmless), cell);
        }
        assert_eq!(escape_formula("\r", is_harmless), "'\r");
        let row = Row::default().plain(-5.0).cell(Some("a \"b\"\n")).cell(Some("c;d"));
        assert_eq!(row.line(Separator::Comma), b"-5,\"a \"\"b\"\"\n\",c;d\r\n");
        assert_eq!(row.line(Separator::Semicolon), b"-5;\"a \"\"b\"\"\n\";\"c;d\"\r\n");
    }

    #[test]
    fn programs_get_names_as_they_are_unless_they_could_call_something() {
        for name in ["@Берік", "-Дана", "=Айгүл", "+7 Дина", "- 1. -тар, -тер: answered", "Асан (2)", ""]
        {
            assert_eq!(Row::default().name(Some(name)).cells(), [name]);
        }
        for formula in [
            "=HYPERLINK(\"http://x\")",
            "@SUM(A1)",
            "=cmd|' /C calc'!A0",
            "=A1&B1",
            "\t=1",
            "＝Ｓ（1）",
            "=[x]A",
        ] {
            assert_eq!(Row::default().name(Some(formula)).cells(), [format!("'{formula}")]);
        }
    }
}

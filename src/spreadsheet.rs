//! CSV rows (RFC 4180) for spreadsheets, in which no text runs as a formula.

use std::fmt::Display;

/// The byte order mark. Without it, spreadsheets do not recognize UTF-8.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

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
    pub fn line(&self) -> Vec<u8> {
        line(&self.0, Separator::Comma)
    }

    /// Returns the line with another separator.
    pub fn separated_by(&self, separator: Separator) -> Vec<u8> {
        line(&self.0, separator)
    }

    /// Returns the line of these cells, none of which may contain text written by people.
    pub fn line_of(cells: &[&str]) -> Vec<u8> {
        line(cells, Separator::Comma)
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
        self.0.push(escape_formula(value.unwrap_or_default()));
        self
    }
}

/// Escapes a text that spreadsheets would take for a formula, which could fetch pages or run programs.
fn escape_formula(text: &str) -> String {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(SIGNS) { format!("'{text}") } else { text.to_owned() }
}

fn line<T: AsRef<[u8]>>(cells: &[T], separator: Separator) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new();
    writer.terminator(csv::Terminator::CRLF).delimiter(match separator {
        Separator::Comma => b',',
        Separator::Semicolon => b';',
    });
    let mut writer = writer.from_writer(Vec::new());
    // Writing into memory can't fail.
    let _ = writer.write_record(cells);
    writer.into_inner().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_escaped_and_numbers_stay_numbers() {
        for (text, cell) in [
            ("=1", "'=1"),
            ("+7", "'+7"),
            ("-", "'-"),
            ("@a", "'@a"),
            ("\ta", "'\ta"),
            ("＝1", "'＝1"),
            ("a=", "a="),
        ] {
            assert_eq!(escape_formula(text), cell);
        }
        assert_eq!(escape_formula("\r"), "'\r");
        let row = Row::default().plain(-5.0).cell(Some("a \"b\"\n")).cell(Some("c;d"));
        assert_eq!(row.line(), b"-5,\"a \"\"b\"\"\n\",c;d\r\n");
        assert_eq!(row.separated_by(Separator::Semicolon), b"-5;\"a \"\"b\"\"\n\";\"c;d\"\r\n");
    }
}

//! Rows of tables as CSV (RFC 4180), written so that spreadsheets can open them and nothing in them runs.

use std::fmt::Display;

/// What tells spreadsheets that a file is UTF-8: they take it for another encoding without.
pub const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// What stands between two cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// A comma, as RFC 4180 has it.
    #[default]
    Comma,
    /// A semicolon: what spreadsheets expect where the comma is the decimal mark, as in Kazakh and Russian.
    Semicolon,
}

/// The cells of a row.
#[derive(Debug, Default)]
pub struct Row(Vec<String>);

impl Row {
    /// The line of the table, its end included.
    pub fn line(&self) -> Vec<u8> {
        line(&self.0, Separator::Comma)
    }

    /// The same, with another separator.
    pub fn separated_by(&self, separator: Separator) -> Vec<u8> {
        line(&self.0, separator)
    }

    /// The line of cells that are no text of people's.
    pub fn line_of(cells: &[&str]) -> Vec<u8> {
        line(cells, Separator::Comma)
    }

    /// The cells.
    pub fn cells(&self) -> &[String] {
        &self.0
    }

    /// A cell that holds no text of people's: a number, an id, a word of a closed list. Nothing in it can be a formula.
    #[must_use]
    pub fn plain(mut self, value: impl Display) -> Self {
        self.0.push(value.to_string());
        self
    }

    /// Such a cell, which may be empty.
    #[must_use]
    pub fn maybe(mut self, value: Option<impl Display>) -> Self {
        self.0.push(value.map(|value| value.to_string()).unwrap_or_default());
        self
    }

    /// A cell with what people wrote.
    #[must_use]
    pub fn cell(mut self, value: Option<&str>) -> Self {
        self.0.push(harmless(value.unwrap_or_default()));
        self
    }
}

/// Spreadsheets take what begins like this for a formula, which could fetch pages and run programs.
fn harmless(text: &str) -> String {
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
    fn what_looks_like_a_formula_is_made_harmless_and_numbers_stay_numbers() {
        for (text, cell) in [
            ("=1", "'=1"),
            ("+7", "'+7"),
            ("-", "'-"),
            ("@a", "'@a"),
            ("\ta", "'\ta"),
            ("＝1", "'＝1"),
            ("a=", "a="),
        ] {
            assert_eq!(harmless(text), cell);
        }
        assert_eq!(harmless("\r"), "'\r");
        let row = Row::default().plain(-5.0).cell(Some("a \"b\"\n")).cell(Some("c;d"));
        assert_eq!(row.line(), b"-5,\"a \"\"b\"\"\n\",c;d\r\n");
        assert_eq!(row.separated_by(Separator::Semicolon), b"-5;\"a \"\"b\"\"\n\";\"c;d\"\r\n");
    }
}

//! Tables that people import: from spreadsheets, from other programs, or typed.

/// The table has more rows than are read.
#[derive(Debug, PartialEq, Eq)]
pub struct TooManyRows;

/// A row of a table.
#[derive(Debug)]
pub struct TableRow {
    /// The line of the text on which the row begins, from 1.
    pub line: u64,
    cells: csv::StringRecord,
}

impl TableRow {
    /// Returns the text of a cell, without surrounding spaces. Empty if the row has no such cell.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).unwrap_or_default()
    }

    /// Returns the column with this title, which is in lower case, if the row names the columns.
    pub fn column(&self, title: &str) -> Option<usize> {
        self.cells.iter().position(|cell| cell.to_lowercase() == title)
    }
}

/// Reads the rows of a table, at most `most`. Columns are separated by commas, tabs, or semicolons, which spreadsheets write
/// where the comma is the decimal mark. Empty lines are ignored, even with separators. So are the lines before the table in which programs
/// describe it; they may name the separator, and columns that are not read.
pub fn read_table(table: &str, most: usize) -> Result<Vec<TableRow>, TooManyRows> {
    // The reader counts lines correctly only if all line ends are alike.
    let table = table.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let (body, preamble) = without_preamble(&table);
    let before = line_ends(table.strip_suffix(body).unwrap_or_default());
    let first = body.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(preamble.separator.unwrap_or_else(|| guessed_separator(first)))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(body.as_bytes());
    let mut rows = Vec::new();
    // Reading a text from memory cannot fail.
    // Spreadsheets write separators for empty lines, too.
    let is_empty = |cells: &csv::StringRecord| cells.iter().all(str::is_empty);
    for cells in reader.records().map_while(Result::ok).filter(|cells| !is_empty(cells)) {
        if rows.len() == most {
            return Err(TooManyRows);
        }
        let line = cells.position().map_or(0, |position| line_of(position, body));
        let is_read = |(column, _): &(usize, &str)| !preamble.unread_columns.contains(&(column + 1));
        let cells = cells.iter().enumerate().filter(is_read).map(|(_, cell)| cell).collect();
        rows.push(TableRow { line: before + line, cells });
    }
    Ok(rows)
}

/// What the lines before a table say.
#[derive(Default)]
struct Preamble {
    separator: Option<u8>,
    /// The numbers, from 1, of the columns that are no fields of the notes of Anki.
    unread_columns: Vec<usize>,
}

/// Splits off the lines before a table, which may name the separator: `sep=;`, which spreadsheets know, or
/// `#separator:tab`, one of the lines with which files of Anki begin.
fn without_preamble(table: &str) -> (&str, Preamble) {
    let (mut rest, mut preamble) = (table, Preamble::default());
    while !rest.is_empty() {
        let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
        let separator = named_separator(line);
        if separator.is_none() && !line.is_empty() && !is_setting(line) {
            break;
        }
        preamble.separator = separator.or(preamble.separator);
        preamble.unread_columns.extend(unread_column(line));
        rest = after;
    }
    (rest, preamble)
}

/// Returns the column of something else than a field of a note: `#guid column:1`.
fn unread_column(line: &str) -> Option<usize> {
    const OTHERS: [&str; 4] = ["guid", "notetype", "deck", "tags"];
    let (what, column) = line.strip_prefix('#')?.split_once(" column:")?;
    column.trim().parse().ok().filter(|_| OTHERS.contains(&what))
}

/// Returns the separator that a line before the table names.
fn named_separator(line: &str) -> Option<u8> {
    let line = line.to_ascii_lowercase();
    match line.strip_prefix("sep=").or_else(|| line.strip_prefix("#separator:"))? {
        "," | "comma" => Some(b','),
        ";" | "semicolon" => Some(b';'),
        "\t" | "tab" => Some(b'\t'),
        _ => None,
    }
}

/// Whether a line is a setting of a file of Anki: `#html:true`.
fn is_setting(line: &str) -> bool {
    let setting = line.strip_prefix('#').unwrap_or_default();
    setting.starts_with(|letter: char| letter.is_ascii_lowercase()) && setting.contains(':')
}

/// Returns the separator that a table has by its first line: a tab, if there is one, or else the first comma or semicolon.
/// Those in quotes do not count.
fn guessed_separator(first: &str) -> u8 {
    let mut is_quoted = false;
    let outside = first.bytes().filter(|byte| {
        is_quoted ^= *byte == b'"';
        !is_quoted && matches!(byte, b',' | b';' | b'\t')
    });
    let separators: Vec<u8> = outside.collect();
    if separators.contains(&b'\t') { b'\t' } else { separators.first().copied().unwrap_or(b',') }
}

/// Returns the line on which a row begins. The reader's position of a row is before the empty lines that it skips.
fn line_of(position: &csv::Position, table: &str) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(usize::MAX);
    let rest = table.as_bytes().get(start..).unwrap_or_default();
    position.line() + rest.iter().zip(0..).find(|(byte, _)| **byte != b'\n').map_or(0, |(_, empty)| empty)
}

fn line_ends(text: &str) -> u64 {
    u64::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the lines of the rows, and their first two cells.
    fn rows(table: &str) -> Vec<(u64, String, String)> {
        let rows = read_table(table, 10).unwrap();
        rows.iter().map(|row| (row.line, row.cell(0).to_owned(), row.cell(1).to_owned())).collect()
    }

    #[test]
    fn tables_of_all_programs_are_read() {
        for (table, line) in [
            ("үй,дом", 1),
            ("\u{feff}\"үй\";\"дом\"\r\n", 1),
            (" үй \t дом \t-", 1),
            ("sep=;\r\nүй;дом", 2),
            ("\n\nSEP=\t\n\nүй\tдом", 5),
            ("#separator:tab\n#html:true\n#tags column:3\nүй\tдом\t", 4),
            ("#separator:tab\n#guid column:1\n#deck column:2\nx]Q\tKazakh\tүй\tдом", 4),
            ("#separator:Semicolon\rүй;дом\r", 2),
        ] {
            assert_eq!(rows(table), [(line, "үй".to_owned(), "дом".to_owned())], "{table}");
        }
        let several = rows("үй\n\n\"сау\nболыңыз\"\nкөл,озеро");
        let lines: Vec<_> = several.iter().map(|(line, ..)| *line).collect();
        assert_eq!(lines, [1, 3, 5]);
        assert_eq!(rows("#,үй\n1,үй")[0].1, "#", "a column of numbers is no setting");
        assert!(rows("").is_empty());
    }

    #[test]
    fn the_separator_is_the_one_outside_of_the_meanings() {
        for (row, second) in [
            ("үй\tдом, жилище; здание", "дом, жилище; здание"),
            ("үй;дом, жилище", "дом, жилище"),
            ("үй,\"дом; жилище\"", "дом; жилище"),
            ("\"үй, бөлме\";дом", "дом"),
        ] {
            assert_eq!(rows(row)[0].2, second, "{row}");
        }
    }

    #[test]
    fn a_table_has_a_limit() {
        assert_eq!(read_table("а\nб\nв", 3).unwrap().len(), 3);
        assert_eq!(read_table("а\nб\nв", 2).map(|rows| rows.len()), Err(TooManyRows));
        let head = &read_table("Word;KNOWN;Сөз", 1).unwrap()[0];
        assert_eq!((head.column("known"), head.column("сөз"), head.column("name")), (Some(1), Some(2), None));
    }
}

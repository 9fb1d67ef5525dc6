//! Transformation of a CSV table: reads it line by line and writes it with additional columns, computed from the
//! others.

use std::fmt;
use std::io::{Read, Write};

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord, Writer};

/// A transformation of each row.
pub(super) struct Transform {
    /// The columns that must exist.
    pub(super) required: &'static [&'static str],
    /// The columns that are used if they exist.
    pub(super) optional: &'static [&'static str],
    /// The columns that are added at the end. Existing columns with these names are dropped.
    pub(super) added: &'static [&'static str],
    /// Computes the cells of the added columns.
    pub(super) row: fn(&Row<'_>) -> Result<Vec<String>, String>,
}

/// One row of the table.
pub(super) struct Row<'a> {
    columns: &'a Columns,
    cells: &'a StringRecord,
}

impl Row<'_> {
    /// Returns the trimmed content of a column; empty if the column does not exist.
    pub(super) fn cell(&self, name: &str) -> &str {
        let position =
            self.columns.used.iter().find(|(used, _)| *used == name).map(|(_, position)| *position);
        position.and_then(|position| self.cells.get(position)).unwrap_or_default().trim()
    }
}

/// An error in the table, and its line.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::commands) struct TableError {
    line: u64,
    message: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// The positions of the columns.
struct Columns {
    /// The columns that the transformation uses.
    used: Vec<(&'static str, usize)>,
    /// The columns that are kept in the output.
    kept: Vec<usize>,
}

impl Columns {
    fn of(header: &StringRecord, transform: &Transform) -> Result<Self, String> {
        if header.iter().all(|name| name.trim().is_empty()) {
            return Err(format!("there is no header; required columns: {}", transform.required.join(", ")));
        }
        let mut used = Vec::new();
        for name in transform.required.iter().chain(transform.optional) {
            let mut positions = header
                .iter()
                .enumerate()
                .filter(|(_, cell)| cell.trim() == *name)
                .map(|(position, _)| position);
            match (positions.next(), positions.next()) {
                (Some(position), None) => used.push((*name, position)),
                (Some(_), Some(_)) => return Err(format!("the column {name} occurs twice")),
                (None, _) if transform.required.contains(name) => {
                    return Err(format!("there is no column {name} in the header"));
                }
                (None, _) => {}
            }
        }
        let is_kept = |name: &str| !transform.added.contains(&name.trim());
        let kept = header.iter().enumerate().filter(|(_, name)| is_kept(name)).map(|(position, _)| position);
        Ok(Self { used, kept: kept.collect() })
    }

    fn kept<'a>(&'a self, cells: &'a StringRecord) -> impl Iterator<Item = &'a str> {
        self.kept.iter().filter_map(|position| cells.get(*position))
    }
}

/// Reads a table up to its end or its first error, and writes the transformed table.
pub(super) fn transform(
    transform: &Transform,
    input: impl Read,
    output: impl Write,
) -> Result<(), TableError> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
    let mut writer = Writer::from_writer(output);
    let result = transform_rows(transform, &mut reader, &mut writer);
    // The rows before an error are written as well.
    let _ = writer.flush();
    match result {
        Err(Stop::Invalid(error)) => Err(error),
        // The reader has closed the output, and does not need the rest.
        Ok(()) | Err(Stop::OutputClosed) => Ok(()),
    }
}

enum Stop {
    Invalid(TableError),
    OutputClosed,
}

fn transform_rows(
    transform: &Transform,
    reader: &mut Reader<impl Read>,
    writer: &mut Writer<impl Write>,
) -> Result<(), Stop> {
    let invalid = |line, message| Stop::Invalid(TableError { line, message });
    let mut record = ByteRecord::new();
    let header = match next_row(reader, &mut record)? {
        Some((_, header)) => header,
        None => StringRecord::new(),
    };
    let columns = Columns::of(&header, transform).map_err(|message| invalid(1, message))?;
    write(writer, columns.kept(&header).chain(transform.added.iter().copied()))?;
    while let Some((line, cells)) = next_row(reader, &mut record)? {
        if cells.len() != header.len() {
            let (found, expected) = (cells.len(), header.len());
            return Err(invalid(line, format!("has {found} cells, but the header has {expected}")));
        }
        let added = (transform.row)(&Row { columns: &columns, cells: &cells })
            .map_err(|message| invalid(line, message))?;
        write(writer, columns.kept(&cells).chain(added.iter().map(String::as_str)))?;
    }
    Ok(())
}

/// Returns the next row that is not empty, and its line number.
fn next_row(
    reader: &mut Reader<impl Read>,
    record: &mut ByteRecord,
) -> Result<Option<(u64, StringRecord)>, Stop> {
    let invalid = |line, message: String| Stop::Invalid(TableError { line, message });
    match reader.read_byte_record(record) {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(error) => return Err(invalid(reader.position().line(), format!("cannot be read: {error}"))),
    }
    let line = record.position().map_or(1, csv::Position::line);
    match StringRecord::from_byte_record(record.clone()) {
        Ok(cells) => Ok(Some((line, cells))),
        Err(_) => Err(invalid(line, "is not UTF-8".to_owned())),
    }
}

fn write<'a>(writer: &mut Writer<impl Write>, cells: impl Iterator<Item = &'a str>) -> Result<(), Stop> {
    writer.write_record(cells).map_err(|_: csv::Error| Stop::OutputClosed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    const SHOUT: Transform = Transform {
        required: &["word"],
        optional: &["mark"],
        added: &["shout"],
        row: |row| match row.cell("word") {
            "" => Err("word is empty".to_owned()),
            word => Ok(vec![format!("{}{}", word.to_uppercase(), row.cell("mark"))]),
        },
    };

    fn shout(input: &[u8]) -> (String, Result<(), String>) {
        let mut output = Vec::new();
        let result = transform(&SHOUT, input, &mut output).map_err(|error| error.to_string());
        (String::from_utf8(output).unwrap(), result)
    }

    #[test]
    fn other_columns_pass_through_untouched() {
        let (output, result) = shout("id,word,note\n1,сөз,\"a, \"\"b\"\"\"\n\n2, бас ,\n".as_bytes());
        assert_eq!(output, "id,word,note,shout\n1,сөз,\"a, \"\"b\"\"\",СӨЗ\n2, бас ,,БАС\n");
        assert_eq!(result, Ok(()));
        let (output, _) = shout("\u{feff}shout,word,mark\r\nx,сөз,!\r\n".as_bytes());
        assert_eq!(output, "word,mark,shout\nсөз,!,СӨЗ!\n");
    }

    #[test]
    fn an_error_is_reported_with_its_line_after_the_rows_before_it() {
        for (input, output, message) in [
            (&b""[..], "", "line 1: there is no header; required columns: word"),
            (b"\n\n", "", "line 1: there is no header; required columns: word"),
            (b"text\nx\n", "", "line 1: there is no column word in the header"),
            (b"word,word\n", "", "line 1: the column word occurs twice"),
            (b"word,id\na,1\nb\n", "word,id,shout\na,1,A\n", "line 3: has 1 cells, but the header has 2"),
            (b"word\n\"a\nb\"\n\xff\n", "word,shout\n\"a\nb\",\"A\nB\"\n", "line 4: is not UTF-8"),
            (b"w\xffrd\n", "", "line 1: is not UTF-8"),
            (b"word,id\na,1\n ,2\n", "word,id,shout\na,1,A\n", "line 3: word is empty"),
        ] {
            assert_eq!(shout(input), (output.to_owned(), Err(message.to_owned())));
        }
    }

    #[test]
    fn a_closed_output_ends_the_program_without_an_error() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let input = format!("word\n{}", "a\n".repeat(100_000));
        assert_eq!(transform(&SHOUT, input.as_bytes(), Closed), Ok(()));
    }
}

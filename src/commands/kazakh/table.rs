//! A CSV table that is read line by line and written with columns that are made of the others.

use std::fmt;
use std::io::{Read, Write};

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord, Writer};

/// What is made of each line.
pub(super) struct Transform {
    /// The columns that must be there.
    pub(super) needed: &'static [&'static str],
    /// Those that may be there, and are looked at.
    pub(super) optional: &'static [&'static str],
    /// The columns that are made. They stand behind the others; those of the same names that were there go.
    pub(super) made: &'static [&'static str],
    /// Makes the cells of a line, as many as there are columns.
    pub(super) row: fn(&Row<'_>) -> Result<Vec<String>, String>,
}

/// One line of the table.
pub(super) struct Row<'a> {
    columns: &'a Columns,
    cells: &'a StringRecord,
}

impl Row<'_> {
    /// What stands in a column; empty if there is no such column.
    pub(super) fn cell(&self, name: &str) -> &str {
        let place = self.columns.known.iter().find(|(known, _)| *known == name).map(|(_, place)| *place);
        place.and_then(|place| self.cells.get(place)).unwrap_or_default().trim()
    }
}

/// What is wrong with the table, and where.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::commands) struct Mistake {
    line: u64,
    message: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

/// Where the columns are.
struct Columns {
    /// Those that the transformation looks at.
    known: Vec<(&'static str, usize)>,
    /// Those that are kept.
    kept: Vec<usize>,
}

impl Columns {
    fn of(header: &StringRecord, transform: &Transform) -> Result<Self, String> {
        if header.iter().all(|name| name.trim().is_empty()) {
            return Err(format!("there is no header; columns: {}", transform.needed.join(", ")));
        }
        let mut known = Vec::new();
        for name in transform.needed.iter().chain(transform.optional) {
            let mut places =
                header.iter().enumerate().filter(|(_, cell)| cell.trim() == *name).map(|(place, _)| place);
            match (places.next(), places.next()) {
                (Some(place), None) => known.push((*name, place)),
                (Some(_), Some(_)) => return Err(format!("the column {name} is there twice")),
                (None, _) if transform.needed.contains(name) => {
                    return Err(format!("there is no column {name}; the header must name it"));
                }
                (None, _) => {}
            }
        }
        let is_kept = |name: &str| !transform.made.contains(&name.trim());
        let kept = header.iter().enumerate().filter(|(_, name)| is_kept(name)).map(|(place, _)| place);
        Ok(Self { known, kept: kept.collect() })
    }

    fn kept<'a>(&'a self, cells: &'a StringRecord) -> impl Iterator<Item = &'a str> {
        self.kept.iter().filter_map(|place| cells.get(*place))
    }
}

/// Reads a table to its end, or to its first mistake, and writes the new one.
pub(super) fn transform(transform: &Transform, input: impl Read, output: impl Write) -> Result<(), Mistake> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input);
    let mut writer = Writer::from_writer(output);
    let done = rows(transform, &mut reader, &mut writer);
    // What was right so far is told, too.
    let _ = writer.flush();
    match done {
        Err(Stop::Mistake(mistake)) => Err(mistake),
        // Whoever closed the output doesn't want to read on.
        Ok(()) | Err(Stop::OutputClosed) => Ok(()),
    }
}

enum Stop {
    Mistake(Mistake),
    OutputClosed,
}

fn rows(
    transform: &Transform,
    reader: &mut Reader<impl Read>,
    writer: &mut Writer<impl Write>,
) -> Result<(), Stop> {
    let mistake = |line, message| Stop::Mistake(Mistake { line, message });
    let mut record = ByteRecord::new();
    let header = match next(reader, &mut record)? {
        Some((_, header)) => header,
        None => StringRecord::new(),
    };
    let columns = Columns::of(&header, transform).map_err(|message| mistake(1, message))?;
    write(writer, columns.kept(&header).chain(transform.made.iter().copied()))?;
    while let Some((line, cells)) = next(reader, &mut record)? {
        if cells.len() != header.len() {
            let (found, expected) = (cells.len(), header.len());
            return Err(mistake(line, format!("has {found} cells, the header {expected}")));
        }
        let made = (transform.row)(&Row { columns: &columns, cells: &cells })
            .map_err(|message| mistake(line, message))?;
        write(writer, columns.kept(&cells).chain(made.iter().map(String::as_str)))?;
    }
    Ok(())
}

/// The next line that isn't empty, and its number.
fn next(
    reader: &mut Reader<impl Read>,
    record: &mut ByteRecord,
) -> Result<Option<(u64, StringRecord)>, Stop> {
    let mistake = |line, message: String| Stop::Mistake(Mistake { line, message });
    match reader.read_byte_record(record) {
        Ok(true) => {}
        Ok(false) => return Ok(None),
        Err(error) => return Err(mistake(reader.position().line(), format!("cannot be read: {error}"))),
    }
    let line = record.position().map_or(1, csv::Position::line);
    match StringRecord::from_byte_record(record.clone()) {
        Ok(cells) => Ok(Some((line, cells))),
        Err(_) => Err(mistake(line, "is not UTF-8".to_owned())),
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
        needed: &["word"],
        optional: &["mark"],
        made: &["shout"],
        row: |row| match row.cell("word") {
            "" => Err("word is empty".to_owned()),
            word => Ok(vec![format!("{}{}", word.to_uppercase(), row.cell("mark"))]),
        },
    };

    fn shout(input: &[u8]) -> (String, Result<(), String>) {
        let mut output = Vec::new();
        let done = transform(&SHOUT, input, &mut output).map_err(|mistake| mistake.to_string());
        (String::from_utf8(output).unwrap(), done)
    }

    #[test]
    fn other_columns_pass_through_untouched() {
        let (output, done) = shout("id,word,note\n1,сөз,\"a, \"\"b\"\"\"\n\n2, бас ,\n".as_bytes());
        assert_eq!(output, "id,word,note,shout\n1,сөз,\"a, \"\"b\"\"\",СӨЗ\n2, бас ,,БАС\n");
        assert_eq!(done, Ok(()));
        let (output, _) = shout("\u{feff}shout,word,mark\r\nx,сөз,!\r\n".as_bytes());
        assert_eq!(output, "word,mark,shout\nсөз,!,СӨЗ!\n");
    }

    #[test]
    fn a_mistake_is_told_with_its_line_behind_what_was_right() {
        for (input, output, message) in [
            (&b""[..], "", "line 1: there is no header; columns: word"),
            (b"\n\n", "", "line 1: there is no header; columns: word"),
            (b"text\nx\n", "", "line 1: there is no column word; the header must name it"),
            (b"word,word\n", "", "line 1: the column word is there twice"),
            (b"word,id\na,1\nb\n", "word,id,shout\na,1,A\n", "line 3: has 1 cells, the header 2"),
            (b"word\n\"a\nb\"\n\xff\n", "word,shout\n\"a\nb\",\"A\nB\"\n", "line 4: is not UTF-8"),
            (b"w\xffrd\n", "", "line 1: is not UTF-8"),
            (b"word,id\na,1\n ,2\n", "word,id,shout\na,1,A\n", "line 3: word is empty"),
        ] {
            assert_eq!(shout(input), (output.to_owned(), Err(message.to_owned())));
        }
    }

    #[test]
    fn a_closed_output_ends_it_quietly() {
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

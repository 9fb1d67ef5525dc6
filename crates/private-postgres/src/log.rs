//! PostgreSQL's log.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use super::{error::Error, folder::Folder};

/// Bytes. A start with a log longer than this begins a new one, so that two of them bound what it takes.
const LONG: u64 = 16 << 20;
/// Bytes read from the end, enough for [`LINES`].
const END: u64 = 4096;
/// How much of the log goes into an error message.
const LINES: usize = 10;

/// Opens the log to append to it.
pub(super) fn open(folder: &Folder) -> Result<File, Error> {
    let path = folder.log();
    if fs::metadata(&path).is_ok_and(|found| found.len() > LONG) {
        // should this fail, the log merely goes on growing
        let _ = fs::rename(&path, folder.old_log());
    }
    folder.open_private_file(&path)
}

/// The last lines of the log, or nothing if it cannot be read.
pub(super) fn end(path: &Path) -> String {
    last_bytes(path).map_or_else(|_| String::new(), |bytes| last_lines(&String::from_utf8_lossy(&bytes)))
}

fn last_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(LINES)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_gets_the_last_lines() {
        assert_eq!(last_lines(""), "");
        assert_eq!(last_lines("one\ntwo\n"), "one\ntwo");
        let many = (1..=12).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        assert_eq!(last_lines(&many), "3\n4\n5\n6\n7\n8\n9\n10\n11\n12");
    }
}

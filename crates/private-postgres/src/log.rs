//! The log of PostgreSQL.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::Path,
};

use super::{error::Error, folder::Folder};

/// The maximum size of a log, in bytes, when a server starts. If the log is larger, the start begins a new one, so that
/// the two logs together stay bounded.
const ROTATION_SIZE: u64 = 16 << 20;
/// The number of bytes read from the end of the log, enough for [`REPORTED_LINES`].
const END_BYTES: u64 = 4096;
/// How many lines of the log an error message contains.
const REPORTED_LINES: usize = 10;

/// Opens the log for appending.
pub(super) fn open(folder: &Folder) -> Result<File, Error> {
    let path = folder.log();
    if fs::metadata(&path).is_ok_and(|found| found.len() > ROTATION_SIZE) {
        // If this fails, the log just keeps growing.
        let _ = fs::rename(&path, folder.old_log());
    }
    folder.open_private_file(&path)
}

/// Returns the last lines of the log, or an empty string if it cannot be read.
pub(super) fn end(path: &Path) -> String {
    last_bytes(path).map_or_else(|_| String::new(), |bytes| last_lines(&String::from_utf8_lossy(&bytes)))
}

fn last_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(END_BYTES)))?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn last_lines(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    lines.get(lines.len().saturating_sub(REPORTED_LINES)..).unwrap_or_default().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_lines_are_reported() {
        assert_eq!(last_lines(""), "");
        assert_eq!(last_lines("one\ntwo\n"), "one\ntwo");
        let many = (1..=12).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        assert_eq!(last_lines(&many), "3\n4\n5\n6\n7\n8\n9\n10\n11\n12");
    }
}

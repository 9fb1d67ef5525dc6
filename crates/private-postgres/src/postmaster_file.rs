//! The file `postmaster.pid`, in which a running PostgreSQL describes itself. A killed one leaves it behind.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The content of the file. It may be out of date: see [`super::processes`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PostmasterFile {
    /// The process id of the server's first process.
    pub(super) pid: i32,
    /// Whether the server accepts connections. This is the eighth line of the file, which `pg_ctl --wait` reads too.
    pub(super) is_ready: bool,
}

impl PostmasterFile {
    pub(super) fn path(data: &Path) -> PathBuf {
        data.join("postmaster.pid")
    }

    /// Reads the file. Returns `None` if it does not exist or is not written yet.
    pub(super) fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(Self::path(data)).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim);
        let pid = lines.next()?.parse().ok()?;
        // LOCK_FILE_LINE_PM_STATUS in PostgreSQL's miscadmin.h.
        let is_ready = lines.nth(6) == Some("ready");
        Some(Self { pid, is_ready })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUNNING: &str = "4711\n/srv/pgdata\n1700000000\n5432\n/srv/run\n\n  1234  56789\nready   \n";

    #[test]
    fn a_running_server_is_ready() {
        assert_eq!(PostmasterFile::parse(RUNNING), Some(PostmasterFile { pid: 4711, is_ready: true }));
    }

    #[test]
    fn a_starting_or_stopping_server_is_not_ready() {
        for status in ["starting", "stopping"] {
            let text = RUNNING.replace("ready   ", status);
            assert_eq!(PostmasterFile::parse(&text), Some(PostmasterFile { pid: 4711, is_ready: false }));
        }
        assert_eq!(PostmasterFile::parse("4711\n"), Some(PostmasterFile { pid: 4711, is_ready: false }));
    }

    #[test]
    fn an_empty_file_is_not_parsed() {
        assert_eq!(PostmasterFile::parse(""), None);
    }
}

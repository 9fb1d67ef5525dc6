//! `postmaster.pid`: what PostgreSQL writes about itself while it runs, and leaves behind when it is killed.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the file says. Not that it is true: see [`super::processes`].
#[derive(Debug, PartialEq, Eq)]
pub(super) struct PostmasterFile {
    /// The process id of the server's first process.
    pub(super) pid: i32,
    /// Whether connections are taken: the file's eighth line, which is what `pg_ctl --wait` looks at too.
    pub(super) is_ready: bool,
}

impl PostmasterFile {
    pub(super) fn path(data: &Path) -> PathBuf {
        data.join("postmaster.pid")
    }

    /// `None` when there is no such file or it is not written yet.
    pub(super) fn read(data: &Path) -> Option<Self> {
        Self::parse(&fs::read_to_string(Self::path(data)).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim);
        let pid = lines.next()?.parse().ok()?;
        // PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PM_STATUS
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
    fn a_server_that_starts_or_stops_is_not() {
        for status in ["starting", "stopping"] {
            let text = RUNNING.replace("ready   ", status);
            assert_eq!(PostmasterFile::parse(&text), Some(PostmasterFile { pid: 4711, is_ready: false }));
        }
        assert_eq!(PostmasterFile::parse("4711\n"), Some(PostmasterFile { pid: 4711, is_ready: false }));
    }

    #[test]
    fn an_unwritten_file_says_nothing() {
        assert_eq!(PostmasterFile::parse(""), None);
    }
}

//! Errors in content files.

use std::fmt;

/// An error in a content file, which the file's author has to fix.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContentError {
    /// The file, relative to the content folder.
    pub file: String,
    /// The line, starting at 1.
    pub line: usize,
    /// The description of the error.
    pub message: String,
}

impl fmt::Display for ContentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.message)
    }
}

//! The import of content. The directory and the courses are plain TOML files. They are checked as a whole and written
//! to the database in one transaction.
//!
//! The steps: `folder.rs` finds the files, `reading.rs` parses them into the structs of `format/`, `check/` finds their
//! errors, `records/` converts them to records of the directory, and `apply/` writes the records, as an editor would,
//! and the courses, with `db/content/`.

mod apply;
mod check;
mod content;
mod error;
mod folder;
mod format;
mod parsed_files;
mod reading;
mod records;
#[cfg(test)]
mod tests;

pub use apply::{Origin, Outcome, SkipReason, SkippedRecord, apply};
pub use content::Content;
pub use error::ContentError;
pub use reading::read;

/// Numbers items from 1, in the order of a file.
fn numbered<T>(items: impl IntoIterator<Item = T>) -> impl Iterator<Item = (i32, T)> {
    (1..).zip(items)
}

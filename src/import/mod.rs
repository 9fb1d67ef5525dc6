//! The import of content files: what the directory holds and what the courses teach stands in plain TOML files, is
//! checked as a whole, and is brought into the database in one transaction.
//!
//! The way of a file: `folder.rs` finds it, `read.rs` reads it into the structs of `format/`, `check/` finds
//! everything that is wrong with it, `records/` makes the records of the directory of it, `apply/` writes these, as one
//! more editor, and the courses as the rows of `db/content/`.

mod apply;
mod check;
mod content;
mod folder;
mod format;
mod mistake;
mod read;
mod records;
#[cfg(test)]
mod tests;

pub use apply::{Left, Origin, Outcome, Why, apply};
pub use content::Content;
pub use mistake::Mistake;
pub use read::read;

use std::fmt::Write as _;

/// Bytes in hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string never fails.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

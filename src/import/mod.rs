//! The import of content files: what the directory holds and what the courses teach stands in plain TOML files, is
//! checked as a whole, and is brought into the database in one transaction.
//!
//! The way of a file: `folder.rs` finds it, `read.rs` reads it into the structs of `format/`, `check/` finds
//! everything that is wrong with it, `apply/` turns it into the rows of `db/content/`.

mod apply;
mod check;
mod content;
mod folder;
mod format;
mod mistake;
mod read;
#[cfg(test)]
mod tests;

pub use apply::{Origin, Outcome, apply};
pub use content::Content;
pub use mistake::Mistake;
pub use read::read;

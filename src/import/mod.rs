//! The import of content files: what the directory holds and what the courses teach stands in plain TOML files, is
//! checked as a whole, and is brought into the database in one transaction.
//!
//! The way of a file: [`folder`] finds it, [`read`](mod@read) sorts it by its place and reads it into the structs of
//! [`format`](mod@format), [`check`] finds everything that is wrong with it, [`apply`](mod@apply) turns it into rows.

mod apply;
mod check;
mod content;
mod folder;
mod format;
mod mistake;
mod read;
#[cfg(test)]
mod tests;

pub use apply::{Outcome, apply};
pub use content::Content;
pub use mistake::Mistake;
pub use read::read;

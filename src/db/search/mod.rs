//! The names by which records are found.

mod find;
mod write;

pub use find::{SearchHit, SearchKey, find};
pub use write::{replace_entries, retain_entries};

//! The names by which records are found.

mod find;
mod write;

pub use find::{FoundLabel, SearchHit, SearchKey, find};
pub use write::{differing_entries, missing_spellings, replace_entries, retain_entries, write_spellings};

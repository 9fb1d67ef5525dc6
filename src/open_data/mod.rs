//! The published directory as open data: what may be told to anybody, and how each format writes it. Pure: it is handed
//! records, and gives values and rows.
//!
//! Ids are the records' bare UUIDs in every format, so that files can be joined with each other; slugs lead to the
//! API. What a format has no word for stands under a name of our own, never bent into one that means something else.

mod around;
mod changes;
mod dates;
mod file;
mod json;
mod json_ld;
mod popolo;
mod public;
#[cfg(test)]
mod samples;
mod table;
mod tables;

pub use around::{Around, Known};
pub use changes::{Change, Fate};
pub use file::File;
pub use json_ld::{CONTEXT, Node};
pub use popolo::Popolo;
pub use public::{Public, public};
pub use table::Table;

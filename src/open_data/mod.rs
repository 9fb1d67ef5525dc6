//! The published directory as open data: the public form of records, and how each format writes it. These are pure
//! functions from records to values and rows.
//!
//! All formats use the records' bare UUIDs as ids, so that files can be joined with each other; in JSON-LD, an id is the
//! address of the record, which ends with the UUID. Slugs link to the API.
//! If a format has no property for some data, the data gets a property of our own. It is never forced into a property
//! with another meaning.

mod catalogue;
mod changes;
mod dates;
mod file;
mod json;
mod json_ld;
mod json_ld_figures;
mod json_ld_person;
mod json_ld_places;
mod json_ld_times;
mod json_ld_values;
mod json_ld_visiting;
#[cfg(test)]
mod json_ld_vocabulary;
mod popolo;
mod popolo_contacts;
mod popolo_values;
mod public;
mod record_cells;
mod record_tables;
mod referenced_records;
#[cfg(test)]
mod samples;
mod table;

pub use catalogue::{CatalogueEntry, GUIDE_PATH, LICENCES, catalogue, csv_metadata};
pub use changes::{Change, ChangeOutcome};
pub use file::File;
pub use json_ld::{Node, json_ld_context};
pub use popolo::Popolo;
pub use public::{Public, public};
pub use referenced_records::{RecordMap, ReferencedRecords, record_address};
pub use table::Table;

/// How to read the files, in Markdown.
pub const GUIDE: &str = include_str!("../../docs/open-data.md");

//! A club as [OneRoster 1.2](https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv/), in the CSV binding as corrected by
//! 1.2.1, for bulk processing: the columns are the specification's, in its order.
//!
//! The club is a class, of one course, at the organization that it belongs to, or at a school of its own; its assignments are
//! line items, and what became of one for a member is a result. In bulk processing `status` and `dateLastModified` must be
//! empty, no field holds a line break, and a file without rows must not be there.

mod rows;
mod table;
#[cfg(test)]
mod tests;
mod years;

pub use rows::{Roster, School};
pub use table::RosterTable;

use crate::spreadsheet::Row;

/// The files of the specification beside the tables of [`RosterTable`]: none of them is ever there.
const OTHERS: [&str; 11] = [
    "classResources",
    "courseResources",
    "demographics",
    "lineItemLearningObjectiveIds",
    "lineItemScoreScales",
    "resources",
    "resultLearningObjectiveIds",
    "resultScoreScales",
    "scoreScales",
    "userProfiles",
    "userResources",
];

/// `manifest.csv`: which of the specification's files are there.
pub fn manifest(there: &[RosterTable]) -> Vec<Row> {
    let mode = |is_there| if is_there { "bulk" } else { "absent" };
    let tables = RosterTable::ALL.map(|table| (table.name(), mode(there.contains(&table))));
    let others = OTHERS.map(|name| (name, mode(false)));
    let mut files = [&tables[..], &others[..]].concat();
    files.sort_unstable_by_key(|(name, _)| name.to_ascii_lowercase());
    let property = |name: &str, value: &str| Row::default().plain(name).plain(value);
    let mut rows = vec![
        property("propertyName", "value"),
        property("manifest.version", "1.0"),
        property("oneroster.version", "1.2"),
    ];
    rows.extend(files.into_iter().map(|(name, mode)| property(&format!("file.{name}"), mode)));
    rows.extend([property("source.systemName", "dostyq"), property("source.systemCode", "dostyq")]);
    rows
}

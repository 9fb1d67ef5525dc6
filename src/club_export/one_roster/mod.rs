//! A club as [OneRoster 1.2](https://www.imsglobal.org/spec/oneroster/v1p2/bind/csv/), in the CSV binding as corrected
//! by 1.2.1, for bulk processing. The columns are those of the specification, in its order.
//!
//! The club is a class of one course, at the organization that it belongs to or at a school of its own. Assignments are
//! line items; the outcome of an assignment for a member is a result. Bulk processing requires that `status` and
//! `dateLastModified` are empty, that no field contains a line break, and that files without rows are absent.

mod rows;
mod table;
#[cfg(test)]
mod tests;
mod years;

pub use rows::{Roster, School};
pub use table::RosterTable;

use crate::spreadsheet::Row;

/// The files of the specification that are never written: all except the tables of [`RosterTable`].
const ABSENT_FILES: [&str; 11] = [
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

/// Returns the rows of `manifest.csv`, which lists the files of the specification as present or absent.
pub fn manifest(present: &[RosterTable]) -> Vec<Row> {
    let mode = |is_present| if is_present { "bulk" } else { "absent" };
    let tables = RosterTable::ALL.map(|table| (table.name(), mode(present.contains(&table))));
    let absent = ABSENT_FILES.map(|name| (name, mode(false)));
    let mut files = [&tables[..], &absent[..]].concat();
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

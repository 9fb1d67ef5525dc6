//! Records that an import leaves unchanged although they differ from the content.

use std::fmt;

use crate::domain::directory::RecordKind;

/// A record of the directory that the import left unchanged although it differs from the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedRecord {
    /// The kind of record.
    pub kind: RecordKind,
    /// The record's key in the content: its slug, or the keys of the records that it connects.
    pub key: String,
    /// The reason for skipping the record.
    pub reason: SkipReason,
}

/// The reason for leaving a record unchanged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SkipReason {
    /// An editor changed the record.
    Edited,
    /// An editor unpublished the record.
    Unpublished,
    /// An editor merged the record into another.
    Merged,
    /// A record that an editor created has the same slug.
    SlugTaken,
    /// The record would reference an unpublished record in this field.
    ReferencesDraft(&'static str),
    /// The organization would become its own ancestor, because editors changed the tree.
    TreeCycle,
    /// An editor moved the post to another organization.
    PostOfOtherOrganization,
    /// The record would be invalid in this field after the editors' merges.
    Invalid(&'static str),
    /// The content no longer has the record, but an editor changed it.
    WithdrawnButEdited,
    /// The content no longer has the record, but published records reference it.
    WithdrawnButReferenced,
}

impl fmt::Display for SkippedRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "skipped {} {}: ", self.kind.as_str(), self.key)?;
        match self.reason {
            SkipReason::Edited => f.write_str("an editor has changed it"),
            SkipReason::Unpublished => f.write_str("an editor has unpublished it"),
            SkipReason::Merged => f.write_str("an editor has merged it into another record"),
            SkipReason::SlugTaken => f.write_str("a record that an editor created has the same slug"),
            SkipReason::ReferencesDraft(field) => {
                write!(f, "its field {field} would reference an unpublished record")
            }
            SkipReason::TreeCycle => f.write_str("with the editors' changes, the parents would form a cycle"),
            SkipReason::PostOfOtherOrganization => {
                f.write_str("an editor has moved its post to another organization")
            }
            SkipReason::Invalid(field) => {
                write!(f, "after the editors' merges, its field {field} would be invalid")
            }
            SkipReason::WithdrawnButEdited => {
                f.write_str("the content no longer has it, but an editor has changed it")
            }
            SkipReason::WithdrawnButReferenced => {
                f.write_str("the content no longer has it, but published records reference it")
            }
        }
    }
}

//! What an import leaves as it is, though the content has it otherwise.

use std::fmt;

use crate::domain::directory::RecordKind;

/// A record of the directory that is not as the content has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Left {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// What the content knows it by: its slug, or what it connects.
    pub key: String,
    /// Why it was left.
    pub why: Why,
}

/// Why a record was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// People changed it.
    Edited,
    /// People hid it.
    Unpublished,
    /// People merged it into another.
    Merged,
    /// People's own record has its slug.
    SlugTaken,
    /// It would refer to what isn't published; the field.
    ReferencesDraft(&'static str),
    /// It would be part of itself, because of how people have the tree.
    TreeCycle,
    /// People have the post in another organization.
    PostOfOtherOrganization,
    /// With people's merges it would not be sound; the field.
    Flawed(&'static str),
    /// The content doesn't have it any more, and people changed it.
    GoneButEdited,
    /// The content doesn't have it any more, and published records refer to it.
    GoneButUsed,
}

impl fmt::Display for Left {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "left as it is: {} {}: ", self.kind.as_str(), self.key)?;
        match self.why {
            Why::Edited => f.write_str("people have edited it"),
            Why::Unpublished => f.write_str("people have unpublished it"),
            Why::Merged => f.write_str("people have merged it into another"),
            Why::SlugTaken => f.write_str("a record that people made has this slug"),
            Why::ReferencesDraft(field) => write!(f, "it refers to what is not published ({field})"),
            Why::TreeCycle => f.write_str("with people's edits the parents would form a cycle"),
            Why::PostOfOtherOrganization => f.write_str("people have moved the post to another organization"),
            Why::Flawed(field) => write!(f, "with people's merges it would not be sound ({field})"),
            Why::GoneButEdited => f.write_str("the content no longer has it, but people have edited it"),
            Why::GoneButUsed => {
                f.write_str("the content no longer has it, but published records refer to it")
            }
        }
    }
}

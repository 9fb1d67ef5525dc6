//! Records of the directory. Each has a version, and is visible to everyone or only to editors.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use super::citation::Citation;
use super::field_checks::FieldProblem;
use super::identity::IdentityKey;
use super::kind_term::KindTerm;
use super::statement::Affiliation;
use super::{KindScheme, RecordKind};
use crate::ids::{self, GlobalId, Id};
use crate::search::SearchEntry;

/// The content of a record: the part that editors change. Revisions store the content as JSON, with the field names of
/// the API.
pub trait RecordContent: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {
    /// The kind of the record's id.
    type Id: ids::Kind;
    /// The kind of record.
    const KIND: RecordKind;
    /// The required fields.
    const REQUIRED: &'static [&'static str];

    /// Returns the stable name in URLs; `None` for kinds without one.
    fn slug(&self) -> Option<&str>;

    /// Returns the references to other records, including the cited sources. A record may occur twice.
    fn references(&self) -> Vec<Reference>;

    /// Returns the present and former parents; empty unless the record is an organization.
    fn parents(&self) -> &[Affiliation] {
        &[]
    }

    /// Returns the term of the vocabulary that the record uses; `None` for kinds of record without one.
    fn used_kind(&self) -> Option<UsedKind<'_>> {
        None
    }

    /// Returns the content of a term of the vocabulary; `None` for records of other kinds.
    fn kind_term(&self) -> Option<&KindTerm> {
        None
    }

    /// Returns the values that distinguish the record from others of its kind; empty for kinds whose records may be
    /// alike.
    fn identity_keys(&self) -> Vec<IdentityKey> {
        Vec::new()
    }

    /// Returns the search entries that hold on a day; empty for kinds that the search does not cover.
    fn search_entries(&self, _own: Id<Self::Id>, _day: NaiveDate) -> Vec<SearchEntry> {
        Vec::new()
    }

    /// Returns the problems that the content has by itself, independent of other records.
    fn problems(&self) -> Vec<FieldProblem>;

    /// Takes over the names of a record that is merged into this one, as other names, and its identifiers.
    fn take_identity(&mut self, _merged: &Self) {}

    /// Removes duplicates and references to the record itself, which remain after one reference is replaced by another.
    fn tidy(&mut self, own: Id<Self::Id>);
}

/// A reference to another record, and the field that contains it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The field.
    pub field: &'static str,
    /// The kind that the referenced record must have.
    pub kind: RecordKind,
    /// The id of the referenced record.
    pub id: Uuid,
}

impl Reference {
    /// Creates a reference from a field.
    pub fn new<K>(field: &'static str, kind: RecordKind, id: Id<K>) -> Self {
        Self { field, kind, id: id.uuid() }
    }
}

/// A term of the vocabulary that a record uses, and the field that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UsedKind<'a> {
    /// The field.
    pub field: &'static str,
    /// What the term must be a kind of.
    pub scheme: KindScheme,
    /// The slug of the term.
    pub slug: &'a str,
}

/// A record: its content, version and visibility.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<C: RecordContent> {
    /// The record's id.
    pub id: Id<C::Id>,
    /// The number of edits, including the creation: 1 for a new record.
    pub version: i32,
    /// Whether everyone may see the record; otherwise it is a draft for editors only.
    pub published: bool,
    /// When the record was last edited.
    pub updated_at: DateTime<Utc>,
    /// The content.
    pub content: C,
}

/// The part of a record that a revision stores: everything that an edit can change.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordState<C> {
    /// The content.
    pub content: C,
    /// Whether everyone may see the record.
    pub published: bool,
    /// The record that this one was merged into; this record's id redirects there.
    pub merged_into: Option<Uuid>,
}

/// Returns the references to the cited sources.
pub(super) fn cited<'a>(
    citations: impl IntoIterator<Item = &'a Citation>,
) -> impl Iterator<Item = Reference> {
    citations.into_iter().map(|citation| Reference::new("citations", RecordKind::Source, citation.source))
}

impl RecordKind {
    /// Returns the kind of the record with an id; `None` if the id is not that of a record.
    pub fn of(id: GlobalId) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.global_id(id.uuid()) == id)
    }

    /// Returns the global id of a record of this kind.
    pub fn global_id(self, id: Uuid) -> GlobalId {
        match self {
            Self::KindTerm => GlobalId::new::<ids::kind::KindTerm>(id),
            Self::Source => GlobalId::new::<ids::kind::Source>(id),
            Self::Organization => GlobalId::new::<ids::kind::Organization>(id),
            Self::Person => GlobalId::new::<ids::kind::Person>(id),
            Self::Post => GlobalId::new::<ids::kind::Post>(id),
            Self::Membership => GlobalId::new::<ids::kind::Membership>(id),
            Self::Event => GlobalId::new::<ids::kind::Event>(id),
            Self::Indicator => GlobalId::new::<ids::kind::Indicator>(id),
            Self::Observation => GlobalId::new::<ids::kind::Observation>(id),
        }
    }

    const ALL: [Self; 9] = [
        Self::KindTerm,
        Self::Source,
        Self::Organization,
        Self::Person,
        Self::Post,
        Self::Membership,
        Self::Event,
        Self::Indicator,
        Self::Observation,
    ];
}

//! Records: what the directory is made of, each with a version, and each seen by all or by editors alone.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::domain::directory::{Affiliation, RecordKind};
use crate::domain::ids::{self, GlobalId, Id};
use crate::domain::problem::Problem;
use crate::domain::search::SearchEntry;

/// What a record says: the part that editors change. Its JSON, whose names are those of the API, is what revisions keep.
pub trait Content: Serialize + DeserializeOwned + Clone + PartialEq + Send + Sync + 'static {
    /// What its id is the id of.
    type Id: ids::Kind;
    /// What kind of record it is the content of.
    const KIND: RecordKind;
    /// The fields that it cannot be without.
    const REQUIRED: &'static [&'static str];

    /// Its stable name in addresses, of kinds that have one.
    fn slug(&self) -> Option<&str>;

    /// The records that it refers to, those that it cites among them; one may be there twice.
    fn references(&self) -> Vec<Reference>;

    /// The organizations that it is and was part of; only an organization is part of any.
    fn parents(&self) -> &[Affiliation] {
        &[]
    }

    /// What it is found by on a day, of kinds that are searched for.
    fn search_entries(&self, _own: Id<Self::Id>, _day: NaiveDate) -> Vec<SearchEntry> {
        Vec::new()
    }

    /// What is wrong with it in itself, whatever else is in the directory.
    fn flaws(&self) -> Vec<Flaw>;

    /// Takes away what makes no sense any more after a reference was replaced by another: what is there twice, and what
    /// refers to the record itself.
    fn tidy(&mut self, own: Id<Self::Id>);
}

/// A reference to another record, and the field in which it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reference {
    /// The field.
    pub field: &'static str,
    /// What kind of record it must be.
    pub kind: RecordKind,
    /// Its id.
    pub id: Uuid,
}

impl Reference {
    /// A reference from a field.
    pub fn new<K>(field: &'static str, kind: RecordKind, id: Id<K>) -> Self {
        Self { field, kind, id: id.uuid() }
    }
}

/// A problem of one field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// What is wrong.
    pub problem: Problem,
    /// The field.
    pub field: &'static str,
}

/// A record: what it says, and how it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Record<C: Content> {
    /// Its id.
    pub id: Id<C::Id>,
    /// How often it was edited, its making included: 1 for a new one.
    pub version: i32,
    /// Whether all may see it; else it is a draft, for editors alone.
    pub published: bool,
    /// When it was edited last.
    pub updated_at: DateTime<Utc>,
    /// What it says.
    pub content: C,
}

/// What a revision keeps of a record: all that an edit can change.
#[derive(Debug, Clone, PartialEq)]
pub struct State<C> {
    /// What it says.
    pub content: C,
    /// Whether all may see it.
    pub published: bool,
    /// What it was merged into; its id leads there.
    pub merged_into: Option<Uuid>,
}

impl RecordKind {
    /// The kind of record that an id is of; none: it is of something else.
    pub fn of(id: GlobalId) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.global_id(id.uuid()) == id)
    }

    /// The global id of a record of this kind.
    pub fn global_id(self, id: Uuid) -> GlobalId {
        match self {
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

    const ALL: [Self; 8] = [
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

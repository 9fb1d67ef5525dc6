//! The institution directory: organizations, people, posts, memberships, events and figures, each statement with its
//! sources. Terms are those of Popolo and the W3C Organization ontology.

pub mod calendar;
mod changes;
mod check;
mod event;
mod figure;
mod kinds;
mod organization;
mod part;
mod person;
mod proposal;
mod record;
pub mod schedule;
mod source;
pub mod succession;
mod term;
mod today;
pub mod tree;

pub use changes::{ChangeError, Changes, FieldChange, differences};
pub use check::{is_area, is_slug};
pub use event::Event;
pub use figure::{Indicator, Observation};
pub use kinds::{
    ContactKind, EditAction, EventFormat, EventKind, OrganizationKind, PostKind, ProposalStatus, Qualifier,
    RecordKind, Recurrence, SourceKind,
};
pub use organization::{
    Affiliation, ContactPoint, Dated, Identifier, Milestone, Name, Organization, affiliation_on, name_on,
    others,
};
pub use part::PartId;
pub use person::{Membership, Person, Post};
pub use proposal::Proposal;
pub use record::{Content, Flaw, Record, Reference, State};
pub use source::{Citation, Source};
pub use term::{Term, holding_on};
pub use today::day_of;

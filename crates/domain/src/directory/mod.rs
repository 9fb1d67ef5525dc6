//! The institution directory: organizations, people, posts, memberships, events and figures. Every statement cites its
//! sources. The vocabulary is that of Popolo and the W3C Organization ontology.

mod address;
pub mod calendar;
mod changes;
mod citation;
mod event;
mod field_checks;
mod figure;
mod identifier;
mod identity;
mod kind_term;
mod kinds;
mod organization;
mod part;
mod period;
mod person;
mod personal_details;
mod proposal;
mod public_change;
mod record;
pub mod schedule;
mod source;
mod statement;
pub mod succession;
mod today;
pub mod tree;
mod visiting;

pub use address::{Address, Coordinates, Location, is_country};
pub use changes::{ChangeError, Changes, FieldChange, differences};
pub use citation::Citation;
pub use event::Event;
pub use field_checks::{FieldProblem, Length, is_area, is_slug};
pub use figure::{Indicator, Observation};
pub use identifier::Identifier;
pub use identity::IdentityKey;
pub use kind_term::KindTerm;
pub use kinds::{
    AccessibilityFeature, ContactKind, EditAction, EventFormat, EventKind, Gender, KindScheme,
    ProposalStatus, Qualifier, RecordKind, Recurrence, ServiceStatus, SourceKind, Weekday,
};
pub use organization::Organization;
pub use part::PartId;
pub use period::{ValidityPeriod, evident_since, valid_on};
pub use person::{Membership, Person, Post};
pub use personal_details::{Image, PersonalDetails};
pub use proposal::Proposal;
pub use public_change::{PublicAction, PublicChange};
pub use record::{Record, RecordContent, RecordState, Reference, UsedKind};
pub use source::Source;
pub use statement::{
    Affiliation, CitedDate, ContactPoint, Milestone, Name, Statement, affiliation_on, all_valid_on, name_on,
    other_names,
};
pub use today::{INSTITUTION_ZONE, day_of, first_moment};
pub use visiting::{Accessibility, OpeningHours, Service};

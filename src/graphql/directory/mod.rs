//! The institution directory.

pub mod address;
pub mod affiliation;
pub mod editing;
pub mod event;
pub mod figure;
pub mod kind_term;
pub mod kinds;
pub mod organization;
pub mod person;
pub mod post;
pub mod proposal;
pub mod public_history;
pub mod query;
pub mod record;
pub mod schedule;
mod shared_data;
pub mod source;
pub mod statement;
pub mod visiting;
pub mod webhook;

pub use editing::DirectoryMutation;
pub use event::Event;
pub use figure::{Indicator, Observation};
pub use kind_term::{KindTerm, KindTermQuery};
pub use organization::{Organization, by_id as organization_by_id};
pub use person::Person;
pub use post::{Membership, Post, PostQuery};
pub use proposal::{Proposal, ProposalQuery};
pub use public_history::{PublicHistoryQuery, RecordChange};
pub use query::DirectoryQuery;
pub use record::{Revision, RevisionQuery};
pub use schedule::{EventOccurrence, Occurrence};
pub use shared_data::SHARED_DATA;
pub use source::Source;
pub use webhook::{WebhookMutation, WebhookQuery};

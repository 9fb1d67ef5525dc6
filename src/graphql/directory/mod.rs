//! The institution directory.

pub mod event;
pub mod figure;
pub mod kinds;
pub mod organization;
pub mod person;
pub mod query;
pub mod source;

pub use event::Event;
pub use figure::Indicator;
pub use organization::{Organization, by_id as organization_by_id};
pub use person::{Membership, Person, Post};
pub use query::DirectoryQuery;
pub use source::Source;

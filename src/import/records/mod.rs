//! What the files of `directory/` say, as the contents of records: each under the key by which it is known again.

mod events;
mod figures;
mod organizations;
mod people;
mod reading;
mod sources;

pub(crate) use events::{event, events, schedule};
pub(crate) use figures::{indicator, indicators, observations};
pub(crate) use organizations::{organization, organizations};
pub(crate) use people::{memberships, people, person, posts};
pub(crate) use reading::{Ids, Reading, Unfit, term};
pub(crate) use sources::{source, sources};

use crate::domain::directory::Content;

/// A record as the files have it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Listed<C: Content> {
    /// What it is known by among the records of its kind, for ever: its slug, or what it connects.
    pub(crate) key: String,
    /// What it says.
    pub(crate) content: C,
}

/// Numbers from 1 in the order of a file.
fn numbered<T>(things: impl IntoIterator<Item = T>) -> impl Iterator<Item = (i32, T)> {
    (1..).zip(things)
}

//! Converts the files of `directory/` to contents of records. Each has the key by which later imports recognize it.

mod events;
mod figures;
mod kinds;
mod organizations;
mod people;
mod reader;
mod sources;
mod visiting;

pub(crate) use events::{event, events, schedule};
pub(crate) use figures::{indicator, indicators, observations};
pub(crate) use kinds::{kind, kinds};
pub(crate) use organizations::{organization, organizations};
pub(crate) use people::{memberships, people, person, posts};
pub(crate) use reader::{ConversionError, KeyResolver, RecordReader, clock_time, identifier, period};
pub(crate) use sources::{source, sources};

use crate::domain::directory::RecordContent;

/// A record of the content, with its key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct KeyedRecord<C: RecordContent> {
    /// The permanent key among the records of its kind: the slug, or the keys of the records that it connects.
    pub(crate) key: String,
    /// The content of the record.
    pub(crate) content: C,
}

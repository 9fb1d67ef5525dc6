//! The records of `sources.toml`.

use super::reader::{optional, parsed, string, text};
use super::{ConversionError, KeyedRecord};
use crate::domain::directory::Source;
use crate::import::content::Directory;
use crate::import::format;

pub(crate) fn sources(directory: &Directory) -> Result<Vec<KeyedRecord<Source>>, ConversionError> {
    directory.sources.iter().map(source).collect()
}

pub(crate) fn source(source: &format::Source) -> Result<KeyedRecord<Source>, ConversionError> {
    let content = Source {
        slug: string(&source.slug),
        kind: parsed(&source.kind)?,
        title: text(&source.title),
        author: source.author.as_ref().map(string),
        publisher: source.publisher.as_ref().map(string),
        issued: optional(source.issued.as_ref())?,
        url: source.url.as_ref().map(string),
        accessed: optional(source.accessed.as_ref())?,
        archived_url: source.archived_url.as_ref().map(string),
    };
    Ok(KeyedRecord { key: string(&source.slug), content })
}

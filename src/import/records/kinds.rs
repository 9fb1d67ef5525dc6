//! The vocabulary of `kinds.toml`.

use super::reader::{parsed, string, text};
use super::{ConversionError, KeyedRecord};
use crate::domain::directory::KindTerm;
use crate::import::content::Directory;
use crate::import::{format, numbered};

pub(crate) fn kinds(directory: &Directory) -> Result<Vec<KeyedRecord<KindTerm>>, ConversionError> {
    numbered(&directory.kinds).map(|(position, entry)| kind(position, entry)).collect()
}

pub(crate) fn kind(position: i32, entry: &format::Kind) -> Result<KeyedRecord<KindTerm>, ConversionError> {
    let content = KindTerm {
        slug: string(&entry.slug),
        scheme: parsed(&entry.scheme)?,
        position,
        label: text(&entry.label),
        broader: entry.broader.as_ref().map(string),
    };
    Ok(KeyedRecord { key: string(&entry.slug), content })
}

//! Single values of files as those of the domain.

use std::fmt::Display;
use std::str::FromStr;

use chrono::NaiveDateTime;
use uuid::Uuid;

use crate::domain::directory::schedule::local_time;
use crate::domain::directory::{Citation, ContactPoint, Identifier, Name, RecordKind, Term};
use crate::domain::ids::{Id, OrganizationId};
use crate::domain::text::Text;
use crate::import::format::{self, Field, Texts};

/// Knows which record a key means.
pub(crate) trait Ids {
    /// The id of a record; none: there is none of this kind under this key.
    fn id(&self, kind: RecordKind, key: &str) -> Option<Uuid>;
}

/// A value that the checks let pass, and that means nothing all the same.
#[derive(Debug, thiserror::Error)]
#[error("«{value}»: {problem}")]
pub(crate) struct Unfit {
    value: String,
    problem: String,
}

/// Reads values, and finds the records that they refer to.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    ids: &'a dyn Ids,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(ids: &'a dyn Ids) -> Self {
        Self { ids }
    }

    pub(super) fn id<K>(self, kind: RecordKind, key: &str) -> Result<Id<K>, Unfit> {
        let id = self.ids.id(kind, key);
        id.map(Id::from).ok_or_else(|| Unfit {
            value: key.to_owned(),
            problem: format!("there is no {} of this name", kind.as_str()),
        })
    }

    pub(super) fn organization(self, slug: &Field) -> Result<OrganizationId, Unfit> {
        self.id(RecordKind::Organization, slug.as_ref())
    }

    pub(super) fn citations(self, source: &Field, locator: Option<&Field>) -> Result<Vec<Citation>, Unfit> {
        let source = self.id(RecordKind::Source, source.as_ref())?;
        Ok(vec![Citation { source, locator: locator.map(string), quote: None }])
    }

    /// The names before the present one.
    pub(super) fn former_names(self, former: &[format::FormerName]) -> Result<Vec<Name>, Unfit> {
        let name = |former: &format::FormerName| {
            Ok(Name {
                text: text(&former.name),
                term: term(former.since.as_ref(), former.until.as_ref(), None)?,
                citations: self.citations(&former.source, None)?,
            })
        };
        former.iter().map(name).collect()
    }

    pub(super) fn contact_points(self, contacts: &[format::Contact]) -> Result<Vec<ContactPoint>, Unfit> {
        let contact = |contact: &format::Contact| {
            Ok(ContactPoint {
                kind: parsed(&contact.kind)?,
                value: string(&contact.value),
                label: contact.label.as_ref().map(text),
                public: contact.public,
                term: term(contact.since.as_ref(), contact.until.as_ref(), None)?,
                citations: self.citations(&contact.source, None)?,
            })
        };
        contacts.iter().map(contact).collect()
    }
}

pub(super) fn identifiers(identifiers: &[format::Identifier]) -> Vec<Identifier> {
    let identifier = |identifier: &format::Identifier| Identifier {
        scheme: string(&identifier.scheme),
        value: string(&identifier.value),
    };
    identifiers.iter().map(identifier).collect()
}

/// From when until when, and when it was seen.
pub(crate) fn term(
    since: Option<&Field>,
    until: Option<&Field>,
    attested: Option<&Field>,
) -> Result<Term, Unfit> {
    Ok(Term { since: optional(since)?, until: optional(until)?, attested: optional(attested)? })
}

pub(super) fn parsed<T>(value: &Field) -> Result<T, Unfit>
where
    T: FromStr,
    T::Err: Display,
{
    let parsed = value.as_ref().parse::<T>();
    parsed.map_err(|error| Unfit { value: string(value), problem: error.to_string() })
}

pub(super) fn optional<T>(value: Option<&Field>) -> Result<Option<T>, Unfit>
where
    T: FromStr,
    T::Err: Display,
{
    value.map(parsed).transpose()
}

pub(super) fn local(value: &Field) -> Result<NaiveDateTime, Unfit> {
    local_time(value.as_ref())
        .ok_or_else(|| Unfit { value: string(value), problem: "not a local time".to_owned() })
}

pub(super) fn text(texts: &Texts) -> Text {
    Text { kk: string(&texts.kk), ru: texts.ru.as_ref().map(string), en: texts.en.as_ref().map(string) }
}

pub(super) fn string(field: &Field) -> String {
    field.as_ref().clone()
}

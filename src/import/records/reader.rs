//! Converts single values of files to values of the domain.

use std::fmt::Display;
use std::str::FromStr;

use chrono::{NaiveDateTime, NaiveTime};
use uuid::Uuid;

use crate::domain::directory::schedule::local_time;
use crate::domain::directory::{
    Citation, CitedDate, ContactPoint, Identifier, Name, RecordKind, ValidityPeriod,
};
use crate::domain::ids::{Id, OrganizationId};
use crate::domain::text::Text;
use crate::import::format::{self, Field, Texts};

/// Resolves the keys of records to ids.
pub(crate) trait KeyResolver {
    /// Returns the id of a record; `None` if there is no record of this kind with this key.
    fn id(&self, kind: RecordKind, key: &str) -> Option<Uuid>;
}

/// A value that passed the checks but cannot be converted, which is a bug in the checks.
#[derive(Debug, thiserror::Error)]
#[error("«{value}»: {problem}")]
pub(crate) struct ConversionError {
    value: String,
    problem: String,
}

/// Converts values, and resolves references to other records.
#[derive(Clone, Copy)]
pub(crate) struct RecordReader<'a> {
    resolver: &'a dyn KeyResolver,
}

impl<'a> RecordReader<'a> {
    pub(crate) fn new(resolver: &'a dyn KeyResolver) -> Self {
        Self { resolver }
    }

    pub(super) fn id<K>(self, kind: RecordKind, key: &str) -> Result<Id<K>, ConversionError> {
        let id = self.resolver.id(kind, key);
        id.map(Id::from).ok_or_else(|| ConversionError {
            value: key.to_owned(),
            problem: format!("there is no {} with this key", kind.as_str()),
        })
    }

    pub(super) fn organization(self, slug: &Field) -> Result<OrganizationId, ConversionError> {
        self.id(RecordKind::Organization, slug.as_ref())
    }

    pub(super) fn citations(
        self,
        source: &Field,
        locator: Option<&Field>,
    ) -> Result<Vec<Citation>, ConversionError> {
        let source = self.id(RecordKind::Source, source.as_ref())?;
        Ok(vec![Citation { source, locator: locator.map(string), quote: None }])
    }

    /// Converts the names before the present one.
    pub(super) fn former_names(self, former: &[format::FormerName]) -> Result<Vec<Name>, ConversionError> {
        let name = |former: &format::FormerName| {
            Ok(Name {
                text: text(&former.name),
                period: period(former.since.as_ref(), former.until.as_ref(), None)?,
                citations: self.citations(&former.source, None)?,
            })
        };
        former.iter().map(name).collect()
    }

    pub(super) fn contact_points(
        self,
        contacts: &[format::Contact],
    ) -> Result<Vec<ContactPoint>, ConversionError> {
        let contact = |contact: &format::Contact| {
            Ok(ContactPoint {
                kind: parsed(&contact.kind)?,
                value: string(&contact.value),
                label: contact.label.as_ref().map(text),
                public: contact.public,
                period: period(contact.since.as_ref(), contact.until.as_ref(), None)?,
                citations: self.citations(&contact.source, None)?,
            })
        };
        contacts.iter().map(contact).collect()
    }
}

pub(crate) fn identifier(identifier: &format::Identifier) -> Identifier {
    Identifier { scheme: string(&identifier.scheme), value: string(&identifier.value) }
}

/// Converts a period: since, until and attested.
pub(crate) fn period(
    since: Option<&Field>,
    until: Option<&Field>,
    attested: Option<&Field>,
) -> Result<ValidityPeriod, ConversionError> {
    Ok(ValidityPeriod { since: optional(since)?, until: optional(until)?, attested: optional(attested)? })
}

pub(super) fn parsed<T>(value: &Field) -> Result<T, ConversionError>
where
    T: FromStr,
    T::Err: Display,
{
    let parsed = value.as_ref().parse::<T>();
    parsed.map_err(|error| ConversionError { value: string(value), problem: error.to_string() })
}

pub(super) fn optional<T>(value: Option<&Field>) -> Result<Option<T>, ConversionError>
where
    T: FromStr,
    T::Err: Display,
{
    value.map(parsed).transpose()
}

/// Converts a date that has the citations of its record.
pub(super) fn dated(
    date: Option<&Field>,
    citations: &[Citation],
) -> Result<Option<CitedDate>, ConversionError> {
    Ok(optional(date)?.map(|date| CitedDate { date, citations: citations.to_vec() }))
}

pub(super) fn local(value: &Field) -> Result<NaiveDateTime, ConversionError> {
    local_time(value.as_ref())
        .ok_or_else(|| ConversionError { value: string(value), problem: "not a local time".to_owned() })
}

pub(super) fn time(value: &Field) -> Result<NaiveTime, ConversionError> {
    clock_time(value.as_ref())
        .ok_or_else(|| ConversionError { value: string(value), problem: "not a time of day".to_owned() })
}

/// Reads a time of day, such as `09:00`; `None` if the text is none.
pub(crate) fn clock_time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok().filter(|_| text.len() == "09:00".len())
}

pub(super) fn text(texts: &Texts) -> Text {
    let [kk, ru, en] = [&texts.kk, &texts.ru, &texts.en].map(|text| text.as_ref().map(string));
    Text { kk, ru, en }
}

pub(super) fn string(field: &Field) -> String {
    field.as_ref().clone()
}

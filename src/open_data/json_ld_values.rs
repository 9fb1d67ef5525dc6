//! Texts, dates and references, as values of JSON-LD.

use chrono::NaiveDate;
use edtf::{Edtf, FuzzyDate};
use serde_json::{Value, json};

use super::{ReferencedRecords, dates};
use crate::domain::ids::Id;
use crate::domain::text::{Language, Text};

/// Returns a text in all its languages.
pub(super) fn text(text: &Text) -> Vec<Value> {
    let value = |(text, language): (&str, Language)| json!({"@value": text, "@language": language.tag()});
    text.languages().map(value).collect()
}

pub(super) fn exact(edtf: &impl ToString) -> Value {
    json!({"@value": edtf.to_string(), "@type": "edtf:EDTF"})
}

/// Returns a date, and also the exact EDTF if that says more.
pub(super) fn date(date: FuzzyDate) -> Value {
    if date.is_approximate() || date.is_uncertain() {
        json!([dates::plain(date), exact(&date)])
    } else {
        dates::plain(date).into()
    }
}

/// Returns a date that may be an interval. An interval is given only as exact EDTF.
pub(super) fn point(edtf: &Edtf) -> Value {
    match edtf {
        Edtf::Date(single) => date(*single),
        Edtf::Interval(..) => exact(edtf),
    }
}

/// Returns a day as a typed value.
pub(super) fn day(day: NaiveDate) -> Value {
    json!({"@value": day.to_string(), "@type": "http://www.w3.org/2001/XMLSchema#date"})
}

/// Returns a reference to a record.
pub(super) fn reference<K>(referenced: &ReferencedRecords, id: Id<K>) -> Value {
    json!({"@id": referenced.address(id.uuid())})
}

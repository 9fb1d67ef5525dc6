//! Texts, periods and sources, in the format of Popolo.

use edtf::FuzzyDate;
use serde_json::{Value, json};

use super::json::{Object, stored};
use super::{ReferencedRecords, dates};
use crate::domain::directory::{Citation, Source, ValidityPeriod};
use crate::domain::link::to_uri;
use crate::domain::text::Text;

/// Returns a property with the Kazakh text, or else with another language's, and one with the whole text.
pub(super) fn text(name: &str, text: Option<&Text>) -> Object {
    let object = Object::new().with(name, text.map(Text::kazakh_first));
    object.with(&format!("dostyq:{name}"), text.map(stored))
}

/// Returns a period: the plain dates under the given property names, and the exact dates.
pub(super) fn period(period: &ValidityPeriod, from: &str, until: &str) -> Object {
    let plain = |date: Option<FuzzyDate>| date.map(dates::plain);
    Object::new().with(from, plain(period.since)).with(until, plain(period.until)).and(exact(period))
}

pub(super) fn exact(period: &ValidityPeriod) -> Object {
    let text = |date: Option<FuzzyDate>| date.map(|date| date.to_string());
    Object::new()
        .with("dostyq:since", text(period.since))
        .with("dostyq:until", text(period.until))
        .with("dostyq:attested", period.attested.as_ref().map(ToString::to_string))
}

pub(super) fn sources<'a>(
    citations: impl IntoIterator<Item = &'a Citation>,
    referenced: &'a ReferencedRecords,
) -> Vec<Value> {
    let value = |(citation, source): (&Citation, &Source)| {
        let address = || referenced.address(citation.source.uuid());
        let note = match &citation.locator {
            Some(locator) => format!("{}, {locator}", source.title.kazakh_first()),
            None => source.title.kazakh_first().to_owned(),
        };
        json!({"url": source.url.as_deref().map_or_else(address, to_uri), "note": note})
    };
    referenced.cited(citations).into_iter().map(value).collect()
}

//! The cells of the tables that several columns or tables share.

use edtf::Edtf;
use serde_json::Value;

use super::ReferencedRecords;
use super::json::{Object, stored};
use super::json_ld_times::first_occurrence;
use crate::domain::directory::schedule::Schedule;
use crate::domain::directory::{
    Address, Affiliation, ContactKind, ContactPoint, Event, Gender, Identifier, Name, PersonalDetails,
    ValidityPeriod,
};
use crate::spreadsheet::Row;

impl Row {
    /// Adds the contacts that are valid today.
    pub(super) fn contacts(self, contacts: &[ContactPoint], referenced: &ReferencedRecords) -> Self {
        let of_kinds = |kinds: &[ContactKind]| referenced.contact_values(contacts, kinds);
        self.list(of_kinds(&[ContactKind::Address]))
            .list(of_kinds(&[ContactKind::Phone]))
            .list(of_kinds(&[ContactKind::Email]))
            .list(of_kinds(&[ContactKind::Website, ContactKind::SocialMedia]))
    }

    /// Adds what is known about a person besides the names.
    pub(super) fn details(self, details: &PersonalDetails) -> Self {
        let image = details.image.as_ref();
        self.text(details.family_name.as_ref())
            .text(details.given_name.as_ref())
            .text(details.patronymic.as_ref())
            .maybe(details.gender.map(Gender::as_str))
            .date(details.born.as_ref().map(|cited| &cited.date))
            .date(details.died.as_ref().map(|cited| &cited.date))
            .cell(image.map(|image| image.url.as_str()))
            .cell(image.map(|image| image.licence.as_str()))
            .cell(image.and_then(|image| image.creator.as_deref()))
    }

    /// Adds the times of an event: those of the first occurrence with their offset, or its days; the zone, the rule with
    /// all its parts, and the additional starts, in local time; and the exceptions, as in the stored schedule. With the
    /// exceptions, which the times of a series leave out, all occurrences can be computed.
    pub(super) fn schedule(self, event: &Event) -> Self {
        let schedule = event.calendar_schedule();
        let schedule = schedule.as_deref();
        let (starts, ends) = schedule.map(first_occurrence).unzip();
        let additional = schedule.map(Schedule::additional_to_rule).unwrap_or_default();
        let exceptions = schedule.map(|schedule| &schedule.exceptions).filter(|all| !all.is_empty());
        self.maybe(starts)
            .maybe(ends)
            .maybe(schedule.map(|schedule| schedule.all_day))
            .maybe(schedule.map(|schedule| schedule.zone.name()))
            .maybe(schedule.and_then(Schedule::explicit_rule))
            .list(additional.iter().map(|start| start.format("%Y-%m-%dT%H:%M:%S")))
            .maybe(exceptions.map(stored))
    }

    /// Adds an address in one line, its country and its coordinates.
    pub(super) fn address(self, address: Option<&Address>) -> Self {
        let coordinates = address.and_then(|address| address.coordinates);
        self.text(address.and_then(Address::lines).as_ref())
            .cell(address.map(|address| address.country.as_str()))
            .maybe(coordinates.map(|coordinates| coordinates.latitude))
            .maybe(coordinates.map(|coordinates| coordinates.longitude))
    }

    pub(super) fn identifiers(self, identifiers: &[Identifier]) -> Self {
        self.list(identifiers.iter().map(|identifier| format!("{}:{}", identifier.scheme, identifier.value)))
    }

    pub(super) fn period(self, period: &ValidityPeriod) -> Self {
        self.date(period.since.map(Edtf::from).as_ref())
            .date(period.until.map(Edtf::from).as_ref())
            .date(period.attested.as_ref())
    }

    /// Adds a list of objects as JSON. JSON lists begin with a bracket, so no spreadsheet takes the cell for a formula.
    pub(super) fn json(self, objects: impl IntoIterator<Item = Object>) -> Self {
        let objects: Vec<Value> = objects.into_iter().map(Value::from).collect();
        if objects.is_empty() { self.cell(None) } else { self.plain(Value::from(objects)) }
    }
}

pub(super) fn names(names: &[Name]) -> impl Iterator<Item = Object> {
    names.iter().map(|name| period_object(&name.period).with("text", stored(&name.text)))
}

pub(super) fn affiliations(others: &[Affiliation]) -> impl Iterator<Item = Object> {
    others
        .iter()
        .map(|other| period_object(&other.period).with("organization_id", stored(&other.organization)))
}

/// Returns an object with the dates of a period in their stored form.
fn period_object(period: &ValidityPeriod) -> Object {
    let date = |date: Option<&dyn ToString>| date.map(ToString::to_string);
    Object::new()
        .with("since", date(period.since.as_ref().map(|date| date as _)))
        .with("until", date(period.until.as_ref().map(|date| date as _)))
        .with("attested", date(period.attested.as_ref().map(|date| date as _)))
}

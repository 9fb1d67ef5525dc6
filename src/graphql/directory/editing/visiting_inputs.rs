//! Inputs of editors: what visitors of an organization need to know. Addresses are in `address.rs`.

use async_graphql::InputObject;

use super::shared_inputs::{CitationInput, TextInput, citations, period, text};
use crate::domain::directory as domain;
use crate::domain::problem::Problem;
use crate::graphql::directory::address::{AddressInput, LocationInput};
use crate::graphql::directory::kinds::{AccessibilityFeature, ServiceStatus, Weekday};
use crate::graphql::lenient::Written;
use crate::graphql::scalars::{EdtfText, LanguageTag, LocalTime};

/// The opening hours of an organization on some days of the week, or the information that it is closed on them.
#[derive(InputObject)]
pub struct OpeningHoursInput {
    /// The days of the week, each once; at least one.
    pub days: Vec<Weekday>,
    /// When the organization opens. Omit both times if it is closed on these days.
    pub opens: Option<Written<LocalTime>>,
    /// When the organization closes. A time earlier than `opens` is on the next day. For an organization that is always
    /// open, use 00:00 to 23:59.
    pub closes: Option<Written<LocalTime>>,
    /// A note, such as when there is a break; at most 300 characters.
    pub note: Option<TextInput>,
    /// The first date; not an interval.
    pub since: Option<EdtfText>,
    /// The last date, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed that the statement held.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// An accessibility feature that an organization has or lacks.
#[derive(InputObject)]
pub struct AccessibilityInput {
    /// The feature.
    pub feature: AccessibilityFeature,
    /// Whether the organization has it.
    #[graphql(default = true)]
    pub is_available: bool,
    /// A note, such as where the feature is; at most 300 characters.
    pub note: Option<TextInput>,
    /// The first date; not an interval.
    pub since: Option<EdtfText>,
    /// The last date, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed that the statement held.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

/// A service that an organization offers.
#[derive(InputObject)]
pub struct ServiceInput {
    /// The name; at most 300 characters.
    pub name: TextInput,
    /// What the service consists of; at most 10,000 characters.
    pub description: Option<TextInput>,
    /// Whom the service is for; at most 300 characters.
    pub audience: Option<TextInput>,
    /// What the service costs; at most 300 characters.
    pub fees: Option<TextInput>,
    /// The languages in which the service is offered; at most 20.
    #[graphql(default)]
    pub languages: Vec<LanguageTag>,
    /// Whether the service is offered at present.
    #[graphql(default_with = "ServiceStatus::Active")]
    pub status: ServiceStatus,
    /// The first date; not an interval.
    pub since: Option<EdtfText>,
    /// The last date, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed that the statement held.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

pub(super) fn address(input: AddressInput) -> Result<domain::Address, Problem> {
    let coordinates = input
        .coordinates
        .map(|input| domain::Coordinates { latitude: input.latitude, longitude: input.longitude });
    Ok(domain::Address {
        country: input.country,
        region: input.region.map(text).transpose()?,
        district: input.district.map(text).transpose()?,
        locality: input.locality.map(text).transpose()?,
        street: input.street.map(text).transpose()?,
        unit: input.unit.map(text).transpose()?,
        postal_code: input.postal_code,
        coordinates,
    })
}

pub(super) fn location(input: LocationInput) -> Result<domain::Location, Problem> {
    Ok(domain::Location {
        address: address(input.address)?,
        period: period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        citations: citations(input.citations)?,
    })
}

pub(super) fn opening_hours(input: OpeningHoursInput) -> Result<domain::OpeningHours, Problem> {
    let time = |time: Written<LocalTime>| time.read().map(|time| time.0);
    Ok(domain::OpeningHours {
        days: input.days.into_iter().map(domain::Weekday::from).collect(),
        opens: input.opens.map(time).transpose()?,
        closes: input.closes.map(time).transpose()?,
        note: input.note.map(text).transpose()?,
        period: period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        citations: citations(input.citations)?,
    })
}

pub(super) fn accessibility(input: AccessibilityInput) -> Result<domain::Accessibility, Problem> {
    Ok(domain::Accessibility {
        feature: input.feature.into(),
        available: input.is_available,
        note: input.note.map(text).transpose()?,
        period: period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        citations: citations(input.citations)?,
    })
}

pub(super) fn service(input: ServiceInput) -> Result<domain::Service, Problem> {
    Ok(domain::Service {
        name: text(input.name)?,
        description: input.description.map(text).transpose()?,
        audience: input.audience.map(text).transpose()?,
        fees: input.fees.map(text).transpose()?,
        languages: input.languages.into_iter().map(|tag| tag.0).collect(),
        status: input.status.into(),
        period: period(input.since.as_ref(), input.until.as_ref(), input.attested.as_ref())?,
        citations: citations(input.citations)?,
    })
}

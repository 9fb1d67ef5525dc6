//! What visitors need to know about organizations and events.

use super::reader::{optional, parsed, period, string, text, time};
use super::{ConversionError, RecordReader};
use crate::domain::directory::{
    Accessibility, Address, Coordinates, Location, OpeningHours, Service, ServiceStatus,
};
use crate::import::format;

pub(super) fn locations(
    locations: &[format::Location],
    reader: RecordReader<'_>,
) -> Result<Vec<Location>, ConversionError> {
    let location = |location: &format::Location| {
        let format::Location { since, until, attested, source, locator, .. } = location;
        Ok(Location {
            address: address(&location.address),
            period: period(since.as_ref(), until.as_ref(), attested.as_ref())?,
            citations: reader.citations(source, locator.as_ref())?,
        })
    };
    locations.iter().map(location).collect()
}

pub(super) fn address(address: &format::Address) -> Address {
    let coordinates = address.latitude.as_ref().zip(address.longitude.as_ref());
    let coordinates = coordinates.map(|(latitude, longitude)| Coordinates {
        latitude: *latitude.as_ref(),
        longitude: *longitude.as_ref(),
    });
    Address {
        country: string(&address.country),
        region: address.region.as_ref().map(text),
        district: address.district.as_ref().map(text),
        locality: address.locality.as_ref().map(text),
        street: address.street.as_ref().map(text),
        unit: address.unit.as_ref().map(text),
        postal_code: address.postal_code.as_ref().map(string),
        coordinates,
    }
}

pub(super) fn opening_hours(
    all: &[format::OpeningHours],
    reader: RecordReader<'_>,
) -> Result<Vec<OpeningHours>, ConversionError> {
    let one = |hours: &format::OpeningHours| {
        Ok(OpeningHours {
            days: hours.days.iter().map(parsed).collect::<Result<_, _>>()?,
            opens: hours.opens.as_ref().map(time).transpose()?,
            closes: hours.closes.as_ref().map(time).transpose()?,
            note: hours.note.as_ref().map(text),
            period: period(hours.since.as_ref(), hours.until.as_ref(), hours.attested.as_ref())?,
            citations: reader.citations(&hours.source, hours.locator.as_ref())?,
        })
    };
    all.iter().map(one).collect()
}

pub(super) fn accessibility(
    all: &[format::Accessibility],
    reader: RecordReader<'_>,
) -> Result<Vec<Accessibility>, ConversionError> {
    let one = |entry: &format::Accessibility| {
        Ok(Accessibility {
            feature: parsed(&entry.feature)?,
            available: entry.available,
            note: entry.note.as_ref().map(text),
            period: period(entry.since.as_ref(), entry.until.as_ref(), entry.attested.as_ref())?,
            citations: reader.citations(&entry.source, entry.locator.as_ref())?,
        })
    };
    all.iter().map(one).collect()
}

pub(super) fn services(
    all: &[format::Service],
    reader: RecordReader<'_>,
) -> Result<Vec<Service>, ConversionError> {
    let one = |service: &format::Service| {
        Ok(Service {
            name: text(&service.name),
            description: service.description.as_ref().map(text),
            audience: service.audience.as_ref().map(text),
            fees: service.fees.as_ref().map(text),
            languages: service.languages.iter().map(string).collect(),
            status: optional(service.status.as_ref())?.unwrap_or(ServiceStatus::Active),
            period: period(service.since.as_ref(), service.until.as_ref(), service.attested.as_ref())?,
            citations: reader.citations(&service.source, service.locator.as_ref())?,
        })
    };
    all.iter().map(one).collect()
}

//! The addresses of organizations and events.

use super::reader::{period, string, text};
use super::{ConversionError, RecordReader};
use crate::domain::directory::{Address, Coordinates, Location};
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

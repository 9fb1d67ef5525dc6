//! Inputs of editors: the conversion of what visitors of an organization need to know.

use super::shared_inputs::{citations, period, text};
use crate::domain::directory as domain;
use crate::domain::problem::Problem;
use crate::graphql::directory::address::{AddressInput, LocationInput};

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

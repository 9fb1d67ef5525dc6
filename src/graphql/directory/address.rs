//! Structured addresses.

use async_graphql::{Context, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::editing::{CitationInput, TextInput};
use super::source::Citation;
use super::statement::ValidityPeriod;
use crate::domain::directory as domain;
use crate::graphql::context::request;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{EdtfText, Language};
use crate::graphql::texts::{TextInLanguage, all_languages_if_any, in_language_if_any};

/// A postal address, and the coordinates of the place.
pub struct Address(pub(super) domain::Address);

/// A postal address, and the coordinates of the place (`PostalAddress` and `GeoCoordinates` of schema.org).
#[Object]
impl Address {
    /// The country, a code of ISO 3166-1 (alpha-2) such as `KZ`.
    async fn country(&self) -> &str {
        &self.0.country
    }

    /// The region: the largest part of the country that the address names. Null if not given.
    async fn region(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.region.as_ref(), lang)
    }

    /// The district of the region or of the city. Null if not given.
    async fn district(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.district.as_ref(), lang)
    }

    /// The city, town or village. Null if not given.
    async fn locality(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.locality.as_ref(), lang)
    }

    /// The street and house number. Null if not given.
    async fn street(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.street.as_ref(), lang)
    }

    /// The place in the building, such as the entrance, floor and room. Null if not given.
    async fn unit(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.unit.as_ref(), lang)
    }

    /// The region in all its languages. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn region_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.region.as_ref())
    }

    /// The district in all its languages. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn district_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.district.as_ref())
    }

    /// The city, town or village in all its languages. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn locality_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.locality.as_ref())
    }

    /// The street in all its languages. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn street_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.street.as_ref())
    }

    /// The place in the building in all its languages. Empty if not given.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn unit_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.unit.as_ref())
    }

    /// The postal code. Null if not given.
    async fn postal_code(&self) -> Option<&str> {
        self.0.postal_code.as_deref()
    }

    /// The coordinates of the place. Null if unknown.
    async fn coordinates(&self) -> Option<Coordinates> {
        let domain::Coordinates { latitude, longitude } = self.0.coordinates?;
        Some(Coordinates { latitude, longitude })
    }

    /// The address in one line: from the street to the region, then the postal code, then the country unless it is
    /// Kazakhstan. Null if only the coordinates are known.
    async fn line(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; each part falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<String> {
        let language = lang.map_or(request(context).language, Into::into);
        Some(self.0.line(language)).filter(|line| !line.is_empty())
    }
}

/// Coordinates in WGS 84.
#[derive(SimpleObject)]
pub struct Coordinates {
    /// The latitude in degrees: -90 to 90, positive in the north.
    latitude: f64,
    /// The longitude in degrees: -180 to 180, positive in the east.
    longitude: f64,
}

/// Where an organization is or was, for a period.
pub struct Location(pub(super) domain::Location);

/// Where an organization is or was, for a period.
#[Object]
impl Location {
    /// The address.
    async fn address(&self) -> Address {
        Address(self.0.address.clone())
    }

    #[graphql(flatten)]
    fn period(&self) -> ValidityPeriod {
        ValidityPeriod(self.0.period.clone())
    }

    /// The citations that support the statement.
    async fn citations(&self) -> ListOf<Citation> {
        Citation::all(&self.0.citations)
    }
}

/// A postal address, and the coordinates of the place. The country alone is not enough: at least one text, the postal
/// code or the coordinates are required.
#[derive(InputObject)]
pub struct AddressInput {
    /// The country, a code of ISO 3166-1 (alpha-2).
    #[graphql(default_with = "String::from(\"KZ\")")]
    pub country: String,
    /// The region: the largest part of the country that the address names; at most 300 characters.
    pub region: Option<TextInput>,
    /// The district of the region or of the city; at most 300 characters.
    pub district: Option<TextInput>,
    /// The city, town or village; at most 300 characters.
    pub locality: Option<TextInput>,
    /// The street and house number; at most 300 characters.
    pub street: Option<TextInput>,
    /// The place in the building, such as the entrance, floor and room; at most 300 characters.
    pub unit: Option<TextInput>,
    /// The postal code; at most 300 characters.
    pub postal_code: Option<String>,
    /// The coordinates of the place.
    pub coordinates: Option<CoordinatesInput>,
}

/// Coordinates in WGS 84.
#[derive(InputObject)]
pub struct CoordinatesInput {
    /// The latitude in degrees: -90 to 90, positive in the north.
    pub latitude: f64,
    /// The longitude in degrees: -180 to 180, positive in the east.
    pub longitude: f64,
}

/// Where an organization is or was, for a period.
#[derive(InputObject)]
pub struct LocationInput {
    /// The address.
    pub address: AddressInput,
    /// The first date; not an interval.
    pub since: Option<EdtfText>,
    /// The last date, inclusive; not an interval.
    pub until: Option<EdtfText>,
    /// When the source observed that the organization was there.
    pub attested: Option<EdtfText>,
    /// The citations that support the statement; 1 to 20. Only a proposed correction may omit them
    /// (`ProposeCorrectionInput`).
    #[graphql(default)]
    pub citations: Vec<CitationInput>,
}

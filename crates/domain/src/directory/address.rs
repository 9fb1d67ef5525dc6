//! Structured addresses, with the coordinates of the place.

use serde::{Deserialize, Serialize};

use super::citation::Citation;
use super::field_checks::{Checks, Length, MAX_LIST};
use super::period::ValidityPeriod;
use super::statement::statements;
use crate::problem::Problem;
use crate::text::{Language, Text};

/// The country of the house: an address in it is written without its country.
const HOME: &str = "KZ";

/// The officially assigned country codes of ISO 3166-1 (alpha-2).
const COUNTRIES: &str = "\
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC \
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD \
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH \
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW \
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC \
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY \
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// A postal address, and the coordinates of the place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    /// The country (ISO 3166-1 alpha-2).
    pub country: String,
    /// The region: the largest part of the country that the address names.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub region: Option<Text>,
    /// The district of the region or of the city.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub district: Option<Text>,
    /// The city, town or village.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub locality: Option<Text>,
    /// The street, and the number of the house.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub street: Option<Text>,
    /// The place in the building: entrance, floor, room.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<Text>,
    /// The postal code.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub postal_code: Option<String>,
    /// The coordinates.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub coordinates: Option<Coordinates>,
}

/// Coordinates in WGS 84.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coordinates {
    /// The latitude in degrees: -90 to 90, positive in the north.
    pub latitude: f64,
    /// The longitude in degrees: -180 to 180, positive in the east.
    pub longitude: f64,
}

/// Where an organization is or was, for a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Location {
    /// The address.
    pub address: Address,
    /// The period in which the statement holds.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

statements! { Location }

impl Address {
    /// Returns the parts that are texts, from the smallest to the largest.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        [&self.street, &self.unit, &self.locality, &self.district, &self.region].into_iter().flatten()
    }

    /// Returns the address in one line, from the smallest part to the largest. A part that is not in the language is in
    /// another one. Empty if only the coordinates are known.
    pub fn line(&self, language: Language) -> String {
        let texts = self.texts().map(|text| text.in_language(language).0);
        let country = Some(self.country.as_str()).filter(|country| *country != HOME);
        let mut parts: Vec<&str> = texts.chain(self.postal_code.as_deref()).collect();
        if !parts.is_empty() {
            parts.extend(country);
        }
        parts.join(", ")
    }

    /// Returns the address in one line, in each language that a part of it is in; in Kazakh if no part is a text.
    pub fn lines(&self) -> Option<Text> {
        let has = |language| self.texts().any(|text| text.get(language).is_some());
        let line = |language| has(language).then(|| self.line(language));
        let [kk, ru, en] = Language::ALL.map(line);
        let lines = Text { kk, ru, en };
        if lines.languages().next().is_some() {
            return Some(lines);
        }
        let bare = self.line(Language::Kk);
        (!bare.is_empty()).then(|| Text { kk: Some(bare), ..Text::default() })
    }

    /// Returns the problems of the address.
    fn problems(&self) -> impl Iterator<Item = Problem> {
        let is_placed =
            self.texts().next().is_some() || self.postal_code.is_some() || self.coordinates.is_some();
        let has_valid_coordinates = self.coordinates.is_none_or(Coordinates::are_valid);
        [
            (is_country(&self.country), Problem::InvalidCountry),
            (is_placed, Problem::Required),
            (has_valid_coordinates, Problem::InvalidCoordinates),
        ]
        .into_iter()
        .filter_map(|(holds, problem)| (!holds).then_some(problem))
    }
}

impl Coordinates {
    /// Whether both are on the globe.
    pub fn are_valid(self) -> bool {
        (-90.0..=90.0).contains(&self.latitude) && (-180.0..=180.0).contains(&self.longitude)
    }
}

/// Checks that a text is a country code of ISO 3166-1 (alpha-2).
pub fn is_country(text: &str) -> bool {
    COUNTRIES.split(' ').any(|country| country == text)
}

impl Checks {
    pub(super) fn address(&mut self, field: &'static str, address: &Address) {
        self.text(field, Length::Line, address.texts());
        self.lines(field, &address.postal_code);
        for problem in address.problems() {
            self.ensure(false, problem, field);
        }
    }

    pub(super) fn locations(&mut self, locations: &[Location]) {
        let field = "locations";
        self.at_most(MAX_LIST, locations.len(), field);
        for location in locations {
            self.address(field, &location.address);
            self.statement(field, location);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn address(value: Value) -> Address {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn the_codes_of_countries_are_those_of_iso_3166() {
        let codes: Vec<&str> = COUNTRIES.split(' ').collect();
        assert_eq!(codes.len(), 249);
        assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 2));
        assert!(is_country("KZ") && !is_country("kz") && !is_country("XK") && !is_country("KZ UZ"));
    }

    #[test]
    fn a_line_has_the_parts_from_the_smallest_to_the_largest() {
        let taldyqorgan = address(json!({
            "country": "KZ", "postalCode": "040000", "region": {"kk": "Жетісу облысы"},
            "locality": {"kk": "Талдықорған", "en": "Taldyqorgan"}, "street": {"kk": "Абай көшесі, 1"},
            "unit": {"kk": "2-қабат", "ru": "2 этаж"},
        }));
        let kazakh = "Абай көшесі, 1, 2-қабат, Талдықорған, Жетісу облысы, 040000";
        assert_eq!(taldyqorgan.line(Language::Kk), kazakh);
        let lines = taldyqorgan.lines().unwrap();
        assert_eq!(lines.ru.as_deref(), Some("Абай көшесі, 1, 2 этаж, Талдықорған, Жетісу облысы, 040000"));
        assert_eq!(lines.en.as_deref(), Some("Абай көшесі, 1, 2-қабат, Taldyqorgan, Жетісу облысы, 040000"));
        let abroad = address(json!({"country": "UZ", "postalCode": "100000"}));
        assert_eq!(abroad.lines().unwrap().kazakh_first(), "100000, UZ");
        let bare = address(json!({"country": "UZ", "coordinates": {"latitude": 41.3, "longitude": 69.2}}));
        assert_eq!(bare.lines(), None);
    }

    #[test]
    fn an_address_is_in_a_country_and_on_the_globe() {
        let problems = |value: Value| address(value).problems().collect::<Vec<_>>();
        let at = |latitude: f64, longitude: f64| json!({"country": "KZ", "coordinates": {"latitude": latitude, "longitude": longitude}});
        for (latitude, longitude) in [(45.0, 78.4), (-90.0, 180.0), (90.0, -180.0)] {
            assert!(problems(at(latitude, longitude)).is_empty(), "{latitude} {longitude}");
        }
        for (latitude, longitude) in [(90.1, 0.0), (-90.1, 0.0), (0.0, 180.1), (0.0, -180.1)] {
            assert_eq!(problems(at(latitude, longitude)), [Problem::InvalidCoordinates]);
        }
        assert!(!Coordinates { latitude: f64::NAN, longitude: 0.0 }.are_valid());
        assert_eq!(problems(json!({"country": "KZ"})), [Problem::Required]);
        assert_eq!(
            problems(json!({"country": "Kazakhstan", "postalCode": "040000"})),
            [Problem::InvalidCountry]
        );
    }
}

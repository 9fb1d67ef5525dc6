//! Checks of addresses.

use super::FileChecker;
use crate::domain::directory::{Coordinates, is_country};
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::import::format::{Address, Location, Spanned};
use crate::messages::problem_sentence;

impl FileChecker<'_> {
    /// Checks a location, except its source.
    pub(super) fn location(&mut self, location: &Location) {
        self.address(&location.address);
        self.period(location.since.as_ref(), location.until.as_ref(), location.attested.as_ref());
    }

    pub(super) fn address(&mut self, address: &Address) {
        let Address { country, region, district, locality, street, unit, postal_code, latitude, longitude } =
            address;
        if !is_country(country.as_ref()) {
            self.report_problem(country, country.as_ref(), Problem::InvalidCountry);
        }
        let texts = [region, district, locality, street, unit].into_iter().flatten();
        if texts.clone().next().is_none() && postal_code.is_none() && latitude.is_none() {
            self.report(country, "give more of the address than the country");
        }
        self.line_texts(texts);
        if let Some(code) = postal_code {
            self.line_text(code);
        }
        match (latitude, longitude) {
            (Some(latitude), Some(longitude)) => self.coordinates(latitude, longitude),
            (Some(one), None) | (None, Some(one)) => {
                self.report(one, "give both the latitude and the longitude, or neither");
            }
            (None, None) => {}
        }
    }

    fn coordinates(&mut self, latitude: &Spanned<f64>, longitude: &Spanned<f64>) {
        let zero = Coordinates { latitude: 0.0, longitude: 0.0 };
        let checked = [
            (latitude, Coordinates { latitude: *latitude.as_ref(), ..zero }),
            (longitude, Coordinates { longitude: *longitude.as_ref(), ..zero }),
        ];
        for (place, coordinates) in checked {
            if !coordinates.are_valid() {
                self.report_problem(place, &place.as_ref().to_string(), Problem::InvalidCoordinates);
            }
        }
    }

    /// Reports a value with the sentence that says what to do.
    fn report_problem<T>(&mut self, place: &Spanned<T>, value: &str, problem: Problem) {
        self.report(place, format!("«{value}»: {}", problem_sentence(problem, Language::En)));
    }
}

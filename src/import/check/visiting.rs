//! Checks of what visitors need to know: addresses, opening hours, accessibility and services.

use super::FileChecker;
use crate::domain::directory::{AccessibilityFeature, Coordinates, ServiceStatus, Weekday, is_country};
use crate::domain::problem::Problem;
use crate::domain::text::Language;
use crate::import::format::{Accessibility, Address, Location, OpeningHours, Service, Spanned};
use crate::import::records::clock_time;
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

    /// Checks opening hours, except their source.
    pub(super) fn opening_hours(&mut self, hours: &OpeningHours) {
        for day in &hours.days {
            self.parses::<Weekday>(day);
        }
        for time in hours.opens.iter().chain(&hours.closes) {
            if clock_time(time.as_ref()).is_none() {
                self.report(time, format!("«{}» is not a time such as 09:00", time.as_ref()));
            }
        }
        match (&hours.opens, &hours.closes) {
            (Some(one), None) | (None, Some(one)) => {
                self.report_problem(one, one.as_ref(), Problem::InvalidOpeningHours);
            }
            (Some(opens), Some(closes)) if opens.as_ref() == closes.as_ref() => {
                self.report_problem(closes, closes.as_ref(), Problem::InvalidOpeningHours);
            }
            _ => {}
        }
        self.line_texts(&hours.note);
        self.period(hours.since.as_ref(), hours.until.as_ref(), hours.attested.as_ref());
    }

    /// Checks a statement on accessibility, except its source.
    pub(super) fn accessibility(&mut self, entry: &Accessibility) {
        self.parses::<AccessibilityFeature>(&entry.feature);
        self.line_texts(&entry.note);
        self.period(entry.since.as_ref(), entry.until.as_ref(), entry.attested.as_ref());
    }

    /// Checks a service, except its source.
    pub(super) fn service(&mut self, service: &Service) {
        self.line_texts([&service.name]);
        self.paragraphs(&service.description);
        self.line_texts(service.audience.iter().chain(&service.fees));
        for language in &service.languages {
            self.language(language);
        }
        if let Some(status) = &service.status {
            self.parses::<ServiceStatus>(status);
        }
        self.period(service.since.as_ref(), service.until.as_ref(), service.attested.as_ref());
    }

    /// Reports a value with the sentence that says what to do.
    fn report_problem<T>(&mut self, place: &Spanned<T>, value: &str, problem: Problem) {
        self.report(place, format!("«{value}»: {}", problem_sentence(problem, Language::En)));
    }
}

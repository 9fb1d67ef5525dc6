//! What visitors of an organization need to know: when it is open, what helps people with disabilities, and which
//! services it offers. The terms are those of the Human Services Data Specification (HSDS).

use chrono::NaiveTime;
use serde::{Deserialize, Serialize};

use super::citation::Citation;
use super::field_checks::{Checks, Length, MAX_LIST};
use super::period::ValidityPeriod;
use super::statement::statements;
use super::{AccessibilityFeature, ServiceStatus, Weekday};
use crate::problem::Problem;
use crate::text::Text;

/// When an organization is open, or that it is closed, on some days of the week.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpeningHours {
    /// The days of the week, each once; at least one.
    pub days: Vec<Weekday>,
    /// When it opens; `None` if it is closed on these days.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub opens: Option<NaiveTime>,
    /// When it closes: on the next day if this is earlier than `opens`. `None` if it is closed on these days.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub closes: Option<NaiveTime>,
    /// A note, such as when there is a break.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Text>,
    /// The period in which the hours are valid.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// Whether an organization has something that helps people with disabilities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Accessibility {
    /// What it is.
    pub feature: AccessibilityFeature,
    /// Whether the organization has it.
    pub available: bool,
    /// A note, such as where it is.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Text>,
    /// The period in which the statement holds.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A service that an organization offers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Service {
    /// The name.
    pub name: Text,
    /// What the service consists of.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Text>,
    /// Whom the service is for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub audience: Option<Text>,
    /// What the service costs.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub fees: Option<Text>,
    /// The languages in which it is offered (BCP 47).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub languages: Vec<String>,
    /// Whether it is offered at present.
    pub status: ServiceStatus,
    /// The period in which the service is or was offered.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

statements! { OpeningHours, Accessibility, Service }

impl Service {
    /// Returns the texts under which the service is found; none if it is no longer offered.
    pub(super) fn searched(&self) -> impl Iterator<Item = &Text> {
        let is_offered = self.status != ServiceStatus::Defunct;
        let texts = [Some(&self.name), self.description.as_ref(), self.audience.as_ref()];
        texts.into_iter().flatten().filter(move |_| is_offered)
    }
}

impl Checks {
    pub(super) fn opening_hours(&mut self, all: &[OpeningHours]) {
        let field = "openingHours";
        self.at_most(MAX_LIST, all.len(), field);
        for hours in all {
            let OpeningHours { days, opens, closes, note, .. } = hours;
            let is_repeated =
                days.iter().enumerate().any(|(at, day)| days.iter().take(at).any(|one| one == day));
            self.ensure(!days.is_empty(), Problem::Required, field);
            self.ensure(!is_repeated, Problem::DuplicateItem, field);
            let is_open_for_a_while = opens != closes;
            let is_closed = opens.is_none() && closes.is_none();
            let has_both = opens.is_some() && closes.is_some();
            self.ensure(is_closed || has_both && is_open_for_a_while, Problem::InvalidOpeningHours, field);
            self.text(field, Length::Line, note);
            self.statement(field, hours);
        }
    }

    pub(super) fn accessibility(&mut self, all: &[Accessibility]) {
        let field = "accessibility";
        self.at_most(MAX_LIST, all.len(), field);
        for accessibility in all {
            self.text(field, Length::Line, &accessibility.note);
            self.statement(field, accessibility);
        }
    }

    pub(super) fn services(&mut self, all: &[Service]) {
        let field = "services";
        self.at_most(MAX_LIST, all.len(), field);
        for service in all {
            let Service { name, description, audience, fees, languages, .. } = service;
            self.text(field, Length::Line, [name]);
            self.text(field, Length::Paragraphs, description);
            self.text(field, Length::Line, audience.iter().chain(fees));
            self.languages(field, languages);
            self.statement(field, service);
        }
    }
}

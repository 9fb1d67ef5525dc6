//! Figures: indicators, and observations of their values. A value is never overwritten: a correction is a new
//! observation that supersedes the old one.

use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::citation::Citation;
use super::field_checks::{Checks, FieldProblem, Length, is_area};
use super::record::{RecordContent, Reference, cited};
use super::{Qualifier, RecordKind};
use crate::ids::{Id, IndicatorId, ObservationId, OrganizationId, kind};
use crate::problem::Problem;
use crate::text::Text;

/// A quantity that is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
    /// The stable name in URLs.
    pub slug: String,
    /// The organization that the indicator describes.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organization: Option<OrganizationId>,
    /// The area (ISO 3166) that the indicator describes, if it does not describe an organization.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub area: Option<String>,
    /// The position in lists.
    #[serde(default)]
    pub position: i32,
    /// The name of the quantity.
    pub name: Text,
    /// The unit: people, offices, tenge.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<Text>,
    /// The sources of the definition.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub citations: Vec<Citation>,
}

/// An indicator's value in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Observation {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period that the value describes; for a value at a single moment, the date on which the source observed it.
    pub period: Edtf,
    /// The value, in the indicator's unit.
    pub value: f64,
    /// How the value is to be read if it is not exact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub qualifier: Option<Qualifier>,
    /// The observation that this one corrects.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supersedes: Option<ObservationId>,
    /// The sources of the value.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl RecordContent for Indicator {
    type Id = kind::Indicator;
    const KIND: RecordKind = RecordKind::Indicator;
    const REQUIRED: &'static [&'static str] = &["slug", "name"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        let organization =
            self.organization.map(|id| Reference::new("organization", RecordKind::Organization, id));
        organization.into_iter().chain(cited(&self.citations)).collect()
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("name", Length::Line, [&self.name]);
        checks.text("unit", Length::Line, &self.unit);
        let of_one = self.organization.is_some() != self.area.is_some();
        checks.ensure(of_one, Problem::InvalidIndicatorSubject, "area");
        checks.ensure(self.area.as_deref().is_none_or(is_area), Problem::InvalidArea, "area");
        if !self.citations.is_empty() {
            checks.citations("citations", &self.citations);
        }
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Indicator>) {}
}

impl RecordContent for Observation {
    type Id = kind::Observation;
    const KIND: RecordKind = RecordKind::Observation;
    const REQUIRED: &'static [&'static str] = &["indicator", "period", "value"];

    fn slug(&self) -> Option<&str> {
        None
    }

    fn references(&self) -> Vec<Reference> {
        let old = self.supersedes.map(|id| Reference::new("supersedes", RecordKind::Observation, id));
        [Reference::new("indicator", RecordKind::Indicator, self.indicator)]
            .into_iter()
            .chain(old)
            .chain(cited(&self.citations))
            .collect()
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.ensure(self.value.is_finite(), Problem::InvalidValue, "value");
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Observation>) {}
}

//! Figures: what is counted, and the values. A value is never overwritten: a correction is a new observation, which
//! supersedes the old one.

use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::check::{Checks, Length, is_area};
use super::record::{Content, Flaw, Reference};
use super::source::{Citation, cited};
use super::{Qualifier, RecordKind};
use crate::domain::ids::{Id, IndicatorId, ObservationId, OrganizationId, kind};
use crate::domain::problem::Problem;
use crate::domain::text::Text;

/// Something that is counted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
    /// Its stable name in addresses.
    pub slug: String,
    /// The organization it is counted for.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organization: Option<OrganizationId>,
    /// The area it is counted for (ISO 3166), where it is not an organization's.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub area: Option<String>,
    /// Its place in lists.
    #[serde(default)]
    pub position: i32,
    /// What is counted.
    pub name: Text,
    /// What one of it is: people, offices, tenge.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub unit: Option<Text>,
    /// Where its meaning is taken from.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub citations: Vec<Citation>,
}

/// An indicator's value in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Observation {
    /// The indicator.
    pub indicator: IndicatorId,
    /// The period; for a value at a moment, when the source saw it.
    pub period: Edtf,
    /// The value, in the indicator's unit.
    pub value: f64,
    /// How the value is meant, if not exactly.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub qualifier: Option<Qualifier>,
    /// The observation that this one corrects.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub supersedes: Option<ObservationId>,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl Content for Indicator {
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

    fn flaws(&self) -> Vec<Flaw> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("name", Length::Line, [&self.name]);
        checks.text("unit", Length::Line, &self.unit);
        let of_one = self.organization.is_some() != self.area.is_some();
        checks.ensure(of_one, Problem::InvalidIndicatorSubject, "area");
        checks.ensure(self.area.as_deref().is_none_or(is_area), Problem::InvalidArea, "area");
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Indicator>) {}
}

impl Content for Observation {
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

    fn flaws(&self) -> Vec<Flaw> {
        let mut checks = Checks::default();
        checks.ensure(self.value.is_finite(), Problem::InvalidValue, "value");
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Observation>) {}
}

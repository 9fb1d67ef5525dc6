//! Organizations.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::address::Location;
use super::citation::Citation;
use super::field_checks::{Checks, FieldProblem, Length, MAX_LIST};
use super::identifier::{Identifier, take_identifiers};
use super::identity::{IdentityKey, identity_keys};
use super::record::{RecordContent, Reference, UsedKind, cited};
use super::statement::{
    Affiliation, CitedDate, ContactPoint, Milestone, Name, name_on, other_names, take_names,
};
use super::visiting::{Accessibility, OpeningHours, Service};
use super::{KindScheme, RecordKind};
use crate::ids::{Id, kind};
use crate::problem::Problem;
use crate::search::{LabelKind, SearchEntry, organization_entries};
use crate::text::Text;

/// A public body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// The stable name in URLs.
    pub slug: String,
    /// The kind of organization: the slug of a term.
    pub kind: String,
    /// The position among its siblings.
    #[serde(default)]
    pub position: i32,
    /// The present and former names; at least one.
    pub names: Vec<Name>,
    /// Further names: other spellings, and the names of records that were merged into this one. None of them is the present
    /// name.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub other_names: Vec<Name>,
    /// The short name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub short_name: Option<Text>,
    /// What the organization is and does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Text>,
    /// When the organization was founded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub founded: Option<CitedDate>,
    /// When the organization was dissolved.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dissolved: Option<CitedDate>,
    /// The present and former parent organizations, one at a time.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parents: Vec<Affiliation>,
    /// The organizations in whose buildings this organization works or worked, one at a time.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hosts: Vec<Affiliation>,
    /// The ways to reach the organization.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contact_points: Vec<ContactPoint>,
    /// The places where the organization is or was.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub locations: Vec<Location>,
    /// When the organization is open.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub opening_hours: Vec<OpeningHours>,
    /// What helps people with disabilities, and what is missing.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub accessibility: Vec<Accessibility>,
    /// The services that the organization offers or offered.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub services: Vec<Service>,
    /// The organization's identifiers in other registers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub identifiers: Vec<Identifier>,
    /// Dated facts of the organization's history.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub milestones: Vec<Milestone>,
    /// The sources of the remaining statements.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl Organization {
    /// Returns the citations of what visitors need to know, one list for each statement.
    pub fn visiting_citations(&self) -> impl Iterator<Item = &Vec<Citation>> {
        (self.locations.iter().map(|location| &location.citations))
            .chain(self.opening_hours.iter().map(|hours| &hours.citations))
            .chain(self.accessibility.iter().map(|accessibility| &accessibility.citations))
            .chain(self.services.iter().map(|service| &service.citations))
    }

    /// Returns the citations of what visitors need to know, to change them.
    pub fn visiting_citations_mut(&mut self) -> impl Iterator<Item = &mut Vec<Citation>> {
        (self.locations.iter_mut().map(|location| &mut location.citations))
            .chain(self.opening_hours.iter_mut().map(|hours| &mut hours.citations))
            .chain(self.accessibility.iter_mut().map(|accessibility| &mut accessibility.citations))
            .chain(self.services.iter_mut().map(|service| &mut service.citations))
    }
}

impl RecordContent for Organization {
    type Id = kind::Organization;
    const KIND: RecordKind = RecordKind::Organization;
    const REQUIRED: &'static [&'static str] = &["slug", "kind", "names"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        let to = |field| {
            move |other: &Affiliation| Reference::new(field, RecordKind::Organization, other.organization)
        };
        let statements = (self.names.iter().chain(&self.other_names).map(|name| &name.citations))
            .chain(self.founded.iter().chain(&self.dissolved).map(|dated| &dated.citations))
            .chain(self.parents.iter().chain(&self.hosts).map(|other| &other.citations))
            .chain(self.contact_points.iter().map(|contact| &contact.citations))
            .chain(self.visiting_citations())
            .chain(self.milestones.iter().map(|milestone| &milestone.citations))
            .chain([&self.citations]);
        (self.parents.iter().map(to("parents")))
            .chain(self.hosts.iter().map(to("hosts")))
            .chain(statements.flat_map(cited))
            .collect()
    }

    fn used_kind(&self) -> Option<UsedKind<'_>> {
        Some(UsedKind { field: "kind", scheme: KindScheme::Organization, slug: &self.kind })
    }

    fn identity_keys(&self) -> Vec<IdentityKey> {
        identity_keys(&self.names, &self.other_names, &self.identifiers)
    }

    fn search_entries(&self, own: Id<kind::Organization>, day: NaiveDate) -> Vec<SearchEntry> {
        let short = self.short_name.iter().map(|name| (name, LabelKind::ShortName));
        let present = name_on(&self.names, day);
        let former = other_names(&self.names, present).map(|name| (&name.text, LabelKind::FormerName));
        let present = present.map(|name| (&name.text, LabelKind::Name));
        let others = self.other_names.iter().map(|name| (&name.text, LabelKind::OtherName));
        let places = self.locations.iter().flat_map(|location| location.address.texts());
        let places = places.map(|text| (text, LabelKind::Place));
        let statements = (self.description.iter())
            .chain(self.services.iter().flat_map(Service::searched))
            .chain(self.milestones.iter().map(|milestone| &milestone.text))
            .map(|text| (text, LabelKind::Statement));
        let names = present.into_iter().chain(short).chain(former).chain(others);
        organization_entries(own, names, places.chain(statements))
    }

    fn parents(&self) -> &[Affiliation] {
        &self.parents
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.kind(&self.kind);
        checks.ensure(!self.names.is_empty(), Problem::Required, "names");
        checks.names("names", &self.names);
        checks.names("otherNames", &self.other_names);
        checks.text("shortName", Length::Line, &self.short_name);
        checks.text("description", Length::Paragraphs, &self.description);
        for (field, dated) in [("founded", &self.founded), ("dissolved", &self.dissolved)] {
            if let Some(dated) = dated {
                checks.citations(field, &dated.citations);
            }
        }
        checks.order("dissolved", self.founded.as_ref(), self.dissolved.as_ref());
        for (field, others) in [("parents", &self.parents), ("hosts", &self.hosts)] {
            checks.at_most(MAX_LIST, others.len(), field);
            for other in others {
                checks.statement(field, other);
            }
        }
        checks.contact_points(&self.contact_points);
        checks.locations(&self.locations);
        checks.opening_hours(&self.opening_hours);
        checks.accessibility(&self.accessibility);
        checks.services(&self.services);
        checks.identifiers(&self.identifiers);
        checks.at_most(MAX_LIST, self.milestones.len(), "milestones");
        for milestone in &self.milestones {
            checks.text("milestones", Length::Line, [&milestone.text]);
            checks.citations("milestones", &milestone.citations);
        }
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn take_identity(&mut self, merged: &Self) {
        take_names((&self.names, &mut self.other_names), (&merged.names, &merged.other_names));
        take_identifiers(&mut self.identifiers, &merged.identifiers);
    }

    fn tidy(&mut self, own: Id<kind::Organization>) {
        for affiliations in [&mut self.parents, &mut self.hosts] {
            affiliations.retain(|other| other.organization != own);
            affiliations.dedup_by(|a, b| a.organization == b.organization && a.period == b.period);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn no_organization_is_dissolved_before_it_is_founded() {
        let problems = |founded: &str, dissolved: &str| {
            let citations = json!([{"source": uuid::Uuid::nil()}]);
            let organization: Organization = serde_json::from_value(json!({
                "slug": "club", "kind": "club", "citations": citations,
                "names": [{"text": {"ru": "Клуб"}, "citations": citations}],
                "founded": {"date": founded, "citations": citations},
                "dissolved": {"date": dissolved, "citations": citations},
            }))
            .unwrap();
            organization.problems()
        };
        let refused = [FieldProblem { problem: Problem::InvalidPeriod, field: "dissolved" }];
        assert_eq!(problems("2016", "2013"), refused);
        assert_eq!(problems("2016-05", "2016-04-30"), refused);
        for (founded, dissolved) in
            [("2013", "2016"), ("2016", "2016-01"), ("2016~", "2016"), ("../2016", "2013")]
        {
            assert!(problems(founded, dissolved).is_empty(), "{founded} {dissolved}");
        }
    }
}

//! Organizations: their names, parents, hosts and contacts. Each statement has a period and sources.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, Length, MAX_LIST, is_link, is_slug};
use super::period::{ValidityPeriod, valid_on};
use super::record::{FieldProblem, RecordContent, Reference};
use super::source::{Citation, cited};
use super::{ContactKind, OrganizationKind, RecordKind};
use crate::accounts::Email;
use crate::ids::{Id, OrganizationId, kind};
use crate::problem::Problem;
use crate::search::{LabelKind, SearchEntry, organization_entries};
use crate::text::Text;

/// A public body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// The stable name in URLs.
    pub slug: String,
    /// The kind of organization.
    pub kind: OrganizationKind,
    /// The position among its siblings.
    #[serde(default)]
    pub position: i32,
    /// The present and former names; at least one.
    pub names: Vec<Name>,
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

/// A name, and the period in which it was used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// The name.
    pub text: Text,
    /// The period in which the statement holds.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A date with its sources.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CitedDate {
    /// The date.
    pub date: Edtf,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// An organization's relation to a parent or host in a period.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Affiliation {
    /// The parent or host.
    pub organization: OrganizationId,
    /// The period in which the statement holds.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A way to reach an organization or a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// The kind of contact.
    pub kind: ContactKind,
    /// The address, number or link.
    pub value: String,
    /// Whom the contact reaches, such as a reception desk.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub label: Option<Text>,
    /// Whether everyone may see the contact; otherwise only editors.
    pub public: bool,
    /// The period in which the contact is valid.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A record's identifier in another register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The register: `wikidata`, `bin` (the business identification number of Kazakhstan).
    pub scheme: String,
    /// The identifier in that register.
    pub value: String,
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// When it happened.
    pub date: Edtf,
    /// What happened.
    pub text: Text,
    /// The sources of this statement.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// Returns the name that was valid on a day; if no period covers the day, the last name in the list.
pub fn name_on(names: &[Name], day: NaiveDate) -> Option<&Name> {
    valid_on(names, |name| &name.period, day).or(names.last())
}

/// Returns all names except `one`.
pub fn other_names<'a>(names: &'a [Name], one: Option<&'a Name>) -> impl Iterator<Item = &'a Name> {
    names.iter().filter(move |name| one.is_none_or(|one| !std::ptr::eq(one, *name)))
}

/// Returns the affiliation that was valid on a day.
pub fn affiliation_on(affiliations: &[Affiliation], day: NaiveDate) -> Option<&Affiliation> {
    valid_on(affiliations, |affiliation| &affiliation.period, day)
}

impl ContactKind {
    /// Checks that a contact of this kind can have this value.
    pub fn check(self, value: &str) -> Result<(), Problem> {
        match self {
            Self::Website | Self::SocialMedia if is_link(value) => Ok(()),
            Self::Website | Self::SocialMedia => Err(Problem::InvalidLink),
            Self::Email => Email::new(value).map(|_| ()),
            Self::Address | Self::Phone => Ok(()),
        }
    }
}

impl Identifier {
    /// Whether the value has 1 to 100 characters, all of them printable ASCII without spaces.
    pub fn has_valid_value(&self) -> bool {
        (1..=100).contains(&self.value.len()) && self.value.chars().all(|c| c.is_ascii_graphic())
    }

    /// Returns the link to the entry in the register; `None` if the register's links are not known.
    pub fn link(&self) -> Option<String> {
        match self.scheme.as_str() {
            "wikidata" => Some(format!("https://www.wikidata.org/entity/{}", self.value)),
            "viaf" => Some(format!("https://viaf.org/viaf/{}", self.value)),
            "isni" => Some(format!("https://isni.org/isni/{}", self.value)),
            _ => None,
        }
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
        let statements = (self.names.iter().map(|name| &name.citations))
            .chain(self.founded.iter().chain(&self.dissolved).map(|dated| &dated.citations))
            .chain(self.parents.iter().chain(&self.hosts).map(|other| &other.citations))
            .chain(self.contact_points.iter().map(|contact| &contact.citations))
            .chain(self.milestones.iter().map(|milestone| &milestone.citations))
            .chain([&self.citations]);
        (self.parents.iter().map(to("parents")))
            .chain(self.hosts.iter().map(to("hosts")))
            .chain(statements.flat_map(cited))
            .collect()
    }

    fn search_entries(&self, own: Id<kind::Organization>, day: NaiveDate) -> Vec<SearchEntry> {
        let short = self.short_name.iter().map(|name| (name, LabelKind::ShortName));
        let present = name_on(&self.names, day);
        let former = other_names(&self.names, present).map(|name| (&name.text, LabelKind::FormerName));
        let present = present.map(|name| (&name.text, LabelKind::Name));
        organization_entries(own, present.into_iter().chain(short).chain(former))
    }

    fn parents(&self) -> &[Affiliation] {
        &self.parents
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.ensure(!self.names.is_empty(), Problem::Required, "names");
        checks.names(&self.names);
        checks.text("shortName", Length::Line, &self.short_name);
        checks.text("description", Length::Paragraphs, &self.description);
        for (field, dated) in [("founded", &self.founded), ("dissolved", &self.dissolved)] {
            if let Some(dated) = dated {
                checks.citations(field, &dated.citations);
            }
        }
        for (field, others) in [("parents", &self.parents), ("hosts", &self.hosts)] {
            checks.at_most(MAX_LIST, others.len(), field);
            for other in others {
                checks.period(field, &other.period);
                checks.citations(field, &other.citations);
            }
        }
        checks.contact_points(&self.contact_points);
        checks.identifiers(&self.identifiers);
        checks.at_most(MAX_LIST, self.milestones.len(), "milestones");
        for milestone in &self.milestones {
            checks.text("milestones", Length::Line, [&milestone.text]);
            checks.citations("milestones", &milestone.citations);
        }
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, own: Id<kind::Organization>) {
        for affiliations in [&mut self.parents, &mut self.hosts] {
            affiliations.retain(|other| other.organization != own);
            affiliations.dedup_by(|a, b| a.organization == b.organization && a.period == b.period);
        }
    }
}

impl Checks {
    pub(super) fn period(&mut self, field: &'static str, period: &ValidityPeriod) {
        self.ensure(period.is_consistent(), Problem::InvalidPeriod, field);
    }

    pub(super) fn names(&mut self, names: &[Name]) {
        self.at_most(MAX_LIST, names.len(), "names");
        for name in names {
            self.text("names", Length::Line, [&name.text]);
            self.period("names", &name.period);
            self.citations("names", &name.citations);
        }
    }

    pub(super) fn contact_points(&mut self, contacts: &[ContactPoint]) {
        let field = "contactPoints";
        self.at_most(MAX_LIST, contacts.len(), field);
        for contact in contacts {
            self.lines(field, [&contact.value]);
            self.text(field, Length::Line, &contact.label);
            self.period(field, &contact.period);
            self.citations(field, &contact.citations);
            if let Err(problem) = contact.kind.check(&contact.value) {
                self.ensure(false, problem, field);
            }
        }
    }

    pub(super) fn identifiers(&mut self, identifiers: &[Identifier]) {
        let field = "identifiers";
        self.at_most(MAX_LIST, identifiers.len(), field);
        for identifier in identifiers {
            let is_valid = is_slug(&identifier.scheme) && identifier.has_valid_value();
            self.ensure(is_valid, Problem::InvalidIdentifier, field);
        }
    }
}

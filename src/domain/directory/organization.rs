//! Organizations: what they are called, what they belong to, how they are reached, each with its time and its sources.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::check::{Checks, Length, MAX_LIST};
use super::record::{Content, Flaw, Reference};
use super::source::{Citation, cited};
use super::term::{Term, holding_on};
use super::{ContactKind, OrganizationKind, RecordKind};
use crate::domain::ids::{Id, OrganizationId, kind};
use crate::domain::problem::Problem;
use crate::domain::search::{LabelKind, SearchEntry, organization_entries};
use crate::domain::text::Text;

/// A public body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Organization {
    /// Its stable name in addresses.
    pub slug: String,
    /// What kind of body it is.
    pub kind: OrganizationKind,
    /// Its place among its siblings.
    #[serde(default)]
    pub position: i32,
    /// What it is and was called; one at least.
    pub names: Vec<Name>,
    /// What it is called for short.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub short_name: Option<Text>,
    /// What it is and does.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Text>,
    /// When it was founded.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub founded: Option<Dated>,
    /// When it ceased to be.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub dissolved: Option<Dated>,
    /// The organizations that it is and was part of, one at a time.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub parents: Vec<Affiliation>,
    /// The organizations in whose building it works and worked, one at a time.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub hosts: Vec<Affiliation>,
    /// How it is reached.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contact_points: Vec<ContactPoint>,
    /// What others call it by.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub identifiers: Vec<Identifier>,
    /// Dated facts of its history.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub milestones: Vec<Milestone>,
    /// Where the rest of this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A name, and when it was borne.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// The name.
    pub text: Text,
    /// When.
    #[serde(flatten)]
    pub term: Term,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A date with its sources.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// The date.
    pub date: Edtf,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// An organization belongs to another for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Affiliation {
    /// The other.
    pub organization: OrganizationId,
    /// When.
    #[serde(flatten)]
    pub term: Term,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A way to reach an organization or a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// What kind of contact it is.
    pub kind: ContactKind,
    /// The address, the number, the link.
    pub value: String,
    /// What is reached there, such as a reception desk.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub label: Option<Text>,
    /// Whether all may see it; else editors alone.
    pub public: bool,
    /// When it holds.
    #[serde(flatten)]
    pub term: Term,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// What another register knows a record by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The register: `wikidata`, `bin` (the business identification number of Kazakhstan).
    pub scheme: String,
    /// The identifier there.
    pub value: String,
}

/// A dated fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Milestone {
    /// When it happened.
    pub date: Edtf,
    /// What happened.
    pub text: Text,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// The name that was borne on a day; where none covers it, the one that is listed last.
pub fn name_on(names: &[Name], day: NaiveDate) -> Option<&Name> {
    holding_on(names, |name| &name.term, day).or(names.last())
}

/// The names other than one of them.
pub fn others<'a>(names: &'a [Name], one: Option<&'a Name>) -> impl Iterator<Item = &'a Name> {
    names.iter().filter(move |name| one.is_none_or(|one| !std::ptr::eq(one, *name)))
}

/// The affiliation that held on a day.
pub fn affiliation_on(affiliations: &[Affiliation], day: NaiveDate) -> Option<&Affiliation> {
    holding_on(affiliations, |affiliation| &affiliation.term, day)
}

impl Identifier {
    /// Where the register shows it, of registers that are known to.
    pub fn link(&self) -> Option<String> {
        match self.scheme.as_str() {
            "wikidata" => Some(format!("https://www.wikidata.org/entity/{}", self.value)),
            "viaf" => Some(format!("https://viaf.org/viaf/{}", self.value)),
            "isni" => Some(format!("https://isni.org/isni/{}", self.value)),
            _ => None,
        }
    }
}

impl Content for Organization {
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
        let former = others(&self.names, present).map(|name| (&name.text, LabelKind::FormerName));
        let present = present.map(|name| (&name.text, LabelKind::Name));
        organization_entries(own, present.into_iter().chain(short).chain(former))
    }

    fn parents(&self) -> &[Affiliation] {
        &self.parents
    }

    fn flaws(&self) -> Vec<Flaw> {
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
                checks.term(field, &other.term);
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
            affiliations.dedup_by(|a, b| a.organization == b.organization && a.term == b.term);
        }
    }
}

impl Checks {
    pub(super) fn term(&mut self, field: &'static str, term: &Term) {
        self.ensure(term.is_ordered(), Problem::InvalidPeriod, field);
    }

    pub(super) fn names(&mut self, names: &[Name]) {
        self.at_most(MAX_LIST, names.len(), "names");
        for name in names {
            self.text("names", Length::Line, [&name.text]);
            self.term("names", &name.term);
            self.citations("names", &name.citations);
        }
    }

    pub(super) fn contact_points(&mut self, contacts: &[ContactPoint]) {
        let field = "contactPoints";
        self.at_most(MAX_LIST, contacts.len(), field);
        for contact in contacts {
            self.lines(field, [&contact.value]);
            self.text(field, Length::Line, &contact.label);
            self.term(field, &contact.term);
            self.citations(field, &contact.citations);
            match contact.kind {
                ContactKind::Website | ContactKind::SocialMedia => self.link(field, Some(&contact.value)),
                ContactKind::Email => {
                    let email = crate::domain::accounts::Email::new(&contact.value);
                    self.ensure(email.is_ok(), Problem::InvalidEmail, field);
                }
                ContactKind::Address | ContactKind::Phone => {}
            }
        }
    }

    pub(super) fn identifiers(&mut self, identifiers: &[Identifier]) {
        let field = "identifiers";
        self.at_most(MAX_LIST, identifiers.len(), field);
        for identifier in identifiers {
            self.ensure(super::is_slug(&identifier.scheme), Problem::InvalidIdentifier, field);
            let plain = |c: char| c.is_ascii_graphic();
            let value = &identifier.value;
            self.ensure(
                (1..=100).contains(&value.len()) && value.chars().all(plain),
                Problem::InvalidIdentifier,
                field,
            );
        }
    }
}

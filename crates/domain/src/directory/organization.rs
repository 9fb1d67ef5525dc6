//! Organizations: their names, parents, hosts and contacts. Each statement has a period and sources.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::field_checks::{Checks, Length, MAX_LIST, is_slug};
use super::identity::{IdentityKey, identity_keys};
use super::period::{ValidityPeriod, valid_on};
use super::record::{FieldProblem, RecordContent, Reference};
use super::source::{Citation, cited};
use super::{ContactKind, OrganizationKind, RecordKind};
use crate::accounts::Email;
use crate::ids::{Id, OrganizationId, kind};
use crate::link::is_link;
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

/// Returns the names that a record takes over from one that is merged into it, without those that it has.
pub(super) fn taken_over<'a>(own: &[Name], other: impl IntoIterator<Item = &'a Name>) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    for name in other {
        if !own.iter().chain(&names).any(|known| known.text == name.text) {
            names.push(name.clone());
        }
    }
    names
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
    /// Whether the value follows the rules of its scheme. Other schemes than those with rules of their own allow 1 to 100
    /// ASCII characters without spaces.
    pub fn has_valid_value(&self) -> bool {
        let value = self.value.as_str();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let is_positive = |text: &str| is_number(text) && !text.starts_with('0');
        let is_plain = (1..=100).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_graphic());
        is_plain
            && match self.scheme.as_str() {
                "wikidata" => value.strip_prefix('Q').is_some_and(is_positive),
                "viaf" => is_positive(value),
                "isni" => is_isni(value),
                "bin" => is_number(value) && value.len() == 12,
                _ => true,
            }
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

/// Checks the 16 characters of an ISNI, the last of which is a check digit (ISO 7064, MOD 11-2).
fn is_isni(value: &str) -> bool {
    let Some((digits, check)) = value.split_at_checked(15) else { return false };
    let digits: Option<Vec<u32>> = digits.chars().map(|digit| digit.to_digit(10)).collect();
    let Some(digits) = digits else { return false };
    let sum = digits.into_iter().fold(0_u32, |sum, digit| (sum + digit) * 2 % 11);
    match (12 - sum) % 11 {
        10 => check == "X",
        digit => check == digit.to_string(),
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
            .chain(self.milestones.iter().map(|milestone| &milestone.citations))
            .chain([&self.citations]);
        (self.parents.iter().map(to("parents")))
            .chain(self.hosts.iter().map(to("hosts")))
            .chain(statements.flat_map(cited))
            .collect()
    }

    fn identity_keys(&self) -> Vec<IdentityKey> {
        identity_keys(&self.names, &self.identifiers)
    }

    fn search_entries(&self, own: Id<kind::Organization>, day: NaiveDate) -> Vec<SearchEntry> {
        let short = self.short_name.iter().map(|name| (name, LabelKind::ShortName));
        let present = name_on(&self.names, day);
        let former = other_names(&self.names, present).map(|name| (&name.text, LabelKind::FormerName));
        let present = present.map(|name| (&name.text, LabelKind::Name));
        let others = self.other_names.iter().map(|name| (&name.text, LabelKind::OtherName));
        let statements = (self.description.iter())
            .chain(self.milestones.iter().map(|milestone| &milestone.text))
            .map(|text| (text, LabelKind::Statement));
        organization_entries(own, present.into_iter().chain(short).chain(former).chain(others), statements)
    }

    fn parents(&self) -> &[Affiliation] {
        &self.parents
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
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
        let earliest = self.founded.as_ref().and_then(|founded| founded.date.earliest());
        let latest = self.dissolved.as_ref().and_then(|dissolved| dissolved.date.latest());
        let is_in_order = earliest.zip(latest).is_none_or(|(earliest, latest)| earliest <= latest);
        checks.ensure(is_in_order, Problem::InvalidPeriod, "dissolved");
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

    fn take_names(&mut self, merged: &Self) {
        let own = [self.names.as_slice(), &self.other_names].concat();
        self.other_names.extend(taken_over(&own, merged.names.iter().chain(&merged.other_names)));
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

    pub(super) fn names(&mut self, field: &'static str, names: &[Name]) {
        self.at_most(MAX_LIST, names.len(), field);
        for name in names {
            self.text(field, Length::Line, [&name.text]);
            self.period(field, &name.period);
            self.citations(field, &name.citations);
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn identifiers_follow_the_rules_of_their_schemes() {
        let is_valid = |scheme: &str, value: &str| {
            Identifier { scheme: scheme.to_owned(), value: value.to_owned() }.has_valid_value()
        };
        for (scheme, value) in [
            ("wikidata", "Q42"),
            ("isni", "0000000121032683"),
            ("isni", "000000012146438X"),
            ("viaf", "113230702"),
            ("bin", "050840003423"),
            ("other", "a-b/c"),
        ] {
            assert!(is_valid(scheme, value), "{scheme} {value}");
        }
        for (scheme, value) in [
            ("wikidata", "q42"),
            ("wikidata", "P42"),
            ("wikidata", "Q"),
            ("wikidata", "Q042"),
            ("wikidata", "https://www.wikidata.org/wiki/Q42"),
            ("isni", "0000000121032684"),
            ("isni", "0000 0001 2103 2683"),
            ("isni", "000000012103268"),
            ("isni", "қазақ"),
            ("viaf", "x"),
            ("bin", "05084000342"),
            ("other", "a b"),
            ("other", ""),
        ] {
            assert!(!is_valid(scheme, value), "{scheme} {value}");
        }
    }

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

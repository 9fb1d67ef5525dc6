//! The statements that records consist of: names, dates, affiliations and contacts. Each cites its sources, and most
//! hold for a period.

use chrono::NaiveDate;
use edtf::Edtf;
use serde::{Deserialize, Serialize};

use super::ContactKind;
use super::citation::Citation;
use super::field_checks::{Checks, Length, MAX_LIST};
use super::period::{ValidityPeriod, valid_on};
use crate::accounts::Email;
use crate::ids::OrganizationId;
use crate::link::is_link;
use crate::problem::Problem;
use crate::text::Text;

/// A statement that cites its sources and holds for a period.
pub trait Statement {
    /// Returns the period in which the statement holds.
    fn period(&self) -> &ValidityPeriod;

    /// Returns the citations that support the statement.
    fn citations(&self) -> &[Citation];
}

/// Implements [`Statement`] for structs with the fields `period` and `citations`.
macro_rules! statements {
    ($($statement:ty),* $(,)?) => {$(
        impl $crate::directory::Statement for $statement {
            fn period(&self) -> &$crate::directory::ValidityPeriod {
                &self.period
            }

            fn citations(&self) -> &[$crate::directory::Citation] {
                &self.citations
            }
        }
    )*};
}
pub(super) use statements;

statements! { Name, Affiliation, ContactPoint }

/// Returns the statements that hold on a day.
pub fn all_valid_on<S: Statement>(statements: &[S], day: NaiveDate) -> impl Iterator<Item = &S> {
    statements.iter().filter(move |statement| statement.period().covers(day))
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
    valid_on(names, Statement::period, day).or(names.last())
}

/// Returns all names except `one`.
pub fn other_names<'a>(names: &'a [Name], one: Option<&'a Name>) -> impl Iterator<Item = &'a Name> {
    names.iter().filter(move |name| one.is_none_or(|one| !std::ptr::eq(one, *name)))
}

/// Returns the affiliation that was valid on a day.
pub fn affiliation_on(affiliations: &[Affiliation], day: NaiveDate) -> Option<&Affiliation> {
    valid_on(affiliations, Statement::period, day)
}

/// Adds the names and other names of a record that is merged into another one to the other names of that one, without
/// those that it has.
pub(super) fn take_names((names, other_names): (&[Name], &mut Vec<Name>), merged: (&[Name], &[Name])) {
    for name in merged.0.iter().chain(merged.1) {
        if !names.iter().chain(&*other_names).any(|known| known.text == name.text) {
            other_names.push(name.clone());
        }
    }
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

impl Checks {
    pub(super) fn period(&mut self, field: &'static str, period: &ValidityPeriod) {
        self.ensure(period.is_consistent(), Problem::InvalidPeriod, field);
    }

    /// Checks the period and the citations of a statement.
    pub(super) fn statement(&mut self, field: &'static str, statement: &impl Statement) {
        self.period(field, statement.period());
        self.citations(field, statement.citations());
    }

    pub(super) fn names(&mut self, field: &'static str, names: &[Name]) {
        self.at_most(MAX_LIST, names.len(), field);
        for name in names {
            self.text(field, Length::Line, [&name.text]);
            self.statement(field, name);
        }
    }

    pub(super) fn contact_points(&mut self, contacts: &[ContactPoint]) {
        let field = "contactPoints";
        self.at_most(MAX_LIST, contacts.len(), field);
        for contact in contacts {
            self.lines(field, [&contact.value]);
            self.text(field, Length::Line, &contact.label);
            self.statement(field, contact);
            if let Err(problem) = contact.kind.check(&contact.value) {
                self.ensure(false, problem, field);
            }
        }
    }
}

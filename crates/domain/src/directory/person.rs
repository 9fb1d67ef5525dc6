//! People, posts and memberships.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::citation::{Citation, MAX_CITATIONS};
use super::field_checks::{Checks, FieldProblem, Length};
use super::identifier::{Identifier, take_identifiers};
use super::identity::{IdentityKey, identity_keys};
use super::period::ValidityPeriod;
use super::personal_details::PersonalDetails;
use super::record::{Record, RecordContent, Reference, UsedKind, cited};
use super::statement::{ContactPoint, Name, name_on, other_names, take_names};
use super::succession::Tenure;
use super::{KindScheme, RecordKind};
use crate::ids::{Id, OrganizationId, PersonId, PostId, kind};
use crate::problem::Problem;
use crate::search::{LabelKind, SearchEntry, person_entries, post_entries};
use crate::text::Text;

/// A person who holds or held a post, or is a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// The stable name in URLs.
    pub slug: String,
    /// The present and former names; at least one.
    pub names: Vec<Name>,
    /// Further names: other spellings, and the names of records that were merged into this one. None of them is the present
    /// name.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub other_names: Vec<Name>,
    /// Further information about the person.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Text>,
    /// What is known besides.
    #[serde(flatten)]
    pub details: PersonalDetails,
    /// The ways to reach the person.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contact_points: Vec<ContactPoint>,
    /// The person's identifiers in other registers.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub identifiers: Vec<Identifier>,
    /// The sources of the remaining statements.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A position in an organization, independent of its holder.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    /// The stable name in URLs.
    pub slug: String,
    /// The organization.
    pub organization: OrganizationId,
    /// The kind of post: the slug of a term.
    pub kind: String,
    /// The position among the organization's posts.
    #[serde(default)]
    pub position: i32,
    /// The title of the post's holder.
    pub title: Text,
    /// The sources of these statements.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A person's membership of an organization, in a post or as an ordinary member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The organization.
    pub organization: OrganizationId,
    /// The post; `None` for an ordinary member.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub post: Option<PostId>,
    /// The person.
    pub person: PersonId,
    /// The position in the source's list of the post's holders, or of the members. It decides the order where dates
    /// don't.
    #[serde(default)]
    pub position: i32,
    /// Whether the person is only an acting holder.
    #[serde(default)]
    pub acting: bool,
    /// The person's role in the organization, if it is not the title of a post.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<Text>,
    /// The period of the membership.
    #[serde(flatten)]
    pub period: ValidityPeriod,
    /// The sources of these statements.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl Record<Membership> {
    /// Returns the tenure, as the succession in a post uses it.
    pub fn tenure(&self) -> Tenure<'_> {
        let Membership { period, acting, position, .. } = &self.content;
        Tenure { period, acting: *acting, position: *position, tie_breaker: self.id.uuid() }
    }
}

impl Membership {
    /// Whether another membership states the same, from whatever sources.
    pub fn is_same_as(&self, other: &Self) -> bool {
        let Self { position, citations, .. } = other;
        Self { position: *position, citations: citations.clone(), ..self.clone() } == *other
    }

    /// Adds the citations of another membership, as many as a statement can have.
    pub fn take_citations(&mut self, other: &Self) {
        let known = self.citations.clone();
        self.citations.extend(other.citations.iter().filter(|citation| !known.contains(citation)).cloned());
        self.citations.truncate(MAX_CITATIONS);
    }
}

impl RecordContent for Person {
    type Id = kind::Person;
    const KIND: RecordKind = RecordKind::Person;
    const REQUIRED: &'static [&'static str] = &["slug", "names"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        (self.names.iter().chain(&self.other_names).map(|name| &name.citations))
            .chain(self.details.citations())
            .chain(self.contact_points.iter().map(|contact| &contact.citations))
            .chain([&self.citations])
            .flat_map(cited)
            .collect()
    }

    fn identity_keys(&self) -> Vec<IdentityKey> {
        identity_keys(&self.names, &self.other_names, &self.identifiers)
    }

    fn search_entries(&self, own: Id<kind::Person>, day: NaiveDate) -> Vec<SearchEntry> {
        let present = name_on(&self.names, day);
        let former = other_names(&self.names, present).map(|name| (&name.text, LabelKind::FormerName));
        let others = self.other_names.iter().map(|name| (&name.text, LabelKind::OtherName));
        let present = present.map(|name| (&name.text, LabelKind::Name));
        // The written name need not have the patronymic.
        let whole = self.details.patronymic.as_ref().map(|_| self.sort_name(day));
        let whole = whole.iter().map(|name| (name, LabelKind::OtherName));
        let statements = self.note.iter().map(|note| (note, LabelKind::Statement));
        person_entries(own, present.into_iter().chain(former).chain(others).chain(whole), statements)
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.ensure(!self.names.is_empty(), Problem::Required, "names");
        checks.names("names", &self.names);
        checks.names("otherNames", &self.other_names);
        checks.text("note", Length::Paragraphs, &self.note);
        checks.personal_details(&self.details);
        checks.contact_points(&self.contact_points);
        checks.identifiers(&self.identifiers);
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn take_identity(&mut self, merged: &Self) {
        take_names((&self.names, &mut self.other_names), (&merged.names, &merged.other_names));
        take_identifiers(&mut self.identifiers, &merged.identifiers);
    }

    fn tidy(&mut self, _own: Id<kind::Person>) {}
}

impl RecordContent for Post {
    type Id = kind::Post;
    const KIND: RecordKind = RecordKind::Post;
    const REQUIRED: &'static [&'static str] = &["slug", "organization", "kind", "title"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        let organization = Reference::new("organization", RecordKind::Organization, self.organization);
        [organization].into_iter().chain(cited(&self.citations)).collect()
    }

    fn used_kind(&self) -> Option<UsedKind<'_>> {
        Some(UsedKind { field: "kind", scheme: KindScheme::Post, slug: &self.kind })
    }

    fn search_entries(&self, own: Id<kind::Post>, _day: NaiveDate) -> Vec<SearchEntry> {
        post_entries(own, &self.title)
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.kind(&self.kind);
        checks.text("title", Length::Line, [&self.title]);
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Post>) {}
}

impl RecordContent for Membership {
    type Id = kind::Membership;
    const KIND: RecordKind = RecordKind::Membership;
    const REQUIRED: &'static [&'static str] = &["organization", "person"];

    fn slug(&self) -> Option<&str> {
        None
    }

    fn references(&self) -> Vec<Reference> {
        let post = self.post.map(|post| Reference::new("post", RecordKind::Post, post));
        [
            Reference::new("organization", RecordKind::Organization, self.organization),
            Reference::new("person", RecordKind::Person, self.person),
        ]
        .into_iter()
        .chain(post)
        .chain(cited(&self.citations))
        .collect()
    }

    fn identity_keys(&self) -> Vec<IdentityKey> {
        let Self { person, organization, post, .. } = self;
        let post = post.map(Id::uuid).unwrap_or_default();
        let key = format!("{} {} {post}", person.uuid(), organization.uuid());
        vec![IdentityKey { field: "person", key }]
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.text("role", Length::Line, &self.role);
        checks.period("until", &self.period);
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Membership>) {}
}

//! People, the posts that they hold, and their memberships.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::check::{Checks, Length};
use super::organization::{ContactPoint, Identifier, Name, name_on, others};
use super::record::{Content, Flaw, Record, Reference};
use super::source::{Citation, cited};
use super::succession::Tenure;
use super::term::Term;
use super::{PostKind, RecordKind};
use crate::domain::ids::{Id, OrganizationId, PersonId, PostId, kind};
use crate::domain::problem::Problem;
use crate::domain::search::{LabelKind, SearchEntry, person_entries};
use crate::domain::text::Text;

/// Someone who holds or held a post, or is a member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Person {
    /// Their stable name in addresses.
    pub slug: String,
    /// What they are and were called; one at least.
    pub names: Vec<Name>,
    /// What else is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub note: Option<Text>,
    /// How they are reached.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub contact_points: Vec<ContactPoint>,
    /// What others know them by.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub identifiers: Vec<Identifier>,
    /// Where the rest of this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A position in an organization that exists whoever holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Post {
    /// Its stable name in addresses.
    pub slug: String,
    /// The organization.
    pub organization: OrganizationId,
    /// What kind of post it is.
    pub kind: PostKind,
    /// Its place among the organization's posts.
    #[serde(default)]
    pub position: i32,
    /// What its holder is called.
    pub title: Text,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

/// A person belongs to an organization, in a post or as an ordinary member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    /// The organization.
    pub organization: OrganizationId,
    /// The post; none: an ordinary member.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub post: Option<PostId>,
    /// The person.
    pub person: PersonId,
    /// The order in which the source lists the holders of a post, or the members: it decides where dates don't.
    #[serde(default)]
    pub position: i32,
    /// Whether the person only stands in for a holder.
    #[serde(default)]
    pub acting: bool,
    /// What the person is there, where it is not a post's title.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub role: Option<Text>,
    /// When.
    #[serde(flatten)]
    pub term: Term,
    /// Where this is taken from.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl Record<Membership> {
    /// As the succession in a post looks at it.
    pub fn tenure(&self) -> Tenure<'_> {
        let Membership { term, acting, position, .. } = &self.content;
        Tenure { term, acting: *acting, position: *position, tie: self.id.uuid() }
    }
}

impl Content for Person {
    type Id = kind::Person;
    const KIND: RecordKind = RecordKind::Person;
    const REQUIRED: &'static [&'static str] = &["slug", "names"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        (self.names.iter().map(|name| &name.citations))
            .chain(self.contact_points.iter().map(|contact| &contact.citations))
            .chain([&self.citations])
            .flat_map(cited)
            .collect()
    }

    fn search_entries(&self, own: Id<kind::Person>, day: NaiveDate) -> Vec<SearchEntry> {
        let present = name_on(&self.names, day);
        let former = others(&self.names, present).map(|name| (&name.text, LabelKind::FormerName));
        person_entries(own, present.map(|name| (&name.text, LabelKind::Name)).into_iter().chain(former))
    }

    fn flaws(&self) -> Vec<Flaw> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.ensure(!self.names.is_empty(), Problem::Required, "names");
        checks.names(&self.names);
        checks.text("note", Length::Paragraphs, &self.note);
        checks.contact_points(&self.contact_points);
        checks.identifiers(&self.identifiers);
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Person>) {}
}

impl Content for Post {
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

    fn flaws(&self) -> Vec<Flaw> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("title", Length::Line, [&self.title]);
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Post>) {}
}

impl Content for Membership {
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

    fn flaws(&self) -> Vec<Flaw> {
        let mut checks = Checks::default();
        checks.text("role", Length::Line, &self.role);
        checks.term("until", &self.term);
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Membership>) {}
}

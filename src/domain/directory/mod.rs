//! The institution directory: organizations, people, posts, memberships, events and figures, each with its
//! source. Terms are those of Popolo and the W3C Organization ontology.

mod kinds;

pub use kinds::{EventKind, OrganizationKind, PostKind, Qualifier, Recurrence, SourceKind};

use crate::domain::date::Edtf;
use crate::domain::ids::{EventId, IndicatorId, MembershipId, OrganizationId, PersonId, PostId, SourceId};
use crate::domain::text::Text;

/// Where a fact is taken from.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Its id.
    pub id: SourceId,
    /// Its stable name in addresses.
    pub slug: String,
    /// What kind of source it is.
    pub kind: SourceKind,
    /// What it is.
    pub title: Text,
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub issued: Option<Edtf>,
}

/// A public body.
#[derive(Debug, Clone, PartialEq)]
pub struct Organization {
    /// Its id.
    pub id: OrganizationId,
    /// Its stable name in addresses.
    pub slug: String,
    /// What kind of body it is.
    pub kind: OrganizationKind,
    /// Its place among its siblings.
    pub position: i32,
    /// Its present official name.
    pub name: Text,
    /// What it is called for short.
    pub short_name: Option<Text>,
    /// Since when it bears its present name.
    pub name_since: Option<Edtf>,
    /// What it is and does.
    pub description: Option<Text>,
    /// When it was founded.
    pub founded: Option<Edtf>,
    /// The organization it is part of.
    pub parent_id: Option<OrganizationId>,
    /// The organization in whose building it works.
    pub host_id: Option<OrganizationId>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// A name that an organization bore before.
#[derive(Debug, Clone, PartialEq)]
pub struct FormerName {
    /// The name.
    pub name: Text,
    /// From when.
    pub since: Option<Edtf>,
    /// Until when.
    pub until: Option<Edtf>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// A dated fact of an organization's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// When it happened.
    pub date: Edtf,
    /// What happened.
    pub text: Text,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Someone who holds or held a post, or is a member.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Its id.
    pub id: PersonId,
    /// Its stable name in addresses.
    pub slug: String,
    /// The person's name.
    pub name: Text,
    /// What else is known.
    pub note: Option<Text>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// A position in an organization that exists whoever holds it.
#[derive(Debug, Clone, PartialEq)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Its stable name in addresses.
    pub slug: String,
    /// The organization.
    pub organization_id: OrganizationId,
    /// What kind of post it is.
    pub kind: PostKind,
    /// What it is called.
    pub title: Text,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// A person belongs to an organization, in a post or as an ordinary member.
#[derive(Debug, Clone, PartialEq)]
pub struct Membership {
    /// Its id.
    pub id: MembershipId,
    /// The organization.
    pub organization_id: OrganizationId,
    /// The post; none: an ordinary member.
    pub post_id: Option<PostId>,
    /// The person.
    pub person_id: PersonId,
    /// The order of succession among the holders of a post, the first holder 1.
    pub position: i32,
    /// What the person is there, where it is not a post's title.
    pub role: Option<Text>,
    /// From when.
    pub since: Option<Edtf>,
    /// Until when.
    pub until: Option<Edtf>,
    /// When the source saw the person there.
    pub attested: Option<Edtf>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// What organizations hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Its stable name in addresses.
    pub slug: String,
    /// What kind of event it is.
    pub kind: EventKind,
    /// What it is called.
    pub title: Text,
    /// What happens there.
    pub description: Option<Text>,
    /// How often it is held.
    pub recurrence: Option<Recurrence>,
    /// When it was held.
    pub held: Option<Edtf>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Something that is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its stable name in addresses.
    pub slug: String,
    /// The organization it is counted for.
    pub organization_id: Option<OrganizationId>,
    /// The area it is counted for (ISO 3166), where it is not an organization's.
    pub area: Option<String>,
    /// What is counted.
    pub name: Text,
}

/// An indicator's value in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Observation {
    /// The period.
    pub period: Edtf,
    /// The value.
    pub value: i64,
    /// How the value is meant, if not exactly.
    pub qualifier: Option<Qualifier>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

//! Typed ids, and the opaque global form in which clients see them.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// What an id can be of. The tag is part of every global id that was ever handed out: it never changes.
pub trait Kind {
    /// First byte of the global id.
    const TAG: u8;
}

/// The id of one thing of a kind: a `UUIDv7`, made by this service or, for reviews, a UUID made by the client.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// The bare UUID.
    pub fn uuid(self) -> Uuid {
        self.uuid
    }
}

impl<K> From<Uuid> for Id<K> {
    fn from(uuid: Uuid) -> Self {
        Self { uuid, kind: PhantomData }
    }
}

impl<K> Clone for Id<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Id<K> {}
impl<K> PartialEq for Id<K> {
    fn eq(&self, other: &Self) -> bool {
        self.uuid == other.uuid
    }
}
impl<K> Eq for Id<K> {}
impl<K> PartialOrd for Id<K> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<K> Ord for Id<K> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.uuid.cmp(&other.uuid)
    }
}
impl<K> Hash for Id<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.uuid.hash(state);
    }
}
impl<K> fmt::Debug for Id<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.uuid.fmt(f)
    }
}

/// Stored documents hold the bare UUID: what it is the id of is told by where it stands.
impl<K> Serialize for Id<K> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.uuid)
    }
}

impl<'de, K> Deserialize<'de> for Id<K> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Uuid::try_parse(&text).map(Self::from).map_err(D::Error::custom)
    }
}

impl<K: Kind> Id<K> {
    /// The opaque form that clients see.
    pub fn to_global(self) -> String {
        GlobalId { tag: K::TAG, uuid: self.uuid }.to_string()
    }

    /// Reads the opaque form; none if it is malformed or of another kind.
    pub fn from_global(text: &str) -> Option<Self> {
        let global = GlobalId::parse(text)?;
        global.is::<K>()
    }

    /// Reads the opaque form. What is malformed or of another kind becomes the nil UUID, which nothing has: so it is answered
    /// as an id under which nothing is.
    pub fn from_global_or_nil(text: &str) -> Self {
        Self::from_global(text).unwrap_or_else(|| Uuid::nil().into())
    }
}

/// An id whose kind is told by itself: base64url of the kind's tag and the UUID's 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlobalId {
    tag: u8,
    uuid: Uuid,
}

impl GlobalId {
    /// None if the text is not a global id.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self::from_bytes(URL_SAFE_NO_PAD.decode(text).ok()?.try_into().ok()?))
    }

    pub(super) fn from_bytes([tag, uuid @ ..]: [u8; 17]) -> Self {
        Self { tag, uuid: Uuid::from_bytes(uuid) }
    }

    pub(super) fn to_bytes(self) -> [u8; 17] {
        let mut bytes = [self.tag; 17];
        for (to, from) in bytes.iter_mut().skip(1).zip(self.uuid.as_bytes()) {
            *to = *from;
        }
        bytes
    }

    /// Of something whose kind is told beside it.
    pub fn new<K: Kind>(uuid: Uuid) -> Self {
        Self { tag: K::TAG, uuid }
    }

    /// The UUID, whatever it is of.
    pub fn uuid(self) -> Uuid {
        self.uuid
    }

    /// The typed id, if it is one of this kind.
    pub fn is<K: Kind>(self) -> Option<Id<K>> {
        (self.tag == K::TAG).then(|| Id::from(self.uuid))
    }
}

impl fmt::Display for GlobalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.to_bytes()))
    }
}

/// The kinds of things that have ids.
pub mod kind {
    use super::Kind;

    macro_rules! kinds {
        ($($(#[$doc:meta])* $name:ident = $tag:literal;)+) => {$(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq)]
            pub enum $name {}
            impl Kind for $name {
                const TAG: u8 = $tag;
            }
        )+};
    }

    kinds! {
        /// Someone who can log in.
        Account = 1;
        /// An organization of the directory.
        Organization = 2;
        /// A person of the directory.
        Person = 3;
        /// A post in an organization.
        Post = 4;
        /// A person's membership in an organization.
        Membership = 5;
        /// An event.
        Event = 6;
        /// An indicator, with its observations.
        Indicator = 7;
        /// A source that facts are taken from.
        Source = 8;
        /// A course.
        Course = 9;
        /// A lesson.
        Lesson = 10;
        /// A word that is taught.
        Word = 11;
        /// A learner's card.
        Card = 12;
        /// A review of a card.
        Review = 13;
        /// A club.
        Club = 14;
        /// An account's membership in a club.
        ClubMembership = 15;
        /// An observation of an indicator.
        Observation = 16;
        /// A proposed correction of the directory.
        Proposal = 17;
        /// A unit of a course.
        Unit = 18;
        /// A job that fits a learner's parameters.
        OptimizationJob = 19;
        /// A learner's report of a wrong meaning.
        GlossReport = 23;
        /// A leader's look at members of a club.
        ClubAccessLogEntry = 24;
        /// An invitation into a club.
        ClubInvitation = 25;
        /// Somebody's request to join a club.
        ClubJoinRequest = 26;
        /// What leaders of a club have its members learn.
        Assignment = 27;
        /// A contest.
        Contest = 50;
        /// A learner's entry in a contest.
        ContestEntry = 51;
    }
}

/// Id of a report of a wrong meaning.
pub type GlossReportId = Id<kind::GlossReport>;
/// Id of an account.
pub type AccountId = Id<kind::Account>;
/// Id of an organization.
pub type OrganizationId = Id<kind::Organization>;
/// Id of a person.
pub type PersonId = Id<kind::Person>;
/// Id of a post.
pub type PostId = Id<kind::Post>;
/// Id of a membership.
pub type MembershipId = Id<kind::Membership>;
/// Id of an event.
pub type EventId = Id<kind::Event>;
/// Id of an indicator.
pub type IndicatorId = Id<kind::Indicator>;
/// Id of a source.
pub type SourceId = Id<kind::Source>;
/// Id of a course.
pub type CourseId = Id<kind::Course>;
/// Id of a lesson.
pub type LessonId = Id<kind::Lesson>;
/// Id of a word.
pub type WordId = Id<kind::Word>;
/// Id of a card.
pub type CardId = Id<kind::Card>;
/// Id of a review.
pub type ReviewId = Id<kind::Review>;
/// Id of a club.
pub type ClubId = Id<kind::Club>;
/// Id of a club membership.
pub type ClubMembershipId = Id<kind::ClubMembership>;
/// Id of a leader's look at members of a club.
pub type ClubAccessLogEntryId = Id<kind::ClubAccessLogEntry>;
/// Id of a request to join a club.
pub type ClubJoinRequestId = Id<kind::ClubJoinRequest>;
/// Id of an assignment.
pub type AssignmentId = Id<kind::Assignment>;
/// Id of an invitation into a club.
pub type ClubInvitationId = Id<kind::ClubInvitation>;
/// Id of a contest.
pub type ContestId = Id<kind::Contest>;
/// Id of a learner's entry in a contest.
pub type ContestEntryId = Id<kind::ContestEntry>;
/// Id of an observation.
pub type ObservationId = Id<kind::Observation>;
/// Id of a proposed correction.
pub type ProposalId = Id<kind::Proposal>;
/// Id of a unit of a course.
pub type UnitId = Id<kind::Unit>;
/// Id of a job that fits a learner's parameters.
pub type OptimizationJobId = Id<kind::OptimizationJob>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_global_id_leads_back_to_its_own_kind_only() {
        let id = WordId::from(Uuid::from_u128(0x0193_5b6e_8a10_7000_8000_0000_0000_0001));
        let global = id.to_global();
        assert_eq!(global.len(), 23);
        assert_eq!(WordId::from_global(&global), Some(id));
        assert_eq!(CardId::from_global(&global), None);
    }

    #[test]
    fn what_is_no_global_id_is_none() {
        for text in ["", "x", "Word:1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!!!"] {
            assert_eq!(GlobalId::parse(text), None, "{text}");
        }
    }
}

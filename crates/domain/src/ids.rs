//! Typed ids, and the opaque global ids that clients see.

#[cfg(feature = "diesel")]
mod sql;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use uuid::Uuid;

/// A kind of record that has ids. The tag is part of every global id that was ever issued, and must never change.
pub trait Kind {
    /// The first byte of the global id.
    const TAG: u8;
}

/// The id of a record of one kind: a `UUIDv7` created by this service or, for reviews, a UUID created by the client.
pub struct Id<K> {
    uuid: Uuid,
    kind: PhantomData<fn() -> K>,
}

impl<K> Id<K> {
    /// Returns the bare UUID.
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

/// Stored documents contain the bare UUID: the field implies the kind.
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
    /// Returns the opaque global id.
    pub fn to_global(self) -> String {
        GlobalId { tag: K::TAG, uuid: self.uuid }.to_string()
    }

    /// Parses a global id; `None` if it is malformed or of another kind.
    pub fn from_global(text: &str) -> Option<Self> {
        let global = GlobalId::parse(text)?;
        global.is::<K>()
    }

    /// Parses a global id. A text that is malformed or of another kind becomes the nil UUID, which no record has, so
    /// that it is treated as an unknown id.
    pub fn from_global_or_nil(text: &str) -> Self {
        Self::from_global(text).unwrap_or_else(|| Uuid::nil().into())
    }
}

/// An id that includes its kind: base64url of the kind's tag and the UUID's 16 bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GlobalId {
    tag: u8,
    uuid: Uuid,
}

impl GlobalId {
    /// Parses a global id; `None` if the text is not one.
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

    /// Creates the global id of a record whose kind is known.
    pub fn new<K: Kind>(uuid: Uuid) -> Self {
        Self { tag: K::TAG, uuid }
    }

    /// Returns the UUID, whatever its kind.
    pub fn uuid(self) -> Uuid {
        self.uuid
    }

    /// Returns the typed id, if it is of this kind.
    pub fn is<K: Kind>(self) -> Option<Id<K>> {
        (self.tag == K::TAG).then(|| Id::from(self.uuid))
    }
}

impl fmt::Display for GlobalId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&URL_SAFE_NO_PAD.encode(self.to_bytes()))
    }
}

/// The kinds of records that have ids.
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
        /// An account.
        Account = 1;
        /// An organization of the directory.
        Organization = 2;
        /// A person of the directory.
        Person = 3;
        /// A post in an organization.
        Post = 4;
        /// A person's membership of an organization.
        Membership = 5;
        /// An event.
        Event = 6;
        /// An indicator, with its observations.
        Indicator = 7;
        /// A source of facts.
        Source = 8;
        /// A course.
        Course = 9;
        /// A lesson.
        Lesson = 10;
        /// A word of a lesson.
        Word = 11;
        /// A learner's card.
        Card = 12;
        /// A review of a card.
        Review = 13;
        /// A club.
        Club = 14;
        /// An account's membership of a club.
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
        WordReport = 23;
        /// An entry of the access log of clubs.
        ClubAccessLogEntry = 24;
        /// An invitation to a club.
        ClubInvitation = 25;
        /// A request to join a club.
        ClubJoinRequest = 26;
        /// An assignment in a club.
        Assignment = 27;
        /// An account as the viewer.
        Viewer = 28;
        /// A session of an account.
        Session = 29;
        /// A passkey of an account.
        Passkey = 33;
        /// A note to the members of a club.
        ClubNote = 34;
        /// A contest.
        Contest = 50;
        /// A learner's entry in a contest.
        ContestEntry = 51;
        /// An address that is notified of changes.
        Webhook = 60;
        /// A kind of organization or of post.
        KindTerm = 61;
        /// A learner's own list of words.
        WordList = 62;
        /// An account as admins see it.
        ManagedAccount = 63;
        /// A club as admins see it.
        ManagedClub = 64;
        /// An entry of the account log.
        AccountLogEntry = 65;
    }
}

/// The id of an address that is notified of changes.
pub type WebhookId = Id<kind::Webhook>;
/// The id of a learner's own list of words.
pub type WordListId = Id<kind::WordList>;
/// The id of a report of a wrong meaning.
pub type WordReportId = Id<kind::WordReport>;
/// The id of an account.
pub type AccountId = Id<kind::Account>;
/// The id of an account as the viewer; its UUID is the account's.
pub type ViewerId = Id<kind::Viewer>;
/// The id of an account as admins see it; its UUID is the account's.
pub type ManagedAccountId = Id<kind::ManagedAccount>;
/// The id of an entry of the account log.
pub type AccountLogEntryId = Id<kind::AccountLogEntry>;
/// The id of a session.
pub type SessionId = Id<kind::Session>;
/// The id of a passkey.
pub type PasskeyId = Id<kind::Passkey>;
/// The id of an organization.
pub type OrganizationId = Id<kind::Organization>;
/// The id of a person.
pub type PersonId = Id<kind::Person>;
/// The id of a post.
pub type PostId = Id<kind::Post>;
/// The id of a membership.
pub type MembershipId = Id<kind::Membership>;
/// The id of an event.
pub type EventId = Id<kind::Event>;
/// The id of an indicator.
pub type IndicatorId = Id<kind::Indicator>;
/// The id of a source.
pub type SourceId = Id<kind::Source>;
/// The id of a kind of organization or of post.
pub type KindTermId = Id<kind::KindTerm>;
/// The id of a course.
pub type CourseId = Id<kind::Course>;
/// The id of a lesson.
pub type LessonId = Id<kind::Lesson>;
/// The id of a word.
pub type WordId = Id<kind::Word>;
/// The id of a card.
pub type CardId = Id<kind::Card>;
/// The id of a review.
pub type ReviewId = Id<kind::Review>;
/// The id of a club.
pub type ClubId = Id<kind::Club>;
/// The id of a club as admins see it; its UUID is the club's.
pub type ManagedClubId = Id<kind::ManagedClub>;
/// The id of a club membership.
pub type ClubMembershipId = Id<kind::ClubMembership>;
/// The id of an entry of the access log of clubs.
pub type ClubAccessLogEntryId = Id<kind::ClubAccessLogEntry>;
/// The id of a request to join a club.
pub type ClubJoinRequestId = Id<kind::ClubJoinRequest>;
/// The id of a note to the members of a club.
pub type ClubNoteId = Id<kind::ClubNote>;
/// The id of an assignment.
pub type AssignmentId = Id<kind::Assignment>;
/// The id of an invitation to a club.
pub type ClubInvitationId = Id<kind::ClubInvitation>;
/// The id of a contest.
pub type ContestId = Id<kind::Contest>;
/// The id of a learner's entry in a contest.
pub type ContestEntryId = Id<kind::ContestEntry>;
/// The id of an observation.
pub type ObservationId = Id<kind::Observation>;
/// The id of a proposed correction.
pub type ProposalId = Id<kind::Proposal>;
/// The id of a unit of a course.
pub type UnitId = Id<kind::Unit>;
/// The id of a job that fits a learner's parameters.
pub type OptimizationJobId = Id<kind::OptimizationJob>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_global_id_parses_only_as_its_own_kind() {
        let id = WordId::from(Uuid::from_u128(0x0193_5b6e_8a10_7000_8000_0000_0000_0001));
        let global = id.to_global();
        assert_eq!(global.len(), 23);
        assert_eq!(WordId::from_global(&global), Some(id));
        assert_eq!(CardId::from_global(&global), None);
    }

    #[test]
    fn other_texts_are_not_global_ids() {
        for text in ["", "x", "Word:1", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "!!!"] {
            assert_eq!(GlobalId::parse(text), None, "{text}");
        }
    }
}

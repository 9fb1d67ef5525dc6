//! The closed lists of the directory, as the schema names them.

use async_graphql::Enum;

use crate::domain::directory as domain;

/// What kind of body an organization is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::OrganizationKind")]
pub enum OrganizationKind {
    /// A House of Friendship.
    HouseOfFriendship,
    /// A state institution.
    StateInstitution,
    /// An assembly of the people.
    Assembly,
    /// A secretariat.
    Secretariat,
    /// A council.
    Council,
    /// A group of experts.
    ExpertGroup,
    /// A university.
    University,
    /// A chair at a university.
    UniversityChair,
    /// A community of young people.
    YouthCommunity,
    /// A club.
    Club,
    /// An office for mediation.
    MediationOffice,
    /// A centre that teaches languages.
    LanguageCentre,
    /// A department of another organization.
    Department,
}

/// What kind of post it is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::PostKind")]
pub enum PostKind {
    /// Its holder leads the organization.
    Chair,
    /// Its holder belongs to the organization.
    Member,
}

/// What kind of event it is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::EventKind")]
pub enum EventKind {
    /// A seminar.
    Seminar,
    /// A conference.
    Conference,
    /// A master class.
    MasterClass,
    /// A training.
    Training,
    /// A celebration.
    Celebration,
    /// A contest.
    Contest,
    /// A gathering.
    Gathering,
}

/// How often an event is held.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Recurrence")]
pub enum Recurrence {
    /// Again and again, without a stated rhythm.
    Repeated,
    /// Every year.
    Yearly,
}

/// How an event is taken part in.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::EventFormat")]
pub enum EventFormat {
    /// At a place.
    InPerson,
    /// Over the internet.
    Online,
    /// Either way.
    Hybrid,
}

/// What kind of contact it is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ContactKind")]
pub enum ContactKind {
    /// A postal or street address.
    Address,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A website, or a page on one.
    Website,
    /// An account with a social network.
    SocialMedia,
}

/// How an observation's value is meant, if not exactly.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Qualifier")]
pub enum ValueQualifier {
    /// The source says only that it is more than the value.
    Over,
}

/// What kind of source it is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::SourceKind")]
pub enum SourceKind {
    /// An article in a newspaper.
    NewspaperArticle,
    /// A page on the web.
    WebPage,
    /// A law or another legal act.
    LegalAct,
    /// A document of the institution itself.
    Document,
}

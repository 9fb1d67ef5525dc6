//! The enums of the directory, with the names that the schema uses.

use async_graphql::Enum;

use crate::domain::directory as domain;

/// A part of the vocabulary: the kinds of organizations, or the kinds of posts.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::KindScheme")]
pub enum KindScheme {
    /// Organizations.
    Organization,
    /// Posts.
    Post,
}

/// A kind of event.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::EventKind")]
pub enum EventKind {
    /// A seminar.
    Seminar,
    /// A conference.
    Conference,
    /// A master class.
    MasterClass,
    /// A training course.
    Training,
    /// A celebration.
    Celebration,
    /// A competition of any kind. A `Contest` on words can belong to an event of any kind.
    Contest,
    /// A gathering.
    Gathering,
}

/// How often an event is held.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Recurrence")]
pub enum Recurrence {
    /// Repeatedly, without a stated interval.
    Repeated,
    /// Every year.
    Yearly,
}

/// How people take part in an event.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::EventFormat")]
pub enum EventFormat {
    /// At the place of the event.
    InPerson,
    /// Over the internet.
    Online,
    /// At the place or over the internet.
    Hybrid,
}

/// A kind of contact.
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
    /// An account on a social network.
    SocialMedia,
}

/// How to read an observation's value if it is not exact.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Qualifier")]
pub enum ValueQualifier {
    /// The actual number is greater than the value; the source gives no exact number.
    MoreThan,
}

/// A kind of source.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::SourceKind")]
pub enum SourceKind {
    /// An article in a newspaper.
    NewspaperArticle,
    /// A page on the web.
    WebPage,
    /// A law or another legal act.
    LegalAct,
    /// A document issued by the institution itself.
    Document,
}

/// A gender, as a source states it.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Gender")]
pub enum Gender {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// A day of the week.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Weekday")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// A feature that helps people with disabilities to use a building or a service.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::AccessibilityFeature")]
pub enum AccessibilityFeature {
    /// An entrance without steps.
    StepFreeEntrance,
    /// A ramp.
    Ramp,
    /// A lift that fits a wheelchair.
    Lift,
    /// A toilet that fits a wheelchair.
    AccessibleToilet,
    /// Parking places for people with disabilities.
    AccessibleParking,
    /// Paving that guides people who are blind.
    TactilePaving,
    /// Signs in Braille.
    Braille,
    /// A loop that transmits sound to hearing aids.
    HearingLoop,
    /// Staff or interpreters who use a sign language.
    SignLanguage,
    /// Staff who assist visitors.
    Assistance,
}

/// The status of a service.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ServiceStatus")]
pub enum ServiceStatus {
    /// It is offered.
    Active,
    /// It is not offered at present.
    Inactive,
    /// It is temporarily closed.
    TemporarilyClosed,
    /// It is no longer offered.
    Defunct,
}

/// A kind of record of the directory.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::RecordKind")]
pub enum RecordKind {
    /// A kind of organization or of post.
    KindTerm,
    /// A source.
    Source,
    /// An organization.
    Organization,
    /// A person.
    Person,
    /// A post.
    Post,
    /// A membership.
    Membership,
    /// An event.
    Event,
    /// An indicator.
    Indicator,
    /// An observation.
    Observation,
}

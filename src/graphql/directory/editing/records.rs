//! What editors send: the fields of each kind of record. None has to be given where a record is changed; of a new one,
//! what its description says is needed.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::inputs::{
    AffiliationInput, CitationInput, CitedDateInput, ContactPointInput, Gathering, IdentifierInput,
    MilestoneInput, NameInput, TextInput, affiliation, citation, contact_point, date, dated, id, identifier,
    milestone, name, schedule, single_date, text,
};
use crate::app::AppError;
use crate::app::directory::Stored;
use crate::domain::directory::{self as domain, Changes};
use crate::domain::ids::kind;
use crate::graphql::directory::kinds::{
    EventFormat, EventKind, OrganizationKind, PostKind, Recurrence, SourceKind, ValueQualifier,
};
use crate::graphql::directory::schedule::ScheduleInput;
use crate::graphql::scalars::{EdtfText, LanguageTag};

/// The input of a kind of record.
pub trait RecordInput: Send {
    /// The record.
    type Content: Stored;

    /// The new values, as they are stored.
    fn changes(self) -> Result<Changes, AppError>;
}

/// What an organization says. A new one needs `slug`, `kind`, `names` and `citations`.
#[derive(InputObject)]
pub struct OrganizationInput {
    /// Its stable name in addresses: lower-case Latin letters, digits, hyphens between them; at most 80.
    slug: MaybeUndefined<String>,
    /// What kind of body it is.
    kind: MaybeUndefined<OrganizationKind>,
    /// Its place among its siblings, the smallest first.
    position: MaybeUndefined<i32>,
    /// What it is and was called, the oldest first; one at least.
    names: MaybeUndefined<Vec<NameInput>>,
    /// What it is called for short, at most 300 characters.
    short_name: MaybeUndefined<TextInput>,
    /// What it is and does, at most 10,000 characters.
    description: MaybeUndefined<TextInput>,
    /// When it was founded.
    founded: MaybeUndefined<CitedDateInput>,
    /// When it ceased to be.
    dissolved: MaybeUndefined<CitedDateInput>,
    /// The organizations that it is and was part of, one at a time. On no day may it be part of itself.
    parents: MaybeUndefined<Vec<AffiliationInput>>,
    /// The organizations in whose building it works and worked, one at a time.
    hosts: MaybeUndefined<Vec<AffiliationInput>>,
    /// How it is reached.
    contact_points: MaybeUndefined<Vec<ContactPointInput>>,
    /// What other registers know it by.
    identifiers: MaybeUndefined<Vec<IdentifierInput>>,
    /// Dated facts of its history, the oldest first.
    milestones: MaybeUndefined<Vec<MilestoneInput>>,
    /// Which sources the rest is taken from; one at least.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for OrganizationInput {
    type Content = domain::Organization;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.plain("slug", self.slug);
        gathering.field("kind", self.kind, |kind| Ok(domain::OrganizationKind::from(kind)));
        gathering.plain("position", self.position);
        gathering.list("names", self.names, name);
        gathering.field("shortName", self.short_name, text);
        gathering.field("description", self.description, text);
        gathering.field("founded", self.founded, dated);
        gathering.field("dissolved", self.dissolved, dated);
        gathering.list("parents", self.parents, affiliation);
        gathering.list("hosts", self.hosts, affiliation);
        gathering.list("contactPoints", self.contact_points, contact_point);
        gathering.list("identifiers", self.identifiers, identifier);
        gathering.list("milestones", self.milestones, milestone);
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// What is said of a person. A new one needs `slug`, `names` and `citations`.
#[derive(InputObject)]
pub struct PersonInput {
    /// Their stable name in addresses: lower-case Latin letters, digits, hyphens between them; at most 80.
    slug: MaybeUndefined<String>,
    /// What they are and were called, the oldest first; one at least.
    names: MaybeUndefined<Vec<NameInput>>,
    /// What else is known, at most 10,000 characters.
    note: MaybeUndefined<TextInput>,
    /// How they are reached.
    contact_points: MaybeUndefined<Vec<ContactPointInput>>,
    /// What other registers know them by.
    identifiers: MaybeUndefined<Vec<IdentifierInput>>,
    /// Which sources the rest is taken from; one at least.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for PersonInput {
    type Content = domain::Person;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.plain("slug", self.slug);
        gathering.list("names", self.names, name);
        gathering.field("note", self.note, text);
        gathering.list("contactPoints", self.contact_points, contact_point);
        gathering.list("identifiers", self.identifiers, identifier);
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// What a post says. A new one needs `slug`, `organizationId`, `kind`, `title` and `citations`.
#[derive(InputObject)]
pub struct PostInput {
    /// Its stable name in addresses: lower-case Latin letters, digits, hyphens between them; at most 80.
    slug: MaybeUndefined<String>,
    /// The organization that it is in.
    organization_id: MaybeUndefined<ID>,
    /// What kind of post it is.
    kind: MaybeUndefined<PostKind>,
    /// Its place among the organization's posts, the smallest first.
    position: MaybeUndefined<i32>,
    /// What its holder is called, at most 300 characters.
    title: MaybeUndefined<TextInput>,
    /// Which sources say so; one at least.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for PostInput {
    type Content = domain::Post;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.plain("slug", self.slug);
        gathering.field("organization", self.organization_id, |global| id::<kind::Organization>(&global));
        gathering.field("kind", self.kind, |kind| Ok(domain::PostKind::from(kind)));
        gathering.plain("position", self.position);
        gathering.field("title", self.title, text);
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// What a membership says. A new one needs `organizationId`, `personId` and `citations`.
#[derive(InputObject)]
pub struct MembershipInput {
    /// The organization.
    organization_id: MaybeUndefined<ID>,
    /// The post, one of the organization's; none: an ordinary member.
    post_id: MaybeUndefined<ID>,
    /// The person.
    person_id: MaybeUndefined<ID>,
    /// The order in which the source lists the holders of the post, or the members: it decides where dates don't.
    position: MaybeUndefined<i32>,
    /// Whether the person only stands in for a holder.
    is_acting: MaybeUndefined<bool>,
    /// What the person is there, where it is not a post's title; at most 300 characters.
    role: MaybeUndefined<TextInput>,
    /// From when; one date.
    since: MaybeUndefined<EdtfText>,
    /// Until when, that date included; one date.
    until: MaybeUndefined<EdtfText>,
    /// When the source saw the person there.
    attested: MaybeUndefined<EdtfText>,
    /// Which sources say so; one at least.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for MembershipInput {
    type Content = domain::Membership;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.field("organization", self.organization_id, |global| id::<kind::Organization>(&global));
        gathering.field("post", self.post_id, |global| id::<kind::Post>(&global));
        gathering.field("person", self.person_id, |global| id::<kind::Person>(&global));
        gathering.plain("position", self.position);
        gathering.plain("acting", self.is_acting);
        gathering.field("role", self.role, text);
        gathering.field("since", self.since, |day| single_date(&day));
        gathering.field("until", self.until, |day| single_date(&day));
        gathering.field("attested", self.attested, |day| date(&day));
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// What an event says. A new one needs `slug`, `kind`, `title` and `citations`.
#[derive(InputObject)]
pub struct EventInput {
    /// Its stable name in addresses: lower-case Latin letters, digits, hyphens between them; at most 80.
    slug: MaybeUndefined<String>,
    /// What kind of event it is.
    kind: MaybeUndefined<EventKind>,
    /// Its place in an organization's list, the smallest first.
    position: MaybeUndefined<i32>,
    /// What it is called, at most 300 characters.
    title: MaybeUndefined<TextInput>,
    /// What happens there, at most 10,000 characters.
    description: MaybeUndefined<TextInput>,
    /// How often it is held, where no schedule is known.
    recurrence: MaybeUndefined<Recurrence>,
    /// When it was held, where no schedule is known.
    held: MaybeUndefined<EdtfText>,
    /// When it takes place.
    schedule: MaybeUndefined<ScheduleInput>,
    /// Where it takes place, at most 300 characters.
    place: MaybeUndefined<TextInput>,
    /// How it is taken part in.
    format: MaybeUndefined<EventFormat>,
    /// The languages that are spoken there.
    languages: MaybeUndefined<Vec<LanguageTag>>,
    /// The organizations that hold it, the first organizer first.
    organizer_ids: MaybeUndefined<Vec<ID>>,
    /// Which sources say so; one at least.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for EventInput {
    type Content = domain::Event;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.plain("slug", self.slug);
        gathering.field("kind", self.kind, |kind| Ok(domain::EventKind::from(kind)));
        gathering.plain("position", self.position);
        gathering.field("title", self.title, text);
        gathering.field("description", self.description, text);
        gathering.field("recurrence", self.recurrence, |often| Ok(domain::Recurrence::from(often)));
        gathering.field("held", self.held, |day| date(&day));
        gathering.field("schedule", self.schedule, schedule);
        gathering.field("place", self.place, text);
        gathering.field("format", self.format, |format| Ok(domain::EventFormat::from(format)));
        gathering.list("languages", self.languages, |tag| Ok(tag.0));
        gathering.list("organizers", self.organizer_ids, |global| id::<kind::Organization>(&global));
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// What an indicator says. A new one needs `slug`, `name`, and `organizationId` or `area`.
#[derive(InputObject)]
pub struct IndicatorInput {
    /// Its stable name in addresses: lower-case Latin letters, digits, hyphens between them; at most 80.
    slug: MaybeUndefined<String>,
    /// The organization that it is counted for.
    organization_id: MaybeUndefined<ID>,
    /// The area that it is counted for, an ISO 3166 code such as `KZ` or `KZ-19`.
    area: MaybeUndefined<String>,
    /// Its place in lists, the smallest first.
    position: MaybeUndefined<i32>,
    /// What is counted, at most 300 characters.
    name: MaybeUndefined<TextInput>,
    /// What one of it is: people, offices, tenge.
    unit: MaybeUndefined<TextInput>,
    /// Which sources its meaning is taken from.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for IndicatorInput {
    type Content = domain::Indicator;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.plain("slug", self.slug);
        gathering.field("organization", self.organization_id, |global| id::<kind::Organization>(&global));
        gathering.plain("area", self.area);
        gathering.plain("position", self.position);
        gathering.field("name", self.name, text);
        gathering.field("unit", self.unit, text);
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// An indicator's value. A new one needs `indicatorId`, `period`, `value` and `citations`; a correction, what it
/// corrects.
#[derive(InputObject)]
pub struct ObservationInput {
    /// The indicator.
    indicator_id: MaybeUndefined<ID>,
    /// The period; for a value at a moment, when the source saw it.
    period: MaybeUndefined<EdtfText>,
    /// The value, in the indicator's unit.
    value: MaybeUndefined<f64>,
    /// How the value is meant, if not exactly.
    qualifier: MaybeUndefined<ValueQualifier>,
    /// Which sources say so; one at least.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for ObservationInput {
    type Content = domain::Observation;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.field("indicator", self.indicator_id, |global| id::<kind::Indicator>(&global));
        gathering.field("period", self.period, |period| date(&period));
        gathering.plain("value", self.value);
        gathering.field("qualifier", self.qualifier, |qualifier| Ok(domain::Qualifier::from(qualifier)));
        gathering.list("citations", self.citations, citation);
        gathering.finish()
    }
}

/// What a source says of itself. A new one needs `slug`, `kind` and `title`.
#[derive(InputObject)]
pub struct SourceInput {
    /// Its stable name in addresses: lower-case Latin letters, digits, hyphens between them; at most 80.
    slug: MaybeUndefined<String>,
    /// What kind of source it is.
    kind: MaybeUndefined<SourceKind>,
    /// What it is, at most 300 characters.
    title: MaybeUndefined<TextInput>,
    /// Who wrote it.
    author: MaybeUndefined<String>,
    /// Who published it.
    publisher: MaybeUndefined<String>,
    /// When it was published.
    issued: MaybeUndefined<EdtfText>,
    /// Where it can be read: `https://…`.
    url: MaybeUndefined<String>,
}

impl RecordInput for SourceInput {
    type Content = domain::Source;

    fn changes(self) -> Result<Changes, AppError> {
        let mut gathering = Gathering::default();
        gathering.plain("slug", self.slug);
        gathering.field("kind", self.kind, |kind| Ok(domain::SourceKind::from(kind)));
        gathering.field("title", self.title, text);
        gathering.plain("author", self.author);
        gathering.plain("publisher", self.publisher);
        gathering.field("issued", self.issued, |day| date(&day));
        gathering.plain("url", self.url);
        gathering.finish()
    }
}

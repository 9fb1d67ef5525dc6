//! Inputs of editors: the fields of each kind of record; `figure_inputs.rs` has those of indicators and observations. A
//! change requires no fields. A new record requires the fields that the description of its input names.

use async_graphql::{ID, InputObject, MaybeUndefined};

use super::shared_inputs::{
    AffiliationInput, ChangesBuilder, CitationInput, CitedDateInput, ContactPointInput, IdentifierInput,
    ImageInput, MilestoneInput, NameInput, TextInput, affiliation, citation, cited_date, contact_point, date,
    id, identifier, image, milestone, name, schedule, single_date, text,
};
use super::visiting_inputs::{
    AccessibilityInput, OpeningHoursInput, ServiceInput, accessibility, address, location, opening_hours,
    service,
};
use crate::app::AppError;
use crate::app::directory::Stored;
use crate::domain::directory::{self as domain, Changes};
use crate::domain::ids::kind;
use crate::graphql::directory::address::{AddressInput, LocationInput};
use crate::graphql::directory::kinds::{EventFormat, EventKind, Gender, KindScheme, Recurrence, SourceKind};
use crate::graphql::directory::schedule::ScheduleInput;
use crate::graphql::lenient::Written;
use crate::graphql::scalars::{Date, EdtfText, LanguageTag};

/// The input for a kind of record.
pub trait RecordInput: Send {
    /// The content of the record.
    type Content: Stored;

    /// Converts the input to the new values in their stored form.
    fn changes(self) -> Result<Changes, AppError>;
}

/// The content of an organization. A new one requires `slug`, `kind`, `names` and `citations`.
#[derive(InputObject)]
pub struct OrganizationInput {
    /// The stable name in URLs: lower-case Latin letters and digits, with hyphens between them; at most 80 characters.
    slug: MaybeUndefined<String>,
    /// The kind of organization: the slug of a published kind of the vocabulary (`kindTerms`).
    kind: MaybeUndefined<String>,
    /// The position among its siblings, smallest first. Defaults to 0 for a new record.
    position: MaybeUndefined<i32>,
    /// The current and former names, oldest first; 1 to 200.
    names: MaybeUndefined<Vec<NameInput>>,
    /// Further names, such as other spellings, but not the current name; at most 200.
    other_names: MaybeUndefined<Vec<NameInput>>,
    /// The short name; at most 300 characters.
    short_name: MaybeUndefined<TextInput>,
    /// A description of the organization and its work; at most 10,000 characters.
    description: MaybeUndefined<TextInput>,
    /// When the organization was founded.
    founded: MaybeUndefined<CitedDateInput>,
    /// When the organization was dissolved.
    dissolved: MaybeUndefined<CitedDateInput>,
    /// The organizations that this one is or was part of. Their periods should not overlap; at most 200. An
    /// organization must not be part of itself on any day, even indirectly.
    parents: MaybeUndefined<Vec<AffiliationInput>>,
    /// The present and former hosts: the organizations whose buildings this one works or worked in. Their periods
    /// should not overlap; at most 200.
    hosts: MaybeUndefined<Vec<AffiliationInput>>,
    /// The contacts; at most 200.
    contact_points: MaybeUndefined<Vec<ContactPointInput>>,
    /// The places where the organization is or was; at most 200.
    locations: MaybeUndefined<Vec<LocationInput>>,
    /// The opening hours; at most 200.
    opening_hours: MaybeUndefined<Vec<OpeningHoursInput>>,
    /// The accessibility features that the organization has or lacks; at most 200.
    accessibility: MaybeUndefined<Vec<AccessibilityInput>>,
    /// The services that the organization offers or offered; at most 200.
    services: MaybeUndefined<Vec<ServiceInput>>,
    /// The identifiers in other registers; at most 200.
    identifiers: MaybeUndefined<Vec<IdentifierInput>>,
    /// Dated events in the organization's history, oldest first; at most 200.
    milestones: MaybeUndefined<Vec<MilestoneInput>>,
    /// The citations for the statements that have none of their own; 1 to 20.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for OrganizationInput {
    type Content = domain::Organization;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.plain("kind", self.kind);
        builder.plain("position", self.position);
        builder.list("names", self.names, name);
        builder.list("otherNames", self.other_names, name);
        builder.field("shortName", self.short_name, text);
        builder.field("description", self.description, text);
        builder.field("founded", self.founded, cited_date);
        builder.field("dissolved", self.dissolved, cited_date);
        builder.list("parents", self.parents, affiliation);
        builder.list("hosts", self.hosts, affiliation);
        builder.list("contactPoints", self.contact_points, contact_point);
        builder.list("locations", self.locations, location);
        builder.list("openingHours", self.opening_hours, opening_hours);
        builder.list("accessibility", self.accessibility, accessibility);
        builder.list("services", self.services, service);
        builder.list("identifiers", self.identifiers, identifier);
        builder.list("milestones", self.milestones, milestone);
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}

/// The record of a person. A new one requires `slug`, `names` and `citations`.
#[derive(InputObject)]
pub struct PersonInput {
    /// The stable name in URLs: lower-case Latin letters and digits, with hyphens between them; at most 80 characters.
    slug: MaybeUndefined<String>,
    /// The current and former names, oldest first; 1 to 200.
    names: MaybeUndefined<Vec<NameInput>>,
    /// Further names, such as other spellings, but not the current name; at most 200.
    other_names: MaybeUndefined<Vec<NameInput>>,
    /// Further information about the person; at most 10,000 characters.
    note: MaybeUndefined<TextInput>,
    /// The family name in the current name; at most 300 characters.
    family_name: MaybeUndefined<TextInput>,
    /// The given name or names in the current name; at most 300 characters.
    given_name: MaybeUndefined<TextInput>,
    /// The patronymic, even if the current name does not contain it; at most 300 characters.
    patronymic: MaybeUndefined<TextInput>,
    /// The gender, if the source states it.
    gender: MaybeUndefined<Gender>,
    /// When the person was born.
    born: MaybeUndefined<CitedDateInput>,
    /// When the person died.
    died: MaybeUndefined<CitedDateInput>,
    /// A picture of the person.
    image: MaybeUndefined<ImageInput>,
    /// The contacts; at most 200.
    contact_points: MaybeUndefined<Vec<ContactPointInput>>,
    /// The identifiers in other registers; at most 200.
    identifiers: MaybeUndefined<Vec<IdentifierInput>>,
    /// The citations for the statements that have none of their own; 1 to 20.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for PersonInput {
    type Content = domain::Person;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.list("names", self.names, name);
        builder.list("otherNames", self.other_names, name);
        builder.field("note", self.note, text);
        builder.field("familyName", self.family_name, text);
        builder.field("givenName", self.given_name, text);
        builder.field("patronymic", self.patronymic, text);
        builder.field("gender", self.gender, |gender| Ok(domain::Gender::from(gender)));
        builder.field("born", self.born, cited_date);
        builder.field("died", self.died, cited_date);
        builder.field("image", self.image, image);
        builder.list("contactPoints", self.contact_points, contact_point);
        builder.list("identifiers", self.identifiers, identifier);
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}

/// The content of a post. A new one requires `slug`, `organizationId`, `kind`, `title` and `citations`.
#[derive(InputObject)]
pub struct PostInput {
    /// The stable name in URLs: lower-case Latin letters and digits, with hyphens between them; at most 80 characters.
    slug: MaybeUndefined<String>,
    /// The id of the post's organization. If it changes, the memberships in the post follow.
    organization_id: MaybeUndefined<ID>,
    /// The kind of post: the slug of a published kind of the vocabulary (`kindTerms`).
    kind: MaybeUndefined<String>,
    /// The position among the organization's posts, smallest first. Defaults to 0 for a new record.
    position: MaybeUndefined<i32>,
    /// The title of the holder; at most 300 characters.
    title: MaybeUndefined<TextInput>,
    /// The citations that support the record; 1 to 20.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for PostInput {
    type Content = domain::Post;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.field("organization", self.organization_id, |global| id::<kind::Organization>(&global));
        builder.plain("kind", self.kind);
        builder.plain("position", self.position);
        builder.field("title", self.title, text);
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}

/// The content of a membership. A new one requires `organizationId`, `personId` and `citations`.
#[derive(InputObject)]
pub struct MembershipInput {
    /// The id of the organization.
    organization_id: MaybeUndefined<ID>,
    /// The id of the post, which must belong to the organization. If omitted, the person is an ordinary member.
    post_id: MaybeUndefined<ID>,
    /// The id of the person.
    person_id: MaybeUndefined<ID>,
    /// The position in the source's list of the post's holders or of the organization's members. It determines the
    /// order where the dates do not. Defaults to 0 for a new record.
    position: MaybeUndefined<i32>,
    /// Whether the person is only acting for a regular holder.
    is_acting: MaybeUndefined<bool>,
    /// The person's role, unless the title of a post states it; at most 300 characters.
    role: MaybeUndefined<TextInput>,
    /// The first date of the period; not an interval.
    since: MaybeUndefined<EdtfText>,
    /// The last date of the period, inclusive; not an interval.
    until: MaybeUndefined<EdtfText>,
    /// When the source observed the membership.
    attested: MaybeUndefined<EdtfText>,
    /// The citations that support the record; 1 to 20.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for MembershipInput {
    type Content = domain::Membership;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.field("organization", self.organization_id, |global| id::<kind::Organization>(&global));
        builder.field("post", self.post_id, |global| id::<kind::Post>(&global));
        builder.field("person", self.person_id, |global| id::<kind::Person>(&global));
        builder.plain("position", self.position);
        builder.plain("acting", self.is_acting);
        builder.field("role", self.role, text);
        builder.field("since", self.since, |day| single_date(&day));
        builder.field("until", self.until, |day| single_date(&day));
        builder.field("attested", self.attested, |day| date(&day));
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}

/// The content of an event. A new one requires `slug`, `kind`, `title` and `citations`.
#[derive(InputObject)]
pub struct EventInput {
    /// The stable name in URLs: lower-case Latin letters and digits, with hyphens between them; at most 80 characters.
    slug: MaybeUndefined<String>,
    /// The kind of event.
    kind: MaybeUndefined<EventKind>,
    /// The position in the events of an organization, smallest first. Defaults to 0 for a new record.
    position: MaybeUndefined<i32>,
    /// The title of the event; at most 300 characters.
    title: MaybeUndefined<TextInput>,
    /// What happens at the event; at most 10,000 characters.
    description: MaybeUndefined<TextInput>,
    /// How often the event is held, if no schedule is known.
    recurrence: MaybeUndefined<Recurrence>,
    /// When the event was held, if no schedule is known; may be an interval; not after 2199.
    held_on: MaybeUndefined<EdtfText>,
    /// The exact times of the event.
    schedule: MaybeUndefined<ScheduleInput>,
    /// Where the event takes place; at most 300 characters.
    place: MaybeUndefined<TextInput>,
    /// The address of the place.
    address: MaybeUndefined<AddressInput>,
    /// How people take part in the event.
    format: MaybeUndefined<EventFormat>,
    /// The languages spoken at the event; at most 20.
    languages: MaybeUndefined<Vec<LanguageTag>>,
    /// The ids of the organizers, in the order in which to show them; at most 200, each once.
    organizer_ids: MaybeUndefined<Vec<ID>>,
    /// The citations that support the record; 1 to 20.
    citations: MaybeUndefined<Vec<CitationInput>>,
}

impl RecordInput for EventInput {
    type Content = domain::Event;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.field("kind", self.kind, |kind| Ok(domain::EventKind::from(kind)));
        builder.plain("position", self.position);
        builder.field("title", self.title, text);
        builder.field("description", self.description, text);
        builder.field("recurrence", self.recurrence, |recurrence| Ok(domain::Recurrence::from(recurrence)));
        builder.field("held", self.held_on, |day| date(&day));
        builder.field("schedule", self.schedule, schedule);
        builder.field("place", self.place, text);
        builder.field("address", self.address, address);
        builder.field("format", self.format, |format| Ok(domain::EventFormat::from(format)));
        builder.list("languages", self.languages, |tag| Ok(tag.0));
        builder.list("organizers", self.organizer_ids, |global| id::<kind::Organization>(&global));
        builder.list("citations", self.citations, citation);
        builder.finish()
    }
}

/// The content of a source. A new one requires `slug`, `kind` and `title`.
#[derive(InputObject)]
pub struct SourceInput {
    /// The stable name in URLs: lower-case Latin letters and digits, with hyphens between them; at most 80 characters.
    slug: MaybeUndefined<String>,
    /// The kind of source.
    kind: MaybeUndefined<SourceKind>,
    /// The title of the source; at most 300 characters.
    title: MaybeUndefined<TextInput>,
    /// The author; at most 300 characters.
    author: MaybeUndefined<String>,
    /// The publisher; at most 300 characters.
    publisher: MaybeUndefined<String>,
    /// The date of publication; may be an interval.
    issued: MaybeUndefined<EdtfText>,
    /// The web address of the source, which begins with `https://` or `http://`; at most 2,000 bytes.
    url: MaybeUndefined<String>,
    /// The day on which the editor read the source at its web address.
    accessed_on: MaybeUndefined<Written<Date>>,
    /// The address of a copy of the source in a web archive; the same rules apply as for `url`.
    archived_url: MaybeUndefined<String>,
}

impl RecordInput for SourceInput {
    type Content = domain::Source;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.field("kind", self.kind, |kind| Ok(domain::SourceKind::from(kind)));
        builder.field("title", self.title, text);
        builder.plain("author", self.author);
        builder.plain("publisher", self.publisher);
        builder.field("issued", self.issued, |day| date(&day));
        builder.plain("url", self.url);
        builder.field("accessed", self.accessed_on, |day| Ok(day.read()?.0));
        builder.plain("archivedUrl", self.archived_url);
        builder.finish()
    }
}

/// A kind of organization or of post. A new one requires `slug`, `scheme` and `label`.
#[derive(InputObject)]
pub struct KindTermInput {
    /// The stable name: lower-case Latin letters and digits, with hyphens between them; at most 80 characters. It cannot
    /// change while records or narrower kinds use it.
    slug: MaybeUndefined<String>,
    /// Whether the term is a kind of organization or of post. It cannot change while records or narrower kinds use the
    /// term.
    scheme: MaybeUndefined<KindScheme>,
    /// The position in lists, smallest first. Defaults to 0 for a new record.
    position: MaybeUndefined<i32>,
    /// The label to show to people; at most 300 characters.
    label: MaybeUndefined<TextInput>,
    /// The slug of the broader kind, which must have the same scheme. A kind must not be broader than itself, even
    /// indirectly.
    broader: MaybeUndefined<String>,
}

impl RecordInput for KindTermInput {
    type Content = domain::KindTerm;

    fn changes(self) -> Result<Changes, AppError> {
        let mut builder = ChangesBuilder::default();
        builder.plain("slug", self.slug);
        builder.field("scheme", self.scheme, |scheme| Ok(domain::KindScheme::from(scheme)));
        builder.plain("position", self.position);
        builder.field("label", self.label, text);
        builder.plain("broader", self.broader);
        builder.finish()
    }
}

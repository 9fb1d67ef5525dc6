//! The files of `directory/`.

use serde::Deserialize;

use super::{Field, Spanned, Texts};

/// `sources.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SourcesFile {
    #[serde(default)]
    pub(crate) source: Vec<Source>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) slug: Field,
    pub(crate) kind: Field,
    pub(crate) title: Texts,
    pub(crate) author: Option<Field>,
    pub(crate) publisher: Option<Field>,
    pub(crate) issued: Option<Field>,
    pub(crate) url: Option<Field>,
    pub(crate) accessed: Option<Field>,
    pub(crate) archived_url: Option<Field>,
}

/// `kinds.toml`: the vocabulary of kinds.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KindsFile {
    #[serde(default)]
    pub(crate) kind: Vec<Kind>,
}

/// A kind of organization or of post.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    pub(crate) slug: Field,
    pub(crate) scheme: Field,
    pub(crate) label: Texts,
    /// The slug of the broader kind.
    pub(crate) broader: Option<Field>,
}

/// `people.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PeopleFile {
    #[serde(default)]
    pub(crate) person: Vec<Person>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Person {
    pub(crate) slug: Field,
    pub(crate) name: Texts,
    pub(crate) family_name: Option<Texts>,
    pub(crate) given_name: Option<Texts>,
    pub(crate) patronymic: Option<Texts>,
    pub(crate) note: Option<Texts>,
    pub(crate) gender: Option<Field>,
    pub(crate) born: Option<Field>,
    pub(crate) died: Option<Field>,
    pub(crate) image: Option<Image>,
    pub(crate) source: Field,
    #[serde(default)]
    pub(crate) former_name: Vec<FormerName>,
    #[serde(default)]
    pub(crate) contact: Vec<Contact>,
    #[serde(default)]
    pub(crate) identifier: Vec<Identifier>,
}

/// A picture, with the terms under which it may be used.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Image {
    pub(crate) url: Field,
    /// The web address of the licence.
    pub(crate) licence: Field,
    pub(crate) creator: Option<Field>,
    pub(crate) source: Field,
}

/// `events.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct EventsFile {
    #[serde(default)]
    pub(crate) event: Vec<Event>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Event {
    pub(crate) slug: Field,
    pub(crate) kind: Field,
    pub(crate) title: Texts,
    pub(crate) description: Option<Texts>,
    pub(crate) recurrence: Option<Field>,
    pub(crate) held: Option<Field>,
    pub(crate) schedule: Option<Schedule>,
    pub(crate) place: Option<Texts>,
    pub(crate) address: Option<Address>,
    pub(crate) format: Option<Field>,
    #[serde(default)]
    pub(crate) languages: Vec<Field>,
    pub(crate) organizers: Vec<Field>,
    pub(crate) source: Field,
    /// The source of the days in `held`, if it is another one.
    pub(crate) held_source: Option<Field>,
}

/// The schedule of an event, in local time of its time zone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Schedule {
    pub(crate) starts: Field,
    /// The time zone; `Asia/Almaty` if missing.
    pub(crate) time_zone: Option<Field>,
    pub(crate) duration_minutes: Spanned<u32>,
    pub(crate) rule: Option<Field>,
    #[serde(default)]
    pub(crate) additional: Vec<Field>,
    #[serde(default)]
    pub(crate) cancelled: Vec<Field>,
    #[serde(default)]
    pub(crate) moved: Vec<Moved>,
}

/// An occurrence with another time or place, or with a note.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Moved {
    pub(crate) original_start: Field,
    pub(crate) starts: Field,
    pub(crate) duration_minutes: Option<Spanned<u32>>,
    pub(crate) place: Option<Texts>,
    pub(crate) note: Option<Texts>,
}

/// `figures.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FiguresFile {
    #[serde(default)]
    pub(crate) indicator: Vec<Indicator>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Indicator {
    pub(crate) slug: Field,
    pub(crate) organization: Option<Field>,
    pub(crate) area: Option<Field>,
    pub(crate) name: Texts,
    pub(crate) unit: Option<Texts>,
    #[serde(default)]
    pub(crate) observation: Vec<Observation>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Observation {
    pub(crate) period: Field,
    pub(crate) value: Spanned<f64>,
    pub(crate) qualifier: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

/// `organizations/SLUG.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Organization {
    /// The name of the file without its extension.
    #[serde(skip)]
    pub(crate) slug: String,
    pub(crate) kind: Field,
    pub(crate) position: i32,
    pub(crate) parent: Option<Field>,
    pub(crate) parent_since: Option<Field>,
    pub(crate) hosted_by: Option<Field>,
    pub(crate) founded: Option<Field>,
    pub(crate) dissolved: Option<Field>,
    pub(crate) name_since: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
    pub(crate) name: Texts,
    pub(crate) short_name: Option<Texts>,
    pub(crate) description: Option<Texts>,
    #[serde(default)]
    pub(crate) former_name: Vec<FormerName>,
    #[serde(default)]
    pub(crate) former_parent: Vec<FormerParent>,
    #[serde(default)]
    pub(crate) contact: Vec<Contact>,
    #[serde(default)]
    pub(crate) location: Vec<Location>,
    #[serde(default)]
    pub(crate) opening_hours: Vec<OpeningHours>,
    #[serde(default)]
    pub(crate) accessibility: Vec<Accessibility>,
    #[serde(default)]
    pub(crate) service: Vec<Service>,
    #[serde(default)]
    pub(crate) identifier: Vec<Identifier>,
    #[serde(default)]
    pub(crate) milestone: Vec<Milestone>,
    #[serde(default)]
    pub(crate) post: Vec<Post>,
    #[serde(default)]
    pub(crate) member: Vec<Member>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormerName {
    pub(crate) name: Texts,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) source: Field,
}

/// A former parent of an organization.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FormerParent {
    pub(crate) organization: Field,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) source: Field,
}

/// A way to reach an organization or a person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Contact {
    pub(crate) kind: Field,
    pub(crate) value: Field,
    pub(crate) label: Option<Texts>,
    /// Whether everyone may see the contact; otherwise only editors.
    #[serde(default = "yes")]
    pub(crate) public: bool,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) source: Field,
}

fn yes() -> bool {
    true
}

/// A place where an organization is or was.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Location {
    pub(crate) address: Address,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) attested: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

/// The address of an organization or of an event.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Address {
    pub(crate) country: Field,
    pub(crate) region: Option<Texts>,
    pub(crate) district: Option<Texts>,
    pub(crate) locality: Option<Texts>,
    pub(crate) street: Option<Texts>,
    pub(crate) unit: Option<Texts>,
    pub(crate) postal_code: Option<Field>,
    pub(crate) latitude: Option<Spanned<f64>>,
    pub(crate) longitude: Option<Spanned<f64>>,
}

/// When an organization is open; without times, it is closed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpeningHours {
    pub(crate) days: Vec<Field>,
    pub(crate) opens: Option<Field>,
    pub(crate) closes: Option<Field>,
    pub(crate) note: Option<Texts>,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) attested: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

/// What helps people with disabilities, or is missing.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Accessibility {
    pub(crate) feature: Field,
    #[serde(default = "yes")]
    pub(crate) available: bool,
    pub(crate) note: Option<Texts>,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) attested: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

/// A service that an organization offers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Service {
    pub(crate) name: Texts,
    pub(crate) description: Option<Texts>,
    pub(crate) audience: Option<Texts>,
    pub(crate) fees: Option<Texts>,
    #[serde(default)]
    pub(crate) languages: Vec<Field>,
    /// The status; `active` if missing.
    pub(crate) status: Option<Field>,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) attested: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

/// The identifier of an organization or a person in another register.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Identifier {
    pub(crate) scheme: Field,
    pub(crate) value: Field,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Milestone {
    pub(crate) date: Field,
    pub(crate) text: Texts,
    pub(crate) source: Field,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Post {
    pub(crate) slug: Field,
    pub(crate) kind: Field,
    pub(crate) title: Texts,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
    /// The holders, in the order of succession.
    #[serde(default)]
    pub(crate) holder: Vec<Holder>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Holder {
    pub(crate) person: Field,
    /// Whether the person is only an acting holder.
    #[serde(default)]
    pub(crate) acting: bool,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) attested: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

/// A member without a post.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Member {
    pub(crate) person: Field,
    pub(crate) role: Option<Texts>,
    pub(crate) since: Option<Field>,
    pub(crate) until: Option<Field>,
    pub(crate) attested: Option<Field>,
    pub(crate) source: Field,
    pub(crate) locator: Option<Field>,
}

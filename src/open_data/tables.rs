//! The tables, one a kind of record. What is a list with dates of its own, such as all names, is JSON in one cell.

use edtf::Edtf;
use serde_json::Value;

use super::Around;
use super::json::{Object, stored};
use super::table::Table;
use crate::domain::directory::{
    Affiliation, ContactKind, ContactPoint, Event, EventFormat, Identifier, Membership, Name, Observation,
    Organization, Person, Post, Qualifier, Record, Recurrence, Source, Term, affiliation_on, name_on,
};
use crate::domain::ids::Id;
use crate::spreadsheet::Row;

impl Table for Organization {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "slug",
        "kind",
        "name_kk",
        "name_ru",
        "name_en",
        "short_name_kk",
        "short_name_ru",
        "short_name_en",
        "description_kk",
        "description_ru",
        "description_en",
        "founded",
        "founded_earliest",
        "founded_latest",
        "dissolved",
        "dissolved_earliest",
        "dissolved_latest",
        "parent_id",
        "parent_name_kk",
        "host_id",
        "addresses",
        "phones",
        "emails",
        "links",
        "identifiers",
        "names",
        "parents",
        "hosts",
        "milestones",
        "source_ids",
    ];

    fn row(record: &Record<Self>, around: &Around) -> Row {
        let content = &record.content;
        let now = |others: &[Affiliation]| affiliation_on(others, around.day).map(|other| other.organization);
        let parent = now(&content.parents);
        let parent_name = parent.and_then(|parent| around.organization_name(parent));
        let milestones = content.milestones.iter().map(|milestone| {
            Object::new().with("date", milestone.date.to_string()).with("text", stored(&milestone.text))
        });
        Row::of(record)
            .plain(&content.slug)
            .plain(content.kind.as_str())
            .text(name_on(&content.names, around.day).map(|name| &name.text))
            .text(content.short_name.as_ref())
            .text(content.description.as_ref())
            .date(content.founded.as_ref().map(|dated| &dated.date))
            .date(content.dissolved.as_ref().map(|dated| &dated.date))
            .maybe(parent.map(Id::uuid))
            .cell(parent_name.map(|name| name.kk.as_str()))
            .maybe(now(&content.hosts).map(Id::uuid))
            .contacts(&content.contact_points, around)
            .identifiers(&content.identifiers)
            .json(names(&content.names))
            .json(affiliations(&content.parents))
            .json(affiliations(&content.hosts))
            .json(milestones)
            .sources(content)
    }
}

impl Table for Person {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "slug",
        "name_kk",
        "name_ru",
        "name_en",
        "note_kk",
        "note_ru",
        "note_en",
        "addresses",
        "phones",
        "emails",
        "links",
        "identifiers",
        "names",
        "source_ids",
    ];

    fn row(record: &Record<Self>, around: &Around) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .text(name_on(&content.names, around.day).map(|name| &name.text))
            .text(content.note.as_ref())
            .contacts(&content.contact_points, around)
            .identifiers(&content.identifiers)
            .json(names(&content.names))
            .sources(content)
    }
}

impl Table for Post {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "slug",
        "organization_id",
        "organization_name_kk",
        "kind",
        "position",
        "title_kk",
        "title_ru",
        "title_en",
        "source_ids",
    ];

    fn row(record: &Record<Self>, around: &Around) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .plain(content.organization.uuid())
            .cell(around.organization_name(content.organization).map(|name| name.kk.as_str()))
            .plain(content.kind.as_str())
            .plain(content.position)
            .text(Some(&content.title))
            .sources(content)
    }
}

impl Table for Membership {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "organization_id",
        "organization_name_kk",
        "person_id",
        "person_name_kk",
        "post_id",
        "role_kk",
        "role_ru",
        "role_en",
        "acting",
        "position",
        "since",
        "since_earliest",
        "since_latest",
        "until",
        "until_earliest",
        "until_latest",
        "attested",
        "attested_earliest",
        "attested_latest",
        "source_ids",
    ];

    fn row(record: &Record<Self>, around: &Around) -> Row {
        let content = &record.content;
        let post = content.post.and_then(|post| around.posts.get(&post));
        Row::of(record)
            .plain(content.organization.uuid())
            .cell(around.organization_name(content.organization).map(|name| name.kk.as_str()))
            .plain(content.person.uuid())
            .cell(around.person_name(content.person).map(|name| name.kk.as_str()))
            .maybe(content.post.map(Id::uuid))
            .text(content.role.as_ref().or(post.map(|post| &post.title)))
            .plain(content.acting)
            .plain(content.position)
            .term(&content.term)
            .sources(content)
    }
}

impl Table for Event {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "slug",
        "kind",
        "title_kk",
        "title_ru",
        "title_en",
        "description_kk",
        "description_ru",
        "description_en",
        "held",
        "held_earliest",
        "held_latest",
        "recurrence",
        "schedule",
        "place_kk",
        "place_ru",
        "place_en",
        "format",
        "languages",
        "organizer_ids",
        "source_ids",
    ];

    fn row(record: &Record<Self>, _around: &Around) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .plain(content.kind.as_str())
            .text(Some(&content.title))
            .text(content.description.as_ref())
            .date(content.held.as_ref())
            .maybe(content.recurrence.map(Recurrence::as_str))
            .maybe(content.schedule.as_ref().map(stored))
            .text(content.place.as_ref())
            .maybe(content.format.map(EventFormat::as_str))
            .list(&content.languages)
            .list(content.organizers.iter().map(|organizer| organizer.uuid()))
            .sources(content)
    }
}

impl Table for Observation {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "indicator_id",
        "indicator",
        "name_kk",
        "name_ru",
        "name_en",
        "unit_kk",
        "unit_ru",
        "unit_en",
        "organization_id",
        "area",
        "period",
        "period_earliest",
        "period_latest",
        "value",
        "qualifier",
        "supersedes_id",
        "superseded_by_id",
        "source_ids",
    ];

    fn row(record: &Record<Self>, around: &Around) -> Row {
        let content = &record.content;
        let indicator = around.indicators.get(&content.indicator);
        Row::of(record)
            .plain(content.indicator.uuid())
            .cell(indicator.map(|indicator| indicator.slug.as_str()))
            .text(indicator.map(|indicator| &indicator.name))
            .text(indicator.and_then(|indicator| indicator.unit.as_ref()))
            .maybe(indicator.and_then(|indicator| indicator.organization).map(Id::uuid))
            .cell(indicator.and_then(|indicator| indicator.area.as_deref()))
            .date(Some(&content.period))
            .plain(content.value)
            .maybe(content.qualifier.map(Qualifier::as_str))
            .maybe(content.supersedes.map(Id::uuid))
            .maybe(around.corrections.get(&record.id).map(|new| new.uuid()))
            .sources(content)
    }
}

impl Table for Source {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "version",
        "updated_at",
        "slug",
        "kind",
        "title_kk",
        "title_ru",
        "title_en",
        "author",
        "publisher",
        "issued",
        "issued_earliest",
        "issued_latest",
        "url",
    ];

    fn row(record: &Record<Self>, _around: &Around) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .plain(content.kind.as_str())
            .text(Some(&content.title))
            .cell(content.author.as_deref())
            .cell(content.publisher.as_deref())
            .date(content.issued.as_ref())
            .cell(content.url.as_deref())
    }
}

impl Row {
    /// How the record is reached today.
    fn contacts(self, contacts: &[ContactPoint], around: &Around) -> Self {
        let of = |kinds: &[ContactKind]| -> Vec<&str> {
            let now = contacts.iter().filter(|contact| contact.term.covers(around.day));
            now.filter(|contact| kinds.contains(&contact.kind))
                .map(|contact| contact.value.as_str())
                .collect()
        };
        self.list(of(&[ContactKind::Address]))
            .list(of(&[ContactKind::Phone]))
            .list(of(&[ContactKind::Email]))
            .list(of(&[ContactKind::Website, ContactKind::SocialMedia]))
    }

    fn identifiers(self, identifiers: &[Identifier]) -> Self {
        self.list(identifiers.iter().map(|identifier| format!("{}:{}", identifier.scheme, identifier.value)))
    }

    fn term(self, term: &Term) -> Self {
        self.date(term.since.map(Edtf::from).as_ref())
            .date(term.until.map(Edtf::from).as_ref())
            .date(term.attested.as_ref())
    }

    /// A list of objects; they begin with a bracket, so that no spreadsheet takes them for formulas.
    fn json(self, objects: impl IntoIterator<Item = Object>) -> Self {
        let objects: Vec<Value> = objects.into_iter().map(Value::from).collect();
        if objects.is_empty() { self.cell(None) } else { self.plain(Value::from(objects)) }
    }
}

fn names(names: &[Name]) -> impl Iterator<Item = Object> {
    names.iter().map(|name| dated(&name.term).with("text", stored(&name.text)))
}

fn affiliations(others: &[Affiliation]) -> impl Iterator<Item = Object> {
    others.iter().map(|other| dated(&other.term).with("organization_id", stored(&other.organization)))
}

/// When it holds, as it is stored.
fn dated(term: &Term) -> Object {
    let date = |date: Option<&dyn ToString>| date.map(ToString::to_string);
    Object::new()
        .with("since", date(term.since.as_ref().map(|date| date as _)))
        .with("until", date(term.until.as_ref().map(|date| date as _)))
        .with("attested", date(term.attested.as_ref().map(|date| date as _)))
}

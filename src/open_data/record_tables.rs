//! The tables, one per kind of record. A list whose items have their own dates, such as all names, is JSON in one cell.

use super::ReferencedRecords;
use super::json::{Object, stored, uncited};
use super::record_cells::{affiliations, names};
use super::table::Table;
use crate::domain::directory::{
    Affiliation, Event, EventFormat, Membership, Observation, Organization, Person, Post, Qualifier, Record,
    Recurrence, Source, affiliation_on, all_valid_on, name_on,
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
        "other_names",
        "parents",
        "hosts",
        "address_kk",
        "address_ru",
        "address_en",
        "country",
        "latitude",
        "longitude",
        "locations",
        "opening_hours",
        "accessibility",
        "services",
        "milestones",
        "source_ids",
    ];

    fn row(record: &Record<Self>, referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        let present =
            |others: &[Affiliation]| affiliation_on(others, referenced.day).map(|other| other.organization);
        let parent = present(&content.parents);
        let parent_name = parent.and_then(|parent| referenced.organization_name(parent));
        let location = all_valid_on(&content.locations, referenced.day).next();
        let milestones = content.milestones.iter().map(|milestone| {
            Object::new().with("date", milestone.date.to_string()).with("text", stored(&milestone.text))
        });
        Row::of(record)
            .plain(&content.slug)
            .plain(&content.kind)
            .text(name_on(&content.names, referenced.day).map(|name| &name.text))
            .text(content.short_name.as_ref())
            .text(content.description.as_ref())
            .date(content.founded.as_ref().map(|cited| &cited.date))
            .date(content.dissolved.as_ref().map(|cited| &cited.date))
            .maybe(parent.map(Id::uuid))
            .cell(parent_name.and_then(|name| name.kk.as_deref()))
            .maybe(present(&content.hosts).map(Id::uuid))
            .contacts(&content.contact_points, referenced)
            .identifiers(&content.identifiers)
            .json(names(&content.names))
            .json(names(&content.other_names))
            .json(affiliations(&content.parents))
            .json(affiliations(&content.hosts))
            .address(location.map(|location| &location.address))
            .json(content.locations.iter().map(uncited))
            .json(content.opening_hours.iter().map(uncited))
            .json(content.accessibility.iter().map(uncited))
            .json(content.services.iter().map(uncited))
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
        "sort_name_kk",
        "sort_name_ru",
        "sort_name_en",
        "family_name_kk",
        "family_name_ru",
        "family_name_en",
        "given_name_kk",
        "given_name_ru",
        "given_name_en",
        "patronymic_kk",
        "patronymic_ru",
        "patronymic_en",
        "gender",
        "born",
        "born_earliest",
        "born_latest",
        "died",
        "died_earliest",
        "died_latest",
        "image_url",
        "image_licence",
        "image_creator",
        "note_kk",
        "note_ru",
        "note_en",
        "addresses",
        "phones",
        "emails",
        "links",
        "identifiers",
        "names",
        "other_names",
        "source_ids",
    ];

    fn row(record: &Record<Self>, referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .text(name_on(&content.names, referenced.day).map(|name| &name.text))
            .text(Some(&content.sort_name(referenced.day)))
            .details(&content.details)
            .text(content.note.as_ref())
            .contacts(&content.contact_points, referenced)
            .identifiers(&content.identifiers)
            .json(names(&content.names))
            .json(names(&content.other_names))
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

    fn row(record: &Record<Self>, referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .plain(content.organization.uuid())
            .cell(referenced.organization_name(content.organization).and_then(|name| name.kk.as_deref()))
            .plain(&content.kind)
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

    fn row(record: &Record<Self>, referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        let post = content.post.and_then(|post| referenced.posts.get(&post));
        Row::of(record)
            .plain(content.organization.uuid())
            .cell(referenced.organization_name(content.organization).and_then(|name| name.kk.as_deref()))
            .plain(content.person.uuid())
            .cell(referenced.person_name(content.person).and_then(|name| name.kk.as_deref()))
            .maybe(content.post.map(Id::uuid))
            .text(content.role.as_ref().or(post.map(|post| &post.title)))
            .plain(content.acting)
            .plain(content.position)
            .period(&content.period)
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
        "starts_at",
        "ends_at",
        "all_day",
        "time_zone",
        "rule",
        "additional_starts",
        "exceptions",
        "place_kk",
        "place_ru",
        "place_en",
        "address_kk",
        "address_ru",
        "address_en",
        "country",
        "latitude",
        "longitude",
        "format",
        "languages",
        "organizer_ids",
        "source_ids",
    ];

    fn row(record: &Record<Self>, _referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .plain(content.kind.as_str())
            .text(Some(&content.title))
            .text(content.description.as_ref())
            .date(content.held.as_ref())
            .maybe(content.recurrence.map(Recurrence::as_str))
            .schedule(content)
            .text(content.place.as_ref())
            .address(content.address.as_ref())
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

    fn row(record: &Record<Self>, referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        let indicator = referenced.indicators.get(&content.indicator);
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
            .maybe(referenced.corrections.get(&record.id).map(|new| new.uuid()))
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
        "accessed",
        "archived_url",
    ];

    fn row(record: &Record<Self>, _referenced: &ReferencedRecords) -> Row {
        let content = &record.content;
        Row::of(record)
            .plain(&content.slug)
            .plain(content.kind.as_str())
            .text(Some(&content.title))
            .cell(content.author.as_deref())
            .cell(content.publisher.as_deref())
            .date(content.issued.as_ref())
            .cell(content.url.as_deref())
            .maybe(content.accessed)
            .cell(content.archived_url.as_deref())
    }
}

//! The rows of `directory/`.

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;

use super::{new_id, numbered, optional, organizations, text, written};
use crate::db::DbError;
use crate::db::content::{
    self, EventRow, IdsBySlug, IndicatorRow, ObservationRow, OrganizerRow, PersonRow, SourceRow,
};
use crate::domain::ids::{Id, SourceId, kind};
use crate::import::content::Directory;
use crate::import::format::Field;

/// The ids of what others refer to.
#[derive(Default)]
pub(super) struct Ids {
    sources: IdsBySlug<kind::Source>,
    pub(super) organizations: IdsBySlug<kind::Organization>,
    pub(super) people: IdsBySlug<kind::Person>,
    pub(super) posts: IdsBySlug<kind::Post>,
}

impl Ids {
    pub(super) fn source(&self, slug: &Field) -> Result<SourceId, DbError> {
        of(&self.sources, slug.as_ref())
    }
}

pub(super) fn of<K>(ids: &IdsBySlug<K>, slug: &str) -> Result<Id<K>, DbError> {
    written(ids.get(slug), slug)
}

fn all<K>(ids: &IdsBySlug<K>) -> Vec<Id<K>> {
    ids.values().copied().collect()
}

/// Writes the directory; how much was retired.
pub(super) async fn write(
    connection: &mut AsyncPgConnection,
    directory: &Directory,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let listed = &directory.organizations;
    let mut ids = Ids::default();
    ids.sources = content::upsert_sources(connection, &sources(directory, now)).await?;
    ids.organizations =
        content::upsert_organizations(connection, &organizations::organizations(listed, &ids, now)?).await?;
    content::link_organizations(connection, &organizations::links(listed, &ids)?).await?;
    ids.people = content::upsert_people(connection, &people(directory, &ids, now)?).await?;
    ids.posts = content::upsert_posts(connection, &organizations::posts(listed, &ids, now)?).await?;
    let memberships =
        content::upsert_memberships(connection, &organizations::memberships(listed, &ids, now)?).await?;
    let events = content::upsert_events(connection, &events(directory, &ids, now)?).await?;
    let indicators = content::upsert_indicators(connection, &indicators(directory, &ids, now)?).await?;

    let of_all = all(&ids.organizations);
    content::replace_former_names(connection, &of_all, &organizations::former_names(listed, &ids)?).await?;
    content::replace_milestones(connection, &of_all, &organizations::milestones(listed, &ids)?).await?;
    content::replace_organizers(connection, &all(&events), &organizers(directory, &ids, &events)?).await?;
    let observations = observations(directory, &ids, &indicators)?;
    content::replace_observations(connection, &all(&indicators), &observations).await?;

    Ok(content::retire_sources(connection, &all(&ids.sources), now).await?
        + content::retire_organizations(connection, &of_all, now).await?
        + content::retire_people(connection, &all(&ids.people), now).await?
        + content::retire_posts(connection, &all(&ids.posts), now).await?
        + content::retire_memberships(connection, &memberships, now).await?
        + content::retire_events(connection, &all(&events), now).await?
        + content::retire_indicators(connection, &all(&indicators), now).await?)
}

fn sources(directory: &Directory, now: DateTime<Utc>) -> Vec<SourceRow<'_>> {
    let sources = directory.sources.iter().map(|source| SourceRow {
        id: new_id(now),
        slug: source.slug.as_ref(),
        kind: source.kind.as_ref(),
        title: text(&source.title),
        author: optional(source.author.as_ref()),
        issued: optional(source.issued.as_ref()),
    });
    sources.collect()
}

fn people<'a>(
    directory: &'a Directory,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Vec<PersonRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for person in &directory.people {
        rows.push(PersonRow {
            id: new_id(now),
            slug: person.slug.as_ref(),
            name: text(&person.name),
            note: person.note.as_ref().map(text),
            source_id: ids.source(&person.source)?,
        });
    }
    Ok(rows)
}

fn events<'a>(directory: &'a Directory, ids: &Ids, now: DateTime<Utc>) -> Result<Vec<EventRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for (position, event) in numbered(&directory.events) {
        rows.push(EventRow {
            id: new_id(now),
            slug: event.slug.as_ref(),
            kind: event.kind.as_ref(),
            position,
            title: text(&event.title),
            description: event.description.as_ref().map(text),
            recurrence: optional(event.recurrence.as_ref()),
            held: optional(event.held.as_ref()),
            source_id: ids.source(&event.source)?,
        });
    }
    Ok(rows)
}

fn organizers(
    directory: &Directory,
    ids: &Ids,
    events: &IdsBySlug<kind::Event>,
) -> Result<Vec<OrganizerRow>, DbError> {
    let mut rows = Vec::new();
    for event in &directory.events {
        let event_id = of(events, event.slug.as_ref())?;
        for (position, organizer) in numbered(&event.organizers) {
            let organization_id = of(&ids.organizations, organizer.as_ref())?;
            rows.push(OrganizerRow { event_id, organization_id, position });
        }
    }
    Ok(rows)
}

fn indicators<'a>(
    directory: &'a Directory,
    ids: &Ids,
    now: DateTime<Utc>,
) -> Result<Vec<IndicatorRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for (position, indicator) in numbered(&directory.indicators) {
        let organization = optional(indicator.organization.as_ref());
        rows.push(IndicatorRow {
            id: new_id(now),
            slug: indicator.slug.as_ref(),
            organization_id: organization.map(|slug| of(&ids.organizations, slug)).transpose()?,
            area: optional(indicator.area.as_ref()),
            position,
            name: text(&indicator.name),
        });
    }
    Ok(rows)
}

fn observations<'a>(
    directory: &'a Directory,
    ids: &Ids,
    indicators: &IdsBySlug<kind::Indicator>,
) -> Result<Vec<ObservationRow<'a>>, DbError> {
    let mut rows = Vec::new();
    for indicator in &directory.indicators {
        let indicator_id = of(indicators, indicator.slug.as_ref())?;
        for (position, observation) in numbered(&indicator.observation) {
            rows.push(ObservationRow {
                indicator_id,
                position,
                period: observation.period.as_ref(),
                value: observation.value,
                qualifier: optional(observation.qualifier.as_ref()),
                source_id: ids.source(&observation.source)?,
            });
        }
    }
    Ok(rows)
}

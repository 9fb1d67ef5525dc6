//! Events.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kazakh::sort_key;

use super::AlphabeticalKey;
use super::records::{Row, Slugged, drafts, record, records};
use super::writing::{Stored, Write};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{event_organizers, events};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Event, EventKind, Record};
use crate::domain::ids::{EventId, OrganizationId};

#[auto_type(no_type_alias)]
fn columns() -> _ {
    (events::id, events::version, events::published, events::updated_at, events::content)
}

/// Loads events by id, in no particular order.
pub async fn events_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[EventId],
    audience: Audience,
) -> Result<Vec<Record<Event>>, DbError> {
    let rows: Vec<Row<Event>> = events::table
        .filter(events::id.eq_any(ids))
        .filter(events::published.or(drafts(audience)))
        .select(columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

impl Slugged for Event {
    /// Loads the event with a slug.
    async fn by_slug(
        connection: &mut AsyncPgConnection,
        slug: &str,
        audience: Audience,
    ) -> Result<Option<Record<Event>>, DbError> {
        let row: Option<Row<Event>> = events::table
            .filter(events::slug.eq(slug))
            .filter(events::published.or(drafts(audience)))
            .select(columns())
            .first(connection)
            .await
            .optional()?;
        Ok(row.map(record))
    }
}

/// Selects the events of a list.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only records of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
    /// Only events with these ids.
    pub ids: Option<Vec<EventId>>,
}

/// Loads a page of events, in Kazakh alphabetical order.
pub async fn events_page(
    connection: &mut AsyncPgConnection,
    filter: &EventFilter,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Event>)>, DbError> {
    let mut query = events::table
        .filter(events::published.or(drafts(audience)))
        .select((events::sort_title, columns()))
        .into_boxed();
    if let Some(kinds) = &filter.kinds {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        query = query.filter(events::kind.eq_any(kinds));
    }
    if let Some(published) = filter.published {
        query = query.filter(events::published.eq(published));
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(events::id.eq_any(ids));
    }
    let rows: Vec<(String, Row<Event>)> =
        page.paginate(query, (events::sort_title, events::id), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(|(sort_title, row)| {
        let event = record(row);
        ((sort_title, event.id.uuid()), event)
    }))
}

/// Loads at most `limit` events whose schedules may have an occurrence in a time range; the end is exclusive.
pub async fn events_scheduled(
    connection: &mut AsyncPgConnection,
    organizer: Option<OrganizationId>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    audience: Audience,
    limit: i64,
) -> Result<Vec<Record<Event>>, DbError> {
    let mut query = events::table
        .filter(events::published.or(drafts(audience)))
        .filter(events::starts_at.lt(to))
        .filter(events::ends_at.is_null().or(events::ends_at.gt(from)))
        .order((events::starts_at, events::id))
        .select(columns())
        .limit(limit)
        .into_boxed();
    if let Some(organizer) = organizer {
        let held = event_organizers::table
            .filter(event_organizers::organization_id.eq(organizer))
            .select(event_organizers::event_id);
        query = query.filter(events::id.eq_any(held));
    }
    let rows: Vec<Row<Event>> = query.load(connection).await?;
    Ok(records(rows))
}

/// Loads at most `limit` events that a calendar can show: their times, or at least their days, are known. The earliest
/// come first.
pub async fn events_with_dates(
    connection: &mut AsyncPgConnection,
    audience: Audience,
    limit: i64,
) -> Result<Vec<Record<Event>>, DbError> {
    let rows: Vec<Row<Event>> = events::table
        .filter(events::published.or(drafts(audience)))
        .filter(events::starts_at.is_not_null())
        .order((events::starts_at, events::id))
        .select(columns())
        .limit(limit)
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads the events that organizations hold.
pub async fn events_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Event>)>, DbError> {
    let rows: Vec<(OrganizationId, Row<Event>)> = event_organizers::table
        .inner_join(events::table)
        .filter(event_organizers::organization_id.eq_any(organizations))
        .filter(events::published.or(drafts(audience)))
        .order((events::position, events::id))
        .select((event_organizers::organization_id, columns()))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(organization, row)| (organization, record(row))).collect())
}

impl Stored for Event {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    let span = content.calendar_schedule().map(|schedule| schedule.span());
                    (
                        events::id.eq(write.id),
                        events::slug.eq(&content.slug),
                        events::kind.eq(content.kind.as_str()),
                        events::position.eq(content.position),
                        events::sort_title.eq(sort_key(&content.title.kk)),
                        events::starts_at.eq(span.map(|(starts, _)| starts)),
                        events::ends_at.eq(span.and_then(|(_, ends)| ends)),
                        events::version.eq(write.version),
                        events::published.eq(write.state.published),
                        events::updated_at.eq(write.recorded_at),
                        events::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(events::table)
                .values(rows)
                .on_conflict(events::id)
                .do_update()
                .set((
                    events::slug.eq(excluded(events::slug)),
                    events::kind.eq(excluded(events::kind)),
                    events::position.eq(excluded(events::position)),
                    events::sort_title.eq(excluded(events::sort_title)),
                    events::starts_at.eq(excluded(events::starts_at)),
                    events::ends_at.eq(excluded(events::ends_at)),
                    events::version.eq(excluded(events::version)),
                    events::published.eq(excluded(events::published)),
                    events::updated_at.eq(excluded(events::updated_at)),
                    events::content.eq(excluded(events::content)),
                ))
                .execute(connection)
                .await?;
        }
        replace_organizers(connection, writes).await
    }
}

async fn replace_organizers(
    connection: &mut AsyncPgConnection,
    writes: &[Write<'_, Event>],
) -> Result<(), DbError> {
    let ids: Vec<EventId> = writes.iter().map(|write| write.id).collect();
    diesel::delete(event_organizers::table.filter(event_organizers::event_id.eq_any(ids)))
        .execute(connection)
        .await?;
    let rows: Vec<_> = writes
        .iter()
        .flat_map(|write| {
            (1..).zip(&write.state.content.organizers).map(move |(position, &organizer): (i32, _)| {
                (
                    event_organizers::event_id.eq(write.id),
                    event_organizers::position.eq(position),
                    event_organizers::organization_id.eq(organizer),
                )
            })
        })
        .collect();
    for rows in rows.chunks(ROWS_PER_INSERT) {
        diesel::insert_into(event_organizers::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

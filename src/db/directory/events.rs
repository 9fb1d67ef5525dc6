//! Events and who organizes them.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::AlphabeticalKey;
use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{event_organizers, events};
use crate::db::stored::{OptionalTextColumns, TextColumns, edtf, optional_text, parse, text};
use crate::domain::directory::{Event, EventKind};
use crate::domain::ids::{EventId, OrganizationId, SourceId};

type Row =
    (EventId, String, String, TextColumns, OptionalTextColumns, Option<String>, Option<String>, SourceId);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let title = (events::title_kk, events::title_ru, events::title_en);
    let description = (events::description_kk, events::description_ru, events::description_en);
    (
        events::id,
        events::slug,
        events::kind,
        title,
        description,
        events::recurrence,
        events::held,
        events::source_id,
    )
}

fn event(row: Row) -> Result<Event, DbError> {
    let (id, slug, kind, title, description, recurrence, held, source_id) = row;
    Ok(Event {
        id,
        slug,
        kind: parse(&kind)?,
        title: text(title),
        description: optional_text(description),
        recurrence: recurrence.map(|stored| parse(&stored)).transpose()?,
        held: edtf(held)?,
        source_id,
    })
}

/// Events by id, in no order.
pub async fn events_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[EventId],
) -> Result<Vec<Event>, DbError> {
    let rows: Vec<Row> =
        events::table.filter(events::id.eq_any(ids)).select(columns()).load(connection).await?;
    rows.into_iter().map(event).collect()
}

/// Events by slug, in no order.
pub async fn events_by_slugs(
    connection: &mut AsyncPgConnection,
    slugs: &[String],
) -> Result<Vec<Event>, DbError> {
    let rows: Vec<Row> = events::table
        .filter(events::slug.eq_any(slugs))
        .filter(events::retired_at.is_null())
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(event).collect()
}

/// Which events a list holds.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only of these kinds.
    pub kinds: Option<Vec<EventKind>>,
}

/// A page of events, in Kazakh alphabetical order.
pub async fn events_page(
    connection: &mut AsyncPgConnection,
    filter: &EventFilter,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Event)>, DbError> {
    let mut query =
        events::table.filter(events::retired_at.is_null()).select(columns()).limit(page.fetch()).into_boxed();
    if let Some(kinds) = &filter.kinds {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        query = query.filter(events::kind.eq_any(kinds));
    }
    if let Some((title, id)) = &page.after {
        query =
            query.filter(events::title_kk.ge(title)).filter(events::title_kk.gt(title).or(events::id.gt(id)));
    }
    if let Some((title, id)) = &page.before {
        query =
            query.filter(events::title_kk.le(title)).filter(events::title_kk.lt(title).or(events::id.lt(id)));
    }
    query = if page.from_end {
        query.order((events::title_kk.desc(), events::id.desc()))
    } else {
        query.order((events::title_kk, events::id))
    };
    let rows: Vec<Row> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let event = event(row)?;
        Ok(((event.title.kk.clone(), event.id.uuid()), event))
    })
}

/// The events that organizations hold.
pub async fn events_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
) -> Result<Vec<(OrganizationId, Event)>, DbError> {
    let rows: Vec<(OrganizationId, Row)> = event_organizers::table
        .inner_join(events::table)
        .filter(event_organizers::organization_id.eq_any(organizations))
        .filter(events::retired_at.is_null())
        .order((events::position, events::id))
        .select((event_organizers::organization_id, columns()))
        .load(connection)
        .await?;
    rows.into_iter().map(|(organization, row)| Ok((organization, event(row)?))).collect()
}

/// The organizers of events, for each event the first organizer first.
pub async fn organizers_of(
    connection: &mut AsyncPgConnection,
    ids: &[EventId],
) -> Result<Vec<(EventId, OrganizationId)>, DbError> {
    let rows = event_organizers::table
        .filter(event_organizers::event_id.eq_any(ids))
        .order((event_organizers::event_id, event_organizers::position))
        .select((event_organizers::event_id, event_organizers::organization_id))
        .load(connection)
        .await?;
    Ok(rows)
}

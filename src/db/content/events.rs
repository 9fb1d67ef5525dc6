//! Events and who holds them.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{IdsBySlug, ROWS_A_STATEMENT, TextValues, columns, overwrite};
use crate::db::DbError;
use crate::db::schema::{event_organizers, events};
use crate::domain::ids::{EventId, OrganizationId, SourceId, kind};

/// An event as it is written.
#[derive(Debug)]
pub struct EventRow<'a> {
    /// Its id, if it is new.
    pub id: EventId,
    /// What it is known by.
    pub slug: &'a str,
    /// A name of [`EventKind`](crate::domain::directory::EventKind).
    pub kind: &'a str,
    /// Its place in the content, the first 1.
    pub position: i32,
    /// What it is called.
    pub title: TextValues<'a>,
    /// What happens there.
    pub description: Option<TextValues<'a>>,
    /// A name of [`Recurrence`](crate::domain::directory::Recurrence).
    pub recurrence: Option<&'a str>,
    /// EDTF.
    pub held: Option<&'a str>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Writes events by their slugs.
pub async fn upsert_events(
    connection: &mut AsyncPgConnection,
    rows: &[EventRow<'_>],
) -> Result<IdsBySlug<kind::Event>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            let (description_kk, description_ru, description_en) = columns(row.description);
            (
                events::id.eq(row.id),
                events::slug.eq(row.slug),
                events::kind.eq(row.kind),
                events::position.eq(row.position),
                events::title_kk.eq(row.title.kk),
                events::title_ru.eq(row.title.ru),
                events::title_en.eq(row.title.en),
                events::description_kk.eq(description_kk),
                events::description_ru.eq(description_ru),
                events::description_en.eq(description_en),
                events::recurrence.eq(row.recurrence),
                events::held.eq(row.held),
                events::source_id.eq(row.source_id),
            )
        });
        let written: Vec<(String, EventId)> = diesel::insert_into(events::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(events::slug)
            .do_update()
            .set(overwrite!(events:
                kind, position, title_kk, title_ru, title_en, description_kk, description_ru, description_en,
                recurrence, held, source_id))
            .returning((events::slug, events::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// An organizer of an event as it is written.
#[derive(Debug)]
pub struct OrganizerRow {
    /// The event.
    pub event_id: EventId,
    /// Who holds it.
    pub organization_id: OrganizationId,
    /// Its place among the organizers, the first 1.
    pub position: i32,
}

/// Gives these events these organizers, instead of those they had.
pub async fn replace_organizers(
    connection: &mut AsyncPgConnection,
    of: &[EventId],
    rows: &[OrganizerRow],
) -> Result<(), DbError> {
    let old = event_organizers::table.filter(event_organizers::event_id.eq_any(of));
    diesel::delete(old).execute(connection).await?;
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                event_organizers::event_id.eq(row.event_id),
                event_organizers::organization_id.eq(row.organization_id),
                event_organizers::position.eq(row.position),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(event_organizers::table).values(values).execute(connection).await?;
    }
    Ok(())
}

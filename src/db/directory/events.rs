//! Events.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Numeric, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::alphabetical::{AlphabeticalKey, alphabetical_page, sort_key_in};
use super::records::{
    PRESENT_ORGANIZATION, Row, drafts, lacks, record, record_columns, records, save_rows, visible,
    with_sort_key,
};
use super::writing::{Stored, Write};
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{event_organizers, events};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Event, EventKind, Record};
use crate::domain::ids::{EventId, OrganizationId};
use crate::domain::text::Language;

/// Selects the events of a list.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Only records of these kinds.
    pub kinds: Option<Vec<EventKind>>,
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
    /// Only events with these ids.
    pub ids: Option<Vec<EventId>>,
    /// Only events with a text that is not in this language.
    pub lacks_language: Option<Language>,
}

/// Loads a page of events, in the alphabetical order of their titles in a language.
pub async fn events_page(
    connection: &mut AsyncPgConnection,
    filter: &EventFilter,
    language: Language,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Event>)>, DbError> {
    let mut query = visible!(events, audience).into_boxed();
    if let Some(kinds) = &filter.kinds {
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        query = query.filter(events::kind.eq_any(kinds));
    }
    if let Some(lacking) = filter.lacks_language {
        query = query.filter(lacks(lacking));
    }
    if let Some(published) = filter.published {
        query = query.filter(events::published.eq(published));
    }
    if let Some(ids) = &filter.ids {
        query = query.filter(events::id.eq_any(ids));
    }
    let query = alphabetical_page!(
        query,
        page,
        language,
        events { Kk: sort_title_kk, Ru: sort_title_ru, En: sort_title_en }
    );
    let rows: Vec<(String, Row<Event>)> = query.load(connection).await?;
    Ok(page.finish(rows).map(with_sort_key))
}

/// Loads at most `limit` events whose schedules may have an occurrence in a time range; the end is exclusive. Those that
/// begin nearest to the start of the range come first.
pub async fn events_scheduled(
    connection: &mut AsyncPgConnection,
    organizer: Option<OrganizationId>,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    audience: Audience,
    limit: i64,
) -> Result<Vec<Record<Event>>, DbError> {
    let distance =
        sql::<Numeric>("abs(extract(epoch FROM events.starts_at - ").bind::<Timestamptz, _>(from).sql("))");
    let mut query = visible!(events, audience)
        .filter(events::starts_at.lt(to))
        .filter(events::ends_at.is_null().or(events::ends_at.gt(from)))
        .order((distance, events::id))
        .limit(limit)
        .into_boxed();
    if let Some(organizer) = organizer {
        let is_organizer = sql::<Bool>("event_organizers.organization_id = ").sql(PRESENT_ORGANIZATION.0);
        let is_organizer = is_organizer.bind::<SqlUuid, _>(organizer.uuid()).sql(PRESENT_ORGANIZATION.1);
        let held = event_organizers::table.filter(is_organizer).select(event_organizers::event_id);
        query = query.filter(events::id.eq_any(held));
    }
    let rows: Vec<Row<Event>> = query.load(connection).await?;
    Ok(records(rows))
}

/// Loads at most `limit` events that a calendar can show: their times, or at least their days, are known. Leaves out
/// those that ended before a moment. Endless ones come first, then those that end last.
pub async fn events_with_dates(
    connection: &mut AsyncPgConnection,
    ended_after: DateTime<Utc>,
    audience: Audience,
    limit: i64,
) -> Result<Vec<Record<Event>>, DbError> {
    let rows: Vec<Row<Event>> = visible!(events, audience)
        .filter(events::starts_at.is_not_null())
        .filter(events::ends_at.is_null().or(events::ends_at.gt(ended_after)))
        // In PostgreSQL, null is the greatest value.
        .order((events::ends_at.desc(), events::id))
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
        .select((event_organizers::organization_id, record_columns!(events)))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(organization, row)| (organization, record(row))).collect())
}

impl Stored for Event {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, events, |write| {
            slug: &write.state.content.slug,
            kind: write.state.content.kind.as_str(),
            position: write.state.content.position,
            sort_title_kk: sort_key_in(&write.state.content.title, Language::Kk),
            sort_title_ru: sort_key_in(&write.state.content.title, Language::Ru),
            sort_title_en: sort_key_in(&write.state.content.title, Language::En),
            starts_at: write.state.content.calendar_schedule().map(|schedule| schedule.span().0),
            ends_at: write.state.content.calendar_schedule().and_then(|schedule| schedule.span().1),
        });
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

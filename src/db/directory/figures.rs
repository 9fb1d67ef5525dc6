//! Indicators and their observations.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::records::{Row, Slugged, drafts, record, records};
use super::writing::{Stored, Write};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{indicators, observations};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Indicator, Observation, Record};
use crate::domain::ids::{IndicatorId, ObservationId, OrganizationId};

#[auto_type(no_type_alias)]
fn columns() -> _ {
    (indicators::id, indicators::version, indicators::published, indicators::updated_at, indicators::content)
}

/// Loads indicators by id, in no particular order.
pub async fn indicators_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[IndicatorId],
    audience: Audience,
) -> Result<Vec<Record<Indicator>>, DbError> {
    let rows: Vec<Row<Indicator>> = indicators::table
        .filter(indicators::id.eq_any(ids))
        .filter(indicators::published.or(drafts(audience)))
        .select(columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

impl Slugged for Indicator {
    /// Loads the indicator with a slug.
    async fn by_slug(
        connection: &mut AsyncPgConnection,
        slug: &str,
        audience: Audience,
    ) -> Result<Option<Record<Indicator>>, DbError> {
        let row: Option<Row<Indicator>> = indicators::table
            .filter(indicators::slug.eq(slug))
            .filter(indicators::published.or(drafts(audience)))
            .select(columns())
            .first(connection)
            .await
            .optional()?;
        Ok(row.map(record))
    }
}

/// Loads the indicators about organizations, each list in the institution's own order.
pub async fn indicators_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<Record<Indicator>>, DbError> {
    let rows: Vec<Row<Indicator>> = indicators::table
        .filter(indicators::organization_id.eq_any(organizations))
        .filter(indicators::published.or(drafts(audience)))
        .order((indicators::position, indicators::id))
        .select(columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Selects the indicators of a list.
#[derive(Debug, Clone, Default)]
pub struct IndicatorFilter {
    /// Only indicators about this area (ISO 3166).
    pub area: Option<String>,
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
}

/// Loads a page of indicators, in the institution's own order.
pub async fn indicators_page(
    connection: &mut AsyncPgConnection,
    filter: &IndicatorFilter,
    audience: Audience,
    page: &PageRequest<(i32, Uuid)>,
) -> Result<Page<((i32, Uuid), Record<Indicator>)>, DbError> {
    let mut query = indicators::table
        .filter(indicators::published.or(drafts(audience)))
        .select((indicators::position, columns()))
        .into_boxed();
    if let Some(area) = &filter.area {
        query = query.filter(indicators::area.eq(area));
    }
    if let Some(published) = filter.published {
        query = query.filter(indicators::published.eq(published));
    }
    let rows: Vec<(i32, Row<Indicator>)> = page
        .paginate(query, (indicators::position, indicators::id), Direction::Ascending)
        .load(connection)
        .await?;
    Ok(page.finish(rows).map(|(position, row)| {
        let indicator = record(row);
        ((position, indicator.id.uuid()), indicator)
    }))
}

#[auto_type(no_type_alias)]
fn observation_columns() -> _ {
    (
        observations::id,
        observations::version,
        observations::published,
        observations::updated_at,
        observations::content,
    )
}

/// Loads observations by id, in no particular order.
pub async fn observations_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[ObservationId],
    audience: Audience,
) -> Result<Vec<Record<Observation>>, DbError> {
    let rows: Vec<Row<Observation>> = observations::table
        .filter(observations::id.eq_any(ids))
        .filter(observations::published.or(drafts(audience)))
        .select(observation_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads the observations of indicators, including corrected ones, earliest period first.
pub async fn observations_of(
    connection: &mut AsyncPgConnection,
    indicators: &[IndicatorId],
    audience: Audience,
) -> Result<Vec<Record<Observation>>, DbError> {
    let rows: Vec<Row<Observation>> = observations::table
        .filter(observations::indicator_id.eq_any(indicators))
        .filter(observations::published.or(drafts(audience)))
        .order((observations::period_begins.asc().nulls_first(), observations::id))
        .select(observation_columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

impl Stored for Indicator {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    (
                        indicators::id.eq(write.id),
                        indicators::slug.eq(&content.slug),
                        indicators::organization_id.eq(content.organization),
                        indicators::area.eq(&content.area),
                        indicators::position.eq(content.position),
                        indicators::version.eq(write.version),
                        indicators::published.eq(write.state.published),
                        indicators::updated_at.eq(write.recorded_at),
                        indicators::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(indicators::table)
                .values(rows)
                .on_conflict(indicators::id)
                .do_update()
                .set((
                    indicators::slug.eq(excluded(indicators::slug)),
                    indicators::organization_id.eq(excluded(indicators::organization_id)),
                    indicators::area.eq(excluded(indicators::area)),
                    indicators::position.eq(excluded(indicators::position)),
                    indicators::version.eq(excluded(indicators::version)),
                    indicators::published.eq(excluded(indicators::published)),
                    indicators::updated_at.eq(excluded(indicators::updated_at)),
                    indicators::content.eq(excluded(indicators::content)),
                ))
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

impl Stored for Observation {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    (
                        observations::id.eq(write.id),
                        observations::indicator_id.eq(content.indicator),
                        observations::supersedes_id.eq(content.supersedes),
                        observations::period_begins.eq(content.period.earliest()),
                        observations::version.eq(write.version),
                        observations::published.eq(write.state.published),
                        observations::updated_at.eq(write.recorded_at),
                        observations::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(observations::table)
                .values(rows)
                .on_conflict(observations::id)
                .do_update()
                .set((
                    observations::indicator_id.eq(excluded(observations::indicator_id)),
                    observations::supersedes_id.eq(excluded(observations::supersedes_id)),
                    observations::period_begins.eq(excluded(observations::period_begins)),
                    observations::version.eq(excluded(observations::version)),
                    observations::published.eq(excluded(observations::published)),
                    observations::updated_at.eq(excluded(observations::updated_at)),
                    observations::content.eq(excluded(observations::content)),
                ))
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

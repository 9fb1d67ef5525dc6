//! Indicators and their observations.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::records::{Row, by_key, lacks, record, record_columns, save_rows, visible, with_sort_key};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{indicators, observations};
use crate::domain::access::Audience;
use crate::domain::directory::{Indicator, Observation, Record};
use crate::domain::ids::{IndicatorId, OrganizationId};
use crate::domain::text::Language;

/// Loads the indicators about organizations, each list in the institution's own order.
pub async fn indicators_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
    audience: Audience,
) -> Result<Vec<(OrganizationId, Record<Indicator>)>, DbError> {
    let rows: Vec<Row<Indicator>> = visible!(indicators, audience)
        .filter(indicators::organization_id.eq_any(organizations))
        .order((indicators::position, indicators::id))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(record).filter_map(|found| Some((found.content.organization?, found))).collect())
}

/// Selects the indicators of a list.
#[derive(Debug, Clone, Default)]
pub struct IndicatorFilter {
    /// Only indicators about this area (ISO 3166).
    pub area: Option<String>,
    /// Only indicators with a text that is not in this language.
    pub lacks_language: Option<Language>,
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
    let mut query = visible!(indicators, audience)
        .select((indicators::position, record_columns!(indicators)))
        .into_boxed();
    if let Some(area) = &filter.area {
        query = query.filter(indicators::area.eq(area));
    }
    if let Some(language) = filter.lacks_language {
        query = query.filter(lacks(language));
    }
    if let Some(published) = filter.published {
        query = query.filter(indicators::published.eq(published));
    }
    let rows: Vec<(i32, Row<Indicator>)> = page
        .paginate(query, (indicators::position, indicators::id), Direction::Ascending)
        .load(connection)
        .await?;
    Ok(page.finish(rows).map(with_sort_key))
}

/// Loads the observations of indicators, including corrected ones, earliest period first.
pub async fn observations_of(
    connection: &mut AsyncPgConnection,
    indicators: &[IndicatorId],
    audience: Audience,
) -> Result<Vec<(IndicatorId, Record<Observation>)>, DbError> {
    let rows: Vec<Row<Observation>> = visible!(observations, audience)
        .filter(observations::indicator_id.eq_any(indicators))
        .order((observations::period_begins.asc().nulls_first(), observations::id))
        .load(connection)
        .await?;
    Ok(by_key(rows, |observation| observation.indicator))
}

impl Stored for Indicator {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, indicators, |write| {
            slug: &write.state.content.slug,
            organization_id: write.state.content.organization,
            area: &write.state.content.area,
            position: write.state.content.position,
        });
        Ok(())
    }
}

impl Stored for Observation {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, observations, |write| {
            indicator_id: write.state.content.indicator,
            supersedes_id: write.state.content.supersedes,
            period_begins: write.state.content.period.earliest(),
        });
        Ok(())
    }
}

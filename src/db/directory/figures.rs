//! Indicators and their observations.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{indicators, observations};
use crate::db::stored::{TextColumns, parse, text};
use crate::domain::directory::{Indicator, Observation};
use crate::domain::ids::{IndicatorId, OrganizationId, SourceId};

type Row = (IndicatorId, String, Option<OrganizationId>, Option<String>, TextColumns);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let name = (indicators::name_kk, indicators::name_ru, indicators::name_en);
    (indicators::id, indicators::slug, indicators::organization_id, indicators::area, name)
}

fn indicator((id, slug, organization_id, area, name): Row) -> Indicator {
    Indicator { id, slug, organization_id, area, name: text(name) }
}

/// Indicators by id, in no order.
pub async fn indicators_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[IndicatorId],
) -> Result<Vec<Indicator>, DbError> {
    let rows: Vec<Row> =
        indicators::table.filter(indicators::id.eq_any(ids)).select(columns()).load(connection).await?;
    Ok(rows.into_iter().map(indicator).collect())
}

/// What is counted for organizations, each list in the content's order.
pub async fn indicators_of(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
) -> Result<Vec<Indicator>, DbError> {
    let rows: Vec<Row> = indicators::table
        .filter(indicators::organization_id.eq_any(organizations))
        .filter(indicators::retired_at.is_null())
        .order((indicators::position, indicators::id))
        .select(columns())
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(indicator).collect())
}

/// Which indicators a list holds.
#[derive(Debug, Clone, Default)]
pub struct IndicatorFilter {
    /// Only of this area (ISO 3166).
    pub area: Option<String>,
}

/// A page of indicators, in the content's order.
pub async fn indicators_page(
    connection: &mut AsyncPgConnection,
    filter: &IndicatorFilter,
    page: &PageRequest<(i32, Uuid)>,
) -> Result<Page<((i32, Uuid), Indicator)>, DbError> {
    let mut query = indicators::table
        .filter(indicators::retired_at.is_null())
        .select((indicators::position, columns()))
        .limit(page.fetch())
        .into_boxed();
    if let Some(area) = &filter.area {
        query = query.filter(indicators::area.eq(area));
    }
    if let Some((position, id)) = page.after {
        query = query
            .filter(indicators::position.ge(position))
            .filter(indicators::position.gt(position).or(indicators::id.gt(id)));
    }
    if let Some((position, id)) = page.before {
        query = query
            .filter(indicators::position.le(position))
            .filter(indicators::position.lt(position).or(indicators::id.lt(id)));
    }
    query = if page.from_end {
        query.order((indicators::position.desc(), indicators::id.desc()))
    } else {
        query.order((indicators::position, indicators::id))
    };
    let rows: Vec<(i32, Row)> = query.load(connection).await?;
    page.finish(rows).try_map(|(position, row)| {
        let indicator = indicator(row);
        Ok(((position, indicator.id.uuid()), indicator))
    })
}

/// The values of indicators, in the content's order.
pub async fn observations_of(
    connection: &mut AsyncPgConnection,
    ids: &[IndicatorId],
) -> Result<Vec<(IndicatorId, Observation)>, DbError> {
    let rows: Vec<(IndicatorId, String, i64, Option<String>, SourceId)> = observations::table
        .filter(observations::indicator_id.eq_any(ids))
        .order((observations::indicator_id, observations::position))
        .select((
            observations::indicator_id,
            observations::period,
            observations::value,
            observations::qualifier,
            observations::source_id,
        ))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(id, period, value, qualifier, source_id)| {
            let qualifier = qualifier.map(|stored| parse(&stored)).transpose()?;
            Ok((id, Observation { period: parse(&period)?, value, qualifier, source_id }))
        })
        .collect()
}

//! Indicators and their observations.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{IdsBySlug, ROWS_A_STATEMENT, TextValues, overwrite};
use crate::db::DbError;
use crate::db::schema::{indicators, observations};
use crate::domain::ids::{IndicatorId, OrganizationId, SourceId, kind};

/// An indicator as it is written.
#[derive(Debug)]
pub struct IndicatorRow<'a> {
    /// Its id, if it is new.
    pub id: IndicatorId,
    /// What it is known by.
    pub slug: &'a str,
    /// The organization it is counted for.
    pub organization_id: Option<OrganizationId>,
    /// The area it is counted for, where it is not an organization's.
    pub area: Option<&'a str>,
    /// Its place in the content, the first 1.
    pub position: i32,
    /// What is counted.
    pub name: TextValues<'a>,
}

/// Writes indicators by their slugs.
pub async fn upsert_indicators(
    connection: &mut AsyncPgConnection,
    rows: &[IndicatorRow<'_>],
) -> Result<IdsBySlug<kind::Indicator>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                indicators::id.eq(row.id),
                indicators::slug.eq(row.slug),
                indicators::organization_id.eq(row.organization_id),
                indicators::area.eq(row.area),
                indicators::position.eq(row.position),
                indicators::name_kk.eq(row.name.kk),
                indicators::name_ru.eq(row.name.ru),
                indicators::name_en.eq(row.name.en),
            )
        });
        let written: Vec<(String, IndicatorId)> = diesel::insert_into(indicators::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(indicators::slug)
            .do_update()
            .set(overwrite!(indicators: organization_id, area, position, name_kk, name_ru, name_en))
            .returning((indicators::slug, indicators::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

/// An observation as it is written.
#[derive(Debug)]
pub struct ObservationRow<'a> {
    /// What was counted.
    pub indicator_id: IndicatorId,
    /// Its place among the indicator's observations, the first 1.
    pub position: i32,
    /// EDTF.
    pub period: &'a str,
    /// The value.
    pub value: i64,
    /// A name of [`Qualifier`](crate::domain::directory::Qualifier).
    pub qualifier: Option<&'a str>,
    /// Where this is taken from.
    pub source_id: SourceId,
}

/// Gives these indicators these observations, instead of those they had.
pub async fn replace_observations(
    connection: &mut AsyncPgConnection,
    of: &[IndicatorId],
    rows: &[ObservationRow<'_>],
) -> Result<(), DbError> {
    let old = observations::table.filter(observations::indicator_id.eq_any(of));
    diesel::delete(old).execute(connection).await?;
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                observations::indicator_id.eq(row.indicator_id),
                observations::position.eq(row.position),
                observations::period.eq(row.period),
                observations::value.eq(row.value),
                observations::qualifier.eq(row.qualifier),
                observations::source_id.eq(row.source_id),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(observations::table).values(values).execute(connection).await?;
    }
    Ok(())
}

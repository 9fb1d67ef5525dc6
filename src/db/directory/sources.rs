//! Sources of facts.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::records::{Row, record, save_rows, visible};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::sources;
use crate::domain::access::Audience;
use crate::domain::directory::{Record, Source};
use crate::domain::ids::SourceId;

/// Loads a page of sources in the order of their creation: ids increase with time.
pub async fn sources_page(
    connection: &mut AsyncPgConnection,
    audience: Audience,
    page: &PageRequest<SourceId>,
) -> Result<Page<(SourceId, Record<Source>)>, DbError> {
    let rows: Vec<Row<Source>> = page
        .paginate(visible!(sources, audience).into_boxed(), (sources::id,), Direction::Ascending)
        .load(connection)
        .await?;
    Ok(page.finish(rows).map(|row| {
        let source = record(row);
        (source.id, source)
    }))
}

impl Stored for Source {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, sources, |write| {
            slug: &write.state.content.slug,
        });
        Ok(())
    }
}

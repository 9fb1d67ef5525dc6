//! Sources of facts.

use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::records::{Row, drafts, record, records};
use super::writing::{Stored, Write};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::sources;
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Record, Source};
use crate::domain::ids::SourceId;

#[auto_type(no_type_alias)]
fn columns() -> _ {
    (sources::id, sources::version, sources::published, sources::updated_at, sources::content)
}

/// Loads sources by id, in no particular order.
pub async fn sources_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[SourceId],
    audience: Audience,
) -> Result<Vec<Record<Source>>, DbError> {
    let rows: Vec<Row<Source>> = sources::table
        .filter(sources::id.eq_any(ids))
        .filter(sources::published.or(drafts(audience)))
        .select(columns())
        .load(connection)
        .await?;
    Ok(records(rows))
}

/// Loads a page of sources in the order of their creation: ids increase with time.
pub async fn sources_page(
    connection: &mut AsyncPgConnection,
    audience: Audience,
    page: &PageRequest<SourceId>,
) -> Result<Page<(SourceId, Record<Source>)>, DbError> {
    let query = sources::table.filter(sources::published.or(drafts(audience))).select(columns()).into_boxed();
    let rows: Vec<Row<Source>> =
        page.paginate(query, (sources::id,), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(|row| {
        let source = record(row);
        (source.id, source)
    }))
}

impl Stored for Source {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    (
                        sources::id.eq(write.id),
                        sources::slug.eq(&content.slug),
                        sources::version.eq(write.version),
                        sources::published.eq(write.state.published),
                        sources::updated_at.eq(write.recorded_at),
                        sources::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(sources::table)
                .values(rows)
                .on_conflict(sources::id)
                .do_update()
                .set((
                    sources::slug.eq(excluded(sources::slug)),
                    sources::version.eq(excluded(sources::version)),
                    sources::published.eq(excluded(sources::published)),
                    sources::updated_at.eq(excluded(sources::updated_at)),
                    sources::content.eq(excluded(sources::content)),
                ))
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

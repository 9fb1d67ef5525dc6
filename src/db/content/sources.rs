//! Sources.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{IdsBySlug, ROWS_A_STATEMENT, TextValues, overwrite};
use crate::db::DbError;
use crate::db::schema::sources;
use crate::domain::ids::{SourceId, kind};

/// A source as it is written.
#[derive(Debug)]
pub struct SourceRow<'a> {
    /// Its id, if it is new.
    pub id: SourceId,
    /// What it is known by.
    pub slug: &'a str,
    /// A name of [`SourceKind`](crate::domain::directory::SourceKind).
    pub kind: &'a str,
    /// What it is.
    pub title: TextValues<'a>,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// EDTF.
    pub issued: Option<&'a str>,
}

/// Writes sources by their slugs.
pub async fn upsert_sources(
    connection: &mut AsyncPgConnection,
    rows: &[SourceRow<'_>],
) -> Result<IdsBySlug<kind::Source>, DbError> {
    let mut ids = IdsBySlug::with_capacity(rows.len());
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        let values = rows.iter().map(|row| {
            (
                sources::id.eq(row.id),
                sources::slug.eq(row.slug),
                sources::kind.eq(row.kind),
                sources::title_kk.eq(row.title.kk),
                sources::title_ru.eq(row.title.ru),
                sources::title_en.eq(row.title.en),
                sources::author.eq(row.author),
                sources::issued.eq(row.issued),
            )
        });
        let written: Vec<(String, SourceId)> = diesel::insert_into(sources::table)
            .values(values.collect::<Vec<_>>())
            .on_conflict(sources::slug)
            .do_update()
            .set(overwrite!(sources: kind, title_kk, title_ru, title_en, author, issued))
            .returning((sources::slug, sources::id))
            .get_results(connection)
            .await?;
        ids.extend(written);
    }
    Ok(ids)
}

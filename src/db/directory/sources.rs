//! Sources of facts.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::sources;
use crate::db::stored::{TextColumns, edtf, parse, text};
use crate::domain::directory::Source;
use crate::domain::ids::SourceId;

/// Sources by id, in no order.
pub async fn sources_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[SourceId],
) -> Result<Vec<Source>, DbError> {
    type Row = (SourceId, String, String, TextColumns, Option<String>, Option<String>);
    let rows: Vec<Row> = sources::table
        .filter(sources::id.eq_any(ids))
        .select((
            sources::id,
            sources::slug,
            sources::kind,
            (sources::title_kk, sources::title_ru, sources::title_en),
            sources::author,
            sources::issued,
        ))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(id, slug, kind, title, author, issued)| {
            Ok(Source { id, slug, kind: parse(&kind)?, title: text(title), author, issued: edtf(issued)? })
        })
        .collect()
}

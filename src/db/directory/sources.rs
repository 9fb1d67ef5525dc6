//! Sources of facts.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::records::{Row, lacks, record, save_rows, visible};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::sources;
use crate::db::stored::containing;
use crate::domain::access::Audience;
use crate::domain::directory::{Record, Source};
use crate::domain::ids::SourceId;
use crate::domain::text::Language;

/// Selects the sources of a list.
#[derive(Debug, Clone, Default)]
pub struct SourceFilter {
    /// Only sources with this text as a part of the title in some language, of the author, or of the publisher, in upper
    /// or lower case.
    pub text: Option<String>,
    /// Only sources with a text that is not in this language.
    pub lacks_language: Option<Language>,
}

/// Loads a page of sources in the order of their creation: ids increase with time.
pub async fn sources_page(
    connection: &mut AsyncPgConnection,
    filter: &SourceFilter,
    audience: Audience,
    page: &PageRequest<SourceId>,
) -> Result<Page<(SourceId, Record<Source>)>, DbError> {
    let mut query = visible!(sources, audience).into_boxed();
    if let Some(text) = &filter.text {
        let described = "lower(concat_ws(' ', content #>> '{title,kk}', content #>> '{title,ru}', \
                         content #>> '{title,en}', content ->> 'author', content ->> 'publisher') COLLATE kk)";
        query = query.filter(sql::<Text>(described).like(containing(&text.to_lowercase())));
    }
    if let Some(language) = filter.lacks_language {
        query = query.filter(lacks(language));
    }
    let rows: Vec<Row<Source>> =
        page.paginate(query, (sources::id,), Direction::Ascending).load(connection).await?;
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

//! People.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::AlphabeticalKey;
use super::records::{Row, record_columns, save_rows, sort_name, visible, with_sort_key};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::people;
use crate::domain::access::Audience;
use crate::domain::directory::{Person, Record};

/// Loads a page of people, in Kazakh alphabetical order. `published` restricts it to published records if true, to
/// drafts if false.
pub async fn people_page(
    connection: &mut AsyncPgConnection,
    published: Option<bool>,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Person>)>, DbError> {
    let mut query = visible!(people, audience)
        .filter(people::merged_into_id.is_null())
        .select((people::sort_name, record_columns!(people)))
        .into_boxed();
    if let Some(published) = published {
        query = query.filter(people::published.eq(published));
    }
    let rows: Vec<(String, Row<Person>)> =
        page.paginate(query, (people::sort_name, people::id), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(with_sort_key))
}

impl Stored for Person {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, people, |write| {
            slug: &write.state.content.slug,
            sort_name: sort_name(&write.state.content.names, write.recorded_at),
            merged_into_id: write.state.merged_into,
        });
        Ok(())
    }
}

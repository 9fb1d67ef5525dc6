//! People.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kazakh::sort_key;

use super::AlphabeticalKey;
use super::duplicates::identity_keys;
use super::records::{Row, lacks, record_columns, save_rows, visible, with_sort_key};
use super::writing::{Stored, Write};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::people;
use crate::domain::access::Audience;
use crate::domain::directory::{Person, Record, day_of};
use crate::domain::text::Language;

/// Selects the people of a list.
#[derive(Debug, Clone, Default)]
pub struct PersonFilter {
    /// Only published records if true, only drafts if false.
    pub published: Option<bool>,
    /// Only people whose latest name is not in this language.
    pub lacks_language: Option<Language>,
}

/// Loads a page of people, in Kazakh alphabetical order of their family names.
pub async fn people_page(
    connection: &mut AsyncPgConnection,
    filter: &PersonFilter,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Person>)>, DbError> {
    let mut query = visible!(people, audience)
        .filter(people::merged_into_id.is_null())
        .select((people::sort_name, record_columns!(people)))
        .into_boxed();
    if let Some(language) = filter.lacks_language {
        query = query.filter(lacks("#> '{names,-1,text}'", language));
    }
    if let Some(published) = filter.published {
        query = query.filter(people::published.eq(published));
    }
    let rows: Vec<(String, Row<Person>)> =
        page.paginate(query, (people::sort_name, people::id), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(with_sort_key))
}

/// Returns the text by which a person is ordered whose record is written at this time.
fn sort_name(person: &Person, now: DateTime<Utc>) -> String {
    sort_key(person.sort_name(day_of(now)).kazakh_first())
}

impl Stored for Person {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        save_rows!(connection, writes, people, |write| {
            slug: &write.state.content.slug,
            sort_name: sort_name(&write.state.content, write.recorded_at),
            merged_into_id: write.state.merged_into,
            identity_keys: identity_keys(&write.state.content),
        });
        Ok(())
    }
}

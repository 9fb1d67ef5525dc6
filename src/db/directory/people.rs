//! People.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Uuid as SqlUuid};
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use kazakh::sort_key;

use super::AlphabeticalKey;
use super::records::{Row, Slugged, drafts, record};
use super::writing::{Stored, Write};
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::people;
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::access::Audience;
use crate::domain::directory::{Person, Record, day_of, name_on};
use crate::domain::ids::PersonId;

diesel::define_sql_function!(fn coalesce(first: Nullable<SqlUuid>, second: SqlUuid) -> SqlUuid);

diesel::alias!(people as requested: Requested);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    (people::id, people::version, people::published, people::updated_at, people::content)
}

/// Loads people by id, each with the requested id. For a merged person, loads the person that they were merged into.
pub async fn people_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[PersonId],
    audience: Audience,
) -> Result<Vec<(PersonId, Record<Person>)>, DbError> {
    let own = requested.field(people::id);
    let rows: Vec<(PersonId, Row<Person>)> = requested
        .inner_join(people::table.on(people::id.eq(coalesce(requested.field(people::merged_into_id), own))))
        .filter(own.eq_any(ids))
        .filter(people::published.or(drafts(audience)))
        .select((own, columns()))
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(id, row)| (id, record(row))).collect())
}

impl Slugged for Person {
    /// Loads the person with a slug, or the one that they were merged into.
    async fn by_slug(
        connection: &mut AsyncPgConnection,
        slug: &str,
        audience: Audience,
    ) -> Result<Option<Record<Person>>, DbError> {
        let own = requested.field(people::id);
        let row: Option<Row<Person>> = requested
            .inner_join(
                people::table.on(people::id.eq(coalesce(requested.field(people::merged_into_id), own))),
            )
            .filter(requested.field(people::slug).eq(slug))
            .filter(people::published.or(drafts(audience)))
            .select(columns())
            .first(connection)
            .await
            .optional()?;
        Ok(row.map(record))
    }
}

/// Loads a page of people, in Kazakh alphabetical order. `published` restricts it to published records if true, to
/// drafts if false.
pub async fn people_page(
    connection: &mut AsyncPgConnection,
    published: Option<bool>,
    audience: Audience,
    page: &PageRequest<AlphabeticalKey>,
) -> Result<Page<(AlphabeticalKey, Record<Person>)>, DbError> {
    let mut query = people::table
        .filter(people::published.or(drafts(audience)))
        .filter(people::merged_into_id.is_null())
        .select((people::sort_name, columns()))
        .into_boxed();
    if let Some(published) = published {
        query = query.filter(people::published.eq(published));
    }
    let rows: Vec<(String, Row<Person>)> =
        page.paginate(query, (people::sort_name, people::id), Direction::Ascending).load(connection).await?;
    Ok(page.finish(rows).map(|(sort_name, row)| {
        let person = record(row);
        ((sort_name, person.id.uuid()), person)
    }))
}

impl Stored for Person {
    async fn save(connection: &mut AsyncPgConnection, writes: &[Write<'_, Self>]) -> Result<(), DbError> {
        for writes in writes.chunks(ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|write| {
                    let content = &write.state.content;
                    (
                        people::id.eq(write.id),
                        people::slug.eq(&content.slug),
                        people::sort_name.eq(sort_name(content, write.recorded_at)),
                        people::version.eq(write.version),
                        people::published.eq(write.state.published),
                        people::updated_at.eq(write.recorded_at),
                        people::merged_into_id.eq(write.state.merged_into),
                        people::content.eq(&write.json),
                    )
                })
                .collect();
            diesel::insert_into(people::table)
                .values(rows)
                .on_conflict(people::id)
                .do_update()
                .set((
                    people::slug.eq(excluded(people::slug)),
                    people::sort_name.eq(excluded(people::sort_name)),
                    people::version.eq(excluded(people::version)),
                    people::published.eq(excluded(people::published)),
                    people::updated_at.eq(excluded(people::updated_at)),
                    people::merged_into_id.eq(excluded(people::merged_into_id)),
                    people::content.eq(excluded(people::content)),
                ))
                .execute(connection)
                .await?;
        }
        Ok(())
    }
}

fn sort_name(person: &Person, now: DateTime<Utc>) -> String {
    name_on(&person.names, day_of(now)).map_or_else(String::new, |name| sort_key(&name.text.kk))
}

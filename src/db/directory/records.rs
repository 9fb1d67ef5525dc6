//! What all kinds of records share: their columns, finding them by id and by slug, and saving them.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::expression::SqlLiteral;
use diesel::helper_types::AsExprOf;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{
    events, indicators, kind_terms, memberships, observations, organizations, people, posts, sources,
};
use crate::db::statement::statement;
use crate::domain::access::Audience;
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Record, RecordContent,
    Source,
};
use crate::domain::ids::Id;
use crate::domain::text::Language;

/// The id, version, visibility, time of the last edit, and content; selected by [`record_columns!`].
pub(super) type Row<C> = (Id<<C as RecordContent>::Id>, i32, bool, DateTime<Utc>, Json<C>);

/// The columns of a [`Row`] in the table of a kind.
macro_rules! record_columns {
    ($table:ident) => {
        ($table::id, $table::version, $table::published, $table::updated_at, $table::content)
    };
}
pub(super) use record_columns;

/// Selects the rows that an audience may see in the table of a kind.
macro_rules! visible {
    ($table:ident, $audience:expr) => {
        $table::table
            .filter($table::published.or($crate::db::directory::records::drafts($audience)))
            .select($crate::db::directory::records::record_columns!($table))
    };
}
pub(super) use visible;

/// Inserts or updates the rows of a kind: the columns of all kinds, and the given ones.
macro_rules! save_rows {
    ($connection:ident, $writes:ident, $table:ident, |$write:ident| { $($column:ident: $value:expr),+ $(,)? }) => {
        for writes in $writes.chunks($crate::db::ROWS_PER_INSERT) {
            let rows: Vec<_> = writes
                .iter()
                .map(|$write| {
                    (
                        $table::id.eq($write.id),
                        $table::version.eq($write.version),
                        $table::published.eq($write.state.published),
                        $table::updated_at.eq($write.recorded_at),
                        $table::content.eq(&$write.json),
                        $($table::$column.eq($value),)+
                    )
                })
                .collect();
            diesel::insert_into($table::table)
                .values(rows)
                .on_conflict($table::id)
                .do_update()
                .set((
                    $table::version.eq(diesel::upsert::excluded($table::version)),
                    $table::published.eq(diesel::upsert::excluded($table::published)),
                    $table::updated_at.eq(diesel::upsert::excluded($table::updated_at)),
                    $table::content.eq(diesel::upsert::excluded($table::content)),
                    $($table::$column.eq(diesel::upsert::excluded($table::$column)),)+
                ))
                .execute($connection)
                .await?;
        }
    };
}
pub(super) use save_rows;

pub(super) fn record<C: RecordContent>(row: Row<C>) -> Record<C> {
    let (id, version, published, updated_at, Json(content)) = row;
    Record { id, version, published, updated_at, content }
}

pub(super) fn records<C: RecordContent>(rows: Vec<Row<C>>) -> Vec<Record<C>> {
    rows.into_iter().map(record).collect()
}

/// Pairs each record with the key that it was loaded by.
pub(super) fn by_key<K, C: RecordContent>(rows: Vec<Row<C>>, key: impl Fn(&C) -> K) -> Vec<(K, Record<C>)> {
    rows.into_iter().map(record).map(|record| (key(&record.content), record)).collect()
}

/// Returns a record of a list with its sort key, which ends with the id.
pub(super) fn with_sort_key<K, C: RecordContent>((first, row): (K, Row<C>)) -> ((K, Uuid), Record<C>) {
    let record = record(row);
    ((first, record.id.uuid()), record)
}

/// Returns the SQL condition that includes drafts if the audience may see them.
pub(super) fn drafts(audience: Audience) -> AsExprOf<bool, Bool> {
    audience.sees_drafts().into_sql::<Bool>()
}

/// Returns the SQL condition for records with a text that is not in a language. A text is an object with the languages as
/// its keys, wherever it is in the content.
pub(super) fn lacks(language: Language) -> SqlLiteral<Bool> {
    sql(&format!(
        "jsonb_path_exists(content, '$.** ? ((exists(@.kk) || exists(@.ru) || exists(@.en)) && !exists(@.{}))')",
        language.tag()
    ))
}

/// The SQL of the id of an organization, or of the one that it was merged into, before and after the id.
pub(super) const PRESENT_ORGANIZATION: (&str, &str) =
    ("(SELECT coalesce(named.merged_into_id, named.id) FROM organizations AS named WHERE named.id = ", ")");

/// Records, each with the id that was requested.
pub(super) type RequestedRecords<R> = Vec<(Id<<R as RecordContent>::Id>, Record<R>)>;

/// Records that can be found by id.
pub trait ById: RecordContent {
    /// Loads records by id, each with the requested id, in no particular order. The id of a merged record loads the
    /// record that it was merged into.
    fn by_ids(
        connection: &mut AsyncPgConnection,
        ids: &[Id<Self::Id>],
        audience: Audience,
    ) -> impl Future<Output = Result<RequestedRecords<Self>, DbError>> + Send;
}

/// Records that can be found by slug.
pub trait Slugged: RecordContent {
    /// Loads the record with a slug, or the one that it was merged into.
    fn by_slug(
        connection: &mut AsyncPgConnection,
        slug: &str,
        audience: Audience,
    ) -> impl Future<Output = Result<Option<Record<Self>>, DbError>> + Send;
}

macro_rules! by_id {
    ($($record:ty: $table:ident),* $(,)?) => {$(
        impl ById for $record {
            async fn by_ids(
                connection: &mut AsyncPgConnection,
                ids: &[Id<Self::Id>],
                audience: Audience,
            ) -> Result<RequestedRecords<Self>, DbError> {
                let rows: Vec<Row<Self>> =
                    visible!($table, audience).filter($table::id.eq_any(ids)).load(connection).await?;
                Ok(rows.into_iter().map(|row| (row.0, record(row))).collect())
            }
        }
    )*};
}

macro_rules! by_slug {
    ($($record:ty: $table:ident),* $(,)?) => {$(
        impl Slugged for $record {
            async fn by_slug(
                connection: &mut AsyncPgConnection,
                slug: &str,
                audience: Audience,
            ) -> Result<Option<Record<Self>>, DbError> {
                let row: Option<Row<Self>> = visible!($table, audience)
                    .filter($table::slug.eq(slug))
                    .first(connection)
                    .await
                    .optional()?;
                Ok(row.map(record))
            }
        }
    )*};
}

/// Both ways of finding records that can be merged: `requested` is the row with the id or the slug.
macro_rules! merged {
    ($($record:ty: $table:ident as $requested:ident),* $(,)?) => {$(
        impl ById for $record {
            async fn by_ids(
                connection: &mut AsyncPgConnection,
                ids: &[Id<Self::Id>],
                audience: Audience,
            ) -> Result<RequestedRecords<Self>, DbError> {
                let own = $requested.field($table::id);
                let kept = coalesce($requested.field($table::merged_into_id), own);
                let rows: Vec<(Id<Self::Id>, Row<Self>)> = $requested
                    .inner_join($table::table.on($table::id.eq(kept)))
                    .filter(own.eq_any(ids))
                    .filter($table::published.or(drafts(audience)))
                    .select((own, record_columns!($table)))
                    .load(connection)
                    .await?;
                Ok(rows.into_iter().map(|(id, row)| (id, record(row))).collect())
            }
        }

        impl Slugged for $record {
            async fn by_slug(
                connection: &mut AsyncPgConnection,
                slug: &str,
                audience: Audience,
            ) -> Result<Option<Record<Self>>, DbError> {
                let own = $requested.field($table::id);
                let kept = coalesce($requested.field($table::merged_into_id), own);
                let row: Option<Row<Self>> = $requested
                    .inner_join($table::table.on($table::id.eq(kept)))
                    .filter($requested.field($table::slug).eq(slug))
                    .filter($table::published.or(drafts(audience)))
                    .select(record_columns!($table))
                    .first(connection)
                    .await
                    .optional()?;
                Ok(row.map(record))
            }
        }
    )*};
}

diesel::define_sql_function!(fn coalesce(first: Nullable<SqlUuid>, second: SqlUuid) -> SqlUuid);
diesel::alias!(
    organizations as requested_organization: RequestedOrganization,
    people as requested_person: RequestedPerson,
);

merged! {
    Organization: organizations as requested_organization,
    Person: people as requested_person,
}

by_id! {
    Post: posts,
    Membership: memberships,
    Event: events,
    Indicator: indicators,
    Observation: observations,
    Source: sources,
    KindTerm: kind_terms,
}

by_slug! {
    Event: events,
    Indicator: indicators,
    KindTerm: kind_terms,
}

/// The current slug of a record that had another one.
#[derive(QueryableByName)]
struct CurrentSlug {
    #[diesel(sql_type = Text)]
    slug: String,
}

/// Returns the current slug, which may be the same, of the record that was published with a slug. If there were
/// several, the last one counts. `None` if there was none.
pub async fn current_slug<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    former: &str,
) -> Result<Option<String>, DbError> {
    let found: Option<CurrentSlug> = statement(include_str!("current_slug.sql"))
        .bind::<Text, _>(C::KIND.as_str())
        .bind::<Text, _>(former)
        .get_result(connection)
        .await
        .optional()?;
    Ok(found.map(|found| found.slug))
}

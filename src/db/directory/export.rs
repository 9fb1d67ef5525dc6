//! Published records, read in order for files that contain all of them.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, max};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::records::{Row, record_columns, records};
use crate::db::DbError;
use crate::db::content::content_version;
use crate::db::schema::{
    events, indicators, kind_terms, memberships, observations, organizations, people, posts, revisions,
    sources,
};
use crate::db::stored::{Place, columns};
use crate::domain::directory::{
    Event, Indicator, KindTerm, Membership, Observation, Organization, Person, Post, Record, RecordContent,
    RecordKind, Source,
};
use crate::domain::ids::{Id, ObservationId};

/// The maximum number of records in memory at a time.
pub const BATCH: i64 = 1_000;

/// A kind of record that can be exported.
pub trait Exported: RecordContent {
    /// Loads the next published records by id, at most [`BATCH`].
    fn published_after(
        connection: &mut AsyncPgConnection,
        after: Option<Id<Self::Id>>,
    ) -> impl Future<Output = Result<Vec<Record<Self>>, DbError>> + Send;

    /// Loads those of the given records that are published, in no particular order.
    fn published_among(
        connection: &mut AsyncPgConnection,
        ids: &[Id<Self::Id>],
    ) -> impl Future<Output = Result<Vec<Record<Self>>, DbError>> + Send;
}

macro_rules! exported {
    ($($record:ty: $table:ident),* $(,)?) => {$(
        impl Exported for $record {
            async fn published_after(
                connection: &mut AsyncPgConnection,
                after: Option<Id<Self::Id>>,
            ) -> Result<Vec<Record<Self>>, DbError> {
                let mut query = $table::table
                    .filter($table::published)
                    .order($table::id)
                    .limit(BATCH)
                    .select(record_columns!($table))
                    .into_boxed();
                if let Some(after) = after {
                    query = query.filter($table::id.gt(after));
                }
                let rows: Vec<Row<Self>> = query.load(connection).await?;
                Ok(records(rows))
            }

            async fn published_among(
                connection: &mut AsyncPgConnection,
                ids: &[Id<Self::Id>],
            ) -> Result<Vec<Record<Self>>, DbError> {
                let rows: Vec<Row<Self>> = $table::table
                    .filter($table::published)
                    .filter($table::id.eq_any(ids))
                    .select(record_columns!($table))
                    .load(connection)
                    .await?;
                Ok(records(rows))
            }
        }
    )*};
}

exported! {
    KindTerm: kind_terms,
    Source: sources,
    Organization: organizations,
    Person: people,
    Post: posts,
    Membership: memberships,
    Event: events,
    Indicator: indicators,
    Observation: observations,
}

/// Returns the published corrections of observations: the old observation, and the new one.
pub async fn corrections(
    connection: &mut AsyncPgConnection,
    ids: &[ObservationId],
) -> Result<Vec<(ObservationId, ObservationId)>, DbError> {
    let rows: Vec<(Option<ObservationId>, ObservationId)> = observations::table
        .filter(observations::published)
        .filter(observations::supersedes_id.eq_any(ids))
        .select((observations::supersedes_id, observations::id))
        .load(connection)
        .await?;
    Ok(rows.into_iter().filter_map(|(old, new)| Some((old?, new))).collect())
}

/// Returns the time of the last edit of the directory; `None` if there is none. Every edit has a later time than the one
/// before, to the microsecond.
pub async fn last_edit(connection: &mut AsyncPgConnection) -> Result<Option<DateTime<Utc>>, DbError> {
    Ok(revisions::table.select(max(revisions::recorded_at)).first(connection).await?)
}

/// Returns the time of the last edit of the directory, as [`last_edit`] does, and the version of the content.
pub async fn public_version(
    connection: &mut AsyncPgConnection,
) -> Result<(Option<DateTime<Utc>>, i64), DbError> {
    let edited_at = revisions::table.select(max(revisions::recorded_at)).single_value();
    let (edited_at, content): (Option<DateTime<Utc>>, Option<i64>) =
        diesel::select((edited_at, content_version().single_value())).first(connection).await?;
    Ok((edited_at, content.unwrap_or(0)))
}

/// The current revision of a record that is or was published.
#[derive(Debug, Clone, Copy)]
pub struct ChangedRecord {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the record.
    pub id: Uuid,
    /// The current version.
    pub version: i32,
    /// When the current version was written.
    pub at: DateTime<Utc>,
    /// The record that this one was merged into.
    pub merged_into: Option<Uuid>,
}

/// Loads the next records that changed after a moment, at most [`BATCH`], in the order of their last changes. Only
/// records that are or were published are included. No two revisions have the same time, so the next batch can start
/// after the last time.
pub async fn changed_after(
    connection: &mut AsyncPgConnection,
    moment: DateTime<Utc>,
) -> Result<Vec<ChangedRecord>, DbError> {
    let (later, public) = diesel::alias!(revisions as later, revisions as public);
    let newer = later
        .filter(later.field(revisions::record_id).eq(revisions::record_id))
        .filter(later.field(revisions::version).gt(revisions::version));
    let published_once = public
        .filter(public.field(revisions::record_id).eq(revisions::record_id))
        .filter(public.field(revisions::published));
    let rows: Vec<ChangedRow> = revisions::table
        .filter(revisions::recorded_at.gt(moment))
        .filter(diesel::dsl::not(exists(newer)))
        .filter(exists(published_once))
        .order((revisions::recorded_at, revisions::record_id))
        .limit(BATCH)
        .select(columns::<ChangedRow>())
        .load(connection)
        .await?;
    rows.iter().map(changed).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct ChangedRow {
    record_kind: String,
    record_id: Uuid,
    version: i32,
    recorded_at: DateTime<Utc>,
    merged_into_id: Option<Uuid>,
}

fn changed(row: &ChangedRow) -> Result<ChangedRecord, DbError> {
    Ok(ChangedRecord {
        kind: Place::new("revisions", &row.record_id).parse("record_kind", &row.record_kind)?,
        id: row.record_id,
        version: row.version,
        at: row.recorded_at,
        merged_into: row.merged_into_id,
    })
}

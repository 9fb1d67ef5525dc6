//! The history of records: their revisions in stored form, each with the previous state.

use chrono::{DateTime, Utc};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::revisions::{Revision, RevisionRow, revision};
use crate::db::DbError;
use crate::db::json::Json;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, revisions};
use crate::db::stored::columns;
use crate::domain::directory::{RecordKind, RecordState};

/// A revision, and the previous state.
pub type RevisionWithPrevious = (Revision<Value>, Option<RecordState<Value>>);

/// A revision with the previous state, and the record that it belongs to.
type RecordRevision = (RecordKind, Uuid, RevisionWithPrevious);

/// A state without the data of its edit.
type StateRow = (Json<Value>, bool, Option<Uuid>);

/// A revision, and the previous state, as they are stored.
type RowWithPrevious = (RevisionRow<Value>, Option<StateRow>);

diesel::alias!(revisions as earlier: Earlier);

/// The query of revisions, each with the previous state.
macro_rules! with_previous {
    () => {
        revisions::table
            .left_join(
                earlier.on((earlier.field(revisions::record_id).eq(revisions::record_id))
                    .and((earlier.field(revisions::version) + 1).eq(revisions::version))),
            )
            .left_join(accounts::table)
            .select((
                columns::<RevisionRow<Value>>(),
                earlier
                    .fields((revisions::content, revisions::published, revisions::merged_into_id))
                    .nullable(),
            ))
    };
}

fn revision_with_previous((row, previous): RowWithPrevious) -> Result<RevisionWithPrevious, DbError> {
    let state = |(Json(content), published, merged_into)| RecordState { content, published, merged_into };
    Ok((revision(row)?, previous.map(state)))
}

fn record_revision(row: RowWithPrevious) -> Result<RecordRevision, DbError> {
    let (kind, id) = row.0.record()?;
    Ok((kind, id, revision_with_previous(row)?))
}

/// Loads a page of a record's revisions, newest first.
pub async fn history(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    id: Uuid,
    page: &PageRequest<i32>,
) -> Result<Page<(i32, RevisionWithPrevious)>, DbError> {
    let query = with_previous!()
        .filter(revisions::record_id.eq(id))
        .filter(revisions::record_kind.eq(kind.as_str()))
        .into_boxed();
    let rows: Vec<RowWithPrevious> =
        page.paginate(query, (revisions::version,), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let revision = revision_with_previous(row)?;
        Ok((revision.0.version, revision))
    })
}

/// The SQL condition for revisions that everyone may know of. They made a record public, changed the public content of a
/// record that is public now, or withdrew a record. Contacts that are not public are no public content.
pub(super) const IS_PUBLIC: &str = "(CASE WHEN revisions.published THEN
    (SELECT newest.published FROM revisions AS newest
     WHERE newest.record_id = revisions.record_id ORDER BY newest.version DESC LIMIT 1)
    AND (earlier.published IS NOT TRUE
      OR revisions.content - 'contactPoints' <> earlier.content - 'contactPoints'
      OR jsonb_path_query_array(revisions.content, '$.contactPoints[*] ? (@.public == true)')
        <> jsonb_path_query_array(earlier.content, '$.contactPoints[*] ? (@.public == true)'))
  ELSE earlier.published IS TRUE END)";

/// Loads a page of the revisions that everyone may know of, newest first: of all records, or of one.
pub async fn public_history(
    connection: &mut AsyncPgConnection,
    record: Option<Uuid>,
    page: &PageRequest<DateTime<Utc>>,
) -> Result<Page<RecordRevision>, DbError> {
    let mut query = with_previous!().filter(sql::<Bool>(IS_PUBLIC)).into_boxed();
    if let Some(record) = record {
        query = query.filter(revisions::record_id.eq(record));
    }
    let rows: Vec<RowWithPrevious> =
        page.paginate(query, (revisions::recorded_at,), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(record_revision)
}

/// The sort key of the list of all revisions.
pub type RevisionTime = (DateTime<Utc>, Uuid);

/// Loads a page of the revisions of all records, newest first.
pub async fn all_revisions(
    connection: &mut AsyncPgConnection,
    page: &PageRequest<RevisionTime>,
) -> Result<Page<(RevisionTime, RecordRevision)>, DbError> {
    let query = with_previous!().into_boxed();
    let order = (revisions::recorded_at, revisions::record_id);
    let rows: Vec<RowWithPrevious> =
        page.paginate(query, order, Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let (kind, id, revision) = record_revision(row)?;
        Ok(((revision.0.recorded_at, id), (kind, id, revision)))
    })
}

/// Loads revisions by record and version, in no particular order.
pub async fn revisions_with_previous(
    connection: &mut AsyncPgConnection,
    keys: &[(Uuid, i32)],
) -> Result<Vec<RecordRevision>, DbError> {
    by_keys(connection, keys, "true").await
}

/// Loads those among these revisions that everyone may know of, in no particular order.
pub async fn public_revisions(
    connection: &mut AsyncPgConnection,
    keys: &[(Uuid, i32)],
) -> Result<Vec<RecordRevision>, DbError> {
    by_keys(connection, keys, IS_PUBLIC).await
}

async fn by_keys(
    connection: &mut AsyncPgConnection,
    keys: &[(Uuid, i32)],
    condition: &str,
) -> Result<Vec<RecordRevision>, DbError> {
    let (ids, versions): (Vec<Uuid>, Vec<i32>) = keys.iter().copied().unzip();
    let is_requested = sql::<Bool>("(revisions.record_id, revisions.version) IN (SELECT * FROM unnest(")
        .bind::<Array<SqlUuid>, _>(ids)
        .sql(", ")
        .bind::<Array<Integer>, _>(versions)
        .sql("))");
    let query = with_previous!().filter(is_requested).filter(sql::<Bool>(condition));
    let rows: Vec<RowWithPrevious> = query.load(connection).await?;
    rows.into_iter().map(record_revision).collect()
}

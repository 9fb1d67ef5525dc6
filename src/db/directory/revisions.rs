//! The revisions of records, including the current ones.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{accounts, record_references, revisions};
use crate::db::stored::parse;
use crate::domain::directory::{EditAction, RecordContent, RecordKind, RecordState};
use crate::domain::ids::Id;

/// A revision of a record: a stored state, and the edit that created it.
#[derive(Debug, Clone)]
pub struct Revision<C> {
    /// The version; 1 for the first revision.
    pub version: i32,
    /// When the revision was written.
    pub recorded_at: DateTime<Utc>,
    /// The editor's display name; `None` if the content import wrote the revision.
    pub editor: Option<String>,
    /// The action of the edit.
    pub action: EditAction,
    /// The reason of the edit.
    pub reason: Option<String>,
    /// The state of the record.
    pub state: RecordState<C>,
}

pub(super) type Row<C> =
    (i32, DateTime<Utc>, Option<String>, String, Option<String>, Json<C>, bool, Option<Uuid>);

#[auto_type(no_type_alias)]
pub(super) fn columns() -> _ {
    (
        revisions::version,
        revisions::recorded_at,
        accounts::display_name.nullable(),
        revisions::action,
        revisions::reason,
        revisions::content,
        revisions::published,
        revisions::merged_into_id,
    )
}

pub(super) fn revision<C>(row: Row<C>) -> Result<Revision<C>, DbError> {
    let (version, recorded_at, editor, action, reason, Json(content), published, merged_into) = row;
    let state = RecordState { content, published, merged_into };
    Ok(Revision { version, recorded_at, editor, action: parse(&action)?, reason, state })
}

/// Loads the current revision of a record, including drafts.
pub async fn latest<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
) -> Result<Option<Revision<C>>, DbError> {
    let row: Option<Row<C>> = revisions::table
        .left_join(accounts::table)
        .filter(revisions::record_id.eq(id.uuid()))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .order(revisions::version.desc())
        .select(columns())
        .first(connection)
        .await
        .optional()?;
    row.map(revision).transpose()
}

/// Loads the current revisions of records.
pub async fn latest_of<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    ids: &[Id<C::Id>],
) -> Result<Vec<(Id<C::Id>, Revision<C>)>, DbError> {
    let rows: Vec<(Id<C::Id>, Row<C>)> = revisions::table
        .left_join(accounts::table)
        .filter(revisions::record_id.eq_any(ids))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .order((revisions::record_id, revisions::version.desc()))
        .distinct_on(revisions::record_id)
        .select((revisions::record_id, columns()))
        .load(connection)
        .await?;
    rows.into_iter().map(|(id, row)| Ok((id, revision(row)?))).collect()
}

/// Loads one version of a record.
pub async fn at_version<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
    version: i32,
) -> Result<Option<Revision<C>>, DbError> {
    let row: Option<Row<C>> = revisions::table
        .left_join(accounts::table)
        .filter(revisions::record_id.eq(id.uuid()))
        .filter(revisions::version.eq(version))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .select(columns())
        .first(connection)
        .await
        .optional()?;
    row.map(revision).transpose()
}

/// The status of a record, without its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecordStatus {
    /// The kind of record.
    pub kind: RecordKind,
    /// The id of the record.
    pub id: Uuid,
    /// The current version.
    pub version: i32,
    /// Whether everyone may see the record.
    pub published: bool,
    /// The record that this one was merged into.
    pub merged_into: Option<Uuid>,
}

type RecordStatusRow = (String, Uuid, i32, bool, Option<Uuid>);

fn record_status(
    (kind, id, version, published, merged_into): RecordStatusRow,
) -> Result<RecordStatus, DbError> {
    Ok(RecordStatus { kind: parse(&kind)?, id, version, published, merged_into })
}

/// Loads the statuses of records of any kind.
pub async fn record_statuses(
    connection: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<RecordStatus>, DbError> {
    let rows: Vec<RecordStatusRow> = revisions::table
        .filter(revisions::record_id.eq_any(ids))
        .order((revisions::record_id, revisions::version.desc()))
        .distinct_on(revisions::record_id)
        .select((
            revisions::record_kind,
            revisions::record_id,
            revisions::version,
            revisions::published,
            revisions::merged_into_id,
        ))
        .load(connection)
        .await?;
    rows.into_iter().map(record_status).collect()
}

/// Loads the records whose current revisions reference a record.
pub async fn referrers(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Vec<RecordStatus>, DbError> {
    let ids: Vec<Uuid> = record_references::table
        .filter(record_references::target_id.eq(id))
        .select(record_references::record_id)
        .load(connection)
        .await?;
    if ids.is_empty() { Ok(Vec::new()) } else { record_statuses(connection, &ids).await }
}

/// Loads the records that were merged into a record.
pub async fn merged_into(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Vec<Uuid>, DbError> {
    let later = diesel::alias!(revisions as later);
    let newer = later
        .filter(later.field(revisions::record_id).eq(revisions::record_id))
        .filter(later.field(revisions::version).gt(revisions::version));
    let ids = revisions::table
        .filter(revisions::merged_into_id.eq(id))
        .filter(diesel::dsl::not(diesel::dsl::exists(newer)))
        .select(revisions::record_id)
        .load(connection)
        .await?;
    Ok(ids)
}

//! The revisions of records, including the current ones.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{accounts, record_references, revisions};
use crate::db::stored::{Place, columns};
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

/// A row of `revisions`, with the editor's name. `C` is the type of the content.
#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
pub(super) struct RevisionRow<C> {
    record_kind: String,
    record_id: Uuid,
    version: i32,
    recorded_at: DateTime<Utc>,
    #[diesel(select_expression = accounts::display_name.nullable())]
    editor: Option<String>,
    action: String,
    reason: Option<String>,
    content: Json<C>,
    published: bool,
    merged_into_id: Option<Uuid>,
}

impl<C> RevisionRow<C> {
    /// Returns the kind and the id of the record.
    pub(super) fn record(&self) -> Result<(RecordKind, Uuid), DbError> {
        let place = Place::new("revisions", &self.record_id);
        Ok((place.parse("record_kind", &self.record_kind)?, self.record_id))
    }
}

pub(super) fn revision<C>(row: RevisionRow<C>) -> Result<Revision<C>, DbError> {
    let action = Place::new("revisions", &row.record_id).parse("action", &row.action)?;
    let RevisionRow { version, recorded_at, editor, reason, published, .. } = row;
    let state = RecordState { content: row.content.0, published, merged_into: row.merged_into_id };
    Ok(Revision { version, recorded_at, editor, action, reason, state })
}

/// Loads the current revision of a record, including drafts.
pub async fn latest<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
) -> Result<Option<Revision<C>>, DbError> {
    let row: Option<RevisionRow<C>> = revisions::table
        .left_join(accounts::table)
        .filter(revisions::record_id.eq(id.uuid()))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .order(revisions::version.desc())
        .select(columns::<RevisionRow<C>>())
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
    let rows: Vec<RevisionRow<C>> = revisions::table
        .left_join(accounts::table)
        .filter(revisions::record_id.eq_any(ids))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .order((revisions::record_id, revisions::version.desc()))
        .distinct_on(revisions::record_id)
        .select(columns::<RevisionRow<C>>())
        .load(connection)
        .await?;
    rows.into_iter().map(|row| Ok((row.record_id.into(), revision(row)?))).collect()
}

/// Loads the ids of the next records of a kind, at most `limit`.
pub async fn ids_after<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    after: Option<Id<C::Id>>,
    limit: i64,
) -> Result<Vec<Id<C::Id>>, DbError> {
    let ids: Vec<Uuid> = revisions::table
        .filter(revisions::record_id.gt(after.map_or(Uuid::nil(), Id::uuid)))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .order(revisions::record_id)
        .distinct()
        .limit(limit)
        .select(revisions::record_id)
        .load(connection)
        .await?;
    Ok(ids.into_iter().map(Into::into).collect())
}

/// Loads one version of a record.
pub async fn at_version<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
    version: i32,
) -> Result<Option<Revision<C>>, DbError> {
    let row: Option<RevisionRow<C>> = revisions::table
        .left_join(accounts::table)
        .filter(revisions::record_id.eq(id.uuid()))
        .filter(revisions::version.eq(version))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .select(columns::<RevisionRow<C>>())
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

#[derive(Queryable, Selectable)]
#[diesel(table_name = revisions)]
struct RecordStatusRow {
    record_kind: String,
    record_id: Uuid,
    version: i32,
    published: bool,
    merged_into_id: Option<Uuid>,
}

fn record_status(row: &RecordStatusRow) -> Result<RecordStatus, DbError> {
    Ok(RecordStatus {
        kind: Place::new("revisions", &row.record_id).parse("record_kind", &row.record_kind)?,
        id: row.record_id,
        version: row.version,
        published: row.published,
        merged_into: row.merged_into_id,
    })
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
        .select(columns::<RecordStatusRow>())
        .load(connection)
        .await?;
    rows.iter().map(record_status).collect()
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

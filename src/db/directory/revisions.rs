//! The states that records had, the present ones included.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{accounts, record_references, revisions};
use crate::db::stored::parse;
use crate::domain::directory::{Content, EditAction, RecordKind, State};
use crate::domain::ids::Id;

/// A state of a record, and how it came to be.
#[derive(Debug, Clone)]
pub struct Revision<C> {
    /// Which of its states, the first 1.
    pub version: i32,
    /// When it was written.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it, by the name that others see; none: the import of the content.
    pub editor: Option<String>,
    /// What was done.
    pub action: EditAction,
    /// Why.
    pub reason: Option<String>,
    /// The state.
    pub state: State<C>,
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
    let state = State { content, published, merged_into };
    Ok(Revision { version, recorded_at, editor, action: parse(&action)?, reason, state })
}

/// The present state of a record; drafts too.
pub async fn latest<C: Content>(
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

/// The present states of records.
pub async fn latest_of<C: Content>(
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

/// One state of a record.
pub async fn at_version<C: Content>(
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

/// How a record stands, whatever it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// The record.
    pub id: Uuid,
    /// Its present version.
    pub version: i32,
    /// Whether all may see it.
    pub published: bool,
    /// What it was merged into.
    pub merged_into: Option<Uuid>,
}

type StandingRow = (String, Uuid, i32, bool, Option<Uuid>);

fn standing((kind, id, version, published, merged_into): StandingRow) -> Result<Standing, DbError> {
    Ok(Standing { kind: parse(&kind)?, id, version, published, merged_into })
}

/// How records of whatever kinds stand.
pub async fn standings(connection: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Vec<Standing>, DbError> {
    let rows: Vec<StandingRow> = revisions::table
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
    rows.into_iter().map(standing).collect()
}

/// The records whose present states refer to one.
pub async fn referrers(connection: &mut AsyncPgConnection, id: Uuid) -> Result<Vec<Standing>, DbError> {
    let ids: Vec<Uuid> = record_references::table
        .filter(record_references::target_id.eq(id))
        .select(record_references::record_id)
        .load(connection)
        .await?;
    if ids.is_empty() { Ok(Vec::new()) } else { standings(connection, &ids).await }
}

/// The records that were merged into one.
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

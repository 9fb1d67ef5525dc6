//! The states that records had, the present ones included.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::page::{Page, PageRequest};
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

type Row<C> = (i32, DateTime<Utc>, Option<String>, String, Option<String>, Json<C>, bool, Option<Uuid>);

/// A state without how it came to be.
type StateRow<C> = (Json<C>, bool, Option<Uuid>);

#[auto_type(no_type_alias)]
fn columns() -> _ {
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

fn revision<C>(row: Row<C>) -> Result<Revision<C>, DbError> {
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

/// A page of a record's states, the latest first, each with the one before it: for the differences.
pub async fn history<C: Content>(
    connection: &mut AsyncPgConnection,
    id: Id<C::Id>,
    page: &PageRequest<i32>,
) -> Result<Page<(i32, (Revision<C>, Option<State<C>>))>, DbError> {
    let before = diesel::alias!(revisions as before);
    let previous = before.on((before.field(revisions::record_id).eq(revisions::record_id))
        .and((before.field(revisions::version) + 1).eq(revisions::version)));
    let mut query = revisions::table
        .left_join(previous)
        .left_join(accounts::table)
        .filter(revisions::record_id.eq(id.uuid()))
        .filter(revisions::record_kind.eq(C::KIND.as_str()))
        .select((
            columns(),
            before.fields((revisions::content, revisions::published, revisions::merged_into_id)).nullable(),
        ))
        .limit(page.fetch())
        .into_boxed();
    // The latest stands first: what comes after is older.
    if let Some(version) = page.after {
        query = query.filter(revisions::version.lt(version));
    }
    if let Some(version) = page.before {
        query = query.filter(revisions::version.gt(version));
    }
    query = if page.from_end {
        query.order(revisions::version.asc())
    } else {
        query.order(revisions::version.desc())
    };
    let rows: Vec<(Row<C>, Option<StateRow<C>>)> = query.load(connection).await?;
    page.finish(rows).try_map(|(row, before)| {
        let revision = revision(row)?;
        let before =
            before.map(|(Json(content), published, merged_into)| State { content, published, merged_into });
        Ok((revision.version, (revision, before)))
    })
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

/// The content of a record at a version, as it is stored; for comparing, whatever kind it is of.
pub async fn stored_content(
    connection: &mut AsyncPgConnection,
    id: Uuid,
    version: i32,
) -> Result<Option<Value>, DbError> {
    let found =
        revisions::table.find((id, version)).select(revisions::content).first(connection).await.optional()?;
    Ok(found)
}

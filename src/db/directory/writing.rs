//! Writing records: each state is kept as a revision, and shown in the tables that are read.

use chrono::{DateTime, Duration, NaiveDate, Utc};
use diesel::dsl::max;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use crate::db::schema::{record_references, revisions};
use crate::db::search::replace_entries;
use crate::db::{DbError, ROWS_A_STATEMENT};
use crate::domain::directory::{Content, EditAction, RecordKind, State, day_of};
use crate::domain::ids::{AccountId, Id};
use crate::domain::search::SearchEntry;

/// A kind of record that has a table.
pub trait Stored: Content {
    /// Shows the present states of records in the tables of their kind.
    fn save(
        connection: &mut AsyncPgConnection,
        writes: &[Write<'_, Self>],
    ) -> impl Future<Output = Result<(), DbError>> + Send;
}

/// A record's new state, as the tables of its kind get it.
#[derive(Debug)]
pub struct Write<'a, C: Content> {
    /// The record.
    pub(super) id: Id<C::Id>,
    /// Its new version.
    pub(super) version: i32,
    /// When it was written.
    pub(super) recorded_at: DateTime<Utc>,
    /// The state.
    pub(super) state: &'a State<C>,
    /// Its content as it is stored.
    pub(super) json: Value,
}

/// An edit of one record.
#[derive(Debug)]
pub struct Edit<C: Content> {
    /// The record.
    pub id: Id<C::Id>,
    /// Its version after the edit; 1 for a new one.
    pub version: i32,
    /// What was done.
    pub action: EditAction,
    /// Its state after the edit.
    pub state: State<C>,
}

/// Who edits, why and when.
#[derive(Debug, Clone, Copy)]
pub struct Editing<'a> {
    /// Who; none: the import of the content.
    pub editor: Option<AccountId>,
    /// Why.
    pub reason: Option<&'a str>,
    /// Now. Revisions get later times where another has this one already.
    pub now: DateTime<Utc>,
}

/// Waits until nobody else changes the directory, and keeps others out until the transaction ends: edits come one after
/// the other, so that what a check saw still holds when the edit is written.
pub async fn lock(connection: &mut AsyncPgConnection) -> Result<(), DbError> {
    // The number is arbitrary, and this service's own.
    diesel::sql_query("SELECT pg_advisory_xact_lock(4738215)").execute(connection).await?;
    Ok(())
}

/// Writes edits of one kind of record, under the [`lock`].
pub async fn write<C: Stored>(
    connection: &mut AsyncPgConnection,
    editing: Editing<'_>,
    edits: &[Edit<C>],
) -> Result<(), DbError> {
    if edits.is_empty() {
        return Ok(());
    }
    let last: Option<DateTime<Utc>> =
        revisions::table.select(max(revisions::recorded_at)).first(connection).await?;
    let mut time = last.map_or(editing.now, |last| editing.now.max(last + Duration::microseconds(1)));
    let mut writes = Vec::with_capacity(edits.len());
    for edit in edits {
        let json = serde_json::to_value(&edit.state.content)
            .map_err(|error| DbError::Corrupt(format!("a record can't be stored: {error}")))?;
        writes.push(Write {
            id: edit.id,
            version: edit.version,
            recorded_at: time,
            state: &edit.state,
            json,
        });
        time += Duration::microseconds(1);
    }
    C::save(connection, &writes).await?;
    keep_revisions(connection, editing, edits, &writes).await?;
    replace_references(connection, edits).await?;
    replace_search_entries(connection, edits, day_of(editing.now)).await
}

/// What is published is found; what is not, isn't.
async fn replace_search_entries<C: Content>(
    connection: &mut AsyncPgConnection,
    edits: &[Edit<C>],
    day: NaiveDate,
) -> Result<(), DbError> {
    if !matches!(C::KIND, RecordKind::Organization | RecordKind::Person | RecordKind::Event) {
        return Ok(());
    }
    let ids: Vec<Uuid> = edits.iter().map(|edit| edit.id.uuid()).collect();
    let entries: Vec<SearchEntry> = edits
        .iter()
        .filter(|edit| edit.state.published)
        .flat_map(|edit| edit.state.content.search_entries(edit.id, day))
        .collect();
    replace_entries(connection, &ids, &entries).await
}

async fn keep_revisions<C: Content>(
    connection: &mut AsyncPgConnection,
    editing: Editing<'_>,
    edits: &[Edit<C>],
    writes: &[Write<'_, C>],
) -> Result<(), DbError> {
    let rows: Vec<_> = edits
        .iter()
        .zip(writes)
        .map(|(edit, write)| {
            (
                revisions::record_id.eq(write.id.uuid()),
                revisions::version.eq(write.version),
                revisions::record_kind.eq(C::KIND.as_str()),
                revisions::recorded_at.eq(write.recorded_at),
                revisions::editor_id.eq(editing.editor),
                revisions::action.eq(edit.action.as_str()),
                revisions::reason.eq(editing.reason),
                revisions::content.eq(&write.json),
                revisions::published.eq(edit.state.published),
                revisions::merged_into_id.eq(edit.state.merged_into),
            )
        })
        .collect();
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        diesel::insert_into(revisions::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

async fn replace_references<C: Content>(
    connection: &mut AsyncPgConnection,
    edits: &[Edit<C>],
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = edits.iter().map(|edit| edit.id.uuid()).collect();
    diesel::delete(record_references::table.filter(record_references::record_id.eq_any(ids)))
        .execute(connection)
        .await?;
    let mut pairs: Vec<(Uuid, Uuid)> = edits
        .iter()
        // What was merged away holds nobody back.
        .filter(|edit| edit.state.merged_into.is_none())
        .flat_map(|edit| {
            let references = edit.state.content.references();
            references.into_iter().map(|reference| (edit.id.uuid(), reference.id))
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    let rows: Vec<_> = pairs
        .into_iter()
        .map(|(record, target)| {
            (record_references::record_id.eq(record), record_references::target_id.eq(target))
        })
        .collect();
    for rows in rows.chunks(ROWS_A_STATEMENT) {
        diesel::insert_into(record_references::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

//! Writing records. Each state is stored as a revision; the current one is also stored in the tables that queries read.

use chrono::{DateTime, Duration, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde_json::Value;
use uuid::Uuid;

use super::export::last_edit;
use super::revisions::Revision;
use crate::db::schema::{record_references, revisions};
use crate::db::search::replace_entries;
use crate::db::statement::statement;
use crate::db::stored::json;
use crate::db::{DbError, ROWS_PER_INSERT, advisory_locks};
use crate::domain::directory::{EditAction, RecordContent, RecordKind, RecordState, day_of};
use crate::domain::ids::{AccountId, Id};
use crate::domain::search::SearchEntry;

/// A kind of record that has a table.
pub trait Stored: RecordContent {
    /// Writes the current states of records to the tables of their kind.
    fn save(
        connection: &mut AsyncPgConnection,
        writes: &[Write<'_, Self>],
    ) -> impl Future<Output = Result<(), DbError>> + Send;
}

/// A record's new state, as it is written to the tables of its kind.
#[derive(Debug)]
pub struct Write<'a, C: RecordContent> {
    /// The id of the record.
    pub(super) id: Id<C::Id>,
    /// The new version.
    pub(super) version: i32,
    /// When the version was written.
    pub(super) recorded_at: DateTime<Utc>,
    /// The new state.
    pub(super) state: &'a RecordState<C>,
    /// The content in its stored form.
    pub(super) json: Value,
}

/// An edit of one record.
#[derive(Debug)]
pub struct Edit<C: RecordContent> {
    /// The id of the record.
    pub id: Id<C::Id>,
    /// The version after the edit; 1 for a new record.
    pub version: i32,
    /// What the edit does, as its revision names it.
    pub action: EditAction,
    /// The state after the edit.
    pub state: RecordState<C>,
}

/// The editor, the reason and the time of edits.
#[derive(Debug, Clone, Copy)]
pub struct EditContext<'a> {
    /// The editor; `None` for the content import.
    pub editor: Option<AccountId>,
    /// The reason that the editor gave.
    pub reason: Option<&'a str>,
    /// The current time. Revisions get a later time if another revision already has this one.
    pub now: DateTime<Utc>,
}

/// Waits until no other transaction edits the directory, and locks others out until this transaction ends. So edits run
/// one at a time, and the results of their checks still hold when they are written.
pub async fn lock(connection: &mut AsyncPgConnection) -> Result<(), DbError> {
    statement(advisory_locks::DIRECTORY_EDIT).execute(connection).await?;
    Ok(())
}

/// Writes edits of one kind of record. The transaction must hold the [`lock`].
pub async fn write<C: Stored>(
    connection: &mut AsyncPgConnection,
    context: EditContext<'_>,
    edits: &[Edit<C>],
) -> Result<(), DbError> {
    if edits.is_empty() {
        return Ok(());
    }
    let last = last_edit(connection).await?;
    let mut time = last.map_or(context.now, |last| context.now.max(last + Duration::microseconds(1)));
    let mut writes = Vec::with_capacity(edits.len());
    for edit in edits {
        writes.push(Write {
            id: edit.id,
            version: edit.version,
            recorded_at: time,
            state: &edit.state,
            json: json(&edit.state.content)?,
        });
        time += Duration::microseconds(1);
    }
    insert_revisions(connection, context, edits, &writes).await?;
    write_derived(connection, &writes).await?;
    Ok(())
}

/// Writes the rows that are derived from the current revisions of records, as when the revisions were written. Returns
/// the number of spellings that were missing.
pub(in crate::db) async fn write_again<C: Stored>(
    connection: &mut AsyncPgConnection,
    current: &[(Id<C::Id>, Revision<C>)],
) -> Result<usize, DbError> {
    let mut writes = Vec::with_capacity(current.len());
    for (id, Revision { version, recorded_at, state, .. }) in current {
        let json = json(&state.content)?;
        writes.push(Write { id: *id, version: *version, recorded_at: *recorded_at, state, json });
    }
    write_derived(connection, &writes).await
}

/// Writes everything that is derived from the states of records. Returns the number of spellings that were missing.
async fn write_derived<C: Stored>(
    connection: &mut AsyncPgConnection,
    writes: &[Write<'_, C>],
) -> Result<usize, DbError> {
    C::save(connection, writes).await?;
    replace_references(connection, writes).await?;
    replace_search_entries(connection, writes).await
}

/// Replaces the search entries of records, as of the day of their last edits. Only published records have any. Returns the
/// number of spellings that were missing.
async fn replace_search_entries<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    writes: &[Write<'_, C>],
) -> Result<usize, DbError> {
    let has_entries = matches!(
        C::KIND,
        RecordKind::Organization | RecordKind::Person | RecordKind::Post | RecordKind::Event
    );
    if !has_entries {
        return Ok(0);
    }
    let ids: Vec<Uuid> = writes.iter().map(|write| write.id.uuid()).collect();
    let entries: Vec<SearchEntry> = writes
        .iter()
        .filter(|write| write.state.published)
        .flat_map(|write| write.state.content.search_entries(write.id, day_of(write.recorded_at)))
        .collect();
    replace_entries(connection, &ids, &entries).await
}

async fn insert_revisions<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    context: EditContext<'_>,
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
                revisions::editor_id.eq(context.editor),
                revisions::action.eq(edit.action.as_str()),
                revisions::reason.eq(context.reason),
                revisions::content.eq(&write.json),
                revisions::published.eq(edit.state.published),
                revisions::merged_into_id.eq(edit.state.merged_into),
            )
        })
        .collect();
    for rows in rows.chunks(ROWS_PER_INSERT) {
        diesel::insert_into(revisions::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

async fn replace_references<C: RecordContent>(
    connection: &mut AsyncPgConnection,
    writes: &[Write<'_, C>],
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = writes.iter().map(|write| write.id.uuid()).collect();
    diesel::delete(record_references::table.filter(record_references::record_id.eq_any(ids)))
        .execute(connection)
        .await?;
    let mut pairs: Vec<(Uuid, Uuid)> = writes
        .iter()
        // The references of a merged record do not count.
        .filter(|write| write.state.merged_into.is_none())
        .flat_map(|write| {
            let references = write.state.content.references();
            references.into_iter().map(|reference| (write.id.uuid(), reference.id))
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
    for rows in rows.chunks(ROWS_PER_INSERT) {
        diesel::insert_into(record_references::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

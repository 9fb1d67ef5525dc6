//! Checks derived rows: writes them again, and compares them with the stored rows.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::{AnsiTransactionManager, AsyncPgConnection, RunQueryDsl, TransactionManager as _};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::directory::{Revision, Stored, write_again};
use crate::db::statement::statement;
use crate::domain::ids::Id;

/// Some derived rows: those of one record or word in a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DerivedRows {
    /// The table.
    pub table: String,
    /// The record or the word whose rows these are; nil for spellings, which belong to none.
    pub of: Uuid,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    part: String,
    #[diesel(sql_type = SqlUuid)]
    of: Uuid,
    #[diesel(sql_type = Text)]
    content: String,
}

/// The contents of derived rows.
type Rows = BTreeMap<DerivedRows, BTreeSet<String>>;

async fn rows_of(connection: &mut AsyncPgConnection, ids: &[Uuid]) -> Result<Rows, DbError> {
    let found: Vec<Row> =
        statement(include_str!("derived_rows.sql")).bind::<Array<SqlUuid>, _>(ids).load(connection).await?;
    let mut rows = Rows::new();
    for Row { part, of, content } in found {
        rows.entry(DerivedRows { table: part, of }).or_default().insert(content);
    }
    Ok(rows)
}

fn differences(before: &Rows, after: &Rows) -> Vec<DerivedRows> {
    let places: BTreeSet<&DerivedRows> = before.keys().chain(after.keys()).collect();
    places.into_iter().filter(|place| before.get(place) != after.get(place)).cloned().collect()
}

/// Writes the rows of records that are derived from their current revisions, and returns those that were different.
/// Unless they are to be kept, they stay as they were. The transaction must hold the directory's lock.
pub async fn rewrite_records<C: Stored>(
    connection: &mut AsyncPgConnection,
    current: &[(Id<C::Id>, Revision<C>)],
    keep: bool,
) -> Result<Vec<DerivedRows>, DbError> {
    let ids: Vec<Uuid> = current.iter().map(|(id, _)| id.uuid()).collect();
    let before = rows_of(connection, &ids).await?;
    // Inside the transaction, this is a savepoint.
    AnsiTransactionManager::begin_transaction(connection).await?;
    let after = match write_again(connection, current).await {
        Ok(missing_spellings) => rows_of(connection, &ids).await.map(|rows| (rows, missing_spellings)),
        Err(error) => Err(error),
    };
    if keep && after.is_ok() {
        AnsiTransactionManager::commit_transaction(connection).await?;
    } else {
        AnsiTransactionManager::rollback_transaction(connection).await?;
    }
    let (after, missing_spellings) = after?;
    let mut differing = differences(&before, &after);
    if missing_spellings > 0 {
        differing.push(DerivedRows { table: "search_spellings".to_owned(), of: Uuid::nil() });
    }
    Ok(differing)
}

#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = Text)]
    part: String,
    #[diesel(sql_type = SqlUuid)]
    of: Uuid,
}

fn derived_rows(places: Vec<Place>) -> Vec<DerivedRows> {
    places.into_iter().map(|Place { part, of }| DerivedRows { table: part, of }).collect()
}

/// Loads the derived rows of records that do not exist.
pub async fn stray_rows(connection: &mut AsyncPgConnection) -> Result<Vec<DerivedRows>, DbError> {
    let found = statement(
        "SELECT DISTINCT 'search_entries' AS part, record_id AS of FROM search_entries
         WHERE record_kind <> 'word'
           AND NOT EXISTS (SELECT FROM revisions WHERE revisions.record_id = search_entries.record_id)
         UNION
         SELECT 'record_references', record_id FROM record_references
         WHERE NOT EXISTS (SELECT FROM revisions WHERE revisions.record_id = record_references.record_id)
         ORDER BY part, of",
    )
    .load(connection)
    .await?;
    Ok(derived_rows(found))
}

/// Deletes the rows that [`stray_rows`] returned. Two SQL statements.
pub async fn delete_stray_rows(
    connection: &mut AsyncPgConnection,
    stray: &[DerivedRows],
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = stray.iter().map(|rows| rows.of).collect();
    statement("DELETE FROM search_entries WHERE record_id = ANY ($1)")
        .bind::<Array<SqlUuid>, _>(&ids)
        .execute(connection)
        .await?;
    statement("DELETE FROM record_references WHERE record_id = ANY ($1)")
        .bind::<Array<SqlUuid>, _>(&ids)
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads what no log explains: records without any revision, and references of current revisions to missing records.
pub async fn unexplained_records(connection: &mut AsyncPgConnection) -> Result<Vec<DerivedRows>, DbError> {
    let found = statement(include_str!("unexplained_records.sql")).load(connection).await?;
    Ok(derived_rows(found))
}

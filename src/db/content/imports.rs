//! The record of the last import of content, and the lock that prevents concurrent imports.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::schema::content_imports;
use crate::db::statement::statement;
use crate::db::{DbError, advisory_locks};

/// The name of the only content; the table could hold more.
const NAME: &str = "content";

/// Waits until no other import runs, and blocks other imports until the transaction ends.
pub async fn lock(connection: &mut AsyncPgConnection) -> Result<(), DbError> {
    statement(advisory_locks::CONTENT_IMPORT).execute(connection).await?;
    Ok(())
}

/// Returns the fingerprint of the content that was imported last, and whether its folder was chosen explicitly. Locks
/// the version until the transaction ends.
pub async fn last(connection: &mut AsyncPgConnection) -> Result<Option<(String, bool)>, DbError> {
    let columns = (content_imports::fingerprint, content_imports::chosen);
    let row = content_imports::table.find(NAME).select(columns).for_update();
    Ok(row.first(connection).await.optional()?)
}

/// Returns the query of the content's version.
#[auto_type(no_type_alias)]
pub(in crate::db) fn content_version() -> _ {
    let name: &'static str = NAME;
    content_imports::table.filter(content_imports::name.eq(name)).select(content_imports::version)
}

/// Returns the current version of the content; 0 if none was imported.
pub async fn version(connection: &mut AsyncPgConnection) -> Result<i64, DbError> {
    let found: Option<i64> = content_version().first(connection).await.optional()?;
    Ok(found.unwrap_or(0))
}

/// Returns the current version of the content, and keeps imports from changing it until the transaction ends.
pub async fn lock_version(connection: &mut AsyncPgConnection) -> Result<i64, DbError> {
    let row = content_imports::table.find(NAME).select(content_imports::version).for_share();
    let found: Option<i64> = row.first(connection).await.optional()?;
    Ok(found.unwrap_or(0))
}

/// Stores the fingerprint and the version of the imported content.
pub async fn record(
    connection: &mut AsyncPgConnection,
    fingerprint: &str,
    version: i64,
    chosen: bool,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::insert_into(content_imports::table)
        .values((
            content_imports::name.eq(NAME),
            content_imports::fingerprint.eq(fingerprint),
            content_imports::version.eq(version),
            content_imports::chosen.eq(chosen),
            content_imports::imported_at.eq(now),
        ))
        .on_conflict(content_imports::name)
        .do_update()
        .set((
            content_imports::fingerprint.eq(excluded(content_imports::fingerprint)),
            content_imports::version.eq(excluded(content_imports::version)),
            content_imports::chosen.eq(excluded(content_imports::chosen)),
            content_imports::imported_at.eq(excluded(content_imports::imported_at)),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

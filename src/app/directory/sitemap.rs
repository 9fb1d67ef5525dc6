//! What the sitemap lists. Each function executes one SQL statement, however many records there are.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::app::{AppError, Caller};
use crate::db::directory as db;
use crate::domain::directory::RecordKind;

pub use crate::db::directory::{SitemapFile, SitemapRecord};

/// The number of records per file. The protocol allows 50,000 addresses and 50 MB. A record has three addresses, one in
/// each language, and takes less than 3 kB, so that a file is rendered quickly and in little memory.
const RECORDS_PER_FILE: i64 = 1_000;

/// Returns the time of the last edit of the directory; `None` if it is empty. Unlike that of an export, it is read from
/// the same server as the records, which may be the replica.
pub async fn last_edit(caller: &Caller) -> Result<Option<DateTime<Utc>>, AppError> {
    caller.read(async |connection| Ok(db::last_edit(connection).await?)).await
}

/// Returns the files that list all published organizations, people and events.
pub async fn sitemap_files(caller: &Caller) -> Result<Vec<SitemapFile>, AppError> {
    caller.read(async |connection| Ok(db::sitemap_files(connection, RECORDS_PER_FILE).await?)).await
}

/// Returns the records of a file: the published ones of a kind from an id on, as many as fit.
pub async fn sitemap_records(
    caller: &Caller,
    kind: RecordKind,
    first: Uuid,
) -> Result<Vec<SitemapRecord>, AppError> {
    caller
        .read(async |connection| Ok(db::sitemap_records(connection, kind, first, RECORDS_PER_FILE).await?))
        .await
}

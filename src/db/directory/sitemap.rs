//! What the sitemap lists: the published records that have pages, by id, in files of a limited number of records.

use chrono::{DateTime, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{BigInt, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::statement::statement;
use crate::db::stored::Place;
use crate::domain::directory::RecordKind;

/// A file of the sitemap. It lists records of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SitemapFile {
    /// The kind of the records.
    pub kind: RecordKind,
    /// The id of the first record.
    pub first: Uuid,
    /// The time of the last edit of these records.
    pub modified: DateTime<Utc>,
}

#[derive(QueryableByName)]
struct FileRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    first: Uuid,
    #[diesel(sql_type = Timestamptz)]
    modified: DateTime<Utc>,
}

/// A record that the sitemap lists.
#[derive(Debug, Clone, PartialEq, Eq, QueryableByName)]
pub struct SitemapRecord {
    /// The slug.
    #[diesel(sql_type = Text)]
    pub slug: String,
    /// The time of the last edit.
    #[diesel(sql_type = Timestamptz)]
    pub modified: DateTime<Utc>,
}

/// Returns the files that all published organizations, people and events make, each with as many records as fit.
pub async fn sitemap_files(
    connection: &mut AsyncPgConnection,
    records_per_file: i64,
) -> Result<Vec<SitemapFile>, DbError> {
    let rows: Vec<FileRow> = statement(include_str!("sitemap_files.sql"))
        .bind::<BigInt, _>(records_per_file)
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|FileRow { kind, first, modified }| {
            Ok(SitemapFile { kind: Place::new("sitemap", &first).parse("kind", &kind)?, first, modified })
        })
        .collect()
}

/// Loads the published records of a kind from an id on.
pub async fn sitemap_records(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    first: Uuid,
    limit: i64,
) -> Result<Vec<SitemapRecord>, DbError> {
    Ok(statement(include_str!("sitemap_records.sql"))
        .bind::<Text, _>(kind.as_str())
        .bind::<SqlUuid, _>(first)
        .bind::<BigInt, _>(limit)
        .load(connection)
        .await?)
}

//! The records that the content import created, with their keys in the content and their versions.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::revisions::record_statuses;
use crate::db::schema::{
    events, imported_records, indicators, kind_terms, organizations, people, posts, record_references,
    sources,
};
use crate::db::stored::{Place, columns};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::directory::RecordKind;

/// A record that the content import created or updated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedRecord {
    /// The kind of record.
    pub kind: RecordKind,
    /// The record's key in the content.
    pub key: String,
    /// The id of the record.
    pub record: Uuid,
    /// The version that the import wrote last. A higher version was written by an editor.
    pub version: i32,
}

/// Loads all records that were ever imported.
pub async fn imported(connection: &mut AsyncPgConnection) -> Result<Vec<ImportedRecord>, DbError> {
    let rows: Vec<ImportedRow> =
        imported_records::table.select(columns::<ImportedRow>()).load(connection).await?;
    let row = |row: ImportedRow| {
        let kind = Place::new("imported_records", &row.record_id).parse("record_kind", &row.record_kind)?;
        Ok(ImportedRecord { kind, key: row.key, record: row.record_id, version: row.version })
    };
    rows.into_iter().map(row).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = imported_records)]
struct ImportedRow {
    record_kind: String,
    key: String,
    record_id: Uuid,
    version: i32,
}

/// Inserts or updates imported records by kind and key.
pub async fn save_imported(
    connection: &mut AsyncPgConnection,
    records: &[ImportedRecord],
) -> Result<(), DbError> {
    for records in records.chunks(ROWS_PER_INSERT) {
        let rows: Vec<_> = records
            .iter()
            .map(|imported| {
                (
                    imported_records::record_kind.eq(imported.kind.as_str()),
                    imported_records::key.eq(&imported.key),
                    imported_records::record_id.eq(imported.record),
                    imported_records::version.eq(imported.version),
                )
            })
            .collect();
        diesel::insert_into(imported_records::table)
            .values(rows)
            .on_conflict((imported_records::record_kind, imported_records::key))
            .do_update()
            .set((
                imported_records::record_id.eq(excluded(imported_records::record_id)),
                imported_records::version.eq(excluded(imported_records::version)),
            ))
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Returns the slugs that are already taken by records of a kind, including drafts and merged records.
pub async fn taken_slugs(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    slugs: &[&str],
) -> Result<Vec<String>, DbError> {
    macro_rules! taken {
        ($table:ident) => {
            $table::table.filter($table::slug.eq_any(slugs)).select($table::slug).load(connection).await?
        };
    }
    Ok(match kind {
        RecordKind::KindTerm => taken!(kind_terms),
        RecordKind::Source => taken!(sources),
        RecordKind::Organization => taken!(organizations),
        RecordKind::Person => taken!(people),
        RecordKind::Post => taken!(posts),
        RecordKind::Event => taken!(events),
        RecordKind::Indicator => taken!(indicators),
        RecordKind::Membership | RecordKind::Observation => Vec::new(),
    })
}

/// Returns the published records that reference the given ones, as pairs of a given record and a record that references
/// it.
pub async fn published_referrers(
    connection: &mut AsyncPgConnection,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid)>, DbError> {
    let pairs: Vec<(Uuid, Uuid)> = record_references::table
        .filter(record_references::target_id.eq_any(ids))
        .select((record_references::target_id, record_references::record_id))
        .load(connection)
        .await?;
    let referrers: Vec<Uuid> = pairs.iter().map(|(_, referrer)| *referrer).collect();
    let published: HashSet<Uuid> = record_statuses(connection, &referrers)
        .await?
        .into_iter()
        .filter(|status| status.published)
        .map(|status| status.id)
        .collect();
    Ok(pairs.into_iter().filter(|(_, referrer)| published.contains(referrer)).collect())
}

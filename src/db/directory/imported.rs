//! What the content brought: under which key, as which record, at which version.

use std::collections::HashSet;

use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::revisions::standings;
use crate::db::schema::{
    events, imported_records, indicators, organizations, people, posts, record_references, sources,
};
use crate::db::stored::parse;
use crate::db::{DbError, ROWS_A_STATEMENT};
use crate::domain::directory::RecordKind;

/// A record that the content brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// What the content knows it by.
    pub key: String,
    /// The record.
    pub record: Uuid,
    /// Its version as the content brought it; a higher one was made by people.
    pub version: i32,
}

/// All that the content ever brought.
pub async fn imported(connection: &mut AsyncPgConnection) -> Result<Vec<Imported>, DbError> {
    let rows: Vec<(String, String, Uuid, i32)> = imported_records::table.load(connection).await?;
    let row = |(kind, key, record, version): (String, String, Uuid, i32)| {
        Ok(Imported { kind: parse(&kind)?, key, record, version })
    };
    rows.into_iter().map(row).collect()
}

/// Keeps what the content brought now, under keys that may be there.
pub async fn keep_imported(connection: &mut AsyncPgConnection, brought: &[Imported]) -> Result<(), DbError> {
    for brought in brought.chunks(ROWS_A_STATEMENT) {
        let rows: Vec<_> = brought
            .iter()
            .map(|one| {
                (
                    imported_records::record_kind.eq(one.kind.as_str()),
                    imported_records::key.eq(&one.key),
                    imported_records::record_id.eq(one.record),
                    imported_records::version.eq(one.version),
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

/// Those of the slugs that records of a kind have already, drafts and merged ones included.
pub async fn slugs_there(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    slugs: &[&str],
) -> Result<Vec<String>, DbError> {
    macro_rules! there {
        ($table:ident) => {
            $table::table.filter($table::slug.eq_any(slugs)).select($table::slug).load(connection).await?
        };
    }
    Ok(match kind {
        RecordKind::Source => there!(sources),
        RecordKind::Organization => there!(organizations),
        RecordKind::Person => there!(people),
        RecordKind::Post => there!(posts),
        RecordKind::Event => there!(events),
        RecordKind::Indicator => there!(indicators),
        RecordKind::Membership | RecordKind::Observation => Vec::new(),
    })
}

/// Which published records refer to these: each record with one that refers to it.
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
    let published: HashSet<Uuid> = standings(connection, &referrers)
        .await?
        .into_iter()
        .filter(|standing| standing.published)
        .map(|standing| standing.id)
        .collect();
    Ok(pairs.into_iter().filter(|(_, referrer)| published.contains(referrer)).collect())
}

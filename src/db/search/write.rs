//! Writing the names by which records are found.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::schema::{search_entries, search_spellings};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::search::{RecordKind, SearchEntry, spellings};

/// Replaces the entries of records.
pub async fn replace_entries(
    connection: &mut AsyncPgConnection,
    record_ids: &[Uuid],
    entries: &[SearchEntry],
) -> Result<(), DbError> {
    let old = search_entries::table.filter(search_entries::record_id.eq_any(record_ids));
    diesel::delete(old).execute(connection).await?;
    for entries in entries.chunks(ROWS_PER_INSERT) {
        let values = entries.iter().map(|entry| {
            let stems: Vec<Option<String>> = entry.headed_stems().into_iter().map(Some).collect();
            (
                search_entries::record_id.eq(entry.record_id),
                search_entries::record_kind.eq(entry.record_kind.as_str()),
                search_entries::position.eq(entry.position),
                search_entries::label.eq(&entry.label),
                search_entries::label_kind.eq(entry.label_kind.as_str()),
                search_entries::language.eq(&entry.language),
                search_entries::folded.eq(&entry.folded),
                search_entries::stems.eq(stems),
                search_entries::sort_key.eq(&entry.sort_key),
            )
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(search_entries::table).values(values).execute(connection).await?;
    }
    let stems: BTreeSet<&String> = entries.iter().flat_map(|entry| &entry.stems).collect();
    write_spellings(connection, &stems).await
}

/// Writes the spellings under which stems are found despite a wrong letter. Spellings of stems that are no longer used
/// may stay: they find nothing.
async fn write_spellings(
    connection: &mut AsyncPgConnection,
    stems: &BTreeSet<&String>,
) -> Result<(), DbError> {
    let rows: Vec<(String, &String)> = stems
        .iter()
        .flat_map(|stem| spellings(stem).into_iter().map(move |spelling| (spelling, *stem)))
        .collect();
    for rows in rows.chunks(ROWS_PER_INSERT) {
        let values = rows.iter().map(|(spelling, stem)| {
            (search_spellings::spelling.eq(spelling), search_spellings::stem.eq(*stem))
        });
        let values = values.collect::<Vec<_>>();
        diesel::insert_into(search_spellings::table)
            .values(values)
            .on_conflict_do_nothing()
            .execute(connection)
            .await?;
    }
    Ok(())
}

/// Deletes all entries of a kind of record, except those of the records in `kept`.
pub async fn retain_entries(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    kept: &[Uuid],
) -> Result<(), DbError> {
    let others = search_entries::table
        .filter(search_entries::record_kind.eq(kind.as_str()))
        .filter(search_entries::record_id.ne_all(kept));
    diesel::delete(others).execute(connection).await?;
    Ok(())
}

//! Writing the names by which records are found.

use std::collections::BTreeSet;

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use crate::db::schema::search_entries;
use crate::db::statement::{row_array, statement};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::search::{SearchEntry, SearchKind, spellings};

/// Replaces the entries of records. Returns the number of spellings that were missing.
pub async fn replace_entries(
    connection: &mut AsyncPgConnection,
    record_ids: &[Uuid],
    entries: &[SearchEntry],
) -> Result<usize, DbError> {
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
    write_spellings(connection, entries).await
}

/// Returns the spellings under which the stems of entries are found despite a wrong letter, each with its stem.
fn spellings_of(entries: &[SearchEntry]) -> Vec<(String, &String)> {
    let stems: BTreeSet<&String> = entries.iter().flat_map(|entry| &entry.stems).collect();
    stems
        .into_iter()
        .flat_map(|stem| spellings(stem).into_iter().map(move |spelling| (spelling, stem)))
        .collect()
}

/// Writes the spellings of entries that are missing, and returns their number. Spellings of stems that are no longer used
/// may stay: they find nothing.
pub async fn write_spellings(
    connection: &mut AsyncPgConnection,
    entries: &[SearchEntry],
) -> Result<usize, DbError> {
    let (spellings, stems): (Vec<String>, Vec<&String>) = spellings_of(entries).into_iter().unzip();
    if spellings.is_empty() {
        return Ok(0);
    }
    let missing = statement(
        "INSERT INTO search_spellings (spelling, stem) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind::<Array<Text>, _>(spellings)
    .bind::<Array<Text>, _>(stems)
    .execute(connection)
    .await?;
    Ok(missing)
}

/// An entry as it is stored; the fields are the columns.
#[derive(Serialize)]
struct EntryRow<'a> {
    record_id: Uuid,
    record_kind: &'static str,
    position: i32,
    label: &'a str,
    label_kind: &'static str,
    language: &'a str,
    folded: &'a str,
    stems: Vec<String>,
    sort_key: &'a str,
}

impl<'a> EntryRow<'a> {
    fn of(entry: &'a SearchEntry) -> Self {
        Self {
            record_id: entry.record_id,
            record_kind: entry.record_kind.as_str(),
            position: entry.position,
            label: &entry.label,
            label_kind: entry.label_kind.as_str(),
            language: &entry.language,
            folded: &entry.folded,
            stems: entry.headed_stems(),
            sort_key: &entry.sort_key,
        }
    }
}

#[derive(QueryableByName)]
struct Differing {
    #[diesel(sql_type = SqlUuid)]
    record_id: Uuid,
}

/// Returns the records of a kind whose entries are not these, including those that should have none.
pub async fn differing_entries(
    connection: &mut AsyncPgConnection,
    kind: SearchKind,
    entries: &[SearchEntry],
) -> Result<Vec<Uuid>, DbError> {
    let rows: Vec<EntryRow<'_>> = entries.iter().map(EntryRow::of).collect();
    let found: Vec<Differing> = statement(
        "WITH right_one AS (SELECT * FROM json_populate_recordset(NULL::search_entries, $1::json)),
         stored AS (
           SELECT * FROM search_entries WHERE record_kind = $2 OR record_id IN (SELECT record_id FROM right_one))
         SELECT DISTINCT record_id FROM (
           (SELECT * FROM right_one EXCEPT SELECT * FROM stored)
           UNION ALL
           (SELECT * FROM stored EXCEPT SELECT * FROM right_one)) AS differing
         ORDER BY record_id",
    )
    .bind::<Text, _>(row_array(&rows)?)
    .bind::<Text, _>(kind.as_str())
    .load(connection)
    .await?;
    Ok(found.into_iter().map(|row| row.record_id).collect())
}

#[derive(QueryableByName)]
struct Missing {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Returns the number of spellings of entries that are missing.
pub async fn missing_spellings(
    connection: &mut AsyncPgConnection,
    entries: &[SearchEntry],
) -> Result<i64, DbError> {
    let (spellings, stems): (Vec<String>, Vec<&String>) = spellings_of(entries).into_iter().unzip();
    let missing: Missing = statement(
        "SELECT count(*) AS number FROM unnest($1, $2) AS pair (spelling, stem)
         WHERE NOT EXISTS (
           SELECT FROM search_spellings AS known WHERE known.spelling = pair.spelling AND known.stem = pair.stem)",
    )
    .bind::<Array<Text>, _>(spellings)
    .bind::<Array<Text>, _>(stems)
    .get_result(connection)
    .await?;
    Ok(missing.number)
}

/// Deletes all entries of a kind of record, except those of the records in `kept`.
pub async fn retain_entries(
    connection: &mut AsyncPgConnection,
    kind: SearchKind,
    kept: &[Uuid],
) -> Result<(), DbError> {
    let others = search_entries::table
        .filter(search_entries::record_kind.eq(kind.as_str()))
        .filter(search_entries::record_id.ne_all(kept));
    diesel::delete(others).execute(connection).await?;
    Ok(())
}

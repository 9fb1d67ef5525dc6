//! A club as OneRoster 1.2, file by file into an archive.

use std::io;

use super::Writer;
use super::outcomes::{named, outcomes, parts};
use crate::app::AppError;
use crate::club_export::{Archive, Roster, RosterTable, School, manifest};
use crate::db;
use crate::domain::access::Audience;
use crate::domain::clubs::Club;
use crate::domain::clubs::insight::Member;
use crate::domain::directory::{day_of, name_on};
use crate::spreadsheet::Row;

/// Writes the tables that have rows, and last the manifest, which tells which they are. Two statements for some members at a
/// time, and some more at the beginning.
pub(super) async fn write(writer: &mut Writer<'_>, club: Club, members: Vec<Member>) -> Result<(), AppError> {
    let roster = Roster {
        school: school(writer, &club).await?,
        leaders: db::clubs::export::leaders(writer.connection, club.id).await?,
        assignments: named(writer, &club).await?,
        members,
        today: writer.caller.viewer()?.settings.calendar().day_of(writer.caller.now).date(),
        club,
    };
    let mut archive = Archive::default();
    let mut there = Vec::new();
    for table in RosterTable::ALL.into_iter().filter(|table| *table != RosterTable::Results) {
        let rows = roster.rows(table);
        if !rows.is_empty() {
            write_file(writer, &mut archive, &table.file(), table.header(), rows).await?;
            there.push(table);
        }
    }
    if write_results(writer, &mut archive, &roster).await? {
        there.push(RosterTable::Results);
    }
    let mut rows = manifest(&there).into_iter();
    let header = rows.next().unwrap_or_default();
    write_file(writer, &mut archive, "manifest.csv", header, rows.collect()).await?;
    ready(writer, archive.finish()).await
}

fn whole<T>(written: io::Result<T>) -> Result<T, AppError> {
    written.map_err(|error| AppError::Internal(format!("an archive could not be written: {error}")))
}

/// Hands on what of the archive is ready.
async fn ready(writer: &Writer<'_>, written: io::Result<Vec<u8>>) -> Result<(), AppError> {
    writer.bytes(whole(written)?).await
}

/// The organization that the club belongs to, as everyone sees it.
async fn school(writer: &mut Writer<'_>, club: &Club) -> Result<Option<School>, AppError> {
    let ids: Vec<_> = club.organization_id.into_iter().collect();
    let found = db::directory::organizations_by_ids(writer.connection, &ids, Audience::Public).await?;
    let today = day_of(writer.caller.now);
    Ok(found.into_iter().next().and_then(|(_, organization)| {
        let name = name_on(&organization.content.names, today)?;
        let name = name.text.in_language(writer.language).0.to_owned();
        Some(School { id: organization.id, slug: organization.content.slug, name })
    }))
}

async fn write_file(
    writer: &Writer<'_>,
    archive: &mut Archive,
    name: &str,
    header: Row,
    rows: Vec<Row>,
) -> Result<(), AppError> {
    let mut file = whole(archive.file(name))?;
    let lines: Vec<u8> = std::iter::once(header).chain(rows).flat_map(|row| row.line()).collect();
    ready(writer, file.write(&lines)).await?;
    ready(writer, file.finish()).await
}

/// Whether there are any.
async fn write_results(
    writer: &mut Writer<'_>,
    archive: &mut Archive,
    roster: &Roster,
) -> Result<bool, AppError> {
    let mut parts = parts(&roster.members, roster.assignments.len());
    let first = loop {
        let Some(members) = parts.next() else { return Ok(false) };
        let lines = results(writer, roster, members).await?;
        if !lines.is_empty() {
            break lines;
        }
    };
    let mut file = whole(archive.file(&RosterTable::Results.file()))?;
    ready(writer, file.write(&RosterTable::Results.header().line())).await?;
    ready(writer, file.write(&first)).await?;
    for members in parts {
        let lines = results(writer, roster, members).await?;
        ready(writer, file.write(&lines)).await?;
    }
    ready(writer, file.finish()).await?;
    Ok(true)
}

async fn results(writer: &mut Writer<'_>, roster: &Roster, members: &[Member]) -> Result<Vec<u8>, AppError> {
    let outcomes = outcomes(writer, members, &roster.assignments).await?;
    let rows = outcomes.iter().filter_map(|outcome| roster.result(outcome));
    Ok(rows.flat_map(|row| row.line()).collect())
}

//! A club as OneRoster 1.2: the files of an archive.

use std::io;

use super::Writer;
use super::outcomes::{member_batches, outcomes, titled_assignments};
use crate::app::AppError;
use crate::club_export::{Archive, Roster, RosterTable, School, manifest};
use crate::db;
use crate::db::directory::ById as _;
use crate::domain::access::Audience;
use crate::domain::clubs::Club;
use crate::domain::clubs::insight::Member;
use crate::domain::directory::{Organization, day_of, name_on};
use crate::spreadsheet::{Row, Separator};

/// Writes the tables that have rows, and finally the manifest that lists them. Two SQL statements per batch of members,
/// and some more at the beginning.
pub(super) async fn write(writer: &mut Writer<'_>, club: Club, members: Vec<Member>) -> Result<(), AppError> {
    let roster = Roster {
        school: school(writer, &club).await?,
        leaders: db::clubs::export::leaders(writer.connection, club.id).await?,
        assignments: titled_assignments(writer, &club).await?,
        members,
        language: writer.language,
        today: writer.caller.viewer()?.settings.calendar().day_of(writer.caller.now).date(),
        club,
    };
    let mut archive = Archive::default();
    let mut tables = Vec::new();
    for table in RosterTable::ALL.into_iter().filter(|table| *table != RosterTable::Results) {
        let rows = roster.rows(table);
        if !rows.is_empty() {
            write_file(writer, &mut archive, &table.file(), table.header(), rows).await?;
            tables.push(table);
        }
    }
    if write_results(writer, &mut archive, &roster).await? {
        tables.push(RosterTable::Results);
    }
    let mut rows = manifest(&tables).into_iter();
    let header = rows.next().unwrap_or_default();
    write_file(writer, &mut archive, "manifest.csv", header, rows.collect()).await?;
    send_written(writer, archive.finish()).await
}

fn checked<T>(written: io::Result<T>) -> Result<T, AppError> {
    written.map_err(|error| AppError::Internal(format!("an archive could not be written: {error}")))
}

/// Sends the bytes of the archive that have been written.
async fn send_written(writer: &Writer<'_>, written: io::Result<Vec<u8>>) -> Result<(), AppError> {
    writer.send(checked(written)?).await
}

/// Loads the organization that the club belongs to, as it is publicly visible.
async fn school(writer: &mut Writer<'_>, club: &Club) -> Result<Option<School>, AppError> {
    let ids: Vec<_> = club.organization_id.into_iter().collect();
    let found = Organization::by_ids(writer.connection, &ids, Audience::Public).await?;
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
    let mut file = checked(archive.file(name))?;
    let lines: Vec<u8> =
        std::iter::once(header).chain(rows).flat_map(|row| row.line(Separator::Comma)).collect();
    send_written(writer, file.write(&lines)).await?;
    send_written(writer, file.finish()).await
}

/// Writes the table of results if it has rows; returns whether it has any.
async fn write_results(
    writer: &mut Writer<'_>,
    archive: &mut Archive,
    roster: &Roster,
) -> Result<bool, AppError> {
    let mut batches = member_batches(&roster.members, roster.assignments.len());
    let first = loop {
        let Some(members) = batches.next() else { return Ok(false) };
        let lines = results(writer, roster, members).await?;
        if !lines.is_empty() {
            break lines;
        }
    };
    let mut file = checked(archive.file(&RosterTable::Results.file()))?;
    send_written(writer, file.write(&RosterTable::Results.header().line(Separator::Comma))).await?;
    send_written(writer, file.write(&first)).await?;
    for members in batches {
        let lines = results(writer, roster, members).await?;
        send_written(writer, file.write(&lines)).await?;
    }
    send_written(writer, file.finish()).await?;
    Ok(true)
}

async fn results(writer: &mut Writer<'_>, roster: &Roster, members: &[Member]) -> Result<Vec<u8>, AppError> {
    let outcomes = outcomes(writer, members, &roster.assignments).await?;
    let rows = outcomes.iter().flat_map(|outcome| roster.results(outcome));
    Ok(rows.flat_map(|row| row.line(Separator::Comma)).collect())
}

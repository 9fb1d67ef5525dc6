//! The records of `events.toml`.

use chrono_tz::Tz;

use super::reader::{local, optional, parsed, string, text};
use super::visiting::address;
use super::{ConversionError, KeyedRecord, RecordReader};
use crate::domain::directory::Event;
use crate::domain::directory::schedule::{Change, Exception, Schedule};
use crate::domain::ids::OrganizationId;
use crate::import::content::Directory;
use crate::import::{format, numbered};

pub(crate) fn events(
    directory: &Directory,
    reader: RecordReader<'_>,
) -> Result<Vec<KeyedRecord<Event>>, ConversionError> {
    numbered(&directory.events).map(|(position, entry)| event(position, entry, reader)).collect()
}

pub(crate) fn event(
    position: i32,
    entry: &format::Event,
    reader: RecordReader<'_>,
) -> Result<KeyedRecord<Event>, ConversionError> {
    let mut citations = reader.citations(&entry.source, None)?;
    if let Some(source) = &entry.held_source {
        citations.extend(reader.citations(source, None)?);
    }
    let organizers = entry.organizers.iter().map(|slug| reader.organization(slug));
    let content = Event {
        slug: string(&entry.slug),
        kind: parsed(&entry.kind)?,
        position,
        title: text(&entry.title),
        description: entry.description.as_ref().map(text),
        recurrence: optional(entry.recurrence.as_ref())?,
        held: optional(entry.held.as_ref())?,
        schedule: entry.schedule.as_ref().map(schedule).transpose()?,
        place: entry.place.as_ref().map(text),
        address: entry.address.as_ref().map(address),
        format: optional(entry.format.as_ref())?,
        languages: entry.languages.iter().map(string).collect(),
        organizers: organizers.collect::<Result<Vec<OrganizationId>, ConversionError>>()?,
        citations,
    };
    Ok(KeyedRecord { key: string(&entry.slug), content })
}

/// Converts a schedule. The exceptions have the order of the file: cancelled occurrences first, then moved ones.
pub(crate) fn schedule(entry: &format::Schedule) -> Result<Schedule, ConversionError> {
    let cancelled = entry
        .cancelled
        .iter()
        .map(|original| Ok(Exception { original: local(original)?, change: Change::Cancelled }));
    let moved = entry.moved.iter().map(|moved| {
        let change = Change::Moved {
            starts: local(&moved.starts)?,
            minutes: moved.duration_minutes.as_ref().map(|minutes| *minutes.as_ref()),
            place: moved.place.as_ref().map(text),
            note: moved.note.as_ref().map(text),
        };
        Ok(Exception { original: local(&moved.original_start)?, change })
    });
    Ok(Schedule {
        starts: local(&entry.starts)?,
        zone: optional(entry.time_zone.as_ref())?.unwrap_or(Tz::Asia__Almaty),
        minutes: *entry.duration_minutes.as_ref(),
        rule: optional(entry.rule.as_ref())?,
        additional: entry.additional.iter().map(local).collect::<Result<_, ConversionError>>()?,
        exceptions: cancelled.chain(moved).collect::<Result<_, ConversionError>>()?,
        all_day: false,
    })
}

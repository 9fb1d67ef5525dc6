//! `events.toml`.

use chrono_tz::Tz;

use super::reading::{local, optional, parsed, string, text};
use super::{Listed, Reading, Unfit, numbered};
use crate::domain::directory::Event;
use crate::domain::directory::schedule::{Change, Exception, Schedule};
use crate::domain::ids::OrganizationId;
use crate::import::content::Directory;
use crate::import::format;

pub(crate) fn events(directory: &Directory, reading: Reading<'_>) -> Result<Vec<Listed<Event>>, Unfit> {
    numbered(&directory.events).map(|(position, listed)| event(position, listed, reading)).collect()
}

pub(crate) fn event(
    position: i32,
    listed: &format::Event,
    reading: Reading<'_>,
) -> Result<Listed<Event>, Unfit> {
    let organizers = listed.organizers.iter().map(|slug| reading.organization(slug));
    let content = Event {
        slug: string(&listed.slug),
        kind: parsed(&listed.kind)?,
        position,
        title: text(&listed.title),
        description: listed.description.as_ref().map(text),
        recurrence: optional(listed.recurrence.as_ref())?,
        held: optional(listed.held.as_ref())?,
        schedule: listed.schedule.as_ref().map(schedule).transpose()?,
        place: listed.place.as_ref().map(text),
        format: optional(listed.format.as_ref())?,
        languages: listed.languages.iter().map(string).collect(),
        organizers: organizers.collect::<Result<Vec<OrganizationId>, Unfit>>()?,
        citations: reading.citations(&listed.source, None)?,
    };
    Ok(Listed { key: string(&listed.slug), content })
}

/// The exceptions stand in the order of the file: what is cancelled, then what is moved.
pub(crate) fn schedule(listed: &format::Schedule) -> Result<Schedule, Unfit> {
    let cancelled = listed
        .cancelled
        .iter()
        .map(|original| Ok(Exception { original: local(original)?, change: Change::Cancelled }));
    let moved = listed.moved.iter().map(|moved| {
        let change = Change::Moved {
            starts: local(&moved.starts)?,
            minutes: moved.duration_minutes.as_ref().map(|minutes| *minutes.as_ref()),
            place: moved.place.as_ref().map(text),
            note: moved.note.as_ref().map(text),
        };
        Ok(Exception { original: local(&moved.original_start)?, change })
    });
    Ok(Schedule {
        starts: local(&listed.starts)?,
        zone: optional(listed.time_zone.as_ref())?.unwrap_or(Tz::Asia__Almaty),
        minutes: *listed.duration_minutes.as_ref(),
        rule: optional(listed.rule.as_ref())?,
        additional: listed.additional.iter().map(local).collect::<Result<_, Unfit>>()?,
        exceptions: cancelled.chain(moved).collect::<Result<_, Unfit>>()?,
    })
}

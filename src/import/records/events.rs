//! `events.toml`.

use super::reading::{optional, parsed, string, text};
use super::{Listed, Reading, Unfit, numbered};
use crate::domain::directory::Event;
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
        // Editors know it better than files.
        schedule: None,
        place: listed.place.as_ref().map(text),
        format: optional(listed.format.as_ref())?,
        languages: listed.languages.iter().map(string).collect(),
        organizers: organizers.collect::<Result<Vec<OrganizationId>, Unfit>>()?,
        citations: reading.citations(&listed.source, None)?,
    };
    Ok(Listed { key: string(&listed.slug), content })
}

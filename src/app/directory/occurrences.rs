//! The occurrences of all events, and the calendars of organizations.

use std::collections::HashMap;

use chrono::{DateTime, Duration, NaiveDateTime, Utc};

use super::reading::by_slug_for;
use crate::app::{AppError, Caller};
use crate::db::directory::{self as db, ById as _};
use crate::db::page::{Page, PageRequest};
use crate::domain::access::Audience;
use crate::domain::directory::calendar::{Calendar, CalendarEvent};
use crate::domain::directory::schedule::{MAX_WINDOW_DAYS, Occurrence, ScheduleProblem};
use crate::domain::directory::{Event, Organization, Record, day_of, name_on};
use crate::domain::ids::{EventId, OrganizationId};
use crate::domain::problem::Problem;
use crate::domain::text::Language;

/// The maximum number of schedules that one query expands, and of events in a calendar.
const MAX_SCHEDULES: i64 = 1_000;
/// The number of days for which the calendar of all events keeps those that have ended.
const KEPT_DAYS: i64 = 366;
/// The maximum number of occurrences of one event.
const MAX_OCCURRENCES: usize = 1_000;

/// A time range; the end is exclusive.
#[derive(Debug, Clone, Copy)]
pub struct Window {
    /// The start, inclusive.
    pub from: DateTime<Utc>,
    /// The end, exclusive; at most [`MAX_WINDOW_DAYS`] after the start.
    pub to: DateTime<Utc>,
}

/// The sort key of a list of occurrences: the start, the event, and the original start that identifies the occurrence.
pub type OccurrenceKey = (DateTime<Utc>, EventId, NaiveDateTime);

/// Returns a page of the occurrences in a time range, earliest first, and whether events are omitted. If too many events may
/// have an occurrence, those that begin furthest from the start of the time range can be omitted.
pub async fn occurrences(
    caller: &Caller,
    window: Window,
    organizer: Option<OrganizationId>,
    allow_omissions: bool,
    page: &PageRequest<OccurrenceKey>,
) -> Result<(Page<(OccurrenceKey, (Record<Event>, Occurrence))>, bool), AppError> {
    let (events, omits_events) = scheduled(caller, window, organizer).await?;
    if omits_events && !allow_omissions {
        return Err(too_many());
    }
    let mut found = Vec::new();
    for event in events {
        for occurrence in expand(&event, window, MAX_OCCURRENCES)? {
            let key = (occurrence.starts.to_utc(), event.id, occurrence.original);
            found.push((key, (event.clone(), occurrence)));
        }
    }
    found.sort_by_key(|(key, _)| *key);
    Ok((page.cut(found), omits_events))
}

/// Returns the events that have an occurrence in a time range, not counting cancelled ones.
pub async fn events_within(caller: &Caller, window: Window) -> Result<Vec<EventId>, AppError> {
    let (events, omits_events) = scheduled(caller, window, None).await?;
    if omits_events {
        return Err(too_many());
    }
    let mut ids = Vec::new();
    for event in events {
        let occurrences = expand(&event, window, MAX_OCCURRENCES)?;
        if occurrences.iter().any(|occurrence| !occurrence.cancelled) {
            ids.push(event.id);
        }
    }
    Ok(ids)
}

fn too_many() -> AppError {
    AppError::refused_at(Problem::TooManyItems, "to")
}

/// Returns the events that may have an occurrence in a time range, and whether there are more than one query expands.
async fn scheduled(
    caller: &Caller,
    window: Window,
    organizer: Option<OrganizationId>,
) -> Result<(Vec<Record<Event>>, bool), AppError> {
    let Window { from, to } = window;
    if from >= to || to - from > Duration::days(MAX_WINDOW_DAYS) {
        return Err(AppError::refused_at(Problem::InvalidSchedule(ScheduleProblem::InvalidWindow), "to"));
    }
    let (audience, limit) = (caller.audience(), MAX_SCHEDULES + 1);
    let found = caller.read(async |connection| {
        Ok(db::events_scheduled(connection, organizer, from, to, audience, limit).await?)
    });
    let mut found = found.await?;
    let omits_events = truncate(&mut found);
    Ok((found, omits_events))
}

/// Removes the events beyond the maximum number, and returns whether there were any.
fn truncate(events: &mut Vec<Record<Event>>) -> bool {
    let most = usize::try_from(MAX_SCHEDULES).unwrap_or(usize::MAX);
    let has_more = events.len() > most;
    events.truncate(most);
    has_more
}

/// Returns the occurrences of one event in a time range. An event whose own schedule is invalid has none, so that one
/// record cannot take the others out of a list.
pub fn expand(event: &Record<Event>, window: Window, limit: usize) -> Result<Vec<Occurrence>, AppError> {
    let Some(schedule) = event.content.calendar_schedule() else { return Ok(Vec::new()) };
    match schedule.occurrences(window.from, window.to, limit) {
        Ok(occurrences) => Ok(occurrences),
        Err(problem @ ScheduleProblem::InvalidWindow) => {
            Err(AppError::refused_at(Problem::InvalidSchedule(problem), "to"))
        }
        Err(problem) => {
            tracing::error!(event = %event.id.uuid(), %problem, "an event's schedule is invalid, so it has no occurrences");
            Ok(Vec::new())
        }
    }
}

/// Returns the calendar of an organization's published events, and when the organization or one of these events last
/// changed. Its name is the organization's. `None` if no published organization has the slug or had it before.
pub async fn calendar(
    caller: &Caller,
    slug: &str,
    language: Language,
) -> Result<Option<(Calendar, DateTime<Utc>)>, AppError> {
    let found = caller.read(async |connection| {
        let found = by_slug_for::<Organization>(connection, slug, Audience::Public).await?;
        let Some(organization) = found else { return Ok(None) };
        let events = db::events_of(connection, &[organization.id], Audience::Public).await?;
        Ok(Some((organization, events)))
    });
    let Some((organization, events)) = found.await? else { return Ok(None) };
    let name = present_name(&organization, caller, language);
    let changed =
        events.iter().map(|(_, event)| event.updated_at).fold(organization.updated_at, DateTime::max);
    let description = organization.content.description.as_ref();
    let calendar = Calendar {
        description: description.map(|text| text.in_language(language).0.to_owned()),
        url: None,
        events: events
            .into_iter()
            .filter_map(|(_, event)| calendar_event(event, Some(name.clone()), language))
            .collect(),
        name,
    };
    Ok(Some((calendar, changed)))
}

/// Returns the calendar of all published events that have not ended long ago, without a name; when one of them last changed;
/// and whether events are omitted. If there are too many, it contains those that end last, so that past events never displace
/// coming ones.
pub async fn calendar_of_all(
    caller: &Caller,
    language: Language,
) -> Result<(Calendar, DateTime<Utc>, bool), AppError> {
    let ended_after = caller.now - Duration::days(KEPT_DAYS);
    let read = caller.read(async |connection| {
        let limit = MAX_SCHEDULES + 1;
        let mut events = db::events_with_dates(connection, ended_after, Audience::Public, limit).await?;
        let omits_events = truncate(&mut events);
        let mut organizers: Vec<_> =
            events.iter().flat_map(|event| event.content.organizers.clone()).collect();
        organizers.sort_unstable();
        organizers.dedup();
        let organizers = Organization::by_ids(connection, &organizers, Audience::Public).await?;
        Ok((events, organizers, omits_events))
    });
    let (events, found, omits_events) = read.await?;
    let names: HashMap<OrganizationId, String> = found
        .into_iter()
        .map(|(id, organization)| (id, present_name(&organization, caller, language)))
        .collect();
    let changed = events.iter().map(|event| event.updated_at).max().unwrap_or_default();
    let events = events.into_iter().filter_map(|event| {
        let organizers: Vec<&str> =
            event.content.organizers.iter().filter_map(|id| names.get(id)).map(String::as_str).collect();
        let organizers = Some(organizers.join(", ")).filter(|names| !names.is_empty());
        calendar_event(event, organizers, language)
    });
    let calendar = Calendar { name: String::new(), description: None, url: None, events: events.collect() };
    Ok((calendar, changed, omits_events))
}

fn present_name(organization: &Record<Organization>, caller: &Caller, language: Language) -> String {
    name_on(&organization.content.names, day_of(caller.now))
        .map_or_else(String::new, |name| name.text.in_language(language).0.to_owned())
}

/// Returns an event for a calendar. `None` if its days are not known.
fn calendar_event(
    event: Record<Event>,
    organizer_name: Option<String>,
    language: Language,
) -> Option<CalendarEvent> {
    let schedule = event.content.calendar_schedule()?.into_owned();
    let Event { title, description, place, address, .. } = event.content;
    let line = address.as_ref().map(|address| address.line(language)).filter(|line| !line.is_empty());
    let place = place.map(|text| text.in_language(language).0.to_owned());
    let place: Vec<String> = place.into_iter().chain(line).collect();
    Some(CalendarEvent {
        uid: event.id.uuid().to_string(),
        title: title.in_language(language).0.to_owned(),
        description: description.map(|text| text.in_language(language).0.to_owned()),
        place: Some(place.join(", ")).filter(|place| !place.is_empty()),
        coordinates: address.and_then(|address| address.coordinates),
        organizer_name,
        url: None,
        changed: event.updated_at,
        version: u32::try_from(event.version).unwrap_or(0),
        schedule,
    })
}

//! The schedules of events.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, NaiveDateTime, Utc};
use graphql_engine::ListOf;

use super::Event;
use crate::domain::directory as domain;
use crate::domain::directory::{PartId, schedule as domain_schedule};
use crate::graphql::lenient::Written;
use crate::graphql::pagination::{CountedList, list_cost};
use crate::graphql::scalars::{Language, LocalDateTime};
use crate::graphql::texts::{TextInLanguage, all_languages_if_any, in_language_if_any};

/// When an event takes place: once, or repeatedly according to a rule. All times are local to its time zone: an event
/// at 10:00 stays at 10:00 when the zone's offset changes.
#[derive(SimpleObject)]
pub struct Schedule {
    /// The start of the first occurrence.
    first_start: LocalDateTime,
    /// The IANA name of the time zone, such as `Asia/Almaty`.
    time_zone: &'static str,
    /// The length of an occurrence, in minutes.
    duration_minutes: u32,
    /// The recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=SA`. Null if there is none.
    rule: Option<String>,
    /// The starts of occurrences in addition to those that the rule generates.
    additional_starts: ListOf<LocalDateTime>,
    /// The originally scheduled starts of the cancelled occurrences.
    cancelled_starts: ListOf<LocalDateTime>,
    /// The changes to single occurrences, including cancellations, in the editors' order.
    exceptions: ListOf<ScheduleException>,
}

impl From<&domain_schedule::Schedule> for Schedule {
    fn from(schedule: &domain_schedule::Schedule) -> Self {
        let cancelled = schedule
            .exceptions
            .iter()
            .filter(|exception| exception.change == domain_schedule::Change::Cancelled)
            .map(|exception| LocalDateTime(exception.original));
        Self {
            first_start: LocalDateTime(schedule.starts),
            time_zone: schedule.zone.name(),
            duration_minutes: schedule.minutes,
            rule: schedule.rule.as_ref().map(ToString::to_string),
            additional_starts: schedule.additional.iter().copied().map(LocalDateTime).collect(),
            cancelled_starts: cancelled.collect(),
            exceptions: schedule.exceptions.iter().map(ScheduleException::from).collect(),
        }
    }
}

/// The change to one occurrence.
#[derive(SimpleObject)]
pub struct ScheduleException {
    /// When the occurrence was originally scheduled to start, in the zone's local time.
    original_start: LocalDateTime,
    /// The new time, place or note. Null if the occurrence is cancelled.
    moved: Option<MovedOccurrence>,
}

/// What is different in an occurrence that was not cancelled: its time, length or place, or a note.
#[derive(SimpleObject)]
pub struct MovedOccurrence {
    /// When the occurrence starts, in the zone's local time.
    starts: LocalDateTime,
    /// The length in minutes. Null if it is the length of the schedule.
    duration_minutes: Option<u32>,
    /// Where the occurrence takes place, in all languages of the text. Empty if it is the place of the event.
    place_texts: ListOf<TextInLanguage>,
    /// A note about the occurrence, in all languages of the text. Empty if there is none.
    note_texts: ListOf<TextInLanguage>,
}

impl From<&domain_schedule::Exception> for ScheduleException {
    fn from(exception: &domain_schedule::Exception) -> Self {
        let moved = match &exception.change {
            domain_schedule::Change::Cancelled => None,
            domain_schedule::Change::Moved { starts, minutes, place, note } => Some(MovedOccurrence {
                starts: LocalDateTime(*starts),
                duration_minutes: *minutes,
                place_texts: all_languages_if_any(place.as_ref()),
                note_texts: all_languages_if_any(note.as_ref()),
            }),
        };
        Self { original_start: LocalDateTime(exception.original), moved }
    }
}

/// Whether an occurrence takes place.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum OccurrenceStatus {
    /// It takes place, possibly at another time or place than usual.
    Confirmed,
    /// It does not take place.
    Cancelled,
}

/// An occurrence of an event. It may be cancelled.
pub struct Occurrence {
    pub(super) event: Arc<domain::Record<domain::Event>>,
    pub(super) occurrence: domain_schedule::Occurrence,
}

impl Occurrence {
    /// Returns the occurrence whose original start is a local time. `None` if the schedule has no occurrence then.
    pub fn at(event: Arc<domain::Record<domain::Event>>, original: NaiveDateTime) -> Option<Self> {
        let occurrence = event.content.calendar_schedule()?.occurrence_at(original)?;
        Some(Self { event, occurrence })
    }
}

/// The additional fields of a page of the occurrences of all events.
#[derive(SimpleObject)]
pub struct EventOccurrence {
    /// Whether occurrences of some events are missing from the list as a whole, not only from this page. Always false
    /// without `allowOmissions`.
    pub(super) omits_events: bool,
}

/// A page of the occurrences of all events.
pub type Occurrences = CountedList<Occurrence, EventOccurrence>;

/// An occurrence of an event. It may be cancelled.
#[Object]
impl Occurrence {
    /// Opaque, globally unique id. It stays the same when the occurrence is moved or cancelled.
    pub async fn id(&self) -> ID {
        PartId::Occurrence { event: self.event.id, original: self.occurrence.original }.to_string().into()
    }

    /// The event.
    async fn event(&self) -> Event {
        Event(self.event.clone())
    }

    /// When the occurrence starts.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.occurrence.starts.to_utc()
    }

    /// When the occurrence ends.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.occurrence.ends.to_utc()
    }

    /// Whether only the days are known, not the hours. If so, the occurrence starts at midnight and ends at midnight
    /// after its last day, in the time zone Asia/Almaty.
    async fn is_all_day(&self) -> bool {
        self.occurrence.all_day
    }

    /// When the occurrence starts, in the local time of the event's zone.
    async fn local_start(&self) -> LocalDateTime {
        LocalDateTime(self.occurrence.starts.naive_local())
    }

    /// When the occurrence was originally scheduled to start, in the local time of the event's zone. Identifies the
    /// occurrence within the event.
    async fn original_start(&self) -> LocalDateTime {
        LocalDateTime(self.occurrence.original)
    }

    /// Whether the occurrence takes place.
    async fn status(&self) -> OccurrenceStatus {
        if self.occurrence.cancelled { OccurrenceStatus::Cancelled } else { OccurrenceStatus::Confirmed }
    }

    /// Where the occurrence takes place. Null if unknown.
    async fn place(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        let place = self.occurrence.place.as_ref().or(self.event.content.place.as_ref());
        in_language_if_any(context, place, lang)
    }

    /// The place in all its languages. Empty if unknown.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn place_texts(&self) -> ListOf<TextInLanguage> {
        let place = self.occurrence.place.as_ref().or(self.event.content.place.as_ref());
        all_languages_if_any(place)
    }

    /// A note about this occurrence. Null if there is none.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "The language; falls back to Kazakh, Russian, English. Defaults to the request's language."
        )]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.occurrence.note.as_ref(), lang)
    }

    /// The note in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn note_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.occurrence.note.as_ref())
    }
}

/// When an event takes place.
#[derive(InputObject)]
pub struct ScheduleInput {
    /// The start of the first occurrence, in the zone's local time. It must match the rule, if there is one.
    pub first_start: Written<LocalDateTime>,
    /// The IANA name of the time zone.
    #[graphql(default_with = "String::from(\"Asia/Almaty\")")]
    pub time_zone: String,
    /// The length of an occurrence, 1 to 44,640 minutes (31 days).
    pub duration_minutes: u32,
    /// The recurrence rule of RFC 5545, at most 500 bytes, without `RRULE:`. Its frequency must be daily, weekly,
    /// monthly or yearly. If omitted, the event does not recur.
    pub rule: Option<String>,
    /// The starts of occurrences in addition to those that the rule generates; at most 500.
    #[graphql(default)]
    pub additional_starts: Vec<Written<LocalDateTime>>,
    /// The changes to single occurrences, including cancellations; at most 500.
    #[graphql(default)]
    pub exceptions: Vec<ScheduleExceptionInput>,
}

/// The change to one occurrence.
#[derive(InputObject)]
pub struct ScheduleExceptionInput {
    /// When the occurrence was originally scheduled to start, in the zone's local time.
    pub original_start: Written<LocalDateTime>,
    /// The new time, place or note. Null cancels the occurrence.
    pub moved: Option<MovedOccurrenceInput>,
}

/// What is different in an occurrence that was not cancelled: its time, length or place, or a note.
#[derive(InputObject)]
pub struct MovedOccurrenceInput {
    /// When the occurrence starts, in the zone's local time.
    pub starts: Written<LocalDateTime>,
    /// The length, 1 to 44,640 minutes (31 days). If omitted, the length of the schedule.
    pub duration_minutes: Option<u32>,
    /// Where the occurrence takes place; at most 300 characters. If omitted, at the place of the event.
    pub place: Option<super::editing::TextInput>,
    /// A note about the occurrence; at most 10,000 characters.
    pub note: Option<super::editing::TextInput>,
}

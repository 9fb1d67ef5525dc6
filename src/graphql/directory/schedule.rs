//! When events take place.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, NaiveDateTime, Utc};

use super::Event;
use crate::domain::directory as domain;
use crate::domain::directory::{PartId, schedule as domain_schedule};
use crate::graphql::scalars::{Language, LocalDateTime};
use crate::graphql::texts::in_language;

/// When an event takes place: once, or again and again by a rule. All times are those of its zone: what is held at 10:00
/// stays at 10:00 when the zone's offset changes.
#[derive(SimpleObject)]
pub struct Schedule {
    /// The start of the first occurrence.
    starts: LocalDateTime,
    /// The zone, by its IANA name: `Asia/Almaty`.
    time_zone: &'static str,
    /// The length of an occurrence, in minutes.
    duration_minutes: u32,
    /// How it repeats, a recurrence rule of RFC 5545 such as `FREQ=WEEKLY;BYDAY=SA`; null: it doesn't.
    rule: Option<String>,
    /// Starts of occurrences besides the rule's.
    additional: Vec<LocalDateTime>,
    /// The starts that the occurrences would have which are cancelled.
    cancelled: Vec<LocalDateTime>,
}

impl From<&domain_schedule::Schedule> for Schedule {
    fn from(schedule: &domain_schedule::Schedule) -> Self {
        let cancelled = schedule
            .exceptions
            .iter()
            .filter(|exception| exception.change == domain_schedule::Change::Cancelled)
            .map(|exception| LocalDateTime(exception.original));
        Self {
            starts: LocalDateTime(schedule.starts),
            time_zone: schedule.zone.name(),
            duration_minutes: schedule.minutes,
            rule: schedule.rule.as_ref().map(ToString::to_string),
            additional: schedule.additional.iter().copied().map(LocalDateTime).collect(),
            cancelled: cancelled.collect(),
        }
    }
}

/// What is different about an occurrence.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum OccurrenceStatus {
    /// It takes place, perhaps at another time or place than usual.
    Confirmed,
    /// It doesn't take place.
    Cancelled,
}

/// One time that an event takes place, or would if it weren't cancelled.
pub struct Occurrence {
    pub(super) event: Arc<domain::Record<domain::Event>>,
    pub(super) occurrence: domain_schedule::Occurrence,
}

impl Occurrence {
    /// That of an event which would start at a local time; none: nothing would.
    pub fn named(event: Arc<domain::Record<domain::Event>>, original: NaiveDateTime) -> Option<Self> {
        let occurrence = event.content.schedule.as_ref()?.named(original)?;
        Some(Self { event, occurrence })
    }
}

/// One time that an event takes place, or would if it weren't cancelled.
#[Object]
impl Occurrence {
    /// Opaque, globally unique id; it stays when the occurrence is moved or cancelled.
    pub async fn id(&self) -> ID {
        PartId::Occurrence { event: self.event.id, original: self.occurrence.original }.to_string().into()
    }

    /// The event.
    async fn event(&self) -> Event {
        Event(self.event.clone())
    }

    /// When it starts.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.occurrence.starts.to_utc()
    }

    /// When it ends.
    async fn ends_at(&self) -> DateTime<Utc> {
        self.occurrence.ends.to_utc()
    }

    /// When it starts, in the local time of the event's zone.
    async fn local_start(&self) -> LocalDateTime {
        LocalDateTime(self.occurrence.starts.naive_local())
    }

    /// When it would start by the schedule, in the local time of the event's zone: what it is known by.
    async fn original_start(&self) -> LocalDateTime {
        LocalDateTime(self.occurrence.original)
    }

    /// Whether it takes place.
    async fn status(&self) -> OccurrenceStatus {
        if self.occurrence.cancelled { OccurrenceStatus::Cancelled } else { OccurrenceStatus::Confirmed }
    }

    /// Where it takes place; null: not known.
    async fn place(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        let place = self.occurrence.place.as_ref().or(self.event.content.place.as_ref());
        place.map(|text| in_language(context, text, lang))
    }

    /// What there is to tell about this occurrence; null: nothing.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.occurrence.note.as_ref().map(|text| in_language(context, text, lang))
    }
}

/// When an event takes place.
#[derive(InputObject)]
pub struct ScheduleInput {
    /// The start of the first occurrence, in the zone's local time; it must be one of the rule's.
    pub starts: LocalDateTime,
    /// The zone, by its IANA name.
    #[graphql(default_with = "String::from(\"Asia/Almaty\")")]
    pub time_zone: String,
    /// The length of an occurrence, 1 to 44,640 minutes (31 days).
    pub duration_minutes: u32,
    /// How it repeats: a recurrence rule of RFC 5545 without `RRULE:`, daily, weekly, monthly or yearly, of at most 500
    /// bytes; none: it doesn't.
    pub rule: Option<String>,
    /// Starts of occurrences besides the rule's, at most 500.
    #[graphql(default)]
    pub additional: Vec<LocalDateTime>,
    /// What is different at single occurrences, at most 500.
    #[graphql(default)]
    pub exceptions: Vec<ScheduleExceptionInput>,
}

/// What is different at one occurrence.
#[derive(InputObject)]
pub struct ScheduleExceptionInput {
    /// When it would start by the schedule, in the zone's local time.
    pub original_start: LocalDateTime,
    /// What is different; null: it is cancelled.
    pub moved: Option<MovedOccurrenceInput>,
}

/// An occurrence at another time or place, or with a note.
#[derive(InputObject)]
pub struct MovedOccurrenceInput {
    /// When it starts, in the zone's local time.
    pub starts: LocalDateTime,
    /// Its length in minutes; none: the usual one.
    pub duration_minutes: Option<u32>,
    /// Where it takes place; none: where the event does.
    pub place: Option<super::editing::TextInput>,
    /// What there is to tell about it.
    pub note: Option<super::editing::TextInput>,
}

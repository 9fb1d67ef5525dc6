//! Calendar files that calendar programs subscribe to: iCalendar (RFC 5545), with the properties of RFC 7986 that
//! describe a calendar, and their older `X-` names.

mod lines;
mod time_zone;

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, Duration, NaiveDateTime, TimeZone as _, Utc};

use self::lines::Lines;
use crate::directory::schedule::local_time::moment;
use crate::directory::schedule::{Change, Exception, Occurrence, Schedule};
use crate::directory::{Coordinates, INSTITUTION_ZONE};
use crate::text::Language;

/// The product that writes the file (PRODID).
const PRODUCT: &str = "-//Dostyq//Dostyq//EN";
/// How often programs may refresh the file.
const REFRESH: &str = "PT6H";
/// For an endless series, the time zone is written up to this year, or up to [`ENDLESS_YEARS`] after the event's last
/// change if that is later.
const ENDLESS_UNTIL: i32 = 2037;
const ENDLESS_YEARS: i32 = 15;

/// A calendar of events.
#[derive(Debug, Clone, PartialEq)]
pub struct Calendar {
    /// The calendar's name.
    pub name: String,
    /// The calendar's description.
    pub description: Option<String>,
    /// The web page about the calendar.
    pub url: Option<String>,
    /// The events, in any order.
    pub events: Vec<CalendarEvent>,
}

/// An event of a calendar, with its texts in the calendar's language.
#[derive(Debug, Clone, PartialEq)]
pub struct CalendarEvent {
    /// The permanent, globally unique id by which calendars recognize the event, such as `<uuid>@<host>`.
    pub uid: String,
    /// The title.
    pub title: String,
    /// What happens at the event.
    pub description: Option<String>,
    /// Where the event takes place.
    pub place: Option<String>,
    /// The coordinates of the place.
    pub coordinates: Option<Coordinates>,
    /// The organizer's name. It is written as CONTACT, because ORGANIZER needs an address and turns an event into an
    /// invitation.
    pub organizer_name: Option<String>,
    /// The web page about the event.
    pub url: Option<String>,
    /// When the event was last changed.
    pub changed: DateTime<Utc>,
    /// The number of changes; calendars take the version with the greater number as the newer one.
    pub version: u32,
    /// When the event takes place; must be accepted by [`Schedule::check`].
    pub schedule: Schedule,
}

impl Calendar {
    /// Returns the file (`text/calendar; charset=utf-8`), which is the same for the same calendar. `language` is used
    /// for the places and notes of single occurrences.
    ///
    /// A cancelled occurrence of a series is excluded (EXDATE), which every program understands. An event whose
    /// occurrences are all cancelled is written with the status CANCELLED. A moved occurrence is a separate event with
    /// RECURRENCE-ID.
    pub fn to_ics(&self, language: Language) -> String {
        let mut lines = Lines::default();
        lines.add("BEGIN:VCALENDAR");
        lines.add("VERSION:2.0");
        lines.add(&format!("PRODID:{PRODUCT}"));
        lines.add("CALSCALE:GREGORIAN");
        for name in ["NAME", "X-WR-CALNAME"] {
            lines.text(name, &self.name);
        }
        for name in ["DESCRIPTION", "X-WR-CALDESC"] {
            lines.optional_text(name, self.description.as_deref());
        }
        lines.optional_uri("URL", self.url.as_deref());
        lines.add(&format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"));
        lines.add(&format!("X-PUBLISHED-TTL:{REFRESH}"));
        for (zone, (from, until)) in self.zones() {
            if let Ok(zone) = zone.parse() {
                time_zone::write(&mut lines, zone, from, until);
            }
        }
        for event in &self.events {
            event.write(&mut lines, language);
        }
        lines.add("END:VCALENDAR");
        lines.into_text()
    }

    /// Returns the time zones by name, each with the range of time that the events in it cover.
    fn zones(&self) -> BTreeMap<&'static str, (DateTime<Utc>, DateTime<Utc>)> {
        let mut zones = BTreeMap::new();
        for event in self.events.iter().filter(|event| !event.schedule.all_day) {
            let (from, until) = event.schedule.span();
            let endless = new_year((event.changed.year().saturating_add(ENDLESS_YEARS)).max(ENDLESS_UNTIL));
            let until = until.unwrap_or(endless.max(from)) + Duration::days(366);
            let zone = zones.entry(event.schedule.zone.name()).or_insert((from, until));
            *zone = (zone.0.min(from), zone.1.max(until));
        }
        if zones.is_empty() {
            // A calendar must contain at least one component (RFC 5545, section 3.6).
            zones.insert(INSTITUTION_ZONE.name(), (new_year(ENDLESS_UNTIL), new_year(ENDLESS_UNTIL)));
        }
        zones
    }
}

impl CalendarEvent {
    fn write(&self, lines: &mut Lines, language: Language) {
        let schedule = &self.schedule;
        let additional = schedule.additional_to_rule();
        if schedule.rule.is_none() && additional.is_empty() {
            let change = schedule.exceptions.iter().find(|exception| exception.original == schedule.starts);
            return self.write_occurrence(lines, schedule.starts, change, None, language);
        }
        let cancelled: Vec<_> = schedule
            .exceptions
            .iter()
            .filter(|exception| exception.change == Change::Cancelled)
            .map(|exception| exception.original)
            .collect();
        // A rule whose occurrences are all excluded is allowed, but some programs still show the first one.
        let all_cancelled = schedule.is_cancelled();
        lines.add("BEGIN:VEVENT");
        self.write_identity(lines, all_cancelled);
        self.write_times(lines, schedule.starts, &schedule.occurrence(schedule.starts, None), true);
        match schedule.explicit_rule() {
            Some(rule) => lines.add(&format!("RRULE:{}", rule.with_until_in_utc(schedule.zone))),
            // Without a rule, ical.js leaves out the first occurrence; if it were an RDATE, too, sabre/vobject would
            // repeat it.
            None => lines.add("RRULE:FREQ=DAILY;COUNT=1"),
        }
        for additional in additional {
            self.write_time(lines, "RDATE", additional);
        }
        for cancelled in cancelled.into_iter().filter(|_| !all_cancelled) {
            self.write_time(lines, "EXDATE", cancelled);
        }
        self.write_texts(lines, None, None);
        lines.add("END:VEVENT");
        for exception in schedule.exceptions.iter().filter(|exception| exception.change != Change::Cancelled)
        {
            self.write_occurrence(
                lines,
                exception.original,
                Some(exception),
                Some(exception.original),
                language,
            );
        }
    }

    /// Writes one occurrence as an event, with its RECURRENCE-ID if it belongs to a series.
    fn write_occurrence(
        &self,
        lines: &mut Lines,
        original: NaiveDateTime,
        exception: Option<&Exception>,
        recurrence_id: Option<NaiveDateTime>,
        language: Language,
    ) {
        let change = exception.map(|exception| &exception.change);
        let occurrence = self.schedule.occurrence(original, change);
        let starts = match change {
            Some(Change::Moved { starts, .. }) => *starts,
            Some(Change::Cancelled) | None => original,
        };
        lines.add("BEGIN:VEVENT");
        self.write_identity(lines, occurrence.cancelled);
        if let Some(original) = recurrence_id {
            self.write_time(lines, "RECURRENCE-ID", original);
        }
        self.write_times(lines, starts, &occurrence, false);
        let place = occurrence.place.as_ref().map(|text| text.in_language(language).0);
        let note = occurrence.note.as_ref().map(|text| text.in_language(language).0);
        self.write_texts(lines, place, note);
        lines.add("END:VEVENT");
    }

    fn write_identity(&self, lines: &mut Lines, cancelled: bool) {
        let changed = self.changed.format("%Y%m%dT%H%M%SZ");
        lines.text("UID", &self.uid);
        lines.add(&format!("DTSTAMP:{changed}"));
        lines.add(&format!("LAST-MODIFIED:{changed}"));
        lines.add(&format!("SEQUENCE:{}", self.version));
        lines.add(if cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
        if self.schedule.all_day {
            // Subscribing to the calendar must not make people busy during each event.
            lines.add("TRANSP:TRANSPARENT");
        }
    }

    /// Writes the start in local time as given, and the end. If the clocks change in between, the local time of the end
    /// does not give the right length for the other occurrences of a series, so a series gets its DURATION instead. If
    /// the clocks show the end's local time twice and the end is the second, it is written in UTC, because local time
    /// means the first.
    fn write_times(
        &self,
        lines: &mut Lines,
        starts: NaiveDateTime,
        occurrence: &Occurrence,
        is_series: bool,
    ) {
        self.write_time(lines, "DTSTART", starts);
        if occurrence.all_day {
            return self.write_time(lines, "DTEND", occurrence.ends.naive_local());
        }
        let length = occurrence.ends.to_utc() - occurrence.starts.to_utc();
        let ends = occurrence.ends.naive_local();
        if is_series && ends - starts != length {
            lines.add(&format!("DURATION:PT{}M", length.num_minutes()));
        } else if moment(self.schedule.zone, ends) == occurrence.ends {
            self.write_time(lines, "DTEND", ends);
        } else {
            lines.add(&format!("DTEND:{}", occurrence.ends.to_utc().format("%Y%m%dT%H%M%SZ")));
        }
    }

    /// Writes a local time with its zone, or the day of an event of whole days. Days end before the day of DTEND.
    fn write_time(&self, lines: &mut Lines, name: &str, local: NaiveDateTime) {
        if self.schedule.all_day {
            return lines.add(&format!("{name};VALUE=DATE:{}", local.format("%Y%m%d")));
        }
        lines.add(&format!("{name};TZID={}:{}", self.schedule.zone.name(), local.format("%Y%m%dT%H%M%S")));
    }

    /// Writes the texts; `elsewhere` is the place of an occurrence that is not at the place of the event.
    fn write_texts(&self, lines: &mut Lines, elsewhere: Option<&str>, note: Option<&str>) {
        let description: Vec<_> = [note, self.description.as_deref()].into_iter().flatten().collect();
        lines.text("SUMMARY", &self.title);
        lines.optional_text("DESCRIPTION", Some(&description.join("\n\n")));
        lines.optional_text("LOCATION", elsewhere.or(self.place.as_deref()));
        if let (None, Some(Coordinates { latitude, longitude })) = (elsewhere, self.coordinates) {
            lines.add(&format!("GEO:{latitude:.6};{longitude:.6}"));
        }
        lines.optional_text("CONTACT", self.organizer_name.as_deref());
        lines.optional_uri("URL", self.url.as_deref());
    }
}

fn new_year(year: i32) -> DateTime<Utc> {
    Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).earliest().unwrap_or_default()
}

#[cfg(test)]
mod tests;

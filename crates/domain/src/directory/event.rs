//! Events that organizations hold.

use std::borrow::Cow;

use chrono::{Datelike as _, NaiveDate};
use edtf::{Edtf, FuzzyDate, Precision};
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::citation::Citation;
use super::field_checks::{Checks, FieldProblem, Length, MAX_LIST};
use super::record::{RecordContent, Reference, cited};
use super::schedule::{Change, LAST_YEAR, Schedule, ScheduleProblem};
use super::today::INSTITUTION_ZONE;
use super::{EventFormat, EventKind, RecordKind, Recurrence};
use crate::ids::{Id, OrganizationId, kind};
use crate::problem::Problem;
use crate::search::{LabelKind, SearchEntry, event_entries};
use crate::text::Text;

/// An event that organizations hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
    /// The stable name in URLs.
    pub slug: String,
    /// The kind of event.
    pub kind: EventKind,
    /// The position in an organization's list.
    #[serde(default)]
    pub position: i32,
    /// The title.
    pub title: Text,
    /// What happens at the event.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub description: Option<Text>,
    /// How often the event is held, if no schedule is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub recurrence: Option<Recurrence>,
    /// When the event was held, if no schedule is known.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub held: Option<Edtf>,
    /// When the event takes place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub schedule: Option<Schedule>,
    /// Where the event takes place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub place: Option<Text>,
    /// The address of the place.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub address: Option<Address>,
    /// How people take part.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub format: Option<EventFormat>,
    /// The languages that are spoken at the event (BCP 47).
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub languages: Vec<String>,
    /// The organizers, in their order.
    #[serde(default)]
    pub organizers: Vec<OrganizationId>,
    /// The sources of these statements.
    #[serde(default)]
    pub citations: Vec<Citation>,
}

impl Event {
    /// Returns when the event takes place, for calendars: its schedule, or else the days on which it was held, if these
    /// are known to the day. The days of a yearly event are whole days of every year from then on. `None` for days in
    /// years without occurrences: that something was held in 1895 is a fact, but no entry of a calendar.
    pub fn calendar_schedule(&self) -> Option<Cow<'_, Schedule>> {
        if let Some(schedule) = &self.schedule {
            return Some(Cow::Borrowed(schedule));
        }
        let (first, last) = match self.held.as_ref()? {
            Edtf::Date(day) => (*day, *day),
            Edtf::Interval(first, last) => ((*first)?, (*last)?),
        };
        let yearly = self.recurrence == Some(Recurrence::Yearly);
        Schedule::whole_days(certain_day(first)?, certain_day(last)?, INSTITUTION_ZONE, yearly)
            .map(Cow::Owned)
    }
}

/// Returns the day that a date names. `None` if it names a month or a year, or if its source is not certain.
fn certain_day(date: FuzzyDate) -> Option<NaiveDate> {
    let is_certain = date.precision() == Precision::Day && !date.is_approximate() && !date.is_uncertain();
    is_certain.then(|| date.earliest())
}

impl RecordContent for Event {
    type Id = kind::Event;
    const KIND: RecordKind = RecordKind::Event;
    const REQUIRED: &'static [&'static str] = &["slug", "kind", "title"];

    fn slug(&self) -> Option<&str> {
        Some(&self.slug)
    }

    fn references(&self) -> Vec<Reference> {
        let organizer = |&id: &OrganizationId| Reference::new("organizers", RecordKind::Organization, id);
        self.organizers.iter().map(organizer).chain(cited(&self.citations)).collect()
    }

    fn search_entries(&self, own: Id<kind::Event>, _day: NaiveDate) -> Vec<SearchEntry> {
        let places = self.place.iter().chain(self.address.iter().flat_map(Address::texts));
        let places = places.map(|place| (place, LabelKind::Place));
        let statements = self.description.iter().map(|text| (text, LabelKind::Statement));
        event_entries(own, &self.title, places.chain(statements))
    }

    fn problems(&self) -> Vec<FieldProblem> {
        let mut checks = Checks::default();
        checks.slug(&self.slug);
        checks.text("title", Length::Line, [&self.title]);
        checks.text("description", Length::Paragraphs, &self.description);
        checks.text("place", Length::Line, &self.place);
        if let Some(address) = &self.address {
            checks.address("address", address);
        }
        if let Some(Err(problem)) = self.schedule.as_ref().map(Schedule::check) {
            checks.ensure(false, Problem::InvalidSchedule(problem), "schedule");
        }
        let held = self.held.iter().flat_map(|held| [held.earliest(), held.latest()]).flatten();
        for day in held {
            let problem = Problem::InvalidSchedule(ScheduleProblem::InvalidTime);
            checks.ensure(day.year() <= LAST_YEAR, problem, "held");
        }
        for exception in self.schedule.iter().flat_map(|schedule| &schedule.exceptions) {
            if let Change::Moved { place, note, .. } = &exception.change {
                checks.text("schedule", Length::Line, place);
                checks.text("schedule", Length::Paragraphs, note);
            }
        }
        checks.languages("languages", &self.languages);
        checks.at_most(MAX_LIST, self.organizers.len(), "organizers");
        let mut organizers = self.organizers.clone();
        organizers.sort_unstable();
        organizers.dedup();
        checks.ensure(organizers.len() == self.organizers.len(), Problem::DuplicateItem, "organizers");
        checks.citations("citations", &self.citations);
        checks.finish()
    }

    fn tidy(&mut self, _own: Id<kind::Event>) {
        let mut kept = Vec::new();
        self.organizers.retain(|organizer| {
            let first = !kept.contains(organizer);
            kept.push(*organizer);
            first
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(held: &str, recurrence: Option<&str>) -> Event {
        serde_json::from_value(json!({
            "slug": "nauryz", "kind": "celebration", "title": {"kk": "Наурыз"}, "held": held,
            "recurrence": recurrence,
        }))
        .unwrap()
    }

    fn held(held: &str, recurrence: Option<&str>) -> Option<String> {
        event(held, recurrence).calendar_schedule().map(|schedule| {
            let rule = schedule.explicit_rule().map_or_else(String::new, |rule| format!(" {rule}"));
            format!("{} {}{rule}", schedule.starts.date(), schedule.minutes / 1440)
        })
    }

    #[test]
    fn days_are_in_the_calendar_only_if_they_are_certain() {
        assert_eq!(held("2026-03-21", None).as_deref(), Some("2026-03-21 1"));
        assert_eq!(
            held("2026-03-21/2026-03-23", Some("yearly")).as_deref(),
            Some("2026-03-21 3 FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21")
        );
        assert_eq!(held("2026-03-21", Some("repeated")).as_deref(), Some("2026-03-21 1"));
        for uncertain in [
            "2026",
            "2026-03",
            "2026-03-21~",
            "2026-03-21?/2026-03-23",
            "2026-03-21/..",
            "2026-03/2026-03-23",
        ] {
            assert_eq!(held(uncertain, Some("yearly")), None, "{uncertain}");
        }
    }

    #[test]
    fn a_custom_from_before_the_first_year_is_in_the_calendar_from_then_on() {
        assert_eq!(
            held("1895-03-21", Some("yearly")).as_deref(),
            Some("1900-03-21 1 FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21")
        );
        assert_eq!(
            held("0218-12-31/0219-01-02", Some("yearly")).as_deref(),
            Some("1900-12-31 3 FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31")
        );
        // 1900 was no leap year.
        assert_eq!(
            held("1896-02-29", Some("yearly")).as_deref(),
            Some("1904-02-29 1 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")
        );
        assert_eq!(held("1895-03-21", None), None);
        assert_eq!(held("2200-03-21", None), None);
        assert_eq!(held("2200-03-21", Some("yearly")), None);
    }

    #[test]
    fn every_schedule_of_known_days_is_valid() {
        for day in ["0001-01-01", "0218-03-21", "1896-02-29", "1900-01-01", "2199-12-31", "9999-12-31"] {
            for recurrence in [None, Some("yearly")] {
                let event = event(day, recurrence);
                let checked = event.calendar_schedule().map_or(Ok(()), |schedule| schedule.check());
                assert_eq!(checked, Ok(()), "{day} {recurrence:?}");
            }
        }
    }

    #[test]
    fn days_after_the_last_year_are_a_problem() {
        let too_late =
            FieldProblem { problem: Problem::InvalidSchedule(ScheduleProblem::InvalidTime), field: "held" };
        for day in ["2200-01-01", "2998", "2026-03-21/2206-03-23"] {
            assert!(event(day, None).problems().contains(&too_late), "{day}");
        }
        for day in ["1895-03-21", "2199-12-31", "2026-03-21/.."] {
            assert!(!event(day, None).problems().contains(&too_late), "{day}");
        }
    }
}

//! When an event takes place, in the vocabulary of schema.org.

use chrono::{DateTime, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use edtf::Edtf;
use serde_json::{Value, json};

use super::json::Object;
use super::json_ld_values::{date, text};
use crate::domain::directory::Event;
use crate::domain::directory::schedule::{Change, Exception, MAX_WINDOW_DAYS, Occurrence, Schedule};

/// The maximum number of coming occurrences that stand for a rule.
const MAX_COMING: usize = 500;

/// Returns the times of an event: `startDate` and `endDate` of the first occurrence, with their offset, and for a
/// series the `eventSchedule`, whose parts have the values of RFC 5545. Moved and additional occurrences are
/// `subEvent`s. If the vocabulary cannot express the rule, the occurrences within a year of the day are `subEvent`s
/// instead; if there are none, those within a year of the first one.
pub(super) fn event_times(event: &Event, kind: &str, day: NaiveDate) -> Object {
    if let Some(schedule) = &event.schedule {
        return of_schedule(schedule, kind, day);
    }
    let (from, until) = match &event.held {
        None => (None, None),
        Some(Edtf::Date(date)) => (Some(*date), Some(*date)),
        Some(Edtf::Interval(from, until)) => (*from, *until),
    };
    let series = event.calendar_schedule().and_then(|schedule| rule(&schedule));
    Object::new()
        .with("startDate", from.map(date))
        .with("endDate", until.map(date))
        .with("eventStatus", event.held.as_ref().map(|_| status("EventScheduled")))
        .with("eventSchedule", series.map(Value::from))
}

fn of_schedule(schedule: &Schedule, kind: &str, day: NaiveDate) -> Object {
    if !is_series(schedule) {
        return occurrence(schedule, schedule.starts);
    }
    let moved = schedule.exceptions.iter().filter(|exception| exception.change != Change::Cancelled);
    let mut originals: Vec<NaiveDateTime> = moved.map(|exception| exception.original).collect();
    originals.extend(schedule.additional_to_rule());
    let rule = rule(schedule);
    if schedule.rule.is_some() && rule.is_none() {
        originals.extend(coming(schedule, day));
    }
    originals.sort_unstable();
    originals.dedup();
    let others = originals
        .into_iter()
        .map(|original| Value::from(Object::new().with("@type", kind).and(occurrence(schedule, original))));
    let name = if schedule.is_cancelled() { "EventCancelled" } else { "EventScheduled" };
    times(&schedule.occurrence(schedule.starts, None))
        .with("eventStatus", status(name))
        .with("eventSchedule", rule.map(Value::from))
        .with("subEvent", others.collect::<Vec<_>>())
}

/// Returns whether an event can take place more than once.
fn is_series(schedule: &Schedule) -> bool {
    schedule.rule.is_some() || !schedule.additional_to_rule().is_empty()
}

/// Returns the original starts of the occurrences within a year of a day. If none is, because the series is over or far
/// ahead, those of its first year.
fn coming(schedule: &Schedule, day: NaiveDate) -> Vec<NaiveDateTime> {
    let within_a_year = |from: DateTime<Utc>| {
        let until = from + Duration::days(MAX_WINDOW_DAYS);
        // An invalid schedule has no occurrences.
        let found = schedule.occurrences(from, until, MAX_COMING).unwrap_or_default();
        found.into_iter().map(|occurrence| occurrence.original).collect::<Vec<_>>()
    };
    let found = within_a_year(day.and_time(NaiveTime::MIN).and_utc());
    if found.is_empty() { within_a_year(schedule.span().0) } else { found }
}

/// Returns an occurrence with its exception: where and when it takes place, and when it was to start before.
fn occurrence(schedule: &Schedule, original: NaiveDateTime) -> Object {
    let exception = schedule.exceptions.iter().find(|exception| exception.original == original);
    let Some(Exception { change, .. }) = exception else {
        return times(&schedule.occurrence(original, None)).with("eventStatus", status("EventScheduled"));
    };
    let changed = schedule.occurrence(original, Some(change));
    let planned = moment(schedule.occurrence(original, None).starts);
    let is_moved = moment(changed.starts) != planned;
    let name = match change {
        Change::Cancelled => "EventCancelled",
        Change::Moved { .. } if is_moved => "EventRescheduled",
        Change::Moved { .. } => "EventScheduled",
    };
    times(&changed)
        .with("eventStatus", status(name))
        .with("previousStartDate", is_moved.then_some(planned))
        .with("location", changed.place.as_ref().map(|place| json!({"@type": "Place", "name": text(place)})))
        .with("disambiguatingDescription", changed.note.as_ref().map(text))
}

fn times(occurrence: &Occurrence) -> Object {
    Object::new().with("startDate", moment(occurrence.starts)).with("endDate", moment(occurrence.ends))
}

fn moment(at: DateTime<Tz>) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

fn status(name: &str) -> Value {
    json!({"@id": format!("https://schema.org/{name}")})
}

/// Returns the rule of a series; `None` without a rule, or if the vocabulary lacks a part of the rule: without it, the
/// last working day of the month would be every working day.
fn rule(schedule: &Schedule) -> Option<Object> {
    let rule = schedule.explicit_rule().filter(|rule| !rule.needs_positions_or_week_start())?;
    let rule = rule.with_until_in_utc(schedule.zone).to_string();
    let part = |name: &str| rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let list =
        |name: &str| -> Vec<&str> { part(name).into_iter().flat_map(|value| value.split(',')).collect() };
    let numbers = |name: &str| -> Vec<i64> { list(name).iter().filter_map(|n| n.parse().ok()).collect() };
    let unit = match part("FREQ")? {
        "DAILY" => 'D',
        "WEEKLY" => 'W',
        "MONTHLY" => 'M',
        _ => 'Y',
    };
    let cancelled = schedule
        .exceptions
        .iter()
        .filter(|exception| exception.change == Change::Cancelled)
        .map(|exception| moment(schedule.occurrence(exception.original, None).starts));
    let first = schedule.occurrence(schedule.starts, None);
    let times = Object::new()
        .with("startTime", schedule.starts.format("%H:%M:%S").to_string())
        .with("endTime", first.ends.naive_local().format("%H:%M:%S").to_string());
    let days = schedule.minutes / (60 * 24);
    let duration = if schedule.all_day { format!("P{days}D") } else { format!("PT{}M", schedule.minutes) };
    let end = part("UNTIL").and_then(|until| NaiveDateTime::parse_from_str(until, "%Y%m%dT%H%M%SZ").ok());
    let end = end.map(|until| until.and_utc().with_timezone(&schedule.zone).naive_local());
    // On its day, the rule may end before the time at which the event begins.
    let end = end.and_then(|moment| {
        let date = moment.date();
        if date.and_time(schedule.starts.time()) <= moment { Some(date) } else { date.pred_opt() }
    });
    let object = Object::new()
        .with("@type", "Schedule")
        .with("startDate", schedule.starts.date().to_string())
        .with("endDate", end.map(|day| day.to_string()))
        .with("duration", duration)
        .with("scheduleTimezone", schedule.zone.name())
        .with("repeatFrequency", format!("P{}{unit}", part("INTERVAL").unwrap_or("1")))
        .with("repeatCount", part("COUNT").and_then(|count| count.parse::<i64>().ok()))
        .with("byMonth", numbers("BYMONTH"))
        .with("byMonthDay", numbers("BYMONTHDAY"))
        .with("byDay", list("BYDAY"))
        .with("exceptDate", cancelled.collect::<Vec<_>>());
    Some(if schedule.all_day { object } else { object.and(times) })
}

/// Returns the first and the last moment of an event for formats with two dates: days if only these are known,
/// otherwise times with their offset. For a series, these are the times of the first occurrence as the rule has it,
/// even if that occurrence was moved or cancelled, because all others have the same hours.
pub(super) fn first_occurrence(schedule: &Schedule) -> (String, String) {
    let exception = schedule.exceptions.iter().find(|exception| exception.original == schedule.starts);
    let exception = exception.filter(|_| !is_series(schedule));
    let first = schedule.occurrence(schedule.starts, exception.map(|exception| &exception.change));
    if schedule.all_day {
        let last = first.ends.date_naive() - Days::new(1);
        (first.starts.date_naive().to_string(), last.to_string())
    } else {
        (moment(first.starts), moment(first.ends))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times_of(event: &Value) -> Value {
        let mut json = json!({"slug": "lesson", "kind": "seminar", "title": {"kk": "Сабақ"}});
        json.as_object_mut().unwrap().extend(event.as_object().unwrap().clone());
        let day = "2026-11-23".parse().unwrap();
        event_times(&serde_json::from_value(json).unwrap(), "EducationEvent", day).into()
    }

    #[test]
    fn a_series_has_its_first_times_its_rule_and_its_exceptions() {
        let schedule = json!({
            "starts": "2024-02-10T10:00:00", "zone": "Asia/Almaty", "minutes": 90,
            "rule": "FREQ=WEEKLY;UNTIL=20240331", "exceptions": [
                {"original": "2024-02-17T10:00:00", "change": {"kind": "cancelled"}},
                {"original": "2024-03-02T10:00:00", "change": {"kind": "moved", "starts": "2024-03-03T12:00:00"}},
            ],
        });
        let found = times_of(&json!({"schedule": schedule}));
        assert_eq!(found["startDate"], "2024-02-10T10:00:00+06:00");
        assert_eq!(found["endDate"], "2024-02-10T11:30:00+06:00");
        assert_eq!(
            found["eventSchedule"],
            json!({
                "@type": "Schedule", "startDate": "2024-02-10", "endDate": "2024-03-31", "startTime": "10:00:00",
                "endTime": "11:30:00", "duration": "PT90M", "scheduleTimezone": "Asia/Almaty",
                "repeatFrequency": "P1W", "byDay": ["SA"], "exceptDate": ["2024-02-17T10:00:00+06:00"],
            })
        );
        assert_eq!(
            found["subEvent"],
            json!([{
                "@type": "EducationEvent", "startDate": "2024-03-03T12:00:00+05:00",
                "endDate": "2024-03-03T13:30:00+05:00", "previousStartDate": "2024-03-02T10:00:00+05:00",
                "eventStatus": {"@id": "https://schema.org/EventRescheduled"},
            }])
        );
    }

    #[test]
    fn a_series_that_ends_before_the_time_of_day_ends_on_the_day_before() {
        let end_date = |until: &str, starts: &str| {
            let rule = format!("FREQ=DAILY;UNTIL={until}");
            let schedule = json!({"starts": starts, "zone": "Asia/Almaty", "minutes": 60, "rule": rule, "exceptions": []});
            times_of(&json!({"schedule": schedule}))["eventSchedule"]["endDate"].take()
        };
        // 05:00 in Almaty.
        assert_eq!(end_date("20270103T000000Z", "2027-01-01T10:00:00"), "2027-01-02");
        assert_eq!(end_date("20270103T000000Z", "2027-01-01T05:00:00"), "2027-01-03");
        assert_eq!(end_date("20270103T050000Z", "2027-01-01T10:00:00"), "2027-01-03");
        assert_eq!(end_date("20270103", "2027-01-01T10:00:00"), "2027-01-03");
    }

    #[test]
    fn a_rule_that_the_vocabulary_cannot_express_is_written_as_its_coming_occurrences() {
        // The last working day of the month.
        let schedule = json!({
            "starts": "2024-01-31T10:00:00", "zone": "Asia/Almaty", "minutes": 60,
            "rule": "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "exceptions": [
                {"original": "2026-12-31T10:00:00", "change": {"kind": "cancelled"}},
                {"original": "2027-01-29T10:00:00", "change": {"kind": "moved", "starts": "2027-01-28T10:00:00"}},
            ],
        });
        let found = times_of(&json!({"schedule": schedule}));
        assert_eq!(found["startDate"], "2024-01-31T10:00:00+06:00");
        assert_eq!(found["eventSchedule"], Value::Null);
        let others = found["subEvent"].as_array().unwrap();
        let of = |name: &str| -> Vec<&str> {
            others.iter().map(|one| one.pointer(name).unwrap().as_str().unwrap()).collect()
        };
        let starts = of("/startDate");
        assert_eq!(
            starts[..4],
            [
                "2026-11-30T10:00:00+05:00",
                "2026-12-31T10:00:00+05:00",
                "2027-01-28T10:00:00+05:00",
                "2027-02-26T10:00:00+05:00",
            ]
        );
        assert_eq!((starts.len(), starts[11]), (12, "2027-10-29T10:00:00+05:00"));
        assert_eq!(
            of("/eventStatus/@id")[..4],
            ["EventScheduled", "EventCancelled", "EventRescheduled", "EventScheduled"]
                .map(|name| format!("https://schema.org/{name}"))
        );
    }

    #[test]
    fn a_series_that_is_over_or_far_ahead_has_the_occurrences_of_its_first_year() {
        for (starts, days) in [
            ("2019-03-05T10:00:00", ["2019-03-05", "2019-03-17", "2019-03-19", "2019-03-31"]),
            ("2030-03-05T10:00:00", ["2030-03-05", "2030-03-17", "2030-03-19", "2030-03-31"]),
        ] {
            let schedule = json!({
                "starts": starts, "zone": "Asia/Almaty", "minutes": 60,
                "rule": "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU",
            });
            let found = times_of(&json!({"schedule": schedule}));
            let others = found["subEvent"].as_array().unwrap().iter();
            let found: Vec<_> = others.map(|one| &one["startDate"].as_str().unwrap()[..10]).collect();
            assert_eq!(found, days);
        }
    }

    #[test]
    fn where_weeks_begin_only_matters_if_weeks_with_several_days_are_left_out() {
        let has_rule = |rule: &str| {
            // A Sunday.
            let schedule =
                json!({"starts": "2026-11-01T10:00:00", "zone": "Asia/Almaty", "minutes": 60, "rule": rule});
            times_of(&json!({"schedule": schedule}))["eventSchedule"].is_object()
        };
        assert!(!has_rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU;WKST=SU"));
        for rule in [
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,TU",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;WKST=SU",
            "FREQ=WEEKLY;BYDAY=SU,TU;WKST=SU",
        ] {
            assert!(has_rule(rule), "{rule}");
        }
    }

    #[test]
    fn a_series_without_remaining_occurrences_is_cancelled() {
        let cancelled =
            |day: &str| json!({"original": format!("{day}T10:00:00"), "change": {"kind": "cancelled"}});
        let both = [cancelled("2026-03-07"), cancelled("2026-03-14")];
        for (exceptions, name) in
            [(&both[..0], "EventScheduled"), (&both[..1], "EventScheduled"), (&both[..], "EventCancelled")]
        {
            let schedule = json!({
                "starts": "2026-03-07T10:00:00", "zone": "Asia/Almaty", "minutes": 60,
                "rule": "FREQ=WEEKLY;COUNT=2", "exceptions": exceptions,
            });
            let found = times_of(&json!({"schedule": schedule}));
            assert_eq!(found["eventStatus"]["@id"], format!("https://schema.org/{name}"));
        }
    }

    #[test]
    fn a_single_event_is_scheduled_or_cancelled() {
        let mut schedule = json!({"starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 60});
        let status = |schedule: &Value| {
            times_of(&json!({"schedule": schedule}))["eventStatus"]["@id"].as_str().unwrap().to_owned()
        };
        assert_eq!(status(&schedule), "https://schema.org/EventScheduled");
        schedule["exceptions"] =
            json!([{"original": "2026-03-21T10:00:00", "change": {"kind": "cancelled"}}]);
        assert_eq!(status(&schedule), "https://schema.org/EventCancelled");
    }

    #[test]
    fn known_days_repeat_every_year() {
        let nauryz = times_of(&json!({"held": "2026-03-21/2026-03-23", "recurrence": "yearly"}));
        assert_eq!((&nauryz["startDate"], &nauryz["endDate"]), (&json!("2026-03-21"), &json!("2026-03-23")));
        let rule = &nauryz["eventSchedule"];
        assert_eq!((&rule["byMonth"], &rule["byMonthDay"]), (&json!([3]), &json!([21])));
        assert_eq!((&rule["duration"], &rule["startTime"]), (&json!("P3D"), &Value::Null));
    }
}

use chrono_tz::{Asia, Europe};
use proptest::prelude::*;

use super::*;

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn schedule(starts: &str, rule: Option<&str>) -> Schedule {
    Schedule {
        starts: local(starts),
        zone: Asia::Almaty,
        minutes: 90,
        rule: rule.map(|rule| rule.parse().unwrap()),
        additional: Vec::new(),
        exceptions: Vec::new(),
        all_day: false,
    }
}

fn moved(original: &str, starts: &str) -> Exception {
    let note = Some(Text { kk: Some("ауыстырылды".into()), ru: None, en: None });
    let change = Change::Moved { starts: local(starts), minutes: Some(30), place: None, note };
    Exception { original: local(original), change }
}

fn cancelled(original: &str) -> Exception {
    Exception { original: local(original), change: Change::Cancelled }
}

fn window(schedule: &Schedule, from: &str, to: &str) -> Vec<Occurrence> {
    schedule.occurrences(from.parse().unwrap(), to.parse().unwrap(), 1_000).unwrap()
}

fn starts(occurrences: &[Occurrence]) -> Vec<String> {
    occurrences.iter().map(|occurrence| occurrence.starts.to_rfc3339()).collect()
}

#[test]
fn ten_o_clock_stays_ten_o_clock_when_almaty_leaves_utc_plus_6() {
    let weekly = schedule("2024-02-10T10:00:00", Some("FREQ=WEEKLY"));
    let found = window(&weekly, "2024-02-20T00:00:00Z", "2024-03-12T00:00:00Z");
    assert_eq!(
        starts(&found),
        ["2024-02-24T10:00:00+06:00", "2024-03-02T10:00:00+05:00", "2024-03-09T10:00:00+05:00"]
    );
}

#[test]
fn a_repeated_time_is_the_first_and_a_skipped_time_is_shifted() {
    let late = schedule("2024-02-28T23:30:00", Some("FREQ=DAILY;COUNT=3"));
    let found = window(&late, "2024-02-01T00:00:00Z", "2024-04-01T00:00:00Z");
    assert_eq!(
        starts(&found),
        ["2024-02-28T23:30:00+06:00", "2024-02-29T23:30:00+06:00", "2024-03-01T23:30:00+05:00"]
    );
    // 90 minutes are exact, although an hour is repeated in between.
    assert_eq!(found[1].ends.to_rfc3339(), "2024-03-01T00:00:00+05:00");

    let night =
        Schedule { zone: Europe::Berlin, ..schedule("2026-03-28T02:30:00", Some("FREQ=DAILY;COUNT=3")) };
    let found = window(&night, "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    assert_eq!(
        starts(&found),
        ["2026-03-28T02:30:00+01:00", "2026-03-29T03:30:00+02:00", "2026-03-30T02:30:00+02:00"]
    );
    assert_eq!(found[1].original, local("2026-03-29T02:30:00"));
}

#[test]
fn a_window_returns_the_overlapping_occurrences() {
    let once = schedule("2026-03-21T10:00:00", None);
    for (from, to, count) in [
        ("2026-03-21T05:00:00Z", "2026-03-21T05:00:01Z", 1),
        ("2026-03-21T04:00:00Z", "2026-03-21T05:00:00Z", 0),
        ("2026-03-21T06:29:59Z", "2026-03-22T00:00:00Z", 1),
        ("2026-03-21T06:30:00Z", "2026-03-22T00:00:00Z", 0),
    ] {
        assert_eq!(window(&once, from, to).len(), count, "{from} {to}");
    }
    let month = Schedule { minutes: MAX_MINUTES, ..once };
    assert_eq!(window(&month, "2026-04-21T04:59:59Z", "2026-04-22T00:00:00Z").len(), 1);
    assert_eq!(window(&month, "2026-04-21T05:00:00Z", "2026-04-22T00:00:00Z").len(), 0);
}

#[test]
fn a_window_is_bounded() {
    let once = schedule("2026-03-21T10:00:00", None);
    let result =
        |from: &str, to: &str| once.occurrences(from.parse().unwrap(), to.parse().unwrap(), 1).map(|_| ());
    assert_eq!(result("2026-01-01T00:00:00Z", "2027-01-02T00:00:00Z"), Ok(()));
    assert_eq!(result("2026-01-01T00:00:00Z", "2027-01-02T00:00:01Z"), Err(ScheduleProblem::InvalidWindow));
    assert_eq!(result("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"), Err(ScheduleProblem::InvalidWindow));
    let (min, max) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
    assert_eq!(once.occurrences(min, max, 1), Err(ScheduleProblem::InvalidWindow));
    assert_eq!(once.occurrences(min, min + Duration::days(9), 1), Ok(vec![]));
    assert_eq!(once.occurrences(max - Duration::days(9), max, 1), Ok(vec![]));
    let daily = schedule("2026-03-21T10:00:00", Some("FREQ=DAILY"));
    let found =
        daily.occurrences(local("2026-06-01T00:00:00").and_utc(), local("2026-09-01T00:00:00").and_utc(), 2);
    assert_eq!(starts(&found.unwrap()), ["2026-06-01T10:00:00+05:00", "2026-06-02T10:00:00+05:00"]);
}

#[test]
fn additional_times_and_exceptions_are_among_the_occurrences() {
    let mut weekly = schedule("2026-03-07T10:00:00", Some("FREQ=WEEKLY;BYDAY=SA"));
    weekly.additional = vec![local("2026-03-22T12:00:00"), local("2026-03-14T10:00:00")];
    weekly.exceptions = vec![
        cancelled("2026-03-28T10:00:00"),
        moved("2026-03-22T12:00:00", "2026-03-20T18:00:00"),
        // One is moved into the window, and one out of it.
        moved("2026-12-05T10:00:00", "2026-03-08T09:00:00"),
        moved("2026-03-21T10:00:00", "2026-05-05T10:00:00"),
    ];
    assert_eq!(weekly.check(), Ok(()));
    let found = window(&weekly, "2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    let starts: Vec<_> = found
        .iter()
        .map(|occurrence| (occurrence.original.to_string(), occurrence.starts.naive_local().to_string()))
        .collect();
    let expected = [
        ("2026-03-07 10:00:00", "2026-03-07 10:00:00"),
        ("2026-12-05 10:00:00", "2026-03-08 09:00:00"),
        ("2026-03-14 10:00:00", "2026-03-14 10:00:00"),
        ("2026-03-22 12:00:00", "2026-03-20 18:00:00"),
        ("2026-03-28 10:00:00", "2026-03-28 10:00:00"),
    ];
    assert_eq!(starts, expected.map(|(original, starts)| (original.to_owned(), starts.to_owned())));
    assert_eq!(
        found.iter().map(|occurrence| occurrence.cancelled).collect::<Vec<_>>(),
        [false, false, false, false, true]
    );
    assert_eq!((found[3].ends - found[3].starts).num_minutes(), 30);
    assert_eq!(found[3].note.as_ref().and_then(|note| note.kk.as_deref()), Some("ауыстырылды"));
}

#[test]
fn a_span_contains_all_occurrences() {
    let span = |schedule: &Schedule| {
        let (first, last) = schedule.span();
        (first.to_rfc3339(), last.map(|last| last.to_rfc3339()))
    };
    let mut series = schedule("2026-03-07T10:00:00", Some("FREQ=WEEKLY;COUNT=3"));
    assert_eq!(span(&series), ("2026-03-07T05:00:00+00:00".into(), Some("2026-03-21T06:30:00+00:00".into())));
    series.additional = vec![local("2026-04-01T10:00:00")];
    series.exceptions = vec![moved("2026-03-14T10:00:00", "2026-03-01T10:00:00")];
    assert_eq!(span(&series), ("2026-03-01T05:00:00+00:00".into(), Some("2026-04-01T06:30:00+00:00".into())));
    series.rule = Some("FREQ=WEEKLY".parse().unwrap());
    assert_eq!(span(&series), ("2026-03-01T05:00:00+00:00".into(), None));
    let once = schedule("2026-03-07T10:00:00", None);
    assert_eq!(span(&once), ("2026-03-07T05:00:00+00:00".into(), Some("2026-03-07T06:30:00+00:00".into())));
}

#[test]
fn each_problem_is_reported() {
    let weekly = || schedule("2026-03-07T10:00:00", Some("FREQ=WEEKLY"));
    let many = |count| (0..count).map(|n| local("2026-03-08T10:00:00") + Duration::hours(n)).collect();
    let rule = |rule: &str| Some(rule.parse().unwrap());
    for (invalid, problem) in [
        (Schedule { minutes: 0, ..weekly() }, ScheduleProblem::InvalidMinutes),
        (Schedule { minutes: MAX_MINUTES + 1, ..weekly() }, ScheduleProblem::InvalidMinutes),
        (schedule("1026-03-07T10:00:00", Some("FREQ=DAILY")), ScheduleProblem::InvalidTime),
        (schedule("2200-01-01T00:00:00", None), ScheduleProblem::InvalidTime),
        (schedule("2026-03-07T10:00:00.5", None), ScheduleProblem::InvalidTime),
        (Schedule { rule: rule("FREQ=DAILY;UNTIL=20260306"), ..weekly() }, ScheduleProblem::UntilBeforeStart),
        (
            Schedule { rule: rule("FREQ=DAILY;UNTIL=20260307T045959Z"), ..weekly() },
            ScheduleProblem::UntilBeforeStart,
        ),
        (Schedule { rule: rule("FREQ=WEEKLY;BYDAY=MO"), ..weekly() }, ScheduleProblem::StartNotInRule),
        (
            Schedule { rule: rule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), ..weekly() },
            ScheduleProblem::StartNotInRule,
        ),
        (
            Schedule { additional: vec![local("2026-03-07T09:59:59")], ..weekly() },
            ScheduleProblem::AdditionalBeforeStart,
        ),
        (
            Schedule { additional: vec![local("2226-03-07T09:59:59")], ..weekly() },
            ScheduleProblem::InvalidTime,
        ),
        (Schedule { additional: many(501), ..weekly() }, ScheduleProblem::TooManyAdditional),
        (
            Schedule { exceptions: vec![cancelled("2026-03-07T10:00:00"); 501], ..weekly() },
            ScheduleProblem::TooManyExceptions,
        ),
        (
            Schedule { exceptions: vec![cancelled("2026-03-07T10:00:00"); 2], ..weekly() },
            ScheduleProblem::DuplicateException,
        ),
        (
            Schedule { exceptions: vec![cancelled("2026-03-07T10:00:01")], ..weekly() },
            ScheduleProblem::ExceptionWithoutOccurrence,
        ),
        (
            Schedule { exceptions: vec![cancelled("2026-03-08T10:00:00")], ..weekly() },
            ScheduleProblem::ExceptionWithoutOccurrence,
        ),
        (
            Schedule { exceptions: vec![cancelled("2026-02-28T10:00:00")], ..weekly() },
            ScheduleProblem::ExceptionWithoutOccurrence,
        ),
        (
            Schedule { exceptions: vec![moved("2026-03-14T10:00:00", "2326-03-14T10:00:00")], ..weekly() },
            ScheduleProblem::InvalidTime,
        ),
    ] {
        assert_eq!(invalid.check(), Err(problem), "{invalid:?}");
        let day = local("2026-03-07T00:00:00").and_utc();
        assert_eq!(invalid.occurrences(day, day + Duration::days(1), 9), Err(problem));
    }
}

#[test]
fn json_round_trips() {
    let mut weekly = schedule("2026-03-21T10:00:00", Some("BYDAY=SA;FREQ=WEEKLY"));
    weekly.additional = vec![local("2026-03-22T10:00:00")];
    weekly.exceptions =
        vec![cancelled("2026-03-28T10:00:00"), moved("2026-04-04T10:00:00", "2026-04-05T11:30:00")];
    let json = serde_json::to_value(&weekly).unwrap();
    let expected = serde_json::json!({
        "starts": "2026-03-21T10:00:00",
        "zone": "Asia/Almaty",
        "minutes": 90,
        "rule": "FREQ=WEEKLY;BYDAY=SA",
        "additional": ["2026-03-22T10:00:00"],
        "exceptions": [
            { "original": "2026-03-28T10:00:00", "change": { "kind": "cancelled" } },
            { "original": "2026-04-04T10:00:00", "change": {
                "kind": "moved", "starts": "2026-04-05T11:30:00", "minutes": 30, "note": { "kk": "ауыстырылды" },
            } },
        ],
    });
    assert_eq!(json, expected);
    assert_eq!(serde_json::from_value::<Schedule>(json).unwrap(), weekly);
    let once = serde_json::json!({ "starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 90 });
    assert_eq!(serde_json::from_value::<Schedule>(once).unwrap(), schedule("2026-03-21T10:00:00", None));
}

proptest! {
    #[test]
    fn adjacent_windows_return_the_occurrences_of_one_window(
        start in 0i64..40_000,
        rule in prop::sample::select(vec!["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;COUNT=900", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU"]),
        minutes in 1u32..3_000,
        zone in 0usize..chrono_tz::TZ_VARIANTS.len(),
        from in 0i64..4_000_000_000,
        days in prop::collection::vec(1i64..60, 1..5),
    ) {
        let starts = local("1950-01-01T02:30:00") + Duration::days(start);
        let zone = chrono_tz::TZ_VARIANTS[zone];
        let schedule = Schedule { starts, zone, minutes, ..schedule("2026-01-01T00:00:00", Some(rule)) };
        let begin = DateTime::from_timestamp(from, 0).unwrap();
        let whole = schedule.occurrences(begin, begin + Duration::days(days.iter().sum()), 10_000).unwrap();
        let mut parts = Vec::new();
        let mut at = begin;
        for days in days {
            let part = schedule.occurrences(at, at + Duration::days(days), 10_000).unwrap();
            // An occurrence across the boundary is in both windows.
            parts.extend(part.into_iter().filter(|occurrence| occurrence.starts >= at || at == begin));
            at += Duration::days(days);
        }
        prop_assert_eq!(parts, whole.clone());
        let (first, last) = schedule.span();
        prop_assert!(whole.iter().all(|occurrence| first <= occurrence.starts && last.is_none_or(|last| occurrence.ends <= last)));
    }
}

#[test]
fn whole_days_begin_and_end_at_midnight_every_year() {
    let day = |text: &str| text.parse().unwrap();
    let nauryz = Schedule::whole_days(day("2024-03-21"), day("2024-03-23"), Asia::Almaty, true).unwrap();
    nauryz.check().unwrap();
    let found = window(&nauryz, "2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z");
    let times: Vec<_> =
        found.iter().map(|one| (one.starts.to_rfc3339(), one.ends.to_rfc3339(), one.all_day)).collect();
    assert_eq!(
        times,
        [("2027-03-21T00:00:00+05:00".to_owned(), "2027-03-24T00:00:00+05:00".to_owned(), true)]
    );
    assert_eq!(nauryz.explicit_rule().unwrap().to_string(), "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21");
    // The night on which the clocks changed had 25 hours.
    let leap = Schedule::whole_days(day("2024-02-29"), day("2024-02-29"), Asia::Almaty, false).unwrap();
    let found = window(&leap, "2024-02-29T12:00:00Z", "2024-03-02T00:00:00Z");
    assert_eq!(found[0].ends.to_rfc3339(), "2024-03-01T00:00:00+05:00");
    for (first, last) in [("2026-03-23", "2026-03-21"), ("2026-01-01", "2026-02-01")] {
        assert_eq!(Schedule::whole_days(day(first), day(last), Asia::Almaty, false), None);
    }
}

#[test]
fn a_rule_names_the_parts_that_it_takes_from_its_first_day() {
    for (starts, rule, explicit) in [
        ("2026-01-31T10:00:00", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("2026-01-31T10:00:00", "FREQ=YEARLY;BYMONTH=1,3", "FREQ=YEARLY;BYMONTH=1,3;BYMONTHDAY=31"),
        ("2024-02-29T10:00:00", "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"),
        ("2026-01-31T10:00:00", "FREQ=WEEKLY;COUNT=3", "FREQ=WEEKLY;COUNT=3;BYDAY=SA"),
        ("2026-01-31T10:00:00", "FREQ=MONTHLY;BYDAY=-1SA", "FREQ=MONTHLY;BYDAY=-1SA"),
        ("2026-01-31T10:00:00", "FREQ=DAILY", "FREQ=DAILY"),
    ] {
        let lean = schedule(starts, Some(rule));
        assert_eq!(lean.explicit_rule().unwrap().to_string(), explicit);
        let explicit = schedule(starts, Some(explicit));
        let between = |schedule: &Schedule| window(schedule, "2027-01-01T00:00:00Z", "2028-01-01T00:00:00Z");
        assert_eq!(between(&lean), between(&explicit), "{rule}");
    }
}

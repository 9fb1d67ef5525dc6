use chrono_tz::Asia;

use super::*;
use crate::text::Text;

fn event(schedule: &str) -> CalendarEvent {
    CalendarEvent {
        uid: "1@example.kz".into(),
        title: "Тіл клубы".into(),
        description: None,
        place: Some("Қонаев, Достық үйі".into()),
        coordinates: None,
        organizer_name: Some("Достық үйі".into()),
        url: Some("https://example.kz/events/1".into()),
        changed: "2026-01-02T03:04:05Z".parse().unwrap(),
        version: 7,
        schedule: serde_json::from_str(schedule).unwrap(),
    }
}

fn calendar(events: Vec<CalendarEvent>) -> Calendar {
    Calendar { name: "Достық үйі; іс-шаралар".into(), description: None, url: None, events }
}

/// Returns the file with unfolded lines and `\n` as line breaks.
fn ics(events: Vec<CalendarEvent>) -> String {
    let text = calendar(events).to_ics(Language::Kk);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    text.replace("\r\n ", "").replace("\r\n", "\n")
}

#[test]
fn a_calendar_without_events_contains_a_time_zone() {
    assert_eq!(
        ics(vec![]),
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//Dostyq//Dostyq//EN\nCALSCALE:GREGORIAN\n\
         NAME:Достық үйі\\; іс-шаралар\nX-WR-CALNAME:Достық үйі\\; іс-шаралар\n\
         REFRESH-INTERVAL;VALUE=DURATION:PT6H\nX-PUBLISHED-TTL:PT6H\n\
         BEGIN:VTIMEZONE\nTZID:Asia/Almaty\nBEGIN:STANDARD\nDTSTART:20240301T000000\n\
         TZOFFSETFROM:+0600\nTZOFFSETTO:+0500\nTZNAME:+05\nEND:STANDARD\nEND:VTIMEZONE\n\
         END:VCALENDAR\n"
    );
}

#[test]
fn a_series_is_one_event_with_its_rule_and_one_event_for_each_moved_occurrence() {
    let text = ics(vec![event(
        r#"{
            "starts": "2024-02-10T10:00:00", "zone": "Asia/Almaty", "minutes": 90,
            "rule": "FREQ=WEEKLY;UNTIL=20240331",
            "additional": ["2024-03-03T12:00:00", "2024-03-09T10:00:00"],
            "exceptions": [
                { "original": "2024-02-17T10:00:00", "change": { "kind": "cancelled" } },
                { "original": "2024-03-02T10:00:00", "change": {
                    "kind": "moved", "starts": "2024-03-02T15:00:00", "minutes": 60,
                    "place": { "kk": "Талғар" }, "note": { "kk": "Ауыстырылды, келіңіз" } } }
            ]
        }"#,
    )]);
    let events = text.split_once("END:VTIMEZONE\n").unwrap().1;
    assert_eq!(
        events,
        "BEGIN:VEVENT\nUID:1@example.kz\nDTSTAMP:20260102T030405Z\nLAST-MODIFIED:20260102T030405Z\nSEQUENCE:7\n\
         STATUS:CONFIRMED\nDTSTART;TZID=Asia/Almaty:20240210T100000\nDTEND;TZID=Asia/Almaty:20240210T113000\n\
         RRULE:FREQ=WEEKLY;UNTIL=20240331T185959Z;BYDAY=SA\nRDATE;TZID=Asia/Almaty:20240303T120000\n\
         EXDATE;TZID=Asia/Almaty:20240217T100000\nSUMMARY:Тіл клубы\nLOCATION:Қонаев\\, Достық үйі\n\
         CONTACT:Достық үйі\nURL:https://example.kz/events/1\nEND:VEVENT\n\
         BEGIN:VEVENT\nUID:1@example.kz\nDTSTAMP:20260102T030405Z\nLAST-MODIFIED:20260102T030405Z\nSEQUENCE:7\n\
         STATUS:CONFIRMED\nRECURRENCE-ID;TZID=Asia/Almaty:20240302T100000\n\
         DTSTART;TZID=Asia/Almaty:20240302T150000\nDTEND;TZID=Asia/Almaty:20240302T160000\nSUMMARY:Тіл клубы\n\
         DESCRIPTION:Ауыстырылды\\, келіңіз\nLOCATION:Талғар\nCONTACT:Достық үйі\n\
         URL:https://example.kz/events/1\nEND:VEVENT\nEND:VCALENDAR\n"
    );
    let zone = "DTSTART:20240301T000000\nTZOFFSETFROM:+0600\nTZOFFSETTO:+0500\n";
    assert!(text.contains(zone), "{text}");
}

#[test]
fn several_dates_without_a_rule_have_one_for_the_first() {
    let dates = |exceptions: &str| {
        ics(vec![event(&format!(
            r#"{{ "starts": "2026-05-01T10:00:00", "zone": "Asia/Almaty", "minutes": 60,
                "additional": ["2026-05-03T10:00:00", "2026-06-01T12:00:00"], "exceptions": [{exceptions}] }}"#
        ))])
    };
    let rule = "DTEND;TZID=Asia/Almaty:20260501T110000\nRRULE:FREQ=DAILY;COUNT=1\n\
                RDATE;TZID=Asia/Almaty:20260503T100000\nRDATE;TZID=Asia/Almaty:20260601T120000\n";
    assert!(dates("").contains(&format!("{rule}SUMMARY:")));
    let without_first = dates(r#"{ "original": "2026-05-01T10:00:00", "change": { "kind": "cancelled" } }"#);
    assert!(
        without_first.contains(&format!("{rule}EXDATE;TZID=Asia/Almaty:20260501T100000\n")),
        "{without_first}"
    );
}

#[test]
fn an_event_without_remaining_occurrences_is_cancelled() {
    let once = ics(vec![event(
        r#"{ "starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 60, "exceptions":
            [{ "original": "2026-03-21T10:00:00", "change": { "kind": "cancelled" } }] }"#,
    )]);
    assert!(
        once.contains("STATUS:CANCELLED\n") && !once.contains("EXDATE") && !once.contains("RECURRENCE-ID"),
        "{once}"
    );
    let twice = ics(vec![event(
        r#"{ "starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 60,
            "additional": ["2026-03-22T10:00:00"], "exceptions": [
            { "original": "2026-03-21T10:00:00", "change": { "kind": "cancelled" } },
            { "original": "2026-03-22T10:00:00", "change": { "kind": "cancelled" } }] }"#,
    )]);
    assert!(twice.contains("STATUS:CANCELLED\n") && !twice.contains("EXDATE"), "{twice}");
}

#[test]
fn a_series_without_remaining_occurrences_is_cancelled() {
    let cancelled = |day: u8| {
        format!(r#"{{ "original": "2026-03-{day:02}T10:00:00", "change": {{ "kind": "cancelled" }} }}"#)
    };
    let series = |more: &str, exceptions: &[String]| {
        ics(vec![event(&format!(
            r#"{{ "starts": "2026-03-07T10:00:00", "zone": "Asia/Almaty", "minutes": 60, {more},
                "exceptions": [{}] }}"#,
            exceptions.join(",")
        ))])
    };
    let days = [7, 14, 21].map(cancelled);
    for more in [
        r#""rule": "FREQ=WEEKLY;COUNT=3""#,
        r#""rule": "FREQ=WEEKLY;UNTIL=20260321""#,
        r#""rule": "FREQ=WEEKLY;COUNT=2", "additional": ["2026-03-14T10:00:00", "2026-03-21T10:00:00"]"#,
    ] {
        let none = series(more, &days);
        assert!(none.contains("STATUS:CANCELLED\n") && none.contains("\nRRULE:"), "{none}");
        assert!(!none.contains("STATUS:CONFIRMED") && !none.contains("EXDATE"), "{none}");
        for kept in 0..days.len() {
            let mut others = days.to_vec();
            others.remove(kept);
            let one = series(more, &others);
            assert!(one.contains("STATUS:CONFIRMED\n") && !one.contains("STATUS:CANCELLED"), "{one}");
            assert_eq!(one.matches("\nEXDATE").count(), 2, "{one}");
        }
    }
    let moved = r#"{ "original": "2026-03-21T10:00:00", "change": { "kind": "moved", "starts": "2026-03-22T11:00:00" } }"#;
    let moved =
        series(r#""rule": "FREQ=WEEKLY;COUNT=3""#, &[days[0].clone(), days[1].clone(), moved.to_owned()]);
    assert!(!moved.contains("STATUS:CANCELLED") && moved.contains("RECURRENCE-ID"), "{moved}");
    let endless = series(r#""rule": "FREQ=WEEKLY""#, &days);
    assert!(!endless.contains("STATUS:CANCELLED") && endless.matches("\nEXDATE").count() == 3, "{endless}");
}

#[test]
fn a_moved_single_event_is_written_at_its_new_time() {
    let text = ics(vec![event(
        r#"{ "starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 60, "exceptions":
            [{ "original": "2026-03-21T10:00:00", "change": { "kind": "moved", "starts": "2026-03-22T11:00:00" } }] }"#,
    )]);
    assert!(
        text.contains("DTSTART;TZID=Asia/Almaty:20260322T110000\n") && !text.contains("RECURRENCE-ID"),
        "{text}"
    );
}

#[test]
fn an_end_after_a_clock_change_is_unambiguous() {
    let text = |minutes: u32, rule: &str| {
        let schedule = format!(
            r#"{{ "starts": "2024-02-29T23:30:00", "zone": "Asia/Almaty", "minutes": {minutes} {rule} }}"#
        );
        ics(vec![event(&schedule)])
    };
    let start = "DTSTART;TZID=Asia/Almaty:20240229T233000\n";
    assert!(text(180, "").contains(&format!("{start}DTEND;TZID=Asia/Almaty:20240301T013000\n")));
    // The end is the second 23:30 of that day.
    assert!(text(60, "").contains(&format!("{start}DTEND:20240229T183000Z\n")));
    assert!(text(180, r#", "rule": "FREQ=DAILY""#).contains(&format!("{start}DURATION:PT180M\n")));
}

#[test]
fn notes_are_in_the_requested_language() {
    let mut event = event(r#"{ "starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 60 }"#);
    event.description = Some("Әр сенбі".into());
    event.schedule.exceptions.push(Exception {
        original: event.schedule.starts,
        change: Change::Moved {
            starts: event.schedule.starts,
            minutes: None,
            place: None,
            note: Some(Text {
                kk: Some("Домбыра ала келіңіз".into()),
                ru: Some("Возьмите домбру".into()),
                en: None,
            }),
        },
    });
    let text = calendar(vec![event]).to_ics(Language::Ru).replace("\r\n ", "");
    assert!(text.contains("DESCRIPTION:Возьмите домбру\\n\\nӘр сенбі\r\n"), "{text}");
    assert_eq!(INSTITUTION_ZONE, Asia::Almaty);
}

#[test]
fn whole_days_are_dates() {
    let mut nauryz = event(r#"{ "starts": "2026-03-21T10:00:00", "zone": "Asia/Almaty", "minutes": 60 }"#);
    let day = |text: &str| text.parse().unwrap();
    nauryz.schedule = Schedule::whole_days(day("2026-03-21"), day("2026-03-23"), Asia::Almaty, true).unwrap();
    let text = ics(vec![nauryz]);
    let times = "TRANSP:TRANSPARENT\nDTSTART;VALUE=DATE:20260321\nDTEND;VALUE=DATE:20260324\n\
                 RRULE:FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=21\nSUMMARY";
    assert!(text.contains(times), "{text}");
    assert!(!text.contains("TZID=Asia/Almaty"), "{text}");
}

#[test]
fn the_coordinates_are_those_of_the_place_of_the_event() {
    let series = r#"{"starts": "2026-03-02T10:00:00", "zone": "Asia/Almaty", "minutes": 60, "rule": "FREQ=WEEKLY;COUNT=3",
        "exceptions": [
            {"original": "2026-03-09T10:00:00", "change": {"kind": "moved", "starts": "2026-03-09T12:00:00"}},
            {"original": "2026-03-16T10:00:00", "change":
                {"kind": "moved", "starts": "2026-03-16T10:00:00", "place": {"kk": "Кітапхана"}}}
        ]}"#;
    let coordinates = Some(Coordinates { latitude: 45.015_6, longitude: -78.4 });
    let text = ics(vec![CalendarEvent { coordinates, ..event(series) }]);
    let located: Vec<(&str, bool)> = text
        .split("BEGIN:VEVENT")
        .skip(1)
        .map(|event| {
            let location = event.lines().find_map(|line| line.strip_prefix("LOCATION:")).unwrap();
            (location, event.contains("\nGEO:45.015600;-78.400000\n"))
        })
        .collect();
    assert_eq!(
        located,
        [("Қонаев\\, Достық үйі", true), ("Қонаев\\, Достық үйі", true), ("Кітапхана", false),]
    );
}

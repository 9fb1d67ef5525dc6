//! Errors in schedules of events.

use super::{Folder, SOURCES};

/// Returns the errors of an event whose lines from the seventh are `lines`, without the file name.
fn schedule_errors(lines: &str) -> Vec<String> {
    let event =
        "[[event]]\nslug = 'e'\nkind = 'training'\norganizers = []\nsource = 'article'\ntitle.kk = 'Сабақ'\n";
    let text = format!("{event}{lines}");
    let folder = Folder::with(&[SOURCES, ("directory/events.toml", &text)]);
    let errors = folder.errors();
    errors.iter().map(|error| error.trim_start_matches("directory/events.toml:").to_owned()).collect()
}

const WEEKLY: &str =
    "[event.schedule]\nstarts = '2024-02-17T10:00'\nduration_minutes = 90\nrule = 'FREQ=WEEKLY;BYDAY=SA'\n";

#[test]
fn a_schedule_with_all_fields_is_accepted() {
    let more = "time_zone = 'Asia/Oral'\nadditional = ['2024-02-21T18:30:00']\ncancelled = ['2024-03-09T10:00']\n\
                [[event.schedule.moved]]\noriginal_start = '2024-03-16T10:00'\nstarts = '2024-03-17T12:00'\n\
                duration_minutes = 60\nplace.kk = 'Кітапхана'\nnote.kk = 'Жексенбіде.'\n";
    assert_eq!(schedule_errors(&format!("{WEEKLY}{more}")), Vec::<String>::new());
}

#[test]
fn each_error_of_a_schedule_is_reported_with_its_line() {
    let moved =
        |lines: &str| format!("[[event.schedule.moved]]\noriginal_start = '2024-03-16T10:00'\n{lines}");
    let nothing = "There is no occurrence at this time. Name an occurrence by its original time.";
    let cases = [
        (
            "time_zone = 'Asia/Alma-Ata'\n".to_owned(),
            "11: «Asia/Alma-Ata» is not a time zone such as Asia/Almaty",
        ),
        (
            "additional = [\n'2024-02-18T10:00',\n'сенбі',\n]\n".to_owned(),
            "13: «сенбі» is not a local time such as 2026-03-21T10:00",
        ),
        (
            "additional = [\n'2024-02-18T10:00',\n'2024-02-16T10:00',\n]\n".to_owned(),
            "13: Give additional occurrences that are not before the first one.",
        ),
        (
            "cancelled = [\n'2024-02-24T10:00',\n'2024-02-25T10:00',\n]\n".to_owned(),
            &format!("13: {nothing}"),
        ),
        (
            format!("cancelled = ['2024-03-16T10:00']\n{}", moved("starts = '2024-03-17T12:00'\n")),
            "13: Give only one exception for each occurrence.",
        ),
        (
            moved("starts = '2024-03-17T12:00'\nduration_minutes = 0\n"),
            "12: Give a length of 1 to 44,640 minutes (31 days).",
        ),
        (moved("starts = '2024-03-17T12:00'\nplace.kk = ''\n"), "14: the text is empty"),
        (
            "colour = 'red'\n".to_owned(),
            "11: unknown field `colour`, expected one of `starts`, `time_zone`, `duration_minutes`, `rule`, `additional`, `cancelled`, `moved`",
        ),
    ];
    for (more, expected) in cases {
        assert_eq!(schedule_errors(&format!("{WEEKLY}{more}")), [expected], "{more}");
    }
    let with = |from: &str, to: &str| schedule_errors(&WEEKLY.replace(from, to));
    assert_eq!(
        with("'2024-02-17T10:00'", "'2024-02-18T10:00'"),
        ["8: Choose a first occurrence that fits the rule."]
    );
    assert_eq!(with("90", "0"), ["9: Give a length of 1 to 44,640 minutes (31 days)."]);
    for (rule, expected) in [
        ("FREQ=SECONDLY", "Choose DAILY, WEEKLY, MONTHLY or YEARLY for FREQ."),
        ("every saturday", "Give a recurrence rule of RFC 5545, such as FREQ=WEEKLY;BYDAY=SA."),
    ] {
        assert_eq!(with("FREQ=WEEKLY;BYDAY=SA", rule), [format!("10: «{rule}»: {expected}")]);
    }
    assert_eq!(
        with("BYDAY=SA", "BYDAY=SA;UNTIL=20240101"),
        ["10: Give a value of UNTIL that is not before the first occurrence."]
    );
    let many = (1..=501).map(|minute| format!("'2024-05-01T{:02}:{:02}'", minute / 60, minute % 60));
    let many = format!("additional = [{}]\n", many.collect::<Vec<_>>().join(", "));
    assert_eq!(schedule_errors(&format!("{WEEKLY}{many}")), ["8: Give at most 500 additional occurrences."]);
}

#[test]
fn days_beyond_the_calendar_are_reported_and_those_of_old_customs_are_not() {
    assert_eq!(
        schedule_errors("held = '2998-03-21'\n"),
        ["2: the event «e», held: Give times within the years 1900 to 2199, without fractions of a second."]
    );
    assert!(schedule_errors("held = '1895-03-21'\nrecurrence = 'yearly'\n").is_empty());
}

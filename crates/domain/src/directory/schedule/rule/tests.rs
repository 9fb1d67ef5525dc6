use proptest::prelude::*;

use super::*;

#[track_caller]
fn assert_rejected(text: &str, problem: ScheduleProblem) {
    assert_eq!(text.parse::<RecurrenceRule>(), Err(problem), "{text}");
}

#[test]
fn a_rule_is_written_in_a_fixed_order() {
    let rule: RecurrenceRule =
        "byday=-1su,+2SA,2SA;wkst=su;interval=2;freq=monthly;COUNT=12".parse().unwrap();
    assert_eq!(rule.to_string(), "FREQ=MONTHLY;INTERVAL=2;COUNT=12;BYDAY=-1SU,2SA;WKST=SU");
    let first: RecurrenceRule = "FREQ=MONTHLY;BYDAY=1MO".parse().unwrap();
    assert_eq!(first.to_string(), "FREQ=MONTHLY;BYDAY=1MO");
}

#[test]
fn invalid_rules_are_rejected() {
    for text in [
        "",
        "FREQ",
        "FREQ=",
        "FREQ=FORTNIGHTLY",
        "INTERVAL=2",
        "RRULE:FREQ=DAILY",
        "FREQ=DAILY;",
        "FREQ=DAILY;;COUNT=2",
        "FREQ=DAILY;FREQ=WEEKLY",
        "FREQ=DAILY;CONUT=3",
        "FREQ=DAILY; COUNT=3",
        "FREQ=DAILY;COUNT=",
        "FREQ=DAILY;COUNT=+3",
        "FREQ=DAILY;INTERVAL=1.5",
        "FREQ=DAILY;BYDAY=1MO",
        "FREQ=WEEKLY;BYDAY=xMO",
        "FREQ=WEEKLY;BYDAY=MO,",
        "FREQ=WEEKLY;BYDAY=жұ",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=MONTHLY;BYDAY=0MO",
        "FREQ=MONTHLY;BYDAY=6MO",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=YEARLY;BYMONTH=13",
        "FREQ=YEARLY;BYMONTH=-1",
        "FREQ=YEARLY;BYDAY=54MO",
        "FREQ=YEARLY;BYMONTH=3;BYDAY=6MO",
        "FREQ=DAILY;UNTIL=2026-12-31",
        "FREQ=DAILY;UNTIL=20261331",
        "FREQ=DAILY;UNTIL=20261231T250000Z",
    ] {
        assert_rejected(text, ScheduleProblem::InvalidRule);
    }
}

#[test]
fn unsupported_rules_are_rejected_with_their_own_problem() {
    for frequency in ["SECONDLY", "MINUTELY", "HOURLY"] {
        assert_rejected(&format!("FREQ={frequency}"), ScheduleProblem::UnsupportedFrequency);
    }
    for part in ["BYHOUR=1", "BYMINUTE=1", "BYSECOND=1", "BYWEEKNO=1", "BYYEARDAY=1", "BYDAY=MO;BYSETPOS=1"] {
        assert_rejected(&format!("FREQ=YEARLY;{part}"), ScheduleProblem::UnsupportedRulePart);
    }
    for part in
        ["BYDAY=2FR;BYMONTHDAY=13", "BYDAY=MO,1TU", "BYDAY=1MO;BYSETPOS=1", "BYMONTHDAY=20,31;BYSETPOS=-2"]
    {
        assert_rejected(&format!("FREQ=MONTHLY;{part}"), ScheduleProblem::UnsupportedRulePart);
    }
    assert_rejected("FREQ=YEARLY;BYMONTHDAY=13", ScheduleProblem::UnsupportedRulePart);
    assert_rejected("FREQ=YEARLY;BYDAY=20MO", ScheduleProblem::UnsupportedRulePart);
    for interval in ["0", "1001", "99999999999999"] {
        assert_rejected(&format!("FREQ=DAILY;INTERVAL={interval}"), ScheduleProblem::InvalidInterval);
    }
    for count in ["0", "1001", "99999999999999"] {
        assert_rejected(&format!("FREQ=DAILY;COUNT={count}"), ScheduleProblem::InvalidCount);
    }
    assert_rejected("FREQ=DAILY;COUNT=2;UNTIL=20261231", ScheduleProblem::CountAndUntil);
    let long = format!("FREQ=DAILY;BYMONTHDAY={}1", "1,".repeat(240));
    assert_rejected(&long, ScheduleProblem::RuleTooLong);
}

#[test]
fn until_is_written_in_utc_for_a_calendar_file() {
    for (until, utc) in [
        ("20261231", "20261231T185959Z"),
        ("20261231T180000", "20261231T130000Z"),
        ("20261231T180000Z", "20261231T180000Z"),
        // Before 1 March 2024 Almaty was at UTC+6.
        ("20240131T180000", "20240131T120000Z"),
    ] {
        let rule: RecurrenceRule = format!("FREQ=DAILY;UNTIL={until}").parse().unwrap();
        let in_utc = rule.with_until_in_utc(chrono_tz::Asia::Almaty);
        assert_eq!(in_utc.to_string(), format!("FREQ=DAILY;UNTIL={utc}"));
    }
}

prop_compose! {
    fn rule_text()(
        frequency in prop::sample::select(vec!["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]),
        interval in prop::option::of(1..=1_000),
        end in prop_oneof![
            Just(String::new()),
            (1..=1_000).prop_map(|count| format!(";COUNT={count}")),
            r";UNTIL=2\d{3}(0[1-9]|1[0-2])(0[1-9]|1\d|2[0-8])(T(0\d|1\d|2[0-3])([0-5]\d){2}Z?)?",
        ],
        months in prop::collection::vec(1..=12, 0..4),
        month_days in prop::collection::vec(prop_oneof![-31..=-1, 1..=31], 0..4),
        weekdays in prop::collection::vec(r"[+-]?[1-5]?(MO|TU|WE|TH|FR|SA|SU)", 0..4),
        positions in prop::collection::vec(prop_oneof![-31..=-1, 1..=31], 0..3),
        week_start in prop::option::of(prop::sample::select(vec!["MO", "SU", "SA"])),
    ) -> String {
        let list = |name: &str, items: Vec<String>| {
            if items.is_empty() { String::new() } else { format!(";{name}={}", items.join(",")) }
        };
        let text = |numbers: Vec<i32>| numbers.iter().map(ToString::to_string).collect();
        format!(
            "FREQ={frequency}{}{end}{}{}{}{}{}",
            interval.map_or(String::new(), |interval| format!(";INTERVAL={interval}")),
            list("BYMONTH", text(months)),
            list("BYMONTHDAY", text(month_days)),
            list("BYDAY", weekdays),
            list("BYSETPOS", text(positions)),
            week_start.map_or(String::new(), |day| format!(";WKST={day}")),
        )
    }
}

proptest! {
    #[test]
    fn a_written_rule_is_read_as_the_same_rule(text in rule_text()) {
        if let Ok(rule) = text.parse::<RecurrenceRule>() {
            prop_assert_eq!(rule.to_string().parse(), Ok(rule.clone()));
            let json = serde_json::to_string(&rule).unwrap();
            prop_assert_eq!(serde_json::from_str::<RecurrenceRule>(&json).unwrap(), rule);
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in r"(FREQ=(DAILY|YEARLY);)?([A-Z]{0,8}=?.{0,9};?){0,4}") {
        let _ = text.parse::<RecurrenceRule>();
    }
}

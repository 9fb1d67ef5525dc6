use chrono::Weekday;

use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn series(starts: &str, rule: &str) -> Series {
    let rule: RecurrenceRule = rule.parse().unwrap();
    Series::new(Some(&rule), day(starts).and_hms_opt(10, 0, 0).unwrap(), chrono_tz::Asia::Almaty)
}

/// Returns the first days of a series as text.
fn first(starts: &str, rule: &str, count: usize) -> String {
    let series = series(starts, rule);
    let days = series.between(NaiveDate::MIN, NaiveDate::MAX).take(count);
    days.map(|day| day.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn missing_rule_parts_are_taken_from_the_first_day() {
    assert_eq!(first("2026-03-21", "FREQ=YEARLY", 2), "2026-03-21 2027-03-21");
    assert_eq!(first("2026-03-21", "FREQ=MONTHLY", 2), "2026-03-21 2026-04-21");
    assert_eq!(first("2026-03-21", "FREQ=WEEKLY", 2), "2026-03-21 2026-03-28");
    assert_eq!(first("2026-03-30", "FREQ=DAILY;BYMONTH=3,5", 3), "2026-03-30 2026-03-31 2026-05-01");
}

#[test]
fn months_without_the_day_are_skipped() {
    assert_eq!(first("2026-01-31", "FREQ=MONTHLY", 3), "2026-01-31 2026-03-31 2026-05-31");
    assert_eq!(first("2024-02-29", "FREQ=YEARLY", 2), "2024-02-29 2028-02-29");
    assert_eq!(first("2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1", 3), "2026-01-31 2026-02-28 2026-03-31");
}

#[test]
fn weekdays_are_counted_in_their_month() {
    assert_eq!(
        first("2026-01-05", "FREQ=MONTHLY;BYDAY=1MO,-1SU", 4),
        "2026-01-05 2026-01-25 2026-02-02 2026-02-22"
    );
    assert_eq!(first("2026-03-29", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU", 2), "2026-03-29 2027-03-28");
    assert_eq!(
        first("2026-02-13", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", 3),
        "2026-02-13 2026-03-13 2026-11-13"
    );
}

#[test]
fn a_position_picks_from_the_month() {
    let last_workday = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1";
    assert_eq!(first("2026-01-30", last_workday, 3), "2026-01-30 2026-02-27 2026-03-31");
    // A month without that position is skipped.
    assert_eq!(first("2026-03-30", "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=5", 2), "2026-03-30 2026-06-29");
}

#[test]
fn the_week_start_decides_which_weeks_are_skipped() {
    // The example of RFC 5545, section 3.8.5.3.
    let rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=";
    assert_eq!(first("1997-08-05", &format!("{rule}MO"), 9), "1997-08-05 1997-08-10 1997-08-19 1997-08-24");
    assert_eq!(first("1997-08-05", &format!("{rule}SU"), 9), "1997-08-05 1997-08-17 1997-08-19 1997-08-31");
}

#[test]
fn a_series_ends_with_count_or_until() {
    assert_eq!(first("2026-01-01", "FREQ=DAILY;INTERVAL=10;COUNT=3", 9), "2026-01-01 2026-01-11 2026-01-21");
    for (until, last) in [
        ("20260103", "2026-01-03"),
        ("20260103T100000", "2026-01-03"),
        ("20260103T095959", "2026-01-02"),
        ("20260103T050000Z", "2026-01-03"),
        ("20260103T045959Z", "2026-01-02"),
        ("99991231", "2199-12-31"),
    ] {
        assert_eq!(
            series("2026-01-01", &format!("FREQ=DAILY;UNTIL={until}")).last(),
            Some(day(last)),
            "{until}"
        );
    }
    assert_eq!(series("2026-01-31", "FREQ=MONTHLY;UNTIL=20260430").last(), Some(day("2026-03-31")));
    assert_eq!(series("2000-02-29", "FREQ=YEARLY;COUNT=1000").last(), Some(day("2196-02-29")));
}

fn shifted(day: NaiveDate, months: i32) -> Option<NaiveDate> {
    let months = day.year() * 12 + day.month0().cast_signed() + months;
    NaiveDate::from_ymd_opt(months.div_euclid(12), months.rem_euclid(12).cast_unsigned() + 1, day.day())
}

proptest! {
    #[test]
    fn a_simple_series_equals_stepping_from_its_start(
        start in 0i64..60_000,
        frequency in 0usize..4,
        interval in 1i32..40,
        count in prop::option::of(1usize..1_000),
        window in 0i64..60_000,
        length in 0i64..400,
    ) {
        let start = day("1900-01-01") + chrono::Duration::days(start);
        let (from, until) = (day("1900-01-01") + chrono::Duration::days(window), day("1900-01-01") + chrono::Duration::days(window + length));
        let step = |n: i32| match frequency {
            0 => Some(start + chrono::Duration::days((n * interval).into())),
            1 => Some(start + chrono::Duration::weeks((n * interval).into())),
            2 => shifted(start, n * interval),
            _ => shifted(start, n * interval * 12),
        };
        let expected: Vec<_> = (0..70_000)
            .filter_map(|n| (n < 3_000 || interval * n < 70_000).then(|| step(n)).flatten())
            .take(count.unwrap_or(usize::MAX))
            .filter(|day| (from..=until).contains(day))
            .collect();
        let name = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"][frequency];
        let count = count.map_or(String::new(), |count| format!(";COUNT={count}"));
        let series = series(&start.to_string(), &format!("FREQ={name};INTERVAL={interval}{count}"));
        prop_assert_eq!(series.between(from, until).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn by_parts_select_the_days_that_they_name(
        start in 0i64..40_000,
        weekday in 0usize..7,
        nth in 1i64..=4,
        month_day in 1u32..=28,
    ) {
        let start = day("1950-01-01") + chrono::Duration::days(start);
        let end = start + chrono::Duration::days(800);
        let (name, weekday) = [
            ("MO", Weekday::Mon), ("TU", Weekday::Tue), ("WE", Weekday::Wed), ("TH", Weekday::Thu),
            ("FR", Weekday::Fri), ("SA", Weekday::Sat), ("SU", Weekday::Sun),
        ][weekday];
        let all = || start.iter_days().take_while(|day| *day <= end);
        let days = |rule: &str| series(&start.to_string(), rule).between(start, end).collect::<Vec<_>>();
        let weekly: Vec<_> = all().filter(|day| day.weekday() == weekday).collect();
        prop_assert_eq!(days(&format!("FREQ=WEEKLY;BYDAY={name}")), weekly.clone());
        prop_assert_eq!(days(&format!("FREQ=DAILY;BYDAY={name}")), weekly.clone());
        let numbered: Vec<_> = weekly.iter().copied().filter(|day| i64::from(day.day0() / 7) == nth - 1).collect();
        prop_assert_eq!(days(&format!("FREQ=MONTHLY;BYDAY={nth}{name}")), numbered.clone());
        prop_assert_eq!(days(&format!("FREQ=MONTHLY;BYDAY={name};BYSETPOS={nth}")), numbered);
        let last: Vec<_> =
            weekly.iter().copied().filter(|day| (*day + chrono::Duration::days(7)).month() != day.month()).collect();
        prop_assert_eq!(days(&format!("FREQ=MONTHLY;BYDAY=-1{name}")), last);
        let monthly: Vec<_> = all().filter(|day| day.day() == month_day).collect();
        prop_assert_eq!(days(&format!("FREQ=MONTHLY;BYMONTHDAY={month_day}")), monthly.clone());
        let august: Vec<_> = monthly.into_iter().filter(|day| day.month() == 8).collect();
        prop_assert_eq!(days(&format!("FREQ=YEARLY;BYMONTH=8;BYMONTHDAY={month_day}")), august);
    }
}

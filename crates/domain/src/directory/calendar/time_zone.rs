//! VTIMEZONE (RFC 5545, section 3.6.5): the offsets of a time zone, for calendars that don't know the zone or have
//! outdated data.

use chrono::{DateTime, Datelike as _, Duration, NaiveDateTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::{OffsetComponents as _, OffsetName as _, Tz};

use super::lines::Lines;

/// The search for offset changes starts at this moment at the latest, because the last change may be long before the
/// first event.
const EPOCH: DateTime<Utc> = DateTime::UNIX_EPOCH;
/// The step of the search for offset changes. Since 1900, no zone has changed its offset and changed back within a
/// step.
const STEP: Duration = Duration::days(7);
/// The first day of 1900, in Unix seconds: no schedule is earlier.
const FIRST: i64 = -2_208_988_800;
/// The first day of 2100, in Unix seconds: no offsets are known beyond it.
const LAST: i64 = 4_102_444_800;

/// The format of local times.
const TIME: &str = "%Y%m%dT%H%M%S";

/// A change of a zone's offset.
struct Onset {
    /// The local time of the change, by the offset before it.
    local: NaiveDateTime,
    observance: Observance,
}

/// The offset of a zone from one change to the next (STANDARD or DAYLIGHT in RFC 5545), and the offset before it.
#[derive(PartialEq, Eq, Clone)]
struct Observance {
    seconds_before: i32,
    seconds: i32,
    daylight: bool,
    name: String,
}

/// Writes a zone for a range of time: each change of its offset in the range, and the last change before it.
pub(super) fn write(lines: &mut Lines, zone: Tz, from: DateTime<Utc>, until: DateTime<Utc>) {
    let groups = grouped(onsets(zone, from, until));
    lines.add("BEGIN:VTIMEZONE");
    lines.add(&format!("TZID:{}", zone.name()));
    for (observance, run) in groups
        .iter()
        .flat_map(|(observance, onsets)| yearly_runs(onsets).into_iter().map(move |run| (observance, run)))
    {
        let kind = if observance.daylight { "DAYLIGHT" } else { "STANDARD" };
        lines.add(&format!("BEGIN:{kind}"));
        lines.add(&format!("DTSTART:{}", run.first.format(TIME)));
        if run.last > run.first {
            let until = run.last - Duration::seconds(observance.seconds_before.into());
            let (month, nth) = (run.first.month(), run.nth);
            let weekday = run.first.weekday().to_string().get(..2).unwrap_or_default().to_uppercase();
            lines.add(&format!(
                "RRULE:FREQ=YEARLY;UNTIL={}Z;BYMONTH={month};BYDAY={nth}{weekday}",
                until.format(TIME)
            ));
        }
        lines.add(&format!("TZOFFSETFROM:{}", offset(observance.seconds_before)));
        lines.add(&format!("TZOFFSETTO:{}", offset(observance.seconds)));
        lines.text("TZNAME", &observance.name);
        lines.add(&format!("END:{kind}"));
    }
    lines.add("END:VTIMEZONE");
}

/// Groups changes by what is in force after them.
fn grouped(onsets: Vec<Onset>) -> Vec<(Observance, Vec<NaiveDateTime>)> {
    let mut groups: Vec<(Observance, Vec<NaiveDateTime>)> = Vec::new();
    for Onset { local, observance } in onsets {
        match groups.iter_mut().find(|(known, _)| *known == observance) {
            Some((_, onsets)) => onsets.push(local),
            None => groups.push((observance, vec![local])),
        }
    }
    groups
}

/// Changes in successive years on the same weekday of the same month, such as the last Sunday of March.
struct YearlyRun {
    first: NaiveDateTime,
    last: NaiveDateTime,
    /// Which of these weekdays of the month; -1 for the last.
    nth: i64,
}

/// Splits changes in their order into runs that a rule describes. Programs disagree about RDATE in time zones: several
/// ignore it, so each change is better written as a rule of its own.
fn yearly_runs(onsets: &[NaiveDateTime]) -> Vec<YearlyRun> {
    let mut runs: Vec<YearlyRun> = Vec::new();
    for &onset in onsets {
        let follows = |run: &&mut YearlyRun| {
            let same = (run.last.year() + 1, run.last.month(), run.last.weekday(), run.last.time())
                == (onset.year(), onset.month(), onset.weekday(), onset.time());
            let nth = common_nth(run, onset);
            same && nth.is_some()
        };
        match runs.last_mut().filter(follows) {
            Some(run) => {
                run.nth = common_nth(run, onset).unwrap_or(run.nth);
                run.last = onset;
            }
            None => runs.push(YearlyRun { first: onset, last: onset, nth: first_place(onset) }),
        }
    }
    runs
}

/// Returns the place among the same weekdays of its month that a further change has in common with all changes of a
/// run. `None` if there is none.
fn common_nth(run: &YearlyRun, onset: NaiveDateTime) -> Option<i64> {
    let of_run = if run.first == run.last { places(run.first) } else { [run.nth; 2] };
    places(onset).into_iter().find(|place| of_run.contains(place))
}

fn first_place(onset: NaiveDateTime) -> i64 {
    let [place, _] = places(onset);
    place
}

/// Returns the two ways to name the place of a day among the same weekdays of its month: -1 if it is the last one, and
/// counted from the first.
fn places(onset: NaiveDateTime) -> [i64; 2] {
    let is_last = (onset + Duration::days(7)).month() != onset.month();
    let nth = i64::from(onset.day0() / 7 + 1);
    if is_last { [-1, nth] } else { [nth; 2] }
}

fn onsets(zone: Tz, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Onset> {
    let at = |seconds| DateTime::from_timestamp(seconds, 0).unwrap_or(EPOCH);
    let begin = from.clamp(at(FIRST) - Duration::days(1), EPOCH);
    let until = until.min(at(LAST));
    // The offset before the first change is written as a change from the same offset.
    let mut onsets = vec![onset(zone, begin, seconds(zone, begin))];
    let mut day = begin;
    while day < until {
        let next = day + STEP;
        let before = seconds(zone, day);
        if seconds(zone, next) != before {
            let change = change_between(zone, day, next);
            if change <= from {
                onsets.clear();
            }
            onsets.push(onset(zone, change, before));
        }
        day = next;
    }
    onsets
}

/// Returns the first second after `before` with a different offset; `after` must have a different offset.
fn change_between(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> DateTime<Utc> {
    let offset = seconds(zone, before);
    while (after - before).num_seconds() > 1 {
        let middle = before + Duration::seconds((after - before).num_seconds() / 2);
        if seconds(zone, middle) == offset { before = middle } else { after = middle }
    }
    after
}

fn onset(zone: Tz, at: DateTime<Utc>, seconds_before: i32) -> Onset {
    let here = zone.offset_from_utc_datetime(&at.naive_utc());
    let seconds = here.fix().local_minus_utc();
    let name = here.abbreviation().map_or_else(|| numeric_name(seconds), str::to_owned);
    let local = at.naive_utc() + Duration::seconds(seconds_before.into());
    Onset {
        local,
        observance: Observance { seconds_before, seconds, daylight: !here.dst_offset().is_zero(), name },
    }
}

fn seconds(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

/// Returns the name of an offset without an abbreviation, such as `+05` or `+0530`.
fn numeric_name(seconds: i32) -> String {
    let offset = offset(seconds);
    offset.strip_suffix("00").unwrap_or(&offset).to_owned()
}

/// Formats a UTC-OFFSET value (RFC 5545, section 3.3.14).
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let (hours, minutes, rest) = (seconds.abs() / 3600, seconds.abs() / 60 % 60, seconds.abs() % 60);
    match rest {
        0 => format!("{sign}{hours:02}{minutes:02}"),
        _ => format!("{sign}{hours:02}{minutes:02}{rest:02}"),
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America, Asia, Europe};

    use super::*;

    fn time_zone(zone: Tz, from: &str, until: &str) -> String {
        let mut lines = Lines::default();
        write(&mut lines, zone, from.parse().unwrap(), until.parse().unwrap());
        lines.into_text().replace("\r\n", "\n")
    }

    #[test]
    fn almaty_has_its_change_of_2024() {
        let expected = "BEGIN:VTIMEZONE\nTZID:Asia/Almaty\nBEGIN:STANDARD\nDTSTART:20240301T000000\n\
                        TZOFFSETFROM:+0600\nTZOFFSETTO:+0500\nTZNAME:+05\nEND:STANDARD\nEND:VTIMEZONE\n";
        assert_eq!(time_zone(Asia::Almaty, "2026-01-01T00:00:00Z", "2037-01-01T00:00:00Z"), expected);
        let earlier = time_zone(Asia::Almaty, "2023-06-01T00:00:00Z", "2026-01-01T00:00:00Z");
        assert!(
            earlier.contains("DTSTART:20041031T030000\nTZOFFSETFROM:+0700\nTZOFFSETTO:+0600\n"),
            "{earlier}"
        );
        assert!(earlier.contains("DTSTART:20240301T000000\n"), "{earlier}");
    }

    #[test]
    fn equal_changes_are_grouped() {
        let berlin = time_zone(Europe::Berlin, "2026-07-01T00:00:00Z", "2028-01-01T00:00:00Z");
        assert_eq!(berlin.matches("BEGIN:DAYLIGHT").count(), 1);
        let rule = "DTSTART:20260329T020000\nRRULE:FREQ=YEARLY;UNTIL=20270328T010000Z;BYMONTH=3;BYDAY=-1SU\n";
        assert!(berlin.contains(&format!("{rule}TZOFFSETFROM:+0100\n")), "{berlin}");
        let rule =
            "DTSTART:20261025T030000\nRRULE:FREQ=YEARLY;UNTIL=20271031T010000Z;BYMONTH=10;BYDAY=-1SU\n";
        assert!(berlin.contains(rule), "{berlin}");
        let york = time_zone(America::New_York, "2026-01-01T00:00:00Z", "2037-01-01T00:00:00Z");
        for rule in ["T070000Z;BYMONTH=3;BYDAY=2SU\n", "T060000Z;BYMONTH=11;BYDAY=1SU\n"] {
            assert!(york.contains(rule), "{york}");
        }
    }

    #[test]
    fn no_zone_needs_additional_dates() {
        for zone in chrono_tz::TZ_VARIANTS {
            let (from, until) = ("2000-01-01T00:00:00Z", "2037-01-01T00:00:00Z");
            let text = time_zone(zone, from, until);
            assert!(!text.contains("RDATE"), "{text}");
            // The rules give each change, and nothing else.
            for (_, onsets) in grouped(onsets(zone, from.parse().unwrap(), until.parse().unwrap())) {
                let days: Vec<NaiveDateTime> = yearly_runs(&onsets)
                    .iter()
                    .flat_map(|run| (run.first.year()..=run.last.year()).map(|year| day(year, run)))
                    .collect();
                assert_eq!(days, onsets, "{zone}");
            }
        }
    }

    /// Returns the day of a run in a year, counted without the code under test.
    fn day(year: i32, run: &YearlyRun) -> NaiveDateTime {
        let month = run.first.month();
        let days = (1..=31).filter_map(|day| chrono::NaiveDate::from_ymd_opt(year, month, day));
        let days: Vec<_> = days.filter(|day| day.weekday() == run.first.weekday()).collect();
        let index = if run.nth == -1 { days.len() - 1 } else { usize::try_from(run.nth).unwrap() - 1 };
        days[index].and_time(run.first.time())
    }

    #[test]
    fn a_zone_without_changes_is_written() {
        let utc = time_zone(chrono_tz::UTC, "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
        assert!(utc.contains("DTSTART:19700101T000000\nTZOFFSETFROM:+0000\nTZOFFSETTO:+0000\n"), "{utc}");
    }

    #[test]
    fn offsets_of_local_mean_time_have_seconds() {
        let old = time_zone(Asia::Almaty, "1920-01-01T00:00:00Z", "1930-01-01T00:00:00Z");
        assert!(old.contains("DTSTART:19240502T000000\nTZOFFSETFROM:+050748\nTZOFFSETTO:+0500\n"), "{old}");
    }
}

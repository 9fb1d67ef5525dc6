//! When a learner may be reminded: at most once a day, and by day.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::learning::study_day::{StudyCalendar, StudyDay};

/// The local hour from which learners are reminded.
const FIRST_HOUR: u8 = 8;
/// The local hour from which learners are not reminded any more.
const LAST_HOUR: u8 = 21;

/// Returns the first moment, not before a given one, at which a learner may be reminded.
pub fn allowed_from(
    earliest: DateTime<Utc>,
    last_reminder: Option<DateTime<Utc>>,
    zone: Tz,
) -> DateTime<Utc> {
    let day_of = |moment: DateTime<Utc>| StudyDay::on(moment.with_timezone(&zone).date_naive());
    let day = match last_reminder {
        Some(last) => day_of(earliest).max(day_of(last).plus(1)),
        None => day_of(earliest),
    };
    if earliest < end_of_day(day, zone) {
        earliest.max(hour(FIRST_HOUR, day, zone))
    } else {
        hour(FIRST_HOUR, day.plus(1), zone)
    }
}

/// Returns whether two moments are on the same local day.
pub fn is_same_day(one: DateTime<Utc>, other: DateTime<Utc>, zone: Tz) -> bool {
    one.with_timezone(&zone).date_naive() == other.with_timezone(&zone).date_naive()
}

/// Returns the seconds after which a reminder that is sent at a moment is too late to be shown.
pub fn seconds_left(now: DateTime<Utc>, zone: Tz) -> u32 {
    let end = end_of_day(StudyDay::on(now.with_timezone(&zone).date_naive()), zone);
    u32::try_from((end - now).num_seconds()).unwrap_or(0)
}

fn end_of_day(day: StudyDay, zone: Tz) -> DateTime<Utc> {
    hour(LAST_HOUR, day, zone)
}

fn hour(hour: u8, day: StudyDay, zone: Tz) -> DateTime<Utc> {
    StudyCalendar { zone, rollover_hour: hour }.start_of(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALMATY: Tz = chrono_tz::Asia::Almaty;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn nobody_is_reminded_at_night() {
        for (earliest, allowed) in [
            ("2026-11-24T02:59:59Z", "2026-11-24T03:00:00Z"),
            ("2026-11-24T03:00:00Z", "2026-11-24T03:00:00Z"),
            ("2026-11-24T15:59:59Z", "2026-11-24T15:59:59Z"),
            ("2026-11-24T16:00:00Z", "2026-11-25T03:00:00Z"),
            ("2026-11-24T19:30:00Z", "2026-11-25T03:00:00Z"),
        ] {
            assert_eq!(allowed_from(at(earliest), None, ALMATY), at(allowed), "{earliest}");
        }
    }

    #[test]
    fn the_next_reminder_is_on_another_day() {
        let last = Some(at("2026-11-24T03:00:00Z"));
        assert_eq!(allowed_from(at("2026-11-24T10:00:00Z"), last, ALMATY), at("2026-11-25T03:00:00Z"));
        assert_eq!(allowed_from(at("2026-11-25T10:00:00Z"), last, ALMATY), at("2026-11-25T10:00:00Z"));
        assert_eq!(allowed_from(at("2026-11-24T17:00:00Z"), last, ALMATY), at("2026-11-25T03:00:00Z"));
    }

    #[test]
    fn a_reminder_is_worth_showing_until_the_evening() {
        assert_eq!(seconds_left(at("2026-11-24T03:00:00Z"), ALMATY), 13 * 3_600);
        assert_eq!(seconds_left(at("2026-11-24T17:00:00Z"), ALMATY), 0);
    }
}

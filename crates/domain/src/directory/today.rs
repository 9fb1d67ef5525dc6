//! The calendar day at the institution.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::{Asia, Tz};

use super::schedule::local_time::moment;

/// The institution's time zone.
pub const INSTITUTION_ZONE: Tz = Asia::Almaty;

/// Returns the calendar day of a moment in the institution's time zone, Asia/Almaty.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&INSTITUTION_ZONE).date_naive()
}

/// Returns the first moment of a day in the institution's time zone. On days that began with the change to summer time, it
/// is later than midnight.
pub fn first_moment(day: NaiveDate) -> DateTime<Utc> {
    moment(INSTITUTION_ZONE, day.and_time(NaiveTime::MIN)).to_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_a_first_moment() {
        let first = |text: &str| first_moment(text.parse().unwrap()).format("%FT%TZ").to_string();
        assert_eq!(first("2026-11-23"), "2026-11-22T19:00:00Z");
        assert_eq!(first("2024-03-01"), "2024-02-29T19:00:00Z");
        // The clocks went from 00:00 to 01:00.
        assert_eq!(first("1981-04-01"), "1981-03-31T18:00:00Z");
        for day in NaiveDate::from_ymd_opt(1900, 1, 1).unwrap().iter_days().take(366 * 200) {
            assert_eq!(day_of(first_moment(day)), day);
        }
    }

    #[test]
    fn the_day_begins_five_hours_before_utc_and_until_2024_six() {
        let day = |text: &str| day_of(text.parse().unwrap()).to_string();
        assert_eq!(day("2026-11-22T18:59:59Z"), "2026-11-22");
        assert_eq!(day("2026-11-22T19:00:00Z"), "2026-11-23");
        assert_eq!(day("2024-02-28T18:00:00Z"), "2024-02-29");
    }
}

//! The calendar day at the institution.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{Asia, Tz};

/// The institution's time zone.
pub const INSTITUTION_ZONE: Tz = Asia::Almaty;

/// Returns the calendar day of a moment in the institution's time zone, Asia/Almaty.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    moment.with_timezone(&INSTITUTION_ZONE).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_begins_five_hours_before_utc_and_until_2024_six() {
        let day = |text: &str| day_of(text.parse().unwrap()).to_string();
        assert_eq!(day("2026-11-22T18:59:59Z"), "2026-11-22");
        assert_eq!(day("2026-11-22T19:00:00Z"), "2026-11-23");
        assert_eq!(day("2024-02-28T18:00:00Z"), "2024-02-29");
    }
}

//! Local times, and their conversion to moments.

use chrono::{DateTime, NaiveDateTime, Offset as _, TimeZone as _};
use chrono_tz::{GapInfo, Tz};

/// Returns the moment that a local time means (RFC 5545, section 3.3.5). A time that the clocks show twice means the
/// first moment. A time that the clocks skip is read with the offset before the gap, which puts it as far after the
/// gap's end as it is after the gap's beginning.
pub(in crate::directory) fn moment(zone: Tz, local: NaiveDateTime) -> DateTime<Tz> {
    zone.from_local_datetime(&local).earliest().unwrap_or_else(|| {
        let before = GapInfo::new(&local, &zone).and_then(|gap| gap.begin).map(|(_, offset)| offset.fix());
        let utc = before.and_then(|offset| local.checked_sub_offset(offset)).unwrap_or(local);
        zone.from_utc_datetime(&utc)
    })
}

/// Parses a local time in ISO 8601, such as `2026-03-21T10:00:00`; the seconds are optional.
pub fn local_time(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text, format).ok())
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Asia, Europe};
    use proptest::prelude::*;

    use super::*;

    fn utc(zone: Tz, local: &str) -> String {
        moment(zone, local.parse().unwrap()).to_utc().format("%FT%TZ").to_string()
    }

    #[test]
    fn almaty_left_utc_plus_6_on_the_first_of_march_2024() {
        assert_eq!(utc(Asia::Almaty, "2024-02-29T10:00:00"), "2024-02-29T04:00:00Z");
        assert_eq!(utc(Asia::Almaty, "2024-03-01T10:00:00"), "2024-03-01T05:00:00Z");
    }

    #[test]
    fn a_time_that_occurs_twice_is_the_first() {
        assert_eq!(utc(Asia::Almaty, "2024-02-29T22:59:59"), "2024-02-29T16:59:59Z");
        assert_eq!(utc(Asia::Almaty, "2024-02-29T23:30:00"), "2024-02-29T17:30:00Z");
        assert_eq!(utc(Asia::Almaty, "2024-03-01T00:00:00"), "2024-02-29T19:00:00Z");
        assert_eq!(utc(Europe::Berlin, "2026-10-25T02:30:00"), "2026-10-25T00:30:00Z");
    }

    #[test]
    fn a_time_that_is_skipped_is_read_with_the_offset_before_it() {
        // The clocks went from 02:00 to 03:00, so 02:30 means 03:30.
        assert_eq!(utc(Europe::Berlin, "2026-03-29T02:30:00"), "2026-03-29T01:30:00Z");
        assert_eq!(
            moment(Europe::Berlin, "2026-03-29T02:30:00".parse().unwrap()).to_rfc3339(),
            "2026-03-29T03:30:00+02:00"
        );
        assert_eq!(utc(Asia::Almaty, "2004-03-28T02:30:00"), "2004-03-27T20:30:00Z");
    }

    #[test]
    fn the_extreme_dates_do_not_panic() {
        for zone in chrono_tz::TZ_VARIANTS {
            moment(zone, NaiveDateTime::MIN);
            moment(zone, NaiveDateTime::MAX);
        }
    }

    proptest! {
        #[test]
        fn a_moment_keeps_its_local_time(seconds in -2_200_000_000i64..7_200_000_000, zone in 0usize..chrono_tz::TZ_VARIANTS.len()) {
            let zone = chrono_tz::TZ_VARIANTS[zone];
            let at = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&zone);
            let back = moment(zone, at.naive_local());
            prop_assert_eq!(back.naive_local(), at.naive_local());
            prop_assert!(back <= at);
        }
    }
}

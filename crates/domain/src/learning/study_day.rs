//! Study days. A study day begins in the small hours of the learner's time zone, at 04:00 unless the learner sets
//! another hour. So reviews after midnight still count for the evening.

use std::collections::BTreeMap;

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, Offset as _, TimeZone as _, Utc};
use chrono_tz::Tz;

/// The local hour at which a study day begins, unless the learner sets another one.
pub const DEFAULT_ROLLOVER_HOUR: u8 = 4;
/// The shortest time between two answers in time zones with different offsets. If a device could name any zone at any
/// moment, it could add study days.
const MIN_JOURNEY: Duration = Duration::hours(6);

/// A study day, as the number of days from 1970-01-01 to its calendar date. Elapsed days are differences between these
/// numbers, never hours divided by 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StudyDay(pub i32);

impl StudyDay {
    /// Returns the study day that begins on a calendar date.
    pub fn on(date: NaiveDate) -> Self {
        let days = date.signed_duration_since(NaiveDate::default()).num_days();
        Self(i32::try_from(days).unwrap_or(i32::MAX))
    }

    /// Returns the calendar date on which the study day begins.
    pub fn date(self) -> NaiveDate {
        NaiveDate::default().checked_add_signed(Duration::days(i64::from(self.0))).unwrap_or(NaiveDate::MAX)
    }

    /// Returns the number of days since an earlier study day; 0 if it is not earlier.
    pub fn days_since(self, earlier: Self) -> u32 {
        u32::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// Returns the study day a number of days later.
    #[must_use]
    pub fn plus(self, days: u32) -> Self {
        Self(self.0.saturating_add_unsigned(days))
    }

    /// Returns the study day a number of days earlier.
    #[must_use]
    pub fn minus(self, days: u32) -> Self {
        Self(self.0.saturating_sub_unsigned(days))
    }
}

/// A learner's calendar: maps moments to study days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StudyCalendar {
    /// The time zone of the rollover hour.
    pub zone: Tz,
    /// The hour at which a study day begins, 0 to 23.
    pub rollover_hour: u8,
}

impl StudyCalendar {
    /// Makes the calendar of a time zone with study days that begin at 04:00.
    pub fn new(zone: Tz) -> Self {
        Self { zone, rollover_hour: DEFAULT_ROLLOVER_HOUR }
    }

    /// Returns the study day that a moment belongs to.
    pub fn day_of(self, moment: DateTime<Utc>) -> StudyDay {
        let local = moment.with_timezone(&self.zone).naive_local();
        StudyDay::on((local - Duration::hours(i64::from(self.rollover_hour))).date())
    }

    /// Returns the moment at which a study day begins.
    pub fn start_of(self, day: StudyDay) -> DateTime<Utc> {
        let begin = NaiveTime::from_hms_opt(self.rollover_hour.into(), 0, 0).unwrap_or(NaiveTime::MIN);
        let local = day.date().and_time(begin);
        // If the clocks skip that hour, it does not exist: the day begins with the next hour.
        let existing = [local, local + Duration::hours(1)]
            .into_iter()
            .find_map(|local| self.zone.from_local_datetime(&local).earliest());
        existing.map_or_else(|| local.and_utc(), |moment| moment.with_timezone(&Utc))
    }
}

/// The times and time zones of a learner's answers. They decide whether the learner can be in another zone already.
#[derive(Debug, Default)]
pub struct Whereabouts(BTreeMap<DateTime<Utc>, Tz>);

impl Whereabouts {
    /// Adds an answer that was accepted before.
    pub fn add(&mut self, at: DateTime<Utc>, zone: Tz) {
        self.0.insert(at, zone);
    }

    /// Adds an answer and returns its time zone: the one that was named, unless the nearest other answer is less than six
    /// hours away and has a zone with another offset. Then it is that zone.
    pub fn locate(&mut self, at: DateTime<Utc>, named: Tz) -> Tz {
        let (before, after) = (self.0.range(..=at).next_back(), self.0.range(at..).next());
        let distance = |(other, _): &(&DateTime<Utc>, &Tz)| (**other - at).abs();
        let nearest = before.into_iter().chain(after).min_by_key(distance);
        let offset = |zone: Tz| zone.offset_from_utc_datetime(&at.naive_utc()).fix();
        let held = nearest.filter(|other| distance(other) < MIN_JOURNEY).map(|(_, zone)| *zone);
        let zone = held.filter(|held| offset(*held) != offset(named)).unwrap_or(named);
        self.add(at, zone);
        zone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_night_belongs_to_the_day_before() {
        let almaty = StudyCalendar::new(chrono_tz::Asia::Almaty);
        let evening = almaty.day_of(at("2026-11-23T18:00:00Z"));
        assert_eq!(almaty.day_of(at("2026-11-23T22:59:59Z")), evening);
        assert_eq!(almaty.day_of(at("2026-11-23T23:00:00Z")), evening.plus(1));
        assert_eq!(evening.date(), "2026-11-23".parse().unwrap());
    }

    #[test]
    fn almaty_moved_from_utc_plus_6_to_plus_5_in_march_2024() {
        let almaty = StudyCalendar::new(chrono_tz::Asia::Almaty);
        let day = almaty.day_of(at("2024-02-29T12:00:00Z"));
        assert_eq!(almaty.start_of(day), at("2024-02-28T22:00:00Z"));
        assert_eq!(almaty.start_of(day.plus(1)), at("2024-02-29T23:00:00Z"));
    }

    #[test]
    fn nobody_is_in_two_time_zones_at_once() {
        use chrono_tz::America::Los_Angeles;
        use chrono_tz::Asia::{Almaty, Oral};
        use chrono_tz::Pacific::{Kiritimati, Niue};
        let mut whereabouts = Whereabouts::default();
        let mut locate = |time: &str, zone| whereabouts.locate(at(&format!("2026-11-{time}Z")), zone);
        assert_eq!(locate("23T10:30:00", Niue), Niue);
        assert_eq!(locate("23T10:30:01", Kiritimati), Niue);
        assert_eq!(locate("23T10:29:59", Almaty), Niue, "an earlier answer that arrives later");
        assert_eq!(locate("23T16:30:01", Almaty), Almaty, "six hours later");
        assert_eq!(locate("23T16:31:00", Oral), Oral, "the same time of day");
        // A flight of fifteen hours, and an answer during it on a phone that still has the time zone of home.
        assert_eq!(locate("24T09:00:00", Almaty), Almaty);
        assert_eq!(locate("24T15:00:00", Los_Angeles), Los_Angeles);
        assert_eq!(locate("24T10:00:00", Almaty), Almaty);
    }

    proptest! {
        #[test]
        fn zones_named_at_one_moment_make_one_day(zones in proptest::collection::vec(0usize..chrono_tz::TZ_VARIANTS.len(), 1..20)) {
            let mut whereabouts = Whereabouts::default();
            let mut days = std::collections::BTreeSet::new();
            for (zone, second) in zones.into_iter().zip(0..) {
                let moment = at("2026-11-23T10:30:00Z") + Duration::seconds(second);
                let zone = whereabouts.locate(moment, chrono_tz::TZ_VARIANTS[zone]);
                days.insert(StudyCalendar::new(zone).day_of(moment));
            }
            prop_assert_eq!(days.len(), 1);
        }

        #[test]
        fn a_day_contains_its_start(
            seconds in 0i64..4_000_000_000,
            zone in 0usize..chrono_tz::TZ_VARIANTS.len(),
            rollover_hour in 0u8..24,
        ) {
            let calendar = StudyCalendar { zone: chrono_tz::TZ_VARIANTS[zone], rollover_hour };
            let moment = DateTime::from_timestamp(seconds, 0).unwrap();
            let day = calendar.day_of(moment);
            prop_assert!(calendar.start_of(day) <= moment + Duration::hours(1));
            prop_assert!(calendar.start_of(day.plus(2)) > moment);
        }
    }
}

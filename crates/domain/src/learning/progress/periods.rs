//! True retention by day, week, month and year.

use std::collections::BTreeMap;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use crate::closed_list::closed_list;
use crate::learning::progress::{DayCounts, Retention};
use crate::learning::study_day::StudyDay;

closed_list! {
    /// The length of the periods by which study days are grouped.
    Period {
        /// Single days.
        Day = "day",
        /// Weeks, from Monday to Sunday.
        Week = "week",
        /// Calendar months.
        Month = "month",
        /// Calendar years.
        Year = "year",
        /// The whole requested range.
        Whole = "whole",
    }
}

impl Period {
    /// Returns the smallest number of days in a period. `None` if it depends on the requested range.
    pub fn minimum_days(self) -> Option<u32> {
        match self {
            Self::Day => Some(1),
            Self::Week => Some(7),
            Self::Month => Some(28),
            Self::Year => Some(365),
            Self::Whole => None,
        }
    }

    /// Returns the first and the last day of the period that contains a day. `None` for the whole range.
    fn bounds(self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let (first, next) = match self {
            Self::Day => return Some((day, day)),
            Self::Week => {
                let first = day.checked_sub_days(Days::new(day.weekday().num_days_from_monday().into()))?;
                (first, first.checked_add_days(Days::new(7))?)
            }
            Self::Month => {
                let first = day.with_day(1)?;
                (first, first.checked_add_months(Months::new(1))?)
            }
            Self::Year => {
                let first = NaiveDate::from_ymd_opt(day.year(), 1, 1)?;
                (first, first.checked_add_months(Months::new(12))?)
            }
            Self::Whole => return None,
        };
        Some((first, next.pred_opt()?))
    }
}

/// The retention in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeriodRetention {
    /// The first day.
    pub first: StudyDay,
    /// The last day.
    pub last: StudyDay,
    /// Retention of cards that came back after 1 to 20 days.
    pub young: Retention,
    /// Retention of cards that came back after 21 days or more.
    pub mature: Retention,
}

/// Returns the retention for each period in which a card came back, in order, within the range between two days. A
/// period that is partly outside the range is cut.
pub fn retention_by(
    period: Period,
    (from, to): (StudyDay, StudyDay),
    days: &[(StudyDay, DayCounts)],
) -> Vec<PeriodRetention> {
    let mut periods: BTreeMap<StudyDay, PeriodRetention> = BTreeMap::new();
    for (day, counts) in days.iter().filter(|(_, counts)| counts.returned_cards() > 0) {
        let bounds = period.bounds(day.date()).map(|(first, last)| (StudyDay::on(first), StudyDay::on(last)));
        let (first, last) = bounds.map_or((from, to), |(first, last)| (first.max(from), last.min(to)));
        let empty =
            PeriodRetention { first, last, young: Retention::default(), mature: Retention::default() };
        let sum = periods.entry(first).or_insert(empty);
        sum.young = sum.young.plus(counts.young);
        sum.mature = sum.mature.plus(counts.mature);
    }
    periods.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> StudyDay {
        StudyDay::on(text.parse().unwrap())
    }

    #[test]
    fn days_are_grouped_by_the_calendar() {
        let counts = |reviews, retained| DayCounts {
            young: Retention { reviews, retained },
            mature: Retention { reviews: 1, retained: 1 },
            ..DayCounts::default()
        };
        let days = [
            (day("2026-11-22"), counts(4, 3)),
            (day("2026-11-23"), counts(2, 2)),
            (day("2026-11-24"), DayCounts { reviews: 5, ..DayCounts::default() }),
            (day("2026-12-01"), counts(1, 0)),
        ];
        let range = (day("2026-11-20"), day("2026-12-05"));
        let by = |period| -> Vec<(String, String, u32)> {
            let row = |sum: PeriodRetention| {
                (
                    sum.first.date().to_string(),
                    sum.last.date().to_string(),
                    sum.young.plus(sum.mature).reviews,
                )
            };
            retention_by(period, range, &days).into_iter().map(row).collect()
        };
        let rows = |of: &[(&str, &str, u32)]| -> Vec<(String, String, u32)> {
            of.iter().map(|&(first, last, reviews)| (first.to_owned(), last.to_owned(), reviews)).collect()
        };
        let by_day = [
            ("2026-11-22", "2026-11-22", 5),
            ("2026-11-23", "2026-11-23", 3),
            ("2026-12-01", "2026-12-01", 2),
        ];
        assert_eq!(by(Period::Day), rows(&by_day));
        let by_week = [
            ("2026-11-20", "2026-11-22", 5),
            ("2026-11-23", "2026-11-29", 3),
            ("2026-11-30", "2026-12-05", 2),
        ];
        assert_eq!(by(Period::Week), rows(&by_week));
        let by_month = [("2026-11-20", "2026-11-30", 8), ("2026-12-01", "2026-12-05", 2)];
        assert_eq!(by(Period::Month), rows(&by_month));
        assert_eq!(by(Period::Year), rows(&[("2026-11-20", "2026-12-05", 10)]));
        assert_eq!(by(Period::Whole), rows(&[("2026-11-20", "2026-12-05", 10)]));
    }
}

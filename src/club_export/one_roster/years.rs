//! School years. In Kazakhstan they begin on 1 September.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};

/// The first month of a school year.
const FIRST_MONTH: u32 = 9;

/// A school year, numbered by the calendar year in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SchoolYear(i32);

impl SchoolYear {
    /// Returns the school year of a day.
    pub(super) fn of(day: NaiveDate) -> Self {
        Self(day.year() + i32::from(day.month() >= FIRST_MONTH))
    }

    /// Returns the calendar year in which it ends.
    pub(super) fn number(self) -> i32 {
        self.0
    }

    /// Returns the title, such as `2026/2027`.
    pub(super) fn title(self) -> String {
        format!("{}/{}", self.0 - 1, self.0)
    }

    /// Returns the first day, and the day after the last.
    pub(super) fn days(self) -> (NaiveDate, NaiveDate) {
        let first = |year| NaiveDate::from_ymd_opt(year, FIRST_MONTH, 1).unwrap_or_default();
        (first(self.0 - 1), first(self.0))
    }
}

/// Returns the school years of all days from one day to another, and those of some more days.
pub(super) fn school_years(
    from: NaiveDate,
    until: NaiveDate,
    more: impl Iterator<Item = NaiveDate>,
) -> BTreeSet<SchoolYear> {
    let mut years: BTreeSet<SchoolYear> = more.map(SchoolYear::of).collect();
    years.extend((SchoolYear::of(from).0..=SchoolYear::of(until).0).map(SchoolYear));
    years
}

/// Returns the next day.
pub(super) fn day_after(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

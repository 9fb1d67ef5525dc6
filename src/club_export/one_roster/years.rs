//! School years, which in Kazakhstan begin on the first of September.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};

/// The month with which a school year begins.
const FIRST_MONTH: u32 = 9;

/// A school year, named by the calendar year in which it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SchoolYear(i32);

impl SchoolYear {
    /// The one that a day is in.
    pub(super) fn of(day: NaiveDate) -> Self {
        Self(day.year() + i32::from(day.month() >= FIRST_MONTH))
    }

    /// The year in which it ends.
    pub(super) fn number(self) -> i32 {
        self.0
    }

    /// What it is called: `2026/2027`.
    pub(super) fn title(self) -> String {
        format!("{}/{}", self.0 - 1, self.0)
    }

    /// Its first day, and the day after its last.
    pub(super) fn days(self) -> (NaiveDate, NaiveDate) {
        let first = |year| NaiveDate::from_ymd_opt(year, FIRST_MONTH, 1).unwrap_or_default();
        (first(self.0 - 1), first(self.0))
    }
}

/// Those from one day to another, and those of some more days.
pub(super) fn years(
    from: NaiveDate,
    until: NaiveDate,
    more: impl Iterator<Item = NaiveDate>,
) -> BTreeSet<SchoolYear> {
    let mut years: BTreeSet<SchoolYear> = more.map(SchoolYear::of).collect();
    years.extend((SchoolYear::of(from).0..=SchoolYear::of(until).0).map(SchoolYear));
    years
}

/// The day after another.
pub(super) fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

//! A single date, and the days that it can mean.

use chrono::{Datelike as _, Days, Months, NaiveDate};

/// A year, a month or a day, with the certainty that its source gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FuzzyDate {
    pub(crate) first_day: NaiveDate,
    pub(crate) last_day: NaiveDate,
    pub(crate) precision: Precision,
    pub(crate) qualifier: Option<Qualifier>,
}

/// The smallest unit that a date names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// Only the year: `2015`.
    Year,
    /// The month: `2015-03`.
    Month,
    /// The day: `2015-03-01`.
    Day,
}

/// The character after a date that qualifies it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Qualifier {
    /// `?`
    Uncertain,
    /// `~`
    Approximate,
    /// `%`
    Both,
}

impl FuzzyDate {
    /// Returns the first day that the date can mean.
    pub fn earliest(self) -> NaiveDate {
        self.first_day
    }

    /// Returns the last day that the date can mean.
    pub fn latest(self) -> NaiveDate {
        self.last_day
    }

    /// Returns the smallest unit that the date names.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Returns whether the date is marked as approximate (`~` or `%`).
    pub fn is_approximate(self) -> bool {
        matches!(self.qualifier, Some(Qualifier::Approximate | Qualifier::Both))
    }

    /// Returns whether the date is marked as uncertain (`?` or `%`).
    pub fn is_uncertain(self) -> bool {
        matches!(self.qualifier, Some(Qualifier::Uncertain | Qualifier::Both))
    }
}

impl Precision {
    /// Returns the last day of the unit that begins with `first_day`; `None` if no calendar date can hold it.
    pub(crate) fn last_day(self, first_day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year => NaiveDate::from_ymd_opt(first_day.year(), 12, 31),
            Self::Month => first_day.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1)),
            Self::Day => Some(first_day),
        }
    }
}

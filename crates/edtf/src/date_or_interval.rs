//! A date or an interval, and the days that it can mean.

use chrono::NaiveDate;

use crate::{FuzzyDate, Precision};

/// A date or an interval of dates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// A single date.
    Date(FuzzyDate),
    /// An interval from one date to another. `None` is an open start or an open end.
    Interval(Option<FuzzyDate>, Option<FuzzyDate>),
}

impl Edtf {
    /// Returns the first day that the date or interval can mean; `None` if its start is open.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.start_and_end().0.map(FuzzyDate::earliest)
    }

    /// Returns the last day that the date or interval can mean; `None` if its end is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.start_and_end().1.map(FuzzyDate::latest)
    }

    /// Returns whether the date, or the start or end of the interval, is marked as approximate.
    pub fn is_approximate(&self) -> bool {
        let (start, end) = self.start_and_end();
        start.is_some_and(FuzzyDate::is_approximate) || end.is_some_and(FuzzyDate::is_approximate)
    }

    /// Returns whether the date, or the start or end of the interval, is marked as uncertain.
    pub fn is_uncertain(&self) -> bool {
        let (start, end) = self.start_and_end();
        start.is_some_and(FuzzyDate::is_uncertain) || end.is_some_and(FuzzyDate::is_uncertain)
    }

    /// Returns the precision of a single date; `None` for an interval, whose start and end each have their own.
    pub fn precision(&self) -> Option<Precision> {
        match self {
            Self::Date(date) => Some(date.precision()),
            Self::Interval(..) => None,
        }
    }

    /// Returns the start and the end. A single date is both.
    fn start_and_end(&self) -> (Option<FuzzyDate>, Option<FuzzyDate>) {
        match *self {
            Self::Date(date) => (Some(date), Some(date)),
            Self::Interval(start, end) => (start, end),
        }
    }
}

impl From<FuzzyDate> for Edtf {
    fn from(date: FuzzyDate) -> Self {
        Self::Date(date)
    }
}

//! Reads dates and intervals from their text.

use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use crate::date::Qualifier;
use crate::{Edtf, FuzzyDate, Precision};

/// The text is not in the supported part of EDTF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an EDTF date: expected a year (2015), a month (2015-03) or a day (2015-03-01), followed by ~ or ? if it is \
     approximate or uncertain, or two of them as an interval (2015/2017, ../2015, 2017/..)"
)]
pub struct InvalidEdtf;

/// The text is not a single date of the supported part of EDTF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a single EDTF date: expected a year (2015), a month (2015-03) or a day (2015-03-01), followed by ~ if it is \
     approximate, ? if it is uncertain, % if it is both"
)]
pub struct InvalidDate;

impl From<InvalidDate> for InvalidEdtf {
    fn from(_: InvalidDate) -> Self {
        Self
    }
}

impl FromStr for FuzzyDate {
    type Err = InvalidDate;

    fn from_str(text: &str) -> Result<Self, InvalidDate> {
        let (date, qualifier) = match text.char_indices().next_back() {
            Some((at, '?')) => (&text[..at], Some(Qualifier::Uncertain)),
            Some((at, '~')) => (&text[..at], Some(Qualifier::Approximate)),
            Some((at, '%')) => (&text[..at], Some(Qualifier::Both)),
            _ => (text, None),
        };
        let (precision, missing) = match date.len() {
            4 => (Precision::Year, "-01-01"),
            7 => (Precision::Month, "-01"),
            10 => (Precision::Day, ""),
            _ => return Err(InvalidDate),
        };
        // chrono would also accept signs, spaces and single digits.
        let shape: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        if !"0000-00-00".starts_with(&shape) {
            return Err(InvalidDate);
        }
        let first_day =
            NaiveDate::parse_from_str(&format!("{date}{missing}"), "%Y-%m-%d").map_err(|_| InvalidDate)?;
        // 0000 is the year before the year 1, and refused as all years before it are: people would read it as a year 0.
        if first_day.year() < 1 {
            return Err(InvalidDate);
        }
        let last_day = precision.last_day(first_day).ok_or(InvalidDate)?;
        Ok(Self { first_day, last_day, precision, qualifier })
    }
}

impl FromStr for Edtf {
    type Err = InvalidEdtf;

    fn from_str(text: &str) -> Result<Self, InvalidEdtf> {
        let Some((start, end)) = text.split_once('/') else { return Ok(Self::Date(text.parse()?)) };
        let bound = |text: &str| match text {
            ".." => Ok(None),
            date => date.parse().map(Some),
        };
        let (start, end): (Option<FuzzyDate>, Option<FuzzyDate>) = (bound(start)?, bound(end)?);
        let is_ordered = match (start, end) {
            (None, None) => false,
            (Some(start), Some(end)) => start.earliest() <= end.latest(),
            _ => true,
        };
        if is_ordered { Ok(Self::Interval(start, end)) } else { Err(InvalidEdtf) }
    }
}

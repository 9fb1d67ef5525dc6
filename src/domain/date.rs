//! Dates as precise as their source: the part of EDTF (ISO 8601-2, <https://www.loc.gov/standards/datetime/>)
//! that directories need: year, month or day, `~` approximate, `?` uncertain, `%` both, and intervals with
//! open (`..`) ends.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};

/// A date or an interval of dates, with its precision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edtf {
    /// One date.
    Date(FuzzyDate),
    /// From one date to another; an end that is missing is open.
    Interval(Option<FuzzyDate>, Option<FuzzyDate>),
}

/// A year, a month of a year or a day, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FuzzyDate {
    first_day: NaiveDate,
    precision: Precision,
    qualifier: Option<Qualifier>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Precision {
    Year,
    Month,
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Qualifier {
    Uncertain,
    Approximate,
    Both,
}

/// The text is not in the supported part of EDTF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a date of EDTF: a year (2015), a month (2015-03) or a day (2015-03-01), with ~ or ? behind it if it is \
     approximate or uncertain, or two of them as an interval (2015/2017, ../2015, 2017/..)"
)]
pub struct InvalidEdtf;

impl Edtf {
    /// The first day it can mean; none if its beginning is open.
    pub fn earliest(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => Some(date.first_day),
            Self::Interval(from, _) => from.map(|date| date.first_day),
        }
    }

    /// The last day it can mean; none if its end is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        match self {
            Self::Date(date) => date.last_day(),
            Self::Interval(_, until) => until.and_then(FuzzyDate::last_day),
        }
    }
}

impl FuzzyDate {
    fn last_day(self) -> Option<NaiveDate> {
        let next = match self.precision {
            Precision::Year => self.first_day.checked_add_months(Months::new(12))?,
            Precision::Month => self.first_day.checked_add_months(Months::new(1))?,
            Precision::Day => return Some(self.first_day),
        };
        next.checked_sub_days(Days::new(1))
    }
}

impl FromStr for FuzzyDate {
    type Err = InvalidEdtf;

    fn from_str(text: &str) -> Result<Self, InvalidEdtf> {
        let (date, qualifier) = match text.char_indices().next_back() {
            Some((at, '?')) => (&text[..at], Some(Qualifier::Uncertain)),
            Some((at, '~')) => (&text[..at], Some(Qualifier::Approximate)),
            Some((at, '%')) => (&text[..at], Some(Qualifier::Both)),
            _ => (text, None),
        };
        let shape: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let (whole, precision) = match shape.as_str() {
            "0000" => (format!("{date}-01-01"), Precision::Year),
            "0000-00" => (format!("{date}-01"), Precision::Month),
            "0000-00-00" => (date.to_owned(), Precision::Day),
            _ => return Err(InvalidEdtf),
        };
        let first_day = NaiveDate::parse_from_str(&whole, "%Y-%m-%d").map_err(|_| InvalidEdtf)?;
        Ok(Self { first_day, precision, qualifier })
    }
}

impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
        };
        write!(f, "{}", self.first_day.format(format))?;
        f.write_str(match self.qualifier {
            None => "",
            Some(Qualifier::Uncertain) => "?",
            Some(Qualifier::Approximate) => "~",
            Some(Qualifier::Both) => "%",
        })
    }
}

impl FromStr for Edtf {
    type Err = InvalidEdtf;

    fn from_str(text: &str) -> Result<Self, InvalidEdtf> {
        let Some((from, until)) = text.split_once('/') else { return text.parse().map(Self::Date) };
        let end = |text: &str| match text {
            ".." => Ok(None),
            date => date.parse().map(Some),
        };
        let (from, until): (Option<FuzzyDate>, Option<FuzzyDate>) = (end(from)?, end(until)?);
        let ordered = match (from, until) {
            (None, None) => false,
            (Some(from), Some(until)) => Some(from.first_day) <= until.last_day(),
            _ => true,
        };
        if ordered { Ok(Self::Interval(from, until)) } else { Err(InvalidEdtf) }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |date: &Option<FuzzyDate>| date.map_or_else(|| "..".to_owned(), |date| date.to_string());
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Interval(from, until) => write!(f, "{}/{}", end(from), end(until)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    #[test]
    fn a_year_reaches_from_its_first_day_to_its_last() {
        let year: Edtf = "2016~".parse().unwrap();
        assert_eq!((year.earliest(), year.latest()), (day("2016-01-01"), day("2016-12-31")));
        let month: Edtf = "2016-02".parse().unwrap();
        assert_eq!((month.earliest(), month.latest()), (day("2016-02-01"), day("2016-02-29")));
    }

    #[test]
    fn an_open_end_has_no_limit() {
        let since: Edtf = "2015/..".parse().unwrap();
        assert_eq!((since.earliest(), since.latest()), (day("2015-01-01"), None));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "15",
            "2015-13",
            "2015-02-30",
            "2015-1-1",
            "2017/2015",
            "../..",
            "2015~~",
            "май 2015",
            "+2015",
        ] {
            assert_eq!(text.parse::<Edtf>(), Err(InvalidEdtf), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_read_is_written_the_same(text in r"(\d{4}(-0[1-9](-[012][1-8])?)?[~?%]?)") {
            if let Ok(date) = text.parse::<Edtf>() {
                prop_assert_eq!(date.to_string(), text);
            }
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,20}") {
            let _ = text.parse::<Edtf>();
        }
    }
}

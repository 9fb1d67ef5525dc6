//! Dates as precise as their source: the part of EDTF (ISO 8601-2, <https://www.loc.gov/standards/datetime/>)
//! that directories need: year, month or day (level 0), `~` approximate, `?` uncertain, `%` both, and intervals
//! with open (`..`) ends (level 1).
//!
//! The rest of level 1 is refused: years before 0000 or after 9999, seasons, unspecified digits, and the interval
//! of which an end is not known rather than open. A source that says no more than these has nothing to count with.
//! A qualifier says how sure the source is; it doesn't widen the days that a date can mean, since nobody could say
//! by how much.
//!
//! In serde both are their text.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use chrono::{Datelike as _, Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A date or an interval of dates, with its precision.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Edtf {
    /// One date.
    Date(FuzzyDate),
    /// From one date to another; an end that is missing is open.
    Interval(Option<FuzzyDate>, Option<FuzzyDate>),
}

/// A year, a month of a year or a day, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct FuzzyDate {
    first_day: NaiveDate,
    last_day: NaiveDate,
    precision: Precision,
    qualifier: Option<Qualifier>,
}

/// How much of a date is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Precision {
    /// The year alone: `2015`.
    Year,
    /// The month: `2015-03`.
    Month,
    /// The day: `2015-03-01`.
    Day,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// The text is not one date of the supported part of EDTF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "not one date of EDTF: a year (2015), a month (2015-03) or a day (2015-03-01), with ~ behind it if it is \
     approximate, ? if it is uncertain, % if it is both"
)]
pub struct InvalidDate;

impl From<InvalidDate> for InvalidEdtf {
    fn from(_: InvalidDate) -> Self {
        Self
    }
}

impl Edtf {
    /// The first day it can mean; none if its beginning is open.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.ends().0.map(FuzzyDate::earliest)
    }

    /// The last day it can mean; none if its end is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.ends().1.map(FuzzyDate::latest)
    }

    /// Whether it, or an end of it, is approximate.
    pub fn is_approximate(&self) -> bool {
        let (from, until) = self.ends();
        from.is_some_and(FuzzyDate::is_approximate) || until.is_some_and(FuzzyDate::is_approximate)
    }

    /// Whether it, or an end of it, is uncertain.
    pub fn is_uncertain(&self) -> bool {
        let (from, until) = self.ends();
        from.is_some_and(FuzzyDate::is_uncertain) || until.is_some_and(FuzzyDate::is_uncertain)
    }

    /// How much of the date is told; none for an interval, whose ends have each their own.
    pub fn precision(&self) -> Option<Precision> {
        match self {
            Self::Date(date) => Some(date.precision()),
            Self::Interval(..) => None,
        }
    }

    /// One date is both of its ends.
    fn ends(&self) -> (Option<FuzzyDate>, Option<FuzzyDate>) {
        match *self {
            Self::Date(date) => (Some(date), Some(date)),
            Self::Interval(from, until) => (from, until),
        }
    }
}

impl From<FuzzyDate> for Edtf {
    fn from(date: FuzzyDate) -> Self {
        Self::Date(date)
    }
}

impl FuzzyDate {
    /// The first day it can mean.
    pub fn earliest(self) -> NaiveDate {
        self.first_day
    }

    /// The last day it can mean.
    pub fn latest(self) -> NaiveDate {
        self.last_day
    }

    /// How much of it is told.
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// Whether the source gives it approximately (`~`, `%`).
    pub fn is_approximate(self) -> bool {
        matches!(self.qualifier, Some(Qualifier::Approximate | Qualifier::Both))
    }

    /// Whether the source isn't sure of it (`?`, `%`).
    pub fn is_uncertain(self) -> bool {
        matches!(self.qualifier, Some(Qualifier::Uncertain | Qualifier::Both))
    }
}

impl Precision {
    fn last_day(self, first_day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Year => NaiveDate::from_ymd_opt(first_day.year(), 12, 31),
            Self::Month => first_day.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1)),
            Self::Day => Some(first_day),
        }
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
        let (precision, rest) = match date.len() {
            4 => (Precision::Year, "-01-01"),
            7 => (Precision::Month, "-01"),
            10 => (Precision::Day, ""),
            _ => return Err(InvalidDate),
        };
        // chrono would take signs, spaces and single digits too.
        let shape: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        if !"0000-00-00".starts_with(&shape) {
            return Err(InvalidDate);
        }
        let first_day =
            NaiveDate::parse_from_str(&format!("{date}{rest}"), "%Y-%m-%d").map_err(|_| InvalidDate)?;
        let last_day = precision.last_day(first_day).ok_or(InvalidDate)?;
        Ok(Self { first_day, last_day, precision, qualifier })
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
        let Some((from, until)) = text.split_once('/') else { return Ok(Self::Date(text.parse()?)) };
        let end = |text: &str| match text {
            ".." => Ok(None),
            date => date.parse().map(Some),
        };
        let (from, until): (Option<FuzzyDate>, Option<FuzzyDate>) = (end(from)?, end(until)?);
        let ordered = match (from, until) {
            (None, None) => false,
            (Some(from), Some(until)) => from.earliest() <= until.latest(),
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

impl Serialize for FuzzyDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FuzzyDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Written { expected: "one date of EDTF as a text", kind: PhantomData })
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a date or an interval of EDTF as a text";
        deserializer.deserialize_str(Written { expected, kind: PhantomData })
    }
}

/// Reads a value from its text; whoever writes `2015` instead of `\"2015\"` is told what was expected.
struct Written<T> {
    expected: &'static str,
    kind: PhantomData<T>,
}

impl<T: FromStr<Err: fmt::Display>> de::Visitor<'_> for Written<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, such as \"2015-03\"", self.expected)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        text.parse().map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn fuzzy(text: &str) -> FuzzyDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_reaches_from_its_first_day_to_its_last() {
        let year: Edtf = "2016~".parse().unwrap();
        assert_eq!((year.earliest(), year.latest()), (day("2016-01-01"), day("2016-12-31")));
        let month: Edtf = "2016-02".parse().unwrap();
        assert_eq!((month.earliest(), month.latest()), (day("2016-02-01"), day("2016-02-29")));
    }

    #[test]
    fn the_last_month_that_can_be_written_has_a_last_day() {
        for text in ["9999", "9999-12", "9999-12-31"] {
            assert_eq!(Some(fuzzy(text).latest()), day("9999-12-31"), "{text}");
        }
        assert_eq!(fuzzy("0000").earliest().year(), 0);
    }

    #[test]
    fn an_open_end_has_no_limit() {
        let since: Edtf = "2015/..".parse().unwrap();
        assert_eq!((since.earliest(), since.latest()), (day("2015-01-01"), None));
    }

    #[test]
    fn a_date_tells_its_precision_and_how_sure_it_is() {
        for (text, precision, approximate, uncertain) in [
            ("2015", Some(Precision::Year), false, false),
            ("2015-03~", Some(Precision::Month), true, false),
            ("2015-03-01?", Some(Precision::Day), false, true),
            ("2015%", Some(Precision::Year), true, true),
            ("2015/2017~", None, true, false),
            ("2015?/..", None, false, true),
            ("../2017", None, false, false),
        ] {
            let date: Edtf = text.parse().unwrap();
            assert_eq!(date.precision(), precision, "{text}");
            assert_eq!((date.is_approximate(), date.is_uncertain()), (approximate, uncertain), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let long = "2015-03-01".repeat(100_000);
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
            "-0001",
            "-001",
            "2015-00",
            "2015-03-00",
            "2015-02-29",
            "1900-02-29",
            "10000",
            "2015-21",
            "201X",
            "2015/",
            "/2015",
            "2015/2016/2017",
            "2015-03-01T00:00",
            " 2015",
            "2015 ",
            "2015-",
            "~",
            "..",
            "2015/~",
            "２０１５",
            "٢٠١٥",
            "201５",
            "я015",
            "2015~\u{301}",
            "2015\0",
            &long,
        ] {
            assert_eq!(text.parse::<Edtf>(), Err(InvalidEdtf), "{text}");
            assert_eq!(text.parse::<FuzzyDate>(), Err(InvalidDate), "{text}");
        }
        for text in ["2016-02-29", "2000-02-29", "0000-02-29"] {
            assert!(text.parse::<FuzzyDate>().is_ok(), "{text}");
        }
        assert_eq!("2015/2017".parse::<FuzzyDate>(), Err(InvalidDate));
    }

    #[test]
    fn in_json_a_date_is_its_text() {
        let dates: Vec<Edtf> = serde_json::from_str(r#"["2015-03~", "2015/.."]"#).unwrap();
        assert_eq!(serde_json::to_string(&dates).unwrap(), r#"["2015-03~","2015/.."]"#);
        // Escapes, so that the text can't be borrowed.
        assert_eq!(serde_json::from_str::<FuzzyDate>(r#""\u0032015""#).unwrap(), fuzzy("2015"));
    }

    #[test]
    fn an_error_of_json_names_what_is_accepted() {
        let error = serde_json::from_str::<FuzzyDate>("\"2015/2016\"").unwrap_err().to_string();
        assert!(error.starts_with(&InvalidDate.to_string()), "{error}");
        let error = serde_json::from_str::<Edtf>("\"spring\"").unwrap_err().to_string();
        assert!(error.starts_with(&InvalidEdtf.to_string()), "{error}");
        let error = serde_json::from_str::<Edtf>("2015").unwrap_err().to_string();
        assert!(error.contains("expected a date or an interval of EDTF as a text"), "{error}");
    }

    /// Any date that there is, by its parts and not by its text.
    fn any_date() -> impl Strategy<Value = FuzzyDate> {
        let qualifiers =
            vec![None, Some(Qualifier::Uncertain), Some(Qualifier::Approximate), Some(Qualifier::Both)];
        (0i32..=9999, 1u32..=366, 0..3, prop::sample::select(qualifiers)).prop_map(
            |(year, ordinal, precision, qualifier)| {
                let day = NaiveDate::from_yo_opt(year, ordinal)
                    .unwrap_or_else(|| NaiveDate::from_yo_opt(year, 365).unwrap());
                let next_month = if day.month() == 12 { (year + 1, 1) } else { (year, day.month() + 1) };
                let ymd = |(y, m), d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
                let (precision, first_day, last_day) = match precision {
                    0 => (Precision::Year, ymd((year, 1), 1), ymd((year, 12), 31)),
                    1 => (
                        Precision::Month,
                        ymd((year, day.month()), 1),
                        ymd(next_month, 1).pred_opt().unwrap(),
                    ),
                    _ => (Precision::Day, day, day),
                };
                FuzzyDate { first_day, last_day, precision, qualifier }
            },
        )
    }

    fn any_edtf() -> impl Strategy<Value = Edtf> {
        (any_date(), any_date(), 0..4).prop_map(|(one, other, shape)| match shape {
            0 => Edtf::Date(one),
            1 => Edtf::Interval(None, Some(one)),
            2 => Edtf::Interval(Some(one), None),
            _ if one.earliest() <= other.latest() => Edtf::Interval(Some(one), Some(other)),
            _ => Edtf::Interval(Some(other), Some(one)),
        })
    }

    proptest! {
        #[test]
        fn what_was_written_is_read_the_same(date in any_edtf()) {
            prop_assert_eq!(&date.to_string().parse::<Edtf>().unwrap(), &date);
            let json = serde_json::to_string(&date).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Edtf>(&json).unwrap(), &date);
        }

        #[test]
        fn what_was_read_is_written_the_same(
            text in r"[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?[~?%]?(/(\.\.|[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?[~?%]?))?",
        ) {
            if let Ok(date) = text.parse::<Edtf>() {
                prop_assert_eq!(date.to_string(), text);
            }
        }

        #[test]
        fn a_date_that_exists_is_read(date in any_date()) {
            let text = date.to_string();
            prop_assert_eq!(text.parse::<FuzzyDate>().unwrap().to_string(), text);
            prop_assert!(date.earliest() <= date.latest());
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in ".{0,20}", near in r"[0-9٠-٩/~?%.\-é ]{0,24}") {
            let _ = (text.parse::<Edtf>(), text.parse::<FuzzyDate>());
            if let Ok(date) = near.parse::<Edtf>() {
                prop_assert_eq!(date.to_string(), near);
            }
        }
    }
}

//! Scalars and small types that many parts of the schema share.

use async_graphql::{
    Context, Enum, ID, InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value,
};
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc};
use edtf::{Edtf, FuzzyDate};

use crate::domain::directory::schedule::{ScheduleProblem, local_time};
use crate::domain::ids::{Id, Kind};
use crate::domain::language_tag;
use crate::domain::problem::Problem;
use crate::domain::text as domain_text;
use crate::graphql::context::request;
use crate::graphql::lenient::TextScalar;

/// A language of the service. A text is returned in the language of the argument `lang`. Without this argument, it is
/// returned in the language of the request: the first language in `Accept-Language` that the service has, or Kazakh. If
/// the text lacks the language, it is returned in the first of Kazakh, Russian and English that it has. For each such
/// field there is one that returns all languages of the text, such as `nameTexts` for `name`, in the order Kazakh,
/// Russian, English. So the first entry of `nameTexts` is what `name` falls back to.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain_text::Language")]
pub enum Language {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

/// A calendar date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A calendar date in ISO 8601: `2026-11-23`.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-date")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => text.parse().map(Self).map_err(InputValueError::custom),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

impl TextScalar for Date {
    fn read(text: &str) -> Result<Self, Problem> {
        let is_well_formed = text.len() == 10
            && text
                .char_indices()
                .all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() });
        text.parse()
            .map(Self)
            .map_err(|_| if is_well_formed { Problem::NoSuchDate } else { Problem::InvalidDay })
    }
}

/// A local date and time, without a time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalDateTime(pub NaiveDateTime);

/// A local date and time in ISO 8601, without a time zone: `2026-03-21T10:00:00`; the seconds may be omitted.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-date-time")]
impl ScalarType for LocalDateTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => local_time(text)
                .map(Self)
                .ok_or_else(|| InputValueError::custom("not a local date and time like 2026-03-21T10:00:00")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%Y-%m-%dT%H:%M:%S").to_string())
    }
}

impl TextScalar for LocalDateTime {
    fn read(text: &str) -> Result<Self, Problem> {
        local_time(text).map(Self).ok_or(Problem::InvalidSchedule(ScheduleProblem::MalformedTime))
    }
}

/// A local time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalTime(pub NaiveTime);

/// A local time of day in ISO 8601: `09:00:00`; the seconds may be omitted.
#[Scalar(specified_by_url = "https://scalars.graphql.org/andimarek/local-time")]
impl ScalarType for LocalTime {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            Value::String(text) => local_time_of_day(text)
                .map(Self)
                .ok_or_else(|| InputValueError::custom("not a local time like 09:00")),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.format("%H:%M:%S").to_string())
    }
}

impl TextScalar for LocalTime {
    fn read(text: &str) -> Result<Self, Problem> {
        local_time_of_day(text).map(Self).ok_or(Problem::InvalidTimeOfDay)
    }
}

fn local_time_of_day(text: &str) -> Option<NaiveTime> {
    let format = match text.len() {
        5 => "%H:%M",
        8 => "%H:%M:%S",
        _ => return None,
    };
    NaiveTime::parse_from_str(text, format).ok().filter(|time| time.nanosecond() < 1_000_000_000)
}

/// The moments that people write in mutations are the ends of invitations; clients write the others.
impl TextScalar for DateTime<Utc> {
    fn read(text: &str) -> Result<Self, Problem> {
        text.parse().map_err(|_| Problem::InvalidExpiry)
    }
}

/// A BCP 47 language tag.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LanguageTag(pub String);

/// A BCP 47 language tag: `ru`, `en`, `ug`, `zh-Hans`. An ISO 639-3 code, such as `uig`, is accepted, and returned as
/// the shorter tag.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/info/bcp47")]
impl ScalarType for LanguageTag {
    fn parse(value: Value) -> InputValueResult<Self> {
        match value {
            Value::String(text) => Ok(Self(text)),
            other => Err(InputValueError::expected_type(other)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

impl From<&language_tag::LanguageTag> for LanguageTag {
    fn from(tag: &language_tag::LanguageTag) -> Self {
        Self(tag.as_str().to_owned())
    }
}

/// A date or an interval in EDTF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdtfText(pub String);

/// A date or an interval in EDTF (ISO 8601-2), as precise as its source: a year `2015`, a month `2015-03`, a day
/// `2015-03-01`. A suffix `~` means approximate, `?` uncertain, `%` both. An interval is `2015/2017`; `2015/..` has an
/// open end, `../2017` an open beginning. Seasons, unspecified digits (`201X`) and unknown ends (`2015/`) are not
/// supported.
#[Scalar(name = "EDTF", specified_by_url = "https://www.loc.gov/standards/datetime/")]
impl ScalarType for EdtfText {
    fn parse(value: Value) -> InputValueResult<Self> {
        match &value {
            // The mutation checks the text: its error has the language of the request and the path of the field.
            Value::String(text) => Ok(Self(text.clone())),
            _ => Err(InputValueError::expected_type(value)),
        }
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.clone())
    }
}

/// A date that is as precise as its source.
#[derive(SimpleObject, Debug, Clone)]
pub struct ImpreciseDate {
    /// The date in EDTF.
    pub edtf: EdtfText,
    /// The first day that the date can mean. Null if its beginning is open.
    pub earliest: Option<Date>,
    /// The last day that the date can mean. Null if its end is open.
    pub latest: Option<Date>,
}

impl From<&Edtf> for ImpreciseDate {
    fn from(date: &Edtf) -> Self {
        Self {
            edtf: EdtfText(date.to_string()),
            earliest: date.earliest().map(Date),
            latest: date.latest().map(Date),
        }
    }
}

impl From<FuzzyDate> for ImpreciseDate {
    fn from(date: FuzzyDate) -> Self {
        Self {
            edtf: EdtfText(date.to_string()),
            earliest: Some(Date(date.earliest())),
            latest: Some(Date(date.latest())),
        }
    }
}

/// Returns the requested day, or today in the institution's time zone.
pub fn day(context: &Context<'_>, requested: Option<Date>) -> NaiveDate {
    requested.map_or_else(|| request(context).today(), |date| date.0)
}

/// Rounds a number to six decimals. The model's numbers are less accurate than that.
pub fn decimal_64(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Returns the global id of a record.
pub fn global_id<K: Kind>(id: Id<K>) -> ID {
    ID(id.to_global())
}

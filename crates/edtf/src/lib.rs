//! Dates that are as precise as their source, in the Extended Date/Time Format
//! ([EDTF](https://www.loc.gov/standards/datetime/), ISO 8601-2).
//!
//! The crate supports the part of EDTF that catalogues and directories need:
//!
//! | notation                        | meaning                                                    | level |
//! |---------------------------------|------------------------------------------------------------|-------|
//! | `2015`, `2015-03`, `2015-03-01` | a year, a month, a day                                     | 0     |
//! | `2015/2017`                     | an interval                                                | 0     |
//! | `2015?`, `2015~`, `2015%`       | an uncertain date, an approximate one, one that is both    | 1     |
//! | `2015/..`, `../2017`            | an interval with an open end or an open start              | 1     |
//!
//! It rejects times of day and the rest of level 1: years before 0001 or after 9999, seasons, unspecified digits
//! (`201X`), and intervals with an unknown start or end (`2015/`). None of these gives a calendar day to calculate with.
//!
//! [`FuzzyDate`] is a single date, [`Edtf`] a date or an interval. Both know the first and the last day that they can
//! mean. A qualifier does not widen that range, because EDTF does not say by how much.
//!
//! ```
//! use chrono::NaiveDate;
//! use edtf::{Edtf, Precision};
//!
//! let founded: Edtf = "2016-02~".parse()?;
//! assert_eq!(founded.precision(), Some(Precision::Month));
//! assert!(founded.is_approximate());
//! assert_eq!(founded.earliest(), NaiveDate::from_ymd_opt(2016, 2, 1));
//! assert_eq!(founded.latest(), NaiveDate::from_ymd_opt(2016, 2, 29));
//!
//! let in_office: Edtf = "2015/..".parse()?;
//! assert_eq!(in_office.latest(), None);
//! assert_eq!(in_office.to_string(), "2015/..");
//! # Ok::<(), edtf::InvalidEdtf>(())
//! ```
//!
//! Both types are serialized with serde as their text.

mod date;
mod date_or_interval;
mod display;
mod parse;
#[cfg(test)]
mod tests;
mod text_format;

pub use date::{FuzzyDate, Precision};
pub use date_or_interval::Edtf;
pub use parse::{InvalidDate, InvalidEdtf};

//! Parsing and formatting of recurrence rules.

use std::fmt;
use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, Weekday};

use super::{End, Frequency, MAX_COUNT, MAX_INTERVAL, MAX_RULE_BYTES, NthWeekday, RecurrenceRule, Until};
use crate::directory::schedule::ScheduleProblem;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("MO", Weekday::Mon),
    ("TU", Weekday::Tue),
    ("WE", Weekday::Wed),
    ("TH", Weekday::Thu),
    ("FR", Weekday::Fri),
    ("SA", Weekday::Sat),
    ("SU", Weekday::Sun),
];

/// The parts of a rule's text, each at most once.
#[derive(Default)]
struct Parts<'a> {
    frequency: Option<&'a str>,
    interval: Option<&'a str>,
    count: Option<&'a str>,
    until: Option<&'a str>,
    months: Option<&'a str>,
    month_days: Option<&'a str>,
    weekdays: Option<&'a str>,
    positions: Option<&'a str>,
    week_start: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn split(text: &'a str) -> Result<Self, ScheduleProblem> {
        let mut parts = Self::default();
        for part in text.split(';') {
            let (name, value) = part.split_once('=').ok_or(ScheduleProblem::InvalidRule)?;
            let place = match name {
                "FREQ" => &mut parts.frequency,
                "INTERVAL" => &mut parts.interval,
                "COUNT" => &mut parts.count,
                "UNTIL" => &mut parts.until,
                "BYMONTH" => &mut parts.months,
                "BYMONTHDAY" => &mut parts.month_days,
                "BYDAY" => &mut parts.weekdays,
                "BYSETPOS" => &mut parts.positions,
                "WKST" => &mut parts.week_start,
                "BYSECOND" | "BYMINUTE" | "BYHOUR" | "BYYEARDAY" | "BYWEEKNO" | "RSCALE" | "SKIP" => {
                    return Err(ScheduleProblem::UnsupportedRulePart);
                }
                _ => return Err(ScheduleProblem::InvalidRule),
            };
            if place.replace(value).is_some() {
                return Err(ScheduleProblem::InvalidRule);
            }
        }
        Ok(parts)
    }
}

impl FromStr for RecurrenceRule {
    type Err = ScheduleProblem;

    fn from_str(text: &str) -> Result<Self, ScheduleProblem> {
        if text.len() > MAX_RULE_BYTES {
            return Err(ScheduleProblem::RuleTooLong);
        }
        let text = text.to_ascii_uppercase();
        let parts = Parts::split(&text)?;
        let frequency = match parts.frequency {
            Some("DAILY") => Frequency::Daily,
            Some("WEEKLY") => Frequency::Weekly,
            Some("MONTHLY") => Frequency::Monthly,
            Some("YEARLY") => Frequency::Yearly,
            Some("SECONDLY" | "MINUTELY" | "HOURLY") => return Err(ScheduleProblem::UnsupportedFrequency),
            _ => return Err(ScheduleProblem::InvalidRule),
        };
        let interval = match parts.interval {
            Some(text) => natural(text, MAX_INTERVAL, ScheduleProblem::InvalidInterval)?,
            None => 1,
        };
        let end = match (parts.count, parts.until) {
            (None, None) => End::Never,
            (Some(text), None) => End::Count(natural(text, MAX_COUNT, ScheduleProblem::InvalidCount)?),
            (None, Some(text)) => End::Until(text.parse()?),
            (Some(_), Some(_)) => return Err(ScheduleProblem::CountAndUntil),
        };
        let mut months = list(parts.months, |text| number(text, 12).filter(|month| *month > 0))?;
        let mut month_days = list(parts.month_days, |text| number(text, 31))?;
        let mut weekdays = list(parts.weekdays, nth_weekday)?;
        let mut positions = list(parts.positions, |text| number(text, 31))?;
        months.sort_unstable();
        month_days.sort_unstable();
        weekdays.sort_unstable_by_key(|day| (day.nth, day.weekday.num_days_from_monday()));
        positions.sort_unstable();
        months.dedup();
        month_days.dedup();
        weekdays.dedup();
        positions.dedup();
        let week_start = match parts.week_start {
            Some(text) => weekday(text).ok_or(ScheduleProblem::InvalidRule)?,
            None => Weekday::Mon,
        };
        let rule = Self { frequency, interval, end, months, month_days, weekdays, positions, week_start };
        rule.check()?;
        Ok(rule)
    }
}

impl FromStr for Until {
    type Err = ScheduleProblem;

    fn from_str(text: &str) -> Result<Self, ScheduleProblem> {
        let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        let local = || NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok();
        match shape.as_str() {
            "00000000" => NaiveDate::parse_from_str(text, "%Y%m%d").ok().map(Self::Day),
            "00000000T000000" => local().map(Self::Local),
            "00000000T000000Z" => local().map(|local| Self::Moment(local.and_utc())),
            _ => None,
        }
        .ok_or(ScheduleProblem::InvalidRule)
    }
}

/// Parses a number from 1 to `most`; `otherwise` is the problem if it is out of range.
fn natural(text: &str, most: u32, otherwise: ScheduleProblem) -> Result<u32, ScheduleProblem> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ScheduleProblem::InvalidRule);
    }
    text.parse().ok().filter(|number| (1..=most).contains(number)).ok_or(otherwise)
}

/// Parses a number with an optional sign whose absolute value is from 1 to `most`.
fn number(text: &str, most: i32) -> Option<i32> {
    let number: i32 = text.parse().ok()?;
    (1..=most).contains(&number.checked_abs()?).then_some(number)
}

fn list<T>(text: Option<&str>, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ScheduleProblem> {
    let Some(text) = text else { return Ok(Vec::new()) };
    text.split(',').map(read).collect::<Option<_>>().ok_or(ScheduleProblem::InvalidRule)
}

fn weekday(text: &str) -> Option<Weekday> {
    WEEKDAYS.into_iter().find(|(name, _)| *name == text).map(|(_, weekday)| weekday)
}

fn nth_weekday(text: &str) -> Option<NthWeekday> {
    let (nth, name) = text.split_at_checked(text.len().checked_sub(2)?)?;
    let nth = if nth.is_empty() { None } else { Some(number(nth, 53)?) };
    Some(NthWeekday { nth, weekday: weekday(name)? })
}

impl fmt::Display for RecurrenceRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.frequency {
            Frequency::Daily => "FREQ=DAILY",
            Frequency::Weekly => "FREQ=WEEKLY",
            Frequency::Monthly => "FREQ=MONTHLY",
            Frequency::Yearly => "FREQ=YEARLY",
        })?;
        if self.interval != 1 {
            write!(f, ";INTERVAL={}", self.interval)?;
        }
        match self.end {
            End::Never => {}
            End::Count(count) => write!(f, ";COUNT={count}")?,
            End::Until(until) => write!(f, ";UNTIL={until}")?,
        }
        write_list(f, "BYMONTH", &self.months)?;
        write_list(f, "BYMONTHDAY", &self.month_days)?;
        write_list(f, "BYDAY", &self.weekdays)?;
        write_list(f, "BYSETPOS", &self.positions)?;
        if self.week_start != Weekday::Mon {
            write!(f, ";WKST={}", name(self.week_start))?;
        }
        Ok(())
    }
}

impl fmt::Display for Until {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(date) => date.format("%Y%m%d").fmt(f),
            Self::Local(local) => local.format("%Y%m%dT%H%M%S").fmt(f),
            Self::Moment(moment) => moment.format("%Y%m%dT%H%M%SZ").fmt(f),
        }
    }
}

impl fmt::Display for NthWeekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(nth) = self.nth {
            write!(f, "{nth}")?;
        }
        f.write_str(name(self.weekday))
    }
}

fn name(weekday: Weekday) -> &'static str {
    WEEKDAYS.into_iter().find(|(_, day)| *day == weekday).map_or("", |(name, _)| name)
}

fn write_list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, part: &str, list: &[T]) -> fmt::Result {
    for (index, item) in list.iter().enumerate() {
        if index == 0 {
            write!(f, ";{part}={item}")?;
        } else {
            write!(f, ",{item}")?;
        }
    }
    Ok(())
}

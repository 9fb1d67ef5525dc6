//! Recurrence rules: the part of RFC 5545, section 3.3.10, that calendars agree on.

mod text;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::ScheduleProblem;
use super::wall::moment;

/// The longest text of a rule, in bytes.
pub const MAX_RULE_BYTES: usize = 500;
/// The largest INTERVAL.
pub const MAX_INTERVAL: u32 = 1_000;
/// The largest COUNT.
pub const MAX_COUNT: u32 = 1_000;

/// On which days something is held again: FREQ of DAILY, WEEKLY, MONTHLY or YEARLY; INTERVAL; COUNT or UNTIL; WKST;
/// BYMONTH; BYMONTHDAY, but not weekly, and yearly only with BYMONTH; BYDAY, plain or, monthly and yearly with BYMONTH,
/// numbered (`2SA`, `-1SU`), but not both, and numbered not with BYMONTHDAY; BYSETPOS only monthly, with plain BYDAY
/// alone; COUNT daily only without BYMONTH and BYMONTHDAY. The time of day is that of the first occurrence.
///
/// UNTIL is inclusive and has one of three forms: `20261231T130000Z` is that moment, `20261231T180000` that time in the
/// event's zone, `20261231` the whole of that day there.
///
/// It is read from text without `RRULE:`, in any case and order of the parts, and written in one order, its lists sorted
/// and without repetitions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecurrenceRule {
    pub(super) frequency: Frequency,
    pub(super) interval: u32,
    pub(super) end: End,
    pub(super) months: Vec<i32>,
    pub(super) month_days: Vec<i32>,
    pub(super) weekdays: Vec<NthWeekday>,
    pub(super) positions: Vec<i32>,
    pub(super) week_start: Weekday,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// When a rule's repetitions end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Never,
    Count(u32),
    Until(Until),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    Day(NaiveDate),
    Local(NaiveDateTime),
    Moment(DateTime<Utc>),
}

/// Every such weekday, or the nth of the month, from its end if negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NthWeekday {
    pub(super) nth: Option<i32>,
    pub(super) weekday: Weekday,
}

impl RecurrenceRule {
    /// Whether it repeats for ever.
    pub fn is_endless(&self) -> bool {
        self.end == End::Never
    }

    /// The rule as a calendar file needs it where DTSTART has a TZID: UNTIL as a moment in UTC (RFC 5545, 3.3.10).
    #[must_use]
    pub fn with_until_in_utc(&self, zone: Tz) -> Self {
        let end = match self.end {
            End::Until(until) => End::Until(Until::Moment(until.moment(zone))),
            end => end,
        };
        Self { end, ..self.clone() }
    }

    /// Whether UNTIL lies before a start.
    pub(super) fn ends_before(&self, start: DateTime<Tz>) -> bool {
        matches!(self.end, End::Until(until) if until.moment(start.timezone()) < start)
    }

    fn check(&self) -> Result<(), ScheduleProblem> {
        let (yearly, monthly) = (self.frequency == Frequency::Yearly, self.frequency == Frequency::Monthly);
        let numbered = self.weekdays.iter().any(|day| day.nth.is_some());
        let plain = self.weekdays.iter().any(|day| day.nth.is_none());
        let dated = !self.month_days.is_empty();
        let positioned = !self.positions.is_empty();
        let invalid = [
            numbered && !monthly && !yearly,
            dated && self.frequency == Frequency::Weekly,
            positioned && self.weekdays.is_empty() && !dated,
        ];
        if invalid.contains(&true) {
            return Err(ScheduleProblem::InvalidRule);
        }
        // Of these, programs make different things.
        let disputed = [
            numbered && (plain || dated),
            yearly && (numbered || dated) && self.months.is_empty(),
            positioned && (!monthly || numbered || dated),
            // Not disputed, but it would be counted day by day over centuries: a monthly rule says the same.
            self.frequency == Frequency::Daily
                && (dated || !self.months.is_empty())
                && matches!(self.end, End::Count(_)),
        ];
        if disputed.contains(&true) {
            return Err(ScheduleProblem::UnsupportedRulePart);
        }
        // No month has a sixth Monday.
        let beyond = self.weekdays.iter().any(|day| day.nth.is_some_and(|nth| nth.abs() > 5));
        if beyond { Err(ScheduleProblem::InvalidRule) } else { Ok(()) }
    }
}

impl Until {
    pub(super) fn moment(self, zone: Tz) -> DateTime<Utc> {
        let end_of_day = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN);
        match self {
            Self::Day(date) => moment(zone, date.and_time(end_of_day)).to_utc(),
            Self::Local(local) => moment(zone, local).to_utc(),
            Self::Moment(moment) => moment,
        }
    }
}

impl TryFrom<String> for RecurrenceRule {
    type Error = ScheduleProblem;

    fn try_from(text: String) -> Result<Self, ScheduleProblem> {
        text.parse()
    }
}

impl From<RecurrenceRule> for String {
    fn from(rule: RecurrenceRule) -> Self {
        rule.to_string()
    }
}

#[cfg(test)]
mod tests;

//! Recurrence rules: the subset of RFC 5545, section 3.3.10, that calendar programs interpret alike.

mod text;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Utc, Weekday};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::ScheduleProblem;
use super::local_time::moment;

/// The maximum length of a rule's text, in bytes.
pub const MAX_RULE_BYTES: usize = 500;
/// The largest INTERVAL that a rule may have.
pub const MAX_INTERVAL: u32 = 1_000;
/// The largest COUNT that a rule may have.
pub const MAX_COUNT: u32 = 1_000;

/// A recurrence rule. The time of day is that of the first occurrence. Allowed parts:
///
/// - FREQ: DAILY, WEEKLY, MONTHLY or YEARLY.
/// - INTERVAL, WKST and BYMONTH.
/// - COUNT or UNTIL. With FREQ=DAILY, COUNT is only allowed without BYMONTH and BYMONTHDAY.
/// - BYMONTHDAY: not with FREQ=WEEKLY, and with FREQ=YEARLY only together with BYMONTH.
/// - BYDAY: plain weekdays, or numbered ones (`2SA`, `-1SU`), but not both. Numbered weekdays are only allowed with
///   FREQ=MONTHLY, or with FREQ=YEARLY and BYMONTH, and not together with BYMONTHDAY.
/// - BYSETPOS: only with FREQ=MONTHLY and plain BYDAY, without BYMONTHDAY.
///
/// UNTIL is inclusive and has one of three forms: `20261231T130000Z` is a moment, `20261231T180000` is a local time in
/// the event's zone, and `20261231` is the whole day in that zone.
///
/// The text is read without `RRULE:`, in upper or lower case, with the parts in any order. It is written in one fixed
/// order, with sorted lists without duplicates.
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

/// The end of a rule.
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

/// A weekday: every one, or the nth of the month, counted from the end if negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NthWeekday {
    pub(super) nth: Option<i32>,
    pub(super) weekday: Weekday,
}

impl RecurrenceRule {
    /// Returns the rule `FREQ=YEARLY`.
    pub(super) fn yearly() -> Self {
        Self {
            frequency: Frequency::Yearly,
            interval: 1,
            end: End::Never,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            positions: Vec::new(),
            week_start: Weekday::Mon,
        }
    }

    /// Makes explicit the parts that the rule takes from its first day (RFC 5545, section 3.3.10). So the days can be
    /// computed from another day on, and no calendar program has to know these parts: several move a monthly rule that
    /// begins on the 31st to the 28th.
    pub(super) fn explicit(&self, first: NaiveDate) -> Self {
        let mut rule = self.clone();
        if rule.weekdays.is_empty() && rule.month_days.is_empty() {
            match rule.frequency {
                Frequency::Daily => {}
                Frequency::Weekly => rule.weekdays.push(NthWeekday { nth: None, weekday: first.weekday() }),
                Frequency::Monthly => rule.month_days.push(first.day().cast_signed()),
                Frequency::Yearly => {
                    rule.month_days.push(first.day().cast_signed());
                    if rule.months.is_empty() {
                        rule.months.push(first.month().cast_signed());
                    }
                }
            }
        }
        rule
    }

    /// Returns whether the rule has no end.
    pub fn is_endless(&self) -> bool {
        self.end == End::Never
    }

    /// Returns whether BYSETPOS or WKST changes the days of the rule, so that formats without these parts cannot
    /// express it.
    pub fn needs_positions_or_week_start(&self) -> bool {
        // The first day of the week matters only if some weeks are skipped, and the others have several days.
        let skips_weeks = self.frequency == Frequency::Weekly && self.interval > 1;
        let has_own_weeks = self.week_start != Weekday::Mon && self.weekdays.len() > 1;
        !self.positions.is_empty() || skips_weeks && has_own_weeks
    }

    /// Returns the rule with UNTIL in UTC, as RFC 5545, section 3.3.10, requires in files where DTSTART has a TZID.
    #[must_use]
    pub fn with_until_in_utc(&self, zone: Tz) -> Self {
        let end = match self.end {
            End::Until(until) => End::Until(Until::Moment(until.moment(zone))),
            end => end,
        };
        Self { end, ..self.clone() }
    }

    /// Returns whether UNTIL is before a start.
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
        // Calendar programs interpret these differently.
        let disputed = [
            numbered && (plain || dated),
            yearly && (numbered || dated) && self.months.is_empty(),
            positioned && (!monthly || numbered || dated),
            // Not disputed, but counting would step through the days of centuries; a monthly rule can express the same.
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

//! The days of a series, computed by the crate `rrule`.
//!
//! The crate only computes days, as if everything were in UTC. It therefore never handles clock changes, which
//! [`local_time`](super::local_time) does. It only gets rules that [`RecurrenceRule`] accepts, which excludes rules
//! that it interprets wrongly, such as numbered weekdays together with plain ones. The computation begins shortly
//! before the requested window, because the crate steps day by day from the beginning of a rule to the window.

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveDateTime, NaiveTime};
use chrono_tz::Tz;
use rrule::{RRule, RRuleSet, Unvalidated};

use super::local_time::moment;
use super::rule::{End, Frequency, RecurrenceRule};
use super::{FIRST_YEAR, LAST_YEAR};

/// The days of a recurrence rule, from its first day to its last.
pub(super) struct Series {
    rule: Option<RecurrenceRule>,
    first: NaiveDate,
    /// The upper bound: no day of the series is later. The bound itself need not be a day of the series.
    bound: NaiveDate,
}

impl Series {
    /// Creates the series of a rule that begins at a local time; without a rule, the series is that single day. Series
    /// end with [`LAST_YEAR`], and do not repeat if the beginning is out of range.
    pub(super) fn new(rule: Option<&RecurrenceRule>, starts: NaiveDateTime, zone: Tz) -> Self {
        let first = starts.date();
        let in_range = (FIRST_YEAR..=LAST_YEAR).contains(&first.year());
        let Some(rule) = rule.filter(|_| in_range) else { return Self { rule: None, first, bound: first } };
        let horizon = horizon(first);
        let mut series = Self { rule: Some(rule.explicit(first)), first, bound: horizon };
        series.bound = match rule.end {
            End::Never => horizon,
            End::Count(_) => series.counted().last().copied().unwrap_or(first),
            End::Until(until) => {
                let until = until.moment(zone);
                let day = until.with_timezone(&zone).date_naive().min(horizon);
                let reached = moment(zone, day.and_time(starts.time())).to_utc() <= until;
                if reached { day } else { day.pred_opt().unwrap_or(day) }
            }
        };
        series
    }

    /// Returns whether a day belongs to the series.
    pub(super) fn contains(&self, day: NaiveDate) -> bool {
        self.between(day, day).next().is_some()
    }

    /// Returns the days of the series from `from` to `until`, inclusive.
    pub(super) fn between(
        &self,
        from: NaiveDate,
        until: NaiveDate,
    ) -> impl Iterator<Item = NaiveDate> + use<> {
        let (from, until) = (from.max(self.first), until.min(self.bound));
        let days = match &self.rule {
            _ if from > until => Vec::new(),
            None => vec![self.first],
            Some(rule) if matches!(rule.end, End::Count(_)) => self.counted(),
            Some(rule) => expand(rule, phase(rule, self.first, from), Some((from, until))),
        };
        days.into_iter().filter(move |day| (from..=until).contains(day))
    }

    /// Returns the last day of the series; `None` if no day is in range.
    pub(super) fn last(&self) -> Option<NaiveDate> {
        let mut years = 1;
        loop {
            let from = self.bound.checked_sub_months(Months::new(12 * years)).unwrap_or(self.first);
            if let Some(day) = self.between(from, self.bound).last() {
                return Some(day);
            }
            if from <= self.first {
                return None;
            }
            years *= 4;
        }
    }

    /// Returns all days of a rule with COUNT, which has to be counted from the first day.
    fn counted(&self) -> Vec<NaiveDate> {
        self.rule.as_ref().map(|rule| expand(rule, self.first, None)).unwrap_or_default()
    }
}

/// Returns the beginning of the last interval of the rule that begins on or before a day.
fn phase(rule: &RecurrenceRule, first: NaiveDate, day: NaiveDate) -> NaiveDate {
    let interval = rule.interval;
    let steps = |elapsed: i64| u32::try_from(elapsed.max(0)).unwrap_or(0) / interval * interval;
    let shifted = match rule.frequency {
        Frequency::Daily => first.checked_add_days(Days::new(steps((day - first).num_days()).into())),
        Frequency::Weekly => {
            let week = first.week(rule.week_start).checked_first_day().unwrap_or(first);
            week.checked_add_days(Days::new(u64::from(steps((day - week).num_days() / 7)) * 7))
        }
        Frequency::Monthly => {
            let months =
                i64::from(day.year() - first.year()) * 12 + i64::from(day.month()) - i64::from(first.month());
            first.with_day(1).and_then(|first| first.checked_add_months(Months::new(steps(months))))
        }
        Frequency::Yearly => {
            let years = steps((day.year() - first.year()).into());
            NaiveDate::from_ymd_opt(first.year().saturating_add_unsigned(years), 1, 1)
        }
    };
    shifted.unwrap_or(first)
}

/// Returns the last day of all occurrences.
fn horizon(first: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(first)
}

/// Returns the days of a rule that begins on a day: all days if there is no window, otherwise those in the window.
fn expand(
    rule: &RecurrenceRule,
    begins: NaiveDate,
    window: Option<(NaiveDate, NaiveDate)>,
) -> Vec<NaiveDate> {
    let at = |day: NaiveDate| -> DateTime<rrule::Tz> {
        day.and_time(NaiveTime::MIN).and_utc().with_timezone(&rrule::Tz::UTC)
    };
    // UNTIL is dropped: the window and the bound of the series limit the days.
    let counted = match rule.end {
        End::Count(_) => rule.clone(),
        End::Never | End::Until(_) => RecurrenceRule { end: End::Never, ..rule.clone() },
    };
    let parsed = counted.to_string().parse::<RRule<Unvalidated>>();
    let Ok(validated) = parsed.and_then(|parsed| parsed.validate(at(begins))) else { return Vec::new() };
    let (from, until) = window.unwrap_or((begins, horizon(begins)));
    let set = RRuleSet::new(at(begins)).rrule(validated).after(at(from)).before(at(until));
    set.all(u16::MAX).dates.into_iter().map(|date| date.date_naive()).collect()
}

#[cfg(test)]
mod tests;

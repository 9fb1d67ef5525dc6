//! Schedules of events: a single time, or a recurrence rule with additional times and exceptions.
//!
//! All times are local times of the event's zone, as people mean them: an event at 10:00 stays at 10:00 when the zone's
//! offset changes. A local time that the clocks show twice means the first moment; a local time that the clocks skip is
//! read with the offset before the gap (RFC 5545, section 3.3.5). Lengths are exact: an occurrence of 90 minutes ends
//! 90 minutes later, even if the clocks change in between.

pub(super) mod local_time;
mod problem;
mod rule;
mod series;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{
    DateTime, Datelike as _, Days, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use self::local_time::local_time;
use self::local_time::moment;
pub use self::problem::ScheduleProblem;
pub use self::rule::{MAX_COUNT, MAX_INTERVAL, MAX_RULE_BYTES, RecurrenceRule};
use self::series::Series;
use crate::text::Text;

/// The longest occurrence, in minutes: 31 days.
pub const MAX_MINUTES: u32 = 60 * 24 * 31;
/// The maximum number of additional occurrences of a schedule.
pub const MAX_ADDITIONAL: usize = 500;
/// The maximum number of exceptions of a schedule.
pub const MAX_EXCEPTIONS: usize = 500;
/// The longest window of an occurrence query, in days of 24 hours.
pub const MAX_WINDOW_DAYS: i64 = 366;
/// The first year of occurrences.
pub const FIRST_YEAR: i32 = 1900;
/// The last year of occurrences; endless rules end with it.
pub const LAST_YEAR: i32 = 2199;

/// The schedule of an event. A schedule that [`check`](Schedule::check) rejects has no occurrences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The start of the first occurrence, in local time of the zone. It must match the rule: RFC 5545, section 3.8.5.3,
    /// leaves the result undefined otherwise.
    pub starts: NaiveDateTime,
    /// The time zone of all local times in the schedule.
    pub zone: Tz,
    /// The length of an occurrence in minutes, 1 to [`MAX_MINUTES`].
    pub minutes: u32,
    /// The recurrence rule; `None` for a single time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RecurrenceRule>,
    /// Starts of occurrences besides those of the rule (RDATE), not before the first; at most [`MAX_ADDITIONAL`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional: Vec<NaiveDateTime>,
    /// Exceptions for single occurrences; at most [`MAX_EXCEPTIONS`], one for each occurrence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
    /// Whether each occurrence is whole days, because the days are known and the hours are not. Such a schedule is never
    /// stored: it is derived from the days ([`whole_days`](Self::whole_days)).
    #[serde(skip)]
    pub all_day: bool,
}

/// An exception for one occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// The original start in local time, which identifies the occurrence (RECURRENCE-ID).
    pub original: NaiveDateTime,
    /// The change.
    pub change: Change,
}

/// A change of one occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// The occurrence is cancelled.
    Cancelled,
    /// The occurrence has another time or place, or only a note.
    Moved {
        /// The new start, in local time of the schedule's zone.
        starts: NaiveDateTime,
        /// The length in minutes, 1 to [`MAX_MINUTES`]; `None` for the schedule's length.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// The place; `None` for the event's place.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Text>,
        /// A note about the occurrence.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    },
}

/// An occurrence of an event, possibly cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// The original start in local time, which identifies the occurrence in the schedule.
    pub original: NaiveDateTime,
    /// When the occurrence starts.
    pub starts: DateTime<Tz>,
    /// When the occurrence ends.
    pub ends: DateTime<Tz>,
    /// Whether the occurrence is whole days: it starts and ends at midnight.
    pub all_day: bool,
    /// Whether the occurrence is cancelled.
    pub cancelled: bool,
    /// The place, if it differs from the event's place.
    pub place: Option<Text>,
    /// A note about the occurrence.
    pub note: Option<Text>,
}

impl Schedule {
    /// Returns the schedule of whole days from `first` to `last` in a zone, once or every year. `None` if they are out of
    /// order, longer than [`MAX_MINUTES`], or begin in a year without occurrences. Yearly days that begin before
    /// [`FIRST_YEAR`] are repeated from the first year on that has them.
    pub fn whole_days(first: NaiveDate, last: NaiveDate, zone: Tz, yearly: bool) -> Option<Self> {
        let minutes = ((last - first).num_days() + 1).checked_mul(60 * 24)?;
        let minutes = u32::try_from(minutes).ok().filter(|minutes| (1..=MAX_MINUTES).contains(minutes))?;
        let starts = if yearly {
            (first.year().max(FIRST_YEAR)..=LAST_YEAR).find_map(|year| first.with_year(year))?
        } else {
            first
        };
        if !(FIRST_YEAR..=LAST_YEAR).contains(&starts.year()) {
            return None;
        }
        Some(Self {
            starts: starts.and_time(NaiveTime::MIN),
            zone,
            minutes,
            rule: yearly.then(RecurrenceRule::yearly),
            additional: Vec::new(),
            exceptions: Vec::new(),
            all_day: true,
        })
    }

    /// Returns the rule with all parts that it takes from the first occurrence: a program that reads only the rule finds
    /// the same days.
    pub fn explicit_rule(&self) -> Option<RecurrenceRule> {
        self.rule.as_ref().map(|rule| rule.explicit(self.starts.date()))
    }

    /// Checks the schedule and returns its first problem.
    pub fn check(&self) -> Result<(), ScheduleProblem> {
        self.checked_series().map(|_| ())
    }

    /// Returns the occurrences that overlap the window from `from` up to, but not including, `to`, in the order of
    /// their starts, including cancelled ones. Returns the earliest ones if there are more than `limit`; to find out
    /// whether there are more, pass a limit that is one higher.
    ///
    /// Fails with the problem that [`check`](Self::check) finds, or with [`ScheduleProblem::InvalidWindow`].
    pub fn occurrences(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Occurrence>, ScheduleProblem> {
        if from >= to || to.signed_duration_since(from) > Duration::days(MAX_WINDOW_DAYS) {
            return Err(ScheduleProblem::InvalidWindow);
        }
        let series = self.checked_series()?;
        if from.year() > LAST_YEAR + 1 || to.year() < FIRST_YEAR - 1 {
            return Ok(Vec::new());
        }
        // One more day on each side, because no offset is longer than a day.
        let earliest = from.date_naive() - Days::new(u64::from(self.minutes / (60 * 24)) + 2);
        let latest = to.date_naive() + Days::new(1);
        let time = self.starts.time();
        let exceptions: BTreeMap<_, _> =
            self.exceptions.iter().map(|exception| (exception.original, &exception.change)).collect();
        let originals: BTreeSet<_> = series
            .between(earliest, latest)
            .map(|day| day.and_time(time))
            .chain(self.additional.iter().copied())
            .chain(exceptions.keys().copied())
            .collect();
        let mut occurrences: Vec<_> = originals
            .into_iter()
            .map(|original| self.occurrence(original, exceptions.get(&original).copied()))
            .filter(|occurrence| occurrence.starts < to && from < occurrence.ends)
            .collect();
        occurrences.sort_by_key(|occurrence| (occurrence.starts, occurrence.original));
        occurrences.truncate(limit);
        Ok(occurrences)
    }

    /// Returns the occurrence with an original start, of the rule or additional; `None` if there is none.
    pub fn occurrence_at(&self, original: NaiveDateTime) -> Option<Occurrence> {
        let series = self.checked_series().ok()?;
        let in_series = original.time() == self.starts.time() && series.contains(original.date());
        if !in_series && !self.additional.contains(&original) {
            return None;
        }
        let exception = self.exceptions.iter().find(|exception| exception.original == original);
        Some(self.occurrence(original, exception.map(|exception| &exception.change)))
    }

    /// Returns whether no occurrence remains, because each one is cancelled. An endless rule always leaves some.
    pub fn is_cancelled(&self) -> bool {
        let exceptions = self.exceptions.iter().filter(|exception| exception.change == Change::Cancelled);
        let cancelled: BTreeSet<_> = exceptions.map(|exception| exception.original).collect();
        let is_endless = self.rule.as_ref().is_some_and(RecurrenceRule::is_endless);
        // The first occurrence of most events remains, so the days of the series are seldom computed.
        if is_endless || !cancelled.contains(&self.starts) {
            return false;
        }
        let time = self.starts.time();
        let days = self.series().between(self.starts.date(), NaiveDate::MAX);
        let mut originals = days.map(|day| day.and_time(time)).chain(self.additional.iter().copied());
        originals.all(|original| cancelled.contains(&original))
    }

    /// Returns the first start and the last end, for an index: all occurrences, moved ones included, lie between them.
    /// The end is `None` if the rule is endless.
    pub fn span(&self) -> (DateTime<Utc>, Option<DateTime<Utc>>) {
        let time = self.starts.time();
        let endless = self.rule.as_ref().is_some_and(RecurrenceRule::is_endless);
        let last = if endless { None } else { self.series().last() };
        let originals = [Some(self.starts), last.map(|day| day.and_time(time))];
        let all: Vec<_> = originals
            .into_iter()
            .flatten()
            .chain(self.additional.iter().copied())
            .map(|original| self.occurrence(original, None))
            .chain(
                self.exceptions
                    .iter()
                    .map(|exception| self.occurrence(exception.original, Some(&exception.change))),
            )
            .map(|occurrence| (occurrence.starts.to_utc(), occurrence.ends.to_utc()))
            .collect();
        let first = all.iter().map(|(starts, _)| *starts).min().unwrap_or_default();
        let last = all.iter().map(|(_, ends)| *ends).max().filter(|_| !endless);
        (first, last)
    }

    /// Returns the additional starts that are neither the first one nor starts of the rule, in order, without
    /// duplicates.
    pub fn additional_to_rule(&self) -> BTreeSet<NaiveDateTime> {
        let series = self.series();
        let is_new =
            |start: &NaiveDateTime| start.time() != self.starts.time() || !series.contains(start.date());
        self.additional.iter().copied().filter(is_new).collect()
    }

    /// Returns the occurrence with an original start, with the change of its exception applied.
    pub fn occurrence(&self, original: NaiveDateTime, change: Option<&Change>) -> Occurrence {
        let (starts, minutes, place, note) = match change {
            Some(Change::Moved { starts, minutes, place, note }) => {
                (*starts, minutes.unwrap_or(self.minutes), place.clone(), note.clone())
            }
            Some(Change::Cancelled) | None => (original, self.minutes, None, None),
        };
        let cancelled = change == Some(&Change::Cancelled);
        let starts = moment(self.zone, starts);
        let length = Duration::minutes(minutes.into());
        let ends = if self.all_day {
            starts.naive_local().checked_add_signed(length).map(|ends| moment(self.zone, ends))
        } else {
            starts.checked_add_signed(length)
        };
        let ends = ends.unwrap_or(starts);
        Occurrence { original, starts, ends, all_day: self.all_day, cancelled, place, note }
    }

    fn series(&self) -> Series {
        Series::new(self.rule.as_ref(), self.starts, self.zone)
    }

    fn checked_series(&self) -> Result<Series, ScheduleProblem> {
        check_minutes(self.minutes)?;
        check_time(self.starts)?;
        if self.additional.len() > MAX_ADDITIONAL {
            return Err(ScheduleProblem::TooManyAdditional);
        }
        if self.exceptions.len() > MAX_EXCEPTIONS {
            return Err(ScheduleProblem::TooManyExceptions);
        }
        for additional in &self.additional {
            check_time(*additional)?;
            if *additional < self.starts {
                return Err(ScheduleProblem::AdditionalBeforeStart);
            }
        }
        if self.rule.as_ref().is_some_and(|rule| rule.ends_before(moment(self.zone, self.starts))) {
            return Err(ScheduleProblem::UntilBeforeStart);
        }
        let series = self.series();
        if !series.contains(self.starts.date()) {
            return Err(ScheduleProblem::StartNotInRule);
        }
        self.check_exceptions(&series)?;
        Ok(series)
    }

    fn check_exceptions(&self, series: &Series) -> Result<(), ScheduleProblem> {
        let mut originals = BTreeSet::new();
        for Exception { original, change } in &self.exceptions {
            if !originals.insert(original) {
                return Err(ScheduleProblem::DuplicateException);
            }
            let in_series = original.time() == self.starts.time() && series.contains(original.date());
            if !in_series && !self.additional.contains(original) {
                return Err(ScheduleProblem::ExceptionWithoutOccurrence);
            }
            if let Change::Moved { starts, minutes, .. } = change {
                check_time(*starts)?;
                minutes.map_or(Ok(()), check_minutes)?;
            }
        }
        Ok(())
    }
}

fn check_minutes(minutes: u32) -> Result<(), ScheduleProblem> {
    if (1..=MAX_MINUTES).contains(&minutes) { Ok(()) } else { Err(ScheduleProblem::InvalidMinutes) }
}

fn check_time(time: NaiveDateTime) -> Result<(), ScheduleProblem> {
    let fits = (FIRST_YEAR..=LAST_YEAR).contains(&time.year()) && time.nanosecond() == 0;
    if fits { Ok(()) } else { Err(ScheduleProblem::InvalidTime) }
}

#[cfg(test)]
mod tests;

//! When an event takes place: once, or again and again by a rule, with additional times and with exceptions.
//!
//! Everything is told in local time of the event's zone, as people mean it: what is held at 10:00 stays at 10:00 when
//! the zone's offset changes. From local time to the moment: a time that the clocks show twice is the first of the two,
//! one that they skip is read with the offset before the gap (RFC 5545, section 3.3.5). A length is exact: an occurrence
//! of 90 minutes ends 90 minutes later, whatever the clocks do meanwhile.

mod problem;
mod rule;
mod series;
pub(super) mod wall;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, Days, Duration, NaiveDateTime, Timelike as _, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

pub use self::problem::ScheduleProblem;
pub use self::rule::{MAX_COUNT, MAX_INTERVAL, MAX_RULE_BYTES, RecurrenceRule};
use self::series::Series;
pub use self::wall::local_time;
use self::wall::moment;
use crate::domain::text::Text;

/// The longest occurrence, in minutes: 31 days.
pub const MAX_MINUTES: u32 = 60 * 24 * 31;
/// The most additional occurrences of a schedule.
pub const MAX_ADDITIONAL: usize = 500;
/// The most exceptions of a schedule.
pub const MAX_EXCEPTIONS: usize = 500;
/// The longest window that occurrences can be asked for, in days of 24 hours.
pub const MAX_WINDOW_DAYS: i64 = 366;
/// The first year in which something takes place.
pub const FIRST_YEAR: i32 = 1900;
/// The last year in which something takes place: an endless rule ends with it.
pub const LAST_YEAR: i32 = 2199;

/// When an event takes place. A schedule that [`check`](Schedule::check) refuses has no occurrences.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// The start of the first occurrence, in local time of the zone; it must be one of the rule's (RFC 5545, 3.8.5.3,
    /// leaves undefined what a calendar makes of another).
    pub starts: NaiveDateTime,
    /// The zone whose local time all times here are.
    pub zone: Tz,
    /// The length of an occurrence, 1 to [`MAX_MINUTES`].
    pub minutes: u32,
    /// How it repeats; none: once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<RecurrenceRule>,
    /// Starts of occurrences besides the rule's (RDATE), none before the first; at most [`MAX_ADDITIONAL`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub additional: Vec<NaiveDateTime>,
    /// What is different at single occurrences; at most [`MAX_EXCEPTIONS`], one each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
}

/// What is different at one occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exception {
    /// When the occurrence would start, in local time: its name (RECURRENCE-ID).
    pub original: NaiveDateTime,
    /// What is different.
    pub change: Change,
}

/// A difference from the schedule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Change {
    /// It does not take place.
    Cancelled,
    /// It takes place at another time or place; or at the same, with a note.
    Moved {
        /// When it starts, in local time of the schedule's zone.
        starts: NaiveDateTime,
        /// Its length, 1 to [`MAX_MINUTES`]; none: that of the schedule.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// Where it takes place; none: where the event does.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<Text>,
        /// What to tell about it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Text>,
    },
}

/// One time that an event takes place, or would if it weren't cancelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Occurrence {
    /// When it would start if it weren't moved, in local time: its name among the schedule's occurrences.
    pub original: NaiveDateTime,
    /// When it starts.
    pub starts: DateTime<Tz>,
    /// When it ends.
    pub ends: DateTime<Tz>,
    /// Whether it is cancelled.
    pub cancelled: bool,
    /// Where it takes place, if not where the event does.
    pub place: Option<Text>,
    /// What to tell about it.
    pub note: Option<Text>,
}

impl Schedule {
    /// Tells what is wrong with it, if something is: the first of the problems.
    pub fn check(&self) -> Result<(), ScheduleProblem> {
        self.checked().map(|_| ())
    }

    /// The occurrences that overlap the window from one moment to another, the second not included, in the order of
    /// their starts; cancelled ones too. At most as many as the limit, the earliest of them: whoever wants to know
    /// whether there are more asks for one more.
    ///
    /// Fails with what [`check`](Self::check) finds, and with [`ScheduleProblem::InvalidWindow`].
    pub fn occurrences(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<Occurrence>, ScheduleProblem> {
        if from >= to || to.signed_duration_since(from) > Duration::days(MAX_WINDOW_DAYS) {
            return Err(ScheduleProblem::InvalidWindow);
        }
        let series = self.checked()?;
        if from.year() > LAST_YEAR + 1 || to.year() < FIRST_YEAR - 1 {
            return Ok(Vec::new());
        }
        // A day more on each side than any offset is long.
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

    /// The occurrence that would start at a local time, by the rule or besides it; none: nothing would.
    pub fn named(&self, original: NaiveDateTime) -> Option<Occurrence> {
        let series = self.checked().ok()?;
        let in_series = original.time() == self.starts.time() && series.contains(original.date());
        if !in_series && !self.additional.contains(&original) {
            return None;
        }
        let exception = self.exceptions.iter().find(|exception| exception.original == original);
        Some(self.occurrence(original, exception.map(|exception| &exception.change)))
    }

    /// The first start and the last end, for an index: no occurrence, moved or not, lies outside. The end is none where
    /// the rule is endless.
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

    /// The additional starts that are not those of the rule or the first one, in order, each once.
    pub(super) fn additional_to_rule(&self) -> BTreeSet<NaiveDateTime> {
        let series = self.series();
        let is_new =
            |start: &NaiveDateTime| start.time() != self.starts.time() || !series.contains(start.date());
        self.additional.iter().copied().filter(is_new).collect()
    }

    /// The occurrence of a name, as an exception has it.
    pub(super) fn occurrence(&self, original: NaiveDateTime, change: Option<&Change>) -> Occurrence {
        let (starts, minutes, place, note) = match change {
            Some(Change::Moved { starts, minutes, place, note }) => {
                (*starts, minutes.unwrap_or(self.minutes), place.clone(), note.clone())
            }
            Some(Change::Cancelled) | None => (original, self.minutes, None, None),
        };
        let cancelled = change == Some(&Change::Cancelled);
        let starts = moment(self.zone, starts);
        let ends = starts.checked_add_signed(Duration::minutes(minutes.into())).unwrap_or(starts);
        Occurrence { original, starts, ends, cancelled, place, note }
    }

    fn series(&self) -> Series {
        Series::new(self.rule.as_ref(), self.starts, self.zone)
    }

    fn checked(&self) -> Result<Series, ScheduleProblem> {
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
        let mut seen = BTreeSet::new();
        for Exception { original, change } in &self.exceptions {
            if !seen.insert(original) {
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

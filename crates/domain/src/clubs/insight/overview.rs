//! Totals over members.

use super::members::{MemberDays, MemberWords};
use crate::learning::progress::{Retention, WordCounts};

/// Totals of what members did in the requested range of days.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ActivityTotals {
    /// Members who studied in the 7 days that end with the last day.
    pub active_7: u32,
    /// Members who studied in the 30 days that end with the last day.
    pub active_30: u32,
    /// Members who studied on any day of the range.
    pub active: u32,
    /// Study days, summed over members.
    pub study_days: u32,
    /// Days in the club, summed over members: the divisor of averages per day.
    pub member_days: u32,
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds.
    pub duration_ms: u64,
    /// New words.
    pub new_words: u32,
    /// Days on which a member reached their goal, summed over members.
    pub goal_days: u32,
    /// The sum of the members' goals.
    pub goals: u32,
    /// The number of members.
    pub members: u32,
}

/// Totals of what members know.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ResultTotals {
    /// Counts of the words that members have cards of, separately for each member.
    pub words: WordCounts,
    /// The number of known words.
    pub known: f64,
    /// True retention in the requested range of days.
    pub retention: Retention,
    /// Cards that were due before today.
    pub overdue: u32,
}

impl ActivityTotals {
    /// Returns the new words per member and day. `None` if no member was in the club on these days.
    pub fn new_words_per_day(&self) -> Option<f64> {
        (self.member_days > 0).then(|| f64::from(self.new_words) / f64::from(self.member_days))
    }

    /// Returns the mean of the members' goals. `None` without members.
    pub fn daily_goal(&self) -> Option<f64> {
        (self.members > 0).then(|| f64::from(self.goals) / f64::from(self.members))
    }
}

/// Totals what members did. Each member comes with their goal and their number of days in the club.
pub fn activity_totals<'a>(members: impl IntoIterator<Item = (&'a MemberDays, u32, u32)>) -> ActivityTotals {
    let mut totals = ActivityTotals::default();
    for (days, goal, member_days) in members {
        totals.members += 1;
        totals.goals += goal;
        totals.member_days += member_days;
        totals.active_7 += u32::from(days.in_7_days);
        totals.active_30 += u32::from(days.in_30_days);
        totals.active += u32::from(days.days > 0);
        totals.study_days += days.days;
        totals.reviews += days.reviews;
        totals.duration_ms += days.duration_ms;
        totals.new_words += days.new_words;
        totals.goal_days += days.goal_days;
    }
    totals
}

/// Totals what members know.
pub fn result_totals<'a>(
    members: impl IntoIterator<Item = (&'a MemberDays, &'a MemberWords)>,
) -> ResultTotals {
    let mut totals = ResultTotals::default();
    for (days, words) in members {
        totals.words = totals.words.plus(words.words);
        totals.known += words.known;
        totals.retention = totals.retention.plus(days.retention);
        totals.overdue += words.overdue;
    }
    totals
}

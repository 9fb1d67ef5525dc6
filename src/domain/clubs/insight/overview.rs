//! What members have done and know, summed up.

use super::members::{MemberDays, MemberWords};
use crate::domain::learning::progress::{Retention, WordCounts};

/// What members have done in the days that are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ActivityTotals {
    /// Members who studied in the 7 days that end with the last one.
    pub active_7: u32,
    /// The same in 30 days.
    pub active_30: u32,
    /// Members who studied on any of the days.
    pub active: u32,
    /// Days on which a member studied.
    pub study_days: u32,
    /// Days on which a member was in the club: what averages a day are of.
    pub member_days: u32,
    /// Reviews.
    pub reviews: u32,
    /// Time spent on them, milliseconds.
    pub duration_ms: u64,
    /// New words.
    pub new_words: u32,
    /// Days on which a member reached their goal.
    pub goal_days: u32,
    /// The sum of the members' goals.
    pub goals: u32,
    /// Members.
    pub members: u32,
}

/// What members know.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct ResultTotals {
    /// The words that they have cards of, each member's by itself.
    pub words: WordCounts,
    /// How many are known.
    pub known: f64,
    /// What was remembered in the days that are asked for.
    pub retention: Retention,
    /// Cards that were due before today.
    pub overdue: u32,
}

impl ActivityTotals {
    /// New words a member and day; none: nobody was in the club on any of the days.
    pub fn new_words_per_day(&self) -> Option<f64> {
        (self.member_days > 0).then(|| f64::from(self.new_words) / f64::from(self.member_days))
    }

    /// The mean of the members' goals.
    pub fn daily_goal(&self) -> Option<f64> {
        (self.members > 0).then(|| f64::from(self.goals) / f64::from(self.members))
    }
}

/// Sums up what members have done: each with their goal and the days that they were in the club.
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

/// Sums up what members know.
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

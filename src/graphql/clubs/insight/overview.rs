//! What a club as a whole has done and knows.

use async_graphql::SimpleObject;

use super::minutes;
use crate::app::clubs::insight::{self as app, ActivityRow, Days};
use crate::domain::clubs::insight as domain;
use crate::domain::learning::progress::WordState;
use crate::graphql::learning::statistics::Retention;
use crate::graphql::scalars::{Date, decimal_64};

/// What a club as a whole has done and knows.
#[derive(SimpleObject)]
pub struct ClubOverview {
    /// Those who learn in the club.
    members: u32,
    /// What those have done who share their ACTIVITY.
    activity: ClubActivityOverview,
    /// What those know who share their RESULTS.
    results: ClubResultsOverview,
}

impl From<app::Overview> for ClubOverview {
    fn from(overview: app::Overview) -> Self {
        let app::Overview { members, sharing_activity, activity, sharing_results, results } = overview;
        Self {
            members,
            activity: ClubActivityOverview {
                sharing: sharing_activity,
                withheld: activity.is_none(),
                totals: activity.map(ClubActivityTotals::from),
            },
            results: ClubResultsOverview {
                sharing: sharing_results,
                withheld: results.is_none(),
                totals: results.map(ClubResultTotals::from),
            },
        }
    }
}

/// What members have done who share their ACTIVITY.
#[derive(SimpleObject)]
pub struct ClubActivityOverview {
    /// How many share it.
    sharing: u32,
    /// Whether they are fewer than three, so that their sums are not told.
    withheld: bool,
    /// Their sums; null: they are withheld.
    totals: Option<ClubActivityTotals>,
}

/// What members have done, summed up.
#[derive(SimpleObject)]
pub struct ClubActivityTotals {
    /// Members who studied in the 7 days that end with `to`.
    active_in_7_days: u32,
    /// Members who studied in the 30 days that end with `to`.
    active_in_30_days: u32,
    /// Members who studied on any of the days that are asked for; the next are of these days, too.
    active: u32,
    /// Days on which a member studied, of all members together.
    study_days: u32,
    /// Days on which a member was in the club, until today, of all members together: what averages are of.
    member_days: u32,
    /// Whole minutes; of one answer a minute counts at most.
    minutes: u64,
    /// Answers.
    reviews: u32,
    /// Words whose first review it was, each member's by itself.
    new_words: u32,
    /// New words a member and day, days without study counted; null: nobody was in the club on these days.
    new_words_per_day: Option<f64>,
    /// The members' present goals for new words a day, their mean; five is what everybody begins with.
    daily_goal: Option<f64>,
    /// Days on which a member reached their present goal, of all members together.
    goal_days: u32,
}

impl From<domain::ActivityTotals> for ClubActivityTotals {
    fn from(totals: domain::ActivityTotals) -> Self {
        Self {
            active_in_7_days: totals.active_7,
            active_in_30_days: totals.active_30,
            active: totals.active,
            study_days: totals.study_days,
            member_days: totals.member_days,
            minutes: minutes(totals.duration_ms),
            reviews: totals.reviews,
            new_words: totals.new_words,
            new_words_per_day: totals.new_words_per_day().map(decimal_64),
            daily_goal: totals.daily_goal().map(decimal_64),
            goal_days: totals.goal_days,
        }
    }
}

/// What members know who share their RESULTS.
#[derive(SimpleObject)]
pub struct ClubResultsOverview {
    /// How many share them.
    sharing: u32,
    /// Whether they are fewer than three, so that their sums are not told.
    withheld: bool,
    /// Their sums; null: they are withheld.
    totals: Option<ClubResultTotals>,
}

/// What members know, summed up: each member's words by themselves.
#[derive(SimpleObject)]
pub struct ClubResultTotals {
    /// Words that are known today: the sum of the chances that each is remembered, by FSRS with each member's parameters, as
    /// in `viewer.statistics.words`.
    words_known: f64,
    /// Words that were ever reviewed.
    words_introduced: u32,
    /// Words whose cards all come back after 21 days or more.
    words_mature: u32,
    /// True retention on the days that are asked for, as Anki counts it: of the cards that came back after an interval of a
    /// day or more, how many were remembered at the first answer of the day.
    retention: Retention,
    /// Cards that were due before today, and are shown (neither suspended nor put off nor leeches that were taken out).
    backlog: u32,
}

impl From<domain::ResultTotals> for ClubResultTotals {
    fn from(totals: domain::ResultTotals) -> Self {
        Self {
            words_known: decimal_64(totals.known),
            words_introduced: totals.words.introduced,
            words_mature: totals.words.of(WordState::Mature),
            retention: totals.retention.into(),
            backlog: totals.overdue,
        }
    }
}

/// What a club has done day by day and week by week.
#[derive(SimpleObject)]
pub struct ClubActivity {
    /// Members who share their ACTIVITY.
    sharing: u32,
    /// Whether they are fewer than three, so that nothing is told of them together.
    withheld: bool,
    /// The days on which something was studied, in their order; null: they are withheld.
    days: Option<Vec<ClubActivityPeriod>>,
    /// The weeks in which something was studied, in their order, cut at both ends of the days that are asked for; null: they
    /// are withheld.
    weeks: Option<Vec<ClubActivityPeriod>>,
}

impl ClubActivity {
    /// What was done on some days.
    pub(super) fn new(activity: app::Activity, days: Days) -> Self {
        let app::Activity { sharing, rows } = activity;
        let told = |weeks: bool| {
            let rows = rows.as_ref()?.iter().filter(move |row| row.is_week == weeks);
            Some(rows.map(|row| ClubActivityPeriod::new(row, days)).collect())
        };
        Self { sharing, withheld: rows.is_none(), days: told(false), weeks: told(true) }
    }
}

/// What a club has done on a day or in a week: on each member's own study days.
#[derive(SimpleObject)]
pub struct ClubActivityPeriod {
    /// The day, or the first one of the week that is asked for.
    first_day: Date,
    /// The day, or the last one of the week that is asked for.
    last_day: Date,
    /// Members who studied.
    active: u32,
    /// Whole minutes; of one answer a minute counts at most.
    minutes: u64,
    /// Answers.
    reviews: u32,
    /// Words whose first review it was, each member's by itself.
    new_words: u32,
}

impl ClubActivityPeriod {
    fn new(row: &ActivityRow, (from, to): Days) -> Self {
        let last = if row.is_week { row.first.plus(6) } else { row.first };
        Self {
            first_day: Date(row.first.max(from).date()),
            last_day: Date(last.min(to).date()),
            active: row.members,
            minutes: minutes(row.duration_ms),
            reviews: row.reviews,
            new_words: row.new_words,
        }
    }
}

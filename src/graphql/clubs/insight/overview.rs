//! `ClubInsight.overview` and `ClubInsight.activity`: totals of the club as a whole.

use async_graphql::SimpleObject;
use graphql_engine::ListOf;

use super::minutes;
use crate::app::clubs::insight::{self as app, ActivityRow, Days};
use crate::domain::clubs::insight as domain;
use crate::domain::learning::progress::WordState;
use crate::graphql::learning::statistics::Retention;
use crate::graphql::scalars::{Date, decimal_64};

/// The activity and knowledge of a club as a whole.
#[derive(SimpleObject)]
pub struct ClubOverview {
    /// The number of members who learn in the club: all members except the leaders.
    members: u32,
    /// What the members who share ACTIVITY did.
    activity: ClubActivityOverview,
    /// What the members who share RESULTS know.
    results: ClubResultsOverview,
}

impl From<app::Overview> for ClubOverview {
    fn from(overview: app::Overview) -> Self {
        let app::Overview { members, activity_sharing_members, activity, results_sharing_members, results } =
            overview;
        Self {
            members,
            activity: ClubActivityOverview {
                sharing_members: activity_sharing_members,
                is_withheld: activity.is_none(),
                totals: activity.map(ClubActivityTotals::from),
            },
            results: ClubResultsOverview {
                sharing_members: results_sharing_members,
                is_withheld: results.is_none(),
                totals: results.map(ClubResultTotals::from),
            },
        }
    }
}

/// The activity of the members who share ACTIVITY.
#[derive(SimpleObject)]
pub struct ClubActivityOverview {
    /// The number of members who share ACTIVITY.
    sharing_members: u32,
    /// Whether the totals are withheld because fewer than three members share ACTIVITY.
    is_withheld: bool,
    /// The totals of these members. Null if withheld.
    totals: Option<ClubActivityTotals>,
}

/// Totals of what members did.
#[derive(SimpleObject)]
pub struct ClubActivityTotals {
    /// The number of members who studied in the 7 days that end with `to`.
    active_in_7_days: u32,
    /// The number of members who studied in the 30 days that end with `to`.
    active_in_30_days: u32,
    /// The number of members who studied on any day of the requested range. All other fields except `activeIn7Days`,
    /// `activeIn30Days` and `dailyGoal` cover the same range.
    active_members: u32,
    /// Study days, summed over members: each day on which a member studied counts once for that member.
    study_days: u32,
    /// Days that members spent in the club, up to today, summed over members. Averages per day divide by this number.
    member_days: u32,
    /// The time spent on reviews, in whole minutes. Each review counts for at most one minute, as in Anki.
    minutes: u64,
    /// The number of reviews.
    reviews: u32,
    /// Words that were reviewed for the first time, counted separately for each member.
    new_words: u32,
    /// New words per member and day, including days without study. Null if no member was in the club on these days.
    new_words_per_day: Option<f64>,
    /// The mean of the members' current goals for new words per day. A goal is 5 until the member changes it.
    daily_goal: Option<f64>,
    /// Days on which a member reached their current goal, summed over members.
    goal_days: u32,
}

impl From<domain::ActivityTotals> for ClubActivityTotals {
    fn from(totals: domain::ActivityTotals) -> Self {
        Self {
            active_in_7_days: totals.active_7,
            active_in_30_days: totals.active_30,
            active_members: totals.active,
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

/// The knowledge of the members who share RESULTS.
#[derive(SimpleObject)]
pub struct ClubResultsOverview {
    /// The number of members who share RESULTS.
    sharing_members: u32,
    /// Whether the totals are withheld because fewer than three members share RESULTS.
    is_withheld: bool,
    /// The totals of these members. Null if withheld.
    totals: Option<ClubResultTotals>,
}

/// Totals of what members know. Words are counted separately for each member.
#[derive(SimpleObject)]
pub struct ClubResultTotals {
    /// Words known today: the sum of the probabilities that each word is remembered, by FSRS with each member's
    /// parameters, as in `viewer.statistics.words`.
    words_known: f64,
    /// Words that were reviewed at least once.
    words_begun: u32,
    /// Mature words: words whose cards all have an interval of 21 days or more.
    words_mature: u32,
    /// True retention in the requested range of days, as Anki counts it: the share of cards remembered at the first
    /// answer of the day, among the cards that came back after an interval of a day or more.
    retention: Retention,
    /// Overdue cards: cards that were due before today. Cards that are suspended, buried or kept out of the queue as
    /// leeches do not count.
    backlog: u32,
}

impl From<domain::ResultTotals> for ClubResultTotals {
    fn from(totals: domain::ResultTotals) -> Self {
        Self {
            words_known: decimal_64(totals.known),
            words_begun: totals.words.begun,
            words_mature: totals.words.of(WordState::Mature),
            retention: totals.retention.into(),
            backlog: totals.overdue,
        }
    }
}

/// A club's activity by day and by week.
#[derive(SimpleObject)]
pub struct ClubActivity {
    /// The number of members who share ACTIVITY.
    sharing_members: u32,
    /// Whether everything is withheld because fewer than three members share ACTIVITY.
    is_withheld: bool,
    /// The days on which members studied, in chronological order. Null if withheld.
    days: Option<ListOf<ClubActivityPeriod>>,
    /// The weeks in which members studied, in chronological order; the first and last are clipped to the requested
    /// range. Null if withheld.
    weeks: Option<ListOf<ClubActivityPeriod>>,
}

impl ClubActivity {
    /// Splits the activity in a range of days into days and weeks.
    pub(super) fn new(activity: app::Activity, days: Days) -> Self {
        let app::Activity { sharing_members, rows } = activity;
        let periods = |weeks: bool| {
            let rows = rows.as_ref()?.iter().filter(move |row| row.is_week == weeks);
            Some(rows.map(|row| ClubActivityPeriod::new(row, days)).collect())
        };
        Self { sharing_members, is_withheld: rows.is_none(), days: periods(false), weeks: periods(true) }
    }
}

/// A club's activity on a day or in a week, by each member's own study days.
#[derive(SimpleObject)]
pub struct ClubActivityPeriod {
    /// The day, or the first day of the week within the requested range.
    first_day: Date,
    /// The day, or the last day of the week within the requested range.
    last_day: Date,
    /// The number of members who studied.
    active_members: u32,
    /// The time spent on reviews, in whole minutes. Each review counts for at most one minute, as in Anki.
    minutes: u64,
    /// The number of reviews.
    reviews: u32,
    /// Words that were reviewed for the first time, counted separately for each member.
    new_words: u32,
}

impl ClubActivityPeriod {
    fn new(row: &ActivityRow, (from, to): Days) -> Self {
        let last = if row.is_week { row.first.plus(6) } else { row.first };
        Self {
            first_day: Date(row.first.max(from).date()),
            last_day: Date(last.min(to).date()),
            active_members: row.members,
            minutes: minutes(row.duration_ms),
            reviews: row.reviews,
            new_words: row.new_words,
        }
    }
}

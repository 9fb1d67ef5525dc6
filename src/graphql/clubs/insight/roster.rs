//! `ClubInsight.roster`: a club's members, one by one.

use std::sync::Arc;

use async_graphql::{Enum, InputObject, SimpleObject};
use graphql_engine::ListOf;

use super::minutes;
use crate::app::clubs::insight::RosterFilter;
use crate::domain::clubs::Shared;
use crate::domain::clubs::insight as domain;
use crate::domain::learning::progress::streaks;
use crate::graphql::clubs::ClubMembership;
use crate::graphql::clubs::members::name_filter;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::statistics::Retention;
use crate::graphql::scalars::{Date, decimal_64};

/// The value that members are ordered by; values such as `activity.minutes` are fields of `ClubRosterMemberEdge`.
/// Members who do not share the value, or do not have one yet, come last in either direction. Members with the same value
/// are ordered by their names.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[graphql(remote = "domain::RosterOrder")]
pub enum ClubRosterField {
    /// `alias`, or else `displayName`, in Kazakh alphabetical order.
    #[default]
    Name,
    /// The time of joining.
    JoinedAt,
    /// `activity.daysSilent`.
    DaysSilent,
    /// `activity.daysActive`.
    DaysActive,
    /// `activity.minutes`.
    Minutes,
    /// `activity.reviews`.
    Reviews,
    /// `activity.newWords`.
    NewWords,
    /// `results.wordsKnown`.
    WordsKnown,
    /// `results.wordsMature`.
    WordsMature,
    /// `results.retention`.
    Retention,
    /// `results.backlog`.
    Backlog,
    /// The number of items in `risks`.
    Risks,
}

/// The direction of the order.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClubRosterDirection {
    /// The smallest, alphabetically first or earliest value comes first.
    #[default]
    Ascending,
    /// The greatest, alphabetically last or latest value comes first.
    Descending,
}

/// The order of a club's members: a value and a direction.
#[derive(InputObject, Debug, Clone, Copy, Default)]
pub struct ClubRosterOrder {
    /// The value that members are ordered by.
    pub field: ClubRosterField,
    /// The direction.
    #[graphql(default_with = "ClubRosterDirection::Ascending")]
    pub direction: ClubRosterDirection,
}

impl ClubRosterOrder {
    /// Splits the order into its value and whether it is descending.
    pub(super) fn split(self) -> (domain::RosterOrder, bool) {
        (self.field.into(), self.direction == ClubRosterDirection::Descending)
    }
}

/// Returns a name of the list that includes the order, because a cursor is valid for one order only.
pub(super) fn roster_list((order, descending): (domain::RosterOrder, bool)) -> String {
    format!("club.insight.roster/{}/{}", order.as_str(), if descending { "descending" } else { "ascending" })
}

/// A filter for a club's members. A member must meet all given conditions. A member who does not share the data that a
/// condition is about does not meet it.
#[derive(InputObject, Debug, Clone, Default)]
pub struct ClubRosterFilter {
    /// Only members whose display name or alias contains these words, as in `Club.members`.
    pub search: Option<String>,
    /// True: only members with signs that they may give up. False: only members without such signs.
    pub at_risk: Option<bool>,
    /// Only members whose `activity.daysSilent` is at least this number. Not negative.
    pub min_days_silent: Option<i32>,
    /// True: only members who studied in the requested range of days. False: only members who did not.
    pub active: Option<bool>,
    /// Only members with at least this many overdue cards. Not negative.
    pub min_backlog: Option<i32>,
    /// Only members whose true retention is lower than this; 0 to 1, such as 0.8. Members without a true retention are
    /// left out.
    pub retention_below: Option<f64>,
}

impl ClubRosterFilter {
    /// Converts the filter; refuses numbers that are out of range.
    pub(super) fn checked(self) -> Result<RosterFilter, ApiError> {
        let natural = |argument: &str, number: Option<i32>| {
            let checked = number.map(u32::try_from).transpose();
            checked.map_err(|_| ApiError::bad_input(format!("«{argument}» must not be negative.")))
        };
        if self.retention_below.is_some_and(|limit| !(0.0..=1.0).contains(&limit)) {
            return Err(ApiError::bad_input("«retentionBelow» must be 0 to 1."));
        }
        Ok(RosterFilter {
            name: self.search.as_deref().map(name_filter).transpose()?,
            at_risk: self.at_risk,
            min_days_silent: natural("minDaysSilent", self.min_days_silent)?,
            active: self.active,
            min_backlog: natural("minBacklog", self.min_backlog)?,
            retention_below: self.retention_below,
        })
    }
}

/// An edge of the roster: the data that the member shares, from their study day of joining.
#[derive(SimpleObject)]
pub struct ClubRosterMember {
    /// What the member has done. Null if the member does not share ACTIVITY.
    activity: Option<ClubMemberActivity>,
    /// What the member knows. Null if the member does not share RESULTS.
    results: Option<ClubMemberResults>,
    /// Signs that the member may give up; empty if there are none. They are derived from ACTIVITY and RESULTS. Null if
    /// the member shares neither.
    risks: Option<ListOf<ClubMemberRisk>>,
}

impl ClubRosterMember {
    /// Splits a roster row into the edge's node and its fields.
    pub(super) fn edge(row: domain::RosterRow) -> (ClubMembership, Self) {
        let sharing = row.member.membership.sharing;
        let activity = sharing.includes(Shared::Activity).then(|| ClubMemberActivity::from(&row));
        let results = sharing.includes(Shared::Results).then(|| ClubMemberResults::from(&row));
        let shares = activity.is_some() || results.is_some();
        let risks = shares.then(|| row.risks().into_iter().map(ClubMemberRisk::from).collect());
        (ClubMembership(Arc::new(row.member.membership)), Self { activity, results, risks })
    }
}

/// What a club member has done since joining.
#[derive(SimpleObject)]
pub struct ClubMemberActivity {
    /// Days in the requested range on which the member studied. `minutes`, `reviews`, `newWords` and `goalDays` cover
    /// the same range.
    days_active: u32,
    /// The time spent on reviews, in whole minutes. Each review counts for at most one minute, as in Anki.
    minutes: u64,
    /// The number of reviews.
    reviews: u32,
    /// Words that were reviewed for the first time.
    new_words: u32,
    /// The member's current goal for new words per day, 1 to 100; independent of the range.
    daily_goal: u32,
    /// Days in the requested range on which the member reached this goal.
    goal_days: u32,
    /// The last study day on which the member studied. Null if there was none since joining.
    last_active_on: Option<Date>,
    /// The number of study days since `lastActiveOn`, or since joining if `lastActiveOn` is null; 0 if that was today.
    days_silent: u32,
    /// The length of the current streak since joining, in days, counted as in `Streaks`. 0 if there is none.
    streak_days: u32,
}

impl From<&domain::RosterRow> for ClubMemberActivity {
    fn from(row: &domain::RosterRow) -> Self {
        let days = &row.days;
        let streak = streaks(&days.studied, row.member.today).current;
        Self {
            days_active: days.days,
            minutes: minutes(days.duration_ms),
            reviews: days.reviews,
            new_words: days.new_words,
            daily_goal: row.member.settings.daily_goal,
            goal_days: days.goal_days,
            last_active_on: days.studied.last().map(|day| Date(day.date())),
            days_silent: row.days_silent(),
            streak_days: streak.map_or(0, |streak| streak.days),
        }
    }
}

/// What a club member knows.
#[derive(SimpleObject)]
pub struct ClubMemberResults {
    /// Words known today: the sum of the probabilities that each word is remembered, by FSRS with the member's
    /// parameters.
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

impl From<&domain::RosterRow> for ClubMemberResults {
    fn from(row: &domain::RosterRow) -> Self {
        Self {
            words_known: decimal_64(row.words.known),
            words_begun: row.words.words.begun,
            words_mature: row.words.words.mature,
            retention: row.days.retention.into(),
            backlog: row.words.overdue,
        }
    }
}

/// A kind of sign that a member may give up.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClubRiskSign {
    /// The member has not studied for 7 days or more. If they have not studied since joining, the days since joining
    /// count. Requires that the member shares ACTIVITY.
    DaysSilent,
    /// At least 20 cards are overdue, and at least 1.5 times as many as a week ago. Requires that the member shares
    /// RESULTS and joined at least a week ago.
    GrowingBacklog,
    /// True retention in the last 14 days is lower by at least 0.1 than in the 28 days before, with at least 20 cards
    /// in each period. The fall is significant at the 5% level (one-sided test of two proportions, z of 1.645).
    /// Requires that the member shares RESULTS.
    FallingRetention,
}

/// A sign that a member may give up, with its numbers. Fields that belong to other kinds of sign are null.
#[derive(SimpleObject)]
pub struct ClubMemberRisk {
    /// The kind of sign.
    sign: ClubRiskSign,
    /// For `DAYS_SILENT`: days without study.
    days_silent: Option<u32>,
    /// For `GROWING_BACKLOG`: cards that are overdue now.
    backlog: Option<u32>,
    /// For `GROWING_BACKLOG`: cards that were overdue a week ago.
    backlog_one_week_ago: Option<u32>,
    /// For `FALLING_RETENTION`: true retention in the last 14 days.
    retention: Option<Retention>,
    /// For `FALLING_RETENTION`: true retention in the 28 days before those.
    retention_before: Option<Retention>,
}

impl From<domain::Risk> for ClubMemberRisk {
    fn from(risk: domain::Risk) -> Self {
        let empty = |sign| Self {
            sign,
            days_silent: None,
            backlog: None,
            backlog_one_week_ago: None,
            retention: None,
            retention_before: None,
        };
        match risk {
            domain::Risk::Silent(silent) => {
                Self { days_silent: Some(silent.days), ..empty(ClubRiskSign::DaysSilent) }
            }
            domain::Risk::Backlog(backlog) => Self {
                backlog: Some(backlog.now),
                backlog_one_week_ago: Some(backlog.a_week_ago),
                ..empty(ClubRiskSign::GrowingBacklog)
            },
            domain::Risk::Retention(falling) => Self {
                retention: Some(falling.recent.into()),
                retention_before: Some(falling.earlier.into()),
                ..empty(ClubRiskSign::FallingRetention)
            },
        }
    }
}

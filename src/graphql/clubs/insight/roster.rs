//! The members of a club, one by one.

use std::sync::Arc;

use async_graphql::{Enum, InputObject, SimpleObject};

use super::minutes;
use crate::app::clubs::insight::RosterFilter;
use crate::domain::clubs::Shared;
use crate::domain::clubs::insight as domain;
use crate::domain::learning::progress::streaks;
use crate::graphql::clubs::ClubMembership;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::statistics::Retention;
use crate::graphql::scalars::{Date, decimal_64};

/// What members are ordered by. Those who don't share it, or of whom there is nothing yet, come last in either direction.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
#[graphql(remote = "domain::RosterOrder")]
pub enum ClubRosterField {
    /// Their name, in Kazakh order.
    #[default]
    Name,
    /// When they joined.
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
    /// How many signs there are in `risks`.
    Risks,
}

/// Which way round.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClubRosterDirection {
    /// The least, the first or the earliest one comes first.
    #[default]
    Ascending,
    /// The most, the last or the latest one comes first.
    Descending,
}

/// What members are ordered by, and which way round.
#[derive(InputObject, Debug, Clone, Copy, Default)]
pub struct ClubRosterOrder {
    /// What they are ordered by.
    pub field: ClubRosterField,
    /// Which way round.
    #[graphql(default_with = "ClubRosterDirection::Ascending")]
    pub direction: ClubRosterDirection,
}

impl ClubRosterOrder {
    /// The order, and whether it is the other way round.
    pub(super) fn split(self) -> (domain::RosterOrder, bool) {
        (self.field.into(), self.direction == ClubRosterDirection::Descending)
    }
}

/// The name of the list in an order: a cursor of one is none of another.
pub(super) fn roster_list((order, descending): (domain::RosterOrder, bool)) -> String {
    format!("club.insight.roster/{}/{}", order.as_str(), if descending { "descending" } else { "ascending" })
}

/// Which members are asked for: those whom all that is given fits. Who does not share what it is about fits nothing.
#[derive(InputObject, Debug, Clone, Copy, Default)]
pub struct ClubRosterFilter {
    /// Those with signs that they may give up, or those without any.
    pub at_risk: Option<bool>,
    /// Those who have not studied for so many days, as `activity.daysSilent` counts.
    pub silent_days: Option<i32>,
    /// Those who have studied on the days that are asked for, or those who have not.
    pub active: Option<bool>,
    /// Those with so many overdue cards or more.
    pub backlog: Option<i32>,
    /// Those whose true retention is lower than this, 0 to 1.
    pub retention_below: Option<f64>,
}

impl ClubRosterFilter {
    /// The same, in numbers that can be.
    pub(super) fn checked(self) -> Result<RosterFilter, ApiError> {
        let natural = |argument: &str, number: Option<i32>| {
            let checked = number.map(u32::try_from).transpose();
            checked.map_err(|_| ApiError::bad_input(format!("«{argument}» is not negative.")))
        };
        Ok(RosterFilter {
            at_risk: self.at_risk,
            silent_days: natural("silentDays", self.silent_days)?,
            active: self.active,
            backlog: natural("backlog", self.backlog)?,
            retention_below: self.retention_below,
        })
    }
}

/// What the roster's edge to a member says: what the member shares, from the day on which they joined.
#[derive(SimpleObject)]
pub struct ClubRosterMember {
    /// What they have done; null: they don't share their ACTIVITY.
    activity: Option<ClubMemberActivity>,
    /// What they know; null: they don't share their RESULTS.
    results: Option<ClubMemberResults>,
    /// Signs that they may give up; empty: there are none. Null: they share neither ACTIVITY nor RESULTS, by which signs are
    /// seen.
    risks: Option<Vec<ClubMemberRisk>>,
}

impl ClubRosterMember {
    /// The member, and what is said of them.
    pub(super) fn edge(row: domain::RosterRow) -> (ClubMembership, Self) {
        let sharing = row.member.membership.sharing;
        let activity = sharing.includes(Shared::Activity).then(|| ClubMemberActivity::from(&row));
        let results = sharing.includes(Shared::Results).then(|| ClubMemberResults::from(&row));
        let shares = activity.is_some() || results.is_some();
        let risks = shares.then(|| row.risks().into_iter().map(ClubMemberRisk::from).collect());
        (ClubMembership(Arc::new(row.member.membership)), Self { activity, results, risks })
    }
}

/// What a member has done since joining.
#[derive(SimpleObject)]
pub struct ClubMemberActivity {
    /// Days on which they studied, of those that are asked for; so are the next.
    days_active: u32,
    /// Whole minutes; of one answer a minute counts at most.
    minutes: u64,
    /// Answers.
    reviews: u32,
    /// Words whose first review it was.
    new_words: u32,
    /// Their present goal for new words a day.
    daily_goal: u32,
    /// Days on which they reached it.
    goal_days: u32,
    /// The last study day on which they studied; null: on none since they joined.
    last_active_on: Option<Date>,
    /// Study days since then, or since they joined: 0 is today.
    days_silent: u32,
    /// How many days they have now studied in a row, as `Streaks` counts, since they joined.
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

/// What a member knows.
#[derive(SimpleObject)]
pub struct ClubMemberResults {
    /// Words that are known today: the sum of the chances that each is remembered, by FSRS with the member's parameters.
    words_known: f64,
    /// Words that were ever reviewed.
    words_introduced: u32,
    /// Words whose cards all come back after 21 days or more.
    words_mature: u32,
    /// True retention on the days that are asked for, as Anki counts it: of the cards that came back after an interval of a
    /// day or more, how many were remembered at the first answer of the day.
    retention: Retention,
    /// Cards that were due before today, and are shown.
    backlog: u32,
}

impl From<&domain::RosterRow> for ClubMemberResults {
    fn from(row: &domain::RosterRow) -> Self {
        Self {
            words_known: decimal_64(row.words.known),
            words_introduced: row.words.words.introduced,
            words_mature: row.words.words.mature,
            retention: row.days.retention.into(),
            backlog: row.words.overdue,
        }
    }
}

/// A sign that a member may give up.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClubRiskSign {
    /// They have not studied for 7 days or more; of those who never did since they joined, that day counts. Seen in ACTIVITY.
    DaysSilent,
    /// 20 cards or more are overdue, and half as many again as a week ago. Seen in RESULTS of those who joined a week ago or
    /// earlier.
    GrowingBacklog,
    /// True retention in the last 14 days is lower by a tenth or more than in the 28 days before, of 20 cards or more in each,
    /// and by more than chance makes one time in twenty (one-sided test of two proportions, z of 1.645). Seen in RESULTS.
    FallingRetention,
}

/// A sign that a member may give up, with the numbers behind it.
#[derive(SimpleObject)]
pub struct ClubMemberRisk {
    /// The sign.
    sign: ClubRiskSign,
    /// `DAYS_SILENT`: how many days.
    days_silent: Option<u32>,
    /// `GROWING_BACKLOG`: cards that are overdue now.
    backlog: Option<u32>,
    /// `GROWING_BACKLOG`: cards that were overdue a week ago.
    backlog_one_week_ago: Option<u32>,
    /// `FALLING_RETENTION`: in the last 14 days.
    retention: Option<Retention>,
    /// `FALLING_RETENTION`: in the 28 days before them.
    retention_before: Option<Retention>,
}

impl From<domain::Risk> for ClubMemberRisk {
    fn from(risk: domain::Risk) -> Self {
        let none = |sign| Self {
            sign,
            days_silent: None,
            backlog: None,
            backlog_one_week_ago: None,
            retention: None,
            retention_before: None,
        };
        match risk {
            domain::Risk::Silent(silent) => {
                Self { days_silent: Some(silent.days), ..none(ClubRiskSign::DaysSilent) }
            }
            domain::Risk::Backlog(backlog) => Self {
                backlog: Some(backlog.now),
                backlog_one_week_ago: Some(backlog.a_week_ago),
                ..none(ClubRiskSign::GrowingBacklog)
            },
            domain::Risk::Retention(falling) => Self {
                retention: Some(falling.lately.into()),
                retention_before: Some(falling.before.into()),
                ..none(ClubRiskSign::FallingRetention)
            },
        }
    }
}

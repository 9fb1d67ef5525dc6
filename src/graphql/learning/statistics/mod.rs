//! What the viewer's review log comes to.

mod retention;
mod words;

pub use retention::{PeriodRetention, Retention, RetentionPeriod, TrueRetention};
pub use words::{WordMemory, WordState, WordStatistics};

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::grade::Slip;
use super::{Card, Review};
use crate::app::learning as app;
use crate::domain::learning::progress as domain;
use crate::domain::learning::study_day::StudyDay;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{count, page_cost, rows_cost};
use crate::graphql::scalars::Date;

/// How many days `activity` tells at most, and `retention` day by day.
const MAX_DAYS: u32 = 400;
/// How many days `retention` sums up at most: ten years.
const MAX_SUMMED_DAYS: u32 = 3_660;

/// What the viewer's review log comes to.
#[derive(Debug, Clone, Copy)]
pub struct Statistics;

/// What the viewer's review log comes to. Days are study days: each answer counts for the one on which it was given, by the
/// time zone and the hour of that time, whatever the settings are now. Answers that were undone don't count.
///
/// Each field is a question of its own: ask for those that you show. Null: see the answer's `errors`.
#[Object]
impl Statistics {
    /// What is known of the words of all lessons that were started.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn words(&self, context: &Context<'_>) -> Result<Option<WordStatistics>, ApiError> {
        Ok(Some(app::known_words(&request(context).caller).await?.into()))
    }

    /// Days in a row on which something was studied.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn streaks(&self, context: &Context<'_>) -> Result<Option<Streaks>, ApiError> {
        Ok(Some(app::own_streaks(&request(context).caller).await?.into()))
    }

    /// What was done on each study day between two, in their order, for a heat map; days on which nothing was done are left
    /// out.
    #[graphql(complexity = "rows_cost(days_within(from, to), child_complexity)")]
    async fn activity(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, at most 400 days with the first.")] to: Date,
    ) -> Result<Option<Vec<ActivityDay>>, ApiError> {
        let range = range(from, to, MAX_DAYS)?;
        let found = app::days_between(&request(context).caller, range).await?;
        let active = found.into_iter().filter(|(_, counts)| counts.reviews > 0);
        Ok(Some(active.map(ActivityDay::from).collect()))
    }

    /// True retention, as Anki counts it: of the cards that came back after days, how many were remembered at the first
    /// answer of the day. Periods in which no card came back are left out.
    #[graphql(complexity = "rows_cost(retention::periods_within(period, from, to), child_complexity)")]
    async fn retention(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day, at most 3,660 days with the first, day by day 400.")] to: Date,
        #[graphql(
            desc = "What to sum up by; periods at both ends are cut.",
            default_with = "RetentionPeriod::Whole"
        )]
        period: RetentionPeriod,
    ) -> Result<Option<Vec<PeriodRetention>>, ApiError> {
        let most = if period == RetentionPeriod::Day { MAX_DAYS } else { MAX_SUMMED_DAYS };
        let range = range(from, to, most)?;
        let found = app::days_between(&request(context).caller, range).await?;
        let periods = domain::retention_by(period.into(), range, &found);
        Ok(Some(periods.into_iter().map(PeriodRetention::from).collect()))
    }

    /// How many cards come back on the next study days, as they are scheduled now. New cards, and those that are not shown
    /// now (suspended, put off, leeches, of words that were withdrawn), are not among them.
    #[graphql(complexity = "rows_cost(usize::try_from(days).unwrap_or(0), child_complexity)")]
    async fn forecast(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many days, today the first; 1 to 365.", default = 30)] days: i32,
    ) -> Result<Option<Forecast>, ApiError> {
        let days = within("days", days, 365)?;
        let (today, forecast) = app::forecast(&request(context).caller, days).await?;
        Ok(Some(Forecast::new(today, forecast)))
    }

    /// What was slipped in typed answers, pair of letters by pair, the most frequent first.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn slips(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "On so many study days, today the last; 1 to 365.", default = 90)] days: i32,
        #[graphql(desc = "How many pairs at most, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<Vec<SlipCount>>, ApiError> {
        let (days, first) = (within("days", days, 365)?, count("first", first, 1)?);
        let found = app::slip_counts(&request(context).caller, days, first).await?;
        Ok(Some(found.into_iter().map(SlipCount::from).collect()))
    }

    /// Mistakes to repeat: cards whose last answer was rated AGAIN or was a slip, the latest first. A card leaves the list
    /// when it is answered right, and when it is not shown any more.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn mistakes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Made on so many study days, today the last; 1 to 31.", default = 7)] days: i32,
        #[graphql(desc = "How many cards at most, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<Vec<Mistake>>, ApiError> {
        let (days, first) = (within("days", days, 31)?, count("first", first, 1)?);
        let found = app::mistakes(&request(context).caller, days, first).await?;
        Ok(Some(found.into_iter().map(|card| Mistake { card: Card(Arc::new(card)) }).collect()))
    }
}

/// A number of days within 1 and the maximum.
fn within(argument: &str, days: i32, most: u32) -> Result<u32, ApiError> {
    let within = u32::try_from(days).ok().filter(|days| (1..=most).contains(days));
    within.ok_or_else(|| ApiError::bad_input(format!("«{argument}» is 1 to {most}, not {days}.")))
}

/// How many days there are from one to another, both included.
pub(in crate::graphql) fn days_within(from: Date, to: Date) -> usize {
    let days = (to.0 - from.0).num_days().clamp(-1, MAX_SUMMED_DAYS.into());
    usize::try_from(days + 1).unwrap_or(0)
}

/// Days from one to another, both included, so many at most.
pub(in crate::graphql) fn range(from: Date, to: Date, most: u32) -> Result<(StudyDay, StudyDay), ApiError> {
    let (first, last) = (StudyDay::on(from.0), StudyDay::on(to.0));
    if to.0 < from.0 {
        return Err(ApiError::bad_input("«to» is not before «from»."));
    }
    if last.days_since(first) >= most {
        return Err(ApiError::bad_input(format!(
            "«from» and «to» are at most {most} days apart, both included."
        )));
    }
    Ok((first, last))
}

/// Days in a row on which something was studied. A streak may miss a day, as a freeze, but of any seven days in a row no more
/// than one: at the second it begins anew after the first. Freezes are neither earned nor spent: streaks are derived from
/// the days, so an answer that is submitted late may lengthen one, and never shortens any. Today breaks nothing until it is
/// over.
#[derive(SimpleObject)]
pub struct Streaks {
    /// The one that goes on; null: it was broken, or nothing was studied yet.
    current: Option<Streak>,
    /// The longest ever; null: nothing was studied yet.
    longest: Option<Streak>,
    /// Whether something was studied today.
    has_studied_today: bool,
    /// Whether the present streak survives it if the next day is missed: today, or tomorrow if something was studied today.
    has_freeze_left: bool,
}

/// Days in a row on which something was studied.
#[derive(SimpleObject)]
pub struct Streak {
    /// On how many of its days something was studied: its length.
    days: u32,
    /// How many days in between were missed.
    freezes: u32,
    /// Its first day.
    first_day: Date,
    /// Its last day on which something was studied.
    last_day: Date,
}

impl From<domain::Streaks> for Streaks {
    fn from(streaks: domain::Streaks) -> Self {
        let domain::Streaks { current, longest, has_studied_today, has_freeze_left } = streaks;
        let streak = |streak: domain::Streak| Streak {
            days: streak.days,
            freezes: streak.freezes,
            first_day: Date(streak.first.date()),
            last_day: Date(streak.last.date()),
        };
        Self {
            current: current.map(streak),
            longest: longest.map(streak),
            has_studied_today,
            has_freeze_left,
        }
    }
}

/// What was done on a study day.
#[derive(SimpleObject)]
pub struct ActivityDay {
    /// The day.
    date: Date,
    /// Answers.
    reviews: u32,
    /// The time spent on them, milliseconds; of one answer a minute counts at most, as in Anki.
    duration_ms: u64,
    /// Words whose first review was on that day.
    new_words: u32,
    /// Cards whose first review was on that day.
    new_cards: u32,
    /// Answers that were rated AGAIN.
    again: u32,
    /// What was remembered of the cards that came back after days.
    retention: TrueRetention,
}

impl From<(StudyDay, domain::DayCounts)> for ActivityDay {
    fn from((day, counts): (StudyDay, domain::DayCounts)) -> Self {
        Self {
            date: Date(day.date()),
            reviews: counts.reviews,
            duration_ms: counts.duration_ms,
            new_words: counts.new_words,
            new_cards: counts.new_cards,
            again: counts.again,
            retention: TrueRetention::new(counts.young, counts.mature),
        }
    }
}

/// How many cards come back.
#[derive(SimpleObject)]
pub struct Forecast {
    /// Cards that were due before today.
    overdue: u32,
    /// Each day, today first.
    days: Vec<ForecastDay>,
}

/// How many cards come back on a study day.
#[derive(SimpleObject)]
pub struct ForecastDay {
    /// The day.
    date: Date,
    /// Cards that become due on it.
    due: u32,
}

impl Forecast {
    fn new(today: StudyDay, forecast: domain::Forecast) -> Self {
        let days = forecast.days.into_iter().zip(0..);
        let days = days.map(|(due, day)| ForecastDay { date: Date(today.plus(day).date()), due });
        Self { overdue: forecast.overdue, days: days.collect() }
    }
}

/// How often something was slipped.
#[derive(SimpleObject)]
pub struct SlipCount {
    /// What kind of slip it is, and its letters, one pair.
    slip: Slip,
    /// How often.
    count: u32,
    /// When last.
    last_at: DateTime<Utc>,
}

impl From<domain::SlipCount> for SlipCount {
    fn from(slip: domain::SlipCount) -> Self {
        Self { slip: slip.slip.into(), count: slip.count, last_at: slip.last_at }
    }
}

/// A card to repeat.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Mistake {
    /// The card.
    card: Card,
}

#[ComplexObject]
impl Mistake {
    /// Its last answer; null: see the answer's `errors`.
    async fn review(&self, context: &Context<'_>) -> Result<Option<Review>, ApiError> {
        let Some(last) = self.card.0.state.last_review else { return Ok(None) };
        Ok(request(context).loader().load_one(last.id).await?.map(Review))
    }
}

//! Statistics of the viewer's review log.

mod retention;
mod words;

pub use retention::{PeriodRetention, Retention, RetentionPeriod, TrueRetention};
pub use words::{WordMemory, WordState, WordStatistics};

use std::sync::Arc;

use async_graphql::{ComplexObject, Context, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::grade::Slip;
use super::{Card, Review};
use crate::app::learning as app;
use crate::domain::learning::progress as domain;
use crate::domain::learning::study_day::StudyDay;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{page_cost, page_size, rows_cost, within};
use crate::graphql::scalars::Date;

/// The maximum number of days that `activity` returns, and that `retention` returns by day.
const MAX_DAYS: u32 = 400;
/// The maximum number of days that `retention` aggregates: ten years.
const MAX_AGGREGATED_DAYS: u32 = 3_660;

/// Statistics of the viewer's review log.
#[derive(Debug, Clone, Copy)]
pub struct Statistics;

/// Statistics of the viewer's review log. Days are study days: each review counts for the day on which it was given, by
/// the time zone and rollover hour at that time, whatever the settings are now. Undone reviews do not count.
///
/// Each field is computed separately, so request only the fields that you show. A field is null on an error; see the
/// `errors` of the response.
#[Object]
impl Statistics {
    /// The numbers of words in each state, over all words of which the viewer has cards: those of started lessons and
    /// lists, and of assignments.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn words(&self, context: &Context<'_>) -> Result<Option<WordStatistics>, ApiError> {
        Ok(Some(app::known_words(&request(context).caller).await?.into()))
    }

    /// The viewer's streaks of consecutive study days.
    #[graphql(complexity = "rows_cost(1, child_complexity)")]
    async fn streaks(&self, context: &Context<'_>) -> Result<Option<Streaks>, ApiError> {
        Ok(Some(app::viewer_streaks(&request(context).caller).await?.into()))
    }

    /// The activity on each study day in a range, in order, for a heat map. Days without any review are omitted.
    #[graphql(complexity = "rows_cost(days_within(from, to), child_complexity)")]
    async fn activity(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(desc = "The last day. The range has at most 400 days, both ends included.")] to: Date,
    ) -> Result<Option<ListOf<ActivityDay>>, ApiError> {
        let range = range(from, to, MAX_DAYS)?;
        let found = app::days_between(&request(context).caller, range).await?;
        let active = found.into_iter().filter(|(_, counts)| counts.reviews > 0);
        Ok(Some(active.map(ActivityDay::from).collect()))
    }

    /// True retention, as in Anki: of the cards that came back after an interval of days, the share that was remembered
    /// at the first answer of the day. Periods in which no card came back are omitted.
    #[graphql(complexity = "rows_cost(retention::periods_within(period, from, to), child_complexity)")]
    async fn retention(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The first day.")] from: Date,
        #[graphql(
            desc = "The last day. The range has at most 3,660 days, or 400 by day, both ends included."
        )]
        to: Date,
        #[graphql(
            desc = "The period by which to aggregate. The first and last periods are clipped to the range.",
            default_with = "RetentionPeriod::Whole"
        )]
        period: RetentionPeriod,
    ) -> Result<Option<ListOf<PeriodRetention>>, ApiError> {
        let max_days = if period == RetentionPeriod::Day { MAX_DAYS } else { MAX_AGGREGATED_DAYS };
        let range = range(from, to, max_days)?;
        let found = app::days_between(&request(context).caller, range).await?;
        let periods = domain::retention_by(period.into(), range, &found);
        Ok(Some(periods.into_iter().map(PeriodRetention::from).collect()))
    }

    /// The number of cards that come back on each of the next study days, as scheduled now. A buried card comes back on the
    /// day until which it is buried. Cards that are due during a pause come back when it ends. Excludes new cards,
    /// suspended cards, leeches, and cards of withdrawn words.
    #[graphql(complexity = "rows_cost(usize::try_from(days).unwrap_or(0), child_complexity)")]
    async fn forecast(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The number of study days, starting with today; 1 to 365.", default = 30)] days: i32,
    ) -> Result<Option<Forecast>, ApiError> {
        let days = within("days", days, 365)?;
        let (today, forecast) = app::forecast(&request(context).caller, days).await?;
        Ok(Some(Forecast::new(today, forecast)))
    }

    /// The slips in typed answers, counted by pair of letters, most frequent first.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn slips(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The number of study days to count, up to today; 1 to 365.", default = 90)]
        days: i32,
        #[graphql(desc = "The maximum number of pairs, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<ListOf<SlipCount>>, ApiError> {
        let (days, first) = (within("days", days, 365)?, page_size("first", first, 1)?);
        let found = app::slip_counts(&request(context).caller, days, first).await?;
        Ok(Some(found.into_iter().map(SlipCount::from).collect()))
    }

    /// Mistakes to practise again: cards whose last answer was rated AGAIN or was a slip, latest first. A card leaves
    /// the list once it is answered correctly, or is no longer shown.
    #[graphql(complexity = "page_cost(Some(first), None, child_complexity)")]
    async fn mistakes(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The number of study days to search, up to today; 1 to 31.", default = 7)] days: i32,
        #[graphql(desc = "The maximum number of cards, 1 to 100.", default = 20)] first: i32,
    ) -> Result<Option<ListOf<Mistake>>, ApiError> {
        let (days, first) = (within("days", days, 31)?, page_size("first", first, 1)?);
        let found = app::mistakes(&request(context).caller, days, first).await?;
        Ok(Some(found.into_iter().map(|card| Mistake { card: Card(Arc::new(card)) }).collect()))
    }
}

/// Returns the number of days from one date to another, both included.
pub(in crate::graphql) fn days_within(from: Date, to: Date) -> usize {
    let days = (to.0 - from.0).num_days().clamp(-1, MAX_AGGREGATED_DAYS.into());
    usize::try_from(days + 1).unwrap_or(0)
}

/// Returns the study days from one date to another, both included. Fails if there are more than the maximum.
pub(in crate::graphql) fn range(
    from: Date,
    to: Date,
    max_days: u32,
) -> Result<(StudyDay, StudyDay), ApiError> {
    let (first, last) = (StudyDay::on(from.0), StudyDay::on(to.0));
    if to.0 < from.0 {
        return Err(ApiError::bad_input("«to» must not be before «from»."));
    }
    if last.days_since(first) >= max_days {
        return Err(ApiError::bad_input(format!(
            "The range from «from» to «to» has more than {max_days} days."
        )));
    }
    Ok((first, last))
}

/// Streaks: consecutive days with at least one review. A freeze lets a streak survive one missed day in any seven
/// consecutive days. If a second day within seven is missed, the streak begins anew after the first missed day. Freezes
/// need not be earned, and are not used up. Streaks are derived from the days, so a late answer can lengthen a streak
/// but never shortens one. A day without reviews breaks a streak only once the day is over.
#[derive(SimpleObject)]
pub struct Streaks {
    /// The current streak. Null if it was broken, or if there are no reviews yet.
    current: Option<Streak>,
    /// The longest streak ever. Null if there are no reviews yet.
    longest: Option<Streak>,
    /// Whether the viewer has reviewed anything today.
    has_studied_today: bool,
    /// Whether the current streak survives if the viewer misses the next day: today, or tomorrow if they have reviewed
    /// something today.
    has_freeze_left: bool,
}

/// A streak: consecutive days with at least one review, except for freezes.
#[derive(SimpleObject)]
pub struct Streak {
    /// The length of the streak: the number of its days with a review.
    days: u32,
    /// The number of missed days within the streak.
    freezes: u32,
    /// The first day of the streak.
    first_day: Date,
    /// The last day of the streak with a review.
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

/// The activity on a study day.
#[derive(SimpleObject)]
pub struct ActivityDay {
    /// The day.
    date: Date,
    /// The number of reviews.
    reviews: u32,
    /// The time spent on reviews, in milliseconds. Each review counts for at most one minute, as in Anki.
    duration_ms: u64,
    /// The number of words whose first review was on this day.
    new_words: u32,
    /// The number of cards whose first review was on this day.
    new_cards: u32,
    /// The number of reviews rated AGAIN.
    again: u32,
    /// The retention of the cards that came back after an interval of days.
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

/// A forecast of the cards that come back.
#[derive(SimpleObject)]
pub struct Forecast {
    /// The number of cards that came back before today and were not reviewed since.
    overdue: u32,
    /// The days of the forecast, starting with today.
    days: ListOf<ForecastDay>,
}

/// A forecast for one study day.
#[derive(SimpleObject)]
pub struct ForecastDay {
    /// The day.
    date: Date,
    /// The number of cards that come back on this day.
    due: u32,
}

impl Forecast {
    fn new(today: StudyDay, forecast: domain::Forecast) -> Self {
        let days = forecast.days.into_iter().zip(0..);
        let days = days.map(|(due, day)| ForecastDay { date: Date(today.plus(day).date()), due });
        Self { overdue: forecast.overdue, days: days.collect() }
    }
}

/// The count of one kind of slip.
#[derive(SimpleObject)]
pub struct SlipCount {
    /// The kind of slip, and one pair of letters.
    slip: Slip,
    /// The number of times that the slip occurred.
    count: u32,
    /// The time at which the slip last occurred.
    last_at: DateTime<Utc>,
}

impl From<domain::SlipCount> for SlipCount {
    fn from(slip: domain::SlipCount) -> Self {
        Self { slip: slip.slip.into(), count: slip.count, last_at: slip.last_at }
    }
}

/// A card to practise again.
#[derive(SimpleObject)]
#[graphql(complex)]
pub struct Mistake {
    /// The card.
    card: Card,
}

#[ComplexObject]
impl Mistake {
    /// The last answer to the card.
    async fn review(&self, context: &Context<'_>) -> Result<Option<Review>, ApiError> {
        let Some(last) = self.card.0.state.last_review else { return Ok(None) };
        Ok(request(context).loader().load_one(last.id).await?.map(Review))
    }
}

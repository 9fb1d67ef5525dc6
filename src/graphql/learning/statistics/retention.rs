//! True retention.

use async_graphql::{Enum, SimpleObject};

use super::days_within;
use crate::domain::learning::progress as domain;
use crate::graphql::scalars::{Date, decimal_64};

/// The period by which study days are aggregated.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Period")]
pub enum RetentionPeriod {
    /// A day.
    Day,
    /// A week, Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// The whole range.
    Whole,
}

/// Returns the maximum number of periods in a range.
pub(super) fn periods_within(period: RetentionPeriod, from: Date, to: Date) -> usize {
    let days = domain::Period::from(period).minimum_days().and_then(|days| usize::try_from(days).ok());
    days.map_or(1, |days| days_within(from, to) / days + 2)
}

/// True retention: among cards that came back after an interval of days, those that were remembered at the first answer
/// of the day.
#[derive(SimpleObject)]
pub struct TrueRetention {
    /// Cards that came back after 1 to 20 days.
    young: Retention,
    /// Cards that came back after at least 21 days.
    mature: Retention,
    /// Young and mature cards together.
    all: Retention,
}

/// The retention of a group of cards.
#[derive(SimpleObject)]
pub struct Retention {
    /// The number of cards that came back after an interval of days, counted once for each study day on which they were
    /// reviewed.
    reviews: u32,
    /// How many of them were remembered at the first answer of the day.
    retained: u32,
    /// The share in which the card was remembered, 0 to 1. Null if no card came back. It is unreliable for few reviews.
    share: Option<f64>,
}

impl From<domain::Retention> for Retention {
    fn from(retention: domain::Retention) -> Self {
        let domain::Retention { reviews, retained } = retention;
        Self { reviews, retained, share: retention.rate().map(decimal_64) }
    }
}

impl TrueRetention {
    /// Combines the retention of young cards with that of mature cards.
    pub fn new(young: domain::Retention, mature: domain::Retention) -> Self {
        Self { young: young.into(), mature: mature.into(), all: young.plus(mature).into() }
    }
}

/// True retention in a period.
#[derive(SimpleObject)]
pub struct PeriodRetention {
    /// The first day of the period within the range.
    first_day: Date,
    /// The last day of the period within the range.
    last_day: Date,
    /// The retention.
    retention: TrueRetention,
}

impl From<domain::PeriodRetention> for PeriodRetention {
    fn from(period: domain::PeriodRetention) -> Self {
        let domain::PeriodRetention { first, last, young, mature } = period;
        let retention = TrueRetention::new(young, mature);
        Self { first_day: Date(first.date()), last_day: Date(last.date()), retention }
    }
}

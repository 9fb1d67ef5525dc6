//! True retention.

use async_graphql::{Enum, SimpleObject};

use super::days_within;
use crate::domain::learning::progress as domain;
use crate::graphql::scalars::{Date, decimal_64};

/// What study days are summed up by.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Period")]
pub enum RetentionPeriod {
    /// Each day for itself.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
    /// All that is asked for.
    Whole,
}

/// How many periods there are in a range at most.
pub(super) fn periods_within(period: RetentionPeriod, from: Date, to: Date) -> usize {
    let days = domain::Period::from(period).least_days().and_then(|days| usize::try_from(days).ok());
    days.map_or(1, |days| days_within(from, to) / days + 2)
}

/// Of cards that came back after days, how many were remembered at the first answer of the day.
#[derive(SimpleObject)]
pub struct TrueRetention {
    /// Of those that came back after 1 to 20 days.
    young: Retention,
    /// Of those that came back after 21 days or more.
    mature: Retention,
    /// Of both.
    all: Retention,
}

/// Of some cards that came back, how many were remembered.
#[derive(SimpleObject)]
pub struct Retention {
    /// Cards that came back.
    reviews: u32,
    /// Those of them that were remembered.
    retained: u32,
    /// The share that was remembered, 0 to 1; null: no card came back. Of few cards it says little.
    rate: Option<f64>,
}

impl From<domain::Retention> for Retention {
    fn from(retention: domain::Retention) -> Self {
        let domain::Retention { reviews, retained } = retention;
        Self { reviews, retained, rate: retention.rate().map(decimal_64) }
    }
}

impl TrueRetention {
    /// Of young cards, and of mature ones.
    pub fn new(young: domain::Retention, mature: domain::Retention) -> Self {
        Self { young: young.into(), mature: mature.into(), all: young.plus(mature).into() }
    }
}

/// True retention in a period.
#[derive(SimpleObject)]
pub struct PeriodRetention {
    /// Its first day that was asked for.
    first_day: Date,
    /// Its last day that was asked for.
    last_day: Date,
    /// What was remembered.
    retention: TrueRetention,
}

impl From<domain::PeriodRetention> for PeriodRetention {
    fn from(period: domain::PeriodRetention) -> Self {
        let domain::PeriodRetention { first, last, young, mature } = period;
        let retention = TrueRetention::new(young, mature);
        Self { first_day: Date(first.date()), last_day: Date(last.date()), retention }
    }
}

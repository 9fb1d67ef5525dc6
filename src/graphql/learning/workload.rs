//! What a desired retention costs.

use async_graphql::{InputObject, SimpleObject};

use crate::app::learning::WorkloadQuestion;
use crate::domain::learning::preset;
use crate::domain::learning::simulation::{MOST_CARDS, MOST_DAYS, SimulatedDay};
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::decimal;

/// What is to be simulated.
#[derive(InputObject)]
pub struct WorkloadInput {
    /// The desired retentions to compare: one to five, each 0.7 to 0.99.
    pub desired_retentions: Vec<f64>,
    /// How many days, 1 to 365.
    #[graphql(default = 90)]
    pub days: i32,
    /// New cards a day at most, 0 to 9,999; without it, as the settings say.
    pub new_cards_per_day: Option<i32>,
    /// Cards that come back, a day at most, 0 to 9,999; without it, as the settings say. A card that finds no room comes on the
    /// next day that has any, those that are due first first.
    pub reviews_per_day: Option<i32>,
    /// How many new cards there are in all, 0 to 10,000; without it, they never run out. No more than 10,000 cards are
    /// simulated together with those of now.
    pub new_cards: Option<i32>,
}

/// The days to come with a desired retention.
#[derive(SimpleObject)]
pub struct Workload {
    /// The desired retention.
    desired_retention: f64,
    /// Cards a day that come back, on average.
    reviews_per_day: f64,
    /// Minutes a day, on average.
    minutes_per_day: f64,
    /// How many cards are remembered at the end: the sum of their chances of recall.
    remembered_cards: f64,
    /// Each day, today first.
    days: Vec<WorkloadDay>,
}

/// A day to come.
#[derive(SimpleObject)]
pub struct WorkloadDay {
    /// Cards that come back after days.
    reviews: u32,
    /// Cards that are new.
    new_cards: u32,
    /// How long all that takes, minutes.
    minutes: f64,
    /// How many cards are remembered: the sum of their chances of recall.
    remembered_cards: f64,
}

impl WorkloadInput {
    /// As the service takes it.
    pub fn question(self) -> Result<WorkloadQuestion, ApiError> {
        let within = |name: &str, number: i32, least: u32, most: u32| {
            let number = u32::try_from(number).ok().filter(|number| (least..=most).contains(number));
            number.ok_or_else(|| ApiError::bad_input(format!("«{name}» is {least} to {most}.")))
        };
        let optional = |name: &str, number: Option<i32>, most: u32| {
            number.map(|number| within(name, number, 0, most)).transpose()
        };
        if !(1..=5).contains(&self.desired_retentions.len()) {
            return Err(ApiError::bad_input("«desiredRetentions» holds one to five."));
        }
        let retentions = self.desired_retentions.iter().map(|chance| {
            let refused = || ApiError::bad_input("Each of «desiredRetentions» is 0.7 to 0.99.");
            preset::desired_retention(*chance).map_err(|_| refused())
        });
        Ok(WorkloadQuestion {
            desired_retentions: retentions.collect::<Result<_, _>>()?,
            days: within("days", self.days, 1, MOST_DAYS)?,
            new_cards_per_day: optional("newCardsPerDay", self.new_cards_per_day, 9_999)?,
            reviews_per_day: optional("reviewsPerDay", self.reviews_per_day, 9_999)?,
            new_cards: optional("newCards", self.new_cards, MOST_CARDS)?,
        })
    }
}

impl From<(f32, Vec<SimulatedDay>)> for Workload {
    fn from((retention, days): (f32, Vec<SimulatedDay>)) -> Self {
        let days: Vec<WorkloadDay> = days.into_iter().map(WorkloadDay::from).collect();
        let count = f64::from(u32::try_from(days.len().max(1)).unwrap_or(u32::MAX));
        Self {
            desired_retention: decimal(retention),
            reviews_per_day: days.iter().map(|day| f64::from(day.reviews)).sum::<f64>() / count,
            minutes_per_day: days.iter().map(|day| day.minutes).sum::<f64>() / count,
            remembered_cards: days.last().map_or(0.0, |day| day.remembered_cards),
            days,
        }
    }
}

impl From<SimulatedDay> for WorkloadDay {
    fn from(day: SimulatedDay) -> Self {
        Self {
            reviews: day.reviews,
            new_cards: day.new_cards,
            minutes: f64::from(day.seconds) / 60.0,
            remembered_cards: decimal(day.remembered),
        }
    }
}

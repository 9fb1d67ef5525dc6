//! The workload simulation: what a desired retention costs.

use async_graphql::{InputObject, SimpleObject};
use graphql_engine::ListOf;

use crate::app::learning::WorkloadRequest;
use crate::domain::learning::preset;
use crate::domain::learning::simulation::{MAX_SIMULATION_CARDS, MAX_SIMULATION_DAYS, SimulatedDay};
use crate::domain::number::{saturated, shortest_decimal};
use crate::graphql::errors::ApiError;

/// What to simulate.
#[derive(InputObject)]
pub struct WorkloadInput {
    /// The desired retentions to compare: one to five, each 0.7 to 0.99.
    pub desired_retentions: Vec<f64>,
    /// The number of days, 1 to 365.
    #[graphql(default = 90)]
    pub days: i32,
    /// The maximum number of new cards per day, 0 to 9,999. Defaults to the viewer's settings.
    pub new_cards_per_day: Option<i32>,
    /// The maximum number of cards that come back per day, 0 to 9,999. Defaults to the viewer's settings. Cards beyond
    /// the maximum move to the next day that has room, in the order of their due dates.
    pub reviews_per_day: Option<i32>,
    /// The total number of new cards, 0 to 10,000. If omitted, there is no limit. The simulation covers at most 10,000
    /// cards, including those that exist now.
    pub new_cards: Option<i32>,
}

/// The simulated days for one desired retention.
#[derive(SimpleObject)]
pub struct Workload {
    /// The desired retention: one of `WorkloadInput.desiredRetentions`.
    desired_retention: f64,
    /// The average number of cards that come back per day.
    reviews_per_day: f64,
    /// The average number of minutes per day.
    minutes_per_day: f64,
    /// The number of cards that are remembered at the end: the sum of their chances of recall.
    remembered_cards: f64,
    /// The simulated days, starting with today.
    days: ListOf<WorkloadDay>,
}

/// A simulated day.
#[derive(SimpleObject)]
pub struct WorkloadDay {
    /// The number of cards that come back after an interval of days.
    reviews: u32,
    /// The number of new cards.
    new_cards: u32,
    /// The time that all reviews of the day take, in minutes.
    minutes: f64,
    /// The number of cards that are remembered: the sum of their chances of recall.
    remembered_cards: f64,
}

impl WorkloadInput {
    /// Checks the input and converts it.
    pub fn into_request(self) -> Result<WorkloadRequest, ApiError> {
        let within = |name: &str, number: i32, minimum: u32, maximum: u32| {
            let number = u32::try_from(number).ok().filter(|number| (minimum..=maximum).contains(number));
            number.ok_or_else(|| ApiError::bad_input(format!("«{name}» must be {minimum} to {maximum}.")))
        };
        let optional = |name: &str, number: Option<i32>, maximum: u32| {
            number.map(|number| within(name, number, 0, maximum)).transpose()
        };
        if !(1..=5).contains(&self.desired_retentions.len()) {
            return Err(ApiError::bad_input("«desiredRetentions» must have one to five items."));
        }
        let retentions = self.desired_retentions.iter().map(|chance| {
            let out_of_range = || ApiError::bad_input("Each of «desiredRetentions» must be 0.7 to 0.99.");
            preset::desired_retention(*chance).map_err(|_| out_of_range())
        });
        Ok(WorkloadRequest {
            desired_retentions: retentions.collect::<Result<_, _>>()?,
            days: within("days", self.days, 1, MAX_SIMULATION_DAYS)?,
            new_cards_per_day: optional("newCardsPerDay", self.new_cards_per_day, 9_999)?,
            reviews_per_day: optional("reviewsPerDay", self.reviews_per_day, 9_999)?,
            new_cards: optional("newCards", self.new_cards, MAX_SIMULATION_CARDS)?,
        })
    }
}

impl From<(f32, Vec<SimulatedDay>)> for Workload {
    fn from((retention, days): (f32, Vec<SimulatedDay>)) -> Self {
        let days: Vec<WorkloadDay> = days.into_iter().map(WorkloadDay::from).collect();
        let count = f64::from(saturated(days.len().max(1)));
        Self {
            desired_retention: shortest_decimal(retention),
            reviews_per_day: days.iter().map(|day| f64::from(day.reviews)).sum::<f64>() / count,
            minutes_per_day: days.iter().map(|day| day.minutes).sum::<f64>() / count,
            remembered_cards: days.last().map_or(0.0, |day| day.remembered_cards),
            days: days.into(),
        }
    }
}

impl From<SimulatedDay> for WorkloadDay {
    fn from(day: SimulatedDay) -> Self {
        Self {
            reviews: day.reviews,
            new_cards: day.new_cards,
            minutes: f64::from(day.seconds) / 60.0,
            remembered_cards: shortest_decimal(day.remembered),
        }
    }
}

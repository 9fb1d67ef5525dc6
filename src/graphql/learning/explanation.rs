//! Queries about scheduling: why a card is due at its time, and the simulated workload.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Card;
use super::card::CardPhase;
use super::grade::Rating;
use super::workload::{Workload, WorkloadInput};
use crate::app::learning as app;
use crate::domain::ids::CardId;
use crate::domain::learning::explanation::Explanation;
use crate::domain::number::shortest_decimal;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::Language;
use crate::messages::explanation_sentence;

/// An explanation of a card's schedule, in numbers and in sentences. Fields that depend on the last answer are null if
/// the card is new.
#[derive(SimpleObject)]
#[expect(clippy::struct_excessive_bools, reason = "each flag is independent")]
pub struct ScheduleExplanation {
    /// The card.
    card: Card,
    /// The explanation as sentences, in the order to read them.
    lines: ListOf<String>,
    /// The time from which the card is due.
    due_at: DateTime<Utc>,
    /// Whether the card is due now. Always false for a new card.
    is_due: bool,
    /// The phase of the card.
    phase: CardPhase,
    /// The learning or relearning step of the card; the first is 1. Null if the card is not in a step.
    step: Option<u32>,
    /// The steps that `step` counts: all learning steps or all relearning steps, in seconds. Null if the card is not in
    /// a step.
    steps_seconds: Option<ListOf<u32>>,
    /// The rating of the last answer. Null if the card is new.
    last_rating: Option<Rating>,
    /// R: the chance that the viewer recalls the card today, 0 to 1. Null if the card is new.
    retrievability: Option<f64>,
    /// S: the number of days until the chance of recall falls to 0.9. Null if the card is new.
    stability: Option<f64>,
    /// D: the difficulty, 1 to 10. Null if the card is new.
    difficulty: Option<f64>,
    /// The chance of recall at which a card is due, 0.7 to 0.99.
    desired_retention: f64,
    /// The interval that the model computed, before rounding and fuzz, in days. Null if `intervalDays` is null.
    raw_interval_days: Option<f64>,
    /// The interval that was chosen, in days. Null if the card comes back within the day or is new.
    interval_days: Option<u32>,
    /// The shortest interval that fuzz could choose, in days. Null if `intervalDays` is null.
    fuzz_minimum_days: Option<u32>,
    /// The longest interval that fuzz could choose, in days. Null if `intervalDays` is null.
    fuzz_maximum_days: Option<u32>,
    /// The shortest interval that was allowed, in days. If the model lengthens the interval, the new interval must be
    /// longer than the previous one, and longer than the interval that a worse rating would have given. Null if
    /// `intervalDays` is null.
    minimum_interval_days: Option<u32>,
    /// The longest interval that is allowed, 1 to 36,500 days.
    maximum_interval_days: u32,
    /// For each day of the week, Monday first: how many cards to schedule for it, in percent of a usual day, 0 to 100.
    easy_days_percent: ListOf<u8>,
    /// The number of the preset that scheduled the last answer or, if there is none, of the preset in force. 0 stands
    /// for the defaults.
    preset_number: u32,
    /// Whether the card is a leech (`Card.isLeech`).
    is_leech: bool,
    /// Whether the viewer has suspended the card.
    is_suspended: bool,
    /// Whether the viewer has buried the card.
    is_buried: bool,
}

impl ScheduleExplanation {
    fn new(explanation: Explanation, language: Language) -> Self {
        let language = language.into();
        let lines = explanation.facts().iter().map(|fact| explanation_sentence(fact, language)).collect();
        let state = &explanation.card.state;
        let steps = explanation.steps();
        let outcome = explanation.last.as_ref().map(|(_, outcome)| outcome);
        let choice = outcome.and_then(|outcome| outcome.choice);
        let scheduling = &explanation.preset.scheduling;
        Self {
            lines,
            due_at: state.due_at,
            is_due: explanation.is_due,
            phase: state.phase.into(),
            step: steps.map(|_| u32::from(state.step) + 1),
            steps_seconds: steps.map(|steps| steps.to_vec().into()),
            last_rating: explanation.last.as_ref().map(|(rating, _)| (*rating).into()),
            retrievability: explanation.retrievability.map(shortest_decimal),
            stability: state.memory.map(|memory| shortest_decimal(memory.stability)),
            difficulty: state.memory.map(|memory| shortest_decimal(memory.difficulty)),
            desired_retention: shortest_decimal(scheduling.desired_retention),
            raw_interval_days: choice.and(outcome).map(|outcome| shortest_decimal(outcome.raw_interval_days)),
            interval_days: choice.map(|choice| choice.days),
            fuzz_minimum_days: choice.map(|choice| choice.fuzz.0),
            fuzz_maximum_days: choice.map(|choice| choice.fuzz.1),
            minimum_interval_days: choice.map(|choice| choice.minimum),
            maximum_interval_days: scheduling.maximum_interval_days,
            easy_days_percent: scheduling.easy_days.to_vec().into(),
            preset_number: explanation.preset.number,
            is_leech: explanation.is_leech,
            is_suspended: explanation.card.suspended_at.is_some(),
            is_buried: explanation.card.is_buried(explanation.today),
            card: Card(Arc::new(explanation.card)),
        }
    }
}

/// Queries about scheduling: why a card is due at its time, and the simulated workload.
#[derive(Default)]
pub struct SchedulingQuery;

#[Object]
impl SchedulingQuery {
    /// Explains how the due time of a card of the viewer was computed. Null if the viewer has no card with this id, or
    /// if nobody is logged in.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn explain_schedule(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id of the card.")] card_id: ID,
        #[graphql(desc = "The language of the sentences. Defaults to the language of the request.")]
        lang: Option<Language>,
    ) -> Result<Option<ScheduleExplanation>, ApiError> {
        let request = request(context);
        let (Some(id), true) = (CardId::from_global(&card_id), request.caller.viewer.is_some()) else {
            return Ok(None);
        };
        let language = lang.unwrap_or_else(|| request.language.into());
        let explanation = app::explain_schedule(&request.caller, id).await?;
        Ok(explanation.map(|explanation| ScheduleExplanation::new(explanation, language)))
    }

    /// Compares the workload for several desired retentions, by simulating the viewer's coming days with the viewer's
    /// parameters and cards, and with answers like the viewer's earlier ones. The result for the same input stays the
    /// same until the viewer's data changes. Requires a login.
    #[graphql(complexity = "workload_cost(&input, child_complexity)")]
    async fn simulate_workload(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What to simulate.")] input: WorkloadInput,
    ) -> Result<Option<ListOf<Workload>>, ApiError> {
        let workload_request = input.into_request()?;
        let found = app::simulate_workload(&request(context).caller, workload_request).await?;
        Ok(Some(found.into_iter().map(Workload::from).collect()))
    }
}

/// Returns the cost of a simulation: one workload for each desired retention, each with its days.
fn workload_cost(input: &WorkloadInput, child: usize) -> usize {
    let days = usize::try_from(input.days).unwrap_or(0);
    list_cost(input.desired_retentions.len(), list_cost(days, child)).saturating_add(5_000)
}

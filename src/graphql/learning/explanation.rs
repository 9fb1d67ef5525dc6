//! Why a card comes when it comes, and what would come.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Card;
use super::card::CardPhase;
use super::review::Rating;
use super::workload::{Workload, WorkloadInput};
use crate::app::learning as app;
use crate::domain::ids::CardId;
use crate::domain::learning::explanation::Explanation;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Language, decimal};

/// What a card's schedule was made of, in numbers and in sentences.
#[derive(SimpleObject)]
#[expect(clippy::struct_excessive_bools, reason = "each is an answer of its own")]
pub struct ScheduleExplanation {
    /// The card.
    card: Card,
    /// What there is to say, a sentence each, in the order to read them.
    lines: Vec<String>,
    /// From when it is due.
    due_at: DateTime<Utc>,
    /// Whether it is due now; a new card never is.
    is_due: bool,
    /// Where it is in its life.
    phase: CardPhase,
    /// Which step of the day it waits in, the first is 1; null: it is in none.
    step: Option<u32>,
    /// The steps of the day that it is in, seconds; null: it is in none.
    steps_seconds: Option<Vec<u32>>,
    /// How the last answer was rated; null: none since it was last new, as for all that follows from an answer.
    last_rating: Option<Rating>,
    /// R: the chance, 0 to 1, that it is remembered today.
    retrievability: Option<f64>,
    /// S: days until the chance of recall falls to 0.9.
    stability: Option<f64>,
    /// D: difficulty, 1 to 10.
    difficulty: Option<f64>,
    /// The chance of recall at which a card is due.
    desired_retention: f64,
    /// The interval that the model gave for it, before rounding and fuzz, days.
    raw_interval_days: Option<f64>,
    /// The interval that was chosen, days; null: it comes back within the day.
    interval_days: Option<u32>,
    /// The first day that fuzz chose from, days after the last answer.
    fuzz_minimum_days: Option<u32>,
    /// The last day that fuzz chose from, days after the last answer.
    fuzz_maximum_days: Option<u32>,
    /// No interval was to be shorter: where the model lengthens it, it is longer than the one before, and than what a worse
    /// rating would have given.
    minimum_interval_days: Option<u32>,
    /// No interval is longer, days.
    maximum_interval_days: u32,
    /// How much of its share each day of the week takes, percent, Monday first.
    easy_days_percent: Vec<u8>,
    /// The preset that the last answer was scheduled by, or the one in force; 0: the defaults.
    preset_number: u32,
    /// Whether it was forgotten so often that it is a leech.
    is_leech: bool,
    /// Whether the viewer has it out of the queue.
    is_suspended: bool,
    /// Whether the viewer has put it off until the next study day.
    is_buried: bool,
}

impl ScheduleExplanation {
    fn new(explanation: Explanation, language: Language) -> Self {
        let lines = explanation.lines(language.into());
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
            steps_seconds: steps.map(<[u32]>::to_vec),
            last_rating: explanation.last.as_ref().map(|(rating, _)| (*rating).into()),
            retrievability: explanation.retrievability.map(decimal),
            stability: state.memory.map(|memory| decimal(memory.stability)),
            difficulty: state.memory.map(|memory| decimal(memory.difficulty)),
            desired_retention: decimal(scheduling.desired_retention),
            raw_interval_days: choice.and(outcome).map(|outcome| decimal(outcome.raw_interval_days)),
            interval_days: choice.map(|choice| choice.days),
            fuzz_minimum_days: choice.map(|choice| choice.fuzz.0),
            fuzz_maximum_days: choice.map(|choice| choice.fuzz.1),
            minimum_interval_days: choice.map(|choice| choice.minimum),
            maximum_interval_days: scheduling.maximum_interval_days,
            easy_days_percent: scheduling.easy_days.to_vec(),
            preset_number: explanation.preset.number,
            is_leech: explanation.is_leech,
            is_suspended: explanation.card.suspended_at.is_some(),
            is_buried: explanation.card.is_buried(explanation.today),
            card: Card(Arc::new(explanation.card)),
        }
    }
}

/// Why cards come when they come, and what would come.
#[derive(Default)]
pub struct SchedulingQuery;

#[Object]
impl SchedulingQuery {
    /// Why a card of the viewer comes when it comes; null: there is no such card, or nobody is logged in.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn explain_schedule(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The card.")] card_id: ID,
        #[graphql(desc = "The language of the sentences; without it, that of the request.")] lang: Option<
            Language,
        >,
    ) -> Result<Option<ScheduleExplanation>, ApiError> {
        let request = request(context);
        let (Some(id), true) = (CardId::from_global(&card_id), request.caller.viewer.is_some()) else {
            return Ok(None);
        };
        let language = lang.unwrap_or_else(|| request.language.into());
        let explanation = app::explain_schedule(&request.caller, id).await?;
        Ok(explanation.map(|explanation| ScheduleExplanation::new(explanation, language)))
    }

    /// What desired retentions cost: the viewer's days to come, simulated with their parameters, their cards, and answers like
    /// those of before. The same question has the same answer, as long as nothing changes. Somebody has to be logged in.
    #[graphql(complexity = "workload_cost(&input, child_complexity)")]
    async fn simulate_workload(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to be simulated.")] input: WorkloadInput,
    ) -> Result<Option<Vec<Workload>>, ApiError> {
        let question = input.question()?;
        let found = app::simulate_workload(&request(context).caller, question).await?;
        Ok(Some(found.into_iter().map(Workload::from).collect()))
    }
}

/// As many workloads as are asked for, each with as many days.
fn workload_cost(input: &WorkloadInput, child: usize) -> usize {
    let days = usize::try_from(input.days).unwrap_or(0);
    list_cost(input.desired_retentions.len(), list_cost(days, child)).saturating_add(5_000)
}

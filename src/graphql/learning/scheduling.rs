//! Scheduling presets: how the viewer's cards are scheduled.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use crate::app::learning::{self as app, SchedulingChange};
use crate::domain::learning::preset as domain;
use crate::domain::learning::scheduler::parameters;
use crate::domain::number::shortest_decimal;
use crate::graphql::accounts::Viewer;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A scheduling preset: how cards are scheduled from a certain time on. Presets never change: each change creates a new
/// preset, with the next number.
#[derive(SimpleObject)]
pub struct SchedulingPreset {
    /// The number of the preset, counted for each learner; 0 stands for the defaults, which everyone starts with.
    number: u32,
    /// The time from which the preset applies. Null if it applies to all reviews, including earlier ones. If several
    /// presets apply at the same time, the one with the highest number is used.
    effective_at: Option<DateTime<Utc>>,
    /// The chance of recall at which a card is due, 0.7 to 0.99.
    desired_retention: f64,
    /// The longest interval, 1 to 36,500 days.
    maximum_interval_days: u32,
    /// The learning steps of a card's first day, in seconds. AGAIN starts over, HARD repeats a step, GOOD moves to the
    /// next step, and EASY leaves the steps. An answer with the verdict SLIP moves to the next step, although it is
    /// rated HARD.
    learning_steps_seconds: ListOf<u32>,
    /// The relearning steps of the day on which a card was forgotten, in seconds.
    relearning_steps_seconds: ListOf<u32>,
    /// For each day of the week, Monday first: how many cards to schedule for it, in percent of a usual day, 0 to 100.
    easy_days_percent: ListOf<u8>,
    /// The 21 parameters of FSRS-6.
    parameters: ListOf<f64>,
    /// Whether the parameters are the model's defaults, which were fitted to many people, instead of the learner's own.
    has_default_parameters: bool,
}

impl From<&domain::Preset> for SchedulingPreset {
    fn from(preset: &domain::Preset) -> Self {
        let scheduling = &preset.scheduling;
        Self {
            number: preset.number,
            effective_at: preset.effective_at,
            desired_retention: shortest_decimal(scheduling.desired_retention),
            maximum_interval_days: scheduling.maximum_interval_days,
            learning_steps_seconds: scheduling.learning_steps.clone().into(),
            relearning_steps_seconds: scheduling.relearning_steps.clone().into(),
            easy_days_percent: scheduling.easy_days.to_vec().into(),
            parameters: parameters(scheduling).iter().copied().map(shortest_decimal).collect(),
            has_default_parameters: scheduling.parameters.is_none(),
        }
    }
}

/// The changes to the scheduling. Omitted fields stay as they are.
#[derive(InputObject)]
pub struct UpdateSchedulingInput {
    /// The chance of recall at which a card is due, 0.7 to 0.99. A higher chance means more reviews per day.
    pub desired_retention: Option<f64>,
    /// The longest interval, 1 to 36,500 days.
    pub maximum_interval_days: Option<i32>,
    /// The learning steps of a card's first day: at most 8, each 1 to 86,400 seconds. An empty list means no steps.
    pub learning_steps_seconds: Option<Vec<i32>>,
    /// The relearning steps of the day on which a card was forgotten: at most 8, each 1 to 86,400 seconds. An empty
    /// list means no steps.
    pub relearning_steps_seconds: Option<Vec<i32>>,
    /// For each day of the week, Monday first: how many cards to schedule for it, in percent of a usual day, 0 to 100.
    /// A day at 0 gets cards only if no other day is possible.
    pub easy_days_percent: Option<Vec<i32>>,
    /// The 21 parameters of FSRS-6, each within the range that the model clips it to. Null resets them to the defaults.
    /// `optimizeParameters` finds parameters for the viewer.
    pub parameters: MaybeUndefined<Vec<f64>>,
    /// Whether to reschedule all cards as if the new scheduling had always applied, which moves due dates. If false,
    /// the new scheduling applies only to answers from now on, and no due date moves.
    #[graphql(default)]
    pub reschedule: bool,
}

/// The result of `updateScheduling`.
#[derive(SimpleObject)]
pub struct UpdateSchedulingPayload {
    /// The viewer, with the preset in force.
    viewer: Option<Viewer>,
    /// The number of cards whose due date moved.
    moved_cards: Option<u32>,
    /// The problems with the input; empty on success. Codes: `INVALID_RETENTION`, `INVALID_MAXIMUM_INTERVAL`,
    /// `INVALID_STEPS`, `INVALID_EASY_DAYS`, `INVALID_PARAMETER_COUNT`, `PARAMETER_NOT_FINITE`,
    /// `PARAMETER_OUT_OF_RANGE`.
    errors: ListOf<UserError>,
}

/// The mutation `updateScheduling`.
#[derive(Default)]
pub struct SchedulingMutation;

#[Object]
impl SchedulingMutation {
    /// Changes how the viewer's cards are scheduled. Creates a new preset, unless the input changes nothing. Requires a
    /// login.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn update_scheduling(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The changes.")] input: UpdateSchedulingInput,
    ) -> Result<Option<UpdateSchedulingPayload>, ApiError> {
        let request = request(context);
        let change = SchedulingChange {
            desired_retention: input.desired_retention,
            maximum_interval_days: input.maximum_interval_days,
            learning_steps: input.learning_steps_seconds,
            relearning_steps: input.relearning_steps_seconds,
            easy_days: input.easy_days_percent,
            parameters: input.parameters.into(),
            reschedule: input.reschedule,
        };
        let updated = app::update_scheduling(&request.caller, change).await;
        let (updated, errors) = settle(updated, context)?;
        let renewed = updated.map(|(viewer, moved)| (Viewer::renewed(context, viewer), moved));
        let (viewer, moved_cards) = renewed.unzip();
        Ok(Some(UpdateSchedulingPayload { viewer, moved_cards, errors }))
    }
}

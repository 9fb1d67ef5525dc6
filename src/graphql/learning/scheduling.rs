//! How the viewer's cards are scheduled.

use async_graphql::{Context, InputObject, MaybeUndefined, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::app::learning::{self as app, SchedulingChange};
use crate::domain::learning::preset as domain;
use crate::domain::learning::scheduler::parameters;
use crate::graphql::accounts::Viewer;
use crate::graphql::context::{become_viewer, request};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::decimal;

/// How cards are scheduled, and from when. Presets are never changed: each change makes a new one, with the next number.
#[derive(SimpleObject)]
pub struct SchedulingPreset {
    /// Counts the learner's presets; 0: the defaults, which everyone begins with.
    number: u32,
    /// From when it holds; null: for all reviews, earlier ones too. Of the presets that hold at a moment the highest number
    /// counts.
    effective_at: Option<DateTime<Utc>>,
    /// The chance of recall at which a card is due, 0.7 to 0.99.
    desired_retention: f64,
    /// No interval is longer; days.
    maximum_interval_days: u32,
    /// The steps of a card's first day, seconds: AGAIN begins them anew, HARD repeats one, GOOD goes on, EASY leaves them.
    learning_steps_seconds: Vec<u32>,
    /// The steps of the day on which a card was forgotten, seconds.
    relearning_steps_seconds: Vec<u32>,
    /// How much of its share of reviews each day of the week takes, 0 to 100 percent, Monday first.
    easy_days_percent: Vec<u8>,
    /// The 21 parameters of FSRS-6.
    parameters: Vec<f64>,
    /// Whether the parameters are the model's defaults, fitted to many people, and not the learner's own.
    has_default_parameters: bool,
}

impl From<&domain::Preset> for SchedulingPreset {
    fn from(preset: &domain::Preset) -> Self {
        let scheduling = &preset.scheduling;
        Self {
            number: preset.number,
            effective_at: preset.effective_at,
            desired_retention: decimal(scheduling.desired_retention),
            maximum_interval_days: scheduling.maximum_interval_days,
            learning_steps_seconds: scheduling.learning_steps.clone(),
            relearning_steps_seconds: scheduling.relearning_steps.clone(),
            easy_days_percent: scheduling.easy_days.to_vec(),
            parameters: parameters(scheduling).iter().copied().map(decimal).collect(),
            has_default_parameters: scheduling.parameters.is_none(),
        }
    }
}

/// What of the scheduling is to change; what is left out stays.
#[derive(InputObject)]
pub struct UpdateSchedulingInput {
    /// The chance of recall at which a card is due, 0.7 to 0.99: the higher, the more reviews a day.
    pub desired_retention: Option<f64>,
    /// No interval is to be longer, 1 to 36,500 days.
    pub maximum_interval_days: Option<i32>,
    /// The steps of a card's first day, at most 8, each of 1 to 86,400 seconds; empty: none.
    pub learning_steps_seconds: Option<Vec<i32>>,
    /// The steps of the day on which a card was forgotten, at most 8, each of 1 to 86,400 seconds; empty: none.
    pub relearning_steps_seconds: Option<Vec<i32>>,
    /// How much of its share each day of the week takes: seven numbers of 0 to 100 percent, Monday first. A day of 0 gets
    /// cards only where there is no other to choose.
    pub easy_days_percent: Option<Vec<i32>>,
    /// The 21 parameters of FSRS-6, each within the range that the model clips it to; null: the defaults. See
    /// `optimizeParameters`, which finds them.
    pub parameters: MaybeUndefined<Vec<f64>>,
    /// Whether all cards are to be scheduled anew, as if it had always been so: due dates move. If not, it holds for answers
    /// that are given from now on, and no due date moves.
    #[graphql(default)]
    pub reschedule: bool,
}

/// What came of `updateScheduling`.
#[derive(SimpleObject)]
pub struct UpdateSchedulingPayload {
    /// The viewer with the preset in force; null: see `errors`.
    viewer: Option<Viewer>,
    /// How many cards' due dates moved; null: see `errors`.
    moved_cards: Option<u32>,
    /// What is wrong with the input; empty: nothing. Codes: `INVALID_RETENTION`, `INVALID_MAXIMUM_INTERVAL`,
    /// `INVALID_STEPS`, `INVALID_EASY_DAYS`, `INVALID_PARAMETER_COUNT`, `PARAMETER_NOT_FINITE`,
    /// `PARAMETER_OUT_OF_RANGE`.
    errors: Vec<UserError>,
}

/// How the viewer's cards are scheduled.
#[derive(Default)]
pub struct SchedulingMutation;

#[Object]
impl SchedulingMutation {
    /// Changes how the viewer's cards are scheduled: makes a new preset, unless nothing changes. Somebody has to be logged
    /// in.
    #[graphql(complexity = "1_000 + child_complexity")]
    async fn update_scheduling(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateSchedulingInput,
    ) -> Result<Option<UpdateSchedulingPayload>, ApiError> {
        let request = request(context);
        let change = SchedulingChange {
            desired_retention: input.desired_retention,
            maximum_interval_days: input.maximum_interval_days,
            learning_steps: input.learning_steps_seconds,
            relearning_steps: input.relearning_steps_seconds,
            easy_days: input.easy_days_percent,
            parameters: match input.parameters {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(given) => Some(Some(given)),
            },
            reschedule: input.reschedule,
        };
        let updated = app::update_scheduling(&request.caller, change).await;
        let (updated, errors) = settle(updated, request.language)?;
        if let Some((viewer, _)) = &updated {
            become_viewer(context, Some(viewer.clone()));
        }
        let (viewer, moved_cards) = updated.map(|(viewer, moved)| (Viewer(viewer), moved)).unzip();
        Ok(Some(UpdateSchedulingPayload { viewer, moved_cards, errors }))
    }
}

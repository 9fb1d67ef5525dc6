//! Scheduling presets: each change creates a new preset, which applies from now on or to all reviews.

use std::sync::Arc;

use chrono::{DateTime, Duration, Utc};
use diesel_async::AsyncPgConnection;

use super::replay::{CARDS_AT_ONCE, replay_cards};
use crate::app::error::Checks;
use crate::app::{AppError, Caller, Viewer};
use crate::db;
use crate::db::learning::ChangeNumber;
use crate::domain::ids::AccountId;
use crate::domain::learning::card::Card;
use crate::domain::learning::parameters;
use crate::domain::learning::preset::{self, Preset, Presets, Scheduling};
use crate::domain::learning::review::Rating;
use crate::domain::learning::scheduler::{ReviewOutcome, preview};
use crate::domain::learning::settings::LearnerSettings;

/// A change to a scheduling. Fields that are `None` stay unchanged.
#[derive(Debug, Clone, Default)]
pub struct SchedulingChange {
    /// The chance of recall at which a card is due.
    pub desired_retention: Option<f64>,
    /// The longest interval, in days.
    pub maximum_interval_days: Option<i32>,
    /// The learning steps, in seconds.
    pub learning_steps: Option<Vec<i32>>,
    /// The relearning steps, in seconds.
    pub relearning_steps: Option<Vec<i32>>,
    /// The percentage of its usual reviews that each day of the week takes, Monday first.
    pub easy_days: Option<Vec<i32>>,
    /// The parameters of the model. An inner `None` stands for the defaults.
    pub parameters: Option<Option<Vec<f64>>>,
    /// Whether all reviews are rescheduled, including earlier ones.
    pub reschedule: bool,
}

/// The validated fields of a change.
#[derive(Default)]
struct ValidatedChange {
    desired_retention: Option<f32>,
    maximum_interval_days: Option<u32>,
    learning_steps: Option<Vec<u32>>,
    relearning_steps: Option<Vec<u32>>,
    easy_days: Option<[u8; 7]>,
    #[expect(clippy::option_option, reason = "whether they change, and then whether they are the defaults")]
    parameters: Option<Option<Vec<f32>>>,
}

impl SchedulingChange {
    fn check(&self) -> Result<ValidatedChange, AppError> {
        let mut checks = Checks::default();
        let mut steps = |field, seconds: &Option<Vec<i32>>| {
            seconds.as_ref().and_then(|seconds| checks.field(field, preset::steps(seconds)))
        };
        let learning_steps = steps("learningStepsSeconds", &self.learning_steps);
        let relearning_steps = steps("relearningStepsSeconds", &self.relearning_steps);
        let checked = ValidatedChange {
            desired_retention: self
                .desired_retention
                .and_then(|chance| checks.field("desiredRetention", preset::desired_retention(chance))),
            maximum_interval_days: self
                .maximum_interval_days
                .and_then(|days| checks.field("maximumIntervalDays", preset::maximum_interval(days))),
            learning_steps,
            relearning_steps,
            easy_days: self
                .easy_days
                .as_ref()
                .and_then(|shares| checks.field("easyDaysPercent", preset::easy_days(shares))),
            parameters: self.parameters.as_ref().and_then(|given| match given {
                None => Some(None),
                Some(given) => match parameters::check(given) {
                    Ok(given) => Some(Some(given)),
                    Err(problems) => {
                        for (index, problem) in problems {
                            match index {
                                Some(index) => checks.add_item(problem, "parameters", index),
                                None => checks.add(problem, vec!["parameters"]),
                            }
                        }
                        None
                    }
                },
            }),
        };
        checks.finish()?;
        Ok(checked)
    }
}

impl ValidatedChange {
    fn applied_to(&self, current: &Scheduling) -> Scheduling {
        Scheduling {
            desired_retention: self.desired_retention.unwrap_or(current.desired_retention),
            maximum_interval_days: self.maximum_interval_days.unwrap_or(current.maximum_interval_days),
            learning_steps: self.learning_steps.as_ref().unwrap_or(&current.learning_steps).clone(),
            relearning_steps: self.relearning_steps.as_ref().unwrap_or(&current.relearning_steps).clone(),
            easy_days: self.easy_days.unwrap_or(current.easy_days),
            parameters: self.parameters.as_ref().unwrap_or(&current.parameters).clone(),
        }
    }
}

/// Changes how the viewer's cards are scheduled. Returns the viewer with the preset in force, and the number of due
/// dates that moved. A change without effect creates no preset.
pub async fn update_scheduling(
    caller: &Caller,
    change: SchedulingChange,
) -> Result<(Arc<Viewer>, u32), AppError> {
    let viewer = caller.viewer()?.clone();
    let learner = viewer.account.id;
    let checked = change.check()?;
    let mut connection = caller.connection().await?;
    let (preset, moved) = connection
        .transaction::<_, AppError, _>(async |connection| {
            let (number, in_force) = db::learning::begin_scheduling_change(connection, learner).await?;
            let current = preset_in_force(connection, &viewer.settings, in_force).await?;
            let scheduling = checked.applied_to(&current.scheduling);
            adopt_scheduling(connection, learner, current, scheduling, change.reschedule, caller.now, number)
                .await
        })
        .await?;
    let settings = LearnerSettings { preset, ..viewer.settings.clone() };
    Ok((Arc::new(Viewer { account: viewer.account.clone(), settings }), moved))
}

/// Returns the preset in force. The transaction has read its number (`in_force`).
async fn preset_in_force(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    in_force: u32,
) -> Result<Preset, AppError> {
    if settings.preset.number == in_force {
        return Ok(settings.preset.clone());
    }
    latest_preset(connection, settings.learner_id).await
}

/// Returns the latest preset.
pub(super) async fn latest_preset(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Preset, AppError> {
    let presets = db::learning::presets(connection, learner).await?;
    Ok(presets.all().first().cloned().unwrap_or_default())
}

/// Puts a scheduling into force, from now on or for all reviews. Returns the preset, and the number of due dates that
/// moved.
pub(super) async fn adopt_scheduling(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    before: Preset,
    scheduling: Scheduling,
    reschedule: bool,
    now: DateTime<Utc>,
    change: ChangeNumber,
) -> Result<(Preset, u32), AppError> {
    if scheduling == before.scheduling && (!reschedule || before.effective_at.is_none()) {
        return Ok((before, 0));
    }
    let effective_at = if reschedule {
        None
    } else {
        // On replay, the preset must not apply to an earlier answer, not even to one from a clock that was ahead.
        let last = db::learning::last_reviewed_at(connection, learner).await?;
        Some(last.map_or(now, |last| now.max(last + Duration::microseconds(1))))
    };
    let preset = Preset { number: before.number + 1, effective_at, scheduling };
    db::learning::insert_preset(connection, learner, &preset, now).await?;
    let moved = if reschedule { replay_all(connection, learner, change).await? } else { 0 };
    Ok((preset, moved))
}

/// Replays all of the learner's cards and returns the number of due dates that moved.
pub(in crate::app) async fn replay_all(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    change: ChangeNumber,
) -> Result<u32, AppError> {
    let presets = db::learning::presets(connection, learner).await?;
    let cards = db::learning::reviewed_cards(connection, learner, None).await?;
    let (mut moved, mut changed) = (0, Vec::new());
    for (card, state) in replay_cards(connection, learner, cards, &presets).await? {
        if state != card.state {
            moved += u32::from(state.due_at != card.state.due_at);
            changed.push(Card { state, ..card });
        }
    }
    for changed in changed.chunks(CARDS_AT_ONCE) {
        db::learning::update_cards(connection, learner, changed, change).await?;
    }
    Ok(moved)
}

/// Returns all presets that the viewer ever had, latest first. The original defaults come last.
pub async fn presets(caller: &Caller) -> Result<Arc<Presets>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(Arc::new(db::learning::presets(&mut connection, learner).await?))
}

/// Returns the time to use for an answer that is given now. If the card already has a later entry, from a clock that is
/// ahead, this is the time of that entry.
pub fn answer_time(now: DateTime<Utc>, card: &Card) -> DateTime<Utc> {
    let last = card.state.last_review.map(|last| last.at).max(card.state.reset_at);
    last.map_or(now, |last| now.max(last))
}

/// Returns the state that each rating would give a card of the viewer now.
pub fn next_states(
    viewer: &Viewer,
    presets: &Presets,
    card: &Card,
    now: DateTime<Utc>,
) -> Result<[(Rating, ReviewOutcome); 4], AppError> {
    let calendar = viewer.settings.calendar();
    Ok(preview(card.id, &card.state, answer_time(now, card), calendar, presets)?)
}

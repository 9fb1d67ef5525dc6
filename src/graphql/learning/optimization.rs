//! Optimization: fitting the parameters of FSRS-6 to the viewer's own review log.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use crate::app::learning as app;
use crate::domain::learning::optimization as domain;
use crate::domain::learning::training::{Accuracy, MIN_TRAINING_REVIEWS};
use crate::domain::number::shortest_decimal;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// The status of an optimization job.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::JobStatus")]
pub enum OptimizationStatus {
    /// Waiting for its turn.
    Queued,
    /// Running. If the service is stopped during the job, the job starts again within a few minutes.
    Running,
    /// Finished with a `result`.
    Done,
    /// Failed because of an internal error; request another job.
    Failed,
}

/// The outcome of an optimization.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::OptimizationOutcome")]
pub enum OptimizationOutcome {
    /// There are fewer than `minimumReviews` reviews to learn from. No parameters were computed, and nothing changed.
    TooFewReviews,
    /// The new parameters do not predict better than those in force. Nothing changed.
    NotBetter,
    /// The new parameters predict better. The job was a dry run (`dryRun`), so nothing changed.
    Better,
    /// The new parameters predict better, and are now in force.
    Adopted,
}

/// How well parameters predict what the viewer remembered. For both numbers, smaller is better.
#[derive(SimpleObject)]
pub struct PredictionAccuracy {
    /// The mean log loss of the predicted chances of recall. Later reviews have more weight.
    log_loss: f64,
    /// The root mean square difference between predicted and actual recall over bins of similar reviews, as a share:
    /// 0.01 means that predictions are off by one hundredth. FSRS calls it RMSE (bins).
    rmse_bins: f64,
}

impl From<Accuracy> for PredictionAccuracy {
    fn from(accuracy: Accuracy) -> Self {
        Self {
            log_loss: shortest_decimal(accuracy.log_loss),
            rmse_bins: shortest_decimal(accuracy.rmse_bins),
        }
    }
}

/// The result of an optimization job.
#[derive(SimpleObject)]
pub struct OptimizationResult {
    /// The outcome.
    outcome: OptimizationOutcome,
    /// The number of reviews to learn from: reviews on a later study day than the card's previous review. Undone
    /// reviews do not count, and neither do reviews before the last reset of their card.
    reviews: u32,
    /// The minimum number of reviews to learn from.
    minimum_reviews: u32,
    /// How well the parameters in force predicted these reviews. Null if there were too few reviews.
    before: Option<PredictionAccuracy>,
    /// How well the new parameters predict these reviews. Null if there were too few reviews.
    after: Option<PredictionAccuracy>,
    /// The 21 new parameters. Null if there were too few reviews.
    parameters: Option<ListOf<f64>>,
    /// The number of the preset that was created with the parameters. Null if none was created.
    preset_number: Option<u32>,
    /// The number of cards whose due date moved.
    moved_cards: u32,
}

impl From<&domain::OptimizationResult> for OptimizationResult {
    fn from(result: &domain::OptimizationResult) -> Self {
        let parameters = result.parameters.as_ref();
        Self {
            outcome: result.outcome.into(),
            reviews: result.reviews,
            minimum_reviews: MIN_TRAINING_REVIEWS,
            before: result.before.map(PredictionAccuracy::from),
            after: result.after.map(PredictionAccuracy::from),
            parameters: parameters.map(|found| found.iter().copied().map(shortest_decimal).collect()),
            preset_number: result.preset_number,
            moved_cards: result.moved_cards,
        }
    }
}

/// A job that fits the parameters of FSRS-6 to the viewer's own review log.
#[derive(Clone)]
pub struct OptimizationJob(pub Arc<domain::OptimizationJob>);

/// A job that fits the parameters of FSRS-6 to the viewer's own review log. It continues even if no client waits for
/// it.
#[Object]
impl OptimizationJob {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The status of the job.
    async fn status(&self) -> OptimizationStatus {
        self.0.status.into()
    }

    /// Whether the job is a dry run, which returns the new parameters without using them.
    async fn dry_run(&self) -> bool {
        self.0.options.dry_run
    }

    /// Whether the job may move due dates.
    async fn reschedule(&self) -> bool {
        self.0.options.reschedule
    }

    /// The time at which the job was requested.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The time at which the job last started. Null if it has not started.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.0.started_at
    }

    /// The time at which the job ended. Null if it has not ended.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// The result. Null if the job is not done.
    async fn result(&self) -> Option<OptimizationResult> {
        self.0.result.as_ref().map(OptimizationResult::from)
    }
}

/// The options of an optimization job.
#[derive(InputObject)]
pub struct OptimizeParametersInput {
    /// Whether to return the new parameters without using them. If false, they take effect at once, provided that they
    /// predict better than those in force.
    #[graphql(default)]
    pub dry_run: bool,
    /// Whether to reschedule all cards with the new parameters, which moves due dates. If false, the parameters apply
    /// only to later answers.
    #[graphql(default)]
    pub reschedule: bool,
}

/// The result of `optimizeParameters`.
#[derive(SimpleObject)]
pub struct OptimizeParametersPayload {
    /// The job.
    optimization_job: Option<OptimizationJob>,
    /// The problems with the input; empty on success. Codes: `OPTIMIZATION_RUNNING`.
    errors: ListOf<UserError>,
}

/// The mutation `optimizeParameters`.
#[derive(Default)]
pub struct OptimizationMutation;

#[Object]
impl OptimizationMutation {
    /// Requests a job that fits the 21 parameters of FSRS-6 to the viewer's own review log, and returns at once. To
    /// wait for the result, query `Viewer.optimizationJob` or the job's `node` until it is done. While a job is not
    /// done, a request with the same input returns that job. Requires a login.
    async fn optimize_parameters(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The options of the job.")] input: OptimizeParametersInput,
    ) -> Result<Option<OptimizeParametersPayload>, ApiError> {
        let request = request(context);
        let OptimizeParametersInput { dry_run, reschedule } = input;
        let options = domain::JobOptions { dry_run, reschedule };
        let requested = app::optimize_parameters(&request.caller, options).await;
        let (job, errors) = settle(requested, context)?;
        let optimization_job = job.map(|job| OptimizationJob(Arc::new(job)));
        Ok(Some(OptimizeParametersPayload { optimization_job, errors }))
    }
}

//! Fitting the model's parameters to the viewer's own log.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::app::learning as app;
use crate::domain::learning::optimization as domain;
use crate::domain::learning::training::{Accuracy, LEAST_REVIEWS};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::{decimal, global_id};

/// How far a job is.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::JobStatus")]
pub enum OptimizationStatus {
    /// It waits for its turn.
    Queued,
    /// It runs. Where the service was stopped in the middle, it is begun anew within some minutes.
    Running,
    /// It came to a `result`.
    Done,
    /// It came to nothing, by a fault of the service: ask for another.
    Failed,
}

/// What came of fitting the parameters.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Verdict")]
pub enum OptimizationOutcome {
    /// There are fewer than `minimumReviews` reviews to learn from: nothing was found, and nothing changed.
    TooFewReviews,
    /// What was found predicts no better than the parameters in force: nothing changed.
    NotBetter,
    /// What was found predicts better. It was only to be shown (`dryRun`): nothing changed.
    Better,
    /// What was found predicts better, and is in force now.
    Adopted,
}

/// How well parameters predict what the viewer remembered; of both numbers the smaller is the better.
#[derive(SimpleObject)]
pub struct PredictionAccuracy {
    /// The mean log loss of the predicted chances of recall; a later review weighs more.
    log_loss: f64,
    /// The root of the mean squared difference between predicted and real recall, over bins of like reviews: how many
    /// hundredths a prediction is off. FSRS calls it RMSE (bins).
    rmse_bins: f64,
}

impl From<Accuracy> for PredictionAccuracy {
    fn from(accuracy: Accuracy) -> Self {
        Self { log_loss: decimal(accuracy.log_loss), rmse_bins: decimal(accuracy.rmse_bins) }
    }
}

/// What came of a job.
#[derive(SimpleObject)]
pub struct OptimizationResult {
    /// In a word.
    outcome: OptimizationOutcome,
    /// How many reviews there were to learn from: those that came a day or more after the one before, without those that were
    /// undone, or that a reset has put out of account.
    reviews: u32,
    /// How many there have to be.
    minimum_reviews: u32,
    /// How well the parameters in force predicted them; null: too few reviews.
    before: Option<PredictionAccuracy>,
    /// How well the parameters that were found predict them; null: too few reviews.
    after: Option<PredictionAccuracy>,
    /// The 21 parameters that were found; null: too few reviews.
    parameters: Option<Vec<f64>>,
    /// The number of the preset that was made of them; null: none was.
    preset_number: Option<u32>,
    /// How many cards' due dates moved.
    moved_cards: u32,
}

impl From<&domain::OptimizationResult> for OptimizationResult {
    fn from(result: &domain::OptimizationResult) -> Self {
        let parameters = result.parameters.as_ref();
        Self {
            outcome: result.verdict.into(),
            reviews: result.reviews,
            minimum_reviews: LEAST_REVIEWS,
            before: result.before.map(PredictionAccuracy::from),
            after: result.after.map(PredictionAccuracy::from),
            parameters: parameters.map(|found| found.iter().copied().map(decimal).collect()),
            preset_number: result.preset_number,
            moved_cards: result.moved_cards,
        }
    }
}

/// A job that fits the model's parameters to the viewer's own log.
#[derive(Clone)]
pub struct OptimizationJob(pub Arc<domain::OptimizationJob>);

/// A job that fits the model's parameters to the viewer's own log. It goes on when nobody waits for it.
#[Object]
impl OptimizationJob {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// How far it is.
    async fn status(&self) -> OptimizationStatus {
        self.0.status.into()
    }

    /// Whether what is found is only to be shown.
    async fn dry_run(&self) -> bool {
        self.0.options.dry_run
    }

    /// Whether due dates are to move.
    async fn reschedule(&self) -> bool {
        self.0.options.reschedule
    }

    /// When it was asked for.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// When it was last begun; null: it waits.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.0.started_at
    }

    /// When it ended; null: it has not.
    async fn finished_at(&self) -> Option<DateTime<Utc>> {
        self.0.finished_at
    }

    /// What came of it; null: it is not done.
    async fn result(&self) -> Option<OptimizationResult> {
        self.0.result.as_ref().map(OptimizationResult::from)
    }
}

/// What is asked of a job.
#[derive(InputObject)]
pub struct OptimizeParametersInput {
    /// Whether what is found is only to be shown; if not, and it predicts better, it is in force from then on.
    #[graphql(default)]
    pub dry_run: bool,
    /// Whether all cards are to be scheduled anew by what is found: due dates move. If not, it holds for answers that are given
    /// from then on.
    #[graphql(default)]
    pub reschedule: bool,
}

/// What came of `optimizeParameters`.
#[derive(SimpleObject)]
pub struct OptimizeParametersPayload {
    /// The job; null: see `errors`.
    job: Option<OptimizationJob>,
    /// What is wrong with the input; empty: nothing. Codes: `OPTIMIZATION_RUNNING`.
    errors: Vec<UserError>,
}

/// Fitting the model's parameters.
#[derive(Default)]
pub struct OptimizationMutation;

#[Object]
impl OptimizationMutation {
    /// Asks for a job that fits the 21 parameters of FSRS-6 to the viewer's own log, and answers at once: ask for
    /// `Viewer.optimizationJob`, or the job's `node`, until it is done. Asked for once more with the same input, it is the
    /// same job, as long as it is not done. Somebody has to be logged in.
    async fn optimize_parameters(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is asked of the job.")] input: OptimizeParametersInput,
    ) -> Result<Option<OptimizeParametersPayload>, ApiError> {
        let request = request(context);
        let OptimizeParametersInput { dry_run, reschedule } = input;
        let options = domain::JobOptions { dry_run, reschedule };
        let asked = app::optimize_parameters(&request.caller, options).await;
        let (job, errors) = settle(asked, request.language)?;
        Ok(Some(OptimizeParametersPayload { job: job.map(|job| OptimizationJob(Arc::new(job))), errors }))
    }
}

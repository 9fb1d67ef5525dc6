//! Jobs that fit the model's parameters to a learner's reviews, and their results.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::closed_list::closed_list;
use crate::ids::OptimizationJobId;
use crate::learning::training::{Accuracy, Fit};

closed_list! {
    /// The state of a job.
    JobStatus {
        /// The job waits to be claimed.
        Queued = "queued",
        /// The job is running, or its process has died and no other process has claimed it yet.
        Running = "running",
        /// The job has a result.
        Done = "done",
        /// The job failed.
        Failed = "failed",
    }
}

closed_list! {
    /// The outcome of a job.
    OptimizationOutcome {
        /// The learner has too few reviews to fit parameters.
        TooFewReviews = "too-few-reviews",
        /// The fitted parameters predict no better than those in force.
        NotBetter = "not-better",
        /// The fitted parameters predict better, but the job was a dry run.
        Better = "better",
        /// The fitted parameters predict better, and are now in force.
        Adopted = "adopted",
    }
}

/// The options of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobOptions {
    /// Whether the result is only reported, not adopted.
    pub dry_run: bool,
    /// Whether due dates are computed again with the new parameters.
    pub reschedule: bool,
}

/// A job that fits parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct OptimizationJob {
    /// The job's id.
    pub id: OptimizationJobId,
    /// The job's state.
    pub status: JobStatus,
    /// The job's options.
    pub options: JobOptions,
    /// The time of the request.
    pub created_at: DateTime<Utc>,
    /// The time of the last start.
    pub started_at: Option<DateTime<Utc>>,
    /// When the job ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// The result, once the job is done.
    pub result: Option<OptimizationResult>,
}

/// The result of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptimizationResult {
    /// Whether the fitted parameters are better.
    pub outcome: OptimizationOutcome,
    /// The number of reviews that the parameters could be fitted to.
    pub reviews: u32,
    /// How well the parameters in force predict these reviews.
    pub before: Option<Accuracy>,
    /// How well the fitted parameters predict them.
    pub after: Option<Accuracy>,
    /// The fitted parameters.
    pub parameters: Option<Vec<f32>>,
    /// The number of the preset made of the fitted parameters.
    pub preset_number: Option<u32>,
    /// The number of cards whose due dates moved.
    pub moved_cards: u32,
}

impl OptimizationResult {
    /// Compares the fitted parameters with those in force. `fit` is `None` if there were too few reviews.
    pub fn new(reviews: u32, fit: Option<Fit>, dry_run: bool) -> Self {
        let is_better = |fit: &Fit| fit.after.log_loss < fit.before.log_loss;
        let outcome = match fit.as_ref().map(is_better) {
            None => OptimizationOutcome::TooFewReviews,
            Some(false) => OptimizationOutcome::NotBetter,
            Some(true) if dry_run => OptimizationOutcome::Better,
            Some(true) => OptimizationOutcome::Adopted,
        };
        Self {
            outcome,
            reviews,
            before: fit.as_ref().map(|fit| fit.before),
            after: fit.as_ref().map(|fit| fit.after),
            parameters: fit.map(|fit| fit.parameters),
            preset_number: None,
            moved_cards: 0,
        }
    }
}

//! A job that fits a learner's parameters, and what came of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::OptimizationJobId;
use crate::domain::learning::training::Accuracy;

closed_list! {
    /// How far a job is.
    JobStatus {
        /// It waits.
        Queued = "queued",
        /// It runs, or its process has died and nobody has taken it over yet.
        Running = "running",
        /// It came to a result.
        Done = "done",
        /// It came to nothing.
        Failed = "failed",
    }
}

closed_list! {
    /// What came of a fit.
    Verdict {
        /// There are too few reviews.
        TooFewReviews = "too-few-reviews",
        /// What was found predicts no better than what is in force.
        NotBetter = "not-better",
        /// It predicts better, and was only to be shown.
        Better = "better",
        /// It predicts better, and is in force now.
        Adopted = "adopted",
    }
}

/// What is asked of a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobOptions {
    /// Whether what is found is only to be shown.
    pub dry_run: bool,
    /// Whether due dates are to move.
    pub reschedule: bool,
}

/// A job.
#[derive(Debug, Clone, PartialEq)]
pub struct OptimizationJob {
    /// Its id.
    pub id: OptimizationJobId,
    /// How far it is.
    pub status: JobStatus,
    /// What is asked of it.
    pub options: JobOptions,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was last begun.
    pub started_at: Option<DateTime<Utc>>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// What came of it, once it is done.
    pub result: Option<OptimizationResult>,
}

/// What came of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OptimizationResult {
    /// In a word.
    pub verdict: Verdict,
    /// How many reviews there were to learn from.
    pub reviews: u32,
    /// How well the parameters in force predicted them.
    pub before: Option<Accuracy>,
    /// How well those that were found predict them.
    pub after: Option<Accuracy>,
    /// Those that were found.
    pub parameters: Option<Vec<f32>>,
    /// The preset that was made of them.
    pub preset_number: Option<u32>,
    /// How many due dates moved.
    pub moved_cards: u32,
}

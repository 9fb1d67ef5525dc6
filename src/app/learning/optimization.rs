//! Optimization jobs: fit the model's parameters to a learner's own log. A job outlives its request and its process.
//!
//! A job waits in the database until a process claims it. Each process runs one job at a time, on its own thread
//! outside the runtime. A request for a job starts it at once; in addition, each process periodically looks for
//! abandoned jobs.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::scheduling::{adopt_scheduling, latest_preset};
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::DbError;
use crate::db::learning::ClaimedJob;
use crate::domain::ids::OptimizationJobId;
use crate::domain::learning::optimization::{
    JobOptions, JobStatus, OptimizationJob, OptimizationOutcome, OptimizationResult,
};
use crate::domain::learning::preset::Scheduling;
use crate::domain::learning::training::Training;
use crate::domain::problem::Problem;
use crate::random;

/// The time after which the process that claimed a job is considered dead. Much longer than a job takes.
const LEASE: Duration = Duration::minutes(2);
/// The number of attempts after which an abandoned job is marked as failed.
const MAX_ATTEMPTS: i16 = 3;
/// The maximum number of a learner's latest reviews to learn from.
const MAX_REVIEWS: i64 = 200_000;

/// Permits for a process's background work: one task of each kind at a time.
#[derive(Clone)]
pub(in crate::app) struct BackgroundPermits {
    fitting: Arc<Semaphore>,
    /// Simulations, which requests wait for.
    pub(super) simulating: Arc<Semaphore>,
}

impl Default for BackgroundPermits {
    fn default() -> Self {
        Self { fitting: Arc::new(Semaphore::new(1)), simulating: Arc::new(Semaphore::new(1)) }
    }
}

/// Requests a job for the viewer. While a job with the same options is not done, returns that job.
pub async fn optimize_parameters(caller: &Caller, options: JobOptions) -> Result<OptimizationJob, AppError> {
    let learner = caller.viewer()?.account.id;
    let new = OptimizationJob {
        id: OptimizationJobId::from(random::uuid_v7(caller.now)),
        status: JobStatus::Queued,
        options,
        created_at: caller.now,
        started_at: None,
        finished_at: None,
        result: None,
    };
    let mut connection = caller.connection().await?;
    match db::learning::insert_job(&mut connection, learner, &new).await {
        Ok(()) => {
            drop(connection);
            start_jobs(&caller.services);
            Ok(new)
        }
        Err(DbError::Duplicate(_)) => {
            let open = db::learning::latest_job(&mut connection, learner).await?;
            open.filter(|open| open.options == options)
                .ok_or_else(|| AppError::refused(Problem::OptimizationRunning))
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the viewer's latest job.
pub async fn optimization_job(caller: &Caller) -> Result<Option<OptimizationJob>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::learning::latest_job(&mut connection, learner).await?)
}

/// Returns the viewer's jobs by id. Jobs of other learners are omitted.
pub async fn optimization_jobs(
    caller: &Caller,
    ids: &[OptimizationJobId],
) -> Result<HashMap<OptimizationJobId, OptimizationJob>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::learning::jobs_by_ids(&mut connection, viewer.account.id, ids).await?;
    Ok(found.into_iter().map(|job| (job.id, job)).collect())
}

/// Starts running the queued jobs in the background.
fn start_jobs(services: &Services) {
    let services = services.clone();
    tokio::spawn(async move { run_optimization_jobs(&services).await });
}

/// Runs the queued jobs, and those that dead processes have abandoned.
pub async fn run_optimization_jobs(services: &Services) {
    let Ok(_permit) = services.background.fitting.acquire().await else { return };
    loop {
        match claim_job(services).await {
            Ok(Some(claimed)) => run_job(services, &claimed).await,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "no optimization job could be claimed");
                return;
            }
        }
    }
}

async fn claim_job(services: &Services) -> Result<Option<ClaimedJob>, AppError> {
    let now = services.clock.now();
    let mut connection = services.database.session().connection(None).await?;
    Ok(db::learning::claim_job(&mut connection, now, now + LEASE).await?)
}

/// Runs a job until it succeeds or fails.
async fn run_job(services: &Services, claimed: &ClaimedJob) {
    let reason = if claimed.attempt > MAX_ATTEMPTS {
        "it was abandoned too often".to_owned()
    } else {
        match fit(services, claimed).await {
            Ok(()) => return,
            Err(error) => error.to_string(),
        }
    };
    tracing::error!(job = ?claimed.id, reason, "an optimization job failed");
    let finish = async {
        let mut connection = services.database.session().connection(None).await?;
        db::learning::finish_job(&mut connection, claimed, services.clock.now(), None).await
    };
    if let Err(error) = finish.await {
        // The job's lease will expire, and a process will try again.
        tracing::error!(%error, "an optimization job could not be marked as failed");
    }
}

async fn fit(services: &Services, claimed: &ClaimedJob) -> Result<(), AppError> {
    let session = services.database.session();
    let mut connection = session.connection(None).await?;
    let before = latest_preset(&mut connection, claimed.learner).await?;
    let log = db::learning::past_reviews(&mut connection, claimed.learner, MAX_REVIEWS).await?;
    // Release the connection during the computation.
    drop(connection);
    let scheduling = before.scheduling;
    let work = move || {
        let is_cut_off = i64::try_from(log.len()).is_ok_and(|found| found >= MAX_REVIEWS);
        let training = Training::new(&log, is_cut_off);
        (training.reviews(), training.fit(&scheduling))
    };
    let (reviews, fit) = spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?;
    let result = OptimizationResult::new(reviews, fit?, claimed.options.dry_run);
    let mut connection = session.connection(None).await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let (now, mut result) = (services.clock.now(), result.clone());
            if let (OptimizationOutcome::Adopted, Some(parameters)) = (result.outcome, &result.parameters) {
                let (change, _) = db::learning::begin_scheduling_change(connection, claimed.learner).await?;
                // Keep other changes that were made to the scheduling in the meantime.
                let before = latest_preset(connection, claimed.learner).await?;
                let scheduling =
                    Scheduling { parameters: Some(parameters.clone()), ..before.scheduling.clone() };
                let reschedule = claimed.options.reschedule;
                let (preset, moved) = adopt_scheduling(
                    connection,
                    claimed.learner,
                    before,
                    scheduling,
                    reschedule,
                    now,
                    change,
                )
                .await?;
                result.preset_number = Some(preset.number);
                result.moved_cards = moved;
            }
            if db::learning::finish_job(connection, claimed, now, Some(&result)).await? {
                Ok(())
            } else {
                Err(AppError::Internal("another process has claimed the job".to_owned()))
            }
        })
        .await
}

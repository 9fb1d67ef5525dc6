//! Fitting the model's parameters to a learner's own log: a job that outlives its request, and its process.
//!
//! A job stands in the database until somebody takes it. Each process works at one at a time, on a thread of its own beside
//! the runtime; whoever asks for a job wakes it, and the program looks for what others have left from time to time.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::Duration;
use diesel_async::AsyncConnection as _;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use super::scheduling::{adopt, latest};
use crate::app::{AppError, Caller, Services};
use crate::db;
use crate::db::DbError;
use crate::db::learning::TakenJob;
use crate::domain::ids::OptimizationJobId;
use crate::domain::learning::optimization::{
    JobOptions, JobStatus, OptimizationJob, OptimizationResult, Verdict,
};
use crate::domain::learning::preset::Scheduling;
use crate::domain::learning::training::Training;
use crate::domain::problem::Problem;
use crate::random;

/// Far longer than a job takes: after it, its process counts as dead.
const LEASE: Duration = Duration::minutes(2);
/// After so many attempts that nothing was heard of, a job has failed.
const MOST_ATTEMPTS: i16 = 3;
/// No more of a learner's reviews are looked at, the latest ones.
const MOST_REVIEWS: i64 = 200_000;

/// What a process works at beside its requests: one thing of a kind at a time.
#[derive(Clone)]
pub(in crate::app) struct Works {
    fitting: Arc<Semaphore>,
    /// Simulations, which requests wait for.
    pub(super) simulating: Arc<Semaphore>,
}

impl Default for Works {
    fn default() -> Self {
        Self { fitting: Arc::new(Semaphore::new(1)), simulating: Arc::new(Semaphore::new(1)) }
    }
}

/// Asks for a job for the viewer. While one is not done that was asked for with the same options, that is the answer.
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
            wake(&caller.services);
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

/// The viewer's job that was asked for last.
pub async fn optimization_job(caller: &Caller) -> Result<Option<OptimizationJob>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::learning::latest_job(&mut connection, learner).await?)
}

/// The viewer's jobs by id; those of others are absent.
pub async fn optimization_jobs(
    caller: &Caller,
    ids: &[OptimizationJobId],
) -> Result<HashMap<OptimizationJobId, OptimizationJob>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::learning::jobs_by_ids(&mut connection, viewer.account.id, ids).await?;
    Ok(found.into_iter().map(|job| (job.id, job)).collect())
}

/// Works off the jobs that wait, beside whatever else goes on.
fn wake(services: &Services) {
    let services = services.clone();
    tokio::spawn(async move { work_off(&services).await });
}

/// Works off the jobs that wait, and those that a process left which has died.
pub async fn work_off(services: &Services) {
    let Ok(_permit) = services.works.fitting.acquire().await else { return };
    loop {
        match take(services).await {
            Ok(Some(taken)) => run(services, &taken).await,
            Ok(None) => return,
            Err(error) => {
                tracing::warn!(%error, "no optimization could be taken");
                return;
            }
        }
    }
}

async fn take(services: &Services) -> Result<Option<TakenJob>, AppError> {
    let now = services.clock.now();
    let mut connection = services.database.session().connection().await?;
    Ok(db::learning::take_job(&mut connection, now, now + LEASE).await?)
}

/// Runs a job to its end, whatever that is.
async fn run(services: &Services, taken: &TakenJob) {
    let failed = if taken.attempt > MOST_ATTEMPTS {
        "it was given up too often".to_owned()
    } else {
        match fit(services, taken).await {
            Ok(()) => return,
            Err(error) => error.to_string(),
        }
    };
    tracing::error!(job = ?taken.id, why = failed, "an optimization failed");
    let finished = async {
        let mut connection = services.database.session().connection().await?;
        db::learning::finish_job(&mut connection, taken, services.clock.now(), None).await
    };
    if let Err(error) = finished.await {
        // Its lease will run out, and somebody will try again.
        tracing::error!(%error, "an optimization could not be ended");
    }
}

async fn fit(services: &Services, taken: &TakenJob) -> Result<(), AppError> {
    let session = services.database.session();
    let mut connection = session.connection().await?;
    let before = latest(&mut connection, taken.learner).await?;
    let log = db::learning::past_reviews(&mut connection, taken.learner, MOST_REVIEWS).await?;
    // Nobody waits for the connection meanwhile.
    drop(connection);
    let scheduling = before.scheduling;
    let work = move || {
        let is_cut_off = i64::try_from(log.len()).is_ok_and(|found| found >= MOST_REVIEWS);
        let training = Training::new(&log, is_cut_off);
        (training.reviews(), training.fit(&scheduling))
    };
    let (reviews, fit) = spawn_blocking(work).await.map_err(|error| AppError::Internal(error.to_string()))?;
    let mut result = OptimizationResult {
        verdict: Verdict::TooFewReviews,
        reviews,
        before: None,
        after: None,
        parameters: None,
        preset_number: None,
        moved_cards: 0,
    };
    if let Some(fit) = fit? {
        let better = fit.after.log_loss < fit.before.log_loss;
        result.verdict = match (better, taken.options.dry_run) {
            (false, _) => Verdict::NotBetter,
            (true, true) => Verdict::Better,
            (true, false) => Verdict::Adopted,
        };
        result.before = Some(fit.before);
        result.after = Some(fit.after);
        result.parameters = Some(fit.parameters);
    }
    let mut connection = session.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let now = services.clock.now();
            if let (Verdict::Adopted, Some(parameters)) = (result.verdict, &result.parameters) {
                let (change, _) = db::learning::begin_scheduling(connection, taken.learner).await?;
                // What else of the scheduling was changed meanwhile stays changed.
                let before = latest(connection, taken.learner).await?;
                let scheduling =
                    Scheduling { parameters: Some(parameters.clone()), ..before.scheduling.clone() };
                let reschedule = taken.options.reschedule;
                let (preset, moved) =
                    adopt(connection, taken.learner, before, scheduling, reschedule, now, change).await?;
                result.preset_number = Some(preset.number);
                result.moved_cards = moved;
            }
            if db::learning::finish_job(connection, taken, now, Some(&result)).await? {
                Ok(())
            } else {
                Err(AppError::Internal("somebody else has taken the job".to_owned()))
            }
        })
        .await
}

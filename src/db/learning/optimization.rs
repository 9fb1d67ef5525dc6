//! Jobs that fit learners' parameters. A job is claimed by one process at a time. A claim has a lease and an attempt
//! number, so a process that has lost the job cannot finish it.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{cards, optimization_jobs, review_voids, reviews};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, json};
use crate::domain::ids::{AccountId, CardId, OptimizationJobId, ReviewId};
use crate::domain::learning::optimization::{JobOptions, JobStatus, OptimizationJob, OptimizationResult};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::training::PastReview;

use super::reviews::rating;

/// A row of `optimization_jobs`, without the claim.
#[derive(Queryable, Selectable)]
#[diesel(table_name = optimization_jobs)]
struct JobRow {
    id: OptimizationJobId,
    status: String,
    dry_run: bool,
    reschedule: bool,
    created_at: DateTime<Utc>,
    started_at: Option<DateTime<Utc>>,
    finished_at: Option<DateTime<Utc>>,
    result: Option<Json<OptimizationResult>>,
}

fn job(row: JobRow) -> Result<OptimizationJob, DbError> {
    Ok(OptimizationJob {
        id: row.id,
        status: Place::new("optimization_jobs", &row.id).parse("status", &row.status)?,
        options: JobOptions { dry_run: row.dry_run, reschedule: row.reschedule },
        created_at: row.created_at,
        started_at: row.started_at,
        finished_at: row.finished_at,
        result: row.result.map(|result| result.0),
    })
}

/// Inserts a queued job. Fails with `Duplicate` if the learner has an unfinished job.
pub async fn insert_job(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &OptimizationJob,
) -> Result<(), DbError> {
    diesel::insert_into(optimization_jobs::table)
        .values((
            optimization_jobs::learner_id.eq(learner),
            optimization_jobs::id.eq(new.id),
            optimization_jobs::status.eq(new.status.as_str()),
            optimization_jobs::dry_run.eq(new.options.dry_run),
            optimization_jobs::reschedule.eq(new.options.reschedule),
            optimization_jobs::created_at.eq(new.created_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads the learner's unfinished job, or else the latest one.
pub async fn latest_job(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Option<OptimizationJob>, DbError> {
    let row: Option<JobRow> = optimization_jobs::table
        .filter(optimization_jobs::learner_id.eq(learner))
        .order((
            // The clock may have been ahead when an earlier one was created.
            optimization_jobs::finished_at.is_null().desc(),
            optimization_jobs::created_at.desc(),
            optimization_jobs::id.desc(),
        ))
        .select(columns::<JobRow>())
        .first(connection)
        .await
        .optional()?;
    row.map(job).transpose()
}

/// Loads the learner's jobs by id, in no particular order.
pub async fn jobs_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[OptimizationJobId],
) -> Result<Vec<OptimizationJob>, DbError> {
    let rows: Vec<JobRow> = optimization_jobs::table
        .filter(optimization_jobs::learner_id.eq(learner))
        .filter(optimization_jobs::id.eq_any(ids))
        .select(columns::<JobRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(job).collect()
}

/// A claimed job, and the attempt that claimed it.
#[derive(Debug, Clone, Copy)]
pub struct ClaimedJob {
    /// The learner.
    pub learner: AccountId,
    /// The job's id.
    pub id: OptimizationJobId,
    /// The job's options.
    pub options: JobOptions,
    /// The number of times that the job was claimed.
    pub attempt: i16,
}

#[derive(QueryableByName)]
#[diesel(table_name = optimization_jobs)]
struct ClaimedRow {
    learner_id: Uuid,
    id: Uuid,
    dry_run: bool,
    reschedule: bool,
    attempts: i16,
}

/// Claims the job that has waited longest, or one whose lease has run out. So has a lease that ends after more than twice
/// its time: the clock was ahead when it began.
pub async fn claim_job(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<ClaimedJob>, DbError> {
    // The inner query is compared by `=`, not `IN`: a list might be evaluated several times, which would claim several
    // jobs.
    let row: Option<ClaimedRow> = statement(
        "UPDATE optimization_jobs
         SET status = 'running', started_at = $1, lease_until = $2, attempts = attempts + 1
         WHERE (learner_id, id) = (
           SELECT learner_id, id FROM optimization_jobs
           WHERE status = 'queued'
             OR (status = 'running' AND (lease_until <= $1 OR lease_until > $2 + ($2 - $1)))
           ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING learner_id, id, dry_run, reschedule, attempts",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(lease_until)
    .get_result(connection)
    .await
    .optional()?;
    Ok(row.map(|row| ClaimedJob {
        learner: row.learner_id.into(),
        id: row.id.into(),
        options: JobOptions { dry_run: row.dry_run, reschedule: row.reschedule },
        attempt: row.attempts,
    }))
}

/// Finishes a job, unless another process has claimed it since. Returns whether it was finished.
pub async fn finish_job(
    connection: &mut AsyncPgConnection,
    claimed: &ClaimedJob,
    now: DateTime<Utc>,
    result: Option<&OptimizationResult>,
) -> Result<bool, DbError> {
    let status = if result.is_some() { JobStatus::Done } else { JobStatus::Failed };
    let result = result.map(json).transpose()?;
    let own_claim = optimization_jobs::table
        .find((claimed.learner, claimed.id))
        .filter(optimization_jobs::status.eq(JobStatus::Running.as_str()))
        .filter(optimization_jobs::attempts.eq(claimed.attempt));
    let ended = diesel::update(own_claim)
        .set((
            optimization_jobs::status.eq(status.as_str()),
            optimization_jobs::finished_at.eq(now),
            optimization_jobs::result.eq(result),
        ))
        .execute(connection)
        .await?;
    Ok(ended == 1)
}

/// Loads the latest reviews of a learner in the order of the log, without voided reviews and without those before their
/// card's last reset; at most `limit`.
pub async fn past_reviews(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    limit: i64,
) -> Result<Vec<PastReview>, DbError> {
    let voids = review_voids::table
        .filter(review_voids::learner_id.eq(reviews::learner_id))
        .filter(review_voids::review_id.eq(reviews::id));
    let rows: Vec<PastRow> = reviews::table
        .inner_join(
            cards::table.on(cards::learner_id.eq(reviews::learner_id).and(cards::id.eq(reviews::card_id))),
        )
        .filter(reviews::learner_id.eq(learner))
        .filter(diesel::dsl::not(exists(voids)))
        .filter(cards::reset_at.is_null().or(cards::reset_at.assume_not_null().le(reviews::reviewed_at)))
        .order((reviews::reviewed_at.desc(), reviews::id.desc()))
        .limit(limit)
        .select(columns::<PastRow>())
        .load(connection)
        .await?;
    rows.iter().rev().map(past_review).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
struct PastRow {
    id: ReviewId,
    card_id: CardId,
    study_day: i32,
    rating: i16,
    phase: String,
    duration_ms: i32,
}

fn past_review(row: &PastRow) -> Result<PastReview, DbError> {
    let place = Place::new("reviews", &row.id);
    Ok(PastReview {
        card: row.card_id,
        study_day: StudyDay(row.study_day),
        rating: rating(place, row.rating)?,
        phase: place.parse("phase", &row.phase)?,
        duration_ms: place.unsigned("duration_ms", row.duration_ms)?,
    })
}

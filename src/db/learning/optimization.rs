//! Jobs that fit learners' parameters. A job is taken by one process at a time: by its lease, and counted by its attempts, so
//! that whoever has lost it cannot finish it.

use chrono::{DateTime, Utc};
use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::json::Json;
use crate::db::schema::{cards, optimization_jobs, review_voids, reviews};
use crate::db::stored::{parse, unsigned};
use crate::domain::ids::{AccountId, CardId, OptimizationJobId};
use crate::domain::learning::optimization::{JobOptions, JobStatus, OptimizationJob, OptimizationResult};
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::training::PastReview;

use super::reviews::rating;

type Row = (
    OptimizationJobId,
    String,
    (bool, bool),
    (DateTime<Utc>, Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    Option<Json<OptimizationResult>>,
);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let options = (optimization_jobs::dry_run, optimization_jobs::reschedule);
    let times =
        (optimization_jobs::created_at, optimization_jobs::started_at, optimization_jobs::finished_at);
    (optimization_jobs::id, optimization_jobs::status, options, times, optimization_jobs::result)
}

fn job((id, status, options, times, result): Row) -> Result<OptimizationJob, DbError> {
    Ok(OptimizationJob {
        id,
        status: parse(&status)?,
        options: JobOptions { dry_run: options.0, reschedule: options.1 },
        created_at: times.0,
        started_at: times.1,
        finished_at: times.2,
        result: result.map(|result| result.0),
    })
}

/// Adds a job that waits; `Duplicate` if the learner has one that is not done.
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

/// The learner's job that was asked for last.
pub async fn latest_job(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Option<OptimizationJob>, DbError> {
    let row: Option<Row> = optimization_jobs::table
        .filter(optimization_jobs::learner_id.eq(learner))
        .order((optimization_jobs::created_at.desc(), optimization_jobs::id.desc()))
        .select(columns())
        .first(connection)
        .await
        .optional()?;
    row.map(job).transpose()
}

/// The learner's jobs by id, in no order.
pub async fn jobs_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[OptimizationJobId],
) -> Result<Vec<OptimizationJob>, DbError> {
    let rows: Vec<Row> = optimization_jobs::table
        .filter(optimization_jobs::learner_id.eq(learner))
        .filter(optimization_jobs::id.eq_any(ids))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(job).collect()
}

/// A job that was taken, and by which attempt.
#[derive(Debug, Clone, Copy)]
pub struct TakenJob {
    /// Whose it is.
    pub learner: AccountId,
    /// Its id.
    pub id: OptimizationJobId,
    /// What is asked of it.
    pub options: JobOptions,
    /// Counts how often it was taken.
    pub attempt: i16,
}

#[derive(QueryableByName)]
#[diesel(table_name = optimization_jobs)]
struct TakenRow {
    learner_id: Uuid,
    id: Uuid,
    dry_run: bool,
    reschedule: bool,
    attempts: i16,
}

/// Takes the job that waits longest, or one whose process has not been heard of until its lease ran out.
pub async fn take_job(
    connection: &mut AsyncPgConnection,
    now: DateTime<Utc>,
    lease_until: DateTime<Utc>,
) -> Result<Option<TakenJob>, DbError> {
    // The inner query is a value and no list: a list might be looked up several times, and take several jobs.
    let row: Option<TakenRow> = diesel::sql_query(
        "UPDATE optimization_jobs
         SET status = 'running', started_at = $1, lease_until = $2, attempts = attempts + 1
         WHERE (learner_id, id) = (
           SELECT learner_id, id FROM optimization_jobs
           WHERE status = 'queued' OR (status = 'running' AND lease_until <= $1)
           ORDER BY created_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING learner_id, id, dry_run, reschedule, attempts",
    )
    .bind::<Timestamptz, _>(now)
    .bind::<Timestamptz, _>(lease_until)
    .get_result(connection)
    .await
    .optional()?;
    Ok(row.map(|row| TakenJob {
        learner: row.learner_id.into(),
        id: row.id.into(),
        options: JobOptions { dry_run: row.dry_run, reschedule: row.reschedule },
        attempt: row.attempts,
    }))
}

/// Ends a job, unless somebody else has taken it since; whether it was ended.
pub async fn finish_job(
    connection: &mut AsyncPgConnection,
    taken: &TakenJob,
    now: DateTime<Utc>,
    result: Option<&OptimizationResult>,
) -> Result<bool, DbError> {
    let status = if result.is_some() { JobStatus::Done } else { JobStatus::Failed };
    let result =
        result.map(serde_json::to_value).transpose().map_err(|error| DbError::Corrupt(error.to_string()))?;
    let mine = optimization_jobs::table
        .find((taken.learner, taken.id))
        .filter(optimization_jobs::status.eq(JobStatus::Running.as_str()))
        .filter(optimization_jobs::attempts.eq(taken.attempt));
    let ended = diesel::update(mine)
        .set((
            optimization_jobs::status.eq(status.as_str()),
            optimization_jobs::finished_at.eq(now),
            optimization_jobs::result.eq(result),
        ))
        .execute(connection)
        .await?;
    Ok(ended == 1)
}

/// The latest reviews of a learner in the order of the log, without those that were undone, or that were before their card
/// was last made new; at most so many.
pub async fn past_reviews(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    most: i64,
) -> Result<Vec<PastReview>, DbError> {
    let undone = review_voids::table
        .filter(review_voids::learner_id.eq(reviews::learner_id))
        .filter(review_voids::review_id.eq(reviews::id));
    let rows: Vec<(CardId, i32, i16, String, i32)> = reviews::table
        .inner_join(
            cards::table.on(cards::learner_id.eq(reviews::learner_id).and(cards::id.eq(reviews::card_id))),
        )
        .filter(reviews::learner_id.eq(learner))
        .filter(diesel::dsl::not(exists(undone)))
        .filter(cards::reset_at.is_null().or(cards::reset_at.assume_not_null().le(reviews::reviewed_at)))
        .order((reviews::reviewed_at.desc(), reviews::id.desc()))
        .limit(most)
        .select((reviews::card_id, reviews::study_day, reviews::rating, reviews::kind, reviews::duration_ms))
        .load(connection)
        .await?;
    let past = |(card, day, number, kind, duration): (CardId, i32, i16, String, i32)| {
        Ok(PastReview {
            card,
            study_day: StudyDay(day),
            rating: rating(number)?,
            kind: parse(&kind)?,
            duration_ms: unsigned(duration)?,
        })
    };
    rows.into_iter().rev().map(past).collect()
}

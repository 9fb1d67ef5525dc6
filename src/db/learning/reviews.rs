//! The review log. Rows are added, never changed.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{review_voids, reviews};
use crate::db::statement::{row_array, statement};
use crate::db::stored::{language, parse, unsigned};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::Memory;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::grading::Verdict;
use crate::domain::learning::review::{Rating, Review};
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

pub(super) type Row = (
    (ReviewId, CardId),
    (DateTime<Utc>, DateTime<Utc>, i64),
    (String, i16, i32),
    i32,
    (String, Option<String>, Option<String>, String),
    (Option<String>, Option<String>, Option<Vec<Option<String>>>, i16),
    String,
    (i32, i32, i32, f32),
    (f32, f32),
    (String, i32),
    Option<DateTime<Utc>>,
);

#[auto_type(no_type_alias)]
pub(super) fn columns() -> _ {
    let ids = (reviews::id, reviews::card_id);
    let times = (reviews::reviewed_at, reviews::received_at, reviews::clock_shift_us);
    let day = (reviews::time_zone, reviews::rollover_hour, reviews::study_day);
    let exercise = (reviews::exercise, reviews::exercise_detail, reviews::gloss_language, reviews::answer);
    let grade = (reviews::verdict, reviews::slip_kind, reviews::slip_letters, reviews::rating);
    let days = (
        reviews::elapsed_days,
        reviews::last_interval_days,
        reviews::interval_days,
        reviews::raw_interval_days,
    );
    let memory = (reviews::stability, reviews::difficulty);
    let model = (reviews::model_version, reviews::preset_number);
    (
        ids,
        times,
        day,
        reviews::duration_ms,
        exercise,
        grade,
        reviews::kind,
        days,
        memory,
        model,
        review_voids::voided_at.nullable(),
    )
}

/// Returns the join condition of a review and the entry that voids it.
#[auto_type(no_type_alias)]
pub(super) fn void_of_review() -> _ {
    review_voids::learner_id.eq(reviews::learner_id).and(review_voids::review_id.eq(reviews::id))
}

pub(super) fn rating(number: i16) -> Result<Rating, DbError> {
    Rating::from_number(number).ok_or_else(|| DbError::Corrupt(format!("rating {number}")))
}

pub(super) fn calendar(zone: &str, rollover_hour: i16) -> Result<StudyCalendar, DbError> {
    Ok(StudyCalendar { zone: parse(zone)?, rollover_hour: unsigned(rollover_hour)? })
}

pub(super) fn slip(
    kind: Option<String>,
    letters: Option<Vec<Option<String>>>,
) -> Result<Option<Slip>, DbError> {
    let Some(kind) = kind else { return Ok(None) };
    let letters: Vec<String> = letters.unwrap_or_default().into_iter().flatten().collect();
    let slip = Slip::from_parts(&kind, &letters);
    slip.map(Some).ok_or_else(|| DbError::Corrupt(format!("slip {kind} {letters:?}")))
}

pub(super) fn review(row: Row) -> Result<Review, DbError> {
    let (ids, times, day, duration_ms, exercise, grade, kind, days, memory, model, voided_at) = row;
    Ok(Review {
        id: ids.0,
        card_id: ids.1,
        reviewed_at: times.0,
        received_at: times.1,
        clock_shift: Duration::microseconds(times.2),
        calendar: calendar(&day.0, day.1)?,
        study_day: StudyDay(day.2),
        duration_ms,
        exercise: parse(&exercise.0)?,
        exercise_detail: exercise.1,
        gloss_language: exercise.2.as_deref().map(language).transpose()?,
        answer: exercise.3,
        verdict: grade.0.map(|verdict| parse(&verdict)).transpose()?,
        slip: slip(grade.1, grade.2)?,
        rating: rating(grade.3)?,
        kind: parse(&kind)?,
        elapsed_days: unsigned(days.0)?,
        last_interval_days: unsigned(days.1)?,
        interval_days: unsigned(days.2)?,
        raw_interval_days: days.3,
        memory: Memory { stability: memory.0, difficulty: memory.1 },
        model_version: model.0,
        preset_number: unsigned(model.1)?,
        voided_at,
    })
}

/// A row of the table; the fields are its columns.
#[derive(Serialize)]
struct NewRow<'a> {
    learner_id: AccountId,
    id: ReviewId,
    card_id: CardId,
    reviewed_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    time_zone: &'static str,
    study_day: i32,
    duration_ms: i32,
    exercise: &'static str,
    answer: &'a str,
    verdict: Option<&'static str>,
    rating: i16,
    kind: &'static str,
    elapsed_days: i32,
    interval_days: i32,
    raw_interval_days: f32,
    stability: f32,
    difficulty: f32,
    model_version: &'a str,
    preset_number: i32,
    rollover_hour: i16,
    last_interval_days: i32,
    exercise_detail: Option<&'a str>,
    slip_kind: Option<&'static str>,
    slip_letters: Option<Vec<String>>,
    gloss_language: Option<&'a str>,
    clock_shift_us: i64,
    change_number: i64,
}

fn new_row(learner_id: AccountId, review: &Review, change: ChangeNumber) -> NewRow<'_> {
    let days = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    NewRow {
        learner_id,
        id: review.id,
        card_id: review.card_id,
        reviewed_at: review.reviewed_at,
        received_at: review.received_at,
        time_zone: review.calendar.zone.name(),
        study_day: review.study_day.0,
        duration_ms: review.duration_ms,
        exercise: review.exercise.as_str(),
        answer: &review.answer,
        verdict: review.verdict.map(Verdict::as_str),
        rating: review.rating.number(),
        kind: review.kind.as_str(),
        elapsed_days: days(review.elapsed_days),
        interval_days: days(review.interval_days),
        raw_interval_days: review.raw_interval_days,
        stability: review.memory.stability,
        difficulty: review.memory.difficulty,
        model_version: &review.model_version,
        preset_number: days(review.preset_number),
        rollover_hour: i16::from(review.calendar.rollover_hour),
        last_interval_days: days(review.last_interval_days),
        exercise_detail: review.exercise_detail.as_deref(),
        slip_kind: review.slip.as_ref().map(Slip::kind),
        slip_letters: review.slip.as_ref().map(Slip::letters),
        gloss_language: review.gloss_language.as_ref().map(LanguageTag::as_str),
        clock_shift_us: review.clock_shift.num_microseconds().unwrap_or_default(),
        change_number: change.0,
    }
}

/// Adds reviews to the learner's log.
pub async fn insert_reviews(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &[Review],
    change: ChangeNumber,
) -> Result<(), DbError> {
    let rows: Vec<NewRow<'_>> = new.iter().map(|review| new_row(learner, review, change)).collect();
    statement("INSERT INTO reviews SELECT * FROM json_populate_recordset(NULL::reviews, $1::json)")
        .bind::<Text, _>(row_array(&rows)?)
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads the learner's reviews by id, in no particular order.
pub async fn reviews_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ReviewId],
) -> Result<Vec<Review>, DbError> {
    let rows: Vec<Row> = reviews::table
        .left_join(review_voids::table.on(void_of_review()))
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::id.eq_any(ids))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(review).collect()
}

/// Loads a page of the learner's log, the latest review first.
pub async fn reviews_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<(DateTime<Utc>, Uuid)>,
) -> Result<Page<((DateTime<Utc>, Uuid), Review)>, DbError> {
    let query = reviews::table
        .left_join(review_voids::table.on(void_of_review()))
        .filter(reviews::learner_id.eq(learner))
        .select(columns())
        .into_boxed();
    // The latest review comes first, so the page after a review is before it in time.
    let rows: Vec<Row> = page
        .paginate(query, (reviews::reviewed_at, reviews::id), Direction::Descending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let review = review(row)?;
        Ok(((review.reviewed_at, review.id.uuid()), review))
    })
}

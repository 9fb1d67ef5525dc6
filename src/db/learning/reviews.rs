//! The review log. Rows are added, never changed.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{review_voids, reviews};
use crate::db::statement::{row_array, statement};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::language_tag::LanguageTag;
use crate::domain::learning::card::Memory;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::grading::Verdict;
use crate::domain::learning::review::{Rating, Review};
use crate::domain::learning::study_day::{StudyCalendar, StudyDay, Whereabouts};

/// A row of `reviews`, with when it was voided.
#[derive(Queryable, Selectable)]
#[diesel(table_name = reviews)]
pub(super) struct ReviewRow {
    id: ReviewId,
    card_id: CardId,
    reviewed_at: DateTime<Utc>,
    received_at: DateTime<Utc>,
    clock_shift_us: i64,
    time_zone: String,
    rollover_hour: i16,
    study_day: i32,
    duration_ms: i32,
    exercise: String,
    exercise_detail: Option<String>,
    gloss_language: Option<String>,
    answer: String,
    verdict: Option<String>,
    slip_kind: Option<String>,
    slip_letters: Option<Vec<Option<String>>>,
    rating: i16,
    phase: String,
    elapsed_days: i32,
    last_interval_days: i32,
    interval_days: i32,
    raw_interval_days: f32,
    stability: f32,
    difficulty: f32,
    model_version: String,
    preset_number: i32,
    #[diesel(select_expression = review_voids::voided_at.nullable())]
    voided_at: Option<DateTime<Utc>>,
}

/// Returns the join condition of a review and the entry that voids it.
#[auto_type(no_type_alias)]
pub(super) fn void_of_review() -> _ {
    review_voids::learner_id.eq(reviews::learner_id).and(review_voids::review_id.eq(reviews::id))
}

pub(in crate::db) fn rating(place: Place<'_>, number: i16) -> Result<Rating, DbError> {
    Rating::from_number(number).ok_or_else(|| place.corrupt("rating", number))
}

pub(super) fn calendar(place: Place<'_>, zone: &str, rollover_hour: i16) -> Result<StudyCalendar, DbError> {
    Ok(StudyCalendar {
        zone: place.parse("time_zone", zone)?,
        rollover_hour: place.unsigned("rollover_hour", rollover_hour)?,
    })
}

pub(super) fn slip(
    place: Place<'_>,
    kind: Option<String>,
    letters: Option<Vec<Option<String>>>,
) -> Result<Option<Slip>, DbError> {
    let Some(kind) = kind else { return Ok(None) };
    let letters: Vec<String> = letters.unwrap_or_default().into_iter().flatten().collect();
    let slip = Slip::from_parts(&kind, &letters);
    slip.map(Some).ok_or_else(|| place.corrupt("slip_letters", format_args!("{kind} {letters:?}")))
}

pub(super) fn review(row: ReviewRow) -> Result<Review, DbError> {
    let place = Place::new("reviews", &row.id);
    let (gloss_language, verdict) = (row.gloss_language.as_deref(), row.verdict.as_deref());
    Ok(Review {
        id: row.id,
        card_id: row.card_id,
        reviewed_at: row.reviewed_at,
        received_at: row.received_at,
        clock_shift: Duration::microseconds(row.clock_shift_us),
        calendar: calendar(place, &row.time_zone, row.rollover_hour)?,
        study_day: StudyDay(row.study_day),
        duration_ms: row.duration_ms,
        exercise: place.parse("exercise", &row.exercise)?,
        exercise_detail: row.exercise_detail,
        gloss_language: gloss_language.map(|tag| place.language("gloss_language", tag)).transpose()?,
        answer: row.answer,
        verdict: verdict.map(|verdict| place.parse("verdict", verdict)).transpose()?,
        slip: slip(place, row.slip_kind, row.slip_letters)?,
        rating: rating(place, row.rating)?,
        phase: place.parse("phase", &row.phase)?,
        elapsed_days: place.unsigned("elapsed_days", row.elapsed_days)?,
        last_interval_days: place.unsigned("last_interval_days", row.last_interval_days)?,
        interval_days: place.unsigned("interval_days", row.interval_days)?,
        raw_interval_days: row.raw_interval_days,
        memory: Memory { stability: row.stability, difficulty: row.difficulty },
        model_version: row.model_version,
        preset_number: place.unsigned("preset_number", row.preset_number)?,
        voided_at: row.voided_at,
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
    phase: &'static str,
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
        phase: review.phase.as_str(),
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
    mut connection: &AsyncPgConnection,
    learner: AccountId,
    ids: &[ReviewId],
) -> Result<Vec<Review>, DbError> {
    let rows: Vec<ReviewRow> = reviews::table
        .left_join(review_voids::table.on(void_of_review()))
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::id.eq_any(ids))
        .select(columns::<ReviewRow>())
        .load(&mut connection)
        .await?;
    rows.into_iter().map(review).collect()
}

/// The time and the time zone of a review.
#[derive(QueryableByName)]
struct WhereaboutsRow {
    #[diesel(sql_type = Timestamptz)]
    reviewed_at: DateTime<Utc>,
    #[diesel(sql_type = Text)]
    time_zone: String,
}

/// Loads the times and time zones of the learner's last review before each of some moments, and of the first review
/// after it.
pub async fn whereabouts(
    mut connection: &AsyncPgConnection,
    learner: AccountId,
    moments: Vec<DateTime<Utc>>,
) -> Result<Whereabouts, DbError> {
    let rows: Vec<WhereaboutsRow> = statement(
        "SELECT DISTINCT near.reviewed_at, near.time_zone
         FROM unnest($2) AS answer (given_at) CROSS JOIN LATERAL (
           (SELECT reviewed_at, time_zone FROM reviews WHERE learner_id = $1 AND reviewed_at <= answer.given_at
            ORDER BY reviewed_at DESC, id DESC LIMIT 1)
           UNION ALL
           (SELECT reviewed_at, time_zone FROM reviews WHERE learner_id = $1 AND reviewed_at >= answer.given_at
            ORDER BY reviewed_at, id LIMIT 1)
         ) AS near",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<Timestamptz>, _>(moments)
    .load(&mut connection)
    .await?;
    let mut found = Whereabouts::default();
    for row in rows {
        let place = Place::new("reviews at", &row.reviewed_at);
        found.add(row.reviewed_at, place.parse("time_zone", &row.time_zone)?);
    }
    Ok(found)
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
        .select(columns::<ReviewRow>())
        .into_boxed();
    let rows: Vec<ReviewRow> = page
        .paginate(query, (reviews::reviewed_at, reviews::id), Direction::Descending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let review = review(row)?;
        Ok(((review.reviewed_at, review.id.uuid()), review))
    })
}

//! The review log. Rows are added, never changed.

use chrono::{DateTime, Duration, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Bool, Float, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{review_voids, reviews};
use crate::db::statement::{column, statement};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId, ReviewId, WordId};
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

pub(in crate::db) fn calendar(
    place: Place<'_>,
    zone: &str,
    rollover_hour: i16,
) -> Result<StudyCalendar, DbError> {
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

/// A review to add to the log, and what the counts need to know about it.
pub struct NewLogEntry<'a> {
    /// The review.
    pub review: &'a Review,
    /// The word of the review's card. `None` if the review is not added to the counts.
    pub counted_for: Option<WordId>,
    /// Whether the review is an attempt. `None` if only the log before the new entries tells.
    pub is_attempt: Option<bool>,
}

/// Adds reviews to the learner's log, and what they change to the stored counts. Each counted review is later than the
/// other reviews of its card; `first_reviewed` are the cards that had no review before, whose new states are stored
/// already. Other changes of the log need [`super::recount_affected`], which reads whole days.
pub async fn insert_reviews(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &[NewLogEntry<'_>],
    first_reviewed: &[CardId],
    change: ChangeNumber,
) -> Result<(), DbError> {
    let days = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    // No letter is a line break.
    let letters = |slip: &Slip| slip.letters().join("\n");
    let reviews = column(new, |new| new.review);
    statement(include_str!("insert_reviews.sql"))
        .bind::<SqlUuid, _>(learner)
        .bind::<BigInt, _>(change.0)
        .bind::<Array<SqlUuid>, _>(first_reviewed)
        .bind::<Array<SqlUuid>, _>(column(&reviews, |review| review.id))
        .bind::<Array<SqlUuid>, _>(column(&reviews, |review| review.card_id))
        .bind::<Array<Timestamptz>, _>(column(&reviews, |review| review.reviewed_at))
        .bind::<Array<Timestamptz>, _>(column(&reviews, |review| review.received_at))
        .bind::<Array<Text>, _>(column(&reviews, |review| review.calendar.zone.name()))
        .bind::<Array<Integer>, _>(column(&reviews, |review| review.study_day.0))
        .bind::<Array<Integer>, _>(column(&reviews, |review| review.duration_ms))
        .bind::<Array<Text>, _>(column(&reviews, |review| review.exercise.as_str()))
        .bind::<Array<Text>, _>(column(&reviews, |review| review.answer.as_str()))
        .bind::<Array<Nullable<Text>>, _>(column(&reviews, |review| review.verdict.map(Verdict::as_str)))
        .bind::<Array<SmallInt>, _>(column(&reviews, |review| review.rating.number()))
        .bind::<Array<Text>, _>(column(&reviews, |review| review.phase.as_str()))
        .bind::<Array<Integer>, _>(column(&reviews, |review| days(review.elapsed_days)))
        .bind::<Array<Integer>, _>(column(&reviews, |review| days(review.interval_days)))
        .bind::<Array<Float>, _>(column(&reviews, |review| review.raw_interval_days))
        .bind::<Array<Float>, _>(column(&reviews, |review| review.memory.stability))
        .bind::<Array<Float>, _>(column(&reviews, |review| review.memory.difficulty))
        .bind::<Array<Text>, _>(column(&reviews, |review| review.model_version.as_str()))
        .bind::<Array<SmallInt>, _>(column(&reviews, |review| i16::from(review.calendar.rollover_hour)))
        .bind::<Array<Integer>, _>(column(&reviews, |review| days(review.last_interval_days)))
        .bind::<Array<Integer>, _>(column(&reviews, |review| days(review.preset_number)))
        .bind::<Array<Nullable<Text>>, _>(column(&reviews, |review| review.exercise_detail.as_deref()))
        .bind::<Array<Nullable<Text>>, _>(column(&reviews, |review| review.slip.as_ref().map(Slip::kind)))
        .bind::<Array<Nullable<Text>>, _>(column(&reviews, |review| review.slip.as_ref().map(letters)))
        .bind::<Array<Nullable<Text>>, _>(column(&reviews, |review| {
            review.gloss_language.as_ref().map(LanguageTag::as_str)
        }))
        .bind::<Array<BigInt>, _>(column(&reviews, |review| microseconds(review.clock_shift)))
        .bind::<Array<Nullable<SqlUuid>>, _>(column(new, |new| new.counted_for))
        .bind::<Array<Nullable<Bool>>, _>(column(new, |new| new.is_attempt))
        .execute(connection)
        .await?;
    Ok(())
}

/// Returns the microseconds of a duration; the nearest number that the database stores, if there are more.
fn microseconds(duration: Duration) -> i64 {
    let nearest = if duration < Duration::zero() { i64::MIN } else { i64::MAX };
    duration.num_microseconds().unwrap_or(nearest)
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
#[derive(Queryable, QueryableByName, Selectable)]
#[diesel(table_name = reviews)]
struct WhereaboutsRow {
    reviewed_at: DateTime<Utc>,
    time_zone: String,
}

/// Loads the times and time zones of the learner's last review, of the last one before each of some moments, and of the
/// first one after it. Another SQL statement only if a moment is before the last review, which is rare.
pub async fn whereabouts(
    mut connection: &AsyncPgConnection,
    learner: AccountId,
    mut moments: Vec<DateTime<Utc>>,
) -> Result<Whereabouts, DbError> {
    let last: Option<WhereaboutsRow> = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .order((reviews::reviewed_at.desc(), reviews::id.desc()))
        .select(columns::<WhereaboutsRow>())
        .first(&mut connection)
        .await
        .optional()?;
    moments.retain(|moment| last.as_ref().is_some_and(|last| *moment < last.reviewed_at));
    let mut rows: Vec<WhereaboutsRow> = last.into_iter().collect();
    if !moments.is_empty() {
        let near: Vec<WhereaboutsRow> = statement(
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
        rows.extend(near);
    }
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

//! The review log. Rows are added, never changed.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Page, PageRequest};
use crate::db::schema::reviews;
use crate::db::stored::{parse, unsigned};
use crate::domain::ids::{AccountId, CardId, ReviewId};
use crate::domain::learning::card::Memory;
use crate::domain::learning::review::{Rating, Review};
use crate::domain::learning::scheduler::Answered;
use crate::domain::learning::study_day::{StudyCalendar, StudyDay};

type Row = (
    (ReviewId, CardId),
    (DateTime<Utc>, DateTime<Utc>),
    (String, i32),
    i32,
    (String, String, String),
    i16,
    String,
    (i32, i32, f32),
    (f32, f32),
    String,
);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let ids = (reviews::id, reviews::card_id);
    let times = (reviews::reviewed_at, reviews::received_at);
    let day = (reviews::time_zone, reviews::study_day);
    let answer = (reviews::exercise, reviews::answer, reviews::verdict);
    let days = (reviews::elapsed_days, reviews::interval_days, reviews::raw_interval_days);
    let memory = (reviews::stability, reviews::difficulty);
    (
        ids,
        times,
        day,
        reviews::duration_ms,
        answer,
        reviews::rating,
        reviews::kind,
        days,
        memory,
        reviews::model_version,
    )
}

fn rating(number: i16) -> Result<Rating, DbError> {
    Rating::from_number(number).ok_or_else(|| DbError::Corrupt(format!("rating {number}")))
}

fn review(row: Row) -> Result<Review, DbError> {
    let (ids, times, day, duration_ms, answer, number, kind, days, memory, model_version) = row;
    Ok(Review {
        id: ids.0,
        card_id: ids.1,
        reviewed_at: times.0,
        received_at: times.1,
        time_zone: day.0,
        study_day: StudyDay(day.1),
        duration_ms,
        exercise: parse(&answer.0)?,
        answer: answer.1,
        verdict: parse(&answer.2)?,
        rating: rating(number)?,
        kind: parse(&kind)?,
        elapsed_days: unsigned(days.0)?,
        interval_days: unsigned(days.1)?,
        raw_interval_days: days.2,
        memory: Memory { stability: memory.0, difficulty: memory.1 },
        model_version,
    })
}

/// Adds reviews to the learner's log.
pub async fn insert_reviews(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &[Review],
) -> Result<(), DbError> {
    let days = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    let rows: Vec<_> = new
        .iter()
        .map(|review| {
            (
                reviews::learner_id.eq(learner),
                reviews::id.eq(review.id),
                reviews::card_id.eq(review.card_id),
                reviews::reviewed_at.eq(review.reviewed_at),
                reviews::received_at.eq(review.received_at),
                reviews::time_zone.eq(&review.time_zone),
                reviews::study_day.eq(review.study_day.0),
                reviews::duration_ms.eq(review.duration_ms),
                reviews::exercise.eq(review.exercise.as_str()),
                reviews::answer.eq(&review.answer),
                reviews::verdict.eq(review.verdict.as_str()),
                reviews::rating.eq(review.rating.number()),
                reviews::kind.eq(review.kind.as_str()),
                reviews::elapsed_days.eq(days(review.elapsed_days)),
                reviews::interval_days.eq(days(review.interval_days)),
                reviews::raw_interval_days.eq(review.raw_interval_days),
                (
                    reviews::stability.eq(review.memory.stability),
                    reviews::difficulty.eq(review.memory.difficulty),
                    reviews::model_version.eq(&review.model_version),
                ),
            )
        })
        .collect();
    diesel::insert_into(reviews::table).values(rows).execute(connection).await?;
    Ok(())
}

/// The learner's reviews by id, in no order.
pub async fn reviews_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ReviewId],
) -> Result<Vec<Review>, DbError> {
    let rows: Vec<Row> = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::id.eq_any(ids))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(review).collect()
}

/// The whole log of cards, as the schedule sees it.
pub async fn log_of_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    cards: &[CardId],
) -> Result<Vec<(CardId, Answered)>, DbError> {
    let rows: Vec<(CardId, ReviewId, DateTime<Utc>, String, i16)> = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .filter(reviews::card_id.eq_any(cards))
        .order((reviews::reviewed_at, reviews::id))
        .select((reviews::card_id, reviews::id, reviews::reviewed_at, reviews::time_zone, reviews::rating))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(card, id, at, zone, number)| {
            let calendar = StudyCalendar::new(parse(&zone)?);
            Ok((card, Answered { id, at, calendar, rating: rating(number)? }))
        })
        .collect()
}

/// A page of the learner's log, the latest review first.
pub async fn reviews_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<(DateTime<Utc>, Uuid)>,
) -> Result<Page<((DateTime<Utc>, Uuid), Review)>, DbError> {
    let mut query = reviews::table
        .filter(reviews::learner_id.eq(learner))
        .select(columns())
        .limit(page.fetch())
        .into_boxed();
    if let Some((at, id)) = page.after {
        query = query
            .filter(reviews::reviewed_at.le(at))
            .filter(reviews::reviewed_at.lt(at).or(reviews::id.lt(id)));
    }
    if let Some((at, id)) = page.before {
        query = query
            .filter(reviews::reviewed_at.ge(at))
            .filter(reviews::reviewed_at.gt(at).or(reviews::id.gt(id)));
    }
    query = if page.from_end {
        query.order((reviews::reviewed_at, reviews::id))
    } else {
        query.order((reviews::reviewed_at.desc(), reviews::id.desc()))
    };
    let rows: Vec<Row> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let review = review(row)?;
        Ok(((review.reviewed_at, review.id.uuid()), review))
    })
}

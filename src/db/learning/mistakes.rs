//! Mistakes: cards to repeat, and letters that the learner confuses.

use chrono::{DateTime, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::cards::{CardRow, card};
use super::queue::showable;
use crate::db::DbError;
use crate::db::schema::{cards, reviews};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, computed};
use crate::domain::ids::AccountId;
use crate::domain::learning::card::Card;
use crate::domain::learning::grading::Slip;
use crate::domain::learning::progress::SlipCount;
use crate::domain::learning::review::Rating;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

/// Loads the cards whose last answer was rated AGAIN or was a slip, and was given on or after a study day, the latest
/// first; at most `limit`.
pub async fn mistakes(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    today: StudyDay,
    since: StudyDay,
    limit: i64,
) -> Result<Vec<Card>, DbError> {
    let last_id = cards::last_review_id.assume_not_null();
    let wrong = reviews::rating.eq(Rating::Again.number()).or(reviews::slip_kind.is_not_null());
    let last_review = reviews::table
        .filter(reviews::learner_id.eq(settings.learner_id))
        .filter(reviews::id.eq(last_id))
        .filter(wrong);
    let rows: Vec<CardRow> = cards::table
        .filter(showable(settings, today))
        .filter(cards::last_study_day.assume_not_null().ge(since.0))
        .filter(exists(last_review))
        .order((cards::last_reviewed_at.assume_not_null().desc(), last_id.desc()))
        .limit(limit)
        .select(columns::<CardRow>())
        .load(connection)
        .await?;
    rows.iter().map(card).collect()
}

#[derive(QueryableByName)]
struct SlipRow {
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    pair: String,
    #[diesel(sql_type = BigInt)]
    count: i64,
    #[diesel(sql_type = Timestamptz)]
    last_at: DateTime<Utc>,
}

/// Counts the learner's slips since a study day by pair of letters, the most frequent first.
pub async fn slip_counts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    since: StudyDay,
    limit: i64,
) -> Result<Vec<SlipCount>, DbError> {
    let rows: Vec<SlipRow> = statement(
        "SELECT slip_kind AS kind, pair, count(*) AS count, max(reviewed_at) AS last_at
         FROM reviews CROSS JOIN unnest(slip_letters) AS pair
         WHERE learner_id = $1 AND study_day >= $2 AND slip_letters IS NOT NULL AND slip_kind IS NOT NULL
           AND NOT EXISTS (SELECT FROM review_voids
             WHERE review_voids.learner_id = $1 AND review_voids.review_id = reviews.id)
         GROUP BY slip_kind, pair ORDER BY count DESC, pair, kind LIMIT $3",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Integer, _>(since.0)
    .bind::<BigInt, _>(limit)
    .load(connection)
    .await?;
    rows.into_iter()
        .map(|SlipRow { kind, pair, count, last_at }| {
            let slip = Slip::from_parts(&kind, std::slice::from_ref(&pair));
            let place = Place::new("reviews of the learner", &learner);
            let slip = slip.ok_or_else(|| place.corrupt("slip_letters", format_args!("«{kind} {pair}»")))?;
            Ok(SlipCount { slip, count: computed(count)?, last_at })
        })
        .collect()
}

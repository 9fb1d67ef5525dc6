//! Answers of practice beyond the schedule. Rows are added, never changed.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use super::BATCH;
use super::cards::{CardRow, card};
use super::queue::{reviewed, showable};
use super::reviews::rating;
use crate::db::DbError;
use crate::db::schema::{cards, practice_answers as table};
use crate::db::statement::{row_array, statement};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId};
use crate::domain::learning::card::{Card, CardPhase};
use crate::domain::learning::grading::Verdict;
use crate::domain::learning::practice::PracticeAnswer;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::learning::study_day::StudyDay;

#[derive(Serialize)]
struct NewRow<'a> {
    learner_id: AccountId,
    id: Uuid,
    card_id: CardId,
    answered_at: DateTime<Utc>,
    duration_ms: i32,
    exercise: &'static str,
    exercise_detail: Option<&'a str>,
    answer: &'a str,
    verdict: Option<&'static str>,
    rating: i16,
}

fn new_row(learner_id: AccountId, answer: &PracticeAnswer) -> NewRow<'_> {
    NewRow {
        learner_id,
        id: answer.id,
        card_id: answer.card_id,
        answered_at: answer.answered_at,
        duration_ms: answer.duration_ms,
        exercise: answer.exercise.as_str(),
        exercise_detail: answer.exercise_detail.as_deref(),
        answer: &answer.answer,
        verdict: answer.verdict.map(Verdict::as_str),
        rating: answer.rating.number(),
    }
}

/// Adds answers; those with ids that are stored already are left as they are.
pub async fn insert_practice_answers(
    connection: &mut AsyncPgConnection,
    learner_id: AccountId,
    new: &[PracticeAnswer],
) -> Result<(), DbError> {
    let rows: Vec<NewRow<'_>> = new.iter().map(|answer| new_row(learner_id, answer)).collect();
    statement(
        "INSERT INTO practice_answers SELECT * FROM json_populate_recordset(NULL::practice_answers, $1::json)
         ON CONFLICT (learner_id, id) DO NOTHING",
    )
    .bind::<Text, _>(row_array(&rows)?)
    .execute(connection)
    .await?;
    Ok(())
}

/// A row of `practice_answers`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct Row {
    id: Uuid,
    card_id: CardId,
    answered_at: DateTime<Utc>,
    duration_ms: i32,
    exercise: String,
    exercise_detail: Option<String>,
    answer: String,
    verdict: Option<String>,
    rating: i16,
}

/// Loads the learner's next answers by id, at most [`BATCH`].
pub async fn practice_answers_after(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    after: Option<Uuid>,
) -> Result<Vec<PracticeAnswer>, DbError> {
    let mut query = table::table
        .filter(table::learner_id.eq(learner))
        .order(table::id)
        .limit(BATCH)
        .select(columns::<Row>())
        .into_boxed();
    if let Some(after) = after {
        query = query.filter(table::id.gt(after));
    }
    let rows: Vec<Row> = query.load(connection).await?;
    rows.into_iter()
        .map(|row| {
            let place = Place::new("practice_answers", &row.id);
            let verdict = row.verdict.as_deref();
            Ok(PracticeAnswer {
                id: row.id,
                card_id: row.card_id,
                answered_at: row.answered_at,
                duration_ms: row.duration_ms,
                exercise: place.parse("exercise", &row.exercise)?,
                exercise_detail: row.exercise_detail,
                answer: row.answer,
                verdict: verdict.map(|verdict| place.parse("verdict", verdict)).transpose()?,
                rating: rating(place, row.rating)?,
            })
        })
        .collect()
}

/// Loads the cards with an interval that are not due yet, the next ones first; at most `limit`.
pub async fn cards_ahead(
    connection: &mut AsyncPgConnection,
    settings: &LearnerSettings,
    today: StudyDay,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<CardRow> = cards::table
        .filter(showable(settings, today))
        .filter(reviewed())
        .filter(cards::state.eq(CardPhase::Review.as_str()))
        .filter(cards::due_at.gt(now))
        .order((cards::due_at, cards::id))
        .limit(limit)
        .select(columns::<CardRow>())
        .load(connection)
        .await?;
    rows.iter().map(card).collect()
}

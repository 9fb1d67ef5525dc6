//! Cards. The state columns are only written from the replay of a card's reviews.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{
    Array, BigInt, Float, Integer, Nullable, SmallInt, Text, Timestamptz, Uuid as SqlUuid,
};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use crate::db::DbError;
use crate::db::learning::ChangeNumber;
use crate::db::learning::lesson_counts::count_lessons_of;
use crate::db::schema::cards;
use crate::db::statement::{column, row_array, statement};
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, CardId, ReviewId, WordId};
use crate::domain::learning::card::{Card, CardState, LastReview, Memory};
use crate::domain::learning::progress::MATURE_INTERVAL_DAYS;
use crate::domain::learning::study_day::StudyDay;

/// A row of `cards`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = cards)]
pub(super) struct CardRow {
    id: CardId,
    word_id: WordId,
    skill: String,
    state: String,
    step: i16,
    stability: Option<f32>,
    difficulty: Option<f32>,
    due_at: DateTime<Utc>,
    interval_days: i32,
    first_study_day: Option<i32>,
    first_reviewed_at: Option<DateTime<Utc>>,
    last_review_id: Option<ReviewId>,
    last_reviewed_at: Option<DateTime<Utc>>,
    last_study_day: Option<i32>,
    reps: i32,
    lapses: i32,
    reset_at: Option<DateTime<Utc>>,
    suspended_at: Option<DateTime<Utc>>,
    buried_until: Option<i32>,
    pardoned_lapses: i32,
    introduced_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
}

pub(super) fn card(row: &CardRow) -> Result<Card, DbError> {
    let place = Place::new("cards", &row.id);
    let memory = match (row.stability, row.difficulty) {
        (Some(stability), Some(difficulty)) => Some(Memory { stability, difficulty }),
        _ => None,
    };
    let last_review = match (row.last_review_id, row.last_reviewed_at, row.last_study_day) {
        (Some(id), Some(at), Some(day)) => Some(LastReview { id, at, study_day: StudyDay(day) }),
        _ => None,
    };
    let state = CardState {
        phase: place.parse("state", &row.state)?,
        step: place.unsigned("step", row.step)?,
        memory,
        due_at: row.due_at,
        interval_days: place.unsigned("interval_days", row.interval_days)?,
        first_study_day: row.first_study_day.map(StudyDay),
        first_reviewed_at: row.first_reviewed_at,
        last_review,
        reset_at: row.reset_at,
        reps: place.unsigned("reps", row.reps)?,
        lapses: place.unsigned("lapses", row.lapses)?,
    };
    Ok(Card {
        id: row.id,
        word_id: row.word_id,
        skill: place.parse("skill", &row.skill)?,
        created_at: row.created_at,
        state,
        suspended_at: row.suspended_at,
        buried_until: row.buried_until.map(StudyDay),
        pardoned_lapses: place.unsigned("pardoned_lapses", row.pardoned_lapses)?,
        introduced_at: row.introduced_at,
    })
}

/// A row of the table; the fields are its columns.
#[derive(Serialize)]
struct NewRow {
    learner_id: AccountId,
    id: CardId,
    word_id: WordId,
    skill: &'static str,
    position: i32,
    state: &'static str,
    step: i16,
    stability: Option<f32>,
    difficulty: Option<f32>,
    due_at: DateTime<Utc>,
    interval_days: i32,
    first_study_day: Option<i32>,
    first_reviewed_at: Option<DateTime<Utc>>,
    last_study_day: Option<i32>,
    last_reviewed_at: Option<DateTime<Utc>>,
    last_review_id: Option<ReviewId>,
    reset_at: Option<DateTime<Utc>>,
    reps: i32,
    lapses: i32,
    suspended_at: Option<DateTime<Utc>>,
    buried_until: Option<i32>,
    pardoned_lapses: i32,
    introduced_at: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    change_number: i64,
}

fn new_row(learner_id: AccountId, card: &Card, position: i32, change: ChangeNumber) -> NewRow {
    let Card { id, word_id, skill, created_at, state, .. } = card;
    let Card { suspended_at, buried_until, pardoned_lapses, introduced_at, .. } = card;
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    NewRow {
        learner_id,
        id: *id,
        word_id: *word_id,
        skill: skill.as_str(),
        position,
        state: state.phase.as_str(),
        step: i16::from(state.step),
        stability: state.memory.map(|memory| memory.stability),
        difficulty: state.memory.map(|memory| memory.difficulty),
        due_at: state.due_at,
        interval_days: count(state.interval_days),
        first_study_day: state.first_study_day.map(|day| day.0),
        first_reviewed_at: state.first_reviewed_at,
        last_study_day: state.last_review.map(|last| last.study_day.0),
        last_reviewed_at: state.last_review.map(|last| last.at),
        last_review_id: state.last_review.map(|last| last.id),
        reset_at: state.reset_at,
        reps: count(state.reps),
        lapses: count(state.lapses),
        suspended_at: *suspended_at,
        buried_until: buried_until.map(|day| day.0),
        pardoned_lapses: count(*pardoned_lapses),
        introduced_at: *introduced_at,
        created_at: *created_at,
        change_number: change.0,
    }
}

/// Inserts the cards that the learner lacks, each with its position in the order in which new cards are shown. If the
/// learner has a card already, with a later time of creation, the card gets the earlier time. Two SQL statements.
pub async fn insert_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &[(Card, i32)],
    change: ChangeNumber,
) -> Result<(), DbError> {
    let rows: Vec<NewRow> =
        new.iter().map(|(card, position)| new_row(learner, card, *position, change)).collect();
    statement(
        "INSERT INTO cards SELECT * FROM json_populate_recordset(NULL::cards, $1::json)
         ON CONFLICT (learner_id, word_id, skill) DO UPDATE
         SET created_at = excluded.created_at, change_number = excluded.change_number,
           due_at = CASE WHEN cards.reps = 0 AND cards.reset_at IS NULL THEN excluded.due_at ELSE cards.due_at END
         WHERE cards.created_at > excluded.created_at",
    )
    .bind::<Text, _>(row_array(&rows)?)
    .execute(connection)
    .await?;
    let words: Vec<WordId> = rows.iter().map(|row| row.word_id).collect();
    count_lessons_of(connection, learner, &words).await
}

#[derive(QueryableByName)]
struct ChangedWord {
    #[diesel(sql_type = SqlUuid)]
    word_id: Uuid,
}

/// Updates the states of existing cards. One SQL statement, and another one if the counts of lessons may change.
pub async fn update_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    changed: &[Card],
    change: ChangeNumber,
) -> Result<(), DbError> {
    let rows: Vec<NewRow> = changed.iter().map(|card| new_row(learner, card, 0, change)).collect();
    let words: Vec<ChangedWord> = statement(
        "WITH new AS (
           SELECT * FROM unnest($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)
             AS new (id, state, step, stability, difficulty, due_at, interval_days, first_study_day,
               first_reviewed_at, last_study_day, last_reviewed_at, last_review_id, reps, lapses, reset_at,
               suspended_at, buried_until, pardoned_lapses, introduced_at)
         ),
         updated AS (
           UPDATE cards SET state = new.state, step = new.step, stability = new.stability, difficulty = new.difficulty,
             due_at = new.due_at, interval_days = new.interval_days, first_study_day = new.first_study_day,
             first_reviewed_at = new.first_reviewed_at, last_study_day = new.last_study_day,
             last_reviewed_at = new.last_reviewed_at,
             last_review_id = new.last_review_id, reps = new.reps, lapses = new.lapses, reset_at = new.reset_at,
             suspended_at = new.suspended_at, buried_until = new.buried_until,
             pardoned_lapses = new.pardoned_lapses, introduced_at = new.introduced_at,
             change_number = $3
           FROM new
           WHERE cards.learner_id = $1 AND cards.id = new.id
         )
         SELECT DISTINCT before.word_id FROM cards AS before JOIN new USING (id)
         WHERE before.learner_id = $1 AND (before.reps > 0, before.state, before.interval_days >= $2)
           IS DISTINCT FROM (new.reps > 0, new.state, new.interval_days >= $2)",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .bind::<BigInt, _>(change.0)
    .bind::<Array<SqlUuid>, _>(column(&rows, |row| row.id))
    .bind::<Array<Text>, _>(column(&rows, |row| row.state))
    .bind::<Array<SmallInt>, _>(column(&rows, |row| row.step))
    .bind::<Array<Nullable<Float>>, _>(column(&rows, |row| row.stability))
    .bind::<Array<Nullable<Float>>, _>(column(&rows, |row| row.difficulty))
    .bind::<Array<Timestamptz>, _>(column(&rows, |row| row.due_at))
    .bind::<Array<Integer>, _>(column(&rows, |row| row.interval_days))
    .bind::<Array<Nullable<Integer>>, _>(column(&rows, |row| row.first_study_day))
    .bind::<Array<Nullable<Timestamptz>>, _>(column(&rows, |row| row.first_reviewed_at))
    .bind::<Array<Nullable<Integer>>, _>(column(&rows, |row| row.last_study_day))
    .bind::<Array<Nullable<Timestamptz>>, _>(column(&rows, |row| row.last_reviewed_at))
    .bind::<Array<Nullable<SqlUuid>>, _>(column(&rows, |row| row.last_review_id))
    .bind::<Array<Integer>, _>(column(&rows, |row| row.reps))
    .bind::<Array<Integer>, _>(column(&rows, |row| row.lapses))
    .bind::<Array<Nullable<Timestamptz>>, _>(column(&rows, |row| row.reset_at))
    .bind::<Array<Nullable<Timestamptz>>, _>(column(&rows, |row| row.suspended_at))
    .bind::<Array<Nullable<Integer>>, _>(column(&rows, |row| row.buried_until))
    .bind::<Array<Integer>, _>(column(&rows, |row| row.pardoned_lapses))
    .bind::<Array<Nullable<Timestamptz>>, _>(column(&rows, |row| row.introduced_at))
    .load(connection)
    .await?;
    if words.is_empty() {
        return Ok(());
    }
    let words: Vec<WordId> = words.into_iter().map(|word| word.word_id.into()).collect();
    count_lessons_of(connection, learner, &words).await
}

/// Loads the learner's cards by id, in no particular order.
pub async fn cards_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[CardId],
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<CardRow> = cards::table
        .filter(cards::learner_id.eq(learner))
        .filter(cards::id.eq_any(ids))
        .select(columns::<CardRow>())
        .load(connection)
        .await?;
    rows.iter().map(card).collect()
}

/// Loads the learner's cards that were ever reviewed, in the order of their due times; at most `limit`.
pub async fn reviewed_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    limit: Option<i64>,
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<CardRow> = cards::table
        .filter(cards::learner_id.eq(learner))
        .filter(cards::reps.gt(0))
        .order((cards::due_at, cards::id))
        .limit(limit.unwrap_or(i64::MAX))
        .select(columns::<CardRow>())
        .load(connection)
        .await?;
    rows.iter().map(card).collect()
}

/// Loads the learner's cards of words; the cards of a word are in the order of skills.
pub async fn cards_of_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<CardRow> = cards::table
        .filter(cards::learner_id.eq(learner))
        .filter(cards::word_id.eq_any(words))
        .order((cards::position, cards::id))
        .select(columns::<CardRow>())
        .load(connection)
        .await?;
    rows.iter().map(card).collect()
}

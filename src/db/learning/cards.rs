//! Cards. The columns that hold a card's state are written from the fold of its reviews, and from nothing else.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::upsert::excluded;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::{cards, words};
use crate::db::stored::{parse, unsigned};
use crate::domain::ids::{AccountId, CardId, ReviewId, WordId};
use crate::domain::learning::card::{Card, CardPhase, CardState, LastReview, Memory};
use crate::domain::learning::study_day::StudyDay;

type LastReviewColumns = (Option<ReviewId>, Option<DateTime<Utc>>, Option<i32>);

type Row = (
    CardId,
    WordId,
    String,
    String,
    i16,
    (Option<f32>, Option<f32>),
    DateTime<Utc>,
    i32,
    Option<i32>,
    LastReviewColumns,
    (i32, i32),
    DateTime<Utc>,
);

#[auto_type(no_type_alias)]
fn columns() -> _ {
    let memory = (cards::stability, cards::difficulty);
    let last_review = (cards::last_review_id, cards::last_reviewed_at, cards::last_study_day);
    let counts = (cards::reps, cards::lapses);
    (
        cards::id,
        cards::word_id,
        cards::skill,
        cards::state,
        cards::step,
        memory,
        cards::due_at,
        cards::interval_days,
        cards::first_study_day,
        last_review,
        counts,
        cards::created_at,
    )
}

/// The phases of a card that was reviewed before.
const REVIEWED: [CardPhase; 3] = [CardPhase::Learning, CardPhase::Review, CardPhase::Relearning];

fn card(row: Row) -> Result<Card, DbError> {
    let (id, word_id, skill, phase, step, memory, due_at, interval, first_day, last, counts, created_at) =
        row;
    let memory = match memory {
        (Some(stability), Some(difficulty)) => Some(Memory { stability, difficulty }),
        _ => None,
    };
    let last_review = match last {
        (Some(id), Some(at), Some(day)) => Some(LastReview { id, at, study_day: StudyDay(day) }),
        _ => None,
    };
    let state = CardState {
        phase: parse(&phase)?,
        step: unsigned(step)?,
        memory,
        due_at,
        interval_days: unsigned(interval)?,
        first_study_day: first_day.map(StudyDay),
        last_review,
        reps: unsigned(counts.0)?,
        lapses: unsigned(counts.1)?,
    };
    Ok(Card { id, word_id, skill: parse(&skill)?, created_at, state })
}

#[derive(Insertable)]
#[diesel(table_name = cards)]
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
    last_study_day: Option<i32>,
    last_reviewed_at: Option<DateTime<Utc>>,
    last_review_id: Option<ReviewId>,
    reps: i32,
    lapses: i32,
    created_at: DateTime<Utc>,
}

fn new_row(learner_id: AccountId, card: &Card, position: i32) -> NewRow {
    let Card { id, word_id, skill, created_at, state } = card;
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
        last_study_day: state.last_review.map(|last| last.study_day.0),
        last_reviewed_at: state.last_review.map(|last| last.at),
        last_review_id: state.last_review.map(|last| last.id),
        reps: count(state.reps),
        lapses: count(state.lapses),
        created_at: *created_at,
    }
}

/// Makes the cards that the learner lacks; each with its place in the order in which new cards are shown.
pub async fn insert_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &[(Card, i32)],
) -> Result<(), DbError> {
    let rows: Vec<NewRow> = new.iter().map(|(card, position)| new_row(learner, card, *position)).collect();
    diesel::insert_into(cards::table)
        .values(rows)
        .on_conflict((cards::learner_id, cards::word_id, cards::skill))
        .do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

/// Writes the states of cards that are there and locked.
pub async fn update_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    changed: &[Card],
) -> Result<(), DbError> {
    // An upsert that never inserts: the one statement that writes many rows, each with values of its own.
    let rows: Vec<NewRow> = changed.iter().map(|card| new_row(learner, card, 0)).collect();
    diesel::insert_into(cards::table)
        .values(rows)
        .on_conflict((cards::learner_id, cards::id))
        .do_update()
        .set((
            cards::state.eq(excluded(cards::state)),
            cards::step.eq(excluded(cards::step)),
            cards::stability.eq(excluded(cards::stability)),
            cards::difficulty.eq(excluded(cards::difficulty)),
            cards::due_at.eq(excluded(cards::due_at)),
            cards::interval_days.eq(excluded(cards::interval_days)),
            cards::first_study_day.eq(excluded(cards::first_study_day)),
            cards::last_study_day.eq(excluded(cards::last_study_day)),
            cards::last_reviewed_at.eq(excluded(cards::last_reviewed_at)),
            cards::last_review_id.eq(excluded(cards::last_review_id)),
            cards::reps.eq(excluded(cards::reps)),
            cards::lapses.eq(excluded(cards::lapses)),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// The learner's cards by id, in no order.
pub async fn cards_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[CardId],
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<Row> = cards::table
        .filter(cards::learner_id.eq(learner))
        .filter(cards::id.eq_any(ids))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(card).collect()
}

/// Locks the learner's cards against other writers until the transaction ends, in the order of their ids, so that
/// two that lock the same cards wait for one another and never for ever.
pub async fn lock_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[CardId],
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<Row> = cards::table
        .filter(cards::learner_id.eq(learner))
        .filter(cards::id.eq_any(ids))
        .order(cards::id)
        .select(columns())
        .for_update()
        .load(connection)
        .await?;
    rows.into_iter().map(card).collect()
}

/// The learner's cards of words, for each word in the order of skills.
pub async fn cards_of_words(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<Row> = cards::table
        .filter(cards::learner_id.eq(learner))
        .filter(cards::word_id.eq_any(words))
        .order((cards::position, cards::id))
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(card).collect()
}

/// Cards of words that are still taught, that were reviewed before and are due again: first those in the steps of a day, which are a matter of
/// minutes, then those that come after days; of each the longest due first.
pub async fn due_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    now: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<Row> = cards::table
        .inner_join(words::table)
        .filter(words::retired_at.is_null())
        .filter(cards::learner_id.eq(learner))
        .filter(cards::state.eq_any(REVIEWED.map(CardPhase::as_str)))
        .filter(cards::due_at.le(now))
        .order((cards::state.eq(CardPhase::Review.as_str()), cards::due_at, cards::id))
        .limit(limit)
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(card).collect()
}

/// Cards of words that are still taught, that were never reviewed, those of the lesson that was started first first.
pub async fn new_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    limit: i64,
) -> Result<Vec<Card>, DbError> {
    let rows: Vec<Row> = cards::table
        .inner_join(words::table)
        .filter(words::retired_at.is_null())
        .filter(cards::learner_id.eq(learner))
        .filter(cards::state.eq(CardPhase::New.as_str()))
        .order((cards::created_at, cards::position, cards::id))
        .limit(limit)
        .select(columns())
        .load(connection)
        .await?;
    rows.into_iter().map(card).collect()
}

/// When the first becomes due of the cards that were reviewed before and are not due yet, of words that are still
/// taught.
pub async fn next_due_at(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>, DbError> {
    let earliest = cards::table
        .inner_join(words::table)
        .filter(words::retired_at.is_null())
        .filter(cards::learner_id.eq(learner))
        .filter(cards::state.eq_any(REVIEWED.map(CardPhase::as_str)))
        .filter(cards::due_at.gt(now))
        .select(diesel::dsl::min(cards::due_at))
        .first(connection)
        .await?;
    Ok(earliest)
}

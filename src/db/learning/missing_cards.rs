//! Cards that a learner lacks.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::ChangeNumber;
use super::lesson_counts::count_lessons_of;
use crate::db::DbError;
use crate::db::schema::cards;
use crate::db::statement::statement;
use crate::domain::ids::{AccountId, CardId, WordId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::study_day::StudyDay;

/// A card that was never reviewed.
#[derive(Debug, Clone, Copy)]
pub struct MissingCard {
    /// The card's id.
    pub id: CardId,
    /// The word.
    pub word: WordId,
    /// The skill.
    pub skill: Skill,
    /// The card's position in the order in which new cards are shown.
    pub position: i32,
    /// The study day before which the card is not shown. `None` if it is shown at once.
    pub from: Option<StudyDay>,
}

/// Inserts the cards that the learner lacks; no card may be there twice. New cards that are hidden until a later day are
/// shown when these are. The values are arrays, since an SQL statement has at most 65,535 parameters. Two SQL statements.
pub async fn insert_missing_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    new: &[MissingCard],
    now: DateTime<Utc>,
    change: ChangeNumber,
) -> Result<(), DbError> {
    let ids: Vec<Uuid> = new.iter().map(|card| card.id.uuid()).collect();
    let words: Vec<Uuid> = new.iter().map(|card| card.word.uuid()).collect();
    let skills: Vec<&str> = new.iter().map(|card| card.skill.as_str()).collect();
    let positions: Vec<i32> = new.iter().map(|card| card.position).collect();
    let from: Vec<Option<i32>> = new.iter().map(|card| card.from.map(|day| day.0)).collect();
    statement(
        "INSERT INTO cards (learner_id, id, word_id, skill, position, state, step, due_at, interval_days, reps, lapses,
           pardoned_lapses, created_at, buried_until, change_number)
         SELECT $1, new.id, new.word_id, new.skill, new.position, 'new', 0, $7, 0, 0, 0, 0, $7, new.from_day, $8
         FROM unnest($2, $3, $4, $5, $6) AS new (id, word_id, skill, position, from_day)
         ON CONFLICT (learner_id, word_id, skill) DO UPDATE
         SET buried_until = excluded.buried_until, change_number = excluded.change_number
         WHERE cards.state = 'new' AND coalesce(excluded.buried_until < cards.buried_until,
           cards.buried_until IS NOT NULL AND excluded.buried_until IS NULL)",
    )
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(words)
    .bind::<Array<Text>, _>(skills)
    .bind::<Array<Integer>, _>(positions)
    .bind::<Array<Nullable<Integer>>, _>(from)
    .bind::<Timestamptz, _>(now)
    .bind::<BigInt, _>(change.0)
    .execute(connection)
    .await?;
    let words: Vec<WordId> = new.iter().map(|card| card.word).collect();
    count_lessons_of(connection, learner, &words).await
}

/// Loads the words of which the learner has cards, in the order of their ids.
pub async fn words_with_cards(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<WordId>, DbError> {
    let words = cards::table
        .filter(cards::learner_id.eq(learner))
        .order(cards::word_id)
        .select(cards::word_id)
        .distinct()
        .load(connection)
        .await?;
    Ok(words)
}

//! Bringing assignments to learners: that they are for them, and the cards of their words.

use chrono::{DateTime, Utc};
use diesel::sql_types::{Array, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::domain::ids::{AccountId, AssignmentId, WordId};
use crate::domain::learning::card::Skill;
use crate::domain::learning::study_day::StudyDay;

/// A card to make of an assigned word.
#[derive(Debug, Clone, Copy)]
pub struct AssignedCard {
    /// The word.
    pub word: WordId,
    /// What is practised of it.
    pub skill: Skill,
    /// The study day before which it is not shown; none: it is shown at once.
    pub from: Option<StudyDay>,
}

/// Begins a change of what is the learners', as `begin_change` begins one. In the order of their ids: so whoever else locks
/// several learners, and does it in the same order, never waits for somebody who waits for them.
async fn begin_changes(connection: &mut AsyncPgConnection, learners: &[Uuid]) -> Result<(), DbError> {
    diesel::sql_query(
        "UPDATE learners SET change_number = change_number + 1
         WHERE learner_id = ANY (ARRAY (
           SELECT learner_id FROM learners WHERE learner_id = ANY ($1) ORDER BY learner_id FOR NO KEY UPDATE))",
    )
    .bind::<Array<SqlUuid>, _>(learners)
    .execute(connection)
    .await?;
    Ok(())
}

/// Says that assignments are for learners, and makes those cards of the words that they lack and practise. Three statements,
/// however many learners there are.
pub async fn assign(
    connection: &mut AsyncPgConnection,
    learners: &[AccountId],
    assignments: &[AssignmentId],
    cards: &[AssignedCard],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let learners: Vec<Uuid> = learners.iter().map(|id| id.uuid()).collect();
    begin_changes(connection, &learners).await?;
    let ids: Vec<Uuid> = assignments.iter().map(|id| id.uuid()).collect();
    diesel::sql_query(
        "INSERT INTO assignment_members (learner_id, assignment_id, change_number)
         SELECT learners.learner_id, assignment.id, learners.change_number
         FROM learners CROSS JOIN unnest($2) AS assignment (id)
         WHERE learners.learner_id = ANY ($1)
         ON CONFLICT (learner_id, assignment_id) DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(&learners)
    .bind::<Array<SqlUuid>, _>(ids)
    .execute(connection)
    .await?;
    let words: Vec<Uuid> = cards.iter().map(|card| card.word.uuid()).collect();
    let skills: Vec<&str> = cards.iter().map(|card| card.skill.as_str()).collect();
    let positions: Vec<i32> = (0..).take(cards.len()).collect();
    let from: Vec<Option<i32>> = cards.iter().map(|card| card.from.map(|day| day.0)).collect();
    // The columns of the state are those of a card that was never reviewed. In the order of the indexes, which for many
    // learners is twice as fast.
    diesel::sql_query(
        "INSERT INTO cards (learner_id, id, word_id, skill, position, state, step, due_at, interval_days,
           reps, lapses, pardoned_lapses, created_at, buried_until, change_number)
         SELECT learners.learner_id, gen_random_uuid(), new.word_id, new.skill, new.position, 'new', 0, $6, 0,
           0, 0, 0, $6, new.from_day, learners.change_number
         FROM learners CROSS JOIN unnest($2, $3, $4, $5) AS new (word_id, skill, position, from_day)
         WHERE learners.learner_id = ANY ($1) AND new.skill = ANY (learners.skills)
         ORDER BY learners.learner_id, new.position
         ON CONFLICT (learner_id, word_id, skill) DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(&learners)
    .bind::<Array<SqlUuid>, _>(words)
    .bind::<Array<Text>, _>(skills)
    .bind::<Array<Integer>, _>(positions)
    .bind::<Array<Nullable<Integer>>, _>(from)
    .bind::<Timestamptz, _>(now)
    .execute(connection)
    .await?;
    Ok(())
}

//! Cards for skills and words added to lessons after learners started them.

use chrono::{DateTime, Utc};
use diesel::QueryableByName;
use diesel::sql_types::{Array, Integer, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::statement::statement;
use crate::domain::learning::additions::Addition;

#[derive(QueryableByName)]
struct LearnerRow {
    #[diesel(sql_type = SqlUuid)]
    learner_id: Uuid,
}

/// Creates the cards for skills and words that were added to lessons, for all learners who have started the lesson and
/// practise the skill. Returns the number of cards. At most two SQL statements, however many learners there are.
pub async fn insert_additions(
    connection: &mut AsyncPgConnection,
    added: &[Addition],
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    if added.is_empty() {
        return Ok(0);
    }
    let lessons: Vec<Uuid> = added.iter().map(|addition| addition.lesson_id.uuid()).collect();
    // Begins a change of these learners' data. In the order of ids, as `begin_changes` does.
    let learners: Vec<LearnerRow> = statement(
        "UPDATE learners SET change_number = change_number + 1
         WHERE learner_id = ANY (ARRAY (
           SELECT learner_id FROM learners
           WHERE learner_id IN (SELECT learner_id FROM lesson_starts WHERE lesson_id = ANY ($1))
           ORDER BY learner_id FOR NO KEY UPDATE))
         RETURNING learner_id",
    )
    .bind::<Array<SqlUuid>, _>(&lessons)
    .load(connection)
    .await?;
    let learners: Vec<Uuid> = learners.into_iter().map(|row| row.learner_id).collect();
    let words: Vec<Uuid> = added.iter().map(|addition| addition.word_id.uuid()).collect();
    let skills: Vec<&str> = added.iter().map(|addition| addition.skill.as_str()).collect();
    let positions: Vec<i32> = (0..).take(added.len()).collect();
    // The state columns are those of a card that was never reviewed.
    let made = statement(
        "INSERT INTO cards (learner_id, id, word_id, skill, position, state, step, due_at, interval_days,
           reps, lapses, pardoned_lapses, created_at, change_number)
         SELECT learner_id, gen_random_uuid(), added.word_id, added.skill, added.position, 'new', 0, $6, 0,
           0, 0, 0, $6, learners.change_number
         FROM unnest($1, $2, $3, $4) AS added (lesson_id, word_id, skill, position)
         JOIN lesson_starts USING (lesson_id)
         JOIN learners USING (learner_id)
         WHERE learner_id = ANY ($5) AND added.skill = ANY (learners.skills)
         ON CONFLICT (learner_id, word_id, skill) DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(&lessons)
    .bind::<Array<SqlUuid>, _>(words)
    .bind::<Array<Text>, _>(skills)
    .bind::<Array<Integer>, _>(positions)
    .bind::<Array<SqlUuid>, _>(learners)
    .bind::<Timestamptz, _>(now)
    .execute(connection)
    .await?;
    Ok(made)
}

//! The counts of a learner's words in each lesson: rows computed from the cards, written in the transaction that changes
//! the cards. Progress is read from them, so that a club's roster doesn't read every card of every member.

use diesel::prelude::*;
use diesel::sql_types::{Array, Integer, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::cards::{CardRow, card};
use crate::db::DbError;
use crate::db::schema::{cards, learners, lesson_counts};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns};
use crate::domain::ids::{AccountId, LessonId, WordId};
use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::progress::{MATURE_INTERVAL_DAYS, WordCounts};

/// Counts the words of the lessons to which the given words belong.
pub(super) async fn count_lessons_of(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    words: &[WordId],
) -> Result<(), DbError> {
    let words: Vec<Uuid> = words.iter().map(|word| word.uuid()).collect();
    statement(concat!(
        "WITH scope AS (SELECT DISTINCT $2 AS learner_id, lesson_id FROM words WHERE id = ANY ($3)) ",
        include_str!("count_lessons.sql")
    ))
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<SqlUuid>, _>(words)
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts the words of all lessons of a learner, after the learner has chosen other skills.
pub async fn count_all_lessons(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<(), DbError> {
    statement(concat!(
        "WITH scope AS (
           SELECT DISTINCT learner_id, lesson_id FROM cards JOIN words ON words.id = cards.word_id
           WHERE learner_id = $2) ",
        include_str!("count_lessons.sql")
    ))
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .bind::<SqlUuid, _>(learner)
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts the words of the given lessons, whether or not the learner has cards of them.
pub async fn recount_lessons(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    lessons: &[LessonId],
) -> Result<(), DbError> {
    let lessons: Vec<Uuid> = lessons.iter().map(|id| id.uuid()).collect();
    statement(concat!(
        "WITH scope AS (SELECT $2 AS learner_id, unnest($3) AS lesson_id) ",
        include_str!("count_lessons.sql")
    ))
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .bind::<SqlUuid, _>(learner)
    .bind::<Array<SqlUuid>, _>(lessons)
    .execute(connection)
    .await?;
    Ok(())
}

/// Counts the words of lessons for every learner who has cards of them, after the content has changed. Two SQL statements.
pub async fn count_changed_lessons(
    connection: &mut AsyncPgConnection,
    lessons: &[LessonId],
) -> Result<(), DbError> {
    if lessons.is_empty() {
        return Ok(());
    }
    let lessons: Vec<Uuid> = lessons.iter().map(|id| id.uuid()).collect();
    // A change of a learner's cards that began before this one must end first: it has counted with the former content.
    // In the order of ids, as `begin_changes` does.
    statement(
        "SELECT FROM learners
         WHERE learner_id IN (
           SELECT learner_id FROM cards JOIN words ON words.id = cards.word_id WHERE lesson_id = ANY ($1)
           UNION SELECT learner_id FROM lesson_counts WHERE lesson_id = ANY ($1))
         ORDER BY learner_id FOR NO KEY UPDATE",
    )
    .bind::<Array<SqlUuid>, _>(&lessons)
    .execute(connection)
    .await?;
    statement(concat!(
        "WITH scope AS (
           SELECT DISTINCT learner_id, lesson_id FROM cards JOIN words ON words.id = cards.word_id
           WHERE lesson_id = ANY ($2)
           UNION SELECT learner_id, lesson_id FROM lesson_counts WHERE lesson_id = ANY ($2)) ",
        include_str!("count_lessons.sql")
    ))
    .bind::<Integer, _>(MATURE_INTERVAL_DAYS)
    .bind::<Array<SqlUuid>, _>(&lessons)
    .execute(connection)
    .await?;
    Ok(())
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lesson_counts)]
struct Row {
    lesson_id: LessonId,
    words: i32,
    begun: i32,
    learned: i32,
    mature: i32,
}

/// Loads the counts of a learner's words in each lesson of which the learner ever had cards. `total` counts the words of
/// which the learner has cards.
pub async fn lesson_counts(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Vec<(LessonId, WordCounts)>, DbError> {
    let rows: Vec<Row> = lesson_counts::table
        .filter(lesson_counts::learner_id.eq(learner))
        .select(columns::<Row>())
        .load(connection)
        .await?;
    let counts = |row: Row| {
        let place = Place::new("lesson_counts", &row.lesson_id);
        let counts = WordCounts {
            total: place.unsigned("words", row.words)?,
            begun: place.unsigned("begun", row.begun)?,
            learned: place.unsigned("learned", row.learned)?,
            mature: place.unsigned("mature", row.mature)?,
        };
        Ok((row.lesson_id, counts))
    };
    rows.into_iter().map(counts).collect()
}

/// Loads all cards of a learner, in no particular order, and the skills that the learner practises. `None` if there is
/// no such learner.
pub async fn cards_and_skills(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
) -> Result<Option<(Vec<Card>, Vec<Skill>)>, DbError> {
    let rows: Vec<CardRow> = cards::table
        .filter(cards::learner_id.eq(learner))
        .select(columns::<CardRow>())
        .load(connection)
        .await?;
    let skills: Option<Vec<Option<String>>> =
        learners::table.find(learner).select(learners::skills).first(connection).await.optional()?;
    let Some(skills) = skills else { return Ok(None) };
    let place = Place::new("learners", &learner);
    Ok(Some((
        rows.iter().map(card).collect::<Result<_, _>>()?,
        skills.iter().flatten().map(|skill| place.parse("skills", skill)).collect::<Result<_, _>>()?,
    )))
}

//! Grading an answer without writing anything.

use std::sync::Arc;

use super::answers::Grader;
use crate::app::{AppError, Caller};
use crate::db;
use crate::domain::ids::CardId;
use crate::domain::learning::exercise::{Answer, Asked, ExerciseId, Graded};
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// An answer that was graded, and of which nothing is kept.
#[derive(Debug, Clone)]
pub struct Checked {
    /// What grading found, and what would have been right.
    pub graded: Graded,
    /// The card's word.
    pub word: Arc<Word>,
}

/// Grades an answer to one of the viewer's cards: to the exercise of this id, or to what the card is asked for without
/// one. None: the viewer has no such card.
pub async fn check_answer(
    caller: &Caller,
    card: Option<CardId>,
    exercise_id: Option<&str>,
    answer: &Answer,
) -> Result<Option<Checked>, AppError> {
    let viewer = caller.viewer()?;
    let named = exercise_id.map(|id| ExerciseId::parse(id).ok_or(Problem::InvalidExercise));
    let named = named.transpose().map_err(|problem| AppError::refused_at(problem, "exerciseId"))?;
    let id = card.or(named.map(|id| id.card)).ok_or(AppError::refused_at(Problem::Required, "cardId"))?;
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    let found = db::learning::cards_with_synonyms(&mut connection, viewer.account.id, &[id]).await?;
    let Some((card, synonyms)) = found.into_iter().next() else { return Ok(None) };
    let Some(word) = catalogue.word(card.word_id) else { return Ok(None) };
    let grader = Grader::new(&catalogue, &viewer.settings);
    let asked = Asked::of(&card, exercise_id, answer).map_err(AppError::refused)?;
    let grade = grader.grade(&asked, answer, word, &synonyms).map_err(AppError::refused)?;
    // A rating by hand has nothing to be graded.
    let grade = grade.ok_or(AppError::refused_at(Problem::InvalidAnswer, "answer"))?;
    let told = grader.told(&asked, grade, &answer.stored(&asked.task), word, &synonyms);
    Ok(Some(Checked { graded: told, word: word.clone() }))
}

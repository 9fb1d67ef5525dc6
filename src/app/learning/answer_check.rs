//! Grading an answer without recording it.

use std::sync::Arc;

use super::grader::Grader;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::domain::ids::CardId;
use crate::domain::learning::exercise::{Answer, ExerciseId, GradedAnswer, Prompt};
use crate::domain::learning::grading::Keyboard;
use crate::domain::learning::word::Word;
use crate::domain::problem::Problem;

/// The result of grading an answer that is not recorded.
#[derive(Debug, Clone)]
pub struct AnswerCheck {
    /// The grade, and the answers that would have been right.
    pub graded: GradedAnswer,
    /// The card's word.
    pub word: Arc<Word>,
}

/// Grades an answer to one of the viewer's cards. The answer is to the exercise with this id; without an id, to the
/// card's default exercise. Without a keyboard, that of the settings counts. `None` if the viewer has no card with this
/// id.
pub async fn check_answer(
    caller: &Caller,
    card: Option<CardId>,
    exercise_id: Option<&str>,
    answer: &Answer,
    keyboard: Option<Keyboard>,
) -> Result<Option<AnswerCheck>, AppError> {
    let viewer = caller.viewer()?;
    let named = exercise_id.map(|id| ExerciseId::parse(id).ok_or(Problem::InvalidExercise));
    let named = named.transpose().at("exerciseId")?;
    let id = card.or(named.map(|id| id.card)).ok_or(AppError::refused_at(Problem::Required, "cardId"))?;
    let catalogue = caller.catalogue().await?;
    let connection = caller.connection().await?;
    let found = db::learning::cards_with_synonyms(&connection, viewer.account.id, &[id]).await?;
    let Some((card, synonyms)) = found.into_iter().next() else { return Ok(None) };
    let Some(word) = catalogue.word(card.word_id) else { return Ok(None) };
    let grader = Grader::new(&catalogue, &viewer.settings);
    let exercise = Prompt::find(&card, exercise_id, answer).map_err(AppError::refused)?;
    let grade = grader.grade(&exercise, answer, keyboard, word, &synonyms).map_err(AppError::refused)?;
    // A rating by hand cannot be graded.
    let grade = grade.ok_or(AppError::refused_at(Problem::InvalidAnswer, "answer"))?;
    let result = grader.graded(&exercise, grade, &answer.stored(&exercise.task), word, &synonyms);
    Ok(Some(AnswerCheck { graded: result, word: word.clone() }))
}

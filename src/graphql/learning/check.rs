//! Grading without writing.

use async_graphql::{Context, ID, InputObject, Object};

use super::grade::Grade;
use super::mutation::{ReviewAnswerInput, answer};
use crate::app::learning as app;
use crate::domain::ids::CardId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// An answer to grade.
#[derive(InputObject)]
pub struct CheckAnswerInput {
    /// The id of the exercise that is answered, at most 200 characters; without it, see `ReviewInput.exerciseId`.
    pub exercise_id: Option<ID>,
    /// The card; may be left out where `exerciseId` is given, which names it.
    pub card_id: Option<ID>,
    /// What was answered; a `rating` has nothing to be graded, and is refused.
    pub answer: ReviewAnswerInput,
}

/// Grading without writing.
#[derive(Default)]
pub struct CheckQuery;

#[Object]
impl CheckQuery {
    /// Grades an answer as `submitReviews` would, and writes nothing: for practice beyond the schedule, and for a client that
    /// lets learners correct a slip of the pen. Null: the viewer has no such card. What can't be graded is the error
    /// `BAD_USER_INPUT`. Somebody has to be logged in.
    async fn check_answer(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What was answered to what.")] input: CheckAnswerInput,
    ) -> Result<Option<Grade>, ApiError> {
        let caller = &request(context).caller;
        caller.viewer()?;
        // What is no card's id is nobody's card.
        let card = match &input.card_id {
            Some(id) => match CardId::from_global(id) {
                Some(card) => Some(card),
                None => return Ok(None),
            },
            None => None,
        };
        let exercise = input.exercise_id.as_deref().map(String::as_str);
        let checked = app::check_answer(caller, card, exercise, &answer(input.answer)).await?;
        let Some(checked) = checked else { return Ok(None) };
        let catalogue = caller.catalogue().await?;
        Ok(Some(Grade::new(checked.graded, checked.word, &catalogue)))
    }
}

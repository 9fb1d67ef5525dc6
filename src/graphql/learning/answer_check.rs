//! The query `checkAnswer`: grades an answer without recording it.

use async_graphql::{Context, ID, InputObject, Object};

use super::grade::Grade;
use super::study_mutation::{ReviewAnswerInput, to_answer};
use crate::app::learning as app;
use crate::domain::ids::CardId;
use crate::graphql::accounts::Keyboard;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// An answer to grade.
#[derive(InputObject)]
pub struct CheckAnswerInput {
    /// The id of the exercise that is answered, at most 200 characters. If omitted, the exercise follows from the card,
    /// as described in `ReviewInput.exerciseId`.
    pub exercise_id: Option<ID>,
    /// The id of the card. May be omitted if `exerciseId` is given, because the exercise id names the card.
    pub card_id: Option<ID>,
    /// The answer. A `rating` is refused, because there is nothing to grade.
    pub answer: ReviewAnswerInput,
    /// The keyboard on which the answer was typed, if the client knows it. Defaults to the keyboard in the settings
    /// (`LearnerSettings.keyboard`).
    pub keyboard: Option<Keyboard>,
}

/// The query `checkAnswer`: grades an answer without recording it.
#[derive(Default)]
pub struct AnswerCheckQuery;

#[Object]
impl AnswerCheckQuery {
    /// Grades an answer as `submitReviews` would, without recording it. Clients can use it to let learners correct a
    /// slip before they submit the answer. Null if the viewer has no card with this id. An answer that cannot be graded
    /// fails with the error `BAD_USER_INPUT`. Requires a login.
    async fn check_answer(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The answer, and the exercise or card that it answers.")] input: CheckAnswerInput,
    ) -> Result<Option<Grade>, ApiError> {
        let caller = &request(context).caller;
        caller.viewer()?;
        // An id that is not a card id identifies no card.
        let card = match &input.card_id {
            Some(id) => match CardId::from_global(id) {
                Some(card) => Some(card),
                None => return Ok(None),
            },
            None => None,
        };
        let exercise = input.exercise_id.as_deref().map(String::as_str);
        let keyboard = input.keyboard.map(Into::into);
        let checked = app::check_answer(caller, card, exercise, &to_answer(input.answer), keyboard).await?;
        let Some(checked) = checked else { return Ok(None) };
        let catalogue = caller.catalogue().await?;
        Ok(Some(Grade::new(checked.graded, checked.word, &catalogue)))
    }
}

//! The study queue and its exercises.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject, Union};

use super::{Card, Word};
use crate::app::learning as app;
use crate::domain::ids::WordId;
use crate::domain::learning::card::Skill;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::{LanguageTag, global_id};

/// A card to study now, and what to ask.
#[derive(SimpleObject)]
pub struct StudyItem {
    /// The card.
    card: Card,
    /// What to ask. The same card asks the same until it is reviewed.
    exercise: Exercise,
}

/// What to ask of a card.
#[derive(Union)]
pub enum Exercise {
    /// Choose the meaning.
    ChooseMeaning(ChooseMeaningExercise),
    /// Type the word.
    TypeWord(TypeWordExercise),
}

/// Choose the meaning of a Kazakh word among several. Answered by `ReviewAnswerInput.choice`.
pub struct ChooseMeaningExercise {
    word_id: WordId,
    language: LanguageTag,
    choices: Vec<(WordId, String)>,
}

/// Choose the meaning of a Kazakh word among several. Answered by `ReviewAnswerInput.choice`.
#[Object]
impl ChooseMeaningExercise {
    /// The word to show; null never, but for a fault.
    async fn word(&self, context: &Context<'_>) -> Result<Option<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.word(self.word_id).cloned().map(Word))
    }

    /// The language of the meanings: the learner's, or Russian, then English, where the word has no gloss in it.
    async fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The meanings to choose from, in the order to show them; exactly one is right.
    async fn choices(&self) -> Vec<MeaningChoice> {
        let choice =
            |(id, meaning): &(WordId, String)| MeaningChoice { id: global_id(*id), meaning: meaning.clone() };
        self.choices.iter().map(choice).collect()
    }
}

/// A meaning to choose.
#[derive(SimpleObject)]
pub struct MeaningChoice {
    /// To be sent back as `ReviewAnswerInput.choice`.
    id: ID,
    /// The meaning to show.
    meaning: String,
}

/// Type the Kazakh word for a meaning. Answered by `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct TypeWordExercise {
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
}

impl From<app::StudyItem> for StudyItem {
    fn from(item: app::StudyItem) -> Self {
        let app::StudyItem { card, meaning, language, choices } = item;
        let language = LanguageTag::from(&language);
        let exercise = match card.skill {
            Skill::Recognize => {
                Exercise::ChooseMeaning(ChooseMeaningExercise { word_id: card.word_id, language, choices })
            }
            _ => Exercise::TypeWord(TypeWordExercise { meaning, language }),
        };
        Self { card: Card(Arc::new(card)), exercise }
    }
}

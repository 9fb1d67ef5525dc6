//! What the viewer adds to words.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::Word;
use crate::app::learning::{self as app, LearnerWordChange};
use crate::domain::ids::WordId;
use crate::domain::learning::learner_word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::loaders::learning::OwnOf;
use crate::graphql::scalars::LanguageTag;

/// What a learner has added to a word. Nobody else sees it.
#[derive(SimpleObject)]
pub struct LearnerWord {
    /// What they want to remember of it; null: nothing.
    note: Option<String>,
    /// Meanings that are accepted of them beside those of the content, by language, in the order of the tags.
    synonyms: Vec<Synonyms>,
}

/// A learner's own meanings of a word in a language.
#[derive(SimpleObject)]
pub struct Synonyms {
    /// The language.
    language: LanguageTag,
    /// The meanings; never empty.
    texts: Vec<String>,
}

impl LearnerWord {
    /// What the viewer has added to a word; none: nothing.
    pub(super) async fn of(context: &Context<'_>, word: WordId) -> Result<Option<Self>, ApiError> {
        let request = request(context);
        if request.caller.viewer.is_none() {
            return Ok(None);
        }
        let found = request.loader().load_one(OwnOf(word)).await?;
        Ok(found.filter(|own| !own.is_empty()).map(|own| Self::from(domain::LearnerWord::clone(&own))))
    }
}

impl From<domain::LearnerWord> for LearnerWord {
    fn from(own: domain::LearnerWord) -> Self {
        let synonyms = |(language, texts)| Synonyms { language: LanguageTag(language), texts };
        Self { note: own.note, synonyms: own.synonyms.into_iter().map(synonyms).collect() }
    }
}

/// A learner's own meanings of a word in a language.
#[derive(InputObject)]
pub struct SynonymsInput {
    /// The language.
    pub language: LanguageTag,
    /// At most 20 meanings of 1 to 100 characters. What differs in case, spaces and punctuation alone is one.
    pub texts: Vec<String>,
}

/// What the viewer adds to a word; what is left out stays.
#[derive(InputObject)]
pub struct UpdateLearnerWordInput {
    /// The word.
    pub word_id: ID,
    /// A note of at most 2,000 characters, which may have several lines; null or empty: it goes.
    pub note: MaybeUndefined<String>,
    /// All meanings of their own, in at most 8 languages, each once; empty: they go.
    pub synonyms: Option<Vec<SynonymsInput>>,
}

/// What came of `updateLearnerWord`.
#[derive(SimpleObject)]
pub struct UpdateLearnerWordPayload {
    /// The word; null: see `errors`.
    word: Option<Word>,
    /// What the viewer has added to it now; null: nothing, or see `errors`.
    learner_word: Option<LearnerWord>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`, `INVALID_NOTE`, `INVALID_LANGUAGE_TAG`,
    /// `INVALID_SYNONYM`, `TOO_MANY_SYNONYMS`, `BLOCKED_SYNONYM`, `SYNONYM_OF_ANOTHER_WORD`.
    errors: Vec<UserError>,
}

/// Adding to words.
#[derive(Default)]
pub struct LearnerWordMutation;

#[Object]
impl LearnerWordMutation {
    /// Changes what the viewer has added to a word: a note, and meanings that are accepted of them too. Somebody has to be
    /// logged in.
    async fn update_learner_word(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateLearnerWordInput,
    ) -> Result<Option<UpdateLearnerWordPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let lists =
            |lists: Vec<SynonymsInput>| lists.into_iter().map(|list| (list.language.0, list.texts)).collect();
        let change = LearnerWordChange {
            note: match input.note {
                MaybeUndefined::Undefined => None,
                MaybeUndefined::Null => Some(None),
                MaybeUndefined::Value(note) => Some(Some(note)),
            },
            synonyms: input.synonyms.map(lists),
        };
        let id = WordId::from_global_or_nil(&input.word_id);
        let updated = app::update_learner_word(&request.caller, id, change).await;
        let (updated, errors) = settle(updated, request.language)?;
        let (word, own) = updated.unzip();
        let own = own.filter(|own| !own.is_empty()).map(LearnerWord::from);
        Ok(Some(UpdateLearnerWordPayload {
            word: word.map(|word: Arc<_>| Word(word)),
            learner_word: own,
            errors,
        }))
    }
}

//! A learner's own additions to words: notes and synonyms.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use graphql_engine::ListOf;

use super::Word;
use crate::app::learning::{self as app, LearnerWordChange};
use crate::domain::ids::WordId;
use crate::domain::learning::learner_word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::loaders::learning::LearnerWordOf;
use crate::graphql::scalars::LanguageTag;

/// A learner's own additions to a word. Only the learner sees them.
#[derive(SimpleObject)]
pub struct LearnerWord {
    /// The learner's note on the word. Null if there is none.
    note: Option<String>,
    /// Meanings that are accepted from this learner in addition to those of the content, by language, in the order of
    /// the language tags.
    synonyms: ListOf<Synonyms>,
}

/// A learner's own meanings of a word in one language.
#[derive(SimpleObject)]
pub struct Synonyms {
    /// The language.
    language: LanguageTag,
    /// The meanings; never empty.
    texts: ListOf<String>,
}

impl LearnerWord {
    /// Loads the viewer's additions to a word. `None` if there are none, or if nobody is logged in.
    pub(super) async fn of(context: &Context<'_>, word: WordId) -> Result<Option<Self>, ApiError> {
        let request = request(context);
        if request.caller.viewer.is_none() {
            return Ok(None);
        }
        let found = request.loader().load_one(LearnerWordOf(word)).await?;
        Ok(found.filter(|own| !own.is_empty()).map(|own| Self::from(domain::LearnerWord::clone(&own))))
    }
}

impl From<domain::LearnerWord> for LearnerWord {
    fn from(own: domain::LearnerWord) -> Self {
        let synonyms = |(language, texts): (String, Vec<String>)| Synonyms {
            language: LanguageTag(language),
            texts: texts.into(),
        };
        Self { note: own.note, synonyms: own.synonyms.into_iter().map(synonyms).collect() }
    }
}

/// A learner's own meanings of a word in one language.
#[derive(InputObject)]
pub struct SynonymsInput {
    /// The language.
    pub language: LanguageTag,
    /// At most 20 meanings of 1 to 100 characters. Meanings that differ only in case, spaces and punctuation count as
    /// one.
    pub texts: Vec<String>,
}

/// The viewer's additions to a word. Omitted fields stay as they are.
#[derive(InputObject)]
pub struct UpdateLearnerWordInput {
    /// The id of the word.
    pub word_id: ID,
    /// A note of at most 2,000 characters; line breaks are allowed. Null or an empty text removes it.
    pub note: MaybeUndefined<String>,
    /// All of the viewer's own meanings, in at most 8 languages, each language once. An empty list removes them.
    pub synonyms: Option<Vec<SynonymsInput>>,
}

/// The result of `updateLearnerWord`.
#[derive(SimpleObject)]
pub struct UpdateLearnerWordPayload {
    /// The word.
    word: Option<Word>,
    /// The viewer's additions to the word now. Also null if there are none.
    learner_word: Option<LearnerWord>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`, `INVALID_NOTE`,
    /// `INVALID_LANGUAGE_TAG`, `INVALID_SYNONYM`, `TOO_MANY_SYNONYMS`, `BLOCKED_SYNONYM`, `SYNONYM_OF_ANOTHER_WORD`.
    errors: ListOf<UserError>,
}

/// Mutations of a learner's own additions to words.
#[derive(Default)]
pub struct LearnerWordMutation;

#[Object]
impl LearnerWordMutation {
    /// Changes the viewer's additions to a word: a note, and meanings that are also accepted as the viewer's answers.
    /// Requires a login.
    async fn update_learner_word(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The word and the changes.")] input: UpdateLearnerWordInput,
    ) -> Result<Option<UpdateLearnerWordPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let lists =
            |lists: Vec<SynonymsInput>| lists.into_iter().map(|list| (list.language.0, list.texts)).collect();
        let change = LearnerWordChange { note: input.note.into(), synonyms: input.synonyms.map(lists) };
        let id = WordId::from_global_or_nil(&input.word_id);
        let updated = app::update_learner_word(&request.caller, id, change).await;
        let (updated, errors) = settle(updated, context)?;
        let (word, own) = updated.unzip();
        let own = own.filter(|own| !own.is_empty()).map(LearnerWord::from);
        Ok(Some(UpdateLearnerWordPayload {
            word: word.map(|word: Arc<_>| Word(word)),
            learner_word: own,
            errors,
        }))
    }
}

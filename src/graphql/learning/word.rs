//! Words, their glosses and examples.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};

use super::course::version;
use super::learner_word::LearnerWord;
use super::statistics::WordMemory;
use super::{Card, Lesson};
use crate::domain::learning::settings::gloss_chain_of;
use crate::domain::learning::word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::CardsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Language, LanguageTag, global_id};
use crate::graphql::texts::in_language;

/// The class that a word belongs to by its grammar.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::PartOfSpeech")]
pub enum PartOfSpeech {
    /// A noun (зат есім).
    Noun,
    /// A verb (етістік); its headword is the form in -у.
    Verb,
    /// An adjective (сын есім).
    Adjective,
    /// An adverb (үстеу).
    Adverb,
    /// A numeral (сан есім).
    Numeral,
    /// A pronoun (есімдік).
    Pronoun,
    /// A postposition (септеулік).
    Postposition,
    /// A conjunction (жалғаулық).
    Conjunction,
    /// An interjection (одағай).
    Interjection,
    /// A particle (демеулік).
    Particle,
    /// Several words that are learned as one.
    Phrase,
}

/// How far a learner is who needs a word: a level of the Common European Framework of Reference for Languages.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Level")]
pub enum CefrLevel {
    /// Breakthrough: a beginner's words.
    A1,
    /// Waystage: the words of everyday life.
    A2,
    /// Threshold: what an independent speaker needs.
    B1,
    /// Vantage: what a fluent speaker needs.
    B2,
    /// Effective operational proficiency.
    C1,
    /// Mastery.
    C2,
}

/// A word that is taught.
#[derive(Clone)]
pub struct Word(pub Arc<domain::Word>);

/// A Kazakh word that is taught (a lexeme).
#[Object]
impl Word {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name within its course.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Its dictionary form, in Kazakh Cyrillic.
    async fn headword(&self) -> &str {
        &self.0.headword
    }

    /// Other correct spellings of it, accepted as answers.
    async fn variants(&self) -> &[String] {
        &self.0.variants
    }

    /// Its class.
    async fn part_of_speech(&self) -> PartOfSpeech {
        self.0.part_of_speech.into()
    }

    /// How far a learner is who needs it; null: not said.
    async fn level(&self) -> Option<CefrLevel> {
        self.0.level.map(Into::into)
    }

    /// What else a learner should know of it, such as how it sounds or to whom it is said; null: nothing.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.note.as_ref().map(|text| in_language(context, text, lang))
    }

    /// Whether it was withdrawn: it is in no lesson any more and asked for no more. Cards and reviews of it stay. A word that
    /// got a new meaning is withdrawn, too, and a new one stands in its place, under the same slug.
    async fn is_withdrawn(&self) -> bool {
        self.0.retired
    }

    /// The version of the content in which it last changed: anything that is said of it, or its place, or that it was
    /// withdrawn. Versions only grow; not every number is used.
    async fn content_version(&self) -> i32 {
        version(self.0.content_version)
    }

    /// The lesson that teaches it, or taught it before it was withdrawn; null never, but for a fault.
    async fn lesson(&self, context: &Context<'_>) -> Result<Option<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lesson(self.0.lesson_id).cloned().map(Lesson))
    }

    /// What it means: for each language the meaning that is shown first, then others that are accepted too.
    #[graphql(complexity = "list_cost(if languages.is_some() { 2 } else { 12 }, child_complexity)")]
    async fn glosses(
        &self,
        #[graphql(
            desc = "In the first of these languages that it has a gloss in, which `Gloss.language` tells; \
                          empty if it has none in any of them, and Russian and English are never wanting. `zh` and \
                          `zh-CN` find `zh-Hans`, `uig` finds `ug`; what is no tag finds nothing. Without it, in all \
                          languages."
        )]
        languages: Option<Vec<LanguageTag>>,
    ) -> Vec<Gloss> {
        let glosses = |meanings: &domain::Meanings| {
            let language = LanguageTag::from(&meanings.language);
            let texts = meanings.accepted.clone();
            texts.into_iter().map(move |text| Gloss { language: language.clone(), text })
        };
        let Some(languages) = languages else { return self.0.meanings.iter().flat_map(glosses).collect() };
        let wanted: Vec<_> =
            languages.iter().filter_map(|tag| domain::LanguageTag::new(&tag.0).ok()).collect();
        self.0.meanings_in(&domain::LanguageTag::chain(&wanted, &[])).into_iter().flat_map(glosses).collect()
    }

    /// Sentences with it.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn examples(&self) -> Vec<Example> {
        self.0.examples.iter().map(Example::from).collect()
    }

    /// Sentences that hold the words of one of the examples in another order that is right, too: for exercises that ask to put
    /// the words in order.
    async fn accepted_orders(&self) -> &[String] {
        &self.0.accepted_orders
    }

    /// What the viewer remembers of it; null: nobody is logged in.
    async fn memory(&self, context: &Context<'_>) -> Result<Option<WordMemory>, ApiError> {
        WordMemory::of(context, self.0.id).await
    }

    /// What it means, in the first of the viewer's languages that it has a meaning in (`settings.glossLanguages`), else in
    /// Russian, else in English; where nobody is logged in, in the language of the request first. Null: it has no meaning in
    /// any of them.
    async fn meaning(&self, context: &Context<'_>) -> Option<Gloss> {
        let scope = request(context);
        let chain = match &scope.caller.viewer {
            Some(viewer) => viewer.settings.gloss_chain(),
            None => gloss_chain_of(scope.language),
        };
        let meanings = self.0.meanings_in(&chain)?;
        Some(Gloss { language: LanguageTag::from(&meanings.language), text: meanings.shown().to_owned() })
    }

    /// What the viewer has added to it: a note, and meanings of their own; null: nothing, or nobody is logged in.
    async fn learner_word(&self, context: &Context<'_>) -> Result<Option<LearnerWord>, ApiError> {
        LearnerWord::of(context, self.0.id).await
    }

    /// The viewer's cards of it, one for each skill; empty before its lesson is started, and where nobody is
    /// logged in.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn cards(&self, context: &Context<'_>) -> Result<Vec<Card>, ApiError> {
        let found = request(context).loader().load_one(CardsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Card).collect())
    }
}

/// What a word or a sentence means in a language.
#[derive(SimpleObject)]
pub struct Gloss {
    /// The language.
    pub language: LanguageTag,
    /// The meaning.
    pub text: String,
}

impl From<&domain::Gloss> for Gloss {
    fn from(gloss: &domain::Gloss) -> Self {
        Self { language: LanguageTag::from(&gloss.language), text: gloss.text.clone() }
    }
}

/// A sentence with a word in it.
#[derive(SimpleObject)]
pub struct Example {
    /// The sentence, in Kazakh Cyrillic.
    pub sentence: String,
    /// What it means, by language.
    pub translations: Vec<Gloss>,
}

impl From<&domain::Example> for Example {
    fn from(example: &domain::Example) -> Self {
        Self {
            sentence: example.sentence.clone(),
            translations: example.translations.iter().map(Gloss::from).collect(),
        }
    }
}

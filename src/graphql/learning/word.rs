//! Words, their glosses and examples.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};

use super::{Card, Lesson};
use crate::domain::learning::word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::CardsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{LanguageTag, global_id};

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

    /// The lesson that teaches it; null: the lesson was withdrawn.
    async fn lesson(&self, context: &Context<'_>) -> Result<Option<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lesson(self.0.lesson_id).cloned().map(Lesson))
    }

    /// What it means: for each language the meaning that is shown first, then others that are accepted too.
    #[graphql(complexity = "list_cost(4, child_complexity)")]
    async fn glosses(
        &self,
        #[graphql(desc = "Only in these languages; without it, in all.")] languages: Option<Vec<LanguageTag>>,
    ) -> Vec<Gloss> {
        let wanted = |meanings: &&domain::Meanings| {
            let tag = meanings.language.as_str();
            languages.as_ref().is_none_or(|tags| tags.iter().any(|wanted| wanted.0.eq_ignore_ascii_case(tag)))
        };
        let glosses = |meanings: &domain::Meanings| {
            let language = LanguageTag::from(&meanings.language);
            let texts = meanings.accepted.clone();
            texts.into_iter().map(move |text| Gloss { language: language.clone(), text })
        };
        self.0.meanings.iter().filter(wanted).flat_map(glosses).collect()
    }

    /// Sentences with it.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn examples(&self) -> Vec<Example> {
        self.0.examples.iter().map(Example::from).collect()
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

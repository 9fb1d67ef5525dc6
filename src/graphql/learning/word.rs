//! Words, their glosses and examples.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use graphql_engine::ListOf;

use super::course::version;
use super::learner_word::LearnerWord;
use super::statistics::WordMemory;
use super::word_form::WordForm;
use super::{Card, Lesson};
use crate::domain::language_tag;
use crate::domain::learning::settings::gloss_chain_for_reader;
use crate::domain::learning::word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::CardsOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Language, LanguageTag, global_id};
use crate::graphql::texts::{TextInLanguage, all_languages_if_any, in_language_if_any};

/// The grammatical class of a word.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::PartOfSpeech")]
pub enum PartOfSpeech {
    /// A noun (зат есім).
    Noun,
    /// A verb (етістік). Its headword is the form in -у.
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
    /// A phrase: several words that are learned as one.
    Phrase,
}

/// The level at which learners need a word, according to the Common European Framework of Reference for Languages.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::Level")]
pub enum CefrLevel {
    /// Breakthrough: beginner's words.
    A1,
    /// Waystage: the words of everyday life.
    A2,
    /// Threshold: words that an independent speaker needs.
    B1,
    /// Vantage: words that a fluent speaker needs.
    B2,
    /// Effective operational proficiency: words that a proficient speaker needs.
    C1,
    /// Mastery: rare words.
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

    /// The word's stable name within its course.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The dictionary form, in Kazakh Cyrillic.
    async fn headword(&self) -> &str {
        &self.0.headword
    }

    /// Other correct spellings of the word, which are accepted as answers.
    async fn variants(&self) -> &[String] {
        &self.0.variants
    }

    /// The part of speech.
    async fn part_of_speech(&self) -> PartOfSpeech {
        self.0.part_of_speech.into()
    }

    /// The level at which learners need the word. Null if it is unknown.
    async fn level(&self) -> Option<CefrLevel> {
        self.0.level.map(Into::into)
    }

    /// A note for learners on the word, such as how to pronounce it or when to use it. Null if there is no note.
    async fn note(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.note.as_ref(), lang)
    }

    /// The note in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn note_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.note.as_ref())
    }

    /// Whether the word was withdrawn. Lessons and exercises do not contain withdrawn words; the cards and reviews of
    /// these words are kept. A word whose meaning changes is also withdrawn, and a new word with the same slug replaces
    /// it.
    async fn is_withdrawn(&self) -> bool {
        self.0.withdrawn
    }

    /// The content version in which the word last changed: its data changed, its position changed, or it was withdrawn.
    /// Versions only increase, and may skip numbers.
    async fn content_version(&self) -> i32 {
        version(self.0.content_version)
    }

    /// The lesson that teaches the word, or taught it before it was withdrawn. Null only on an error.
    async fn lesson(&self, context: &Context<'_>) -> Result<Option<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lesson(self.0.lesson_id).cloned().map(Lesson))
    }

    /// The glosses of the word: for each language, the gloss to show first, followed by others that are also
    /// accepted.
    #[graphql(complexity = "list_cost(if languages.is_some() { 2 } else { 12 }, child_complexity)")]
    async fn glosses(
        &self,
        #[graphql(
            desc = "Returns only the glosses in one language: the first of these languages in which the word has a \
                    gloss. `Gloss.language` is that language. Empty if the word has a gloss in none of them; every \
                    word has glosses in Russian and English. `zh` and `zh-CN` match `zh-Hans`, and `uig` matches `ug`; \
                    a malformed tag matches nothing. Defaults to all languages."
        )]
        languages: Option<Vec<LanguageTag>>,
    ) -> ListOf<Gloss> {
        let glosses = |meanings: &domain::Meanings| {
            let language = LanguageTag::from(&meanings.language);
            let texts = meanings.accepted.clone();
            texts.into_iter().map(move |text| Gloss { language: language.clone(), text })
        };
        let Some(languages) = languages else { return self.0.meanings.iter().flat_map(glosses).collect() };
        let wanted: Vec<_> =
            languages.iter().filter_map(|tag| language_tag::LanguageTag::new(&tag.0).ok()).collect();
        self.0
            .meanings_in(&language_tag::LanguageTag::chain(&wanted, &[]))
            .into_iter()
            .flat_map(glosses)
            .collect()
    }

    /// Example sentences with the word.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn examples(&self) -> ListOf<Example> {
        self.0.examples.iter().map(Example::from).collect()
    }

    /// Example sentences with their words in other correct orders. An `OrderWordsExercise` accepts these orders.
    async fn accepted_orders(&self) -> &[String] {
        &self.0.accepted_orders
    }

    /// The pronunciation of the headword in the International Phonetic Alphabet, derived from its spelling, such as
    /// `qɑˈlɑ` for қала. The stress mark stands before the stressed syllable; words of one syllable have none.
    async fn pronunciation(&self) -> String {
        kazakh::pronunciation::ipa(&self.0.headword)
    }

    /// The inflected forms of a noun (numbers, possessors and cases, at most 84), or the finite forms of a verb
    /// (tenses, persons and negations, about 180). Empty for other parts of speech. The forms follow the rules of
    /// Kazakh spelling.
    #[graphql(complexity = "list_cost(100, child_complexity)")]
    async fn paradigm(&self) -> ListOf<WordForm> {
        WordForm::paradigm(&self.0)
    }

    /// What the viewer remembers of the word. Null if nobody is logged in.
    async fn memory(&self, context: &Context<'_>) -> Result<Option<WordMemory>, ApiError> {
        WordMemory::of(context, self.0.id).await
    }

    /// The meaning, which is the gloss to show to the viewer: in the first of `settings.glossLanguages` in which the
    /// word has a gloss, otherwise in Russian, otherwise in English. If nobody is logged in, the language of the
    /// request comes first. Null only if the word has a gloss in none of them; the service accepts words only with
    /// glosses in Russian and English.
    async fn meaning(&self, context: &Context<'_>) -> Option<Gloss> {
        let meanings = self.0.meanings_in(&gloss_chain(context))?;
        Some(Gloss { language: LanguageTag::from(&meanings.language), text: meanings.shown().to_owned() })
    }

    /// The viewer's additions to the word: a note, and their own meanings. Null if there are none, or if nobody is
    /// logged in.
    async fn learner_word(&self, context: &Context<'_>) -> Result<Option<LearnerWord>, ApiError> {
        LearnerWord::of(context, self.0.id).await
    }

    /// The viewer's cards for the word, one for each skill. Empty if the viewer has neither started its lesson or a
    /// list that contains it nor has an assignment with it, or if nobody is logged in.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn cards(&self, context: &Context<'_>) -> Result<ListOf<Card>, ApiError> {
        let found = request(context).loader().load_one(CardsOf(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Card).collect())
    }
}

/// A text in one language: a gloss of a word, the translation of a sentence, or an accepted answer, which may be Kazakh
/// (`kk`).
#[derive(SimpleObject)]
pub struct Gloss {
    /// The language.
    pub language: LanguageTag,
    /// The translation.
    pub text: String,
}

impl From<&domain::Gloss> for Gloss {
    fn from(gloss: &domain::Gloss) -> Self {
        Self { language: LanguageTag::from(&gloss.language), text: gloss.text.clone() }
    }
}

/// Returns the languages in which the viewer reads meanings, the preferred one first.
fn gloss_chain(context: &Context<'_>) -> Vec<language_tag::LanguageTag> {
    let scope = request(context);
    match &scope.caller.viewer {
        Some(viewer) => viewer.settings.gloss_chain(),
        None => gloss_chain_for_reader(scope.language),
    }
}

/// A sentence that shows how a word is used.
pub struct Example(domain::Example);

/// A sentence that shows how a word is used.
#[Object]
impl Example {
    /// The sentence, in Kazakh Cyrillic.
    async fn sentence(&self) -> &str {
        &self.0.sentence
    }

    /// The translations of the sentence, by language.
    async fn translations(&self) -> ListOf<Gloss> {
        self.0.translations.iter().map(Gloss::from).collect()
    }

    /// The translation to show to the viewer: in the first of `settings.glossLanguages` that the sentence is translated
    /// into, otherwise in any language. Without a login, the language of the request comes first. Null if there is no
    /// translation.
    async fn translation(&self, context: &Context<'_>) -> Option<Gloss> {
        let translations = &self.0.translations;
        let in_language = |tag: &language_tag::LanguageTag| {
            translations.iter().find(|translation| tag.range_matches(&translation.language))
        };
        let chain = gloss_chain(context);
        chain.iter().find_map(in_language).or_else(|| translations.first()).map(Gloss::from)
    }
}

impl From<&domain::Example> for Example {
    fn from(example: &domain::Example) -> Self {
        Self(example.clone())
    }
}

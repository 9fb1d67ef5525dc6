//! The study queue and its exercises.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject, Union};
use kazakh::latin_draft::{Script, in_script};

use super::noun_form::NounForm;
use super::word::Gloss;
use super::{Card, Word};
use crate::app::learning as app;
use crate::domain::learning::exercise::{self as domain, Question};
use crate::domain::learning::word as domain_word;
use crate::graphql::scalars::{LanguageTag, global_id};

/// A card to study now, and what to ask.
#[derive(SimpleObject)]
pub struct StudyItem {
    /// The card.
    card: Card,
    /// The card's word, with all that is known of it: mind that it may hold the answer.
    word: Word,
    /// What to ask. The same card asks the same until it is reviewed. Kinds may be added: a client that doesn't know one
    /// may show both sides of the card instead, and let the learner rate it (`ReviewAnswerInput.rating`).
    exercise: Exercise,
}

/// What to ask of a card: choosing while it is learned, typing later. Kazakh texts are in the learner's script, and answers
/// are taken in both. Each exercise has an id, which goes back as `ReviewInput.exerciseId`.
#[derive(Union)]
pub enum Exercise {
    /// Choose the meaning.
    ChooseMeaning(ChooseMeaningExercise),
    /// Type the meaning.
    TypeMeaning(TypeMeaningExercise),
    /// Choose the word.
    ChooseWord(ChooseWordExercise),
    /// Type the word.
    TypeWord(TypeWordExercise),
    /// Fill a gap.
    Cloze(ClozeExercise),
    /// Put letters in order.
    OrderLetters(OrderLettersExercise),
    /// Put words in order.
    OrderWords(OrderWordsExercise),
    /// Choose what is heard.
    ListenAndChoose(ListenAndChooseExercise),
    /// Type what is heard.
    ListenAndType(ListenAndTypeExercise),
    /// Put a noun into a form.
    Inflect(InflectExercise),
}

/// Choose the meaning of a Kazakh word among several (of a RECOGNIZE card). Answered by `ReviewAnswerInput.choice`.
pub struct ChooseMeaningExercise {
    id: ID,
    word: Word,
    text: String,
    language: LanguageTag,
    choices: Vec<MeaningChoice>,
}

/// Choose the meaning of a Kazakh word among several (of a RECOGNIZE card). Answered by `ReviewAnswerInput.choice`.
#[Object]
impl ChooseMeaningExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// The word to show; null never, but for a fault.
    async fn word(&self) -> Option<Word> {
        Some(self.word.clone())
    }

    /// The word to show, in the learner's script.
    async fn text(&self) -> &str {
        &self.text
    }

    /// The language of the meanings: the learner's, or Russian, then English, where the word has no gloss in it.
    async fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The meanings to choose from, in the order to show them; exactly one is right.
    async fn choices(&self) -> &[MeaningChoice] {
        &self.choices
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

/// Type the meaning of a Kazakh word (of a RECOGNIZE card). Answered by `ReviewAnswerInput.text`: any meaning that the word
/// has in the learner's languages is right, and the learner's own.
#[derive(SimpleObject)]
pub struct TypeMeaningExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// The word to show, in the learner's script.
    text: String,
    /// The language to ask for: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
}

/// Choose the Kazakh word for a meaning among several (of a PRODUCE card). Answered by `ReviewAnswerInput.choice`.
#[derive(SimpleObject)]
pub struct ChooseWordExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
    /// The words to choose from, in the order to show them; exactly one is right.
    choices: Vec<WordChoice>,
}

/// A word to choose.
#[derive(SimpleObject)]
pub struct WordChoice {
    /// To be sent back as `ReviewAnswerInput.choice`.
    id: ID,
    /// The word to show, in the learner's script.
    text: String,
}

/// Type the Kazakh word for a meaning (of a PRODUCE card). Answered by `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct TypeWordExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
}

/// Type what a sentence lacks: the word, in the form that belongs there (of a PRODUCE card). Answered by
/// `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct ClozeExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// What stands before the gap, in the learner's script, with its spaces; may be empty.
    before: String,
    /// What stands behind the gap, in the learner's script, with its spaces and punctuation; may be empty.
    after: String,
    /// The whole sentence in another language, the first of the learner's that it is translated into; null: none.
    translation: Option<Gloss>,
    /// What the word means.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
    /// The form of the noun that belongs into the gap; null: the dictionary form, or one that can be called by several
    /// names.
    gap_form: Option<NounForm>,
}

/// Put the letters of the Kazakh word for a meaning in order (of a PRODUCE card). Answered by `ReviewAnswerInput.order`, or
/// by `text`.
#[derive(SimpleObject)]
pub struct OrderLettersExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
    /// The letters, in the learner's script, in the order to show them. In Latin some are two or three.
    pieces: Vec<String>,
}

/// Put the words of a sentence in order (of a PRODUCE card). Answered by `ReviewAnswerInput.order`, or by `text` with spaces
/// between the words. The order of the sentence alone is right.
#[derive(SimpleObject)]
pub struct OrderWordsExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// What the sentence means, in the first of the learner's languages that it is translated into; null: in none.
    translation: Option<Gloss>,
    /// What the card's word means, which stands in the sentence.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
    /// The words, in the learner's script and without punctuation, in the order to show them.
    pieces: Vec<String>,
}

/// Choose the Kazakh word that is heard among several (of a LISTEN card). Answered by `ReviewAnswerInput.choice`.
#[derive(SimpleObject)]
pub struct ListenAndChooseExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// What the client is to speak, by its speech synthesis for Kazakh (`kk-KZ`), and not to show: always Cyrillic.
    spoken_text: String,
    /// The words to choose from, in the order to show them; exactly one is right.
    choices: Vec<WordChoice>,
}

/// Type the Kazakh word that is heard (of a LISTEN card). Answered by `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct ListenAndTypeExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// What the client is to speak, by its speech synthesis for Kazakh (`kk-KZ`), and not to show: always Cyrillic.
    spoken_text: String,
}

/// Put a noun into a form (of an INFLECT card): мектеп, plural, ours, locative: мектептерімізде. One ending while the card is
/// learned, up to three later. Answered by `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct InflectExercise {
    /// To be sent back as `ReviewInput.exerciseId`.
    id: ID,
    /// The noun's dictionary form, in the learner's script.
    text: String,
    /// The form that is asked for.
    form: NounForm,
    /// What the noun means.
    meaning: String,
    /// The language of the meaning: the learner's, or Russian, then English, where the word has no gloss in it.
    language: LanguageTag,
}

impl From<app::StudyItem> for StudyItem {
    fn from(item: app::StudyItem) -> Self {
        let app::StudyItem { card, exercise, script } = item;
        let word = Word(exercise.word.clone());
        Self { card: Card(Arc::new(card)), word, exercise: Exercise::new(exercise, script) }
    }
}

impl Exercise {
    /// As it is shown in a script.
    pub fn new(exercise: domain::Exercise, script: Script) -> Self {
        let domain::Exercise { id, word, meaning, language, question } = exercise;
        let tag = &language;
        let (id, language) = (ID(id.to_string()), LanguageTag::from(tag));
        let show = |text: &str| in_script(text, script).into_owned();
        let text = show(&word.headword);
        let spoken_text = word.headword.clone();
        let words = |choices: Vec<Arc<domain_word::Word>>| {
            let choice = |word: &Arc<domain_word::Word>| WordChoice {
                id: global_id(word.id),
                text: show(&word.headword),
            };
            choices.iter().map(choice).collect::<Vec<_>>()
        };
        let shown = |pieces: Vec<String>| {
            let pieces = pieces.iter().map(|piece| show(piece));
            pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>()
        };
        let translation = |example: usize| {
            let translations = word.examples.get(example).map(|example| &example.translations)?;
            let own = translations.iter().find(|translation| translation.language == *tag);
            own.or_else(|| translations.first()).map(Gloss::from)
        };
        match question {
            Question::ChooseMeaning(choices) => {
                let choice = |word: &Arc<domain_word::Word>| {
                    let meanings = word.meanings_in(std::slice::from_ref(tag));
                    let meaning = meanings.map_or("", domain_word::Meanings::shown).to_owned();
                    MeaningChoice { id: global_id(word.id), meaning }
                };
                let choices = choices.iter().map(choice).collect();
                Self::ChooseMeaning(ChooseMeaningExercise { id, word: Word(word), text, language, choices })
            }
            Question::TypeMeaning => Self::TypeMeaning(TypeMeaningExercise { id, text, language }),
            Question::ChooseWord(choices) => {
                Self::ChooseWord(ChooseWordExercise { id, meaning, language, choices: words(choices) })
            }
            Question::TypeWord => Self::TypeWord(TypeWordExercise { id, meaning, language }),
            Question::Cloze(gap) => Self::Cloze(ClozeExercise {
                id,
                before: show(&gap.before),
                after: show(&gap.after),
                translation: translation(gap.example),
                meaning,
                language,
                gap_form: gap.noun_form.map(NounForm::from),
            }),
            Question::OrderLetters(pieces) => {
                let pieces = shown(pieces);
                Self::OrderLetters(OrderLettersExercise { id, meaning, language, pieces })
            }
            Question::OrderWords { pieces, example } => Self::OrderWords(OrderWordsExercise {
                id,
                translation: translation(example),
                meaning,
                language,
                pieces: shown(pieces),
            }),
            Question::ListenAndChoose(choices) => {
                Self::ListenAndChoose(ListenAndChooseExercise { id, spoken_text, choices: words(choices) })
            }
            Question::ListenAndType => Self::ListenAndType(ListenAndTypeExercise { id, spoken_text }),
            Question::Inflect(form) => {
                Self::Inflect(InflectExercise { id, text, form: form.into(), meaning, language })
            }
        }
    }
}

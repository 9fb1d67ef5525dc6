//! The study queue and its exercises.

use std::sync::Arc;

use async_graphql::{ID, Object, SimpleObject, Union};
use graphql_engine::ListOf;
use kazakh::latin_draft::{Script, in_script};

use super::card::Skill;
use super::noun_form::NounForm;
use super::review::ExerciseKind;
use super::word::Gloss;
use super::{Card, Word};
use crate::app::learning as app;
use crate::domain::learning::exercise::{self as domain, Question};
use crate::domain::learning::word as domain_word;
use crate::graphql::scalars::{LanguageTag, global_id};

/// An item of a study session: a new word to introduce, or a card to review.
#[derive(SimpleObject)]
pub struct StudyItem {
    /// The card. If the item introduces a new word, this is the word's first card.
    card: Card,
    /// The card's word, with all its content. Note that this may reveal the answer.
    word: Word,
    /// The exercise. Null if the item introduces a new word: the client shows the `word` with its meaning, sentences,
    /// note and pronunciation, asks nothing, and then calls `introduceWords`. The word's first exercise comes a few
    /// items later. A card keeps its exercise until it is reviewed, as long as the same `kinds` are requested. New
    /// kinds of exercise may be added: a client that does not know a kind can show both sides of the card and let the
    /// learner rate it (`ReviewAnswerInput.rating`).
    exercise: Option<Exercise>,
    /// Correct answers, so that a client can grade without a connection. Show the first one. Kazakh answers are in the
    /// learner's script and have the language `kk`. Meanings are in all languages that the learner reads, and include
    /// the learner's own. The service accepts more answers, such as other orders of the words of a sentence.
    accepted_answers: ListOf<Gloss>,
    /// Meanings that must not be accepted although they are similar to correct ones. Empty if the answer is in Kazakh.
    blocked_answers: ListOf<Gloss>,
}

/// An item of a lesson for a learner who has no cards for it, because they have not registered or have not started the
/// lesson.
#[derive(SimpleObject)]
pub struct TrialItem {
    /// The word, with all its content. Note that this may reveal the answer.
    word: Word,
    /// The skill that is practised.
    skill: Skill,
    /// The exercise. Null if the item introduces the word, as in `StudyItem.exercise`.
    exercise: Option<Exercise>,
}

impl From<app::TrialItem> for TrialItem {
    fn from(item: app::TrialItem) -> Self {
        let app::TrialItem { word, skill, exercise, script } = item;
        let exercise = exercise.map(|exercise| Exercise::new(exercise, script));
        Self { word: Word(word), skill: skill.into(), exercise }
    }
}

/// An exercise for a card. While a card is being learned, the learner chooses the answers; later, the learner types
/// them. Kazakh texts are in the learner's script; answers are accepted in both scripts. Each exercise has an id, which
/// the client sends back as `ReviewInput.exerciseId`.
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
    /// Fill a gap in a sentence.
    Cloze(ClozeExercise),
    /// Put letters in order.
    OrderLetters(OrderLettersExercise),
    /// Put words in order.
    OrderWords(OrderWordsExercise),
    /// Choose the word that is heard.
    ListenAndChoose(ListenAndChooseExercise),
    /// Type the word that is heard.
    ListenAndType(ListenAndTypeExercise),
    /// Put a noun into a form.
    Inflect(InflectExercise),
}

/// Choose the meaning of a Kazakh word from several (for a RECOGNIZE card). Answered with `ReviewAnswerInput.choice`.
pub struct ChooseMeaningExercise {
    id: ID,
    word: Word,
    text: String,
    language: LanguageTag,
    choices: ListOf<MeaningChoice>,
}

/// Choose the meaning of a Kazakh word from several (for a RECOGNIZE card). Answered with `ReviewAnswerInput.choice`.
#[Object]
impl ChooseMeaningExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    async fn id(&self) -> &ID {
        &self.id
    }

    /// The word to show. Null only on an error.
    async fn word(&self) -> Option<Word> {
        Some(self.word.clone())
    }

    /// The text of the word to show, in the learner's script.
    async fn text(&self) -> &str {
        &self.text
    }

    /// The language of the meanings: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    async fn language(&self) -> &LanguageTag {
        &self.language
    }

    /// The meanings to choose from, in the order to show them. Exactly one is right.
    async fn choices(&self) -> &ListOf<MeaningChoice> {
        &self.choices
    }
}

/// A meaning to choose from.
#[derive(SimpleObject)]
pub struct MeaningChoice {
    /// The id of the choice. Send it back as `ReviewAnswerInput.choice`.
    id: ID,
    /// The meaning to show.
    meaning: String,
}

/// Type the meaning of a Kazakh word (for a RECOGNIZE card). Answered with `ReviewAnswerInput.text`. Every meaning of
/// the word in the learner's languages is correct, and so is each of the learner's own synonyms.
#[derive(SimpleObject)]
pub struct TypeMeaningExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The word to show, in the learner's script.
    text: String,
    /// The language of the meaning to type: the first of `LearnerSettings.glossLanguages` in which the word has a
    /// gloss, otherwise Russian, otherwise English.
    language: LanguageTag,
}

/// Choose the Kazakh word for a meaning from several (for a PRODUCE card). Answered with `ReviewAnswerInput.choice`.
#[derive(SimpleObject)]
pub struct ChooseWordExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    language: LanguageTag,
    /// The words to choose from, in the order to show them. Exactly one is right.
    choices: ListOf<WordChoice>,
}

/// A word to choose from.
#[derive(SimpleObject)]
pub struct WordChoice {
    /// The id of the choice. Send it back as `ReviewAnswerInput.choice`.
    id: ID,
    /// The word to show, in the learner's script.
    text: String,
}

/// Type the Kazakh word for a meaning (for a PRODUCE card). Answered with `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct TypeWordExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    language: LanguageTag,
}

/// Type the word that is missing from a sentence, in the form that fits there (for a PRODUCE card). Answered with
/// `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct ClozeExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The text before the gap, in the learner's script, including spaces. May be empty.
    before: String,
    /// The text after the gap, in the learner's script, including spaces and punctuation. May be empty.
    after: String,
    /// A translation of the whole sentence, in the first of the learner's languages that it is translated into. Null if
    /// it has no translation.
    translation: Option<Gloss>,
    /// The meaning of the word.
    meaning: String,
    /// The language of the meaning: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    language: LanguageTag,
    /// The noun form that fits into the gap. Null for the dictionary form, and for a text that can be several forms.
    gap_form: Option<NounForm>,
}

/// Put the letters of a Kazakh word in order, given the meaning of the word (for a PRODUCE card). Answered with
/// `ReviewAnswerInput.order` or `text`.
#[derive(SimpleObject)]
pub struct OrderLettersExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The meaning to show.
    meaning: String,
    /// The language of the meaning: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    language: LanguageTag,
    /// The letters, in the learner's script, in the order to show them. In the Latin script, some letters have two or
    /// three characters.
    pieces: ListOf<String>,
}

/// Put the words of a sentence in order (for a PRODUCE card). Answered with `ReviewAnswerInput.order`, or with a `text`
/// that has spaces between the words. These orders are correct: the order of the sentence itself, those in
/// `Word.acceptedOrders`, and those in which the predicate is last and every phrase stays together. Any other order in
/// which every phrase stays together is a slip (`SlipKind.ORDER`).
#[derive(SimpleObject)]
pub struct OrderWordsExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// A translation of the sentence, in the first of the learner's languages that it is translated into. Null if it
    /// has no translation.
    translation: Option<Gloss>,
    /// The meaning of the card's word, which is in the sentence.
    meaning: String,
    /// The language of the meaning: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    language: LanguageTag,
    /// The words, in the learner's script and without punctuation, in the order to show them.
    pieces: ListOf<String>,
}

/// Choose the Kazakh word that is heard from several (for a LISTEN card). Answered with `ReviewAnswerInput.choice`.
#[derive(SimpleObject)]
pub struct ListenAndChooseExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The text that the client should speak with its Kazakh speech synthesis (`kk-KZ`) and should not show. Always in
    /// Cyrillic.
    spoken_text: String,
    /// The words to choose from, in the order to show them. Exactly one is right.
    choices: ListOf<WordChoice>,
}

/// Type the Kazakh word that is heard (for a LISTEN card). Answered with `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct ListenAndTypeExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The text that the client should speak with its Kazakh speech synthesis (`kk-KZ`) and should not show. Always in
    /// Cyrillic.
    spoken_text: String,
}

/// Put a noun into the form that belongs in a sentence (for an INFLECT card). For example, мектеп in the locative is
/// мектепте. The form has exactly one ending: plural, possessive or case. The ending was taught by a lesson that the
/// learner has started, or by an earlier one (`Lesson.endings`). The most common endings come first. Answered with
/// `ReviewAnswerInput.text`.
#[derive(SimpleObject)]
pub struct InflectExercise {
    /// The id of the exercise. Send it back as `ReviewInput.exerciseId`.
    id: ID,
    /// The dictionary form of the noun, in the learner's script.
    text: String,
    /// The form to put the noun into.
    form: NounForm,
    /// The text before the gap of the sentence in which the form belongs, as in `ClozeExercise.before`.
    before: String,
    /// The text after the gap.
    after: String,
    /// A translation of the sentence; null if it has none. In sentences that fit any noun, `…` stands for the noun.
    translation: Option<Gloss>,
    /// The meaning of the noun.
    meaning: String,
    /// The language of the meaning: the first of `LearnerSettings.glossLanguages` in which the word has a gloss,
    /// otherwise Russian, otherwise English.
    language: LanguageTag,
}

/// Returns the filter for the given skills and kinds of exercises.
pub fn queue_filter(skills: Option<Vec<Skill>>, kinds: Option<Vec<ExerciseKind>>) -> app::QueueFilter {
    app::QueueFilter {
        skills: skills.map(|skills| skills.into_iter().map(Into::into).collect()),
        kinds: kinds.map(|kinds| kinds.into_iter().map(Into::into).collect()),
    }
}

impl From<app::StudyItem> for StudyItem {
    fn from(item: app::StudyItem) -> Self {
        let app::StudyItem { card, word, exercise, script, answers } = item;
        let exercise = exercise.map(|exercise| Exercise::new(exercise, script));
        let glosses = |texts: &[domain_word::Gloss]| texts.iter().map(Gloss::from).collect();
        Self {
            card: Card(Arc::new(card)),
            word: Word(word),
            exercise,
            accepted_answers: glosses(&answers.accepted),
            blocked_answers: glosses(&answers.blocked),
        }
    }
}

impl Exercise {
    /// Converts an exercise, with Kazakh texts in the given script.
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
            choices.iter().map(choice).collect::<ListOf<_>>()
        };
        let shown = |pieces: Vec<String>| {
            let pieces = pieces.iter().map(|piece| show(piece));
            pieces.filter(|piece| !piece.is_empty()).collect::<ListOf<_>>()
        };
        let readable = |translations: &[domain_word::Gloss]| {
            let own = translations.iter().find(|translation| translation.language == *tag);
            own.or_else(|| translations.first()).map(Gloss::from)
        };
        let translation =
            |example: usize| word.examples.get(example).and_then(|example| readable(&example.translations));
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
            Question::Inflect(drill) => Self::Inflect(InflectExercise {
                id,
                text,
                form: drill.form.into(),
                before: show(&drill.before),
                after: show(&drill.after),
                translation: readable(&drill.translations),
                meaning,
                language,
            }),
        }
    }
}

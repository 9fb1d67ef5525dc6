//! Tasks: the data that grading needs about an exercise.

use kazakh::inflection::NounForm;
use uuid::Uuid;

use crate::ids::{CardId, WordId};
use crate::language_tag::LanguageTag;
use crate::learning::card::{Card, Skill};
use crate::learning::cloze::MAX_FORM_BYTES;
use crate::learning::exercise::{Answer, ExerciseId, ExerciseKind};
use crate::problem::Problem;

/// The task of an exercise: its kind, and the detail about the word that the kind does not determine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    /// Choose the meaning of the word.
    ChooseMeaning,
    /// Type the meaning of the word.
    TypeMeaning,
    /// Choose the word for the meaning.
    ChooseWord,
    /// Type the word for the meaning.
    TypeWord,
    /// Type the form that is missing from a sentence. The form itself is stored, not its place in the sentence, so an
    /// answer is graded by the original question even if the sentence has changed since.
    Cloze {
        /// The form, as it occurs in the sentence.
        form: String,
    },
    /// Put the letters of the word in order.
    OrderLetters,
    /// Put the words of a sentence in order.
    OrderWords {
        /// The sentence's fingerprint.
        sentence: u64,
    },
    /// Listen, and choose the word.
    ListenAndChoose,
    /// Listen, and type the word.
    ListenAndType,
    /// Put the noun into a given form.
    Inflect {
        /// The form.
        form: NounForm,
    },
    /// Look at both sides of the card, and rate it by hand.
    FlipCard,
}

impl Task {
    /// Returns the kind of the exercise.
    pub fn kind(&self) -> ExerciseKind {
        match self {
            Self::ChooseMeaning => ExerciseKind::ChooseMeaning,
            Self::TypeMeaning => ExerciseKind::TypeMeaning,
            Self::ChooseWord => ExerciseKind::ChooseWord,
            Self::TypeWord => ExerciseKind::TypeWord,
            Self::Cloze { .. } => ExerciseKind::Cloze,
            Self::OrderLetters => ExerciseKind::OrderLetters,
            Self::OrderWords { .. } => ExerciseKind::OrderWords,
            Self::ListenAndChoose => ExerciseKind::ListenAndChoose,
            Self::ListenAndType => ExerciseKind::ListenAndType,
            Self::Inflect { .. } => ExerciseKind::Inflect,
            Self::FlipCard => ExerciseKind::FlipCard,
        }
    }

    /// Returns the detail about the word that the kind does not determine, as ids and the review log store it.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Cloze { form } => Some(form.clone()),
            Self::OrderWords { sentence } => Some(format!("{sentence:016x}")),
            Self::Inflect { form } => Some(form.to_string()),
            _ => None,
        }
    }

    /// Returns the task with a kind and a detail. `None` if no task has both.
    pub fn from_parts(kind: ExerciseKind, detail: Option<&str>) -> Option<Self> {
        Some(match (kind, detail) {
            (ExerciseKind::ChooseMeaning, None) => Self::ChooseMeaning,
            (ExerciseKind::TypeMeaning, None) => Self::TypeMeaning,
            (ExerciseKind::ChooseWord, None) => Self::ChooseWord,
            (ExerciseKind::TypeWord, None) => Self::TypeWord,
            (ExerciseKind::Cloze, Some(form)) => {
                let fits = (1..=MAX_FORM_BYTES).contains(&form.len()) && !form.chars().any(char::is_control);
                fits.then(|| Self::Cloze { form: form.to_owned() })?
            }
            (ExerciseKind::OrderLetters, None) => Self::OrderLetters,
            (ExerciseKind::OrderWords, Some(sentence)) if sentence.len() == 16 => {
                Self::OrderWords { sentence: u64::from_str_radix(sentence, 16).ok()? }
            }
            (ExerciseKind::ListenAndChoose, None) => Self::ListenAndChoose,
            (ExerciseKind::ListenAndType, None) => Self::ListenAndType,
            (ExerciseKind::Inflect, Some(form)) => Self::Inflect { form: form.parse().ok()? },
            (ExerciseKind::FlipCard, None) => Self::FlipCard,
            _ => return None,
        })
    }

    /// Whether an answer has the type that the task requires.
    fn is_answered_by(&self, answer: &Answer) -> bool {
        match self {
            Self::ChooseMeaning | Self::ChooseWord | Self::ListenAndChoose => {
                matches!(answer, Answer::Choice(_))
            }
            Self::TypeMeaning
            | Self::TypeWord
            | Self::Cloze { .. }
            | Self::ListenAndType
            | Self::Inflect { .. } => matches!(answer, Answer::Text(_)),
            Self::OrderLetters | Self::OrderWords { .. } => {
                matches!(answer, Answer::Order(_) | Answer::Text(_))
            }
            Self::FlipCard => matches!(answer, Answer::Rating(_)),
        }
    }
}

/// Returns the card id in exercises for learners without a card of the word: before they sign up or start its lesson. It
/// is the complement of the word's UUID.
pub fn trial_card(word: WordId) -> CardId {
    CardId::from(Uuid::from_u128(!word.uuid().as_u128()))
}

/// The prompt that an answer responds to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    /// The task.
    pub task: Task,
    /// The language in which the meaning was shown or is to be typed. `None` if unknown.
    pub language: Option<LanguageTag>,
    /// The number of the card's reviews when the exercise was made. `None` if unknown.
    pub reps: Option<u32>,
}

impl Prompt {
    /// Finds the prompt of an answer to a card: the exercise with this id or, without an id, the only exercise that the
    /// card's skill had before exercises had ids. A learner who rates a card by hand has flipped it, whatever the
    /// exercise was.
    pub fn find(card: &Card, exercise_id: Option<&str>, answer: &Answer) -> Result<Self, Problem> {
        let prompt = exercise_id.map(|id| Self::of_exercise(card, id)).transpose()?;
        let task = match (prompt, answer) {
            (prompt, Answer::Rating(_)) => {
                let reps = prompt.as_ref().and_then(|prompt| prompt.reps);
                let language = prompt.and_then(|prompt| prompt.language);
                return Ok(Self { task: Task::FlipCard, language, reps });
            }
            (Some(prompt), answer) if prompt.task.is_answered_by(answer) => return Ok(prompt),
            (None, Answer::Choice(_)) if card.skill == Skill::Recognize => Task::ChooseMeaning,
            (None, Answer::Choice(_)) if card.skill == Skill::Listen => Task::ListenAndChoose,
            (None, Answer::Text(_)) if card.skill == Skill::Produce => Task::TypeWord,
            (None, Answer::Text(_)) if card.skill == Skill::Listen => Task::ListenAndType,
            _ => return Err(Problem::InvalidAnswer),
        };
        Ok(Self { task, language: None, reps: None })
    }

    fn of_exercise(card: &Card, id: &str) -> Result<Self, Problem> {
        ExerciseId::parse(id)
            .filter(|id| id.card == card.id || id.card == trial_card(card.word_id))
            .filter(|id| id.task.kind().practises(card.skill))
            .map(|id| Self { task: id.task, language: Some(id.language), reps: Some(id.reps) })
            .ok_or(Problem::InvalidExercise)
    }
}

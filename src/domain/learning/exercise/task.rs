//! Tasks: what grading needs to know of an exercise.

use kazakh::inflection::NounForm;

use crate::domain::learning::card::{Card, Skill};
use crate::domain::learning::exercise::{Answer, ExerciseId, ExerciseKind};
use crate::domain::learning::word::LanguageTag;
use crate::domain::problem::Problem;

/// Longest form that a sentence may lack, bytes: what an exercise's id has room for.
pub(super) const MAX_FORM_BYTES: usize = 80;

/// The kind of an exercise, and what of the word it asks for where the kind alone doesn't say.
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
    /// Type the form that a sentence lacks. The form itself is kept, and not where the sentence stands: so an answer is
    /// graded by what was asked, whatever became of the sentence meanwhile.
    Cloze {
        /// The form, as it stands in the sentence.
        form: String,
    },
    /// Put the letters of the word in order.
    OrderLetters,
    /// Put the words of a sentence in order.
    OrderWords {
        /// The sentence's fingerprint.
        sentence: u64,
    },
    /// Choose the word that is heard.
    ListenAndChoose,
    /// Type the word that is heard.
    ListenAndType,
    /// Put the noun into a form.
    Inflect {
        /// The form.
        form: NounForm,
    },
    /// Look at both sides, and rate by hand.
    FlipCard,
}

impl Task {
    /// The kind of the exercise.
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

    /// What of the word is asked, where the kind doesn't say it: as ids and the log keep it.
    pub fn detail(&self) -> Option<String> {
        match self {
            Self::Cloze { form } => Some(form.clone()),
            Self::OrderWords { sentence } => Some(format!("{sentence:016x}")),
            Self::Inflect { form } => Some(form.to_string()),
            _ => None,
        }
    }

    /// The task of a kind with a detail; none: no task has both.
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

    /// Whether it is answered so.
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

/// What an answer was asked for with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The task.
    pub task: Task,
    /// The language in which the meaning was shown, or in which it is to be typed; none: not known.
    pub language: Option<LanguageTag>,
}

impl Asked {
    /// What an answer to a card answers: the exercise of this id; without one, what the card's skill was asked for before
    /// exercises had ids. Whoever rates a card by hand has flipped it, whatever was asked.
    pub fn of(card: &Card, exercise_id: Option<&str>, answer: &Answer) -> Result<Self, Problem> {
        let named = exercise_id.map(|id| Self::named(card, id)).transpose()?;
        let task = match (named, answer) {
            (named, Answer::Rating(_)) => {
                return Ok(Self { task: Task::FlipCard, language: named.and_then(|named| named.language) });
            }
            (Some(named), answer) if named.task.is_answered_by(answer) => return Ok(named),
            (None, Answer::Choice(_)) if card.skill == Skill::Recognize => Task::ChooseMeaning,
            (None, Answer::Choice(_)) if card.skill == Skill::Listen => Task::ListenAndChoose,
            (None, Answer::Text(_)) if card.skill == Skill::Produce => Task::TypeWord,
            (None, Answer::Text(_)) if card.skill == Skill::Listen => Task::ListenAndType,
            _ => return Err(Problem::InvalidAnswer),
        };
        Ok(Self { task, language: None })
    }

    fn named(card: &Card, id: &str) -> Result<Self, Problem> {
        ExerciseId::parse(id)
            .filter(|id| id.card == card.id && id.task.kind().practises(card.skill))
            .map(|id| Self { task: id.task, language: Some(id.language) })
            .ok_or(Problem::InvalidExercise)
    }
}

//! Grading of answers, by what was asked.

use kazakh::latin_draft::{Script, in_script};

use crate::domain::ids::WordId;
use crate::domain::learning::exercise::drill::nouns;
use crate::domain::learning::exercise::index::{key, keys};
use crate::domain::learning::exercise::order::{fingerprint, have_same_words};
use crate::domain::learning::exercise::{Known, Task};
use crate::domain::learning::grading::{Grade, fold_meaning, grade_kazakh, grade_meaning};
use crate::domain::learning::review::Verdict;
use crate::domain::learning::word::{LanguageTag, Meanings, Word};
use crate::domain::problem::Problem;

/// What grading found, and what would have been right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// The verdict.
    pub grade: Grade,
    /// All answers that are right, the one to show first; empty: what was asked is not in the content any more.
    pub expected: Vec<String>,
    /// The other word that was answered, if it is one that is taught.
    pub other: Option<WordId>,
}

impl Task {
    /// Grades an answer as the log keeps it; none: it was rated by hand.
    pub fn grade(&self, answer: &str, word: &Word, known: &Known<'_>) -> Result<Option<Grade>, Problem> {
        Ok(Some(match self {
            Self::FlipCard => return Ok(None),
            Self::ChooseMeaning | Self::ChooseWord | Self::ListenAndChoose => {
                plain(if answer == word.id.to_global() { Verdict::Correct } else { Verdict::Wrong })
            }
            Self::TypeMeaning => typed_meaning(answer, word, known),
            Self::TypeWord | Self::ListenAndType => {
                let spellings: Vec<&str> = word.spellings().collect();
                typed_word(answer, &spellings, known)
            }
            Self::Cloze { .. } | Self::Inflect { .. } => self.typed_form(answer, word, known),
            Self::OrderLetters => ordered(answer, word.spellings(), known),
            Self::OrderWords { sentence } => {
                let orders = orders_of(word, *sentence);
                if orders.is_empty() {
                    return Err(Problem::InvalidExercise);
                }
                ordered(answer, orders.into_iter(), known)
            }
        }))
    }

    /// What was found, with what would have been right: Kazakh in a script, meanings in the language that was asked for.
    pub fn graded(
        &self,
        grade: Grade,
        answer: &str,
        word: &Word,
        language: Option<&LanguageTag>,
        script: Script,
        known: &Known<'_>,
    ) -> Graded {
        let expected = match self {
            Self::ChooseMeaning | Self::TypeMeaning => {
                let asked = language.map(std::slice::from_ref);
                let meanings = asked.and_then(|language| word.meanings_in(language));
                let meanings = meanings.or_else(|| word.meanings_in(known.languages));
                meanings.map(|meanings| meanings.accepted.clone()).unwrap_or_default()
            }
            _ => self.right(word).iter().map(|text| in_script(text, script).into_owned()).collect(),
        };
        Graded { other: self.other_word(&grade, answer, word, known), grade, expected }
    }

    /// The Kazakh texts that are right.
    fn right(&self, word: &Word) -> Vec<String> {
        match self {
            Self::Cloze { form } => vec![form.clone()],
            Self::Inflect { form } => nouns(word).iter().map(|noun| noun.form(*form)).collect(),
            Self::OrderWords { sentence } => {
                orders_of(word, *sentence).into_iter().map(str::to_owned).collect()
            }
            _ => word.spellings().map(str::to_owned).collect(),
        }
    }

    /// A form of a word: another form of it is simply wrong, and no slip of the pen.
    fn typed_form(&self, answer: &str, word: &Word, known: &Known<'_>) -> Grade {
        let right = self.right(word);
        let right: Vec<&str> = right.iter().map(String::as_str).collect();
        let grade = typed_word(answer, &right, known);
        let answered = key(answer);
        let is_a_form = |text: &str| keys(text).contains(&answered);
        let is_of_the_word = || {
            word.spellings().any(is_a_form)
                || nouns(word).iter().any(|noun| noun.paradigm().any(|(_, text)| is_a_form(&text)))
        };
        if grade.verdict != Verdict::Correct && is_of_the_word() { plain(Verdict::Wrong) } else { grade }
    }

    fn other_word(&self, grade: &Grade, answer: &str, word: &Word, known: &Known<'_>) -> Option<WordId> {
        let found = match self {
            Self::ChooseMeaning | Self::ChooseWord | Self::ListenAndChoose => WordId::from_global(answer),
            _ if grade.verdict != Verdict::AnotherWord => None,
            Self::TypeMeaning => known.catalogue.index().meaning(&fold_meaning(answer), known.languages),
            _ => known.catalogue.index().spelled(&key(answer)),
        };
        found.filter(|other| *other != word.id && known.catalogue.word(*other).is_some())
    }
}

fn plain(verdict: Verdict) -> Grade {
    Grade { verdict, slip: None }
}

fn typed_word(answer: &str, right: &[&str], known: &Known<'_>) -> Grade {
    grade_kazakh(answer, right, |text| known.catalogue.index().spelled(text).is_some())
}

/// A meaning is right in any of the learner's languages, and if it is one of their own.
fn typed_meaning(answer: &str, word: &Word, known: &Known<'_>) -> Grade {
    let is_read = |meanings: &&Meanings| known.languages.iter().any(|tag| tag.asks_for(&meanings.language));
    let asked: Vec<&Meanings> = word.meanings.iter().filter(is_read).collect();
    let own = known.synonyms.values().flatten();
    let accepted: Vec<&str> =
        asked.iter().flat_map(|meanings| &meanings.accepted).chain(own).map(String::as_str).collect();
    let blocked: Vec<&str> =
        asked.iter().flat_map(|meanings| &meanings.blocked).map(String::as_str).collect();
    let is_other = |text: &str| {
        known.catalogue.index().meaning(text, known.languages).is_some_and(|other| other != word.id)
    };
    grade_meaning(answer, &accepted, &blocked, is_other)
}

/// What was put together from given pieces: there the order is all that is asked, and no letter can slip.
fn ordered<'a>(answer: &str, right: impl Iterator<Item = &'a str>, known: &Known<'_>) -> Grade {
    let answered = key(answer);
    let mut right = right;
    if right.any(|text| keys(text).contains(&answered)) {
        plain(Verdict::Correct)
    } else if known.catalogue.index().spelled(&answered).is_some() {
        plain(Verdict::AnotherWord)
    } else {
        plain(Verdict::Wrong)
    }
}

/// A sentence, and the other right orders of its words; empty: the word has no such sentence.
fn orders_of(word: &Word, sentence: u64) -> Vec<&str> {
    let mut sentences = word.examples.iter().map(|example| example.sentence.as_str());
    let Some(sentence) = sentences.find(|text| fingerprint(text) == sentence) else { return Vec::new() };
    let others = word.accepted_orders.iter().map(String::as_str);
    std::iter::once(sentence).chain(others.filter(|other| have_same_words(sentence, other))).collect()
}

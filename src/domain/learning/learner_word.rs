//! What a learner adds to a word: a note, and meanings of their own.

use std::collections::{BTreeMap, HashSet};

use kazakh::fold::fold_text;

use crate::domain::ids::WordId;
use crate::domain::learning::word::{LanguageTag, Word};
use crate::domain::problem::Problem;

/// Longest note, characters.
const MAX_NOTE_CHARS: usize = 2_000;
/// Longest meaning, characters.
const MAX_SYNONYM_CHARS: usize = 100;
/// How many meanings there may be in a language.
const MAX_SYNONYMS: usize = 20;
/// In how many languages there may be meanings.
const MAX_LANGUAGES: usize = 8;

/// Meanings that are accepted of a learner beside those of the content, by language (BCP 47).
pub type Synonyms = BTreeMap<String, Vec<String>>;

/// What a learner has added to a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerWord {
    /// The word.
    pub word_id: WordId,
    /// What they want to remember of it.
    pub note: Option<String>,
    /// Meanings that are accepted of them, too.
    pub synonyms: Synonyms,
}

impl LearnerWord {
    /// Nothing.
    pub fn empty(word_id: WordId) -> Self {
        Self { word_id, note: None, synonyms: Synonyms::new() }
    }

    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.note.is_none() && self.synonyms.is_empty()
    }
}

/// Checks a note; an empty one is none.
pub fn note(text: &str) -> Result<Option<String>, Problem> {
    let text = text.trim();
    let unfit = |letter: char| letter.is_control() && letter != '\n';
    if text.chars().count() > MAX_NOTE_CHARS || text.chars().any(unfit) {
        return Err(Problem::InvalidNote);
    }
    Ok((!text.is_empty()).then(|| text.to_owned()))
}

/// Checks the meanings that a learner adds to a word. Those that differ in case, spaces and punctuation alone are one; one that
/// must not be accepted, or that another word of the lesson has, is refused: it would make a wrong choice right.
pub fn synonyms(
    lists: Vec<(String, Vec<String>)>,
    word: &Word,
    lesson: &[impl AsRef<Word>],
) -> Result<Synonyms, Problem> {
    if lists.len() > MAX_LANGUAGES {
        return Err(Problem::TooManySynonyms);
    }
    let mut checked = Synonyms::new();
    for (language, texts) in lists {
        let language = LanguageTag::new(&language)?;
        let texts = in_language(&language, texts, word, lesson)?;
        if checked.contains_key(language.as_str()) {
            return Err(Problem::TooManySynonyms);
        }
        if !texts.is_empty() {
            checked.insert(language.as_str().to_owned(), texts);
        }
    }
    Ok(checked)
}

fn in_language(
    language: &LanguageTag,
    texts: Vec<String>,
    word: &Word,
    lesson: &[impl AsRef<Word>],
) -> Result<Vec<String>, Problem> {
    if texts.len() > MAX_SYNONYMS {
        return Err(Problem::TooManySynonyms);
    }
    let meanings =
        |word: &Word| word.meanings.iter().find(|meanings| meanings.language == *language).cloned();
    let blocked = meanings(word).map(|meanings| meanings.blocked).unwrap_or_default();
    let others = lesson.iter().map(AsRef::as_ref).filter(|other| other.id != word.id);
    let taken = others.filter_map(meanings).flat_map(|meanings| meanings.accepted);
    let folded = |texts: &mut dyn Iterator<Item = String>| -> HashSet<String> {
        texts.map(|text| fold_text(&text)).collect()
    };
    let (blocked, taken) = (folded(&mut blocked.into_iter()), folded(&mut taken.into_iter()));
    let mut known = HashSet::new();
    let mut checked = Vec::new();
    for text in texts {
        let text = text.trim();
        let compared = fold_text(text);
        if compared.is_empty()
            || text.chars().count() > MAX_SYNONYM_CHARS
            || text.chars().any(char::is_control)
        {
            return Err(Problem::InvalidSynonym);
        }
        if blocked.contains(&compared) {
            return Err(Problem::BlockedSynonym);
        }
        if taken.contains(&compared) {
            return Err(Problem::SynonymOfAnotherWord);
        }
        if known.insert(compared) {
            checked.push(text.to_owned());
        }
    }
    Ok(checked)
}

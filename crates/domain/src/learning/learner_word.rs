//! What a learner adds to a word: a note, and accepted meanings of their own.

use std::collections::{BTreeMap, HashSet};

use crate::ids::WordId;
use crate::language_tag::LanguageTag;
use crate::learning::grading::{meaning_key, meaning_texts};
use crate::learning::word::Word;
use crate::problem::Problem;
use crate::text::{is_no_text, is_visible, with_plain_blanks};

/// The longest note, in characters.
const MAX_NOTE_CHARS: usize = 2_000;
/// The longest meaning, in characters.
const MAX_SYNONYM_CHARS: usize = 100;
/// The number of meanings that a learner may add in one language.
const MAX_SYNONYMS: usize = 20;
/// The number of languages in which a learner may add meanings.
const MAX_LANGUAGES: usize = 8;

/// Meanings that are accepted from a learner in addition to those of the content, by language tag (BCP 47).
pub type Synonyms = BTreeMap<String, Vec<String>>;

/// A learner's additions to a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LearnerWord {
    /// The word.
    pub word_id: WordId,
    /// The learner's note.
    pub note: Option<String>,
    /// The learner's own meanings, which are accepted too.
    pub synonyms: Synonyms,
}

impl LearnerWord {
    /// Makes an empty set of additions to a word.
    pub fn empty(word_id: WordId) -> Self {
        Self { word_id, note: None, synonyms: Synonyms::new() }
    }

    /// Whether there are no additions.
    pub fn is_empty(&self) -> bool {
        self.note.is_none() && self.synonyms.is_empty()
    }
}

/// Checks a note, and trims it. Of its blanks, line feeds and spaces remain. Returns `None` for a note that shows nothing.
pub fn note(text: &str) -> Result<Option<String>, Problem> {
    let text = with_plain_blanks(text);
    let text = text.trim();
    let is_forbidden = |letter: char| is_no_text(letter) && letter != '\n';
    if text.chars().count() > MAX_NOTE_CHARS || text.chars().any(is_forbidden) {
        return Err(Problem::InvalidNote);
    }
    Ok(text.chars().any(is_visible).then(|| text.to_owned()))
}

/// Checks the meanings that a learner adds to a word. Meanings that grading does not distinguish count as one. Refuses
/// a meaning that the content blocks, or that another word of the lesson has, because it would make a wrong choice
/// right.
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
        let texts = check_language(&language, texts, word, lesson)?;
        if checked.contains_key(language.as_str()) {
            return Err(Problem::TooManySynonyms);
        }
        if !texts.is_empty() {
            checked.insert(language.as_str().to_owned(), texts);
        }
    }
    Ok(checked)
}

fn check_language(
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
    let of_other_words = others.filter_map(meanings).flat_map(|meanings| meanings.accepted);
    let folded = |text: &str| meaning_key(text, language.as_str());
    // A meaning is as good as each of its parts is alone.
    let keys = |text: &str| -> Vec<String> {
        meaning_texts(text).map(|part| folded(&part)).filter(|key| !key.is_empty()).collect()
    };
    let blocked: HashSet<String> = blocked.iter().flat_map(|text| keys(text)).collect();
    let of_other_words: HashSet<String> = of_other_words.flat_map(|text| keys(&text)).collect();
    let mut seen = HashSet::new();
    let mut checked = Vec::new();
    for text in texts {
        let text = text.trim();
        let compared = folded(text);
        if compared.is_empty() || text.chars().count() > MAX_SYNONYM_CHARS || text.chars().any(is_no_text) {
            return Err(Problem::InvalidSynonym);
        }
        let keys = keys(text);
        if keys.iter().any(|key| blocked.contains(key)) {
            return Err(Problem::BlockedSynonym);
        }
        if keys.iter().any(|key| of_other_words.contains(key)) {
            return Err(Problem::SynonymOfAnotherWord);
        }
        if seen.insert(compared) {
            checked.push(text.to_owned());
        }
    }
    Ok(checked)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_that_shows_nothing_is_none() {
        for text in ["", " \n", "\u{200b}", "\u{3164}\u{2800}"] {
            assert_eq!(note(text), Ok(None), "{text:?}");
        }
        assert_eq!(note(" екі\nжол "), Ok(Some("екі\nжол".to_owned())));
    }

    #[test]
    fn a_note_may_be_pasted_with_the_line_breaks_and_tabs_of_other_systems() {
        assert_eq!(note("бір\r\nекі\rүш\tтөрт\r\n"), Ok(Some("бір\nекі\nүш төрт".to_owned())));
        // What counts is the text that is stored.
        let lines = "я\r\n".repeat(MAX_NOTE_CHARS / 2);
        assert_eq!(note(&lines), Ok(Some("я\n".repeat(MAX_NOTE_CHARS / 2).trim().to_owned())));
        assert_eq!(note("бір\u{7}"), Err(Problem::InvalidNote));
    }
}

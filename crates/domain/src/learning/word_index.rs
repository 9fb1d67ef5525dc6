//! An index of words by spelling and by meaning. Grading uses it to recognize other words that are taught, and choices
//! use it to find similar words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kazakh::alphabet::confusable_class;
use kazakh::fold;
use kazakh::latin_draft::{self, Script};

use crate::ids::WordId;
use crate::language_tag::LanguageTag;
use crate::learning::grading::meaning_key;
use crate::learning::word::Word;
use crate::search::spellings;

/// Finds words that are taught.
#[derive(Debug, Default)]
pub struct WordIndex {
    /// Words by each spelling in either script, folded.
    spellings: HashMap<String, WordId>,
    /// Words by language and by the [key](meaning_key) of each accepted meaning.
    meanings: BTreeMap<LanguageTag, HashMap<String, WordId>>,
    /// Words by the outlines of their dictionary forms: the form with confusable letters unified, and the same with
    /// each letter left out.
    outlines: HashMap<String, Vec<WordId>>,
}

impl WordIndex {
    /// Adds a word. If several words have the same spelling, the first one added is found.
    pub fn add(&mut self, word: &Word) {
        for key in word.spellings().flat_map(keys) {
            self.spellings.entry(key).or_insert(word.id);
        }
        for meanings in &word.meanings {
            let by_meaning = self.meanings.entry(meanings.language.clone()).or_default();
            for meaning in &meanings.accepted {
                let key = meaning_key(meaning, meanings.language.as_str());
                by_meaning.entry(key).or_insert(word.id);
            }
        }
        for key in outlines(&word.headword) {
            self.outlines.entry(key).or_default().push(word.id);
        }
    }

    /// Finds the word with a folded spelling.
    pub fn find_by_spelling(&self, key: &str) -> Option<WordId> {
        self.spellings.get(key).copied()
    }

    /// Finds a word with a meaning, in the first of the languages that has one.
    pub fn find_by_meaning(&self, meaning: &str, languages: &[LanguageTag]) -> Option<WordId> {
        let in_language = |tag: &LanguageTag| {
            let mut candidates = self.meanings.iter().filter(|(own, _)| tag.range_matches(own));
            candidates
                .find_map(|(own, by_meaning)| by_meaning.get(&meaning_key(meaning, own.as_str())))
                .copied()
        };
        languages.iter().find_map(in_language)
    }

    /// Finds the words whose dictionary forms differ by at most one letter, not counting confusable letters.
    pub fn similarly_spelled(&self, headword: &str) -> BTreeSet<WordId> {
        outlines(headword).iter().filter_map(|key| self.outlines.get(key)).flatten().copied().collect()
    }
}

/// Returns the key of a typed Kazakh text: a text that contains Cyrillic is compared as Cyrillic, any other as Latin of
/// the draft alphabet.
pub(in crate::learning) fn key(text: &str) -> String {
    let has_cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    if has_cyrillic { fold::fold_kazakh(text) } else { latin_draft::fold_latin(text) }
}

/// Returns the keys under which a Kazakh text in Cyrillic is found: one for each script.
pub(in crate::learning) fn keys(text: &str) -> [String; 2] {
    let folded = fold::fold_kazakh(text);
    let latin = latin_draft::fold_latin(&latin_draft::in_script(&folded, Script::Latin));
    [folded, latin]
}

fn outlines(headword: &str) -> BTreeSet<String> {
    let outline: String = fold::fold_kazakh(headword).chars().map(confusable_class).collect();
    spellings(&outline)
}

//! Words by what they look like and by what they mean: for grading, which must know another word that is taught, and for
//! choices, which are to be near.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kazakh::alphabet::confusable_class;
use kazakh::fold;
use kazakh::latin_draft::{self, Script};

use crate::domain::ids::WordId;
use crate::domain::learning::grading::fold_meaning;
use crate::domain::learning::word::{LanguageTag, Word};
use crate::domain::search::spellings;

/// Finds words that are taught.
#[derive(Debug, Default)]
pub struct WordIndex {
    /// By each spelling in either script, folded.
    spelled: HashMap<String, WordId>,
    /// By each accepted meaning, folded, in a language.
    meant: BTreeMap<LanguageTag, HashMap<String, WordId>>,
    /// By the dictionary form, letters that are easily confused being one, and with each letter left out.
    alike: HashMap<String, Vec<WordId>>,
}

impl WordIndex {
    /// Adds a word. Of words that are written alike, the first one added is found.
    pub fn add(&mut self, word: &Word) {
        for key in word.spellings().flat_map(keys) {
            self.spelled.entry(key).or_insert(word.id);
        }
        for meanings in &word.meanings {
            let meant = self.meant.entry(meanings.language.clone()).or_default();
            for meaning in &meanings.accepted {
                meant.entry(fold_meaning(meaning)).or_insert(word.id);
            }
        }
        for key in outlines(&word.headword) {
            self.alike.entry(key).or_default().push(word.id);
        }
    }

    /// The word of a spelling, which is a [`key`].
    pub fn spelled(&self, key: &str) -> Option<WordId> {
        self.spelled.get(key).copied()
    }

    /// A word that means this, which is folded by [`fold_meaning`], in one of the languages.
    pub fn meaning(&self, folded: &str, languages: &[LanguageTag]) -> Option<WordId> {
        let in_language = |tag: &LanguageTag| {
            let mut asked = self.meant.iter().filter(|(own, _)| tag.asks_for(own));
            asked.find_map(|(_, meant)| meant.get(folded)).copied()
        };
        languages.iter().find_map(in_language)
    }

    /// Words whose dictionary forms are a letter apart from this one, confusable letters not counted.
    pub fn alike(&self, headword: &str) -> BTreeSet<WordId> {
        outlines(headword).iter().filter_map(|key| self.alike.get(key)).flatten().copied().collect()
    }
}

/// What a typed Kazakh text is compared by: one that holds Cyrillic as Cyrillic, another as the draft's Latin.
pub(super) fn key(text: &str) -> String {
    let has_cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    if has_cyrillic { fold::fold_kazakh(text) } else { latin_draft::fold_latin(text) }
}

/// What a Kazakh text, which is Cyrillic, is found by: in both scripts.
pub(super) fn keys(text: &str) -> [String; 2] {
    let folded = fold::fold_kazakh(text);
    let latin = latin_draft::fold_latin(&latin_draft::in_script(&folded, Script::Latin));
    [folded, latin]
}

fn outlines(headword: &str) -> BTreeSet<String> {
    let outline: String = fold::fold_kazakh(headword).chars().map(confusable_class).collect();
    spellings(&outline)
}

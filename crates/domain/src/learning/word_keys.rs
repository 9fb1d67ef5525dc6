//! Values that take time, and so are computed only once for each word and version of the content: the folded texts by
//! which words are compared as choices of an exercise, the words that may stand beside a word as choices, the gaps in its
//! examples, with the meanings that it has there, and the examples whose words may be put in order.

use std::sync::OnceLock;

use kazakh::synonyms::are_synonyms;

use crate::language_tag::LanguageTag;
use crate::learning::cloze::{Gap, gaps};
use crate::learning::exercise::{Puzzle, puzzles};
use crate::learning::grading::{fold_meaning, meaning_key, meaning_texts};
use crate::learning::rivals::Rivals;
use crate::learning::seed::Seed;
use crate::learning::sense::sense_in;
use crate::learning::word::{Meanings, Word};
use crate::learning::word_index::keys;

/// The folded texts of a word, its rivals, and the gaps in its examples.
#[derive(Debug)]
pub struct WordKeys {
    /// The dictionary form, as [`keys`] folds it in Cyrillic.
    pub(super) headword: String,
    /// The correct spellings, each in both scripts.
    spellings: Vec<[String; 2]>,
    meanings: Vec<MeaningKeys>,
    pub(super) rivals: Rivals,
    /// Made for the first exercise that needs one.
    gaps: OnceLock<Vec<Gap>>,
    /// The meaning that the word has in each example, by language and example: an index into the accepted meanings.
    /// Found for the first exercise that needs one.
    senses: OnceLock<Vec<Vec<Option<usize>>>>,
    /// Made for the first exercise that needs one.
    puzzles: OnceLock<Vec<Puzzle>>,
}

/// The folded meanings of a word in one language.
#[derive(Debug)]
struct MeaningKeys {
    language: LanguageTag,
    /// The words of the meaning that is shown.
    shown: Vec<String>,
    keys: Vec<String>,
}

impl WordKeys {
    /// Folds the texts of a word.
    pub fn of(word: &Word) -> Self {
        let [headword, _] = keys(&word.headword);
        let meanings = word.meanings.iter().map(|meanings| MeaningKeys {
            language: meanings.language.clone(),
            shown: {
                let folded = fold_meaning(meanings.shown(), meanings.language.as_str());
                folded.split(' ').map(str::to_owned).collect()
            },
            keys: keys_of(meanings).collect(),
        });
        let spellings = word.spellings().map(keys).collect();
        Self {
            headword,
            spellings,
            meanings: meanings.collect(),
            rivals: Rivals::default(),
            gaps: OnceLock::new(),
            senses: OnceLock::new(),
            puzzles: OnceLock::new(),
        }
    }

    /// Picks an example of the word, and returns the gap in it.
    pub(super) fn gap(&self, word: &Word, seed: Seed) -> Option<Gap> {
        let gaps = self.gaps.get_or_init(|| gaps(word));
        gaps.iter().min_by_key(|gap| seed.rank(gap.example as u128)).cloned()
    }

    /// Returns the examples of the word whose words may be put in order.
    pub(super) fn puzzles(&self, word: &Word) -> &[Puzzle] {
        self.puzzles.get_or_init(|| puzzles(word))
    }

    /// Returns the meaning to show beside an example of the word: the one that the word has there, or else the one that is
    /// usually shown.
    pub(super) fn meaning_in_example<'a>(
        &self,
        word: &Word,
        meanings: &'a Meanings,
        example: usize,
    ) -> &'a str {
        let senses = self.senses.get_or_init(|| {
            let of_language = |meanings: &Meanings| {
                word.examples.iter().map(|example| sense_in(meanings, example)).collect()
            };
            word.meanings.iter().map(of_language).collect()
        });
        let language = word.meanings.iter().position(|own| own.language == meanings.language);
        let sense = language.and_then(|language| *senses.get(language)?.get(example)?);
        sense.and_then(|sense| meanings.accepted.get(sense)).map_or(meanings.shown(), String::as_str)
    }

    /// Returns the words of the meaning that is shown in a language.
    pub(super) fn shown_meaning(&self, language: &LanguageTag) -> &[String] {
        let meanings = self.meanings.iter().find(|meanings| language.range_matches(&meanings.language));
        meanings.map_or(&[], |meanings| &meanings.shown)
    }

    /// Whether two words share a spelling or, in any language, a meaning, or are synonyms. If so, each is also a correct
    /// answer for the other.
    pub(super) fn share_spelling_or_meaning(&self, other: &Self) -> bool {
        let is_same = |a: &[String; 2], b: &[String; 2]| a.iter().zip(b).any(|(a, b)| a == b);
        self.spellings.iter().any(|a| other.spellings.iter().any(|b| is_same(a, b)))
            || are_synonyms(&self.headword, &other.headword)
            || self.meanings.iter().any(|own| {
                let theirs = other.meanings.iter().filter(|theirs| theirs.language == own.language);
                theirs.flat_map(|theirs| &theirs.keys).any(|key| own.keys.contains(key))
            })
    }

    /// Whether one of these keys is the key of a meaning in exactly this language.
    pub(super) fn has_meaning(&self, language: &str, wanted: &[String]) -> bool {
        let own = self.meanings.iter().filter(|own| own.language.as_str() == language);
        own.flat_map(|own| &own.keys).any(|key| wanted.contains(key))
    }
}

/// Returns the keys of meanings: of the whole text, of its parts, and of either without the hint in parentheses.
fn keys_of(meanings: &Meanings) -> impl Iterator<Item = String> + '_ {
    let language = meanings.language.as_str();
    meanings
        .accepted
        .iter()
        .flat_map(|text| meaning_texts(text))
        .map(move |text| meaning_key(&text, language))
        .filter(|key| !key.is_empty())
}

//! The rivals of a word: the other words that may stand beside it as wrong choices. Content alone decides which words these
//! are and how plausible they are, so they are found once for each version of the content.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::language_tag::LanguageTag;
use crate::learning::word::Word;

/// The criterion that makes a wrong choice plausible.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Similarity {
    /// A similar meaning, or a place in the same lesson.
    Meaning,
    /// A similar spelling.
    Spelling,
}

/// A word that may stand beside another one as a wrong choice.
#[derive(Debug)]
pub(super) struct Rival {
    pub word: Arc<Word>,
    /// A higher number is more plausible.
    pub plausibility: u8,
}

/// The rivals of one word, by what makes them plausible and by the language of the meanings.
#[derive(Debug, Default)]
pub(super) struct Rivals(Mutex<RivalsByKind>);

type RivalsByKind = HashMap<(Similarity, LanguageTag), Arc<[Rival]>>;

impl Rivals {
    /// Returns the rivals, and finds them if they are requested for the first time.
    pub(super) fn get(
        &self,
        similarity: Similarity,
        language: &LanguageTag,
        find: impl FnOnce() -> Vec<Rival>,
    ) -> Arc<[Rival]> {
        let key = (similarity, language.clone());
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return known.clone();
        }
        let found: Arc<[Rival]> = find().into();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, found.clone());
        found
    }
}

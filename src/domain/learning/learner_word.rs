//! What a learner adds to a word: a note, and meanings of their own.

use std::collections::BTreeMap;

/// Meanings that are accepted of a learner beside those of the content, by language (BCP 47).
pub type Synonyms = BTreeMap<String, Vec<String>>;

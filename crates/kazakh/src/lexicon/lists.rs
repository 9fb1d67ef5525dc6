//! The lists of common words in `data/words`, one for each class of words.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use crate::named::named;

named! {
    /// The class of a word (сөз табы), as far as its endings depend on it.
    WordClass {
        /// Зат есім.
        Noun = "noun",
        /// Сын есім. It takes the endings of a noun if it stands for one (жақсыға).
        Adjective = "adjective",
        /// Сан есім.
        Numeral = "numeral",
        /// Есімдік.
        Pronoun = "pronoun",
        /// Етістік in the form in -у, which takes the endings of a noun (баруға).
        Verb = "verb",
        /// Үстеу.
        Adverb = "adverb",
        /// Шылау and демеулік: postpositions, conjunctions, particles; words such as бар and емес.
        Particle = "particle",
        /// Одағай, and polite phrases.
        Interjection = "interjection",
    }
}

const VERBS: &str = include_str!("../../data/words/verbs.txt");

const PRONOUN_FORMS: &str = include_str!("../../data/words/pronoun_forms.txt");

/// The lists. A word that is in several has the class of the first.
pub(super) const LISTS: [(WordClass, &str); 9] = [
    (WordClass::Noun, include_str!("../../data/words/nouns.txt")),
    (WordClass::Adjective, include_str!("../../data/words/adjectives.txt")),
    (WordClass::Numeral, include_str!("../../data/words/numerals.txt")),
    (WordClass::Pronoun, include_str!("../../data/words/pronouns.txt")),
    (WordClass::Pronoun, PRONOUN_FORMS),
    (WordClass::Verb, VERBS),
    (WordClass::Adverb, include_str!("../../data/words/adverbs.txt")),
    (WordClass::Particle, include_str!("../../data/words/particles.txt")),
    (WordClass::Interjection, include_str!("../../data/words/interjections.txt")),
];

static CLASSES: LazyLock<HashMap<&'static str, WordClass>> = LazyLock::new(|| {
    let reversed = LISTS.into_iter().rev();
    reversed.flat_map(|(class, list)| words(list).map(move |word| (word, class))).collect()
});

/// Returns the class of a common word in its dictionary form; `None` for other words.
///
/// ```
/// use kazakh::lexicon::{WordClass, class};
/// assert_eq!(class("мектеп"), Some(WordClass::Noun));
/// assert_eq!(class("және"), Some(WordClass::Particle));
/// ```
pub fn class(word: &str) -> Option<WordClass> {
    CLASSES.get(word).copied()
}

/// Returns all classes that a common word in its dictionary form has: жақсы is an adjective and an adverb.
pub fn classes(word: &str) -> Vec<WordClass> {
    let mut classes: Vec<WordClass> = Vec::new();
    for (class, list) in LISTS {
        if !classes.contains(&class) && words(list).any(|listed| listed == word) {
            classes.push(class);
        }
    }
    classes
}

/// Returns whether a word is a common verb in its form in -у, whatever else it is.
pub(crate) fn is_verb(word: &str) -> bool {
    static ALL: LazyLock<HashSet<&'static str>> = LazyLock::new(|| words(VERBS).collect());
    ALL.contains(word)
}

/// Returns whether a word is a form of a pronoun that takes no further endings: менің, қалай.
pub(crate) fn is_pronoun_form(word: &str) -> bool {
    words(PRONOUN_FORMS).any(|form| form == word)
}

/// Returns the common verbs in their form in -у, each with its stem if the list gives one.
pub(crate) fn verb_entries() -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    entries(VERBS)
}

/// Returns the words of a list.
pub(super) fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    entries(list).map(|(word, _)| word)
}

/// Returns the words of a list, each with its stem if the list gives one. Lines that begin with # are comments. A verb has
/// its stem after `=` if its form in -у leads to another stem: `оқу=оқы`.
fn entries(list: &'static str) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
    let entries = list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    entries.map(|entry| match entry.split_once('=') {
        Some((word, stem)) => (word, Some(stem)),
        None => (entry, None),
    })
}

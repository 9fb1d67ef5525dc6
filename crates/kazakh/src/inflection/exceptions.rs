//! The nouns that need more than the rules, from `data/nouns.toml`.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Flags, Harmony, NounForm};

const NOUN_FILE: &str = include_str!("../../data/nouns.toml");
const PRONOUN_FILE: &str = include_str!("../../data/pronouns.toml");

/// Parsed once. A test checks that the files are valid.
static NOUNS: LazyLock<HashMap<String, Exception>> = LazyLock::new(|| {
    let mut nouns = toml::from_str(NOUN_FILE).map(exceptions).unwrap_or_default();
    nouns.extend(toml::from_str(PRONOUN_FILE).map(pronouns).unwrap_or_default());
    nouns
});

/// Words that are, or are not, possessed at the end of a compound whatever their letters say.
static LAST_WORDS: LazyLock<(Vec<String>, Vec<String>)> = LazyLock::new(|| {
    toml::from_str(NOUN_FILE).map(|file: File| (file.possessed, file.not_possessed)).unwrap_or_default()
});

/// Returns whether a word is listed as possessed at the end of a compound.
pub(super) fn is_possessed(word: &str) -> bool {
    LAST_WORDS.0.iter().any(|listed| listed == word)
}

/// Returns whether a word is listed as not possessed at the end of a compound.
pub(super) fn is_not_possessed(word: &str) -> bool {
    LAST_WORDS.1.iter().any(|listed| listed == word)
}

/// The nouns that drop a vowel, by the stem that remains.
static DROPPED: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let dropping = NOUNS.iter().filter(|(_, exception)| exception.flags.drops_vowel);
    dropping.filter_map(|(lemma, _)| Some((without_vowel(lemma)?, lemma.as_str()))).collect()
});

fn without_vowel(lemma: &str) -> Option<String> {
    let last = lemma.chars().next_back()?;
    Some(format!("{}{last}", lemma.strip_suffix(last)?.strip_suffix(['ы', 'і'])?))
}

/// The properties of a noun that its letters do not show.
#[derive(Debug, Default)]
pub(super) struct Exception {
    pub(super) flags: Flags,
    /// The stem of its plural, if it differs from the lemma.
    pub(super) plural: Option<String>,
    /// Irregular forms.
    pub(super) forms: BTreeMap<NounForm, String>,
    /// Whether it is a pronoun that takes no possessive endings: мен, бұл.
    pub(super) unpossessed: bool,
}

/// Finds the exception for a noun, and returns it with the part of the noun before it. A compound that is not listed itself
/// uses the exception of its last word.
pub(super) fn find(lemma: &str) -> Option<(&str, &'static Exception)> {
    if let Some(exception) = NOUNS.get(&lemma.to_lowercase()) {
        return Some(("", exception));
    }
    let last = lemma.rsplit([' ', '-']).next()?;
    let exception = NOUNS.get(&last.to_lowercase())?;
    Some((lemma.strip_suffix(last)?, exception))
}

/// Restores the vowel that a stem has dropped: орн, орын; жұмыс орн, жұмыс орын. Returns `None` if no listed noun has this
/// stem.
pub(crate) fn with_dropped_vowel(stem: &str) -> Option<String> {
    let last = stem.rsplit([' ', '-']).next()?;
    let whole = DROPPED.get(last)?;
    Some(format!("{}{whole}", stem.strip_suffix(last)?))
}

/// The content of the file: lists of nouns that share a flag, and nouns with irregular forms.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    drops_vowel: Vec<String>,
    back: Vec<String>,
    front: Vec<String>,
    frozen: Vec<String>,
    possessed: Vec<String>,
    not_possessed: Vec<String>,
    keeps_stop: Vec<String>,
    plural: BTreeMap<String, String>,
    forms: BTreeMap<String, BTreeMap<NounForm, String>>,
}

/// The content of the file of pronouns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PronounFile {
    plural: BTreeMap<String, String>,
    forms: BTreeMap<String, BTreeMap<NounForm, String>>,
}

fn pronouns(file: PronounFile) -> HashMap<String, Exception> {
    let PronounFile { mut plural, forms } = file;
    let exception = |(lemma, forms): (String, _)| {
        let plural = plural.remove(&lemma);
        (lemma, Exception { plural, forms, unpossessed: true, flags: Flags::default() })
    };
    forms.into_iter().map(exception).collect()
}

fn exceptions(file: File) -> HashMap<String, Exception> {
    let mut nouns: HashMap<String, Exception> = HashMap::new();
    let mut flag = |lemmas: Vec<String>, set: fn(&mut Flags)| {
        for lemma in lemmas {
            set(&mut nouns.entry(lemma).or_default().flags);
        }
    };
    flag(file.drops_vowel, |flags| flags.drops_vowel = true);
    flag(file.back, |flags| flags.harmony = Some(Harmony::Back));
    flag(file.front, |flags| flags.harmony = Some(Harmony::Front));
    flag(file.frozen, |flags| flags.frozen = true);
    flag(file.keeps_stop, |flags| flags.keeps_stop = true);
    for (lemma, plural) in file.plural {
        nouns.entry(lemma).or_default().plural = Some(plural);
    }
    for (lemma, forms) in file.forms {
        nouns.entry(lemma).or_default().forms = forms;
    }
    nouns
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_exceptions_is_valid() {
        let nouns = exceptions(toml::from_str(NOUN_FILE).unwrap());
        assert_eq!(pronouns(toml::from_str(PRONOUN_FILE).unwrap()).len(), 19);
        assert!(nouns.len() > 50, "{}", nouns.len());
        for (lemma, exception) in nouns {
            let letters: Vec<char> = lemma.chars().collect();
            if exception.flags.drops_vowel {
                assert!(matches!(letters[..], [_, .., 'ы' | 'і', _]), "{lemma} has no vowel to drop");
            }
            if exception.flags.frozen {
                assert!(matches!(letters[..], [_, .., 'ы' | 'і']), "{lemma} has no ending");
            }
            if exception.flags.keeps_stop {
                assert!(matches!(letters[..], [_, .., 'п' | 'к' | 'қ']), "{lemma} has no stop to keep");
            }
        }
    }
}

//! The nouns that the rules don't inflect by themselves, as `data/nouns.toml` lists them.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use serde::Deserialize;

use super::{Flags, Harmony, NounForm};

const FILE: &str = include_str!("../../data/nouns.toml");

/// Parsed once; a test holds that it can be.
static NOUNS: LazyLock<HashMap<String, Exception>> = LazyLock::new(|| parse(FILE).unwrap_or_default());

/// The nouns that drop a vowel, by the stem that is left.
static DROPPED: LazyLock<HashMap<String, &str>> = LazyLock::new(|| {
    let dropping = NOUNS.iter().filter(|(_, exception)| exception.flags.drops_vowel);
    dropping.filter_map(|(lemma, _)| Some((without_vowel(lemma)?, lemma.as_str()))).collect()
});

fn without_vowel(lemma: &str) -> Option<String> {
    let last = lemma.chars().next_back()?;
    Some(format!("{}{last}", lemma.strip_suffix(last)?.strip_suffix(['ы', 'і'])?))
}

/// What is known of a noun besides its letters.
#[derive(Debug, Default)]
pub(super) struct Exception {
    pub(super) flags: Flags,
    /// The stem of its plural, where it isn't its own.
    pub(super) plural: Option<String>,
    /// Forms that no rule makes.
    pub(super) forms: BTreeMap<NounForm, String>,
}

/// The exception that a noun is, and what stands before it: a compound is one as its last word is, unless it is listed
/// itself.
pub(super) fn of(lemma: &str) -> Option<(&str, &'static Exception)> {
    if let Some(exception) = NOUNS.get(&lemma.to_lowercase()) {
        return Some(("", exception));
    }
    let last = lemma.rsplit([' ', '-']).next()?;
    let exception = NOUNS.get(&last.to_lowercase())?;
    Some((lemma.strip_suffix(last)?, exception))
}

/// A stem with the vowel that it dropped, if it is one that does: орн, орын; жұмыс орн, жұмыс орын.
pub(crate) fn with_dropped_vowel(stem: &str) -> Option<String> {
    let last = stem.rsplit([' ', '-']).next()?;
    let whole = DROPPED.get(last)?;
    Some(format!("{}{whole}", stem.strip_suffix(last)?))
}

/// The file: lists of nouns that share a flag, and nouns with forms of their own.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    drops_vowel: Vec<String>,
    back: Vec<String>,
    front: Vec<String>,
    frozen: Vec<String>,
    keeps_stop: Vec<String>,
    plural: BTreeMap<String, String>,
    forms: BTreeMap<String, BTreeMap<NounForm, String>>,
}

fn parse(text: &str) -> Result<HashMap<String, Exception>, toml::de::Error> {
    let file: File = toml::from_str(text)?;
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
    Ok(nouns)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_exceptions_is_well_formed() {
        let nouns = parse(FILE).unwrap();
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

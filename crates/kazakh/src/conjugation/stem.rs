//! The stem of a verb from its infinitive in -у, the form by which dictionaries for learners name it. The stem is the second
//! person of the imperative (бару, бар).

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::inflection::{Harmony, harmony, is_full_vowel, is_vowel};
use crate::lexicon::verb_entries;

pub(super) const FILE: &str = include_str!("../../data/verbs.toml");

/// Parsed once. A test checks that the file is valid.
pub(super) static EXCEPTIONS: LazyLock<Exceptions> =
    LazyLock::new(|| toml::from_str(FILE).unwrap_or_default());

/// The content of `data/verbs.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exceptions {
    pub(super) back: HashSet<String>,
    pub(super) moving: HashSet<String>,
    pub(super) keeps_b: HashSet<String>,
}

/// The stems that the list of verbs gives.
static LISTED: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| verb_entries().filter_map(|(verb, stem)| Some((verb, stem?))).collect());

/// The stem of a verb in its two shapes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stem {
    /// Before a consonant and by itself: тап, қорық, оқы.
    pub(super) plain: String,
    /// Before a vowel: таб, қорқ, оқы.
    pub(super) before_vowel: String,
    pub(super) harmony: Harmony,
}

impl Stem {
    /// Returns the stem of a verb of one word; `None` if the word does not end as an infinitive.
    pub(super) fn of(infinitive: &str) -> Option<Self> {
        let listed = LISTED.get(infinitive).map(|stem| (*stem).to_owned());
        let plain = listed.or_else(|| regular(infinitive))?;
        let harmony = if EXCEPTIONS.back.contains(infinitive) { Harmony::Back } else { harmony_of(&plain) };
        // The infinitive shows a final б, г or ғ and a dropped vowel, since -у is a vowel: табу, қорқу.
        let open = infinitive.strip_suffix('у').filter(|_| !ends_in_vowel(&plain));
        let before_vowel = open.unwrap_or(&plain).to_owned();
        Some(Self { plain, before_vowel, harmony })
    }
}

/// Returns the harmony of a stem. A final и or ит agrees with the vowel before it: қалшиды, бұртитады; кербиді.
fn harmony_of(plain: &str) -> Harmony {
    let root = plain.strip_suffix("ит").or_else(|| plain.strip_suffix('и'));
    harmony(root.filter(|root| root.contains(is_vowel)).unwrap_or(plain))
}

/// Returns the stem that the letters of an infinitive lead to. They do not show whether -у replaces a narrow vowel after a
/// single consonant (тоқу, тоқы); the list has those verbs.
fn regular(infinitive: &str) -> Option<String> {
    // сүю, сүй; кию, ки
    if let Some(stem) = infinitive.strip_suffix('ю').filter(|stem| !stem.is_empty()) {
        return Some(if stem.ends_with('и') { stem.to_owned() } else { format!("{stem}й") });
    }
    let stem = infinitive.strip_suffix('у').filter(|stem| stem.contains(is_vowel))?;
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next());
    // ойнау, ойна; жуу, жу
    if is_vowel(last) {
        return Some(stem.to_owned());
    }
    // After two consonants -у replaces a vowel (сілку, сілкі), unless they are a sonorant and т (айту, айт).
    let joins_t = last == 'т' && before.is_some_and(|before| matches!(before, 'й' | 'р' | 'л' | 'н'));
    if before.is_some_and(|before| !is_vowel(before)) && !joins_t {
        return Some(format!("{stem}{}", if harmony(stem) == Harmony::Back { 'ы' } else { 'і' }));
    }
    let voiceless = match last {
        'б' => 'п',
        'г' => 'к',
        'ғ' => 'қ',
        _ => return Some(stem.to_owned()),
    };
    Some(format!("{}{voiceless}", stem.strip_suffix(last)?))
}

/// Returns whether a stem ends in a vowel, after which suffixes lose theirs. Stems in и, у and й take those of a consonant.
pub(super) fn ends_in_vowel(stem: &str) -> bool {
    stem.ends_with(is_full_vowel)
}

//! The most common verb forms, so that they are not taken for typing slips.

use crate::inflection::{Harmony, Sound, harmony, sound};

/// Returns the stems of a verb in -у or -ю, before vowels and before consonants: бар (бару), таб and тап (табу), сілкі
/// (сілку), қой (қою), ки (кию). After a single consonant, -у does not show whether it replaces a narrow vowel (тоқу, тоқы);
/// the list gives those stems.
pub(super) fn stems(verb: &str) -> Vec<String> {
    if let Some(stem) = verb.strip_suffix('ю') {
        return if stem.ends_with('и') { vec![stem.to_owned()] } else { vec![format!("{stem}й")] };
    }
    let Some(stem) = verb.strip_suffix('у') else { return Vec::new() };
    let mut letters = stem.chars().rev();
    let (Some(last), Some(before)) = (letters.next(), letters.next()) else { return vec![stem.to_owned()] };
    if is_consonant(last) && is_consonant(before) {
        return vec![format!("{stem}{}", if harmony(stem) == Harmony::Back { 'ы' } else { 'і' })];
    }
    let voiceless = match last {
        'б' => 'п',
        'г' => 'к',
        'ғ' => 'қ',
        _ => return vec![stem.to_owned()],
    };
    vec![stem.to_owned(), format!("{}{voiceless}", stem.strip_suffix(last).unwrap_or_default())]
}

fn is_consonant(letter: char) -> bool {
    !"аәоөұүыіеэуюияё".contains(letter)
}

/// Endings after any stem. Capitals stand for letters that harmony and assimilation choose: A а/е, Y ы/і, D д/т, G ғ/г/қ/к,
/// K қ/к.
const AFTER_ANY: &[&str] = &[
    "",
    "DY",
    "DYм",
    "DYң",
    "DYңYз",
    "DYK",
    "DYңдAр",
    "DYңYздAр",
    "GAн",
    "GAнмYн",
    "GAнсYң",
    "GAнсYз",
    "GAнбYз",
    "GAндA",
    "GAннAн",
    "GAнGA",
    "сA",
    "сAм",
    "сAң",
    "сAңYз",
    "сAK",
    "сYн",
    "GAлY",
    "GYш",
];
const AFTER_CONSONANT: &[&str] = &[
    "Yп",
    "A",
    "AмYн",
    "AсYң",
    "AсYз",
    "AдY",
    "AмYз",
    "AсYздAр",
    "AсYңдAр",
    "Aр",
    "AрмYн",
    "AтYн",
    "Yң",
    "YңYз",
    "YңдAр",
    "YңYздAр",
    "AйYн",
    "AйYK",
];
const AFTER_VOWEL: &[&str] = &[
    "п",
    "й",
    "ймYн",
    "йсYң",
    "йсYз",
    "йдY",
    "ймYз",
    "йсYздAр",
    "йсYңдAр",
    "р",
    "рмYн",
    "йтYн",
    "ң",
    "ңYз",
    "ңдAр",
    "ңYздAр",
    "йYн",
    "йYK",
];

/// Returns whether an ending, which may be empty, can follow the stem of a verb.
pub(super) fn is_form(stem: &str, ending: &str) -> bool {
    if takes(stem, ending) {
        return true;
    }
    // A negated stem ends in a vowel and takes the endings for that: бар-ма-ды, кел-ме-йді.
    let negation = match sound(stem) {
        Sound::Voiceless => 'п',
        Sound::Nasal | Sound::Hissing => 'б',
        _ => 'м',
    };
    let negated = format!("{stem}{negation}{}", if harmony(stem) == Harmony::Back { 'а' } else { 'е' });
    let whole = format!("{stem}{ending}");
    whole.strip_prefix(&negated).is_some_and(|rest| rest != "р" && takes(&negated, rest))
}

fn takes(stem: &str, ending: &str) -> bool {
    let more = if sound(stem) == Sound::Vowel { AFTER_VOWEL } else { AFTER_CONSONANT };
    AFTER_ANY.iter().chain(more).any(|pattern| realized(pattern, stem) == ending)
}

fn realized(pattern: &str, stem: &str) -> String {
    let is_back = harmony(stem) == Harmony::Back;
    let is_voiceless = sound(stem) == Sound::Voiceless;
    pattern
        .chars()
        .map(|letter| match (letter, is_back) {
            ('A', true) => 'а',
            ('A', false) => 'е',
            ('Y', true) => 'ы',
            ('Y', false) => 'і',
            ('K', true) => 'қ',
            ('K', false) => 'к',
            ('G', true) => {
                if is_voiceless {
                    'қ'
                } else {
                    'ғ'
                }
            }
            ('G', false) => {
                if is_voiceless {
                    'к'
                } else {
                    'г'
                }
            }
            ('D', _) => {
                if is_voiceless {
                    'т'
                } else {
                    'д'
                }
            }
            (other, _) => other,
        })
        .collect()
}

//! Words that are derived from others by living rules of the language, so that they are not taken for typing slips: жасалу
//! (жасау), қалалық (қала), тұзды (тұз).

use crate::conjugation::join;
use crate::inflection::{Sound, harmony, sound};

/// The suffixes that make nouns and adjectives of nouns and adjectives, as [`join`] writes them.
const OF_NOUNS: [&str; 5] = ["LYK", "LY", "сYз", "шY", "шA"];
/// The suffix that makes verbs of nouns and adjectives, with that of the form in -у.
const VERB_OF_NOUNS: &str = "LAу";

/// Returns the nouns, adjectives and verbs that are derived from a noun or an adjective; the verbs are in the form in -у.
pub(super) fn of_noun(noun: &str) -> (Vec<String>, Option<String>) {
    if !noun.chars().all(char::is_alphabetic) || noun.chars().count() < 2 {
        return (Vec::new(), None);
    }
    let derived = OF_NOUNS.iter().map(|suffix| with_suffix(noun, suffix));
    (derived.collect(), Some(with_suffix(noun, VERB_OF_NOUNS)))
}

/// Returns the other voices of a verb, in the form in -у, and the nouns in -с and -м. `stems` are the stem before vowels and
/// the one before consonants.
pub(super) fn of_verb(stems: &[String]) -> (Vec<String>, Vec<String>) {
    let (Some(first), Some(last)) = (stems.first(), stems.last()) else { return (Vec::new(), Vec::new()) };
    // A vowel that the stem has already makes that of the suffix unnecessary.
    let vowel = if sound(first) == Sound::Vowel { "" } else { "Y" };
    let voices = [format!("{vowel}л"), format!("{vowel}н"), format!("{vowel}с")];
    let voices = voices.iter().map(|suffix| with_suffix(first, suffix));
    let causatives = match sound(last) {
        Sound::Vowel => vec!["т"],
        Sound::Voiceless => vec!["тYр", "GYз"],
        _ => vec!["дYр", "т", "GYз"],
    };
    let causatives = causatives.into_iter().map(|suffix| with_suffix(last, suffix));
    let verbs = voices.chain(causatives).map(|stem| format!("{stem}у")).collect();
    let nouns = ["с", "м"].map(|letter| with_suffix(first, &format!("{vowel}{letter}"))).to_vec();
    (verbs, nouns)
}

/// Appends a suffix, with the letters that the stem requires.
fn with_suffix(stem: &str, suffix: &str) -> String {
    join(stem, suffix, harmony(stem))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_words_follow_harmony_and_assimilation() {
        let (nouns, verb) = of_noun("тұз");
        assert_eq!(nouns, ["тұздық", "тұзды", "тұзсыз", "тұзшы", "тұзша"]);
        assert_eq!(verb.as_deref(), Some("тұздау"));
        let (nouns, verb) = of_noun("модель");
        assert_eq!(nouns, ["модельдік", "модельді", "модельсіз", "модельші", "модельше"]);
        assert_eq!(verb.as_deref(), Some("модельдеу"));
        assert_eq!(of_noun("іс").1.as_deref(), Some("істеу"));
        assert_eq!(of_noun("сөз").1.as_deref(), Some("сөздеу"));
        let of = |stems: &[&str]| of_verb(&stems.iter().map(|&stem| stem.to_owned()).collect::<Vec<_>>());
        assert_eq!(
            of(&["жаса"]),
            (
                ["жасалу", "жасану", "жасасу", "жасату"].map(String::from).to_vec(),
                ["жасас", "жасам"].map(String::from).to_vec(),
            )
        );
        assert_eq!(of(&["таб", "тап"]).0, ["табылу", "табыну", "табысу", "таптыру", "тапқызу"]);
        assert_eq!(of(&["көр"]).0, ["көрілу", "көріну", "көрісу", "көрдіру", "көрту", "көргізу"]);
        assert_eq!(of_verb(&[]), (Vec::new(), Vec::new()));
    }
}

//! Normalizes typed text for comparison.

use unicode_normalization::UnicodeNormalization as _;

use crate::alphabet::look_alike;

/// The version of the folding rules. It increases with every change of the rules, so that stored folded text can be
/// computed again.
pub const VERSION: u32 = 2;

/// Folds text of any language: NFC, lower case, one space between words, and no punctuation except hyphens inside words.
pub fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            // Hyphen, non-breaking hyphen, dashes and minus: keyboards and phones type them all for a hyphen.
            '-' | '\u{2010}'..='\u{2014}' | '\u{2212}' => out.push('-'),
            letter if letter.is_alphanumeric() => out.push(letter),
            letter if letter.is_whitespace() => out.push(' '),
            _ => {}
        }
    }
    let words = out.split(' ').map(|word| word.trim_matches('-')).filter(|word| !word.is_empty());
    // Composed again: what stood between a letter and its mark is gone.
    words.collect::<Vec<_>>().join(" ").nfc().collect()
}

/// Folds a Kazakh word or phrase as [`fold_text`] does, and replaces Latin and foreign look-alikes by Kazakh letters.
///
/// Look-alikes are replaced only in text that contains Cyrillic letters. Text that is entirely Latin was not mistyped.
///
/// ```
/// // The first letter is a Latin C.
/// assert_eq!(kazakh::fold::fold_kazakh("  Cөз!"), "сөз");
/// ```
pub fn fold_kazakh(text: &str) -> String {
    let has_cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    if !has_cyrillic {
        return fold_text(text);
    }
    let as_seen = |letter| look_alike(letter).unwrap_or(letter);
    // Before lower-casing: a capital H looks like Н, a small h like һ. And after it: İ has become i.
    let folded = fold_text(&text.nfc().map(as_seen).collect::<String>());
    folded.chars().map(as_seen).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_spaces_and_punctuation_are_ignored() {
        assert_eq!(fold_kazakh("  Сау   болыңыз! "), "сау болыңыз");
        assert_eq!(fold_kazakh("«ҚҰРМЕТ»"), "құрмет");
        assert_eq!(fold_kazakh("и\u{306}"), "й");
        // The two marks change places when the control character between them is gone.
        assert_eq!(fold_text("\u{345}\u{e}\u{363}"), "\u{363}\u{345}");
        assert_eq!(fold_kazakh("İс"), "іс");
        assert_eq!(fold_kazakh("ата\u{2011}ана -"), "ата-ана");
    }

    #[test]
    fn a_latin_look_alike_becomes_the_kazakh_letter() {
        assert_eq!(fold_kazakh("cөз"), "сөз");
        assert_eq!(fold_kazakh("eкi"), "екі");
        assert_eq!(fold_kazakh("HАН"), "нан");
        assert_eq!(fold_kazakh("YЙ"), "үй");
        assert_eq!(fold_kazakh("salem"), "salem");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(
            text in ".{0,40}",
            marks in "[аеЁёиЙijіİI\u{e}\u{200d}'\u{300}\u{306}\u{308}\u{345}\u{363}\u{483}\u{9be}\u{9c7}]{0,8}",
        ) {
            for text in [text, marks] {
                let once = fold_kazakh(&text);
                prop_assert_eq!(fold_kazakh(&once), once.clone());
                let once = fold_text(&text);
                prop_assert_eq!(fold_text(&once), once.clone());
            }
        }
    }
}

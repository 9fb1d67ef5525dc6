//! Bringing what people type to one form, so that it can be compared.

use unicode_normalization::UnicodeNormalization as _;

use crate::alphabet::look_alike;

/// Which rules fold: counted up when they change, so that what was stored folded is made anew.
pub const VERSION: u32 = 1;

/// NFC, lower case, one space between words, no punctuation but the hyphen inside a word.
pub fn comparable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        match letter {
            // Hyphen, non-breaking hyphen, dashes, minus: what a keyboard or a phone makes of it.
            '-' | '\u{2010}'..='\u{2014}' | '\u{2212}' => out.push('-'),
            letter if letter.is_alphanumeric() => out.push(letter),
            letter if letter.is_whitespace() => out.push(' '),
            _ => {}
        }
    }
    let words = out.split(' ').map(|word| word.trim_matches('-')).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// A Kazakh word or phrase in comparable form, Latin and foreign look-alikes replaced by the Kazakh letters.
///
/// Only a text that holds Cyrillic is touched: one that is Latin throughout was not mistyped.
pub fn kazakh(text: &str) -> String {
    let has_cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    if !has_cyrillic {
        return comparable(text);
    }
    // Before the case is lost: a capital H looks like Н, a small h like һ.
    let letters = text.nfc().map(|letter| look_alike(letter).unwrap_or(letter));
    comparable(&letters.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_spaces_and_punctuation_do_not_matter() {
        assert_eq!(kazakh("  Сау   болыңыз! "), "сау болыңыз");
        assert_eq!(kazakh("«ҚҰРМЕТ»"), "құрмет");
        assert_eq!(kazakh("и\u{306}"), "й");
        assert_eq!(kazakh("ата\u{2011}ана -"), "ата-ана");
    }

    #[test]
    fn a_latin_look_alike_is_the_kazakh_letter() {
        assert_eq!(kazakh("cөз"), "сөз");
        assert_eq!(kazakh("eкi"), "екі");
        assert_eq!(kazakh("HАН"), "нан");
        assert_eq!(kazakh("YЙ"), "үй");
        assert_eq!(kazakh("salem"), "salem");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in ".{0,40}") {
            let once = kazakh(&text);
            prop_assert_eq!(kazakh(&once), once.clone());
        }
    }
}

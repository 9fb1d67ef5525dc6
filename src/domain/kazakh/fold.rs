//! Bringing what people type to one form, so that it can be compared.

use unicode_normalization::UnicodeNormalization as _;

use crate::domain::kazakh::alphabet::look_alike;

/// NFC, lower case, one space between words, no punctuation around or inside but the hyphen.
pub fn comparable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.nfc().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() || letter == '-' {
            out.push(letter);
        } else if letter.is_whitespace() && !out.ends_with(' ') && !out.is_empty() {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A Kazakh word or phrase in comparable form, Latin and foreign look-alikes replaced by the Kazakh letters.
///
/// Only a text that holds Cyrillic is touched: one that is Latin throughout was not mistyped.
pub fn kazakh(text: &str) -> String {
    let text = comparable(text);
    let has_cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    if !has_cyrillic {
        return text;
    }
    text.chars().map(|letter| look_alike(letter).unwrap_or(letter)).collect()
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
    }

    #[test]
    fn a_latin_look_alike_is_the_kazakh_letter() {
        assert_eq!(kazakh("cөз"), "сөз");
        assert_eq!(kazakh("eкi"), "екі");
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

//! Checks of the characters of texts.

use kazakh::alphabet::{LETTERS, is_cyrillic, look_alike};
use unicode_normalization::is_nfc;

use crate::domain::text::is_no_text;

/// Returns the problem of a text in any language.
pub(super) fn problem(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("the text is empty".to_owned());
    }
    if text.trim() != text {
        return Some(format!("«{text}» begins or ends with a space"));
    }
    if text.contains("  ") {
        return Some(format!("«{text}» has two spaces in a row"));
    }
    if let Some(other) = text.chars().find(|c| is_no_text(*c)) {
        let kind = if other.is_control() { "control character" } else { "noncharacter" };
        return Some(format!("the text contains the {kind} U+{:04X}", u32::from(other)));
    }
    if !is_nfc(text) {
        return Some(format!("«{text}» is not in the composed Unicode form (NFC)"));
    }
    text.split(|c: char| !c.is_alphabetic()).find_map(mixed_alphabets)
}

/// Returns the problem of a Kazakh headword.
pub(super) fn headword_problem(headword: &str) -> Option<String> {
    let foreign = |c: &char| !is_kazakh(*c) && !matches!(c, ' ' | '-');
    problem(headword).or_else(|| {
        let letter = headword.chars().find(foreign)?;
        let code = u32::from(letter);
        Some(format!(
            "«{headword}» contains «{letter}» (U+{code:04X}), which is not a Kazakh letter, a hyphen or a space"
        ))
    })
}

/// Returns whether a character is one of the 42 Kazakh letters, small or capital.
fn is_kazakh(letter: char) -> bool {
    let mut small = letter.to_lowercase();
    small.next().is_some_and(|small| LETTERS.contains(&small)) && small.next().is_none()
}

/// Finds a Latin letter that looks like a Cyrillic one in a word with Cyrillic letters.
fn mixed_alphabets(word: &str) -> Option<String> {
    if !word.chars().any(is_cyrillic) {
        return None;
    }
    let (latin, meant) = word.chars().filter(|c| !is_cyrillic(*c)).find_map(|latin| {
        let small = latin.to_lowercase().next()?;
        let meant = look_alike(small)?;
        Some((latin, if small == latin { meant } else { meant.to_uppercase().next()? }))
    })?;
    let code = u32::from(latin);
    Some(format!("«{word}» contains the Latin letter «{latin}» (U+{code:04X}); use the Cyrillic «{meant}»"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn valid_texts_have_no_problem() {
        for text in ["Сәлем, Асқар!", "IT-маман", "«Birlik» клубы", "I'm sorry", "3D"] {
            assert_eq!(problem(text), None, "{text}");
        }
        for text in ["сау болыңыз", "ата-ана", "Қазақстан", "ІШІ"] {
            assert_eq!(headword_problem(text), None, "{text}");
        }
    }

    #[test]
    fn a_noncharacter_is_refused() {
        assert_eq!(problem("а\u{ffff}").as_deref(), Some("the text contains the noncharacter U+FFFF"));
    }

    #[test]
    fn a_hidden_latin_letter_is_found_in_either_case() {
        let message = "«cөз» contains the Latin letter «c» (U+0063); use the Cyrillic «с»";
        assert_eq!(problem("бір cөз").as_deref(), Some(message));
        let message = "«Cөз» contains the Latin letter «C» (U+0043); use the Cyrillic «С»";
        assert_eq!(problem("Cөз").as_deref(), Some(message));
    }

    #[test]
    fn a_headword_is_written_in_kazakh_letters() {
        let message = "«їнї» contains «ї» (U+0457), which is not a Kazakh letter, a hyphen or a space";
        assert_eq!(headword_problem("їнї").as_deref(), Some(message));
        assert!(headword_problem("сәлем!").is_some());
        assert!(headword_problem("salem").is_some());
    }
}

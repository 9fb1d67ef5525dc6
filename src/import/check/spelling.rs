//! What can be wrong with the letters of a text.

use kazakh::alphabet::{LETTERS, look_alike};
use unicode_normalization::is_nfc;

/// What is wrong with a text, whatever its language.
pub(super) fn flaw(text: &str) -> Option<String> {
    if text.trim().is_empty() {
        return Some("the text is empty".to_owned());
    }
    if text.trim() != text {
        return Some(format!("«{text}» begins or ends with a space"));
    }
    if let Some(control) = text.chars().find(|c| c.is_control()) {
        return Some(format!("holds the control character U+{:04X}", u32::from(control)));
    }
    if !is_nfc(text) {
        return Some(format!("«{text}» is not in Unicode's composed form (NFC)"));
    }
    text.split(|c: char| !c.is_alphabetic()).find_map(mixed_alphabets)
}

/// What is wrong with a Kazakh word or phrase that is taught.
pub(super) fn flaw_of_headword(headword: &str) -> Option<String> {
    let foreign = |c: &char| !is_kazakh(*c) && !matches!(c, ' ' | '-');
    flaw(headword).or_else(|| {
        let letter = headword.chars().find(foreign)?;
        let code = u32::from(letter);
        Some(format!(
            "«{headword}» holds «{letter}» (U+{code:04X}), which is no Kazakh letter, hyphen or space"
        ))
    })
}

/// Whether one of the 42 letters, small or capital.
fn is_kazakh(letter: char) -> bool {
    let mut small = letter.to_lowercase();
    small.next().is_some_and(|small| LETTERS.contains(&small)) && small.next().is_none()
}

/// A Latin letter that cannot be seen to be one, because the rest of the word is Cyrillic.
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
    Some(format!("«{word}» holds the Latin «{latin}» (U+{code:04X}) that looks like the Cyrillic «{meant}»"))
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn good_texts_have_no_flaw() {
        for text in ["Сәлем, Асқар!", "IT-маман", "«Birlik» клубы", "I'm sorry", "3D"] {
            assert_eq!(flaw(text), None, "{text}");
        }
        for text in ["сау болыңыз", "ата-ана", "Қазақстан", "ІШІ"] {
            assert_eq!(flaw_of_headword(text), None, "{text}");
        }
    }

    #[test]
    fn a_hidden_latin_letter_is_found_in_either_case() {
        let message = "«cөз» holds the Latin «c» (U+0063) that looks like the Cyrillic «с»";
        assert_eq!(flaw("бір cөз").as_deref(), Some(message));
        let message = "«Cөз» holds the Latin «C» (U+0043) that looks like the Cyrillic «С»";
        assert_eq!(flaw("Cөз").as_deref(), Some(message));
    }

    #[test]
    fn a_headword_is_written_in_kazakh_letters() {
        let message = "«їнї» holds «ї» (U+0457), which is no Kazakh letter, hyphen or space";
        assert_eq!(flaw_of_headword("їнї").as_deref(), Some(message));
        assert!(flaw_of_headword("сәлем!").is_some());
        assert!(flaw_of_headword("salem").is_some());
    }
}

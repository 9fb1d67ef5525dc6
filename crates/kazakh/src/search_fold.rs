//! The form in which names are searched: spellings that people use interchangeably get the same form.

use unicode_normalization::UnicodeNormalization as _;

use crate::alphabet::{confusable_class, is_cyrillic, look_alike};

/// Splits a text into words: NFC, lower case, split at every character that is not a letter or digit. Apostrophes are
/// removed and do not split.
pub fn words(text: &str) -> Vec<String> {
    let is_apostrophe = |letter| matches!(letter, '\'' | '’' | 'ʼ' | '`');
    let text: String = text.nfc().filter(|&letter| !is_apostrophe(letter)).collect();
    // A word of only ъ and ь would become empty.
    let is_word = |word: &&str| word.chars().any(|letter| !matches!(letter, 'ъ' | 'ь' | 'Ъ' | 'Ь'));
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(is_word);
    words.map(lower).collect()
}

/// Converts a word to lower case. In a word with Cyrillic letters, Latin look-alikes become Cyrillic.
fn lower(word: &str) -> String {
    let has_cyrillic = word.chars().any(is_cyrillic);
    let letters =
        word.chars().map(|letter| if has_cyrillic { look_alike(letter).unwrap_or(letter) } else { letter });
    letters.flat_map(char::to_lowercase).collect()
}

/// Returns a word as it is typed on a Russian keyboard: қ/к, ғ/г, ң/н, ө/о, ұ/ү/у, і/и, ә/а, һ/х and ё/э/е become equal, ъ
/// and ь are removed, and Latin letters lose their diacritics. [`stem::candidates`](crate::stem::candidates) takes words in
/// this form.
///
/// ```
/// assert_eq!(kazakh::search_fold::keyboard_form("ұлағат"), "улагат");
/// ```
pub fn keyboard_form(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'ъ' | 'ь' => {}
            // Endings treat й as a consonant. `search_form` replaces it by и afterwards.
            'й' => out.push(letter),
            'э' => out.push('е'),
            'ə' => out.push('a'),
            'ı' => out.push('i'),
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => {
                out.extend(std::iter::once(letter).nfd().take(1));
            }
            _ => out.push(confusable_class(letter)),
        }
    }
    out
}

/// Returns the form that is stored and compared, from a word or stem in its [`keyboard_form`]: й/и, я/иа, ю/иу and щ/ш
/// become equal too, so that a Latin spelling matches the Cyrillic one.
pub fn search_form(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'й' => out.push('и'),
            'я' => out.push_str("иа"),
            'ю' => out.push_str("иу"),
            'щ' => out.push('ш'),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn folded(text: &str) -> String {
        words(text).iter().map(|word| search_form(&keyboard_form(word))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn russian_keyboard_spellings_are_equal() {
        for (kazakh, typed) in [
            ("«Достық үйі»", "достык уйи"),
            ("Қазақстан халқы", "казакстан халкы"),
            ("Ғылыми-сараптамалық топ", "гылыми сараптамалык топ"),
            ("Ұлағат", "улагат"),
            ("этнос", "етнос"),
            ("Эмиль", "эмил"),
        ] {
            assert_eq!(folded(kazakh), folded(typed));
        }
    }

    #[test]
    fn words_are_split_at_other_characters() {
        assert_eq!(words("«Абай — оқулары» №20/3"), ["абай", "оқулары", "20", "3"]);
        assert_eq!(words("Kazakhstan’s"), ["kazakhstans"]);
        assert!(words("…«—» ?!").is_empty());
    }

    #[test]
    fn a_latin_look_alike_in_a_cyrillic_word_becomes_cyrillic() {
        assert_eq!(words("үйi CӨЗ"), ["үйі", "сөз"]);
        assert_eq!(words("club"), ["club"]);
    }

    #[test]
    fn latin_letters_lose_their_diacritics() {
        assert_eq!(folded("Ulağat Şañyraq café"), "ulagat sanyraq cafe");
    }

    proptest! {
        #[test]
        fn folding_is_idempotent(text in "(([а-яәғқңөұүһіё0-9«»-]{1,8}|[a-zâçğıñöşüé0-9]{1,8}) ){0,6}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once.clone());
        }

        #[test]
        fn any_text_becomes_words_of_letters_and_digits(text in ".{0,60}") {
            prop_assert!(folded(&text).chars().all(|letter| letter == ' ' || letter.is_alphanumeric() || !letter.is_ascii()));
        }
    }
}

//! The coarse form in which names are searched: spellings that people type for one another become one.

use unicode_normalization::UnicodeNormalization as _;

use crate::alphabet::{confusable_class, look_alike};

/// The words of a text: NFC, lower case, split at whatever is no letter or digit. An apostrophe splits nothing.
pub fn words(text: &str) -> Vec<String> {
    let is_apostrophe = |letter| matches!(letter, '\'' | '’' | 'ʼ' | '`');
    let text: String = text.nfc().filter(|&letter| !is_apostrophe(letter)).collect();
    // A word of nothing but signs would leave nothing of itself.
    let is_word = |word: &&str| word.chars().any(|letter| !matches!(letter, 'ъ' | 'ь' | 'Ъ' | 'Ь'));
    let words = text.split(|letter: char| !letter.is_alphanumeric()).filter(is_word);
    words.map(lower).collect()
}

/// Lower case; in a word that holds Cyrillic, the Latin letters that look the same are Cyrillic too.
fn lower(word: &str) -> String {
    let is_cyrillic = word.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
    let letters =
        word.chars().map(|letter| if is_cyrillic { look_alike(letter).unwrap_or(letter) } else { letter });
    letters.flat_map(char::to_lowercase).collect()
}

/// A word as a Russian keyboard types it, which is what endings are taken off: қ/к, ғ/г, ң/н, ө/о, ұ/ү/у, і/и, ә/а,
/// һ/х, ё/э/е; ъ and ь are left out, and Latin letters lose their marks.
pub fn keyboard(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for letter in word.chars() {
        match letter {
            'ъ' | 'ь' => {}
            // A consonant to the endings; `coarse` makes и of it afterwards.
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

/// What is stored and compared: й/и, я/иа, ю/иу and щ/ш are one as well, so that a Latin spelling meets the Cyrillic.
pub fn coarse(word: &str) -> String {
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
        words(text).iter().map(|word| coarse(&keyboard(word))).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_a_russian_keyboard_types_is_the_same() {
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
    fn words_are_split_at_everything_else() {
        assert_eq!(words("«Абай — оқулары» №20/3"), ["абай", "оқулары", "20", "3"]);
        assert_eq!(words("Kazakhstan’s"), ["kazakhstans"]);
        assert!(words("…«—» ?!").is_empty());
    }

    #[test]
    fn a_latin_look_alike_among_cyrillic_letters_is_cyrillic() {
        assert_eq!(words("үйi CӨЗ"), ["үйі", "сөз"]);
        assert_eq!(words("club"), ["club"]);
    }

    #[test]
    fn latin_letters_lose_their_marks() {
        assert_eq!(folded("Ulağat Şañyraq café"), "ulagat sanyraq cafe");
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "(([а-яәғқңөұүһіё0-9«»-]{1,8}|[a-zâçğıñöşüé0-9]{1,8}) ){0,6}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once.clone());
        }

        #[test]
        fn whatever_is_typed_becomes_words_of_letters_and_digits(text in ".{0,60}") {
            prop_assert!(folded(&text).chars().all(|letter| letter == ' ' || letter.is_alphanumeric() || !letter.is_ascii()));
        }
    }
}

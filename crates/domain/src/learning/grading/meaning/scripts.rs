//! Languages with two scripts, of which meanings have one. Uyghurs of Kazakhstan write Cyrillic, many Uzbeks do, and
//! Chinese is typed in traditional characters as well as in simplified ones.

use std::collections::HashMap;
use std::sync::LazyLock;

use kazakh::alphabet::is_cyrillic;

/// Each traditional character with its simplified one.
static SIMPLIFIED: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let lines = include_str!("../../../../data/words/zh.txt").lines();
    lines.filter_map(|line| line.chars().next().zip(line.chars().nth(1))).collect()
});

/// Replaces traditional Chinese characters by the simplified ones.
pub(super) fn chinese_simplified(text: &str) -> String {
    text.chars().map(|letter| SIMPLIFIED.get(&letter).copied().unwrap_or(letter)).collect()
}

/// Returns whether a language has all the Cyrillic letters of a text. A text that is transcribed only in part would be in
/// two scripts.
fn has_only(text: &str, letters: impl Fn(char) -> Option<&'static str>) -> bool {
    text.chars().filter(|letter| is_cyrillic(*letter)).all(|letter| letters(letter).is_some())
}

/// Transcribes a Cyrillic Uzbek text, in small letters, to Latin; returns other texts as they are. The apostrophe of oʻ
/// and gʻ is left out, as in folding.
pub(super) fn uzbek_in_latin(text: &str) -> String {
    if !has_only(text, uzbek_letter) {
        return text.to_owned();
    }
    let mut before = None;
    let mut latin = String::new();
    for letter in text.chars() {
        match letter {
            // е after a vowel and at the beginning of a word
            'е' if before
                .is_none_or(|before: char| !before.is_alphabetic() || "аеёиоуўэюя".contains(before)) =>
            {
                latin.push_str("ye");
            }
            _ => match uzbek_letter(letter) {
                Some(letters) => latin.push_str(letters),
                None => latin.push(letter),
            },
        }
        before = Some(letter);
    }
    latin
}

fn uzbek_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ғ' => "g",
        'д' => "d",
        'е' | 'э' => "e",
        'ё' => "yo",
        'ж' => "j",
        'з' => "z",
        'и' => "i",
        'й' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' | 'ў' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "x",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'қ' => "q",
        'ҳ' => "h",
        _ => return None,
    })
}

/// Transcribes a Cyrillic Uyghur text, in small letters, to Arabic letters; returns other texts as they are, but without
/// the vowel carrier ئ, which Cyrillic does not have.
pub(super) fn uyghur_in_arabic(text: &str) -> String {
    if !has_only(text, uyghur_letter) {
        return text.to_owned();
    }
    let mut arabic = String::new();
    for letter in text.chars().filter(|letter| *letter != 'ئ') {
        match uyghur_letter(letter) {
            Some(letters) => arabic.push_str(letters),
            None => arabic.push(letter),
        }
    }
    arabic
}

fn uyghur_letter(letter: char) -> Option<&'static str> {
    Some(match letter {
        'а' => "ا",
        'ә' => "ە",
        'б' => "ب",
        'в' => "ۋ",
        'г' => "گ",
        'ғ' => "غ",
        'д' => "د",
        'е' | 'э' => "ې",
        'ё' => "يو",
        'ж' => "ژ",
        'җ' => "ج",
        'з' => "ز",
        'и' | 'ы' => "ى",
        'й' => "ي",
        'к' => "ك",
        'қ' => "ق",
        'л' => "ل",
        'м' => "م",
        'н' => "ن",
        'ң' => "ڭ",
        'о' => "و",
        'ө' => "ۆ",
        'п' => "پ",
        'р' => "ر",
        'с' | 'ц' => "س",
        'т' => "ت",
        'у' => "ۇ",
        'ү' => "ۈ",
        'ф' => "ف",
        'х' => "خ",
        'һ' => "ھ",
        'ч' => "چ",
        'ш' | 'щ' => "ش",
        'ъ' | 'ь' => "",
        'ю' => "يۇ",
        'я' => "يا",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_scripts_lead_to_the_same_text() {
        for (cyrillic, latin) in [
            ("китоб", "kitob"),
            ("тўрт", "tort"),
            ("ер", "yer"),
            ("тоғ", "tog"),
            ("kitob", "kitob"),
            ("поезд", "poyezd"),
        ] {
            assert_eq!(uzbek_in_latin(cyrillic), latin);
        }
        for (traditional, simplified) in [
            ("書", "书"),
            ("書籍", "书籍"),
            ("什麼時候", "什么时候"),
            ("哪裡", "哪里"),
            ("书", "书"),
            ("本 book", "本 book"),
        ] {
            assert_eq!(chinese_simplified(traditional), simplified);
        }
        assert!(
            SIMPLIFIED.len() > 3_000 && SIMPLIFIED.values().all(|letter| !SIMPLIFIED.contains_key(letter))
        );
        assert_eq!((uzbek_in_latin("ѐг").as_str(), uyghur_in_arabic("ѐг").as_str()), ("ѐг", "ѐг"));
        for (cyrillic, arabic) in
            [("мәктәп", "مەكتەپ"), ("ана", "ئانا"), ("шәһәр", "شەھەر"), ("йәттә", "يەتتە"), ("саәт", "سائەت")]
        {
            assert_eq!(uyghur_in_arabic(cyrillic), uyghur_in_arabic(arabic));
        }
    }
}

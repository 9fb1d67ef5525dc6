//! Reads Kazakh that people type in Latin letters for a search: the alphabet of 2021, earlier alphabets, and improvised
//! spellings.

use crate::search_fold::keyboard_form;

/// Letter groups that stand for one sound. A longer group comes before its own prefixes.
const DIGRAPHS: [(&str, &str); 12] = [
    ("shch", "щ"),
    ("tsh", "ч"),
    ("tş", "ч"),
    ("sh", "ш"),
    ("ch", "ч"),
    ("zh", "ж"),
    ("kh", "х"),
    ("gh", "г"),
    ("ph", "ф"),
    ("ts", "ц"),
    ("dj", "ж"),
    ("dzh", "ж"),
];

/// Returns the [`keyboard_form`] of a word that is typed in lower-case Latin letters; `None` if the word contains any other
/// character.
///
/// ```
/// use kazakh::{latin_input, search_fold::keyboard_form};
/// assert_eq!(latin_input::to_keyboard_form("qazaqstan"), Some(keyboard_form("қазақстан")));
/// ```
pub fn to_keyboard_form(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len() * 2);
    let mut rest = word;
    while let Some(letter) = rest.chars().next() {
        if let Some((latin, sound)) = DIGRAPHS.iter().find(|(latin, _)| rest.starts_with(latin)) {
            out.push_str(sound);
            rest = rest.strip_prefix(latin).unwrap_or_default();
            continue;
        }
        out.push(sound(letter, out.chars().next_back())?);
        rest = rest.get(letter.len_utf8()..).unwrap_or_default();
    }
    Some(keyboard_form(&out))
}

fn sound(letter: char, before: Option<char>) -> Option<char> {
    let after_vowel = before.is_some_and(|letter| "аеоуыи".contains(letter));
    Some(match letter {
        'a' | 'á' | 'ä' | 'ə' | 'â' => 'а',
        'b' => 'б',
        'ç' => 'ч',
        'd' => 'д',
        'e' | 'é' => 'е',
        'f' => 'ф',
        'g' | 'ğ' | 'ǵ' => 'г',
        'h' | 'x' => 'х',
        'i' | 'y' if after_vowel => 'й',
        'i' | 'ı' | 'í' => 'и',
        'j' => 'ж',
        'k' | 'q' => 'к',
        'l' => 'л',
        'm' => 'м',
        'n' | 'ñ' | 'ń' | 'ŋ' => 'н',
        'o' | 'ö' | 'ó' => 'о',
        'p' => 'п',
        'r' => 'р',
        'c' | 's' => 'с',
        'ş' => 'ш',
        't' => 'т',
        'u' | 'ü' | 'ú' | 'ū' | 'w' => 'у',
        'v' => 'в',
        'y' | 'ý' => 'ы',
        'z' => 'з',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search_fold::search_form;

    #[test]
    fn latin_spellings_match_the_cyrillic_one() {
        for (latin, kazakh) in [
            ("dostyq", "достық"),
            ("üiı", "үйі"),
            ("uyi", "үйі"),
            ("qazaqstan", "қазақстан"),
            ("assambleiasy", "ассамблеясы"),
            ("assambleyasy", "ассамблеясы"),
            ("şañyraq", "шаңырақ"),
            ("khalqy", "халқы"),
            ("parasat", "парасат"),
        ] {
            let read = to_keyboard_form(latin).map(|word| search_form(&word));
            assert_eq!(read, Some(search_form(&keyboard_form(kazakh))), "{latin}");
        }
    }

    #[test]
    fn a_word_with_other_characters_is_not_read() {
        assert_eq!(to_keyboard_form("үйі"), None);
        assert_eq!(to_keyboard_form("2015"), None);
    }
}

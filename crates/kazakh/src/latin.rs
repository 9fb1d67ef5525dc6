//! Kazakh typed in Latin letters: the alphabet of 2021, its forerunners, and what people make up.

use crate::search_fold::keyboard;

/// Several letters for one sound, the longer before those that they begin with.
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

/// How a word of Latin letters would be typed on a Russian keyboard, in the form of [`keyboard`]; none if the word
/// holds anything but Latin letters.
pub fn cyrillic(word: &str) -> Option<String> {
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
    Some(keyboard(&out))
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
    use crate::search_fold::coarse;

    #[test]
    fn latin_spellings_meet_the_cyrillic_one() {
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
            let read = cyrillic(latin).map(|word| coarse(&word));
            assert_eq!(read, Some(coarse(&keyboard(kazakh))), "{latin}");
        }
    }

    #[test]
    fn what_is_not_latin_throughout_is_not_read() {
        assert_eq!(cyrillic("үйі"), None);
        assert_eq!(cyrillic("2015"), None);
    }
}

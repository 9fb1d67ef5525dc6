//! The reading of words in Latin letters, such as names of firms: Facebook is read фейсбук.
//!
//! The reading is rough. Only its end matters, which chooses the ending.

/// Groups of letters before single ones.
const SOUNDS: [(&str, &str); 35] = [
    ("oo", "у"),
    ("ou", "у"),
    ("ee", "и"),
    ("ck", "к"),
    ("ch", "ч"),
    ("ph", "ф"),
    ("sh", "ш"),
    ("th", "т"),
    ("qu", "ку"),
    ("a", "а"),
    ("b", "б"),
    ("c", "к"),
    ("d", "д"),
    ("e", "е"),
    ("f", "ф"),
    ("g", "г"),
    ("h", "х"),
    ("i", "и"),
    ("j", "ж"),
    ("k", "к"),
    ("l", "л"),
    ("m", "м"),
    ("n", "н"),
    ("o", "о"),
    ("p", "п"),
    ("q", "к"),
    ("r", "р"),
    ("s", "с"),
    ("t", "т"),
    ("u", "у"),
    ("v", "в"),
    ("w", "у"),
    ("x", "кс"),
    ("y", "и"),
    ("z", "з"),
];

/// Returns the reading of a word in Latin letters; `None` for other words.
pub(super) fn read(word: &str) -> Option<String> {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if !word.chars().all(|letter| letter.is_ascii_alphabetic()) {
        return None;
    }
    let is_abbreviation = word.chars().all(|letter| letter.is_ascii_uppercase());
    let is_vowel = |letter: char| "AEIOUY".contains(letter.to_ascii_uppercase());
    let is_spoken_as_word = (is_vowel(last) || is_vowel(before)) && letters.next().is_some();
    if is_abbreviation && !is_spoken_as_word {
        return name(last).map(str::to_owned);
    }
    let small = word.to_ascii_lowercase();
    // A final e is silent after a consonant: YouTube.
    let is_silent = !is_abbreviation && last == 'e' && !is_vowel(before);
    let mut rest = small.strip_suffix('e').filter(|_| is_silent).unwrap_or(&small);
    let mut sound = String::new();
    while let Some((group, letters)) = SOUNDS.iter().find(|(group, _)| rest.starts_with(group)) {
        sound.push_str(letters);
        rest = rest.get(group.len()..).unwrap_or_default();
    }
    Some(sound)
}

/// Returns the end of the English name of a letter: PDF is read пи-ди-эф.
fn name(letter: char) -> Option<&'static str> {
    Some(match letter {
        'A' | 'J' | 'K' => "эй",
        'H' => "эйч",
        'B' | 'C' | 'D' | 'G' | 'P' | 'T' | 'V' | 'E' => "и",
        'F' => "эф",
        'I' | 'Y' => "ай",
        'L' => "эл",
        'M' => "эм",
        'N' => "эн",
        'O' => "о",
        'Q' | 'U' | 'W' => "у",
        'R' => "ар",
        'S' => "эс",
        'X' => "икс",
        'Z' => "зет",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn words_in_latin_letters_are_read() {
        for (word, sound) in [
            ("Facebook", "факебук"),
            ("YouTube", "иутуб"),
            ("Netflix", "нетфликс"),
            ("NASA", "наса"),
            ("PDF", "эф"),
            ("IT", "и"),
            ("iPhone", "ифон"),
        ] {
            assert_eq!(read(word).as_deref(), Some(sound), "{word}");
        }
        for word in ["", "x", "дос", "Qаzaq", "e5"] {
            assert_eq!(read(word), None, "{word}");
        }
    }
}

//! Removes the endings of Russian and English words, roughly.

/// The endings of Russian words. Each ending comes before the endings that are its suffixes.
const RUSSIAN: [&str; 43] = [
    "иями", "ями", "ами", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "иям", "ием", "ией", "ах", "ях",
    "ов", "ев", "ей", "ой", "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю", "ых", "их", "ым",
    "им", "ом", "ем", "ам", "ям", "ия", "ии", "ию", "ью", "ье", "ья",
];
const VOWELS: &str = "аеиоуыюяй";

/// Returns a Russian word without its ending.
pub(super) fn russian(word: &str) -> &str {
    let ending = RUSSIAN.iter().find_map(|ending| word.strip_suffix(ending));
    let stem = ending.unwrap_or_else(|| word.strip_suffix(|letter| VOWELS.contains(letter)).unwrap_or(word));
    if stem.chars().nth(2).is_some() { stem } else { word }
}

/// Returns an English word without the plural or genitive s.
pub(super) fn english(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(stem) if stem.chars().nth(2).is_some() && !stem.ends_with('s') => stem,
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            ["дом", "дома", "домом"],
            ["дружба", "дружбы", "дружбой"],
            ["ассамблея", "ассамблеи", "ассамблеей"],
            ["общественного", "общественный", "общественных"],
            ["матерей", "матери", "матерями"],
        ] {
            assert!(forms.iter().all(|form| russian(form) == russian(forms[0])), "{forms:?}");
        }
        assert_eq!((english("councils"), english("ress"), english("us")), ("council", "ress", "us"));
    }
}

//! Words of the gloss languages that differ by a letter from another word. A typed one is never a slip for the other.
//!
//! `data/words/NOTICE.md` names the sources and their licences.

const RUSSIAN: &str = include_str!("../../../../data/words/ru.txt");
const ENGLISH: &str = include_str!("../../../../data/words/en.txt");

/// Whether a word, folded by [`fold_meaning`](super::fold_meaning), is a word of the language. A language without a list
/// has none.
pub(super) fn is_word(folded: &str, language: &str) -> bool {
    match language {
        "ru" => contains(RUSSIAN, folded) || is_russian_adverb(folded),
        "en" => contains(ENGLISH, folded),
        _ => false,
    }
}

/// Whether a word is a Russian adverb in -о, which the list leaves to its adjective: мало is of малый. The list lacks
/// дорогой, because no other word differs from it by a letter.
fn is_russian_adverb(folded: &str) -> bool {
    let Some(stem) = folded.strip_suffix('о').filter(|stem| stem.chars().count() >= 3) else { return false };
    let is_velar = stem.ends_with(['г', 'к', 'х']);
    let endings: &[&str] = if is_velar { &["ой", "ий"] } else { &["ый", "ой"] };
    stem == "дорог" || endings.iter().any(|ending| contains(RUSSIAN, &format!("{stem}{ending}")))
}

/// Whether a word is in a list of words with blanks between them.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Finds a line in a text of lines that are sorted by bytes.
fn contains(lines: &str, wanted: &str) -> bool {
    let (mut low, mut high) = (0, lines.len());
    while low < high {
        // The line around the middle. Newlines are never part of a letter.
        let middle = usize::midpoint(low, high);
        let bytes = lines.as_bytes();
        let is_newline = |byte: &u8| *byte == b'\n';
        let start =
            bytes.get(..middle).and_then(|before| before.iter().rposition(is_newline)).map_or(0, |at| at + 1);
        let end = bytes
            .get(middle..)
            .and_then(|after| after.iter().position(is_newline))
            .map_or(lines.len(), |at| middle + at);
        let line = lines.get(start..end).unwrap_or_default();
        match line.cmp(wanted) {
            std::cmp::Ordering::Equal => return !line.is_empty(),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_the_lists_is_found_and_no_other_text() {
        for (list, language) in [(RUSSIAN, "ru"), (ENGLISH, "en")] {
            assert!(list.lines().count() > 20_000 && list.lines().is_sorted());
            for word in list.lines() {
                assert!(is_word(word, language), "{word}");
            }
            for text in ["", "\n", "zzz", "zzzо", "о", "яяя", "hous", "дмо", "a", "house\nhouses"] {
                assert!(!is_word(text, language), "{text}");
            }
        }
        assert!(is_word("мало", "ru") && is_word("дорого", "ru") && !is_word("сино", "ru"));
        assert!(is_word("тогда", "ru") && is_word("there", "en") && !is_word("there", "de"));
    }
}

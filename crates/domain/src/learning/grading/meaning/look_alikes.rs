//! Letters of one script that look like letters of another, by Unicode's table of confusable characters (UTS #39).

use std::collections::HashMap;
use std::sync::LazyLock;

use kazakh::alphabet::{is_cyrillic, look_alike};
use unicode_security::confusable_detection::skeleton;

static TABLES: LazyLock<Tables> = LazyLock::new(Tables::new);

/// For each letter of a script, the letter of the other script that looks like it.
struct Tables {
    to_cyrillic: HashMap<char, char>,
    to_latin: HashMap<char, char>,
}

impl Tables {
    fn new() -> Self {
        let latin: Vec<char> =
            ('A'..='Z').chain('a'..='z').chain(['ə', 'Ə']).chain('\u{c0}'..='\u{24f}').collect();
        // The letters of Russian first: if several look alike, the first one is meant.
        let cyrillic: Vec<char> =
            ('А'..='я').chain('\u{400}'..='\u{40f}').chain('\u{450}'..='\u{52f}').collect();
        let latin: Vec<char> = latin.into_iter().filter(|letter| letter.is_alphabetic()).collect();
        // Unicode compares shapes, where a small letter may look like a capital. People mean the letters of keyboards: for
        // «к» k, and not the ĸ of Greenlandic, which has its shape.
        let at_hand = |latin: &char| {
            let small = look_alike(*latin)?;
            let capital = small.to_uppercase().next().filter(|_| latin.is_uppercase());
            Some((*latin, capital.unwrap_or(small)))
        };
        let at_hand: Vec<(char, char)> = latin.iter().filter_map(at_hand).collect();
        let mut to_cyrillic = pairs(&latin, &cyrillic);
        let mut to_latin = HashMap::new();
        for (latin, cyrillic) in at_hand {
            to_cyrillic.entry(latin).or_insert(cyrillic);
            to_latin.entry(cyrillic).or_insert(latin);
        }
        for (cyrillic, latin) in pairs(&cyrillic, &latin) {
            to_latin.entry(cyrillic).or_insert(latin);
        }
        Self { to_cyrillic, to_latin }
    }
}

/// Pairs each letter with the first of the others that has the same shape and case.
fn pairs(letters: &[char], others: &[char]) -> HashMap<char, char> {
    let shape =
        |letter: char| (skeleton(letter.encode_utf8(&mut [0; 4])).collect::<String>(), letter.is_uppercase());
    let mut by_shape = HashMap::new();
    for other in others {
        by_shape.entry(shape(*other)).or_insert(*other);
    }
    letters.iter().filter_map(|letter| Some((*letter, *by_shape.get(&shape(*letter))?))).collect()
}

/// Replaces the letters of the wrong script in words that mix Cyrillic and Latin letters: дoм with a Latin o. The right
/// script is that of the language or, if it has several, that of most letters.
pub(super) fn unify_scripts(text: &str, language: &str) -> String {
    text.split_inclusive(char::is_whitespace).map(|word| unify_word(word, language)).collect()
}

fn unify_word(word: &str, language: &str) -> String {
    let count = |is_of_script: fn(char) -> bool| word.chars().filter(|letter| is_of_script(*letter)).count();
    let (cyrillic, latin) = (count(is_cyrillic), count(is_latin));
    if cyrillic == 0 || latin == 0 {
        return word.to_owned();
    }
    let is_cyrillic = match language {
        "ru" | "uk" | "tt" | "kk" | "ky" | "be" | "bg" | "tg" | "mn" | "ba" | "cv" => true,
        "en" | "de" | "tr" | "az" | "fr" | "es" | "it" | "pt" | "nl" | "pl" => false,
        _ => cyrillic >= latin,
    };
    let table = if is_cyrillic { &TABLES.to_cyrillic } else { &TABLES.to_latin };
    word.chars().map(|letter| table.get(&letter).copied().unwrap_or(letter)).collect()
}

fn is_latin(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' | 'ə')
}

//! Codes of Latin letters and digits that people type from paper or paste from a message.

use unicode_normalization::UnicodeNormalization as _;
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

use crate::keyboard_layout::latin_key;
use crate::text::is_invisible;

/// Reads a code of some length. Case, spaces, dashes and invisible characters do not matter. Cyrillic letters are read
/// as the Latin ones that look like them. If some have none, the keyboard was switched to Kazakh or Russian, and all are
/// read as the keys that were typed. `in_alphabet` maps a capital letter or a digit to the one of the code that is meant;
/// `None` if there is none. `None` if the text is not a code.
pub fn read_code(text: &str, length: usize, in_alphabet: impl Fn(char) -> Option<char>) -> Option<String> {
    let typed: Vec<char> = text.nfkc().filter(|c| !is_separator(*c)).take(length + 1).collect();
    if typed.len() != length {
        return None;
    }
    let read = |as_latin: fn(char) -> char| {
        typed.iter().map(|c| in_alphabet(as_latin(*c).to_ascii_uppercase())).collect::<Option<String>>()
    };
    read(look_alike).or_else(|| read(latin_key))
}

/// Whether a character only groups a code: a space, a dash or an invisible character.
fn is_separator(c: char) -> bool {
    let is_dash = c.general_category() == GeneralCategory::DashPunctuation || c == '\u{2212}';
    c.is_whitespace() || is_dash || is_invisible(c)
}

/// Returns the Latin letter or the digit that a Cyrillic letter looks like; other characters as they are.
fn look_alike(c: char) -> char {
    match c.to_lowercase().next().unwrap_or(c) {
        'а' => 'A',
        'в' => 'B',
        'с' => 'C',
        'е' => 'E',
        'һ' | 'н' => 'H',
        'і' => 'I',
        'ј' => 'J',
        'к' => 'K',
        'м' => 'M',
        'о' => 'O',
        'р' => 'P',
        'ѕ' => 'S',
        'т' => 'T',
        'х' => 'X',
        'у' | 'ү' => 'Y',
        'з' => '3',
        _ => c,
    }
}

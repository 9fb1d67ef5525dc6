//! Words that endings leave as they are written: abbreviations, numbers in digits, words in Latin letters, and names in
//! quotation marks. The ending follows the reading: БҰҰ-ның, АҚШ-тың, 5-ке, Facebook-те, «Парасат»тың.
//!
//! Rules of orthography (chapter on abbreviations): the ending is written with a hyphen and follows the pronunciation. Kazakh
//! reads the letters by their names (ТМД is read ты-мы-ды: ТМД-ға), or the abbreviation as a word if it can (ЮНЕСКО-ға).

use super::{compound, latin};

/// A word as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// What is written before the ending.
    pub(super) written: String,
    /// The word that the ending follows in speech.
    pub(super) sound: String,
    /// Whether the word has the possessive ending of the third person already: «Ана тілі»нің.
    pub(super) frozen: bool,
}

/// Returns the reading of a word that endings leave as it is; `None` for other words.
pub(super) fn of(lemma: &str) -> Option<Reading> {
    if let Some(inner) = quoted(lemma) {
        let sound = read(inner).unwrap_or_else(|| last_word(inner).to_lowercase());
        return Some(Reading { written: lemma.to_owned(), sound, frozen: compound::is_izafet(inner) });
    }
    Some(Reading { written: format!("{lemma}-"), sound: read(lemma)?, frozen: false })
}

fn quoted(lemma: &str) -> Option<&str> {
    let inner = lemma.strip_suffix(['»', '"', '”', '“'])?;
    inner.rsplit(['«', '"', '“', '„']).next().filter(|inner| !inner.is_empty())
}

fn last_word(text: &str) -> &str {
    text.rsplit([' ', '-']).next().unwrap_or_default()
}

fn read(text: &str) -> Option<String> {
    let last = last_word(text);
    if last.ends_with('%') {
        return Some("пайыз".to_owned());
    }
    // Groups of digits are one number: 1 000 000.
    let is_digit = |letter: char| letter.is_ascii_digit();
    let digits = text.rsplit(|letter| !(is_digit(letter) || matches!(letter, ' ' | '\u{a0}'))).next();
    let digits = digits.filter(|digits| digits.ends_with(is_digit));
    let is_counted = || text.strip_suffix(last).is_some_and(|before| before.trim_end().ends_with(is_digit));
    let unit = || unit(last).filter(|_| is_counted());
    let word = digits.map(number).or_else(|| abbreviation(last)).or_else(unit);
    word.map(str::to_owned).or_else(|| latin::read(last)).or_else(|| letters(last))
}

/// Returns the last word of a number: 25 is «жиырма бес».
fn number(digits: &str) -> &'static str {
    const ONES: [&str; 10] = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"];
    const TENS: [&str; 10] =
        ["нөл", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"];
    let digits: String = digits.split_whitespace().collect();
    let zeros = digits.chars().rev().take_while(|digit| *digit == '0').count();
    let digit = digits.chars().rev().nth(zeros).and_then(|digit| digit.to_digit(10)).unwrap_or_default();
    let word = |words: &'static [&'static str; 10]| words.get(digit as usize).copied().unwrap_or_default();
    match zeros {
        _ if digit == 0 => "нөл",
        0 => word(&ONES),
        1 => word(&TENS),
        2 => "жүз",
        3..6 => "мың",
        6..9 => "миллион",
        _ => "миллиард",
    }
}

/// A longer word in capitals is no abbreviation.
const MAX_LETTERS: usize = 7;

/// Abbreviations that are read in a way of their own. Rules: АҚШ-қа. Units are read in full: 5 км-ге.
fn abbreviation(word: &str) -> Option<&'static str> {
    Some(match word {
        "АҚШ" => "ақыш",
        "км" => "километр",
        "см" => "сантиметр",
        "мм" => "миллиметр",
        "кг" => "килограм",
        "млн" => "миллион",
        "млрд" => "миллиард",
        _ => return None,
    })
}

/// Units of one letter or two, which are read in full after a number: 10 м-ге.
fn unit(word: &str) -> Option<&'static str> {
    Some(match word {
        "м" => "метр",
        "г" => "грам",
        "л" => "литр",
        "т" => "тонна",
        "га" => "гектар",
        _ => return None,
    })
}

/// Returns how an abbreviation ends when it is read: by the name of its last letter, or as a word if a vowel stands before
/// that letter (АЭС, ОПЕК; but ІІД, since іі is not spoken as one). Two letters are always read by their names (АҚ-ның).
fn letters(word: &str) -> Option<String> {
    let mut letters = word.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    if !(last.is_uppercase() && before.is_uppercase()) || word.chars().nth(MAX_LETTERS).is_some() {
        return None;
    }
    let lower = word.to_lowercase();
    let is_word = is_vowel(before) && letters.next().is_some_and(|letter| letter != before);
    let name = match last {
        _ if is_vowel(last) || is_word => return Some(lower),
        'Г' => "гі",
        'К' => "кі",
        'Л' => "ыл",
        'М' => "эм",
        'Н' => "эн",
        'Р' => "ыр",
        'Й' => "й",
        _ => return lower.chars().next_back().map(|letter| format!("{letter}ы")),
    };
    Some(name.to_owned())
}

fn is_vowel(letter: char) -> bool {
    "АӘЕЁИОӨУҰҮЫІЭЮЯ".contains(letter)
}

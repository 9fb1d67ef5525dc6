//! Slips in meanings.

use kazakh::alphabet::confusable_class;
use unicode_normalization::UnicodeNormalization as _;

use super::super::difference::{MIN_LETTERS, confused, one_edit, one_substitution, several};
use super::super::{LetterPair, Slip};

/// The minimum number of syllables of a word of Hangul that allows a slip. In a shorter word, a wrong letter is as
/// likely to make another word as to be a slip.
const MIN_SYLLABLES: usize = 3;

/// The shortest phrase, in letters, that allows a slip in a short word: the rest shows what is meant.
const MIN_LETTERS_OF_PHRASE: usize = 7;

/// Finds the slip, if the answer differs in exactly one word, or joins or splits words.
pub(super) fn slip(expected: &str, written: &str) -> Option<Slip> {
    if expected.split(' ').count() != written.split(' ').count() {
        return slip_in_word(&expected.replace(' ', ""), &written.replace(' ', ""), MIN_LETTERS);
    }
    let letters = expected.chars().filter(|letter| *letter != ' ').count();
    let is_long_phrase = expected.contains(' ') && letters >= MIN_LETTERS_OF_PHRASE;
    let mut different = expected.split(' ').zip(written.split(' ')).filter(|(a, b)| a != b);
    let (expected, written) = different.next()?;
    if different.next().is_some() {
        return None;
    }
    slip_in_word(expected, written, if is_long_phrase { 1 } else { MIN_LETTERS })
}

/// Finds the slip in a word. A word with fewer letters than `least` allows no missing, extra, swapped or replaced one.
fn slip_in_word(expected: &str, written: &str, least: usize) -> Option<Slip> {
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let (expected, written) = (letters(expected), letters(written));
    if expected.iter().any(|letter| is_syllable(*letter)) {
        return slip_in_hangul(&expected, &written);
    }
    if expected.iter().any(|letter| is_ideograph(*letter)) {
        return None;
    }
    let has_mark = |letter: char| plain(letter) != letter;
    if let Some(slip) = confused(&expected, &written, are_alike, has_mark) {
        return Some(slip);
    }
    if expected.len() < least {
        return None;
    }
    one_edit(&expected, &written)
        .or_else(|| one_substitution(&expected, &written).map(|pair| Slip::Confused(vec![pair])))
        .or_else(|| {
            differ_in_doubles(&expected, &written).then(|| several(&expected, &written, are_alike))?
        })
}

/// Whether two words differ only in which letters are doubled, as people write «tommorow» for `tomorrow`.
fn differ_in_doubles(expected: &[char], written: &[char]) -> bool {
    let (mut expected, mut written) = (expected.to_vec(), written.to_vec());
    expected.dedup();
    written.dedup();
    expected == written
}

/// Returns whether keyboards for another language type one letter for the other. Azerbaijani ə is typed as a or as e.
fn are_alike(one: char, other: char) -> bool {
    plain(one) == plain(other) || matches!((one, other), ('ə', 'e') | ('e', 'ə'))
}

/// Returns a letter without its marks, as a keyboard for another language types it: ü u, ı i, і и, ә а.
fn plain(letter: char) -> char {
    match std::iter::once(letter).nfd().next().unwrap_or(letter) {
        'ı' => 'i',
        'ə' => 'a',
        'ø' => 'o',
        'ł' => 'l',
        'җ' => 'ж',
        'є' => 'е',
        'ґ' => 'г',
        base => confusable_class(base),
    }
}

fn slip_in_hangul(expected: &[char], written: &[char]) -> Option<Slip> {
    let pair: LetterPair = one_substitution(expected, written)?;
    let letters = |syllable: char| std::iter::once(syllable).nfd().collect::<Vec<char>>();
    let (one, other) = (letters(pair.expected), letters(pair.written));
    let is_one_letter = one_edit(&one, &other).is_some() || one_substitution(&one, &other).is_some();
    (expected.len() >= MIN_SYLLABLES && is_syllable(pair.written) && is_one_letter)
        .then(|| Slip::Confused(vec![pair]))
}

fn is_syllable(letter: char) -> bool {
    ('\u{ac00}'..='\u{d7a3}').contains(&letter)
}

/// Whether a character is a Han character or kana.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

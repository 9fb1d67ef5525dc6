//! Grading of typed Kazakh, in either script.

use std::collections::BTreeSet;

use kazakh::alphabet::confusable_class;
use kazakh::latin_draft::{self, Script};
use kazakh::{fold, lexicon};
use unicode_normalization::UnicodeNormalization as _;

use super::slip::{MIN_LETTERS, confused, one_edit};
use super::{Grade, LetterPair, Slip};
use crate::domain::learning::review::Verdict;

/// Grades a typed Kazakh word or phrase against its correct spellings, which are Cyrillic. `is_word` tells whether a
/// text, folded by [`fold::fold_kazakh`], is another word that is taught.
///
/// - Case, punctuation, and the spaces and hyphens between words are forgiven, and Latin look-alikes of Cyrillic letters.
/// - An answer in Latin letters throughout is compared with what the draft of 2021 writes.
/// - Letters that are easily taken for one another, and in longer words one letter left out, added or exchanged with its
///   neighbour inside the word, are a slip, which is named – unless that makes
/// - another word, with any ending, anywhere in a phrase: one that is taught, or one of the [`lexicon`];
/// - or another form of the same word: in a drill of forms that is simply wrong, as all else is.
pub fn grade_kazakh(answer: &str, spellings: &[&str], is_word: impl Fn(&str) -> bool) -> Grade {
    let spellings: Vec<String> = spellings.iter().map(|spelling| fold::fold_kazakh(spelling)).collect();
    if is_latin(answer) {
        let letters: String = answer.chars().filter(|letter| !is_apostrophe(*letter)).collect();
        let latin: Vec<String> = spellings
            .iter()
            .map(|spelling| latin_draft::in_script(spelling, Script::Latin).into_owned())
            .collect();
        grade(&LATIN, &latin_draft::fold_latin(&letters), &latin, &is_word)
    } else {
        grade(&CYRILLIC, &fold::fold_kazakh(answer), &spellings, &is_word)
    }
}

/// What grading must know of a script.
struct Letters {
    /// What letters that are taken for one another have in common: the plain one among them.
    class: fn(char) -> char,
    /// The common words that a text may be a form of.
    lemmas: fn(&str) -> BTreeSet<&'static str>,
}

const CYRILLIC: Letters = Letters { class: confusable_class, lemmas: lexicon::lemmas };
const LATIN: Letters = Letters { class: plain_latin, lemmas: lexicon::lemmas_in_latin };

fn grade(letters: &Letters, answer: &str, spellings: &[String], is_word: impl Fn(&str) -> bool) -> Grade {
    if spellings.iter().any(|spelling| joined(spelling).eq(joined(answer))) {
        return Grade::plain(Verdict::Correct);
    }
    if is_word(answer) {
        return Grade::plain(Verdict::AnotherWord);
    }
    let mut first = None;
    for spelling in spellings {
        match letters.compare(spelling, answer) {
            Found::AnotherWord => return Grade::plain(Verdict::AnotherWord),
            Found::Slip(slip) => first = first.or(Some(slip)),
            // Whatever it is to another spelling.
            Found::AnotherForm => return Grade::plain(Verdict::Wrong),
            Found::Nothing => {}
        }
    }
    first.map_or(Grade::plain(Verdict::Wrong), Grade::slip)
}

/// A text without what stands between its words.
fn joined(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| !matches!(letter, ' ' | '-'))
}

/// What an answer is to a spelling that it isn't.
enum Found {
    AnotherWord,
    AnotherForm,
    Slip(Slip),
    Nothing,
}

impl Letters {
    fn compare(&self, spelling: &str, answer: &str) -> Found {
        let slip = self.slip(spelling, answer);
        // Word by word, if there are as many.
        let words = || spelling.split([' ', '-']).zip(answer.split([' ', '-']));
        if spelling.split([' ', '-']).count() == answer.split([' ', '-']).count() {
            for (expected, written) in words().filter(|(expected, written)| expected != written) {
                if slip.is_none() && !self.is_near(expected, written) {
                    continue;
                }
                let known = (self.lemmas)(written);
                if known.is_empty() {
                    continue;
                }
                let is_another = known.is_disjoint(&(self.lemmas)(expected));
                return if is_another { Found::AnotherWord } else { Found::AnotherForm };
            }
        }
        slip.map_or(Found::Nothing, Found::Slip)
    }

    fn slip(&self, expected: &str, written: &str) -> Option<Slip> {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let (expected, written) = (letters(expected), letters(written));
        confused(&expected, &written, self.class)
            .or_else(|| inside(&expected, &written))
            .or_else(|| self.digraphs(&expected, &written))
    }

    /// Whether all differences are letters that are taken for one another, and the vowels of endings that harmony
    /// chooses by them: қолда, көлде.
    fn is_near(&self, one: &str, other: &str) -> bool {
        let harmonic = |letter| match (self.class)(letter) {
            'е' => 'а',
            'ы' => 'и',
            'e' => 'a',
            other => other,
        };
        one.chars().map(harmonic).eq(other.chars().map(harmonic))
            && one.chars().zip(other.chars()).any(|(a, b)| a != b && (self.class)(a) == (self.class)(b))
    }

    /// Two Latin letters for one, as English and Russian passports write it: shai for şai.
    fn digraphs(&self, expected: &[char], written: &[char]) -> Option<Slip> {
        let mut single = Vec::new();
        let mut pairs = Vec::new();
        let mut rest = written;
        while let [letter, after @ ..] = rest {
            let next = expected.get(single.len()).copied();
            let meant = match (letter, after.first(), next) {
                ('s', Some('h'), Some('ş')) => 'ş',
                ('g', Some('h'), Some('ğ')) => 'ğ',
                ('z', Some('h'), Some('j')) => 'j',
                _ => {
                    single.push(*letter);
                    rest = after;
                    continue;
                }
            };
            pairs.push(LetterPair { expected: meant, written: *letter });
            single.push(meant);
            rest = after.get(1..).unwrap_or_default();
        }
        if pairs.is_empty() {
            return None;
        }
        if single != expected {
            match confused(expected, &single, self.class)? {
                Slip::Confused(others) => pairs.extend(others),
                _ => return None,
            }
        }
        Some(Slip::Confused(pairs))
    }
}

/// Inside the word. A letter written for another, or one more or less at either end, makes another word or another form
/// too often (келу and кету, сәлем and әлем, жеті and жетім) to pass for a slip of the pen.
fn inside(expected: &[char], written: &[char]) -> Option<Slip> {
    let is_long = expected.len() >= MIN_LETTERS;
    let has_its_ends = expected.first() == written.first() && expected.last() == written.last();
    (is_long && has_its_ends).then(|| one_edit(expected, written)).flatten()
}

/// Whether a text has Latin letters, and none of another script.
fn is_latin(text: &str) -> bool {
    let mut letters = text.nfc().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|letter| is_apostrophe(letter) || is_latin_letter(letter))
}

fn is_latin_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' | 'ə' | '\u{1e00}'..='\u{1eff}')
}

/// Apostrophes mark letters in the forerunners of the draft: a' for ä.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '`' | 'ʹ' | '´')
}

/// A Latin letter without its mark; q is k, and y and ı are i.
fn plain_latin(letter: char) -> char {
    match std::iter::once(letter).nfd().next().unwrap_or(letter) {
        'q' => 'k',
        'y' | 'ı' => 'i',
        'ŋ' => 'n',
        'ə' => 'a',
        plain => plain,
    }
}

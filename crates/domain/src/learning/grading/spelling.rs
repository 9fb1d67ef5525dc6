//! Grading of typed Kazakh, in either script.

use std::collections::BTreeSet;

use kazakh::alphabet::{are_confusable, confusable_class, is_specific};
use kazakh::latin_draft::{self, Script};
use kazakh::{fold, lexicon};
use unicode_normalization::UnicodeNormalization as _;

use super::difference::{MIN_LETTERS, MIN_LETTERS_TO_REPLACE, confused, one_edit, one_substitution, several};
use super::{Grade, Keyboard, LetterPair, Slip, Verdict};

/// The number of capitals I in an answer that are read in both ways.
const MAX_CAPITALS: usize = 4;

/// Grades a typed Kazakh word or phrase against its correct spellings, which are in Cyrillic. `is_word` returns whether
/// a text, folded by [`fold::fold_kazakh`], is another word that is taught.
///
/// - These are ignored: case, punctuation, spaces and hyphens between words, and Latin look-alikes of Cyrillic letters.
/// - An answer entirely in Latin letters is compared with the spelling in the draft alphabet of 2021. A capital I stands
///   for ı, as in the draft, or for i, as phones and habit write it.
/// - Confusable letters are a slip. In words of five letters or more, so is a letter that is missing, added or swapped
///   with its neighbour; in longer words, a letter replaced by any other, or two of these. The grade names the slip.
/// - On a [`Keyboard`] without the Kazakh letters, the nearest letter is a slip that is rated GOOD, even if it makes
///   another word: the learner could not have typed the right letter.
/// - Otherwise the answer is another word, and no slip, if it contains another word with any ending, anywhere in a
///   phrase: a word that is taught, or one of the [`lexicon`].
/// - Another form of the same word is wrong, as in a drill of forms. Everything else is wrong, too.
pub fn grade_kazakh(
    answer: &str,
    spellings: &[&str],
    keyboard: Keyboard,
    is_word: impl Fn(&str) -> bool,
) -> Grade {
    let spellings: Vec<String> = spellings.iter().map(|spelling| fold::fold_kazakh(spelling)).collect();
    if !is_latin(answer) {
        return grade(&CYRILLIC, &fold::fold_kazakh(answer), &spellings, keyboard, is_word);
    }
    let letters: String = answer.chars().filter(|letter| !is_apostrophe(*letter)).collect();
    let latin: Vec<String> = spellings
        .iter()
        .map(|spelling| latin_draft::in_script(spelling, Script::Latin).into_owned())
        .collect();
    let mut grades = readings_of_capitals(&letters)
        .into_iter()
        .map(|reading| grade(&LATIN, &latin_draft::fold_latin(&reading), &latin, keyboard, &is_word));
    let Some(draft) = grades.next() else { return Grade::plain(Verdict::Wrong) };
    if draft.verdict == Verdict::Correct {
        return draft;
    }
    // The reading of the draft counts, unless another one is better.
    let quality = |grade: &Grade| (grade.verdict == Verdict::Correct, grade.rating);
    grades.fold(draft, |best, grade| if quality(&grade) > quality(&best) { grade } else { best })
}

/// Returns the readings of a Latin text: as it is, and with capitals I for i instead of ı.
fn readings_of_capitals(text: &str) -> Vec<String> {
    let mut readings = vec![String::with_capacity(text.len())];
    let mut capitals = 0;
    for letter in text.chars() {
        capitals += usize::from(letter == 'I');
        let dotted: Vec<String> = if letter == 'I' && capitals <= MAX_CAPITALS {
            readings.iter().map(|reading| format!("{reading}i")).collect()
        } else {
            Vec::new()
        };
        for reading in &mut readings {
            reading.push(letter);
        }
        readings.extend(dotted);
    }
    readings
}

/// The properties of a script that grading needs.
struct Letters {
    /// Maps confusable letters to the plain one among them.
    class: fn(char) -> char,
    /// Whether learners mix two letters.
    are_alike: fn(char, char) -> bool,
    /// Whether a letter is missing from the keyboard that lacks letters.
    is_special: fn(char) -> bool,
    /// Returns the common words that a text may be a form of.
    lemmas: fn(&str) -> BTreeSet<&'static str>,
}

const CYRILLIC: Letters = Letters {
    class: confusable_class,
    are_alike: are_confusable,
    is_special: is_specific,
    lemmas: lexicon::lemmas,
};
const LATIN: Letters = Letters {
    class: plain_latin,
    are_alike: |one, other| plain_latin(one) == plain_latin(other),
    is_special: |letter| !letter.is_ascii(),
    lemmas: lexicon::lemmas_in_latin,
};

fn grade(
    letters: &Letters,
    answer: &str,
    spellings: &[String],
    keyboard: Keyboard,
    is_word: impl Fn(&str) -> bool,
) -> Grade {
    if spellings.iter().any(|spelling| joined(spelling).eq(joined(answer))) {
        return Grade::plain(Verdict::Correct);
    }
    if keyboard == Keyboard::Russian
        && let Some(pairs) = spellings.iter().find_map(|spelling| letters.forced(spelling, answer))
    {
        return Grade::forced_slip(pairs);
    }
    if is_word(answer) {
        return Grade::plain(Verdict::AnotherWord);
    }
    let mut first = None;
    for spelling in spellings {
        match letters.compare(spelling, answer) {
            Difference::AnotherWord => return Grade::plain(Verdict::AnotherWord),
            Difference::Slip(slip) => first = first.or(Some(slip)),
            // The answer is wrong, whatever the comparison with the other spellings gives.
            Difference::AnotherForm => return Grade::plain(Verdict::Wrong),
            Difference::Unrelated => {}
        }
    }
    first.map_or(Grade::plain(Verdict::Wrong), Grade::slip)
}

/// Returns a text without the spaces and hyphens between its words.
fn joined(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|letter| !matches!(letter, ' ' | '-'))
}

/// How an answer differs from a spelling.
enum Difference {
    AnotherWord,
    AnotherForm,
    Slip(Slip),
    Unrelated,
}

impl Letters {
    fn compare(&self, spelling: &str, answer: &str) -> Difference {
        let slip = self.slip(spelling, answer);
        // Compares word by word, if there are equally many.
        let words = || spelling.split([' ', '-']).zip(answer.split([' ', '-']));
        if spelling.split([' ', '-']).count() == answer.split([' ', '-']).count() {
            for (expected, written) in words().filter(|(expected, written)| expected != written) {
                if slip.is_none() && !self.differs_by_confusable_letters(expected, written) {
                    continue;
                }
                let lemmas = (self.lemmas)(written);
                if lemmas.is_empty() {
                    continue;
                }
                let is_another = lemmas.is_disjoint(&(self.lemmas)(expected));
                return if is_another { Difference::AnotherWord } else { Difference::AnotherForm };
            }
        }
        slip.map_or(Difference::Unrelated, Difference::Slip)
    }

    fn slip(&self, expected: &str, written: &str) -> Option<Slip> {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let (expected, written) = (letters(expected), letters(written));
        confused(&expected, &written, self.are_alike, self.is_special)
            .or_else(|| one_change(&expected, &written))
            .or_else(|| self.digraphs(&expected, &written))
            .or_else(|| several(&expected, &written, self.are_alike))
    }

    /// Returns the differing letters, if each of them is the nearest one that a keyboard without the special letters has.
    fn forced(&self, expected: &str, written: &str) -> Option<Vec<LetterPair>> {
        let (expected, written): (Vec<char>, Vec<char>) =
            (joined(expected).collect(), joined(written).collect());
        let pairs = expected.iter().zip(&written).filter(|(expected, written)| expected != written);
        let pairs: Vec<LetterPair> =
            pairs.map(|(&expected, &written)| LetterPair { expected, written }).collect();
        let is_forced = |pair: &LetterPair| {
            (self.is_special)(pair.expected)
                && !(self.is_special)(pair.written)
                && (self.are_alike)(pair.expected, pair.written)
        };
        (expected.len() == written.len() && pairs.iter().all(is_forced)).then_some(pairs)
    }

    /// Whether all differences are confusable letters, or vowels of endings that harmonize with them: қолда, көлде.
    fn differs_by_confusable_letters(&self, one: &str, other: &str) -> bool {
        let harmonic = |letter| match (self.class)(letter) {
            'е' => 'а',
            'ы' => 'и',
            'e' => 'a',
            other => other,
        };
        one.chars().map(harmonic).eq(other.chars().map(harmonic))
            && one.chars().zip(other.chars()).any(|(a, b)| a != b && (self.class)(a) == (self.class)(b))
    }

    /// Recognizes two Latin letters for one, as in English and in Russian passports: shai for şai.
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
            match confused(expected, &single, self.are_alike, self.is_special)? {
                Slip::Confused(others) => pairs.extend(others),
                _ => return None,
            }
        }
        Some(Slip::Confused(pairs))
    }
}

/// Recognizes one letter that is missing, added, swapped or replaced. In a short word, such a change too often makes
/// another word or form to pass for a slip: келу and кету, жеті and жетім.
fn one_change(expected: &[char], written: &[char]) -> Option<Slip> {
    if expected.len() < MIN_LETTERS {
        return None;
    }
    let has_more_words =
        |one: &[char], other: &[char]| one.split(|c| *c == ' ').count() != other.split(|c| *c == ' ').count();
    if has_more_words(expected, written) {
        return None;
    }
    one_edit(expected, written).or_else(|| {
        let pair = one_substitution(expected, written)?;
        (expected.len() >= MIN_LETTERS_TO_REPLACE).then(|| Slip::Confused(vec![pair]))
    })
}

/// Whether a text has Latin letters, and no letters of another script.
fn is_latin(text: &str) -> bool {
    let mut letters = text.nfc().filter(|letter| letter.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|letter| is_apostrophe(letter) || is_latin_letter(letter))
}

fn is_latin_letter(letter: char) -> bool {
    letter.is_ascii_alphabetic() || matches!(letter, '\u{c0}'..='\u{24f}' | 'ə' | '\u{1e00}'..='\u{1eff}')
}

/// Whether a character is an apostrophe. Predecessors of the draft alphabet mark letters with them: a' for ä.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ' | '`' | 'ʹ' | '´')
}

/// Returns a Latin letter without its diacritic; q becomes k, y and ı become i.
fn plain_latin(letter: char) -> char {
    match std::iter::once(letter).nfd().next().unwrap_or(letter) {
        'q' => 'k',
        'y' | 'ı' => 'i',
        'ŋ' => 'n',
        'ə' => 'a',
        plain => plain,
    }
}

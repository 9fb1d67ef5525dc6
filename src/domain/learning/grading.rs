//! Grading of typed answers: right, right but for a slip of the pen, another word, or wrong.

use crate::domain::kazakh::alphabet::{MINIMAL_PAIRS, confusable_class};
use crate::domain::kazakh::fold;
use crate::domain::learning::review::Verdict;

/// Longest answer that is graded, characters.
pub const MAX_ANSWER_CHARS: usize = 200;
/// A shorter word with a letter missing, added or exchanged is as likely another word as a slip.
const MIN_LETTERS_FOR_SLIP: usize = 5;

/// What grading found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grade {
    /// The verdict.
    pub verdict: Verdict,
    /// What was slipped, where the verdict is a slip.
    pub slip: Option<Slip>,
}

/// How an answer differs from the word that was meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slip {
    /// Letters that are easily taken for one another.
    Confused(Vec<LetterPair>),
    /// One letter left out.
    Missing(char),
    /// One letter too many.
    Extra(char),
    /// Two neighbouring letters exchanged.
    Swapped(LetterPair),
}

impl Slip {
    /// The name of its kind, as it is stored.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Confused(_) => "confused",
            Self::Missing(_) => "missing",
            Self::Extra(_) => "extra",
            Self::Swapped(_) => "swapped",
        }
    }

    /// Its letters, as they are stored: pairs of the one that belongs there and the one that was written, `-` for none.
    pub fn letters(&self) -> Vec<String> {
        let pair = |pair: &LetterPair| format!("{}{}", pair.expected, pair.written);
        match self {
            Self::Confused(pairs) => pairs.iter().map(pair).collect(),
            Self::Missing(letter) => vec![format!("{letter}-")],
            Self::Extra(letter) => vec![format!("-{letter}")],
            Self::Swapped(letters) => vec![pair(letters)],
        }
    }

    /// What was stored as [`Self::kind`] and [`Self::letters`]; none: neither is.
    pub fn from_parts(kind: &str, letters: &[String]) -> Option<Self> {
        let mut pairs = Vec::with_capacity(letters.len());
        for pair in letters {
            let mut both = pair.chars();
            pairs.push(LetterPair { expected: both.next()?, written: both.next()? });
        }
        match (kind, pairs.as_slice()) {
            ("confused", _) => Some(Self::Confused(pairs)),
            ("missing", [pair]) => Some(Self::Missing(pair.expected)),
            ("extra", [pair]) => Some(Self::Extra(pair.written)),
            ("swapped", [pair]) => Some(Self::Swapped(*pair)),
            _ => None,
        }
    }
}

/// The letter that belongs there, and the one that was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterPair {
    /// The letter that belongs there.
    pub expected: char,
    /// The letter that was written.
    pub written: char,
}

/// Grades a typed Kazakh word against its correct spellings. `is_word` tells whether a text, folded, is another
/// word that is taught: then it was not a slip but that word.
pub fn grade_kazakh(answer: &str, spellings: &[&str], is_word: impl Fn(&str) -> bool) -> Grade {
    let answer = fold::kazakh(answer);
    let spellings: Vec<String> = spellings.iter().map(|spelling| fold::kazakh(spelling)).collect();
    if spellings.contains(&answer) {
        return Grade { verdict: Verdict::Correct, slip: None };
    }
    let other = is_word(&answer) || spellings.iter().any(|spelling| is_minimal_pair(spelling, &answer));
    if other {
        return Grade { verdict: Verdict::AnotherWord, slip: None };
    }
    match spellings.iter().find_map(|spelling| slip(spelling, &answer)) {
        Some(slip) => Grade { verdict: Verdict::Slip, slip: Some(slip) },
        None => Grade { verdict: Verdict::Wrong, slip: None },
    }
}

/// Whether some word of a phrase was taken for the other word of a minimal pair.
fn is_minimal_pair(a: &str, b: &str) -> bool {
    a.split(' ')
        .zip(b.split(' '))
        .any(|pair| MINIMAL_PAIRS.iter().any(|&(x, y)| pair == (x, y) || pair == (y, x)))
}

fn slip(expected: &str, written: &str) -> Option<Slip> {
    let expected: Vec<char> = expected.chars().collect();
    let written: Vec<char> = written.chars().collect();
    confused(&expected, &written).or_else(|| one_edit(&expected, &written))
}

/// All differences are confusable letters, at most half of the word.
fn confused(expected: &[char], written: &[char]) -> Option<Slip> {
    if expected.len() != written.len() {
        return None;
    }
    let pairs: Vec<LetterPair> = expected
        .iter()
        .zip(written)
        .filter(|(expected, written)| expected != written)
        .map(|(&expected, &written)| LetterPair { expected, written })
        .collect();
    let alike = pairs.iter().all(|pair| confusable_class(pair.expected) == confusable_class(pair.written));
    (alike && pairs.len() * 2 <= expected.len().max(2)).then_some(Slip::Confused(pairs))
}

/// Inside the word, one letter left out, one added, or two neighbours exchanged. A letter written for another, or one
/// more or less at either end, makes another word or another form too often (келу and кету, сәлем and әлем, жеті and
/// жетім) to pass for a slip of the pen.
fn one_edit(expected: &[char], written: &[char]) -> Option<Slip> {
    if expected.len() < MIN_LETTERS_FOR_SLIP
        || expected.first() != written.first()
        || expected.last() != written.last()
    {
        return None;
    }
    let same = expected.iter().zip(written).take_while(|(a, b)| a == b).count();
    let (expected, written) = (expected.get(same..)?, written.get(same..)?);
    match (expected, written) {
        ([missing, expected @ ..], written) if expected == written => Some(Slip::Missing(*missing)),
        (expected, [extra, written @ ..]) if expected == written => Some(Slip::Extra(*extra)),
        ([a, b, expected @ ..], [c, d, written @ ..]) if (a, b) == (d, c) && expected == written => {
            Some(Slip::Swapped(LetterPair { expected: *a, written: *b }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn grade(answer: &str, word: &str) -> Grade {
        grade_kazakh(answer, &[word], |text| ["бала", "әке", "көл"].contains(&text))
    }

    fn verdict(answer: &str, word: &str) -> Verdict {
        grade(answer, word).verdict
    }

    #[test]
    fn case_spaces_punctuation_and_look_alikes_are_forgiven() {
        for answer in ["сөз", " Сөз! ", "СӨЗ", "cөз"] {
            assert_eq!(verdict(answer, "сөз"), Verdict::Correct, "{answer}");
        }
    }

    #[test]
    fn every_correct_spelling_is_correct() {
        assert_eq!(grade_kazakh("рахмет", &["рақмет", "рахмет"], |_| false).verdict, Verdict::Correct);
    }

    #[test]
    fn a_confused_letter_is_a_slip_that_names_it() {
        let pair = LetterPair { expected: 'қ', written: 'к' };
        assert_eq!(grade("халык", "халық").slip, Some(Slip::Confused(vec![pair])));
        assert_eq!(verdict("уй", "үй"), Verdict::Slip);
    }

    #[test]
    fn a_letter_missing_added_or_exchanged_inside_a_longer_word_is_a_slip() {
        assert_eq!(grade("мектп", "мектеп").slip, Some(Slip::Missing('е')));
        assert_eq!(grade("мекктеп", "мектеп").slip, Some(Slip::Extra('к')));
        assert_eq!(
            grade("мекетп", "мектеп").slip,
            Some(Slip::Swapped(LetterPair { expected: 'т', written: 'е' }))
        );
    }

    #[test]
    fn another_word_is_never_a_slip() {
        for (a, b) in MINIMAL_PAIRS {
            assert_eq!(verdict(a, b), Verdict::AnotherWord, "{a} for {b}");
            assert_eq!(verdict(b, a), Verdict::AnotherWord, "{b} for {a}");
        }
        assert_eq!(verdict("бала", "қала"), Verdict::AnotherWord);
        assert_eq!(grade_kazakh("көл беру", &["қол беру"], |_| false).verdict, Verdict::AnotherWord);
    }

    #[test]
    fn what_is_far_off_is_wrong() {
        for (answer, word) in [
            ("", "сөз"),
            ("тіл", "сөз"),
            ("ат", "ет"),
            ("достар", "дос"),
            ("кету", "келу"),
            ("беру", "бару"),
            ("балық", "халық"),
            ("әлем", "сәлем"),
            ("алтын", "алты"),
            ("жетім", "жеті"),
            ("дала", "қала"),
            ("бесік", "есік"),
        ] {
            assert_eq!(verdict(answer, word), Verdict::Wrong, "{answer} for {word}");
        }
    }

    proptest! {
        #[test]
        fn no_answer_makes_grading_panic(answer in ".{0,60}", word in "[а-яәғқңөұүһі]{1,12}") {
            let grade = grade_kazakh(&answer, &[&word], |_| false);
            prop_assert_eq!(grade.slip.is_some(), grade.verdict == Verdict::Slip);
        }
    }
}

//! Grading of a typed meaning, in whatever language the learner reads meanings in.

use kazakh::fold;
use unicode_normalization::UnicodeNormalization as _;

use super::slip::{MIN_LETTERS, one_edit, one_substitution};
use super::{Grade, LetterPair, Slip};
use crate::domain::learning::review::Verdict;

/// A word of Hangul with a letter slipped is as likely another word if it has fewer syllables.
const MIN_SYLLABLES: usize = 3;
/// More parts of a meaning in parentheses aren't left out one by one.
const MAX_OPTIONAL: usize = 4;

/// Grades a typed meaning.
///
/// `accepted` are the meanings that are right, the learner's own synonyms among them; several meanings in one are
/// separated by `;`, and what stands in parentheses may be left out. `blocked` are answers that are wrong though they look
/// right. `is_other` tells whether a text, folded by [`fold_meaning`], is the meaning of another word.
///
/// - Case, punctuation and accents of stress are forgiven, articles and the `to` of English verbs too.
/// - One letter left out, added, exchanged with its neighbour or written for another, in one word of five letters or more,
///   is a slip, unless that makes the meaning of another word. In Hangul it is one letter of one syllable of three or
///   more. Chinese characters are words of their own.
pub fn grade_meaning(
    answer: &str,
    accepted: &[&str],
    blocked: &[&str],
    is_other: impl Fn(&str) -> bool,
) -> Grade {
    let folded = fold_meaning(answer);
    let wrong = || {
        let is_other = !folded.is_empty() && is_other(&folded);
        Grade::plain(if is_other { Verdict::AnotherWord } else { Verdict::Wrong })
    };
    if folded.is_empty() || blocked.iter().any(|blocked| fold_meaning(blocked) == folded) {
        return wrong();
    }
    let spellings: Vec<String> = accepted.iter().flat_map(|meaning| spellings(meaning)).collect();
    let is_accepted = |text: &str| {
        let folded = fold_meaning(text);
        !folded.is_empty() && spellings.contains(&folded)
    };
    // Several meanings may be answered, if all are right.
    if is_accepted(answer) || answer.split([',', ';', '/', '،', '、']).all(is_accepted) {
        return Grade::plain(Verdict::Correct);
    }
    if is_other(&folded) {
        return Grade::plain(Verdict::AnotherWord);
    }
    let slip = spellings.iter().find_map(|spelling| slip(spelling, &folded));
    slip.map_or(Grade::plain(Verdict::Wrong), Grade::slip)
}

/// A meaning in the form in which meanings are compared.
pub fn fold_meaning(text: &str) -> String {
    let letters: String = text.nfc().filter_map(one_of_its_kind).collect();
    let folded = fold::fold_text(&letters).replace('-', " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let told: Vec<&str> = words.iter().copied().filter(|word| !matches!(*word, "a" | "an" | "the")).collect();
    let mut told = told.as_slice();
    while let ["to", rest @ ..] = told
        && !rest.is_empty()
    {
        told = rest;
    }
    // An article may be what is meant.
    if told.is_empty() { words.join(" ") } else { told.join(" ") }
}

/// Of letters that one keyboard or another writes for the same, one; of vowel marks and joiners, none.
fn one_of_its_kind(letter: char) -> Option<char> {
    Some(match letter {
        'ё' => 'е',
        'Ё' => 'Е',
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        '’'
        | '\''
        | 'ʼ'
        | 'ʻ'
        | '`'
        | '\u{640}'
        | '\u{64b}'..='\u{65f}'
        | '\u{670}'
        | '\u{200c}'
        | '\u{200d}' => return None,
        other => other,
    })
}

/// The folded texts that are right for a meaning: each of its parts, with and without what stands in parentheses.
fn spellings(meaning: &str) -> Vec<String> {
    let parts = std::iter::once(meaning).chain(meaning.split(';'));
    let mut found: Vec<String> = parts.flat_map(without_optional).map(|text| fold_meaning(&text)).collect();
    found.retain(|text| !text.is_empty());
    found.dedup();
    found
}

/// A text with each choice of its parts in parentheses.
fn without_optional(text: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    let mut optional = 0;
    let mut rest = text;
    while let Some((before, inner, after)) = parenthesis(rest) {
        optional += 1;
        let with: Vec<String> = found.iter().map(|start| format!("{start}{before}{inner}")).collect();
        for start in &mut found {
            start.push_str(before);
        }
        if optional <= MAX_OPTIONAL {
            found.extend(with);
        }
        rest = after;
    }
    for start in &mut found {
        start.push_str(rest);
    }
    found
}

/// The first part in parentheses, and what is around it.
fn parenthesis(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['(', '（'])?;
    let (inner, after) = rest.split_once([')', '）'])?;
    Some((before, inner, after))
}

/// What was slipped in the one word in which the answer differs.
fn slip(expected: &str, written: &str) -> Option<Slip> {
    if expected.split(' ').count() != written.split(' ').count() {
        return None;
    }
    let mut different = expected.split(' ').zip(written.split(' ')).filter(|(a, b)| a != b);
    let (expected, written) = different.next()?;
    if different.next().is_some() {
        return None;
    }
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    let (expected, written) = (letters(expected), letters(written));
    if expected.iter().any(|letter| is_syllable(*letter)) {
        return slip_in_hangul(&expected, &written);
    }
    if expected.len() < MIN_LETTERS || expected.iter().any(|letter| is_ideograph(*letter)) {
        return None;
    }
    one_edit(&expected, &written)
        .or_else(|| one_substitution(&expected, &written).map(|pair| Slip::Confused(vec![pair])))
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

/// Han characters and kana.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

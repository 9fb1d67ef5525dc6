//! Grading of a typed meaning, in any language.

use kazakh::fold;
use unicode_normalization::UnicodeNormalization as _;

use super::difference::{MIN_LETTERS, one_edit, one_substitution};
use super::{Grade, LetterPair, Slip, Verdict};

/// The minimum number of syllables of a word of Hangul that allows a slip. In a shorter word, a wrong letter is as
/// likely to make another word as to be a slip.
const MIN_SYLLABLES: usize = 3;
/// The number of parts in parentheses that may be left out one by one.
const MAX_OPTIONAL: usize = 4;

/// Grades a typed meaning.
///
/// `accepted` are the correct meanings, including the learner's own. A `;` separates several meanings in one, and text
/// in parentheses may be left out. `blocked` are answers that are wrong although they look correct. `is_other` returns
/// whether a text, folded by [`fold_meaning`], is a meaning of another word.
///
/// - These are ignored: case, punctuation, stress marks, articles, and the `to` of English verbs.
/// - One letter that is missing, added, swapped with its neighbour or replaced, in one word of five letters or more, is
///   a slip, unless it makes a meaning of another word. In Hangul, it is one letter of one syllable in a word of three
///   syllables or more. Chinese characters are whole words and allow no slips.
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
    // An answer may list several meanings, if all are correct.
    if is_accepted(answer) || answer.split([',', ';', '/', '،', '、']).all(is_accepted) {
        return Grade::plain(Verdict::Correct);
    }
    if is_other(&folded) {
        return Grade::plain(Verdict::AnotherWord);
    }
    let slip = spellings.iter().find_map(|spelling| slip(spelling, &folded));
    slip.map_or(Grade::plain(Verdict::Wrong), Grade::slip)
}

/// Normalizes a meaning for comparison.
pub fn fold_meaning(text: &str) -> String {
    let letters: String = text.nfc().filter_map(unify_letter).collect();
    let folded = fold::fold_text(&letters).replace('-', " ");
    let words: Vec<&str> = folded.split_whitespace().collect();
    let significant: Vec<&str> =
        words.iter().copied().filter(|word| !matches!(*word, "a" | "an" | "the")).collect();
    let mut significant = significant.as_slice();
    while let ["to", rest @ ..] = significant
        && !rest.is_empty()
    {
        significant = rest;
    }
    // The meaning may itself be an article.
    if significant.is_empty() { words.join(" ") } else { significant.join(" ") }
}

/// Unifies letters that different keyboards write for the same sound, and removes vowel marks and joiners.
fn unify_letter(letter: char) -> Option<char> {
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

/// Returns the folded texts that are correct for a meaning: each of its parts, with and without the text in
/// parentheses.
fn spellings(meaning: &str) -> Vec<String> {
    let parts = std::iter::once(meaning).chain(meaning.split(';'));
    let mut found: Vec<String> = parts.flat_map(without_optional).map(|text| fold_meaning(&text)).collect();
    found.retain(|text| !text.is_empty());
    found.dedup();
    found
}

/// Returns a text with each combination of its parts in parentheses.
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

/// Splits a text at its first part in parentheses: before, inside, after.
fn parenthesis(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(['(', '（'])?;
    let (inner, after) = rest.split_once([')', '）'])?;
    Some((before, inner, after))
}

/// Finds the slip, if the answer differs in exactly one word.
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

/// Whether a character is a Han character or kana.
fn is_ideograph(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

//! Putting in order: the letters of a word, the words of a sentence.

use kazakh::fold;

use crate::domain::learning::seed::{Seed, mix};
use crate::domain::learning::word::Word;

/// How many letters or words are put in order. Fewer are no task, more are one of patience.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=12;
const WORDS: std::ops::RangeInclusive<usize> = 3..=8;
/// So many different pieces there are at least.
const MIN_DIFFERENT: usize = 3;
/// Longer sentences are not put in order, characters.
const MAX_SENTENCE_CHARS: usize = 100;

/// The letters of the word, mixed; none where it isn't a single word of a fit length.
pub(super) fn letters(word: &Word, seed: Seed) -> Option<Vec<String>> {
    let folded = fold::fold_kazakh(&word.headword);
    let letters: Vec<String> = folded.chars().map(String::from).collect();
    let is_one_word = folded.chars().all(char::is_alphabetic);
    (is_one_word && LETTERS.contains(&letters.len())).then(|| mixed(&letters, seed)).flatten()
}

/// The words of one of the word's examples, mixed, and which example it is; none where there is none of a fit length.
pub(super) fn words(word: &Word, seed: Seed) -> Option<(Vec<String>, usize)> {
    let mut fit: Vec<(Vec<String>, usize)> = word
        .examples
        .iter()
        .enumerate()
        .filter(|(_, example)| example.sentence.chars().count() <= MAX_SENTENCE_CHARS)
        .map(|(place, example)| (pieces(&example.sentence), place))
        .filter(|(pieces, _)| WORDS.contains(&pieces.len()))
        .collect();
    fit.sort_by_key(|(_, place)| seed.rank(*place as u128));
    fit.into_iter().find_map(|(pieces, place)| Some((mixed(&pieces, seed)?, place)))
}

/// The words of a sentence, without what stands around them.
fn pieces(sentence: &str) -> Vec<String> {
    let words = sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether two sentences have the same words, whatever their order.
pub fn have_same_words(one: &str, other: &str) -> bool {
    let words = |sentence: &str| {
        let mut words: Vec<String> = pieces(sentence).iter().map(|piece| fold::fold_kazakh(piece)).collect();
        words.sort();
        words
    };
    words(one) == words(other)
}

/// Another order than the given one; none where there are too few different pieces.
fn mixed(pieces: &[String], seed: Seed) -> Option<Vec<String>> {
    let mut different = pieces.to_vec();
    different.sort();
    different.dedup();
    if different.len() < MIN_DIFFERENT {
        return None;
    }
    let mut numbered: Vec<(usize, String)> = pieces.iter().cloned().enumerate().collect();
    numbered.sort_by_key(|(place, _)| seed.rank(*place as u128));
    let mut mixed: Vec<String> = numbered.into_iter().map(|(_, piece)| piece).collect();
    if mixed == pieces {
        mixed.rotate_left(1);
    }
    Some(mixed)
}

/// Tells sentences apart by their letters alone: so it stays when punctuation is corrected.
pub(super) fn fingerprint(sentence: &str) -> u64 {
    fold::fold_kazakh(sentence).bytes().fold(0, |sum, byte| mix(sum ^ u64::from(byte)))
}

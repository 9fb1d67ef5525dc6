//! Ordering exercises: the letters of a word, the words of a sentence.

use kazakh::fold;

use crate::learning::seed::{Seed, mix};
use crate::learning::word::Word;

/// The numbers of letters and of words to put in order. Fewer are too easy, more are tedious.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=12;
const WORDS: std::ops::RangeInclusive<usize> = 3..=8;
/// The smallest number of different pieces.
const MIN_DIFFERENT: usize = 3;
/// The longest sentence to put in order, in characters.
const MAX_SENTENCE_CHARS: usize = 100;

/// Returns the letters of the word, shuffled. `None` unless it is a single word of suitable length.
pub(super) fn letters(word: &Word, seed: Seed) -> Option<Vec<String>> {
    let folded = fold::fold_kazakh(&word.headword);
    let letters: Vec<String> = folded.chars().map(String::from).collect();
    let is_one_word = folded.chars().all(char::is_alphabetic);
    (is_one_word && LETTERS.contains(&letters.len())).then(|| shuffle(&letters, seed)).flatten()
}

/// Returns the words of one of the word's examples, shuffled, and the index of the example. `None` if there is no
/// example of suitable length.
pub(super) fn words(word: &Word, seed: Seed) -> Option<(Vec<String>, usize)> {
    let mut suitable: Vec<(Vec<String>, usize)> = word
        .examples
        .iter()
        .enumerate()
        .filter(|(_, example)| example.sentence.chars().count() <= MAX_SENTENCE_CHARS)
        .map(|(index, example)| (pieces(&example.sentence), index))
        .filter(|(pieces, _)| WORDS.contains(&pieces.len()))
        .collect();
    suitable.sort_by_key(|(_, index)| seed.rank(*index as u128));
    suitable.into_iter().find_map(|(pieces, index)| Some((shuffle(&pieces, seed)?, index)))
}

/// Splits a sentence into its words, without the punctuation around them.
fn pieces(sentence: &str) -> Vec<String> {
    let words = sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Whether two sentences have the same words, in any order.
pub fn have_same_words(one: &str, other: &str) -> bool {
    let words = |sentence: &str| {
        let mut words: Vec<String> = pieces(sentence).iter().map(|piece| fold::fold_kazakh(piece)).collect();
        words.sort();
        words
    };
    words(one) == words(other)
}

/// Shuffles pieces into an order that differs from the given one. Returns `None` if there are too few different pieces.
fn shuffle(pieces: &[String], seed: Seed) -> Option<Vec<String>> {
    let mut different = pieces.to_vec();
    different.sort();
    different.dedup();
    if different.len() < MIN_DIFFERENT {
        return None;
    }
    let mut numbered: Vec<(usize, String)> = pieces.iter().cloned().enumerate().collect();
    numbered.sort_by_key(|(index, _)| seed.rank(*index as u128));
    let mut shuffled: Vec<String> = numbered.into_iter().map(|(_, piece)| piece).collect();
    if shuffled == pieces {
        shuffled.rotate_left(1);
    }
    Some(shuffled)
}

/// Returns a hash of the letters of a sentence. It stays the same when only punctuation is corrected.
pub(super) fn fingerprint(sentence: &str) -> u64 {
    fold::fold_kazakh(sentence).bytes().fold(0, |sum, byte| mix(sum ^ u64::from(byte)))
}

//! Ordering exercises: the letters of a word, the words of a sentence.

use kazakh::{fold, lexicon};

use crate::learning::exercise::phrases::{Order, Phrases};
use crate::learning::seed::{Seed, mix};
use crate::learning::word::Word;
use crate::learning::word_index::{key, keys};
use crate::learning::word_keys::WordKeys;

/// The numbers of letters and of words to put in order. Fewer are too easy, more are tedious.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=12;
const WORDS: std::ops::RangeInclusive<usize> = 3..=8;
/// The smallest number of different pieces.
const MIN_DIFFERENT: usize = 3;
/// Names that could be read as forms of common words.
const NAMES: [&str; 20] = [
    "алматы",
    "астана",
    "абай",
    "дана",
    "іле",
    "наурыз",
    "қазақстан",
    "асан",
    "айгүл",
    "арман",
    "болат",
    "самал",
    "айша",
    "ерлан",
    "тараз",
    "қарағанды",
    "түркістан",
    "семей",
    "ақтау",
    "орал",
];
/// The longest sentence to put in order, in characters.
const MAX_SENTENCE_CHARS: usize = 100;

/// Returns the letters of the word, shuffled. `None` unless it is a single word of suitable length.
pub(super) fn letters(word: &Word, seed: Seed) -> Option<Vec<String>> {
    let folded = fold::fold_kazakh(&word.headword);
    let letters: Vec<String> = folded.chars().map(String::from).collect();
    let is_one_word = folded.chars().all(char::is_alphabetic);
    let spellings: Vec<String> = word.spellings().map(fold::fold_kazakh).collect();
    let is_right = |letters: &[String]| spellings.contains(&letters.concat());
    (is_one_word && LETTERS.contains(&letters.len())).then(|| shuffle(&letters, seed, is_right)).flatten()
}

/// An example of a word that is suitable for putting its words in order.
#[derive(Debug)]
pub(in crate::learning) struct Puzzle {
    /// The index of the example.
    example: usize,
    /// The words of the sentence, in its order.
    pieces: Vec<String>,
}

/// Returns the examples of a word that are suitable in length. Two sentences are not put in order as one.
pub(in crate::learning) fn puzzles(word: &Word) -> Vec<Puzzle> {
    let sentences = word.examples.iter().map(|example| example.sentence.as_str()).enumerate();
    sentences
        .filter(|(_, sentence)| sentence.chars().count() <= MAX_SENTENCE_CHARS && is_one_sentence(sentence))
        .map(|(example, sentence)| Puzzle { example, pieces: puzzle(sentence) })
        .filter(|puzzle| WORDS.contains(&puzzle.pieces.len()))
        .collect()
}

/// Returns the words of one of the word's examples, shuffled, and the index of the example. `None` if there is no
/// example of suitable length. A sentence that is understood in any order is no puzzle.
pub(super) fn words(word: &Word, word_keys: &WordKeys, seed: Seed) -> Option<(Vec<String>, usize)> {
    let mut suitable: Vec<&Puzzle> = word_keys.puzzles(word).iter().collect();
    suitable.sort_by_key(|puzzle| seed.rank(puzzle.example as u128));
    suitable.into_iter().find_map(|Puzzle { example, pieces }| {
        let orders = SentenceOrders::of(word, &word.examples.get(*example)?.sentence);
        let is_understood = |pieces: &[String]| orders.judge(&pieces.join(" ")).is_some();
        Some((shuffle(pieces, seed, is_understood)?, *example))
    })
}

/// The data for judging orders of the words of a sentence, computed once, because making a puzzle judges several
/// orders.
pub(super) struct SentenceOrders {
    /// The keys of the sentence and of its other accepted orders.
    accepted: Vec<[String; 2]>,
    words: Vec<String>,
    phrases: Option<Phrases>,
}

impl SentenceOrders {
    pub(super) fn of(word: &Word, sentence: &str) -> Self {
        let words = pieces(sentence);
        Self {
            accepted: accepted_orders(word, sentence).map(keys).collect(),
            phrases: Phrases::of(sentence, &words),
            words,
        }
    }

    /// Judges an order: right if it is that of the sentence, an accepted one, or one that Kazakh allows. `None` if it is
    /// wrong, or has other words.
    pub(super) fn judge(&self, answer: &str) -> Option<Order> {
        let answer_key = key(answer);
        if self.accepted.iter().any(|keys| keys.contains(&answer_key)) {
            return Some(Order::Right);
        }
        self.phrases.as_ref()?.judge(&words_like(answer, &self.words)?)
    }
}

/// Returns one of the word's sentences and the other accepted orders of its words.
pub(super) fn accepted_orders<'a>(word: &'a Word, sentence: &'a str) -> impl Iterator<Item = &'a str> {
    let others = word.accepted_orders.iter().map(String::as_str);
    std::iter::once(sentence).chain(others.filter(move |other| have_same_words(sentence, other)))
}

/// Returns the words of an answer in either script, each as the word of the sentence that it is, folded.
fn words_like(answer: &str, sentence: &[String]) -> Option<Vec<String>> {
    let mut left: Vec<&String> = sentence.iter().collect();
    let same = |word: &str, piece: &str| keys(piece).contains(&key(word));
    let words = pieces(answer).into_iter().map(|word| {
        let place = left.iter().position(|piece| same(&word, piece))?;
        Some(fold::fold_kazakh(left.remove(place)))
    });
    words.collect()
}

/// Splits a sentence into its words, without the punctuation around them.
fn pieces(sentence: &str) -> Vec<String> {
    let words = sentence.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Splits a sentence into the pieces to put in order. The first word is capital only if it is a name: otherwise the
/// capital would give it away.
fn puzzle(sentence: &str) -> Vec<String> {
    let mut pieces = pieces(sentence);
    if let Some(first) = pieces.first_mut() {
        let small = first.to_lowercase();
        let folded = fold::fold_kazakh(first);
        let is_name = NAMES.iter().any(|name| folded.starts_with(name));
        if !is_name && lexicon::contains(&folded) {
            *first = small;
        }
    }
    pieces
}

/// Whether a text is a single sentence.
fn is_one_sentence(text: &str) -> bool {
    let ends = ['.', '!', '?', '…'];
    let inside = text.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    !inside.contains(ends)
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

/// Shuffles pieces into an order that is not right. Returns `None` if there are too few different pieces, or if all orders
/// that were tried are right.
fn shuffle(pieces: &[String], seed: Seed, is_right: impl Fn(&[String]) -> bool) -> Option<Vec<String>> {
    let mut different = pieces.to_vec();
    different.sort();
    different.dedup();
    if different.len() < MIN_DIFFERENT {
        return None;
    }
    let mut numbered: Vec<(usize, String)> = pieces.iter().cloned().enumerate().collect();
    numbered.sort_by_key(|(index, _)| seed.rank(*index as u128));
    let shuffled: Vec<String> = numbered.into_iter().map(|(_, piece)| piece).collect();
    let rotated = |by: usize| {
        let mut pieces = shuffled.clone();
        pieces.rotate_left(by);
        pieces
    };
    let turned = |by: usize| rotated(by).into_iter().rev().collect::<Vec<String>>();
    let tried = (0..shuffled.len()).map(rotated).chain((0..shuffled.len()).map(turned));
    tried.into_iter().find(|pieces| !is_right(pieces))
}

/// Returns a hash of the letters of a sentence. It stays the same when only punctuation is corrected.
pub(super) fn fingerprint(sentence: &str) -> u64 {
    fold::fold_kazakh(sentence).bytes().fold(0, |sum, byte| mix(sum ^ u64::from(byte)))
}

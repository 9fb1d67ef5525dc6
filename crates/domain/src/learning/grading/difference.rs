//! Detection of slips: how two texts differ, letter by letter.

use super::{LetterPair, NO_LETTER, Slip};

/// The shortest word that allows a missing, extra or swapped letter. In a shorter word, such a change is as likely to
/// make another word as to be a slip.
pub(super) const MIN_LETTERS: usize = 5;
/// The shortest word in which any letter may be replaced by any other.
pub(super) const MIN_LETTERS_TO_REPLACE: usize = 6;
/// The shortest word that allows two such changes.
const MIN_LETTERS_FOR_TWO: usize = 8;
/// The largest number of letters that differ in a text with several slips.
const MAX_PAIRS: usize = 6;

/// Detects confusable letters. All differing letters must be confusable, and either be at most half of the text, or all
/// be plain letters, as a keyboard without the special letters types them.
pub(super) fn confused(
    expected: &[char],
    written: &[char],
    are_alike: fn(char, char) -> bool,
    is_special: fn(char) -> bool,
) -> Option<Slip> {
    if expected.len() != written.len() {
        return None;
    }
    let pairs: Vec<LetterPair> = expected
        .iter()
        .zip(written)
        .filter(|(expected, written)| expected != written)
        .map(|(&expected, &written)| LetterPair { expected, written })
        .collect();
    let are_alike = pairs.iter().all(|pair| are_alike(pair.expected, pair.written));
    let are_few = pairs.len() * 2 <= expected.len().max(2);
    let are_plain = !pairs.iter().any(|pair| is_special(pair.written));
    (!pairs.is_empty() && are_alike && (are_few || are_plain)).then_some(Slip::Confused(pairs))
}

/// Detects one missing letter, one extra letter, or two swapped neighbours.
pub(super) fn one_edit(expected: &[char], written: &[char]) -> Option<Slip> {
    let (expected, written) = without_common_start(expected, written)?;
    match (expected, written) {
        ([missing, expected @ ..], written) if expected == written => Some(Slip::Missing(*missing)),
        (expected, [extra, written @ ..]) if expected == written => Some(Slip::Extra(*extra)),
        ([a, b, expected @ ..], [c, d, written @ ..]) if (a, b) == (d, c) && expected == written => {
            Some(Slip::Swapped(LetterPair { expected: *a, written: *b }))
        }
        _ => None,
    }
}

/// Detects one replaced letter.
pub(super) fn one_substitution(expected: &[char], written: &[char]) -> Option<LetterPair> {
    match without_common_start(expected, written)? {
        ([a, expected @ ..], [b, written @ ..]) if expected == written => {
            Some(LetterPair { expected: *a, written: *b })
        }
        _ => None,
    }
}

/// Detects several slips in one word: confusable letters and one missing, extra, swapped or replaced letter, or two of
/// these in a long word.
pub(super) fn several(
    expected: &[char],
    written: &[char],
    are_alike: fn(char, char) -> bool,
) -> Option<Slip> {
    let edits = match expected.len() {
        MIN_LETTERS_FOR_TWO.. => 2,
        MIN_LETTERS.. => 1,
        _ => return None,
    };
    if expected.len().abs_diff(written.len()) > edits {
        return None;
    }
    let search = Search { are_alike, may_replace: expected.len() >= MIN_LETTERS_TO_REPLACE };
    (1..=edits).find_map(|edits| search.pairs(expected, written, edits, MAX_PAIRS)).map(Slip::Several)
}

struct Search {
    are_alike: fn(char, char) -> bool,
    may_replace: bool,
}

impl Search {
    /// Returns the pairs of letters in which two texts differ, with a number of edits; confusable letters are no edits.
    /// Spaces take no part: a slip joins no words and splits none.
    fn pairs(
        &self,
        expected: &[char],
        written: &[char],
        edits: usize,
        most: usize,
    ) -> Option<Vec<LetterPair>> {
        let (expected, written) = without_common_start(expected, written)?;
        let differ = |expected: char, written: char| LetterPair { expected, written };
        if expected.is_empty() && written.is_empty() {
            return Some(Vec::new());
        }
        let most = most.checked_sub(1)?;
        let go_on = |pair: LetterPair, expected, written, edits| {
            let is_inside = pair.expected != ' ' && pair.written != ' ';
            let rest = is_inside.then(|| self.pairs(expected, written, edits, most))??;
            Some(std::iter::once(pair).chain(rest).collect::<Vec<_>>())
        };
        let alike = match (expected, written) {
            ([a, expected @ ..], [b, written @ ..]) if (self.are_alike)(*a, *b) => {
                go_on(differ(*a, *b), expected, written, edits)
            }
            _ => None,
        };
        if alike.is_some() || edits == 0 {
            return alike;
        }
        let edits = edits - 1;
        let swapped = match (expected, written) {
            ([a, b, expected @ ..], [c, d, written @ ..]) if (a, b) == (d, c) => {
                go_on(differ(*a, *b), expected, written, edits)
            }
            _ => None,
        };
        let replaced = || match (expected, written) {
            ([a, expected @ ..], [b, written @ ..]) if self.may_replace => {
                go_on(differ(*a, *b), expected, written, edits)
            }
            _ => None,
        };
        let missing = || {
            let (letter, expected) = expected.split_first()?;
            go_on(differ(*letter, NO_LETTER), expected, written, edits)
        };
        let extra = || {
            let (letter, written) = written.split_first()?;
            go_on(differ(NO_LETTER, *letter), expected, written, edits)
        };
        swapped.or_else(missing).or_else(extra).or_else(replaced)
    }
}

fn without_common_start<'a>(one: &'a [char], other: &'a [char]) -> Option<(&'a [char], &'a [char])> {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    Some((one.get(same..)?, other.get(same..)?))
}

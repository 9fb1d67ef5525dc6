//! Detection of slips: how two texts differ, letter by letter.

use super::{LetterPair, Slip};

/// The shortest word that allows a missing, extra or swapped letter. In a shorter word, such a change is as likely to
/// make another word as to be a slip.
pub(super) const MIN_LETTERS: usize = 5;

/// Detects confusable letters. All differing letters must be confusable, and either be at most half of the text, or all
/// be plain letters, as a keyboard without the special letters types them.
pub(super) fn confused(expected: &[char], written: &[char], class: fn(char) -> char) -> Option<Slip> {
    if expected.len() != written.len() {
        return None;
    }
    let pairs: Vec<LetterPair> = expected
        .iter()
        .zip(written)
        .filter(|(expected, written)| expected != written)
        .map(|(&expected, &written)| LetterPair { expected, written })
        .collect();
    let are_alike = pairs.iter().all(|pair| class(pair.expected) == class(pair.written));
    let are_few = pairs.len() * 2 <= expected.len().max(2);
    let are_plain = pairs.iter().all(|pair| class(pair.written) == pair.written);
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

fn without_common_start<'a>(one: &'a [char], other: &'a [char]) -> Option<(&'a [char], &'a [char])> {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    Some((one.get(same..)?, other.get(same..)?))
}

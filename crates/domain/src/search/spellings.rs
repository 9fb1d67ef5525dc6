//! Finding a word despite wrong letters: two words that differ by one letter share a spelling when one letter is omitted
//! from each, and long words that differ by two when two are omitted.

use std::collections::BTreeSet;

/// The minimum length of a word that may have a wrong letter: with one letter fewer, shorter words resemble too many
/// others.
pub const MIN_LETTERS: usize = 4;
/// The lengths of words that may have two wrong letters. The number of spellings grows with the square of the length.
const LONG: std::ops::RangeInclusive<usize> = 8..=24;
/// What spellings for two wrong letters begin with, so that searches for one don't find them.
const FAR: char = '*';

/// Returns the spellings under which a word is stored: those for one wrong letter, and those for two.
pub fn spellings(word: &str) -> BTreeSet<String> {
    near_spellings(word).into_iter().chain(far_spellings(word)).collect()
}

/// Returns the word itself, and the word with each of its letters omitted. Words that differ by one letter share one.
pub(super) fn near_spellings(word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([word.to_owned()]);
    if word.chars().count() >= MIN_LETTERS {
        found.extend(without_each(word));
    }
    found
}

/// Returns a long word itself, and the word with each one and each two of its letters omitted, all of them marked; none
/// for other words. Long words that differ by two letters share one.
pub(super) fn far_spellings(word: &str) -> BTreeSet<String> {
    if !LONG.contains(&word.chars().count()) {
        return BTreeSet::new();
    }
    let near = near_spellings(word);
    let far = near.iter().flat_map(|shorter| without_each(shorter));
    far.chain(near.iter().cloned()).map(|spelling| format!("{FAR}{spelling}")).collect()
}

/// Returns a word with each of its letters omitted.
fn without_each(word: &str) -> impl Iterator<Item = String> {
    word.char_indices().map(move |(place, letter)| {
        let (before, after) = word.split_at(place);
        [before, after.strip_prefix(letter).unwrap_or_default()].concat()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_near(typed: &str, stored: &str) -> bool {
        !near_spellings(typed).is_disjoint(&spellings(stored))
    }

    fn is_far(typed: &str, stored: &str) -> bool {
        !far_spellings(typed).is_disjoint(&spellings(stored))
    }

    #[test]
    fn one_slip_of_each_kind_is_forgiven() {
        for typed in ["медация", "медиацция", "медеация", "мдеиация"] {
            assert!(is_near(typed, "медиация"), "{typed}");
        }
        assert!(!is_near("уи", "ум"), "short words must match exactly");
        assert!(!is_near("медиация", "медиана"));
    }

    #[test]
    fn two_slips_are_forgiven_in_long_words() {
        for typed in ["ассомблия", "осамблея", "асссамбеля", "ассамблеями"]
        {
            assert!(is_far(typed, "ассамблея") && !is_near(typed, "ассамблея"), "{typed}");
        }
        assert!(
            !is_far("домбра", "дамыра") && far_spellings("домбра").is_empty(),
            "short words have one slip at most"
        );
        assert!(!is_far("қоғамдық", "ассамблея"));
        assert!(spellings(&"а".repeat(25)).len() < 3, "and very long ones");
    }

    proptest! {
        #[test]
        fn a_wrong_letter_anywhere_is_forgiven(word in "[а-я]{4,16}", at in 0_usize..16, wrong in "[а-я]") {
            prop_assert!(is_near(&with_wrong(&word, at, &wrong), &word));
        }

        #[test]
        fn two_wrong_letters_anywhere_are_forgiven_in_long_words(
            word in "[а-я]{8,16}", at in 0_usize..16, and in 0_usize..16, wrong in "[а-я]"
        ) {
            prop_assert!(is_far(&with_wrong(&with_wrong(&word, at, &wrong), and, &wrong), &word));
        }
    }

    fn with_wrong(word: &str, at: usize, wrong: &str) -> String {
        let at = at % word.chars().count();
        let letter =
            |(place, letter): (usize, char)| if place == at { wrong.to_owned() } else { letter.to_string() };
        word.chars().enumerate().map(letter).collect()
    }
}

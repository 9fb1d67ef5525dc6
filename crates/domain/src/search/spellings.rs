//! Finding a word despite one wrong letter: two words that differ by one letter share a spelling when one letter is
//! omitted from each.

use std::collections::BTreeSet;

/// The minimum length of a word that may have a wrong letter: with one letter fewer, shorter words resemble too many
/// others.
pub const MIN_LETTERS: usize = 4;

/// Returns the word itself, and the word with each of its letters omitted.
pub fn spellings(word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([word.to_owned()]);
    let length = word.chars().count();
    if length >= MIN_LETTERS {
        for omitted in 0..length {
            let letters = word.chars().enumerate().filter(|(place, _)| *place != omitted);
            found.insert(letters.map(|(_, letter)| letter).collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn share_a_spelling(one: &str, other: &str) -> bool {
        !spellings(one).is_disjoint(&spellings(other))
    }

    #[test]
    fn one_slip_of_each_kind_is_forgiven() {
        for typed in ["медация", "медиацция", "медеация", "мдеиация"] {
            assert!(share_a_spelling(typed, "медиация"), "{typed}");
        }
        assert!(!share_a_spelling("уи", "ум"), "short words must match exactly");
        assert!(!share_a_spelling("медиация", "медиана"));
    }

    proptest! {
        #[test]
        fn a_wrong_letter_anywhere_is_forgiven(word in "[а-я]{4,16}", at in 0_usize..16, wrong in "[а-я]") {
            let at = at % word.chars().count();
            let typed: String =
                word.chars().enumerate().map(|(place, letter)| if place == at { wrong.clone() } else { letter.to_string() }).collect();
            prop_assert!(share_a_spelling(&word, &typed));
        }
    }
}

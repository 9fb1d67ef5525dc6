//! Finding a word by one wrong letter: two words that are a letter apart have a spelling in common when a letter is
//! left out of each.

use std::collections::BTreeSet;

/// Shorter words are found as they are: with a letter less they are like too many others.
pub const MIN_LETTERS: usize = 4;

/// The word, and it with each of its letters left out.
pub fn spellings(word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([word.to_owned()]);
    let length = word.chars().count();
    if length >= MIN_LETTERS {
        for left_out in 0..length {
            let letters = word.chars().enumerate().filter(|(place, _)| *place != left_out);
            found.insert(letters.map(|(_, letter)| letter).collect());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn meet(one: &str, other: &str) -> bool {
        !spellings(one).is_disjoint(&spellings(other))
    }

    #[test]
    fn one_slip_of_each_sort_is_forgiven() {
        for typed in ["медация", "медиацция", "медеация", "мдеиация"] {
            assert!(meet(typed, "медиация"), "{typed}");
        }
        assert!(!meet("уи", "ум"), "short words are as they are");
        assert!(!meet("медиация", "медиана"));
    }

    proptest! {
        #[test]
        fn a_wrong_letter_anywhere_is_forgiven(word in "[а-я]{4,16}", at in 0_usize..16, wrong in "[а-я]") {
            let at = at % word.chars().count();
            let typed: String =
                word.chars().enumerate().map(|(place, letter)| if place == at { wrong.clone() } else { letter.to_string() }).collect();
            prop_assert!(meet(&word, &typed));
        }
    }
}

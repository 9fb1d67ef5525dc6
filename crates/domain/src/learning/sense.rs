//! The sense of a word in a sentence: which of its meanings the sentence's translation has.

use crate::learning::grading::{fold_meaning, meaning_texts};
use crate::learning::word::{Example, Meanings};

/// The shortest beginning that two forms of a word share. Shorter words must be the same but for an ending.
const MIN_STEM: usize = 4;
/// The longest ending of a short word.
const MAX_ENDING: usize = 3;

/// Returns the sense that a word has in an example: the index of the first accepted meaning that occurs in the translation,
/// in any form. `None` if none does.
pub(super) fn sense_in(meanings: &Meanings, example: &Example) -> Option<usize> {
    let language = meanings.language.as_str();
    let translations = example.translations.iter().filter(|gloss| gloss.language == meanings.language);
    let translations: Vec<String> = translations.map(|gloss| fold_meaning(&gloss.text, language)).collect();
    let occurs = |meaning: &str| translations.iter().any(|translation| contains(translation, meaning));
    let has_sense = |meaning: &String| {
        meaning_texts(meaning)
            .map(|text| fold_meaning(&text, language))
            .any(|text| !text.is_empty() && occurs(&text))
    };
    meanings.accepted.iter().position(has_sense)
}

/// Whether a translation has each word of a meaning, in any form. Both are folded. Chinese has no spaces, and Korean endings
/// are part of the word.
fn contains(translation: &str, meaning: &str) -> bool {
    if !meaning.chars().any(char::is_lowercase) {
        return translation.contains(meaning);
    }
    meaning.split(' ').all(|word| translation.split(' ').any(|other| are_forms(word, other)))
}

/// Whether two words have a long common beginning, as the forms of a word have.
fn are_forms(one: &str, other: &str) -> bool {
    let (first, second) = (one.chars().count(), other.chars().count());
    let common = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let short = first.min(second);
    if short < MIN_STEM {
        return common == short && first.abs_diff(second) <= MAX_ENDING && short > 1;
    }
    common >= MIN_STEM.min(short - 1).max(3) && common * 3 >= first.max(second) * 2
}

//! Finds the stems that a Kazakh word may have without its endings. The module does not know which candidate is a word of
//! the dictionary. In a search, two words match if they have a candidate in common.

use std::collections::BTreeSet;

/// Vowels in the [`keyboard_form`](crate::search_fold::keyboard_form).
const VOWELS: &str = "аеиоуыюя";
const VOICELESS: &str = "кпстфхцчшщ";
/// After these letters an ending begins with a voiceless consonant. A final б, в, г or д of a loanword is pronounced
/// voiceless too.
const HARDENING: &str = "кпстфхцчшщбвгд";
const NARROW: [char; 2] = ['ы', 'и'];
const CONSONANTS: &str = "бвгджзйклмнпрстфхцчшщ";

/// The letters after which endings occur.
#[derive(Clone, Copy)]
enum After {
    /// After one of these letters.
    Of(&'static str),
    /// After any letter but these.
    Not(&'static str),
}

impl After {
    fn allows(self, letter: char) -> bool {
        match self {
            Self::Of(letters) => letters.contains(letter),
            Self::Not(letters) => !letters.contains(letter),
        }
    }
}

/// The endings of case, possession and number, each with the letters after which vowel harmony and assimilation allow it.
const ENDINGS: &[(After, &[&str])] = &[
    // ілік септік
    (After::Of("аеиоуыюямн"), &["нын", "нин"]),
    (After::Of("рлйузжаеиоыюя"), &["дын", "дин"]),
    (After::Of(HARDENING), &["тын", "тин"]),
    // барыс септік
    (After::Not(VOICELESS), &["га", "ге"]),
    (After::Of(HARDENING), &["ка", "ке"]),
    (After::Of("ыи"), &["на", "не"]),
    // табыс септік
    (After::Of(VOWELS), &["ны", "ни"]),
    (After::Of("рлйузжмн"), &["ды", "ди"]),
    (After::Of(HARDENING), &["ты", "ти"]),
    (After::Of("ыи"), &["н"]),
    // жатыс септік
    (After::Not(VOICELESS), &["да", "де"]),
    (After::Of(HARDENING), &["та", "те"]),
    (After::Of("ыи"), &["нда", "нде"]),
    // шығыс септік
    (After::Not("кпстфхцчшщмн"), &["дан", "ден"]),
    (After::Of(HARDENING), &["тан", "тен"]),
    (After::Of("ыимн"), &["нан", "нен"]),
    // көмектес септік
    (After::Not(""), &["мен", "бен", "пен"]),
    // -дағы
    (After::Not(""), &["дагы", "тагы", "деги", "теги", "ндагы", "ндеги"]),
    // көптік жалғау
    (After::Of("аеиоуыюярй"), &["лар", "лер"]),
    (After::Of("лмнзж"), &["дар", "дер"]),
    (After::Of(HARDENING), &["тар", "тер"]),
    // тәуелдік жалғау: оның, біздің, сіздің, менің
    (After::Of(VOWELS), &["сы", "си", "мыз", "миз", "ныз", "низ", "м"]),
    (After::Not("аеиоыюя"), &["ы", "и", "ымыз", "имиз", "ыныз", "иниз", "ым", "им"]),
];

/// Returns the stems that a word may be a form of, including the word itself. The word is in its
/// [`keyboard_form`](crate::search_fold::keyboard_form). Each stem is normalized, so that a stem that changes before endings
/// (кітап, кітабы; халық, халқы; орталық, орталығы) is always the same candidate.
///
/// ```
/// use kazakh::{search_fold::keyboard_form, stem::candidates};
/// let (one, other) = (candidates(&keyboard_form("кітабы")), candidates(&keyboard_form("кітаптар")));
/// assert!(!one.is_disjoint(&other));
/// ```
pub fn candidates(word: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::from([word.to_owned()]);
    let mut todo = vec![word.to_owned()];
    while let Some(word) = todo.pop() {
        for (after, endings) in ENDINGS {
            for stem in endings.iter().filter_map(|ending| word.strip_suffix(ending)) {
                if is_stem(stem, *after) && found.insert(stem.to_owned()) {
                    todo.push(stem.to_owned());
                }
            }
        }
    }
    found.iter().map(|stem| normalized(stem)).collect()
}

fn is_stem(stem: &str, after: After) -> bool {
    let last = stem.chars().next_back();
    stem.chars().nth(1).is_some()
        && last.is_some_and(|letter| after.allows(letter))
        && stem.contains(|letter| VOWELS.contains(letter))
}

/// Normalizes a stem, or a dictionary form in its [`keyboard_form`](crate::search_fold::keyboard_form), as those of
/// [`candidates`] are: gives its last letter the form that it has without a following vowel, and removes the narrow vowel
/// that may be dropped before that letter.
pub fn normalized(stem: &str) -> String {
    let mut letters: Vec<char> = stem.chars().collect();
    if let [_, _, .., last] = letters.as_mut_slice() {
        *last = match *last {
            'г' => 'к',
            'б' => 'п',
            other => other,
        };
    }
    if let [_, .., before, vowel, last] = letters.as_slice()
        && NARROW.contains(vowel)
        && CONSONANTS.contains(*before)
        && CONSONANTS.contains(*last)
    {
        letters.remove(letters.len() - 2);
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search_fold::keyboard_form;
    use proptest::prelude::*;

    fn matches(one: &str, other: &str) -> bool {
        let (one, other) = (candidates(&keyboard_form(one)), candidates(&keyboard_form(other)));
        one.intersection(&other).next().is_some()
    }

    #[test]
    fn a_word_matches_its_seven_cases() {
        for form in ["кеңес", "кеңестің", "кеңеске", "кеңесті", "кеңесте", "кеңестен", "кеңеспен"]
        {
            assert!(matches(form, "кеңес"), "{form}");
        }
        for form in ["үйі", "үйінің", "үйіне", "үйін", "үйінде", "үйінен", "үйімен", "үйіндегі"]
        {
            assert!(matches(form, "үй"), "{form}");
        }
    }

    #[test]
    fn a_word_matches_its_plural_and_possessive_forms() {
        for form in ["кеңестер", "кеңестері", "кеңестерінде", "кеңесіміз", "кеңесіңіздің", "кеңесім"]
        {
            assert!(matches(form, "кеңес"), "{form}");
        }
        assert!(matches("ассамблеясының", "ассамблея"));
        assert!(matches("аналарымызға", "ана"));
    }

    #[test]
    fn a_stem_that_changes_before_endings_matches() {
        for (form, stem) in [
            ("халқының", "халық"),
            ("орталығында", "орталық"),
            ("кітабы", "кітап"),
            ("хатшылығы", "хатшылық"),
        ] {
            assert!(matches(form, stem), "{form}");
        }
    }

    #[test]
    fn similar_words_do_not_match() {
        for (one, other) in [("парасат", "парақ"), ("кеңес", "келісім"), ("ана", "анар"), ("топ", "той")]
        {
            assert!(!matches(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn no_candidate_is_longer_than_the_word(word in "[а-я]{1,20}") {
            let length = word.chars().count();
            let candidates = candidates(&word);
            prop_assert!(!candidates.is_empty());
            prop_assert!(candidates.iter().all(|stem| (1..=length).contains(&stem.chars().count())));
        }
    }
}

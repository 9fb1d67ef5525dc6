//! What a Kazakh word may be without its endings. Which of the candidates is the dictionary's word isn't known here:
//! a name and a query meet where they have one in common.

use std::collections::BTreeSet;

/// Letters as [`keyboard`](super::search_fold::keyboard) leaves them.
const VOWELS: &str = "аеиоуыюя";
const VOICELESS: &str = "кпстфхцчшщ";
/// After these an ending begins voiceless: the б, в, г, д at the end of a borrowed word are spoken so too.
const HARDENING: &str = "кпстфхцчшщбвгд";
const NARROW: [char; 2] = ['ы', 'и'];
const CONSONANTS: &str = "бвгджзйклмнпрстфхцчшщ";

/// After which letters endings stand.
#[derive(Clone, Copy)]
enum After {
    /// One of these.
    Of(&'static str),
    /// None of these.
    Not(&'static str),
}

impl After {
    fn holds(self, letter: char) -> bool {
        match self {
            Self::Of(letters) => letters.contains(letter),
            Self::Not(letters) => !letters.contains(letter),
        }
    }
}

/// The endings of case, possession and number, each where vowel harmony and assimilation put it.
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

/// All that a word may be a form of, itself among it, in a form in which a stem that changes before endings (кітап,
/// кітабы; халық, халқы; орталық, орталығы) is one.
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
    found.iter().map(|stem| unchanged(stem)).collect()
}

fn is_stem(stem: &str, after: After) -> bool {
    let last = stem.chars().next_back();
    stem.chars().nth(1).is_some()
        && last.is_some_and(|letter| after.holds(letter))
        && stem.contains(|letter| VOWELS.contains(letter))
}

/// The stem as it is without a vowel behind it, and without the narrow vowel that comes and goes before its last letter.
fn unchanged(stem: &str) -> String {
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
    use crate::search_fold::keyboard;
    use proptest::prelude::*;

    fn meet(one: &str, other: &str) -> bool {
        let (one, other) = (candidates(&keyboard(one)), candidates(&keyboard(other)));
        one.intersection(&other).next().is_some()
    }

    #[test]
    fn a_word_meets_its_seven_cases() {
        for form in ["кеңес", "кеңестің", "кеңеске", "кеңесті", "кеңесте", "кеңестен", "кеңеспен"]
        {
            assert!(meet(form, "кеңес"), "{form}");
        }
        for form in ["үйі", "үйінің", "үйіне", "үйін", "үйінде", "үйінен", "үйімен", "үйіндегі"]
        {
            assert!(meet(form, "үй"), "{form}");
        }
    }

    #[test]
    fn a_word_meets_its_plural_and_whose_it_is() {
        for form in ["кеңестер", "кеңестері", "кеңестерінде", "кеңесіміз", "кеңесіңіздің", "кеңесім"]
        {
            assert!(meet(form, "кеңес"), "{form}");
        }
        assert!(meet("ассамблеясының", "ассамблея"));
        assert!(meet("аналарымызға", "ана"));
    }

    #[test]
    fn a_stem_that_changes_before_endings_meets_itself() {
        for (form, stem) in [
            ("халқының", "халық"),
            ("орталығында", "орталық"),
            ("кітабы", "кітап"),
            ("хатшылығы", "хатшылық"),
        ] {
            assert!(meet(form, stem), "{form}");
        }
    }

    #[test]
    fn words_that_only_look_alike_stay_apart() {
        for (one, other) in [("парасат", "парақ"), ("кеңес", "келісім"), ("ана", "анар"), ("топ", "той")]
        {
            assert!(!meet(one, other), "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn a_candidate_is_no_longer_than_the_word(word in "[а-я]{1,20}") {
            let length = word.chars().count();
            let candidates = candidates(&word);
            prop_assert!(!candidates.is_empty());
            prop_assert!(candidates.iter().all(|stem| (1..=length).contains(&stem.chars().count())));
        }
    }
}

//! Compares transcriptions with a table by class of word.

use super::*;
use proptest::prelude::*;

/// Words and their transcription: word, IPA, class.
const GOLDEN: &str = include_str!("../../data/golden_ipa.csv");

#[test]
fn words_are_transcribed_as_in_the_table() {
    let mut wrong = Vec::new();
    for line in GOLDEN.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [word, expected, _] = cells[..] else { panic!("{line}") };
        let found = ipa(word);
        if found != expected {
            wrong.push(format!("{line}: {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn case_and_other_characters_do_not_matter() {
    assert_eq!(ipa("  «Достық» үйі! "), ipa("достық үйі"));
    assert_eq!(ipa("123 –"), "");
}

proptest! {
    #[test]
    fn any_text_is_transcribed_without_cyrillic(text in ".{0,20}|[а-яәғқңөұүіһё -]{0,16}") {
        let cyrillic = |letter: char| matches!(letter, '\u{400}'..='\u{52f}');
        prop_assert!(!ipa(&text).contains(cyrillic));
    }
}

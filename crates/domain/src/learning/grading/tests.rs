use std::fmt::Write as _;

use kazakh::alphabet::{MINIMAL_PAIRS, confusable_class};
use kazakh::inflection::Noun;
use kazakh::latin_draft::{Script, in_script};

use super::*;
use proptest::prelude::*;

const TABLE: &str = include_str!("table.txt");
const MEANINGS: &str = include_str!("meanings.txt");

fn verdict(answer: &str, word: &str) -> Verdict {
    grade_kazakh(answer, &[word], |_| false).verdict
}

/// Formats a grade as the tables do.
fn formatted(grade: &Grade) -> String {
    let mut text = grade.verdict.as_str().to_owned();
    let pairs = match &grade.slip {
        None => return text,
        Some(Slip::Confused(pairs)) => {
            pairs.iter().map(|pair| format!("{}>{}", pair.expected, pair.written)).collect()
        }
        Some(Slip::Missing(letter)) => vec![format!("{letter}>")],
        Some(Slip::Extra(letter)) => vec![format!(">{letter}")],
        Some(Slip::Swapped(pair)) => vec![format!("{}>{}", pair.expected, pair.written)],
    };
    let _ = write!(text, " | {}", pairs.join(" "));
    text
}

/// Grades each line of a table. Returns the number of lines.
fn check(table: &str, grade: impl Fn(&[&str]) -> Grade) -> usize {
    let mut failures = Vec::new();
    let mut lines = 0;
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        lines += 1;
        let cells: Vec<&str> = line.split(" | ").collect();
        let (inputs, expected) = cells.split_at(2);
        let found = formatted(&grade(inputs));
        if found != expected.join(" | ").trim() {
            failures.push(format!("{line}: {found}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    lines
}

#[test]
fn kazakh_is_graded_according_to_the_table() {
    let lines = check(TABLE, |inputs| {
        let spellings: Vec<&str> = inputs[1].split('/').collect();
        grade_kazakh(inputs[0], &spellings, |_| false)
    });
    assert!(lines >= 80, "{lines}");
}

#[test]
fn meanings_are_graded_according_to_the_table() {
    let others: Vec<String> = ["cat", "mouse", "горох", "스승님"].map(fold_meaning).to_vec();
    check(MEANINGS, |inputs| {
        let (accepted, blocked) = inputs[1].split_once(" - ").unwrap_or((inputs[1], ""));
        let accepted: Vec<&str> = accepted.split('/').collect();
        grade_meaning(inputs[0], &accepted, &[blocked], |text| others.iter().any(|other| other == text))
    });
}

#[test]
fn a_taught_word_is_another_word_however_different() {
    let taught = |text: &str| ["бала", "әлем"].contains(&text);
    assert_eq!(grade_kazakh("Бала!", &["сөз"], taught).verdict, Verdict::AnotherWord);
    assert_eq!(grade_kazakh("әлем", &["сәлем"], taught).verdict, Verdict::AnotherWord);
    assert_eq!(grade_kazakh("әлем", &["әлем", "сәлем"], taught).verdict, Verdict::Correct);
}

#[test]
fn a_word_of_a_minimal_pair_is_never_a_slip_for_the_other() {
    for (one, other) in MINIMAL_PAIRS {
        for (answer, word) in [(one, other), (other, one)] {
            assert_eq!(verdict(answer, word), Verdict::AnotherWord, "{answer} for {word}");
            let latin = in_script(answer, Script::Latin);
            assert_eq!(verdict(&latin, word), Verdict::AnotherWord, "{latin} for {word}");
        }
    }
}

#[test]
fn forms_of_different_nouns_are_never_slips_for_one_another() {
    for (one, other) in [("қол", "көл"), ("құл", "күл"), ("тор", "төр"), ("күз", "құз"), ("сан", "сән")]
    {
        for ((_, answer), (form, word)) in Noun::look_up(one).paradigm().zip(Noun::look_up(other).paradigm())
        {
            assert_eq!(verdict(&answer, &word), Verdict::AnotherWord, "{answer} for {word}, {form}");
        }
    }
}

#[test]
fn a_grade_contains_its_slip() {
    let grade = grade_kazakh("халык", &["халық"], |_| false);
    let pair = LetterPair { expected: 'қ', written: 'к' };
    assert_eq!(grade.slip, Some(Slip::Confused(vec![pair])));
    assert_eq!(grade_kazakh("халық", &["халық"], |_| false).slip, None);
}

#[test]
fn very_long_answers_are_graded() {
    for answer in [
        "а".repeat(100_000),
        "а ".repeat(50_000),
        "a".repeat(100_000),
        "и\u{306}".repeat(50_000),
        "\0".repeat(100_000),
    ] {
        assert_eq!(verdict(&answer, "сөз"), Verdict::Wrong);
        assert_eq!(grade_meaning(&answer, &["word (one)"], &[], |_| false).verdict, Verdict::Wrong);
    }
    let long = "көл ".repeat(20_000);
    assert_eq!(verdict(&long, &long), Verdict::Correct);
    grade_meaning("x", &[&"(".repeat(50_000), &"(a) ".repeat(10_000)], &[], |_| false);
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        ".{0,60}",
        "[\u{0}-\u{1f}\u{300}-\u{36f}аәіи ı̇Iİ'-]{0,30}",
        "[а-яәғқңөұүһіё -]{0,30}",
        "[a-zäğıñöşüū -]{0,30}",
    ]
}

proptest! {
    #[test]
    fn no_answer_makes_grading_panic(answer in texts(), word in texts()) {
        let grade = grade_kazakh(&answer, &[&word], |_| false);
        prop_assert_eq!(grade.slip.is_some(), grade.verdict == Verdict::Slip);
        let grade = grade_meaning(&answer, &[&word], &[], |_| false);
        prop_assert_eq!(grade.slip.is_some(), grade.verdict == Verdict::Slip);
    }

    #[test]
    fn a_word_is_correct_in_either_script(word in "[абдезкқлмнңоөртұүшыі]{1,12}") {
        prop_assert_eq!(verdict(&word, &word), Verdict::Correct);
        prop_assert_eq!(verdict(&word.to_uppercase(), &word), Verdict::Correct);
        prop_assert_eq!(verdict(&in_script(&word, Script::Latin), &word), Verdict::Correct);
    }

    #[test]
    fn typing_with_a_russian_keyboard_is_never_wrong_unless_it_makes_a_word(word in "[абдезкқлмнңоөртұүшыі]{2,12}") {
        let typed: String = word.chars().map(confusable_class).collect();
        let verdict = verdict(&typed, &word);
        let is_word = kazakh::lexicon::contains(&typed);
        prop_assert!(matches!(verdict, Verdict::Correct | Verdict::Slip) || is_word, "{} for {}", typed, word);
    }

    #[test]
    fn folding_a_meaning_is_idempotent(text in texts(), words in "((a|to|the|дом|ё|كي) ){0,5}") {
        for text in [text, words] {
            let once = fold_meaning(&text);
            prop_assert_eq!(fold_meaning(&once), once.clone());
        }
    }
}

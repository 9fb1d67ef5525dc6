use std::collections::{BTreeSet, HashSet};
use std::fmt::Write as _;

use kazakh::alphabet::{MINIMAL_PAIRS, confusable_class};
use kazakh::inflection::Noun;
use kazakh::latin_draft::{Script, in_script};

use super::*;
use crate::learning::review::Rating;
use crate::learning::word::PartOfSpeech;
use proptest::prelude::*;

const TABLE: &str = include_str!("table.txt");
const RUSSIAN_KEYBOARD: &str = include_str!("russian_keyboard.txt");
const MEANINGS: &str = include_str!("meanings.txt");

fn verdict(answer: &str, word: &str) -> Verdict {
    grade_kazakh(answer, &[word], Keyboard::Kazakh, |_| false).verdict
}

/// Formats a grade as the tables do.
fn formatted(grade: &Grade) -> String {
    format!("{}{}", grade.verdict.as_str(), formatted_slip(grade))
}

/// Formats a grade with its rating.
fn formatted_with_rating(grade: &Grade) -> String {
    let rating = format!("{:?}", grade.rating).to_lowercase();
    format!("{} | {rating}{}", grade.verdict.as_str(), formatted_slip(grade))
}

fn formatted_slip(grade: &Grade) -> String {
    let mut text = String::new();
    let Some(slip) = &grade.slip else { return text };
    let letter =
        |letter: char| Some(letter).filter(|letter| *letter != NO_LETTER).map_or(String::new(), String::from);
    let pairs = slip.letter_pairs();
    let pairs: Vec<String> =
        pairs.iter().map(|pair| format!("{}>{}", letter(pair.expected), letter(pair.written))).collect();
    let _ = write!(text, " | {}", pairs.join(" "));
    text
}

/// Grades each line of a table. Returns the number of lines.
fn check(table: &str, grade: impl Fn(&[&str]) -> String) -> usize {
    let mut failures = Vec::new();
    let mut lines = 0;
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        lines += 1;
        let cells: Vec<&str> = line.split(" | ").collect();
        let (inputs, expected) = cells.split_at(2);
        let found = grade(inputs);
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
        formatted(&grade_kazakh(inputs[0], &spellings, Keyboard::Kazakh, |_| false))
    });
    assert!(lines >= 80, "{lines}");
}

#[test]
fn a_keyboard_without_the_letters_is_graded_according_to_its_table() {
    check(RUSSIAN_KEYBOARD, |inputs| {
        let taught = |text: &str| ["торт", "жана"].contains(&text);
        formatted_with_rating(&grade_kazakh(inputs[0], &[inputs[1]], Keyboard::Russian, taught))
    });
}

#[test]
fn meanings_are_graded_according_to_the_table() {
    let others = ["cat", "mouse", "горох", "прочесть", "스승님"];
    let mut section = ("en", PartOfSpeech::Particle, "");
    let mut failures = Vec::new();
    for line in MEANINGS.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        if let Some(heading) = line.strip_prefix('@') {
            let parts: Vec<&str> = heading.splitn(3, ' ').collect();
            section = (parts[0], parts[1].parse().unwrap(), parts.get(2).copied().unwrap_or_default());
            continue;
        }
        let (language, part_of_speech, headword) = section;
        let cells: Vec<&str> = line.split(" | ").collect();
        let (accepted, blocked) = cells[1].split_once(" - ").unwrap_or((cells[1], ""));
        let meaning = |text| Meaning { language, text };
        let expected = ExpectedMeanings {
            headword,
            part_of_speech,
            accepted: accepted.split('/').map(meaning).collect(),
            blocked: vec![meaning(blocked)],
        };
        let is_other = |text: &str| {
            others.iter().any(|other| meaning_key(other, language) == meaning_key(text, language))
        };
        let found = formatted(&grade_meaning(cells[0], &expected, is_other));
        if found.trim() != cells[2..].join(" | ").trim() {
            failures.push(format!("{line}: {found}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Grades a meaning of a word without other properties.
fn grade_one(answer: &str, accepted: &[&str]) -> Grade {
    let expected = ExpectedMeanings {
        headword: "",
        part_of_speech: PartOfSpeech::Particle,
        accepted: accepted.iter().map(|text| Meaning { language: "en", text }).collect(),
        blocked: Vec::new(),
    };
    grade_meaning(answer, &expected, |_| false)
}

#[test]
fn a_taught_word_is_another_word_however_different() {
    let taught = |text: &str| ["бала", "әлем"].contains(&text);
    assert_eq!(grade_kazakh("Бала!", &["сөз"], Keyboard::Kazakh, taught).verdict, Verdict::AnotherWord);
    assert_eq!(grade_kazakh("әлем", &["сәлем"], Keyboard::Kazakh, taught).verdict, Verdict::AnotherWord);
    assert_eq!(grade_kazakh("әлем", &["әлем", "сәлем"], Keyboard::Kazakh, taught).verdict, Verdict::Correct);
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
    let grade = grade_kazakh("халык", &["халық"], Keyboard::Kazakh, |_| false);
    let pair = LetterPair { expected: 'қ', written: 'к' };
    assert_eq!(grade.slip, Some(Slip::Confused(vec![pair])));
    assert_eq!(grade_kazakh("халық", &["халық"], Keyboard::Kazakh, |_| false).slip, None);
}

/// Every twentieth word of the lists, and all its neighbours: what would be a slip if it were no word.
#[test]
fn no_word_of_the_lists_is_a_slip_for_another() {
    const LISTS: [(&str, &str); 2] = [
        ("ru", include_str!("../../../data/words/ru.txt")),
        ("en", include_str!("../../../data/words/en.txt")),
    ];
    for (language, list) in LISTS {
        let words: HashSet<&str> = list.lines().collect();
        let letters: BTreeSet<char> = list.chars().filter(|letter| letter.is_alphabetic()).collect();
        let neighbours = |word: &str| -> Vec<String> {
            let replaced = |at: usize, by: char| -> String {
                word.chars()
                    .enumerate()
                    .map(|(place, letter)| if place == at { by } else { letter })
                    .collect()
            };
            let places = 0..word.chars().count();
            let all = places.flat_map(|at| letters.iter().map(move |by| (at, *by)));
            let all = all.map(|(at, by)| replaced(at, by));
            all.filter(|other| other != word && words.contains(other.as_str())).collect()
        };
        let mut pairs = 0;
        for word in list.lines().filter(|word| word.chars().count() >= 5).step_by(20) {
            let expected = ExpectedMeanings {
                headword: "сөз",
                part_of_speech: PartOfSpeech::Adverb,
                accepted: vec![Meaning { language, text: word }],
                blocked: Vec::new(),
            };
            for other in neighbours(word) {
                let grade = grade_meaning(&other, &expected, |_| false);
                assert_ne!(grade.verdict, Verdict::Slip, "«{other}» for «{word}»");
                pairs += 1;
            }
        }
        assert!(pairs >= 500, "{pairs} pairs in {language}");
    }
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
        assert_eq!(grade_one(&answer, &["word (one)"]).verdict, Verdict::Wrong);
    }
    let long = "көл ".repeat(20_000);
    assert_eq!(verdict(&long, &long), Verdict::Correct);
    grade_one("x", &[&"(".repeat(50_000), &"(a) ".repeat(10_000)]);
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
        let grade = grade_kazakh(&answer, &[&word], Keyboard::Kazakh, |_| false);
        prop_assert_eq!(grade.slip.is_some(), grade.verdict == Verdict::Slip);
        let grade = grade_one(&answer, &[&word]);
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
    fn a_keyboard_without_the_letters_never_makes_a_word_wrong(word in "[абдезкқлмнңоөртұүһғшыі]{1,12}") {
        let typed: String = word.chars().map(confusable_class).collect();
        let grade = grade_kazakh(&typed, &[&word], Keyboard::Russian, |_| true);
        prop_assert!(matches!(grade.verdict, Verdict::Correct | Verdict::Slip), "{} for {}", typed, word);
        prop_assert_eq!(grade.rating, Rating::Good);
    }

    #[test]
    fn a_stored_slip_is_restored(kind in 0_usize..4, pairs in prop::collection::vec(("[а-я]", "[а-я]"), 1..4)) {
        let letter = |text: &str| text.chars().next().unwrap();
        let pairs: Vec<LetterPair> =
            pairs.iter().map(|(a, b)| LetterPair { expected: letter(a), written: letter(b) }).collect();
        let slip = [Slip::Confused(pairs.clone()), Slip::Several(pairs.clone()), Slip::Ending, Slip::Swapped(pairs[0])]
            [kind].clone();
        prop_assert_eq!(Slip::from_parts(slip.kind(), &slip.letters()), Some(slip.clone()));
        for pair in slip.pairs() {
            prop_assert_eq!(pair.kind(), slip.kind());
            prop_assert_eq!(Slip::from_parts(pair.kind(), &pair.letters()), Some(pair));
        }
    }

    #[test]
    fn folding_a_meaning_is_idempotent(
        text in texts(),
        words in "((a|to|the|das|les|дом|dом|ё|كي|I'm|it's|İI) ){0,5}",
        // Marks that follow no letter, or that something stands before.
        marks in "[аеЁёиЙijіI\u{e}\u{200d}'\u{300}\u{306}\u{308}\u{345}\u{363}\u{483}\u{653}\u{654}اي]{0,8}",
        language in prop::sample::select(vec![
            "ru", "uk", "en", "de", "tr", "az", "uz", "ug", "fr", "it", "ko", "tt", "kk", "zh-Hans", "und",
        ]),
    ) {
        for text in [text, words, marks] {
            let once = fold_meaning(&text, language);
            prop_assert_eq!(fold_meaning(&once, language), once.clone());
        }
    }

    #[test]
    fn case_and_look_alikes_never_change_a_meaning(word in "[оеасхр]{1,4}[а-я]{5,8}", at in 0_usize..4) {
        let capitals = word.to_uppercase();
        prop_assert_eq!(meaning_key(&capitals, "ru"), meaning_key(&word, "ru"));
        let latin = |letter: char| match letter { 'о' => 'o', 'е' => 'e', 'а' => 'a', 'с' => 'c', 'х' => 'x', 'р' => 'p', other => other };
        let mixed: String = word.chars().enumerate().map(|(n, c)| if n == at { latin(c) } else { c }).collect();
        prop_assert_eq!(meaning_key(&mixed, "ru"), meaning_key(&word, "ru"));
    }
}

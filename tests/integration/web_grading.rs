//! The grading in the app, which shows a verdict before that of the service arrives. The client must never be
//! sure of a verdict that differs from the service's.
//!
//! The answers are those of the service's tables, and thousands that are made from the words of the course.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::{env, fs};

use dostyq::domain::learning::grading::{
    ExpectedMeanings, Grade, Keyboard, Meaning, NO_LETTER, Slip, Verdict, grade_kazakh, grade_meaning,
};
use dostyq::domain::learning::word::PartOfSpeech;
use kazakh::latin_draft::{Script, in_script};
use serde_json::{Value, json};

use crate::support::seeded_random::SeededRandom;
use crate::support::service::{root, walk};

/// An answer, as the client gets it, and the service's grade.
struct Pair {
    question: Value,
    grade: Grade,
}

/// Whether Node is installed, which runs the client's code.
pub(crate) fn has_node() -> bool {
    let version = Command::new("node").arg("--version").stdout(Stdio::null()).status();
    let is_installed = version.is_ok_and(|status| status.success());
    let advice = "scripts/install-tools --browser installs Node, which runs the client's code";
    assert!(is_installed || env::var_os("DOSTYQ_REQUIRE_BROWSER").is_none(), "{advice}");
    if !is_installed {
        eprintln!("not run: {advice}");
    }
    is_installed
}

#[test]
fn kazakh_is_graded_as_the_service_grades_it() {
    if !has_node() {
        return;
    }
    let mut pairs = Vec::new();
    for (file, keyboard) in [("table.txt", Keyboard::Kazakh), ("russian_keyboard.txt", Keyboard::Russian)] {
        for cells in table(file) {
            let spellings: Vec<&str> = cells[1].split('/').collect();
            pairs.push(kazakh_pair(&cells[0], &spellings, keyboard));
        }
    }
    let words = headwords();
    assert!(words.len() >= 100, "{}", words.len());
    let mut random = SeededRandom(5);
    for word in &words {
        for _ in 0..35 {
            let keyboard = if random.below(2) == 0 { Keyboard::Kazakh } else { Keyboard::Russian };
            let answer = misspelled(word, &words, &mut random);
            pairs.push(kazakh_pair(&answer, &[word], keyboard));
        }
    }
    assert!(pairs.len() >= 5_000, "{}", pairs.len());
    let agreeing = check(&pairs);
    // The rest are other words and forms, which only the service knows.
    assert!(agreeing * 10 >= pairs.len() * 8, "{agreeing} of {} verdicts agree", pairs.len());
}

#[test]
fn meanings_are_graded_as_the_service_grades_them() {
    if !has_node() {
        return;
    }
    let mut pairs = Vec::new();
    let mut random = SeededRandom(7);
    let mut section = (String::new(), PartOfSpeech::Particle, String::new());
    for line in lines("meanings.txt") {
        if let Some(heading) = line.strip_prefix('@') {
            let parts: Vec<&str> = heading.splitn(3, ' ').collect();
            let headword = parts.get(2).copied().unwrap_or_default();
            section = (parts[0].to_owned(), parts[1].parse().unwrap(), headword.to_owned());
            continue;
        }
        let (language, part_of_speech, headword) = &section;
        let cells: Vec<&str> = line.split(" | ").collect();
        let (accepted, blocked) = cells[1].split_once(" - ").unwrap_or((cells[1], ""));
        let accepted: Vec<&str> = accepted.split('/').collect();
        let mut answers = vec![cells[0].to_owned()];
        for text in &accepted {
            answers.extend((0..8).map(|_| misspelled(text, &[cells[0].to_owned()], &mut random)));
        }
        for answer in answers {
            pairs.push(meaning_pair(&answer, language, *part_of_speech, headword, &accepted, blocked));
        }
    }
    assert!(pairs.len() >= 1_500, "{}", pairs.len());
    let agreeing = check(&pairs);
    assert!(agreeing * 10 >= pairs.len() * 8, "{agreeing} of {} verdicts agree", pairs.len());
}

fn kazakh_pair(answer: &str, spellings: &[&str], keyboard: Keyboard) -> Pair {
    let name = if keyboard == Keyboard::Kazakh { "KAZAKH" } else { "RUSSIAN" };
    Pair {
        question: json!({"answer": answer, "accepted": spellings, "keyboard": name}),
        grade: grade_kazakh(answer, spellings, keyboard, |_| false),
    }
}

fn meaning_pair(
    answer: &str,
    language: &str,
    part_of_speech: PartOfSpeech,
    headword: &str,
    accepted: &[&str],
    blocked: &str,
) -> Pair {
    let expected = ExpectedMeanings {
        headword,
        part_of_speech,
        accepted: accepted.iter().map(|&text| Meaning { language, text }).collect(),
        blocked: vec![Meaning { language, text: blocked }],
    };
    let texts = |texts: &[&str]| {
        texts.iter().map(|text| json!({"language": language, "text": text})).collect::<Vec<_>>()
    };
    Pair {
        question: json!({"answer": answer, "accepted": texts(accepted), "blocked": texts(&[blocked])}),
        grade: grade_meaning(answer, &expected, |_| false),
    }
}

/// Runs a script of `web/tests` with this input, and returns its output.
pub(crate) fn ask_client(script: &str, input: &str) -> String {
    let mut client = Command::new("node")
        .arg(root().join(format!("web/tests/{script}.mjs")))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs the client's code");
    client.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = client.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

/// Grades the pairs as the client does, and compares. Returns the number of verdicts that agree.
fn check(pairs: &[Pair]) -> usize {
    let questions: Vec<String> = pairs.iter().map(|pair| pair.question.to_string()).collect();
    let text = ask_client("grading", &questions.join("\n"));
    let grades: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(grades.len(), pairs.len());

    let mut failures = Vec::new();
    let mut agreeing = 0;
    for (Pair { question, grade }, found) in pairs.iter().zip(&grades) {
        let verdict = grade.verdict.as_str().to_uppercase().replace('-', "_");
        let is_sure = found["isSure"] == true;
        let agrees = found["verdict"] == verdict.as_str();
        agreeing += usize::from(agrees);
        // The client may leave the slip to the service.
        let is_left = found["slip"].is_null() && question["keyboard"].is_null();
        let same_slip = !agrees || is_left || found["slip"]["letters"] == letters(grade.slip.as_ref());
        let is_latin_right = question["accepted"][0]
            .as_str()
            .is_none_or(|text| found["latin"] == *in_script(text, Script::Latin));
        // The client must recognize a right answer in Kazakh at once; it leaves other forms of a meaning to the
        // service.
        let is_missed = grade.verdict == Verdict::Correct && !agrees && question["keyboard"].is_string();
        if (is_sure && !agrees)
            || (!is_sure && found["verdict"] == "CORRECT")
            || !same_slip
            || is_missed
            || !is_latin_right
        {
            failures.push(format!("{question}: the service says {grade:?}, the client {found}"));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {}:\n{}",
        failures.len(),
        pairs.len(),
        failures[..failures.len().min(20)].join("\n")
    );
    agreeing
}

fn letters(slip: Option<&Slip>) -> Value {
    let Some(slip) = slip else { return Value::Null };
    let letter = |letter: char| if letter == NO_LETTER { Value::Null } else { json!(letter) };
    let pair = |pair: &dostyq::domain::learning::grading::LetterPair| json!({"expected": letter(pair.expected), "written": letter(pair.written)});
    slip.letter_pairs().iter().map(pair).collect()
}

/// Returns an answer by someone who means this text: the text itself, or the text with some slips.
pub(crate) fn misspelled(text: &str, others: &[String], random: &mut SeededRandom) -> String {
    const CONFUSIONS: [(char, char); 12] = [
        ('қ', 'к'),
        ('ғ', 'г'),
        ('ң', 'н'),
        ('ө', 'о'),
        ('ұ', 'у'),
        ('ү', 'у'),
        ('і', 'и'),
        ('ә', 'а'),
        ('һ', 'х'),
        ('ы', 'і'),
        ('э', 'е'),
        ('а', 'ә'),
    ];
    const EXTRA: [char; 8] = ['а', 'е', 'н', ' ', '-', 'k', 'ю', '!'];
    let mut letters: Vec<char> = text.chars().collect();
    let at = |letters: &[char], random: &mut SeededRandom| random.below(letters.len().max(1));
    for _ in 0..=random.below(3) {
        match random.below(10) {
            0 => return others[random.below(others.len())].clone(),
            1 => return text.to_uppercase(),
            2 => return in_script(text, Script::Latin).into_owned(),
            3 => {
                letters = in_script(&letters.iter().collect::<String>(), Script::Latin).chars().collect();
            }
            4 => {
                for letter in &mut letters {
                    let pair = CONFUSIONS.iter().find(|(one, _)| one == letter);
                    *letter = pair.map_or(*letter, |(_, other)| *other);
                }
            }
            5 | 6 => {
                let (one, other) = CONFUSIONS[random.below(CONFUSIONS.len())];
                for letter in &mut letters {
                    if *letter == one {
                        *letter = other;
                        break;
                    }
                }
            }
            7 if letters.len() > 1 => {
                letters.remove(at(&letters, random));
            }
            8 => letters.insert(at(&letters, random), EXTRA[random.below(EXTRA.len())]),
            9 if letters.len() > 1 => {
                let first = random.below(letters.len() - 1);
                letters.swap(first, first + 1);
            }
            _ => {}
        }
    }
    letters.into_iter().collect()
}

/// Returns the headwords of the courses.
fn headwords() -> Vec<String> {
    let files = walk(&root().join("content/courses")).into_iter();
    let texts = files.map(|file| fs::read_to_string(file).unwrap());
    let of = |text: String| {
        let lines = text.lines().filter_map(|line| line.strip_prefix("headword = \""));
        lines.map(|rest| rest.trim_end_matches('"').to_owned()).collect::<Vec<_>>()
    };
    texts.flat_map(of).collect()
}

fn table(name: &str) -> Vec<Vec<String>> {
    lines(name).into_iter().map(|line| line.split(" | ").map(str::to_owned).collect()).collect()
}

fn lines(name: &str) -> Vec<String> {
    let folder = root().join("crates/domain/src/learning/grading");
    let text = fs::read_to_string(folder.join(name)).unwrap();
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(str::to_owned).collect()
}

//! `dostyq kazakh grade`

use super::table::{Row, Transform};
use crate::domain::learning::grading::Verdict;
use crate::domain::learning::grading::{Grade, LetterPair, Slip, grade_kazakh};
use crate::domain::learning::review::Rating;

pub(super) const TRANSFORM: Transform = Transform {
    required: &["answer", "expected"],
    optional: &[],
    added: &["verdict", "rating", "slip", "expected_letters", "written_letters"],
    row,
};

fn row(row: &Row<'_>) -> Result<Vec<String>, String> {
    let spellings: Vec<&str> = row.cell("expected").split('|').map(str::trim).collect();
    if spellings.iter().any(|spelling| spelling.is_empty()) {
        return Err("expected is empty, or one of its spellings is empty".to_owned());
    }
    let grade = grade_kazakh(row.cell("answer"), &spellings, |_| false);
    let (kind, expected, written) = slip(&grade);
    let verdict = match grade.verdict {
        Verdict::Correct => "CORRECT",
        Verdict::Slip => "SLIP",
        Verdict::AnotherWord => "ANOTHER_WORD",
        Verdict::Wrong => "WRONG",
    };
    let rating = match grade.verdict.rating() {
        Rating::Again => "AGAIN",
        Rating::Hard => "HARD",
        Rating::Good => "GOOD",
        Rating::Easy => "EASY",
    };
    Ok([verdict, rating, kind, &spaced(&expected), &spaced(&written)].map(str::to_owned).to_vec())
}

/// Returns the kind of slip, the expected letters, and the written letters.
fn slip(grade: &Grade) -> (&'static str, Vec<char>, Vec<char>) {
    let unzip = |pairs: &[LetterPair]| pairs.iter().map(|pair| (pair.expected, pair.written)).unzip();
    match &grade.slip {
        None => ("", Vec::new(), Vec::new()),
        Some(Slip::Confused(pairs)) => {
            let (expected, written) = unzip(pairs);
            ("CONFUSED", expected, written)
        }
        Some(Slip::Missing(letter)) => ("MISSING", vec![*letter], Vec::new()),
        Some(Slip::Extra(letter)) => ("EXTRA", Vec::new(), vec![*letter]),
        Some(Slip::Swapped(pair)) => {
            let (expected, written) = unzip(&[*pair]);
            ("SWAPPED", expected, written)
        }
    }
}

fn spaced(letters: &[char]) -> String {
    letters.iter().map(char::to_string).collect::<Vec<_>>().join(" ")
}

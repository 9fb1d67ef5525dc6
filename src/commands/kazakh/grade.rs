//! `dostyq kazakh grade`

use super::table::{Row, Transform};
use crate::domain::learning::grading::{Grade, Keyboard, LetterPair, NO_LETTER, Verdict, grade_kazakh};
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
    let grade = grade_kazakh(row.cell("answer"), &spellings, Keyboard::Kazakh, |_| false);
    let (kind, expected, written) = slip(&grade);
    let verdict = match grade.verdict {
        Verdict::Correct => "CORRECT",
        Verdict::Slip => "SLIP",
        Verdict::Synonym => "SYNONYM",
        Verdict::AnotherWord => "ANOTHER_WORD",
        Verdict::Wrong => "WRONG",
    };
    let rating = match grade.rating {
        Rating::Again => "AGAIN",
        Rating::Hard => "HARD",
        Rating::Good => "GOOD",
        Rating::Easy => "EASY",
    };
    Ok([verdict, rating, &kind, &spaced(&expected), &spaced(&written)].map(str::to_owned).to_vec())
}

/// Returns the kind of slip, the expected letters, and the written letters.
fn slip(grade: &Grade) -> (String, Vec<char>, Vec<char>) {
    let Some(slip) = &grade.slip else { return (String::new(), Vec::new(), Vec::new()) };
    let pairs = slip.letter_pairs();
    let of = |letter: fn(&LetterPair) -> char| {
        pairs.iter().map(letter).filter(|letter| *letter != NO_LETTER).collect::<Vec<char>>()
    };
    (slip.kind().to_uppercase(), of(|pair| pair.expected), of(|pair| pair.written))
}

fn spaced(letters: &[char]) -> String {
    letters.iter().map(char::to_string).collect::<Vec<_>>().join(" ")
}

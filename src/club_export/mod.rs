//! Export formats of clubs: a table of results, OneRoster 1.2 and xAPI. Pure functions: they receive data that may be
//! exported and return rows and values.
//!
//! Ids are the global ids of the API. Members are identified by their memberships, so the exports of two clubs cannot
//! be linked through people who are in both.

mod archive;
mod one_roster;
mod results;
mod statement;

pub use archive::{Archive, ArchivedFile};
pub use one_roster::{Roster, RosterTable, School, manifest};
pub use results::{LessonProgress, assignment_row, lesson_row, results_header};
pub use statement::{StatementContext, statement};

use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{Assignment, AssignmentProgress, AssignmentStatus};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::text::Language;

/// An assignment with its title.
#[derive(Debug, Clone)]
pub struct TitledAssignment {
    /// The assignment.
    pub assignment: Assignment,
    /// The title.
    pub title: String,
}

/// The outcome of an assignment for a member.
#[derive(Debug, Clone, Copy)]
pub struct AssignmentOutcome<'a> {
    /// The member.
    pub member: &'a Member,
    /// The assignment.
    pub assignment: &'a TitledAssignment,
    /// The member's progress.
    pub progress: AssignmentProgress,
    /// The study day of the club on which the member finished; not before they joined.
    pub done_on: Option<StudyDay>,
    /// The number of the assignment's words that the member remembered at the last answer.
    pub remembered: u32,
    /// The status.
    pub status: AssignmentStatus,
}

/// The number of words in the title of an assignment without lessons.
const TITLE_WORDS: usize = 3;

/// Returns the title of an assignment: its lessons, or its first words if it has no lessons.
pub fn assignment_title(words: &[ChosenWord], catalogue: &Catalogue, language: Language) -> String {
    let mut lessons: Vec<&str> = Vec::new();
    for lesson in words.iter().filter_map(|(_, lesson)| catalogue.lesson((*lesson)?)) {
        let title = lesson.title.in_language(language).0;
        if !lessons.contains(&title) {
            lessons.push(title);
        }
    }
    if !lessons.is_empty() {
        return lessons.join("; ");
    }
    let first_words = words.iter().take(TITLE_WORDS).filter_map(|(word, _)| catalogue.word(*word));
    let first_words: Vec<&str> = first_words.map(|word| word.headword.as_str()).collect();
    let rest = if words.len() > TITLE_WORDS { ", …" } else { "" };
    format!("{}{rest}", first_words.join(", "))
}

/// Returns a part of a whole in percent, rounded down, so that 100 means all. `None` if the whole is 0.
fn percent(part: u32, whole: u32) -> Option<u64> {
    (u64::from(part) * 100).checked_div(u64::from(whole))
}

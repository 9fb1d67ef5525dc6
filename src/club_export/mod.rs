//! What leaders take out of their clubs, in formats that others read: a table of results, OneRoster 1.2 and xAPI. Pure: it
//! is handed what may be told, and gives rows and values.
//!
//! Ids are the global ones of the API, and members are known by their memberships: so what is taken out of two clubs cannot
//! be joined by who is in both.

mod archive;
mod one_roster;
mod results;
mod statement;

pub use archive::{Archive, ArchivedFile};
pub use one_roster::{Roster, RosterTable, School, manifest};
pub use results::{LessonProgress, assignment_row, header, lesson_row};
pub use statement::{Surroundings, statement};

use crate::domain::clubs::insight::Member;
use crate::domain::clubs::{Assignment, AssignmentProgress, AssignmentStatus};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::text::Language;

/// An assignment, and what it is called.
#[derive(Debug, Clone)]
pub struct NamedAssignment {
    /// The assignment.
    pub assignment: Assignment,
    /// What it is called.
    pub title: String,
}

/// What became of an assignment for a member.
#[derive(Debug, Clone, Copy)]
pub struct Outcome<'a> {
    /// The member.
    pub member: &'a Member,
    /// The assignment.
    pub assignment: &'a NamedAssignment,
    /// How far the member is with it.
    pub progress: AssignmentProgress,
    /// What became of it.
    pub status: AssignmentStatus,
}

/// How many words an assignment without lessons is called by.
const NAMED_WORDS: usize = 3;

/// What an assignment is called: by its lessons, or, where it has none, by its first words.
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
    let named = words.iter().take(NAMED_WORDS).filter_map(|(word, _)| catalogue.word(*word));
    let named: Vec<&str> = named.map(|word| word.headword.as_str()).collect();
    let rest = if words.len() > NAMED_WORDS { ", …" } else { "" };
    format!("{}{rest}", named.join(", "))
}

/// A part of a whole in percent, rounded down, so that 100 is all; none: of nothing.
fn percent(part: u32, whole: u32) -> Option<u64> {
    (u64::from(part) * 100).checked_div(u64::from(whole))
}

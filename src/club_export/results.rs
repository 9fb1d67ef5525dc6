//! The table of results, for spreadsheets: a row for each member and each of their assignments, and for each member and
//! lesson that they have begun.

use super::{AssignmentOutcome, percent};
use crate::domain::clubs::AssignmentStatus;
use crate::domain::clubs::insight::Member;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::word::{Course, Lesson};
use crate::domain::text::Language;
use crate::spreadsheet::Row;

const COLUMNS: [&str; 19] = [
    // The member: the membership's id, the name, the study day of joining.
    "member_id",
    "member",
    "joined",
    // `assignment` or `lesson`; its id and title; the course of a lesson.
    "kind",
    "id",
    "title",
    "course",
    // The first and last day of an assignment.
    "from",
    "until",
    // For an assignment: upcoming, open, done, late, missed. For a lesson: begun, finished.
    "status",
    // Counts of words: all words, and words answered; for an assignment also words remembered at the last answer; for a
    // lesson also words learned, and words with an interval of 21 days or more.
    "words",
    "words_begun",
    "words_remembered",
    "words_learned",
    "words_mature",
    // The shares of these words in percent, rounded down; 100 means all.
    "percent_begun",
    "percent_remembered",
    "percent_learned",
    // The day on which an assignment was done, if the member was in the club by then.
    "done",
];

/// Returns the header row with the names of the columns.
pub fn results_header() -> Row {
    COLUMNS.iter().fold(Row::default(), Row::plain)
}

/// A member's progress in a lesson, in counts of words.
#[derive(Debug, Clone, Copy)]
pub struct LessonProgress {
    /// All words of the lesson.
    pub words: u32,
    /// Words that were answered at least once.
    pub begun: u32,
    /// Words that have left their learning steps.
    pub learned: u32,
    /// Words with an interval of 21 days or more.
    pub mature: u32,
}

/// Returns the cells that begin every row: the member.
fn member_cells(member: &Member) -> Row {
    Row::default()
        .plain(member.membership.id.to_global())
        .cell(Some(member.membership.shown_name()))
        .plain(member.joined.date())
}

/// Returns the row of a member's assignment.
pub fn assignment_row(outcome: &AssignmentOutcome<'_>) -> Row {
    let AssignmentOutcome { member, assignment, progress, done_on, remembered, status } = outcome;
    member_cells(member)
        .plain("assignment")
        .plain(assignment.assignment.id.to_global())
        .cell(Some(&assignment.title))
        .cell(None)
        .plain(assignment.assignment.from.date())
        .plain(assignment.assignment.until.date())
        .plain(match status {
            AssignmentStatus::Upcoming => "upcoming",
            AssignmentStatus::Open => "open",
            AssignmentStatus::Done => "done",
            AssignmentStatus::Late => "late",
            AssignmentStatus::Missed => "missed",
        })
        .plain(progress.words)
        .plain(progress.words_done)
        .plain(remembered)
        .cell(None)
        .cell(None)
        .maybe(percent(progress.words_done, progress.words))
        .maybe(percent(*remembered, progress.words))
        .cell(None)
        .maybe(done_on.map(StudyDay::date))
}

/// Returns the row of a member's lesson.
pub fn lesson_row(
    member: &Member,
    (lesson, course): (&Lesson, Option<&Course>),
    progress: LessonProgress,
    language: Language,
) -> Row {
    let LessonProgress { words, begun, learned, mature } = progress;
    let is_finished = words > 0 && learned >= words;
    member_cells(member)
        .plain("lesson")
        .plain(lesson.id.to_global())
        .cell(Some(lesson.title.in_language(language).0))
        .cell(course.map(|course| course.title.in_language(language).0))
        .cell(None)
        .cell(None)
        .plain(if is_finished { "finished" } else { "begun" })
        .plain(words)
        .plain(begun)
        .cell(None)
        .plain(learned)
        .plain(mature)
        .maybe(percent(begun, words))
        .cell(None)
        .maybe(percent(learned, words))
        .cell(None)
}

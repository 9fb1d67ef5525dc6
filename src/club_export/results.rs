//! The table of results: a row for each member and assignment that is for them, and for each member and lesson that they
//! have begun. It is made for whoever opens it in a spreadsheet.

use super::{Outcome, percent};
use crate::domain::clubs::AssignmentStatus;
use crate::domain::clubs::insight::Member;
use crate::domain::learning::study_day::StudyDay;
use crate::domain::learning::word::{Course, Lesson};
use crate::domain::text::Language;
use crate::spreadsheet::Row;

const COLUMNS: [&str; 16] = [
    // The member: the membership's id, the name, the study day of joining.
    "member_id",
    "member",
    "joined",
    // `assignment` or `lesson`, its id, what it is called, and the course of a lesson.
    "kind",
    "id",
    "title",
    "course",
    // Of an assignment, the first and the last day.
    "from",
    "until",
    // Of an assignment: upcoming, open, done, late, missed; of a lesson: begun, finished.
    "status",
    // How many words it has; of how many something was answered; of a lesson, how many are learned, and how many come back
    // after 21 days or more.
    "words",
    "words_begun",
    "words_learned",
    "words_mature",
    // Of an assignment, words begun; of a lesson, words learned: 100 is all.
    "percent",
    // The day on which an assignment was done, where it was done in the club.
    "done",
];

/// The first row, which names the columns.
pub fn header() -> Row {
    COLUMNS.iter().fold(Row::default(), Row::plain)
}

/// How far a member is with a lesson: numbers of words.
#[derive(Debug, Clone, Copy)]
pub struct LessonProgress {
    /// All that the lesson teaches.
    pub words: u32,
    /// Those that were answered.
    pub begun: u32,
    /// Those that have left the steps of their first day.
    pub learned: u32,
    /// Those that come back after 21 days or more.
    pub mature: u32,
}

fn of(member: &Member) -> Row {
    Row::default()
        .plain(member.membership.id.to_global())
        .cell(Some(&member.membership.display_name))
        .plain(member.joined.date())
}

/// What became of an assignment for a member.
pub fn assignment_row(outcome: &Outcome<'_>) -> Row {
    let Outcome { member, assignment, progress, status } = outcome;
    of(member)
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
        .cell(None)
        .cell(None)
        .maybe(percent(progress.words_done, progress.words))
        .maybe(progress.done_on.map(StudyDay::date))
}

/// How far a member is with a lesson.
pub fn lesson_row(
    member: &Member,
    (lesson, course): (&Lesson, Option<&Course>),
    progress: LessonProgress,
    language: Language,
) -> Row {
    let LessonProgress { words, begun, learned, mature } = progress;
    let is_finished = words > 0 && learned >= words;
    of(member)
        .plain("lesson")
        .plain(lesson.id.to_global())
        .cell(Some(lesson.title.in_language(language).0))
        .cell(course.map(|course| course.title.in_language(language).0))
        .cell(None)
        .cell(None)
        .plain(if is_finished { "finished" } else { "begun" })
        .plain(words)
        .plain(begun)
        .plain(learned)
        .plain(mature)
        .maybe(percent(learned, words))
        .cell(None)
}

//! The table of results, by member.

use std::collections::HashMap;

use super::Writer;
use super::outcomes::{member_batches, outcomes, titled_assignments};
use crate::app::AppError;
use crate::app::clubs::insight::lessons_in_order;
use crate::club_export::{AssignmentOutcome, LessonProgress, assignment_row, lesson_row, results_header};
use crate::db::clubs::insight::{LessonCell, lesson_cells};
use crate::domain::clubs::Club;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::{AccountId, LessonId};
use crate::domain::number::saturated;
use crate::spreadsheet::{Row, Separator};

/// Writes the table: for each member, first the assignments, then the lessons that they have begun, in course order.
/// Three SQL statements per batch of members.
pub(super) async fn write(
    writer: &mut Writer<'_>,
    club: &Club,
    members: &[Member],
    separator: Separator,
) -> Result<(), AppError> {
    writer.send(results_header().head(separator)).await?;
    let assignments = titled_assignments(writer, club).await?;
    let lessons = lessons_in_order(writer.catalogue, None);
    let places: HashMap<LessonId, usize> = lessons.iter().copied().zip(0..).collect();
    for members in member_batches(members, assignments.len() + lessons.len()) {
        let outcomes = outcomes(writer, members, &assignments).await?;
        let mut cells: HashMap<AccountId, Vec<LessonCell>> = HashMap::new();
        for cell in lesson_cells(writer.connection, members, &lessons).await? {
            cells.entry(cell.learner_id).or_default().push(cell);
        }
        let mut outcomes = outcomes.iter().peekable();
        let mut lines = Vec::new();
        for member in members {
            let is_theirs = |row: &&AssignmentOutcome<'_>| row.member.membership.id == member.membership.id;
            while let Some(outcome) = outcomes.next_if(is_theirs) {
                lines.extend(assignment_row(outcome).line(separator));
            }
            let mut own = cells.remove(&member.membership.learner_id).unwrap_or_default();
            own.sort_by_key(|cell| places.get(&cell.lesson_id).copied());
            let rows = own.into_iter().filter_map(|cell| lesson_cell_row(writer, member, cell));
            lines.extend(rows.flat_map(|row| row.line(separator)));
        }
        writer.send(lines).await?;
    }
    Ok(())
}

fn lesson_cell_row(writer: &Writer<'_>, member: &Member, cell: LessonCell) -> Option<Row> {
    let lesson = writer.catalogue.lesson(cell.lesson_id)?;
    let course = writer.catalogue.course(lesson.course_id);
    let words = writer.catalogue.words_of(lesson.id).len();
    let progress = LessonProgress {
        words: saturated(words),
        begun: cell.begun,
        learned: cell.learned,
        mature: cell.mature,
    };
    Some(lesson_row(member, (lesson, course.map(AsRef::as_ref)), progress, writer.language))
}

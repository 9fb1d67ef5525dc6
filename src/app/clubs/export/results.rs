//! The table of results, member by member.

use std::collections::HashMap;

use super::Writer;
use super::outcomes::{named, outcomes, parts};
use crate::app::AppError;
use crate::app::clubs::insight::in_order;
use crate::club_export::{LessonProgress, Outcome, assignment_row, header, lesson_row};
use crate::db::clubs::insight::{LessonCell, lesson_cells};
use crate::domain::clubs::Club;
use crate::domain::clubs::insight::Member;
use crate::domain::ids::{AccountId, LessonId};
use crate::spreadsheet::{BYTE_ORDER_MARK, Row, Separator};

/// Writes of each member first the assignments, and then the lessons that they have begun, in their order. Three statements
/// for some members at a time.
pub(super) async fn write(
    writer: &mut Writer<'_>,
    club: &Club,
    members: &[Member],
    separator: Separator,
) -> Result<(), AppError> {
    let head = header().separated_by(separator);
    writer.bytes([BYTE_ORDER_MARK, &head].concat()).await?;
    let assignments = named(writer, club).await?;
    let lessons = in_order(writer.catalogue, None);
    let places: HashMap<LessonId, usize> = lessons.iter().copied().zip(0..).collect();
    for members in parts(members, assignments.len() + lessons.len()) {
        let outcomes = outcomes(writer, members, &assignments).await?;
        let mut cells: HashMap<AccountId, Vec<LessonCell>> = HashMap::new();
        for cell in lesson_cells(writer.connection, members, &lessons).await? {
            cells.entry(cell.learner_id).or_default().push(cell);
        }
        let mut outcomes = outcomes.iter().peekable();
        let mut lines = Vec::new();
        for member in members {
            let is_theirs = |row: &&Outcome<'_>| row.member.membership.id == member.membership.id;
            while let Some(outcome) = outcomes.next_if(is_theirs) {
                lines.extend(assignment_row(outcome).separated_by(separator));
            }
            let mut own = cells.remove(&member.membership.learner_id).unwrap_or_default();
            own.sort_by_key(|cell| places.get(&cell.lesson_id).copied());
            let rows = own.into_iter().filter_map(|cell| of_lesson(writer, member, cell));
            lines.extend(rows.flat_map(|row| row.separated_by(separator)));
        }
        writer.bytes(lines).await?;
    }
    Ok(())
}

fn of_lesson(writer: &Writer<'_>, member: &Member, cell: LessonCell) -> Option<Row> {
    let lesson = writer.catalogue.lesson(cell.lesson_id)?;
    let course = writer.catalogue.course(lesson.course_id);
    let words = writer.catalogue.words_of(lesson.id).len();
    let progress = LessonProgress {
        words: u32::try_from(words).unwrap_or(u32::MAX),
        begun: cell.introduced,
        learned: cell.learned,
        mature: cell.mature,
    };
    Some(lesson_row(member, (lesson, course.map(AsRef::as_ref)), progress, writer.language))
}

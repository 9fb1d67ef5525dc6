//! The members' progress in each lesson, and the lessons at which members are now.

use std::collections::HashMap;

use super::{members_sharing, placed_by_name};
use crate::app::{AppError, Caller};
use crate::db::clubs::insight::{self as rows, LessonCell};
use crate::domain::clubs::insight::{Member, RosterKey, may_be_disclosed};
use crate::domain::clubs::{ClubMembership, Shared};
use crate::domain::ids::{AccountId, CourseId, LessonId};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::number::saturated;

/// How many members have started or finished a lesson, or are at it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LessonSummary {
    /// Members who have started it.
    pub started: u32,
    /// Members who have learned all its words.
    pub finished: u32,
    /// Members who have started it and no later lesson of its course.
    pub current: u32,
}

/// A member's progress in lessons.
#[derive(Debug, Clone)]
pub struct MemberLessons {
    /// The member.
    pub member: Member,
    /// The progress in each lesson in which the member has any, in the lessons' order.
    pub cells: Vec<LessonCell>,
}

/// The progress of members in each lesson.
#[derive(Debug, Clone)]
pub struct LessonMatrix {
    /// The lessons in which any member has progress, in their order.
    pub lessons: Vec<LessonId>,
    /// The member counts of each lesson; `None` if too few members share their results.
    pub summaries: Option<HashMap<LessonId, LessonSummary>>,
    /// The members who share their results, by name.
    pub members: Vec<(RosterKey, MemberLessons)>,
}

/// Loads the members' progress in the lessons of one course or of all. `None` if the caller does not lead the club. Two
/// SQL statements.
pub async fn lessons(
    caller: &Caller,
    own: &ClubMembership,
    course: Option<CourseId>,
) -> Result<Option<LessonMatrix>, AppError> {
    let catalogue = caller.catalogue().await?;
    let mut connection = caller.connection().await?;
    let Some(members) = members_sharing(caller, &mut connection, own, Shared::Results).await? else {
        return Ok(None);
    };
    let order = lessons_in_order(&catalogue, course);
    let cells = rows::lesson_cells(&mut connection, &members, &order).await?;
    drop(connection);
    let places: HashMap<LessonId, usize> = order.iter().copied().zip(0..).collect();
    let summaries = summaries(&catalogue, &cells, &places);
    let lessons = order.into_iter().filter(|lesson| summaries.contains_key(lesson)).collect();
    let has_enough_members = may_be_disclosed(saturated(members.len()));
    let mut of_member: HashMap<AccountId, Vec<LessonCell>> = HashMap::new();
    for cell in cells {
        of_member.entry(cell.learner_id).or_default().push(cell);
    }
    let members = members.into_iter().map(|member| {
        let mut cells = of_member.remove(&member.membership.learner_id).unwrap_or_default();
        cells.sort_by_key(|cell| places.get(&cell.lesson_id).copied());
        MemberLessons { member, cells }
    });
    let members = placed_by_name(members, |row| &row.member);
    Ok(Some(LessonMatrix { lessons, summaries: has_enough_members.then_some(summaries), members }))
}

/// Returns the lessons taught now, by course and in course order.
pub(in crate::app::clubs) fn lessons_in_order(
    catalogue: &Catalogue,
    course: Option<CourseId>,
) -> Vec<LessonId> {
    let is_included = |of: CourseId| course.is_none_or(|course| course == of);
    let mut lessons: Vec<_> =
        catalogue.lessons().filter(|lesson| !lesson.withdrawn && is_included(lesson.course_id)).collect();
    lessons.sort_by_key(|lesson| (lesson.course_id.uuid(), lesson.position, lesson.id.uuid()));
    lessons.into_iter().map(|lesson| lesson.id).collect()
}

fn summaries(
    catalogue: &Catalogue,
    cells: &[LessonCell],
    places: &HashMap<LessonId, usize>,
) -> HashMap<LessonId, LessonSummary> {
    let mut summaries: HashMap<LessonId, LessonSummary> = HashMap::new();
    let mut last_started: HashMap<(AccountId, Option<CourseId>), LessonId> = HashMap::new();
    for cell in cells {
        let words = saturated(catalogue.words_of(cell.lesson_id).len());
        let summary = summaries.entry(cell.lesson_id).or_default();
        summary.started += u32::from(cell.started);
        summary.finished += u32::from(words > 0 && cell.learned >= words);
        if cell.started {
            let course = catalogue.lesson(cell.lesson_id).map(|lesson| lesson.course_id);
            let last = last_started.entry((cell.learner_id, course)).or_insert(cell.lesson_id);
            if places.get(last) < places.get(&cell.lesson_id) {
                *last = cell.lesson_id;
            }
        }
    }
    for lesson in last_started.into_values() {
        summaries.entry(lesson).or_default().current += 1;
    }
    summaries
}

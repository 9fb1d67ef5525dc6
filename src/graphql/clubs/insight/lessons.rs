//! `ClubInsight.lessons`: the members' progress in each lesson.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use graphql_engine::ListOf;

use crate::app::clubs::insight::{self as app, LessonCell};
use crate::domain::clubs::{Club, ClubAccessSubject, ClubMembership as DomainMembership};
use crate::domain::ids::LessonId;
use crate::domain::learning::progress::WordCounts;
use crate::domain::number::saturated;
use crate::graphql::clubs::ClubMembership;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::{Lesson, WordProgress};
use crate::graphql::pagination::{ListWith, PageArguments, connection_with, list_cost, page_cost};

/// The assumed number of lessons in a course, for query cost.
const LESSONS: usize = 30;

/// The progress of a club's members in each lesson.
pub struct ClubLessons {
    pub(super) own: Arc<(Club, DomainMembership)>,
    pub(super) matrix: app::LessonMatrix,
}

/// The progress in lessons of the members who share RESULTS.
#[Object]
impl ClubLessons {
    /// The number of members who share RESULTS.
    async fn sharing_members(&self) -> u32 {
        saturated(self.matrix.members.len())
    }

    /// Whether totals are withheld because fewer than three members share RESULTS.
    async fn is_withheld(&self) -> bool {
        self.matrix.summaries.is_none()
    }

    /// The lessons that at least one of these members has started, or has reviewed words of, with member counts; by
    /// course and in course order.
    #[graphql(complexity = "list_cost(LESSONS, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<ListOf<ClubLesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let to_lesson = |lesson: &LessonId| {
            let summary = self.matrix.summaries.as_ref().and_then(|all| all.get(lesson).copied());
            Some(ClubLesson {
                lesson: Lesson(catalogue.lesson(*lesson)?.clone()),
                started_members: summary.map(|summary| summary.started),
                finished_members: summary.map(|summary| summary.finished),
                current_members: summary.map(|summary| summary.current),
            })
        };
        Ok(self.matrix.lessons.iter().filter_map(to_lesson).collect())
    }

    /// These members, by `alias` or else `displayName`, in Kazakh alphabetical order. Each access is recorded in the
    /// members' access log.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, ClubMemberLessons>>, ApiError> {
        const LIST: &str = "club.insight.lessons.members";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let page = app::page_of(page, self.matrix.members.clone());
        let ids: Vec<_> = page.rows.iter().map(|(_, row)| row.member.membership.learner_id).collect();
        app::log_member_access(&request(context).caller, &self.own.1, ClubAccessSubject::Lessons, &ids)
            .await?;
        Ok(Some(connection_with(LIST, page, |row| {
            (ClubMembership(Arc::new(row.member.membership.clone())), ClubMemberLessons(row))
        })))
    }
}

/// A lesson, and how many members have started it, have finished it, or have not gone beyond it.
#[derive(SimpleObject)]
pub struct ClubLesson {
    /// The lesson.
    lesson: Lesson,
    /// The number of members who have started the lesson. Null if withheld.
    started_members: Option<u32>,
    /// The number of members who have learned all words of the lesson: all their cards of these words have left the
    /// learning steps. Null if withheld.
    finished_members: Option<u32>,
    /// The number of members who have started the lesson and no later lesson of its course. Null if withheld.
    current_members: Option<u32>,
}

/// A member's progress in lessons.
pub struct ClubMemberLessons(app::MemberLessons);

/// An edge to a member: the member's progress in lessons.
#[Object]
impl ClubMemberLessons {
    /// The lessons that the member has started or reviewed words of, by course and in course order.
    #[graphql(complexity = "list_cost(LESSONS, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<ListOf<ClubMemberLesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let to_lesson = |cell: &LessonCell| {
            let total = saturated(catalogue.words_of(cell.lesson_id).len());
            let (begun, learned, mature) = (cell.begun, cell.learned, cell.mature);
            Some(ClubMemberLesson {
                lesson: Lesson(catalogue.lesson(cell.lesson_id)?.clone()),
                is_started: cell.started,
                words: WordCounts { total, begun, learned, mature }.into(),
            })
        };
        Ok(self.0.cells.iter().filter_map(to_lesson).collect())
    }
}

/// A member's progress in a lesson.
#[derive(SimpleObject)]
pub struct ClubMemberLesson {
    /// The lesson.
    lesson: Lesson,
    /// Whether the member has started the lesson. Assigned words can be reviewed without starting it.
    is_started: bool,
    /// The member's progress in the lesson's words.
    words: WordProgress,
}

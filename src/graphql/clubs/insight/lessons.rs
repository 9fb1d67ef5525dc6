//! Lessons and members.

use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};

use crate::app::clubs::insight::{self as app, LessonCell};
use crate::domain::clubs::{Club, ClubAccessSubject, ClubMembership as DomainMembership};
use crate::domain::ids::LessonId;
use crate::domain::learning::progress::WordCounts;
use crate::graphql::clubs::ClubMembership;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::{Lesson, WordProgress};
use crate::graphql::pagination::{ListWith, PageArguments, connection_with, list_cost, page_cost};

/// How many lessons a course has about.
const LESSONS: usize = 30;

/// Lessons and members.
pub struct ClubLessons {
    pub(super) own: Arc<(Club, DomainMembership)>,
    pub(super) matrix: app::LessonMatrix,
}

/// Lessons and members, those who share their RESULTS.
#[Object]
impl ClubLessons {
    /// How many share them.
    async fn sharing(&self) -> u32 {
        u32::try_from(self.matrix.members.len()).unwrap_or(u32::MAX)
    }

    /// Whether they are fewer than three, so that their sums are not told.
    async fn withheld(&self) -> bool {
        self.matrix.summaries.is_none()
    }

    /// The lessons that any of them has started or reviewed words of, course by course in their order, with how many have come
    /// how far: where `furthest` is great, members stop.
    #[graphql(complexity = "list_cost(LESSONS, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<Vec<ClubLesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let told = |lesson: &LessonId| {
            let summary = self.matrix.summaries.as_ref().and_then(|all| all.get(lesson).copied());
            Some(ClubLesson {
                lesson: Lesson(catalogue.lesson(*lesson)?.clone()),
                started: summary.map(|summary| summary.started),
                finished: summary.map(|summary| summary.finished),
                furthest: summary.map(|summary| summary.furthest),
            })
        };
        Ok(self.matrix.lessons.iter().filter_map(told).collect())
    }

    /// Each of them, in the order of joining. That they were looked at is written down where they can read it.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<ListWith<ClubMembership, ClubMemberLessons>>, ApiError> {
        const LIST: &str = "club.insight.lessons.members";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let page = page.cut(self.matrix.members.clone());
        let ids: Vec<_> = page.rows.iter().map(|(_, row)| row.member.membership.learner_id).collect();
        app::log_access_to(&request(context).caller, &self.own.1, ClubAccessSubject::Lessons, &ids).await?;
        Ok(Some(connection_with(LIST, page, |row| {
            (ClubMembership(Arc::new(row.member.membership.clone())), ClubMemberLessons(row))
        })))
    }
}

/// How far members have come with a lesson.
#[derive(SimpleObject)]
pub struct ClubLesson {
    /// The lesson.
    lesson: Lesson,
    /// Members who have started it; null: it is withheld.
    started: Option<u32>,
    /// Members who have learned all its words: whose cards of them have all left the steps of their first day. Null: it is
    /// withheld.
    finished: Option<u32>,
    /// Members who have started it and no later lesson of its course: who stand here now. Null: it is withheld.
    furthest: Option<u32>,
}

/// What a member has of lessons.
pub struct ClubMemberLessons(app::MemberLessons);

/// What the edge to a member says: what they have of lessons.
#[Object]
impl ClubMemberLessons {
    /// What they have of each lesson that they have started or reviewed words of, in the lessons' order.
    #[graphql(complexity = "list_cost(LESSONS, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<Vec<ClubMemberLesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let told = |cell: &LessonCell| {
            let total = u32::try_from(catalogue.words_of(cell.lesson_id).len()).unwrap_or(u32::MAX);
            let (introduced, learned, mature) = (cell.introduced, cell.learned, cell.mature);
            Some(ClubMemberLesson {
                lesson: Lesson(catalogue.lesson(cell.lesson_id)?.clone()),
                started: cell.started,
                words: WordCounts { total, introduced, learned, mature }.into(),
            })
        };
        Ok(self.0.cells.iter().filter_map(told).collect())
    }
}

/// What a member has of a lesson.
#[derive(SimpleObject)]
pub struct ClubMemberLesson {
    /// The lesson.
    lesson: Lesson,
    /// Whether they have started it; words may be reviewed without that, where they were assigned.
    started: bool,
    /// How many of its words are in which state.
    words: WordProgress,
}

//! Entry points into courses, lessons and words.

use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::{Course, Lesson};
use crate::app::learning as app;
use crate::domain::ids::{CourseId, LessonId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// Names one course.
#[derive(OneofObject)]
pub enum CourseBy {
    /// By its global id.
    Id(ID),
    /// By its slug, such as `kunine-bes-soz`.
    Slug(String),
}

/// Names one lesson.
#[derive(OneofObject)]
pub enum LessonBy {
    /// By its global id.
    Id(ID),
    /// By its slug and its course's.
    Slugs(LessonSlugs),
}

/// A lesson's slug, which is unique within its course, and the course's.
#[derive(InputObject)]
pub struct LessonSlugs {
    /// The course's slug, such as `kunine-bes-soz`.
    pub course: String,
    /// The lesson's slug, such as `amandasu`.
    pub lesson: String,
}

/// Entry points into courses, lessons and words.
#[derive(Default)]
pub struct LearningQuery;

#[Object]
impl LearningQuery {
    /// One course; null: there is none under this id or slug.
    async fn course(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: CourseBy,
    ) -> Result<Option<Course>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let found = match by {
            CourseBy::Id(id) => CourseId::from_global(&id).and_then(|id| catalogue.course(id)),
            CourseBy::Slug(slug) => catalogue.course_by_slug(&slug),
        };
        Ok(found.cloned().map(Course))
    }

    /// Courses, in Kazakh alphabetical order of their titles.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn courses(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Course>>, ApiError> {
        const LIST: &str = "courses";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::courses_page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Course(row.into()))))
    }

    /// One lesson; null: there is none under this id or these slugs.
    async fn lesson(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Which one.")] by: LessonBy,
    ) -> Result<Option<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let found = match by {
            LessonBy::Id(id) => LessonId::from_global(&id).and_then(|id| catalogue.lesson(id)),
            LessonBy::Slugs(slugs) => catalogue.lesson_by_slugs(&slugs.course, &slugs.lesson),
        };
        Ok(found.cloned().map(Lesson))
    }
}

//! Entry points into courses and lessons.

use async_graphql::{Context, ID, InputObject, Object, OneofObject};

use super::{Course, Lesson};
use crate::app::learning as app;
use crate::domain::ids::{CourseId, LessonId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// Identifies one course.
#[derive(OneofObject)]
pub enum CourseBy {
    /// By its global id.
    Id(ID),
    /// By its slug, such as `kunine-bes-soz`.
    Slug(String),
}

/// Identifies one lesson.
#[derive(OneofObject)]
pub enum LessonBy {
    /// By its global id.
    Id(ID),
    /// By its slug and the slug of its course.
    Slugs(LessonSlugs),
}

/// The slug of a lesson, which is unique within its course, and the slug of that course.
#[derive(InputObject)]
pub struct LessonSlugs {
    /// The slug of the course, such as `kunine-bes-soz`.
    pub course: String,
    /// The slug of the lesson, such as `amandasu`.
    pub lesson: String,
}

/// Entry points into courses and lessons.
#[derive(Default)]
pub struct CourseQuery;

#[Object]
impl CourseQuery {
    /// One course. Null if none has the id or slug.
    async fn course(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id or slug.")] by: CourseBy,
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
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Course>>, ApiError> {
        const LIST: &str = "courses";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::courses_page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Course(row.into()))))
    }

    /// One lesson. Null if none has the id or the slugs.
    async fn lesson(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id, or the slugs of the lesson and its course.")] by: LessonBy,
    ) -> Result<Option<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let found = match by {
            LessonBy::Id(id) => LessonId::from_global(&id).and_then(|id| catalogue.lesson(id)),
            LessonBy::Slugs(slugs) => catalogue.lesson_by_slugs(&slugs.course, &slugs.lesson),
        };
        Ok(found.cloned().map(Lesson))
    }
}

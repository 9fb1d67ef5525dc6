//! Courses and lessons, and how far the viewer has come with them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Word;
use crate::domain::learning::progress::WordCounts;
use crate::domain::learning::word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::ProgressIn;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Language, global_id};
use crate::graphql::texts::in_language;

/// A way through the language, lesson by lesson.
#[derive(Clone)]
pub struct Course(pub Arc<domain::Course>);

/// A way through the language, lesson by lesson.
#[Object]
impl Course {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name in addresses, such as `kunine-bes-soz`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// What it is called.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// What it teaches; null: not described.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.description.as_ref().map(|text| in_language(context, text, lang))
    }

    /// Its lessons, in their order.
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<Vec<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lessons_of(self.0.id).iter().cloned().map(Lesson).collect())
    }

    /// How far the viewer has come with its words; null: nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        if request(context).caller.viewer.is_none() {
            return Ok(None);
        }
        let scope = request(context);
        let catalogue = scope.caller.catalogue().await?;
        let lessons = catalogue.lessons_of(self.0.id).iter().map(|lesson| ProgressIn(lesson.id));
        let found = scope.loader().load_many(lessons).await?;
        let sum = found.values().fold(WordCounts::default(), |sum, (counts, _)| sum.plus(*counts));
        Ok(Some(sum.into()))
    }
}

/// A handful of words that are learned together.
#[derive(Clone)]
pub struct Lesson(pub Arc<domain::Lesson>);

/// A handful of words that are learned together.
#[Object]
impl Lesson {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name within its course, such as `amandasu`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Its place in the course; the first lesson is 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// What it is called.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// What it teaches; null: not described.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "In this language, else in Kazakh; without it, in that of the request.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        self.0.description.as_ref().map(|text| in_language(context, text, lang))
    }

    /// The course it is part of; null: the course was withdrawn.
    async fn course(&self, context: &Context<'_>) -> Result<Option<Course>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.course(self.0.course_id).cloned().map(Course))
    }

    /// Its words, in their order.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn words(&self, context: &Context<'_>) -> Result<Vec<Word>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.words_of(self.0.id).iter().cloned().map(Word).collect())
    }

    /// When the viewer started it; null: not started, or nobody is logged in.
    async fn started_at(&self, context: &Context<'_>) -> Result<Option<DateTime<Utc>>, ApiError> {
        if request(context).caller.viewer.is_none() {
            return Ok(None);
        }
        let found = request(context).loader().load_one(ProgressIn(self.0.id)).await?;
        Ok(found.and_then(|(_, started_at)| started_at))
    }

    /// How far the viewer has come with its words; null: nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        if request(context).caller.viewer.is_none() {
            return Ok(None);
        }
        let found = request(context).loader().load_one(ProgressIn(self.0.id)).await?;
        Ok(Some(found.map(|(counts, _)| counts).unwrap_or_default().into()))
    }
}

/// How many words are in which state. A word is learned, or mature, when all its cards are.
#[derive(SimpleObject)]
pub struct WordProgress {
    /// All words.
    pub total: u32,
    /// Words that were reviewed at least once.
    pub introduced: u32,
    /// Words whose cards have all left the steps of their first day.
    pub learned: u32,
    /// Words whose cards all come back after 21 days or more.
    pub mature: u32,
}

impl From<WordCounts> for WordProgress {
    fn from(counts: WordCounts) -> Self {
        let WordCounts { total, introduced, learned, mature } = counts;
        Self { total, introduced, learned, mature }
    }
}

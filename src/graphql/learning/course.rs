//! Courses, units and lessons, and how far the viewer has come with them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Word;
use crate::domain::learning::progress::{WordCounts, WordState};
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

    /// Its units, in their order; empty: its lessons are in none.
    #[graphql(complexity = "list_cost(6, child_complexity)")]
    async fn units(&self, context: &Context<'_>) -> Result<Vec<Unit>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.units_of(self.0.id).iter().cloned().map(Unit).collect())
    }

    /// All its lessons, those of each unit one after the other, in their order.
    #[graphql(complexity = "list_cost(30, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<Vec<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lessons_of(self.0.id).iter().cloned().map(Lesson).collect())
    }

    /// The version of the content in which it last changed, or anything in it: its units, lessons and words. A client that
    /// has kept the course has nothing to fetch while this is the same. Versions only grow; not every number is used.
    async fn content_version(&self) -> i32 {
        version(self.0.content_version)
    }

    /// Whether it was withdrawn: it is in no list any more, and what was learned of it stays.
    async fn is_withdrawn(&self) -> bool {
        self.0.retired
    }

    /// How far the viewer has come with its words; null: nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        sum(context, catalogue.lessons_of(self.0.id)).await
    }
}

/// How far the viewer has come with the words of lessons; none: nobody is logged in.
async fn sum<'a>(
    context: &Context<'_>,
    lessons: impl IntoIterator<Item = &'a Arc<domain::Lesson>>,
) -> Result<Option<WordProgress>, ApiError> {
    if request(context).caller.viewer.is_none() {
        return Ok(None);
    }
    let lessons: Vec<ProgressIn> = lessons.into_iter().map(|lesson| ProgressIn(lesson.id)).collect();
    let found = request(context).loader().load_many(lessons).await?;
    let sum = found.values().fold(WordCounts::default(), |sum, (counts, _)| sum.plus(*counts));
    Ok(Some(sum.into()))
}

/// A version of the content. It counts imports: no content is imported two thousand million times.
pub(super) fn version(version: i64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

/// Lessons of a course that belong together.
#[derive(Clone)]
pub struct Unit(pub Arc<domain::Unit>);

/// Lessons of a course that belong together.
#[Object]
impl Unit {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// Its stable name within its course, such as `tanysu`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// Its place in the course; the first unit is 1.
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

    /// The course it is part of, also when that was withdrawn; null never, but for a fault.
    async fn course(&self, context: &Context<'_>) -> Result<Option<Course>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.course(self.0.course_id).cloned().map(Course))
    }

    /// Its lessons, in their order.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<Vec<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lessons_in(&self.0).cloned().map(Lesson).collect())
    }

    /// Whether it was withdrawn: it is in no list any more.
    async fn is_withdrawn(&self) -> bool {
        self.0.retired
    }

    /// How far the viewer has come with its words; null: nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        sum(context, catalogue.lessons_in(&self.0)).await
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

    /// The course it is part of, also when that was withdrawn; null never, but for a fault.
    async fn course(&self, context: &Context<'_>) -> Result<Option<Course>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.course(self.0.course_id).cloned().map(Course))
    }

    /// The unit it is part of; null: its course has no units.
    async fn unit(&self, context: &Context<'_>) -> Result<Option<Unit>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(self.0.unit_id.and_then(|id| catalogue.unit(id)).cloned().map(Unit))
    }

    /// Whether it was withdrawn: it is in no list any more, has no words, and can't be started. What was learned of it
    /// stays.
    async fn is_withdrawn(&self) -> bool {
        self.0.retired
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

/// How many words are in which state. A word is learned, young or mature when all its cards are whose skills the learner
/// practises.
#[derive(SimpleObject)]
pub struct WordProgress {
    /// All words.
    pub total: u32,
    /// Words that were reviewed at least once.
    pub introduced: u32,
    /// Words whose cards have all left the steps of their first day: young and mature ones.
    pub learned: u32,
    /// Words whose cards all come back after 21 days or more.
    pub mature: u32,
    /// Words that were never reviewed.
    pub new: u32,
    /// Words that were reviewed, and of which a card is new or in the steps of its first day.
    pub learning: u32,
    /// Words whose cards all come back after days, one at least in less than 21.
    pub young: u32,
}

impl From<WordCounts> for WordProgress {
    fn from(counts: WordCounts) -> Self {
        let WordCounts { total, introduced, learned, mature } = counts;
        Self {
            total,
            introduced,
            learned,
            mature,
            new: counts.of(WordState::New),
            learning: counts.of(WordState::Learning),
            young: counts.of(WordState::Young),
        }
    }
}

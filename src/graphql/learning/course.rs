//! Courses, units and lessons, and the viewer's progress with them.

use std::sync::Arc;

use async_graphql::{Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Word;
use super::course_language::CourseLanguage;
use super::exercise::TrialItem;
use super::noun_form::NounForm;
use crate::app::learning as app;
use crate::domain::language_tag;
use crate::domain::learning::progress::{WordCounts, WordState};
use crate::domain::learning::word as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::LessonProgressOf;
use crate::graphql::pagination::list_cost;
use crate::graphql::scalars::{Language, LanguageTag, global_id};
use crate::graphql::texts::{
    TextInLanguage, all_languages, all_languages_if_any, in_language, in_language_if_any,
};

/// A course: a sequence of lessons.
#[derive(Clone)]
pub struct Course(pub Arc<domain::Course>);

/// A course: a sequence of lessons.
#[Object]
impl Course {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The course's stable name in URLs, such as `kunine-bes-soz`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The title of the course.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// The title in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn title_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.title)
    }

    /// What the course teaches. Null if it has no description.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.description.as_ref(), lang)
    }

    /// The description in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn description_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.description.as_ref())
    }

    /// The units of the course, in order. Empty if the course is not divided into units.
    #[graphql(complexity = "list_cost(6, child_complexity)")]
    async fn units(&self, context: &Context<'_>) -> Result<ListOf<Unit>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.units_of(self.0.id).iter().cloned().map(Unit).collect())
    }

    /// All lessons of the course, in order: unit by unit, if there are units.
    #[graphql(complexity = "list_cost(30, child_complexity)")]
    async fn lessons(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only lessons with a title that lacks this language, to find texts to translate.")]
        lacks_language: Option<Language>,
    ) -> Result<ListOf<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let lacks = |lesson: &&Arc<domain::Lesson>| {
            lacks_language.is_none_or(|language| lesson.title.get(language.into()).is_none())
        };
        Ok(catalogue.lessons_of(self.0.id).iter().filter(lacks).cloned().map(Lesson).collect())
    }

    /// The languages in which the words of the course have meanings, the most complete first.
    #[graphql(complexity = "list_cost(12, child_complexity)")]
    async fn gloss_languages(&self, context: &Context<'_>) -> Result<ListOf<CourseLanguage>, ApiError> {
        CourseLanguage::of(context, self.0.id).await
    }

    /// The content version in which the course or anything in it (units, lessons, words) last changed. A client that
    /// has stored the course need not request it again while this number is the same. Versions only increase, and may
    /// skip numbers.
    async fn content_version(&self) -> i32 {
        version(self.0.content_version)
    }

    /// Whether the course was withdrawn. Lists do not contain withdrawn courses. Learners keep their cards and reviews
    /// of the words.
    async fn is_withdrawn(&self) -> bool {
        self.0.withdrawn
    }

    /// The viewer's progress with the words of the course. Null if nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        sum(context, catalogue.lessons_of(self.0.id)).await
    }
}

/// Returns the viewer's progress with the words of some lessons. `None` if nobody is logged in.
async fn sum<'a>(
    context: &Context<'_>,
    lessons: impl IntoIterator<Item = &'a Arc<domain::Lesson>>,
) -> Result<Option<WordProgress>, ApiError> {
    if request(context).caller.viewer.is_none() {
        return Ok(None);
    }
    let lessons: Vec<LessonProgressOf> =
        lessons.into_iter().map(|lesson| LessonProgressOf(lesson.id)).collect();
    let found = request(context).loader().load_many(lessons).await?;
    let sum = found.values().fold(WordCounts::default(), |sum, (counts, _)| sum.plus(*counts));
    Ok(Some(sum.into()))
}

/// Converts a content version. It counts imports, so it never exceeds the range of `i32`.
pub(super) fn version(version: i64) -> i32 {
    i32::try_from(version).unwrap_or(i32::MAX)
}

/// A unit: a group of lessons within a course.
#[derive(Clone)]
pub struct Unit(pub Arc<domain::Unit>);

/// A unit: a group of lessons within a course.
#[Object]
impl Unit {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The unit's stable name within its course, such as `tanysu`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The unit's position in the course; the first unit is 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// The title of the unit.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// The title in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn title_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.title)
    }

    /// What the unit teaches. Null if it has no description.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.description.as_ref(), lang)
    }

    /// The description in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn description_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.description.as_ref())
    }

    /// The course that the unit belongs to, even if the course was withdrawn. Null only on an error.
    async fn course(&self, context: &Context<'_>) -> Result<Option<Course>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.course(self.0.course_id).cloned().map(Course))
    }

    /// The lessons of the unit, in order.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn lessons(&self, context: &Context<'_>) -> Result<ListOf<Lesson>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.lessons_in(&self.0).cloned().map(Lesson).collect())
    }

    /// Whether the unit was withdrawn. Lists do not contain withdrawn units.
    async fn is_withdrawn(&self) -> bool {
        self.0.withdrawn
    }

    /// The viewer's progress with the words of the unit. Null if nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        sum(context, catalogue.lessons_in(&self.0)).await
    }
}

/// A lesson: a few words that are learned together.
#[derive(Clone)]
pub struct Lesson(pub Arc<domain::Lesson>);

/// A lesson: a few words that are learned together.
#[Object]
impl Lesson {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The items of the lesson for a learner who has no cards for it. Requires no login. Each word is introduced; then
    /// the learner chooses its meaning, and later the word for the meaning. Without an account or a connection, the
    /// client stores the answers. Later, it starts the lesson (`startLesson` with `startedAt`), and submits the answers
    /// (`submitReviews` with `wordId` and `skill`).
    #[graphql(complexity = "list_cost(15, child_complexity)")]
    async fn trial_items(&self, context: &Context<'_>) -> Result<ListOf<TrialItem>, ApiError> {
        let request = request(context);
        let catalogue = request.caller.catalogue().await?;
        let items = app::trial_items(&request.caller, &catalogue, self.0.id, request.language);
        Ok(items.into_iter().map(TrialItem::from).collect())
    }

    /// The lesson's stable name within its course, such as `amandasu`.
    async fn slug(&self) -> &str {
        &self.0.slug
    }

    /// The lesson's position in the course; the first lesson is 1.
    async fn position(&self) -> i32 {
        self.0.position
    }

    /// The title of the lesson.
    async fn title(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> &str {
        in_language(context, &self.0.title, lang)
    }

    /// The title in all its languages.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn title_texts(&self) -> ListOf<TextInLanguage> {
        all_languages(&self.0.title)
    }

    /// What the lesson teaches. Null if it has no description.
    async fn description(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The language; falls back to Kazakh. Defaults to the request's language.")]
        lang: Option<Language>,
    ) -> Option<&str> {
        in_language_if_any(context, self.0.description.as_ref(), lang)
    }

    /// The description in all its languages. Empty if there is none.
    #[graphql(complexity = "list_cost(3, child_complexity)")]
    async fn description_texts(&self) -> ListOf<TextInLanguage> {
        all_languages_if_any(self.0.description.as_ref())
    }

    /// The endings of nouns that the lesson teaches, as forms with one ending. INFLECT cards ask for the endings of lessons
    /// that the learner has started, and of those up to the word's own lesson.
    #[graphql(complexity = "list_cost(2, child_complexity)")]
    async fn endings(&self) -> ListOf<NounForm> {
        self.0.endings.iter().copied().map(NounForm::from).collect()
    }

    /// The course that the lesson belongs to, even if the course was withdrawn. Null only on an error.
    async fn course(&self, context: &Context<'_>) -> Result<Option<Course>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.course(self.0.course_id).cloned().map(Course))
    }

    /// The unit that the lesson belongs to. Null if the course has no units.
    async fn unit(&self, context: &Context<'_>) -> Result<Option<Unit>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        Ok(self.0.unit_id.and_then(|id| catalogue.unit(id)).cloned().map(Unit))
    }

    /// Whether the lesson was withdrawn. A withdrawn lesson has no words and cannot be started, and lists do not
    /// contain it. Learners keep their cards and reviews of its former words.
    async fn is_withdrawn(&self) -> bool {
        self.0.withdrawn
    }

    /// The words of the lesson, in order.
    #[graphql(complexity = "list_cost(5, child_complexity)")]
    async fn words(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Only words without a gloss in this language, to find words to translate.")]
        lacks_language: Option<LanguageTag>,
    ) -> Result<ListOf<Word>, ApiError> {
        let lacking = lacks_language.map(|tag| language_tag::LanguageTag::new(&tag.0)).transpose();
        let lacking =
            lacking.map_err(|_| ApiError::bad_input("«lacksLanguage» is a BCP 47 tag, such as ug."))?;
        let chain = lacking.map(|tag| language_tag::LanguageTag::chain(&[tag], &[]));
        let lacks = |word: &&Arc<domain::Word>| {
            chain.as_ref().is_none_or(|languages| word.meanings_in(languages).is_none())
        };
        let catalogue = request(context).caller.catalogue().await?;
        Ok(catalogue.words_of(self.0.id).iter().filter(lacks).cloned().map(Word).collect())
    }

    /// The time at which the viewer started the lesson. Null if they have not started it, or if nobody is logged in.
    async fn started_at(&self, context: &Context<'_>) -> Result<Option<DateTime<Utc>>, ApiError> {
        if request(context).caller.viewer.is_none() {
            return Ok(None);
        }
        let found = request(context).loader().load_one(LessonProgressOf(self.0.id)).await?;
        Ok(found.and_then(|(_, started_at)| started_at))
    }

    /// The viewer's progress with the words of the lesson. Null if nobody is logged in.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        if request(context).caller.viewer.is_none() {
            return Ok(None);
        }
        let found = request(context).loader().load_one(LessonProgressOf(self.0.id)).await?;
        Ok(Some(found.map(|(counts, _)| counts).unwrap_or_default().into()))
    }
}

/// The number of words in each state (`WordState`). Only the words' cards of skills that the learner practises count.
#[derive(SimpleObject)]
pub struct WordProgress {
    /// All words.
    pub total: u32,
    /// Words that were reviewed at least once.
    pub begun: u32,
    /// Words whose cards have all left the learning steps, that is, young and mature words.
    pub learned: u32,
    /// Words whose cards all have an interval of at least 21 days.
    pub mature: u32,
    /// Words that were never reviewed.
    pub new: u32,
    /// Words that were reviewed, and that have a card which is new or in learning steps.
    pub learning: u32,
    /// Words whose cards have all left the learning steps, but are not all mature.
    pub young: u32,
}

impl From<WordCounts> for WordProgress {
    fn from(counts: WordCounts) -> Self {
        let WordCounts { total, begun, learned, mature } = counts;
        Self {
            total,
            begun,
            learned,
            mature,
            new: counts.of(WordState::New),
            learning: counts.of(WordState::Learning),
            young: counts.of(WordState::Young),
        }
    }
}

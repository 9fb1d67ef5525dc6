//! Loaders of courses, which everyone may see, and of what the caller has learned of them.

use std::sync::Arc;

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::app::learning as app;
use crate::db::courses as db;
use crate::domain::ids::{CardId, CourseId, LessonId, ReviewId, WordId};
use crate::domain::learning::card::Card;
use crate::domain::learning::progress::WordCounts;
use crate::domain::learning::review::Review;
use crate::domain::learning::word::{Course, Example, Gloss, Lesson, Word};

/// A course's lessons.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LessonsOf(pub CourseId);
/// A lesson's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordsOf(pub LessonId);
/// A word's glosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct GlossesOf(pub WordId);
/// A word's examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ExamplesOf(pub WordId);
/// The caller's cards of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardsOf(pub WordId);
/// How far the caller has come with a lesson, and when it was started.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProgressIn(pub LessonId);

impl Loader<CourseId> for Rows {
    type Value = Arc<Course>;
    type Error = LoadError;

    async fn load(&self, ids: &[CourseId]) -> Loaded<CourseId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::courses_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<LessonId> for Rows {
    type Value = Arc<Lesson>;
    type Error = LoadError;

    async fn load(&self, ids: &[LessonId]) -> Loaded<LessonId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::lessons_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<WordId> for Rows {
    type Value = Arc<Word>;
    type Error = LoadError;

    async fn load(&self, ids: &[WordId]) -> Loaded<WordId, Self::Value> {
        let mut connection = self.connection().await?;
        Ok(by_id(db::words_by_ids(&mut connection, ids).await?, |row| row.id))
    }
}

impl Loader<LessonsOf> for Rows {
    type Value = Vec<Arc<Lesson>>;
    type Error = LoadError;

    async fn load(&self, keys: &[LessonsOf]) -> Loaded<LessonsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::lessons_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (LessonsOf(row.course_id), Arc::new(row)))))
    }
}

impl Loader<WordsOf> for Rows {
    type Value = Vec<Arc<Word>>;
    type Error = LoadError;

    async fn load(&self, keys: &[WordsOf]) -> Loaded<WordsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::words_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|row| (WordsOf(row.lesson_id), Arc::new(row)))))
    }
}

impl Loader<GlossesOf> for Rows {
    type Value = Vec<Arc<Gloss>>;
    type Error = LoadError;

    async fn load(&self, keys: &[GlossesOf]) -> Loaded<GlossesOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::glosses_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (GlossesOf(id), Arc::new(row)))))
    }
}

impl Loader<ExamplesOf> for Rows {
    type Value = Vec<Arc<Example>>;
    type Error = LoadError;

    async fn load(&self, keys: &[ExamplesOf]) -> Loaded<ExamplesOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let mut connection = self.connection().await?;
        let rows = db::examples_of(&mut connection, &ids).await?;
        Ok(grouped(rows.into_iter().map(|(id, row)| (ExamplesOf(id), Arc::new(row)))))
    }
}

impl Loader<CardId> for Rows {
    type Value = Arc<Card>;
    type Error = LoadError;

    async fn load(&self, ids: &[CardId]) -> Loaded<CardId, Self::Value> {
        let found = app::cards(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, card)| (id, Arc::new(card))).collect())
    }
}

impl Loader<CardsOf> for Rows {
    type Value = Vec<Arc<Card>>;
    type Error = LoadError;

    async fn load(&self, keys: &[CardsOf]) -> Loaded<CardsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::cards_of_words(&self.caller, &ids).await?;
        Ok(found
            .into_iter()
            .map(|(id, cards)| (CardsOf(id), cards.into_iter().map(Arc::new).collect()))
            .collect())
    }
}

impl Loader<ReviewId> for Rows {
    type Value = Arc<Review>;
    type Error = LoadError;

    async fn load(&self, ids: &[ReviewId]) -> Loaded<ReviewId, Self::Value> {
        let found = app::reviews(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, review)| (id, Arc::new(review))).collect())
    }
}

impl Loader<ProgressIn> for Rows {
    type Value = (WordCounts, Option<DateTime<Utc>>);
    type Error = LoadError;

    async fn load(&self, keys: &[ProgressIn]) -> Loaded<ProgressIn, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::lesson_progress(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|(id, progress)| (ProgressIn(id), progress)).collect())
    }
}

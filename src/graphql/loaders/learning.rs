//! Loaders of the caller's learning data.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::app::learning as app;
use crate::domain::ids::{CardId, LessonId, OptimizationJobId, ReviewId, WordId, WordListId, WordReportId};
use crate::domain::learning::card::Card;
use crate::domain::learning::learner_word::LearnerWord;
use crate::domain::learning::optimization::OptimizationJob;
use crate::domain::learning::preset::Presets;
use crate::domain::learning::progress::WordCounts;
use crate::domain::learning::review::Review;
use crate::domain::learning::word::Word;
use crate::domain::learning::word_list::WordList;
use crate::domain::learning::word_report::WordReport;

/// The caller's cards of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CardsOf(pub WordId);
/// The caller's note and synonyms of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LearnerWordOf(pub WordId);
/// The caller's progress in a lesson, and the time at which they started it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LessonProgressOf(pub LessonId);
/// The words of one of the caller's own lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordsOfWordList(pub WordListId);
/// The caller's progress with one of their own lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordListProgressOf(pub WordListId);

/// All presets that the caller has had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AllPresets;

#[async_trait]
impl Loader<CardId> for Rows {
    type Value = Arc<Card>;
    type Error = LoadError;

    async fn load(&self, ids: &[CardId]) -> Loaded<CardId, Self::Value> {
        let found = app::cards(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, card)| (id, Arc::new(card))).collect())
    }
}

#[async_trait]
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

#[async_trait]
impl Loader<LearnerWordOf> for Rows {
    type Value = Arc<LearnerWord>;
    type Error = LoadError;

    async fn load(&self, keys: &[LearnerWordOf]) -> Loaded<LearnerWordOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::learner_words(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|own| (LearnerWordOf(own.word_id), Arc::new(own))).collect())
    }
}

#[async_trait]
impl Loader<WordReportId> for Rows {
    type Value = Arc<WordReport>;
    type Error = LoadError;

    async fn load(&self, ids: &[WordReportId]) -> Loaded<WordReportId, Self::Value> {
        let found = app::word_reports(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, report)| (id, Arc::new(report))).collect())
    }
}

#[async_trait]
impl Loader<ReviewId> for Rows {
    type Value = Arc<Review>;
    type Error = LoadError;

    async fn load(&self, ids: &[ReviewId]) -> Loaded<ReviewId, Self::Value> {
        let found = app::reviews(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, review)| (id, Arc::new(review))).collect())
    }
}

#[async_trait]
impl Loader<LessonProgressOf> for Rows {
    type Value = (WordCounts, Option<DateTime<Utc>>);
    type Error = LoadError;

    async fn load(&self, keys: &[LessonProgressOf]) -> Loaded<LessonProgressOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::lesson_progress(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|(id, progress)| (LessonProgressOf(id), progress)).collect())
    }
}

#[async_trait]
impl Loader<AllPresets> for Rows {
    type Value = Arc<Presets>;
    type Error = LoadError;

    async fn load(&self, _: &[AllPresets]) -> Loaded<AllPresets, Self::Value> {
        Ok([(AllPresets, app::presets(&self.caller).await?)].into())
    }
}

#[async_trait]
impl Loader<OptimizationJobId> for Rows {
    type Value = Arc<OptimizationJob>;
    type Error = LoadError;

    async fn load(&self, ids: &[OptimizationJobId]) -> Loaded<OptimizationJobId, Self::Value> {
        let found = app::optimization_jobs(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, job)| (id, Arc::new(job))).collect())
    }
}

#[async_trait]
impl Loader<WordListId> for Rows {
    type Value = Arc<WordList>;
    type Error = LoadError;

    async fn load(&self, ids: &[WordListId]) -> Loaded<WordListId, Self::Value> {
        Ok(by_id(app::word_lists(&self.caller, ids).await?, |list| list.id))
    }
}

#[async_trait]
impl Loader<WordsOfWordList> for Rows {
    type Value = Vec<Arc<Word>>;
    type Error = LoadError;

    async fn load(&self, keys: &[WordsOfWordList]) -> Loaded<WordsOfWordList, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let words = app::words_of_word_lists(&self.caller, &ids).await?;
        Ok(grouped(words.into_iter().map(|(list, word)| (WordsOfWordList(list), word))))
    }
}

#[async_trait]
impl Loader<WordListProgressOf> for Rows {
    type Value = WordCounts;
    type Error = LoadError;

    async fn load(&self, keys: &[WordListProgressOf]) -> Loaded<WordListProgressOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::word_list_progress(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|(id, counts)| (WordListProgressOf(id), counts)).collect())
    }
}

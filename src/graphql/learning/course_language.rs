//! The languages that the words of a course have meanings in.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use async_graphql::{Context, SimpleObject};
use graphql_engine::ListOf;

use crate::domain::ids::CourseId;
use crate::domain::learning::word::Word;
use crate::domain::number::saturated;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::scalars::LanguageTag;

/// A language in which words of a course have meanings.
#[derive(SimpleObject)]
pub struct CourseLanguage {
    /// The language.
    language: LanguageTag,
    /// The number of words with a meaning in the language.
    words: u32,
    /// The number of all words of the course.
    total: u32,
}

impl CourseLanguage {
    /// Returns the languages of a course, the most complete ones first.
    pub(super) async fn of(context: &Context<'_>, course: CourseId) -> Result<ListOf<Self>, ApiError> {
        let catalogue = request(context).caller.catalogue().await?;
        let lessons = catalogue.lessons_of(course).iter();
        let words: Vec<&Arc<Word>> = lessons.flat_map(|lesson| catalogue.words_of(lesson.id)).collect();
        let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
        for meanings in words.iter().flat_map(|word| &word.meanings) {
            *counts.entry(meanings.language.as_str()).or_default() += 1;
        }
        let total = saturated(words.len());
        let language =
            |(tag, words): (&str, u32)| Self { language: LanguageTag(tag.to_owned()), words, total };
        let mut found: Vec<Self> = counts.into_iter().map(language).collect();
        found.sort_by_key(|each| Reverse(each.words));
        Ok(found.into())
    }
}

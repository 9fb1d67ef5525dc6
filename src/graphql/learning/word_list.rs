//! Learners' own lists of words.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::{Word, WordProgress};
use crate::app::learning as app;
use crate::domain::learning::word_list as domain;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::loaders::learning::{WordListProgressOf, WordsOfWordList};
use crate::graphql::pagination::{List, PageArguments, connection, list_cost, page_cost};
use crate::graphql::scalars::global_id;

/// A learner's own list of words.
#[derive(Clone)]
pub struct WordList(pub Arc<domain::WordList>);

/// A learner's own list of words that the courses teach, such as a list from another program or from a teacher
/// (`importWordList`). Visible only to its owner.
#[Object]
impl WordList {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The name that the viewer gave the list.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The time at which the viewer created the list.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The time at which the viewer first started the list (`startWordList`). Null if they have not.
    async fn started_at(&self) -> Option<DateTime<Utc>> {
        self.0.started_at
    }

    /// The words of the list, in order, at most 500. A word that was withdrawn is left out, and returns if it is taught
    /// again.
    #[graphql(complexity = "list_cost(50, child_complexity)")]
    async fn words(&self, context: &Context<'_>) -> Result<ListOf<Word>, ApiError> {
        let found = request(context).loader().load_one(WordsOfWordList(self.0.id)).await?;
        Ok(found.unwrap_or_default().into_iter().map(Word).collect())
    }

    /// The viewer's progress with the words of the list, whether or not it was started. Null only on an error.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<WordProgress>, ApiError> {
        let found = request(context).loader().load_one(WordListProgressOf(self.0.id)).await?;
        Ok(Some(found.unwrap_or_default().into()))
    }
}

/// The viewer's own lists of words.
pub struct ViewerWordLists;

/// The viewer's own lists of words.
#[Object]
impl ViewerWordLists {
    /// The viewer's own word lists, newest first.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn word_lists(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<WordList>>, ApiError> {
        const LIST: &str = "viewer.wordLists";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::word_lists_page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| WordList(Arc::new(row)))))
    }
}

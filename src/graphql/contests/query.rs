//! Entry points into contests.

use async_graphql::{Context, ID, Object};

use super::Contest;
use crate::app::contests as app;
use crate::domain::ids::ContestId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// Entry points into contests.
#[derive(Default)]
pub struct ContestsQuery;

#[Object]
impl ContestsQuery {
    /// One contest; null: there is none under this id.
    async fn contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its global id.")] id: ID,
    ) -> Result<Option<Contest>, ApiError> {
        let Some(id) = ContestId::from_global(&id) else { return Ok(None) };
        Ok(request(context).loader().load_one(id).await?.map(Contest))
    }

    /// All contests, in the order in which they were made.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn contests(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Contest>>, ApiError> {
        const LIST: &str = "contests";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Contest(row.into()))))
    }
}

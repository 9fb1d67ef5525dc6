//! The queries of contests.

use async_graphql::{Context, ID, Object, OneofObject};

use super::Contest;
use crate::app::contests as app;
use crate::domain::ids::ContestId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};

/// Identifies one contest.
#[derive(OneofObject)]
pub enum ContestBy {
    /// By its global id.
    Id(ID),
}

/// The queries of contests.
#[derive(Default)]
pub struct ContestQuery;

#[Object]
impl ContestQuery {
    /// One contest. Null if it does not exist.
    async fn contest(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id.")] by: ContestBy,
    ) -> Result<Option<Contest>, ApiError> {
        let ContestBy::Id(id) = by;
        let Some(id) = ContestId::from_global(&id) else { return Ok(None) };
        Ok(request(context).loader().load_one(id).await?.map(Contest))
    }

    /// All contests, in the order of creation.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn contests(
        &self,
        context: &Context<'_>,
        #[graphql(
            desc = "Returns the first n items; 0 to 100, or 20 if neither `first` nor `last` is given. Not together with `last`."
        )]
        first: Option<i32>,
        #[graphql(desc = "Returns the items after this cursor.")] after: Option<String>,
        #[graphql(desc = "Returns the last n items; 0 to 100. Not together with `first`.")] last: Option<i32>,
        #[graphql(desc = "Returns the items before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<Contest>>, ApiError> {
        const LIST: &str = "contests";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::page(&request(context).caller, &page).await?;
        Ok(Some(connection(LIST, found, |row| Contest(row.into()))))
    }
}

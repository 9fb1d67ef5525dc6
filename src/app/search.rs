//! Search over the published records and the words that are taught; open to everyone.

use crate::app::{AppError, Caller};
use crate::db::page::{Page, PageRequest};
use crate::db::search as db;
use crate::domain::search::ParsedQuery;

pub use crate::db::search::{SearchHit, SearchKey};

/// Loads a page of the records and words that match a query, the best match first. One SQL statement.
pub async fn find(
    caller: &Caller,
    query: &ParsedQuery,
    page: &PageRequest<SearchKey>,
) -> Result<Page<(SearchKey, SearchHit)>, AppError> {
    let mut connection = caller.connection().await?;
    Ok(db::find(&mut connection, query, page).await?)
}

//! Search by name, in the directory and the lessons.

mod query;
mod result;

pub use query::SearchQuery;
pub use result::{SearchConnection, SearchEdge, SearchMatch, SearchResult};

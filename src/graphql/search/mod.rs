//! Searching the directory and the lessons by name.

mod query;
mod types;

pub use query::SearchQuery;
pub use types::{FoundConnection, FoundEdge, MatchedName, SearchResult};

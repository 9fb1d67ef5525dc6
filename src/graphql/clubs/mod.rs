//! Clubs, their members, and what their leaders see.

pub mod mutation;
pub mod query;
pub mod types;

pub use mutation::ClubsMutation;
pub use query::ClubsQuery;
pub use types::{Club, ClubMembership};

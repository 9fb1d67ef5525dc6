//! Contests, who takes part in them, and where they stand.

pub mod mutation;
pub mod query;
pub mod types;

pub use mutation::ContestsMutation;
pub use query::ContestsQuery;
pub use types::{Contest, ContestStanding, ContestTeamKind};

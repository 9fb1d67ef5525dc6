//! Contests, their entrants and their rankings.

pub mod contest;
pub mod contest_mutation;
pub mod query;

pub use contest::{Contest, ContestStanding, ContestTeamKind};
pub use contest_mutation::ContestMutation;
pub use query::ContestQuery;

//! The parts of their data that members share with a club's leaders.

use async_graphql::Enum;
use graphql_engine::ListOf;

use crate::domain::clubs::{Shared, Sharing};

/// A part of a member's data that the member can share with a club's leaders. Sharing covers the time of the membership
/// and ends with it. E-mail addresses and other clubs are never shared. Each access by a leader is recorded in the
/// member's `viewer.clubAccessLog`.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Shared")]
pub enum ClubShare {
    /// When and how much the member studies: days, minutes, numbers of reviews and of new words.
    Activity,
    /// The member's knowledge: words, lessons, retention, assignments, due cards.
    Results,
    /// The member's answers. Leaders see hard words and slips as totals of several members, and can download every
    /// answer (`Club.statementsPath`).
    Answers,
}

impl ClubShare {
    const ALL: [Self; 3] = [Self::Activity, Self::Results, Self::Answers];

    /// Returns the shared parts, in the order of the enum.
    pub(super) fn all_of(sharing: Sharing) -> ListOf<Self> {
        Self::ALL.into_iter().filter(|share| sharing.includes(Shared::from(*share))).collect()
    }
}

/// Converts a list of parts.
pub fn sharing(shares: Vec<ClubShare>) -> Sharing {
    shares.into_iter().map(Shared::from).collect()
}

//! What a member lets the leaders of a club see.

use async_graphql::Enum;

use crate::domain::clubs::{Shared, Sharing};

/// A part of what a member can let the leaders of a club see. It covers the time of the membership, and ends with it; e-mail
/// addresses and other clubs are never part of it. Each look of a leader is in the member's `viewer.clubAccessLog`.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "Shared")]
pub enum ClubShare {
    /// When and how much the member studies: days, minutes, numbers of reviews and of new words.
    Activity,
    /// What the member knows: words, lessons, retention, assignments, what is due.
    Results,
    /// What the member answered: hard words, slips.
    Answers,
}

impl ClubShare {
    const ALL: [Self; 3] = [Self::Activity, Self::Results, Self::Answers];

    /// What is shared, in the order of the list.
    pub(super) fn all_of(sharing: Sharing) -> Vec<Self> {
        Self::ALL.into_iter().filter(|share| sharing.includes(Shared::from(*share))).collect()
    }
}

/// What these parts come to.
pub(super) fn sharing(shares: Vec<ClubShare>) -> Sharing {
    shares.into_iter().map(Shared::from).collect()
}

//! Requests to join a club.

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::clubs::Sharing;
use crate::domain::ids::{AccountId, ClubId, ClubJoinRequestId};

/// How many requests of one learner may wait for an answer.
pub const MOST_OPEN_REQUESTS: usize = 20;

closed_list! {
    /// What became of a request.
    JoinRequestStatus {
        /// No leader has answered yet.
        Open = "open",
        /// Who asked is in the club since.
        Accepted = "accepted",
        /// A leader said no.
        Declined = "declined",
        /// Who asked took it back.
        Withdrawn = "withdrawn",
    }
}

/// Somebody asks to join a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// Its id.
    pub id: ClubJoinRequestId,
    /// The club.
    pub club_id: ClubId,
    /// Its name.
    pub club_name: String,
    /// Who asks.
    pub learner_id: AccountId,
    /// What who asks is called.
    pub display_name: String,
    /// What they say to it.
    pub message: Option<String>,
    /// What the leaders will see of them.
    pub sharing: Sharing,
    /// When they asked.
    pub requested_at: DateTime<Utc>,
    /// What became of it.
    pub status: JoinRequestStatus,
    /// When that was.
    pub decided_at: Option<DateTime<Utc>>,
}

/// What everyone sees of a club that accepts requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenClub {
    /// Its id.
    pub id: ClubId,
    /// Its name.
    pub name: String,
    /// Where it meets: a code of ISO 3166.
    pub area: Option<String>,
}

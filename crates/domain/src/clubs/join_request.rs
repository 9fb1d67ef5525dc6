//! Requests to join a club.

use chrono::{DateTime, Utc};

use crate::closed_list::closed_list;
use crate::clubs::Sharing;
use crate::ids::{AccountId, ClubId, ClubJoinRequestId};

/// The maximum number of a learner's open requests.
pub const MAX_OPEN_REQUESTS: usize = 20;

closed_list! {
    /// The status of a join request.
    JoinRequestStatus {
        /// No leader has decided yet.
        Open = "open",
        /// A leader accepted the request, and the requester became a member.
        Accepted = "accepted",
        /// A leader declined the request.
        Declined = "declined",
        /// The requester withdrew the request.
        Withdrawn = "withdrawn",
    }
}

/// A request to join a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinRequest {
    /// The id.
    pub id: ClubJoinRequestId,
    /// The club.
    pub club_id: ClubId,
    /// The club's name.
    pub club_name: String,
    /// The account that wants to join.
    pub learner_id: AccountId,
    /// The requester's display name.
    pub display_name: String,
    /// The requester's message.
    pub message: Option<String>,
    /// The parts of their data that the requester will share with the leaders.
    pub sharing: Sharing,
    /// When the request was made.
    pub requested_at: DateTime<Utc>,
    /// The status.
    pub status: JoinRequestStatus,
    /// When the request was accepted, declined or withdrawn.
    pub decided_at: Option<DateTime<Utc>>,
}

/// The public part of a club that accepts join requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenClub {
    /// The club's id.
    pub id: ClubId,
    /// The club's name.
    pub name: String,
    /// The area where the club meets: an ISO 3166 code.
    pub area: Option<String>,
}

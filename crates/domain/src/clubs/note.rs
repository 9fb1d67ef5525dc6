//! Notes from leaders to the members of a club.

use chrono::{DateTime, Utc};

use crate::ids::{ClubId, ClubMembershipId, ClubNoteId};

/// A note from a leader to all members of a club, or to one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubNote {
    /// The id.
    pub id: ClubNoteId,
    /// The club.
    pub club_id: ClubId,
    /// The text.
    pub text: String,
    /// The display name of the leader who sent it; `None` if the account was deleted.
    pub author: Option<String>,
    /// The member whom it is for; `None` if it is for all members.
    pub recipient_id: Option<ClubMembershipId>,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
}

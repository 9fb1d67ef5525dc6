//! Clubs: groups that learn together, led by one or more of their members.

mod access_log;
mod activity;
mod answer;
mod assignment;
pub mod insight;
mod invitation;
mod problem;
mod request;
mod sharing;

pub use access_log::{ClubAccess, ClubAccessLogEntry, ClubAccessSubject};
pub use activity::ActiveMember;
pub use answer::GivenAnswer;
pub use assignment::{
    Assignment, AssignmentProgress, AssignmentStatus, MOST_RUNNING, assigned_words, deadline,
};
pub use invitation::{Invitation, InviteCode, MOST_USABLE, label, lifetime, max_uses};
pub use problem::ClubProblem;
pub use request::{JoinRequest, JoinRequestStatus, MOST_OPEN_REQUESTS, OpenClub};
pub use sharing::{Shared, Sharing};

use chrono::{DateTime, Utc};

use crate::domain::ids::{AccountId, ClubId, ClubMembershipId, OrganizationId};

/// A group that learns together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Club {
    /// Its id.
    pub id: ClubId,
    /// Its name.
    pub name: String,
    /// The directory's organization that it belongs to.
    pub organization_id: Option<OrganizationId>,
    /// Where it meets: a code of ISO 3166.
    pub area: Option<String>,
    /// Whether it is listed with its organization, and anyone may ask to join.
    pub accepts_requests: bool,
    /// When it was founded.
    pub created_at: DateTime<Utc>,
}

/// What a member is in a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClubRole {
    /// Leads it: sees its members' progress.
    Leader,
    /// Learns in it.
    Member,
}

/// An account's membership in a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubMembership {
    /// Its id.
    pub id: ClubMembershipId,
    /// The club.
    pub club_id: ClubId,
    /// The account.
    pub learner_id: AccountId,
    /// What others in the club see of the account.
    pub display_name: String,
    /// What it is in the club.
    pub role: ClubRole,
    /// Since when.
    pub joined_at: DateTime<Utc>,
    /// What the club's leaders see of it.
    pub sharing: Sharing,
}

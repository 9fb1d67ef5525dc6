//! Clubs: groups that learn together, led by one or more of their members.

mod access_log;
mod activity;
mod answer;
mod assignment;
pub mod insight;
mod invitation;
mod join_request;
mod note;
mod sharing;

pub use access_log::{ClubAccess, ClubAccessLogEntry, ClubAccessSubject, ONE_ACCESS};
pub use activity::ActiveMember;
pub use answer::MemberAnswer;
pub use assignment::{
    Assignment, AssignmentProgress, AssignmentStatus, MAX_RUNNING_ASSIGNMENTS, assigned_words, deadline,
};
pub use invitation::{
    Invitation, InviteCode, InvitedClub, MAX_USABLE_INVITATIONS, invitation_expiry, invitation_label,
    invitation_max_uses,
};
pub use join_request::{JoinRequest, JoinRequestStatus, MAX_OPEN_REQUESTS, OpenClub};
pub use note::ClubNote;
pub use sharing::{Shared, Sharing};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::ids::{AccountId, ClubId, ClubMembershipId, OrganizationId};
use crate::learning::study_day::StudyCalendar;
use crate::problem::Problem;

/// A group that learns together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Club {
    /// The id.
    pub id: ClubId,
    /// The name.
    pub name: String,
    /// The directory's organization that the club belongs to.
    pub organization_id: Option<OrganizationId>,
    /// The area where the club meets: an ISO 3166 code.
    pub area: Option<String>,
    /// Whether the club is listed with its organization, and anyone may ask to join it.
    pub accepts_requests: bool,
    /// When the club was created.
    pub created_at: DateTime<Utc>,
    /// The time zone of its assignments' days.
    pub time_zone: Tz,
    /// When a leader archived it. An archived club stays readable, but takes no members and no assignments.
    pub archived_at: Option<DateTime<Utc>>,
}

impl Club {
    /// Returns the calendar of its assignments.
    pub fn calendar(&self) -> StudyCalendar {
        StudyCalendar::new(self.time_zone)
    }

    /// Fails with [`Problem::ClubArchived`] if the club is archived.
    pub fn require_active(&self) -> Result<(), Problem> {
        if self.archived_at.is_some() { Err(Problem::ClubArchived) } else { Ok(()) }
    }
}

/// A club as admins see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManagedClub {
    /// The id.
    pub id: ClubId,
    /// The name.
    pub name: String,
    /// When the club was created.
    pub created_at: DateTime<Utc>,
    /// When a leader archived it.
    pub archived_at: Option<DateTime<Utc>>,
    /// The number of members, including the leaders.
    pub members: u32,
    /// The accounts that lead it, with their display names.
    pub leaders: Vec<(AccountId, String)>,
}

/// A member's role in a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClubRole {
    /// Leads the club, and sees the data that its members share.
    Leader,
    /// Learns in the club.
    Member,
}

/// An account's membership of a club.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubMembership {
    /// The id.
    pub id: ClubMembershipId,
    /// The club.
    pub club_id: ClubId,
    /// The account.
    pub learner_id: AccountId,
    /// The account's display name.
    pub display_name: String,
    /// The account's user name, if it has no e-mail address.
    pub username: Option<String>,
    /// The leaders' own name for the member.
    pub alias: Option<String>,
    /// The account's role in the club.
    pub role: ClubRole,
    /// When the account joined.
    pub joined_at: DateTime<Utc>,
    /// The parts of its data that the account shares with the club's leaders.
    pub sharing: Sharing,
}

impl ClubMembership {
    /// Returns the names that the member is known by.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        member_names(&self.display_name, self.alias.as_deref())
    }

    /// Returns the membership's place in the order of joining.
    pub fn joining_place(&self) -> (DateTime<Utc>, Uuid) {
        (self.joined_at, self.id.uuid())
    }

    /// Returns the name that leaders see.
    pub fn shown_name(&self) -> &str {
        self.alias.as_deref().unwrap_or(&self.display_name)
    }
}

/// Returns the names that a member is known by: the display name, and the alias if there is one.
pub fn member_names<'a>(display_name: &'a str, alias: Option<&'a str>) -> impl Iterator<Item = &'a str> {
    [Some(display_name), alias].into_iter().flatten()
}

//! The access log: leaders' accesses to members' shared data.

use chrono::{DateTime, TimeDelta, Utc};

use crate::closed_list::closed_list;
use crate::ids::{AccountId, ClubAccessLogEntryId, ClubId};

closed_list! {
    /// The kind of shared data that was accessed.
    ClubAccessSubject {
        /// The roster, with each member's activity and results.
        Roster = "roster",
        /// Each member's progress in lessons.
        Lessons = "lessons",
        /// The forecast of what each member will know on a day.
        Readiness = "readiness",
        /// Each member's progress in an assignment.
        Assignment = "assignment",
        /// Each member's live activity.
        Activity = "activity",
        /// A file that the leader downloaded.
        Export = "export",
        /// A login code for the member's account, which the leader issued.
        LoginCode = "login-code",
    }
}

/// A leader who accesses the same kind of a member's data again within this time of an entry gets no other entry.
pub const ONE_ACCESS: TimeDelta = TimeDelta::minutes(5);

impl ClubAccessSubject {
    /// Whether each access has an entry of its own, however soon it follows another one. It has if it hands something out.
    pub fn is_recorded_each_time(self) -> bool {
        matches!(self, Self::Export | Self::LoginCode)
    }
}

/// A leader's access to shared data of one or more members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubAccess {
    /// The leader.
    pub leader_id: AccountId,
    /// The kind of data.
    pub subject: ClubAccessSubject,
    /// The time of the access.
    pub accessed_at: DateTime<Utc>,
}

/// An entry of a member's access log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubAccessLogEntry {
    /// Its id.
    pub id: ClubAccessLogEntryId,
    /// The club.
    pub club_id: ClubId,
    /// The club's name.
    pub club_name: String,
    /// The leader's display name.
    pub accessed_by: Option<String>,
    /// The kind of data.
    pub subject: ClubAccessSubject,
    /// The time of the access.
    pub accessed_at: DateTime<Utc>,
}

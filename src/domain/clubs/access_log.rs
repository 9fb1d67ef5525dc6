//! A leader's look at members of a club.

use chrono::{DateTime, Utc};

use crate::domain::closed_list::closed_list;
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId};

closed_list! {
    /// What of members was looked at.
    ClubAccessSubject {
        /// The list of members, with what each has done and knows.
        Roster = "roster",
        /// What each knows of lessons.
        Lessons = "lessons",
        /// What each is likely to know on a day.
        Readiness = "readiness",
        /// How far each is with an assignment.
        Assignment = "assignment",
        /// What each has done while it was followed.
        Activity = "activity",
        /// What was written into a file.
        Export = "export",
    }
}

/// One look. It falls on one or more members.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubAccess {
    /// Its id.
    pub id: ClubAccessLogEntryId,
    /// The club.
    pub club_id: ClubId,
    /// Who looked.
    pub leader_id: AccountId,
    /// At what.
    pub subject: ClubAccessSubject,
    /// When.
    pub accessed_at: DateTime<Utc>,
}

/// One look, as the member sees it on whom it fell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClubAccessLogEntry {
    /// Its id.
    pub id: ClubAccessLogEntryId,
    /// The club.
    pub club_id: ClubId,
    /// Its name.
    pub club_name: String,
    /// What who looked is called.
    pub accessed_by: String,
    /// At what.
    pub subject: ClubAccessSubject,
    /// When.
    pub accessed_at: DateTime<Utc>,
}

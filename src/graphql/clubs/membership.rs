//! Memberships of clubs, and the progress that is shown of a member.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;

use super::Club;
use super::sharing::ClubShare;
use crate::domain::clubs as domain;
use crate::domain::learning::progress as domain_progress;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::WordProgress;
use crate::graphql::loaders::clubs::MemberProgressOf;
use crate::graphql::scalars::global_id;

/// A member's role in a club.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ClubRole")]
pub enum ClubRole {
    /// Leads the club, and sees the data that its members share.
    Leader,
    /// Learns in the club.
    Member,
}

/// An account's membership in a club.
#[derive(Clone)]
pub struct ClubMembership(pub Arc<domain::ClubMembership>);

/// An account's membership in a club. Visible to the member and to the club's leaders.
#[Object]
impl ClubMembership {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club; null if the viewer is no longer in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// The member's display name.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// The user name with which the member logs in. Null if the account has an e-mail address. For members with a user
    /// name (`registerWithClubCode`), a leader can create a login code (`createMemberLoginCode`).
    async fn username(&self) -> Option<&str> {
        self.0.username.as_deref()
    }

    /// The leaders' own name for the member, in addition to the display name. A personal invitation (`maxUses: 1`) sets
    /// it to the invitation's label; `setClubMemberAlias` changes it. The member sees it, too. Null if there is none.
    async fn alias(&self) -> Option<&str> {
        self.0.alias.as_deref()
    }

    /// The member's role in the club.
    async fn role(&self) -> ClubRole {
        self.0.role.into()
    }

    /// When the member joined.
    async fn joined_at(&self) -> DateTime<Utc> {
        self.0.joined_at
    }

    /// The parts of their data that the member shares with the club's leaders (`updateClubSharing` changes them). If
    /// empty, the leaders see none of the member's learning data.
    async fn shares(&self) -> ListOf<ClubShare> {
        ClubShare::all_of(self.0.sharing)
    }

    /// The member's progress. The member always sees it; a leader sees it if the member shares RESULTS. Null for
    /// everyone else. Each access by a leader is recorded in the member's `viewer.clubAccessLog`.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<ClubMemberProgress>, ApiError> {
        let progress = request(context).loader().load_one(MemberProgressOf(self.0.id)).await?;
        Ok(progress.map(ClubMemberProgress::from))
    }
}

/// A member's progress. Words, goal and due cards are current. Leaders see reviews and activity only from the study day
/// on which the member joined, and only if the member shares ACTIVITY.
#[derive(SimpleObject)]
pub struct ClubMemberProgress {
    /// All words of which the member has cards: those of started lessons and lists, and of assignments. Withdrawn words
    /// do not count.
    words: WordProgress,
    /// The number of words whose first review was on the member's current study day. Null for leaders if the member
    /// does not share ACTIVITY.
    new_words_today: Option<u32>,
    /// The member's goal for new words per day, 1 to 100.
    daily_goal: u32,
    /// The number of cards that have been reviewed before and are due now.
    due: u32,
    /// The number of reviews since the member joined; for the member themselves, the number of all their reviews. Null
    /// for leaders if the member does not share ACTIVITY.
    reviews: Option<u32>,
    /// The time of the member's last review. Null if there is none; for leaders, also if there is none since joining,
    /// or if the member does not share ACTIVITY.
    last_reviewed_at: Option<DateTime<Utc>>,
}

impl From<domain_progress::ClubMemberProgress> for ClubMemberProgress {
    fn from(progress: domain_progress::ClubMemberProgress) -> Self {
        let activity = progress.activity;
        Self {
            words: progress.words.into(),
            new_words_today: activity.map(|activity| activity.new_words_today),
            daily_goal: progress.daily_goal,
            due: progress.due,
            reviews: activity.map(|activity| activity.reviews),
            last_reviewed_at: activity.and_then(|activity| activity.last_reviewed_at),
        }
    }
}

//! Memberships in clubs, and what is shown of a member.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Club;
use super::sharing::ClubShare;
use crate::domain::clubs as domain;
use crate::domain::learning::progress as domain_progress;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::learning::WordProgress;
use crate::graphql::loaders::clubs::ProgressOf;
use crate::graphql::scalars::global_id;

/// What a member is in a club.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ClubRole")]
pub enum ClubRole {
    /// Leads it: sees of its members what they share.
    Leader,
    /// Learns in it.
    Member,
}

/// Somebody's membership in a club.
#[derive(Clone)]
pub struct ClubMembership(pub Arc<domain::ClubMembership>);

/// Somebody's membership in a club. It is there for the member and for the club's leaders.
#[Object]
impl ClubMembership {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club; null: the viewer is no longer in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// What the member is called.
    async fn display_name(&self) -> &str {
        &self.0.display_name
    }

    /// What the member is in the club.
    async fn role(&self) -> ClubRole {
        self.0.role.into()
    }

    /// Since when.
    async fn joined_at(&self) -> DateTime<Utc> {
        self.0.joined_at
    }

    /// What the member lets the club's leaders see (`updateClubSharing` changes it); empty: nothing but the name.
    async fn shares(&self) -> Vec<ClubShare> {
        ClubShare::all_of(self.0.sharing)
    }

    /// How far the member has come; null: the member doesn't share `RESULTS`, or the viewer is neither the member nor a leader
    /// of the club. A leader who asks for it is in the member's `viewer.clubAccessLog` then.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<ClubMemberProgress>, ApiError> {
        let found = request(context).loader().load_one(ProgressOf(self.0.id)).await?;
        Ok(found.map(ClubMemberProgress::from))
    }
}

/// How far a club's member has come. What the member knows is as it is today; what the member did is told to leaders from the
/// study day on which the member joined.
#[derive(SimpleObject)]
pub struct ClubMemberProgress {
    /// The words of all lessons that the member has started, and of assignments.
    words: WordProgress,
    /// Words whose first review was on the member's present study day; null: the member doesn't share `ACTIVITY`.
    new_words_today: Option<u32>,
    /// The member's goal for new words a day.
    daily_goal: u32,
    /// Cards that were reviewed before and are due now.
    due: u32,
    /// Reviews since the member joined; for the member, all. Null: the member doesn't share `ACTIVITY`.
    reviews: Option<u32>,
    /// When the member last answered; null: not since joining, or the member doesn't share `ACTIVITY`.
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

//! Clubs and memberships. A club is there for its members alone; its members and their progress are there for its
//! leaders alone.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};

use crate::app::clubs as app;
use crate::domain::access;
use crate::domain::clubs as domain;
use crate::domain::learning::progress as domain_progress;
use crate::graphql::context::request;
use crate::graphql::directory::{Organization, organization_by_id};
use crate::graphql::errors::ApiError;
use crate::graphql::learning::WordProgress;
use crate::graphql::loaders::clubs::ProgressOf;
use crate::graphql::pagination::{List, PageArguments, connection, page_cost};
use crate::graphql::scalars::global_id;

/// What a member is in a club.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "domain::ClubRole")]
pub enum ClubRole {
    /// Leads it: sees its members' progress.
    Leader,
    /// Learns in it.
    Member,
}

/// A group that learns together, and the viewer's own membership in it.
#[derive(Clone)]
pub struct Club(pub Arc<(domain::Club, domain::ClubMembership)>);

/// A group that learns together. It is there for its members alone: for others its id leads to null.
#[Object]
impl Club {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.0.id)
    }

    /// Its name.
    async fn name(&self) -> &str {
        &self.0.0.name
    }

    /// The directory's organization that it belongs to; null: none.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization_by_id(context, self.0.0.organization_id).await
    }

    /// When it was founded.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.0.created_at
    }

    /// The viewer's own membership.
    async fn viewer_membership(&self) -> ClubMembership {
        ClubMembership(Arc::new(self.0.1.clone()))
    }

    /// The code to give to those who are to join, in two groups of five; null: the viewer does not lead the club.
    async fn invite_code(&self) -> Option<String> {
        access::may_lead_club(Some(self.0.1.role)).then(|| self.0.0.invite_code.grouped())
    }

    /// Its members, leaders among them, in the order of joining; null: the viewer does not lead the club.
    #[graphql(complexity = "page_cost(first, last, child_complexity)")]
    async fn members(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "How many from the beginning, 0 to 100; without `first` and `last`, 20.")]
        first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "How many from the end, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Option<List<ClubMembership>>, ApiError> {
        const LIST: &str = "club.members";
        let page = PageArguments { first, after, last, before }.request(LIST)?;
        let found = app::members(&request(context).caller, &self.0.1, &page).await?;
        Ok(found.map(|page| connection(LIST, page, |row| ClubMembership(Arc::new(row)))))
    }
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
        Ok(request(context).loader().load_one(self.0.club_id).await?.map(Club))
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

    /// How far the member has come; null: the viewer is neither the member nor a leader of the club.
    async fn progress(&self, context: &Context<'_>) -> Result<Option<MemberProgress>, ApiError> {
        let found = request(context).loader().load_one(ProgressOf(self.0.learner_id)).await?;
        Ok(found.map(MemberProgress::from))
    }
}

/// How far a club's member has come.
#[derive(SimpleObject)]
pub struct MemberProgress {
    /// The words of all lessons that the member has started.
    words: WordProgress,
    /// Words whose first review was on the member's present study day.
    new_words_today: u32,
    /// The member's goal for new words a day.
    daily_goal: u32,
    /// Cards that were reviewed before and are due now.
    due: u32,
    /// All reviews.
    reviews: u32,
    /// When the member last answered; null: never.
    last_reviewed_at: Option<DateTime<Utc>>,
}

impl From<domain_progress::MemberProgress> for MemberProgress {
    fn from(progress: domain_progress::MemberProgress) -> Self {
        Self {
            words: progress.words.into(),
            new_words_today: progress.new_words_today,
            daily_goal: progress.daily_goal,
            due: progress.due,
            reviews: progress.reviews,
            last_reviewed_at: progress.last_reviewed_at,
        }
    }
}

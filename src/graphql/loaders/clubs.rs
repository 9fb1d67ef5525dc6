//! Loaders of clubs: `app` decides what of them the caller may see.

use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::{LoadError, Loaded, Rows};
use crate::app::clubs as app;
use crate::domain::clubs::{Club, ClubMembership};
use crate::domain::ids::{AccountId, ClubId, ClubMembershipId};
use crate::domain::learning::progress::MemberProgress;

/// How far a learner has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProgressOf(pub AccountId);

impl Loader<ClubId> for Rows {
    /// The club, and the caller's own membership in it.
    type Value = Arc<(Club, ClubMembership)>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubId]) -> Loaded<ClubId, Self::Value> {
        let found = app::visible(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, club)| (id, Arc::new(club))).collect())
    }
}

impl Loader<ClubMembershipId> for Rows {
    type Value = Arc<ClubMembership>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubMembershipId]) -> Loaded<ClubMembershipId, Self::Value> {
        let found = app::visible_memberships(&self.caller, ids).await?;
        Ok(found.into_iter().map(|membership| (membership.id, Arc::new(membership))).collect())
    }
}

impl Loader<ProgressOf> for Rows {
    type Value = MemberProgress;
    type Error = LoadError;

    async fn load(&self, keys: &[ProgressOf]) -> Loaded<ProgressOf, Self::Value> {
        let learners: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::progress_of(&self.caller, &learners).await?;
        Ok(found.into_iter().map(|(learner, progress)| (ProgressOf(learner), progress)).collect())
    }
}

//! Loaders of clubs: `app` decides what of them the caller may see.

use std::sync::Arc;

use async_graphql::dataloader::Loader;

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::app::clubs::{self as app, SeenAssignment, Standing};
use crate::domain::clubs::{
    Club, ClubAccessLogEntry, ClubMembership, Invitation, InviteCode, JoinRequest, OpenClub,
};
use crate::domain::ids::{
    AssignmentId, ClubAccessLogEntryId, ClubId, ClubInvitationId, ClubJoinRequestId, ClubMembershipId,
    OrganizationId,
};
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::progress::ClubMemberProgress;

/// How far the member of a club has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ProgressOf(pub ClubMembershipId);

/// The code to give to whoever is to join a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InviteCodeOf(pub ClubId);

/// The words of an assignment that the caller has seen, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordsOfAssignment(pub AssignmentId);

/// How far the caller is with an assignment that is for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct StandingIn(pub AssignmentId);

/// The clubs of an organization that accept requests, which are there for everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenClubsOf(pub OrganizationId);

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

impl Loader<ClubInvitationId> for Rows {
    type Value = Arc<Invitation>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubInvitationId]) -> Loaded<ClubInvitationId, Self::Value> {
        let found = app::visible_invitations(&self.caller, ids).await?;
        Ok(by_id(found, |invitation| invitation.id))
    }
}

impl Loader<InviteCodeOf> for Rows {
    type Value = InviteCode;
    type Error = LoadError;

    async fn load(&self, keys: &[InviteCodeOf]) -> Loaded<InviteCodeOf, Self::Value> {
        let clubs: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::invite_codes(&self.caller, &clubs).await?;
        Ok(found.into_iter().map(|(club, code)| (InviteCodeOf(club), code)).collect())
    }
}

impl Loader<AssignmentId> for Rows {
    type Value = Arc<SeenAssignment>;
    type Error = LoadError;

    async fn load(&self, ids: &[AssignmentId]) -> Loaded<AssignmentId, Self::Value> {
        let found = app::visible_assignments(&self.caller, ids).await?;
        Ok(by_id(found, |seen| seen.assignment.id))
    }
}

impl Loader<WordsOfAssignment> for Rows {
    type Value = Vec<ChosenWord>;
    type Error = LoadError;

    async fn load(&self, keys: &[WordsOfAssignment]) -> Loaded<WordsOfAssignment, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::words_of_assignments(&self.caller, &ids).await?;
        Ok(grouped(found.into_iter().map(|(id, word)| (WordsOfAssignment(id), word))))
    }
}

impl Loader<StandingIn> for Rows {
    type Value = Standing;
    type Error = LoadError;

    async fn load(&self, keys: &[StandingIn]) -> Loaded<StandingIn, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::own_standings(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|(id, standing)| (StandingIn(id), standing)).collect())
    }
}

impl Loader<ClubJoinRequestId> for Rows {
    type Value = Arc<JoinRequest>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubJoinRequestId]) -> Loaded<ClubJoinRequestId, Self::Value> {
        let found = app::visible_requests(&self.caller, ids).await?;
        Ok(by_id(found, |request| request.id))
    }
}

impl Loader<OpenClubsOf> for Rows {
    type Value = Vec<OpenClub>;
    type Error = LoadError;

    async fn load(&self, keys: &[OpenClubsOf]) -> Loaded<OpenClubsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::open_clubs(&self.caller, &ids).await?;
        Ok(grouped(found.into_iter().map(|(id, club)| (OpenClubsOf(id), club))))
    }
}

impl Loader<ProgressOf> for Rows {
    type Value = ClubMemberProgress;
    type Error = LoadError;

    async fn load(&self, keys: &[ProgressOf]) -> Loaded<ProgressOf, Self::Value> {
        let memberships: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::progress_of(&self.caller, &memberships).await?;
        Ok(found.into_iter().map(|(membership, progress)| (ProgressOf(membership), progress)).collect())
    }
}

impl Loader<ClubAccessLogEntryId> for Rows {
    /// A look that fell on the caller.
    type Value = Arc<ClubAccessLogEntry>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubAccessLogEntryId]) -> Loaded<ClubAccessLogEntryId, Self::Value> {
        Ok(by_id(app::own_access_log_by_ids(&self.caller, ids).await?, |look| look.id))
    }
}

//! Loaders of clubs. `app` decides which rows the caller may see.

use std::sync::Arc;

use async_graphql::async_trait::async_trait;
use async_graphql::dataloader::Loader;

use super::{LoadError, Loaded, Rows, by_id, grouped};
use crate::app::clubs::{self as app, AssignmentCounts, AssignmentForMember, MemberAssignmentProgress};
use crate::domain::clubs::{
    Club, ClubAccessLogEntry, ClubMembership, ClubNote, Invitation, InviteCode, JoinRequest, ManagedClub,
    OpenClub,
};
use crate::domain::ids::{
    AssignmentId, ClubAccessLogEntryId, ClubId, ClubInvitationId, ClubJoinRequestId, ClubMembershipId,
    ClubNoteId, ManagedClubId, OrganizationId,
};
use crate::domain::learning::chosen_words::ChosenWord;
use crate::domain::learning::progress::ClubMemberProgress;

/// The progress of a member of a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct MemberProgressOf(pub ClubMembershipId);

/// The invite code to give to new members of a club.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct InviteCodeOf(pub ClubId);

/// The number of open requests to join a club that the caller leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenRequestsTo(pub ClubId);

/// The words of an assignment that the caller may see, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct WordsOfAssignment(pub AssignmentId);

/// The caller's progress with an assignment of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ViewerAssignmentProgress(pub AssignmentId);

/// The counts of the members who have an assignment of a club that the caller leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CountsOfAssignment(pub AssignmentId);

/// The clubs of an organization that accept join requests, which are visible to everyone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct OpenClubsOf(pub OrganizationId);

#[async_trait]
impl Loader<ClubId> for Rows {
    /// The club, and the caller's own membership of it.
    type Value = Arc<(Club, ClubMembership)>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubId]) -> Loaded<ClubId, Self::Value> {
        let found = app::visible(&self.caller, ids).await?;
        Ok(found.into_iter().map(|(id, club)| (id, Arc::new(club))).collect())
    }
}

#[async_trait]
impl Loader<ManagedClubId> for Rows {
    type Value = Arc<ManagedClub>;
    type Error = LoadError;

    async fn load(&self, ids: &[ManagedClubId]) -> Loaded<ManagedClubId, Self::Value> {
        let ids: Vec<_> = ids.iter().map(|id| ClubId::from(id.uuid())).collect();
        let found = app::managed_clubs(&self.caller, &ids).await?;
        Ok(by_id(found, |club| club.id.uuid().into()))
    }
}

#[async_trait]
impl Loader<ClubMembershipId> for Rows {
    type Value = Arc<ClubMembership>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubMembershipId]) -> Loaded<ClubMembershipId, Self::Value> {
        let found = app::visible_memberships(&self.caller, ids).await?;
        Ok(found.into_iter().map(|membership| (membership.id, Arc::new(membership))).collect())
    }
}

#[async_trait]
impl Loader<ClubInvitationId> for Rows {
    type Value = Arc<Invitation>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubInvitationId]) -> Loaded<ClubInvitationId, Self::Value> {
        let found = app::visible_invitations(&self.caller, ids).await?;
        Ok(by_id(found, |invitation| invitation.id))
    }
}

#[async_trait]
impl Loader<InviteCodeOf> for Rows {
    type Value = InviteCode;
    type Error = LoadError;

    async fn load(&self, keys: &[InviteCodeOf]) -> Loaded<InviteCodeOf, Self::Value> {
        let clubs: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::invite_codes(&self.caller, &clubs).await?;
        Ok(found.into_iter().map(|(club, code)| (InviteCodeOf(club), code)).collect())
    }
}

#[async_trait]
impl Loader<OpenRequestsTo> for Rows {
    type Value = u32;
    type Error = LoadError;

    async fn load(&self, keys: &[OpenRequestsTo]) -> Loaded<OpenRequestsTo, Self::Value> {
        let clubs: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::open_requests(&self.caller, &clubs).await?;
        Ok(found.into_iter().map(|(club, count)| (OpenRequestsTo(club), count)).collect())
    }
}

#[async_trait]
impl Loader<AssignmentId> for Rows {
    type Value = Arc<AssignmentForMember>;
    type Error = LoadError;

    async fn load(&self, ids: &[AssignmentId]) -> Loaded<AssignmentId, Self::Value> {
        let found = app::visible_assignments(&self.caller, ids).await?;
        Ok(by_id(found, |row| row.assignment.id))
    }
}

#[async_trait]
impl Loader<WordsOfAssignment> for Rows {
    type Value = Vec<ChosenWord>;
    type Error = LoadError;

    async fn load(&self, keys: &[WordsOfAssignment]) -> Loaded<WordsOfAssignment, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::words_of_assignments(&self.caller, &ids).await?;
        Ok(grouped(found.into_iter().map(|(id, word)| (WordsOfAssignment(id), word))))
    }
}

#[async_trait]
impl Loader<ViewerAssignmentProgress> for Rows {
    type Value = MemberAssignmentProgress;
    type Error = LoadError;

    async fn load(&self, keys: &[ViewerAssignmentProgress]) -> Loaded<ViewerAssignmentProgress, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::own_assignment_progress(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|(id, progress)| (ViewerAssignmentProgress(id), progress)).collect())
    }
}

#[async_trait]
impl Loader<CountsOfAssignment> for Rows {
    type Value = AssignmentCounts;
    type Error = LoadError;

    async fn load(&self, keys: &[CountsOfAssignment]) -> Loaded<CountsOfAssignment, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::assignment_counts(&self.caller, &ids).await?;
        Ok(found.into_iter().map(|(id, counts)| (CountsOfAssignment(id), counts)).collect())
    }
}

#[async_trait]
impl Loader<ClubJoinRequestId> for Rows {
    type Value = Arc<JoinRequest>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubJoinRequestId]) -> Loaded<ClubJoinRequestId, Self::Value> {
        let found = app::visible_requests(&self.caller, ids).await?;
        Ok(by_id(found, |request| request.id))
    }
}

#[async_trait]
impl Loader<ClubNoteId> for Rows {
    type Value = Arc<ClubNote>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubNoteId]) -> Loaded<ClubNoteId, Self::Value> {
        Ok(by_id(app::visible_notes(&self.caller, ids).await?, |note| note.id))
    }
}

#[async_trait]
impl Loader<OpenClubsOf> for Rows {
    type Value = Vec<OpenClub>;
    type Error = LoadError;

    async fn load(&self, keys: &[OpenClubsOf]) -> Loaded<OpenClubsOf, Self::Value> {
        let ids: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::open_clubs(&self.caller, &ids).await?;
        Ok(grouped(found.into_iter().map(|(id, club)| (OpenClubsOf(id), club))))
    }
}

#[async_trait]
impl Loader<MemberProgressOf> for Rows {
    type Value = ClubMemberProgress;
    type Error = LoadError;

    async fn load(&self, keys: &[MemberProgressOf]) -> Loaded<MemberProgressOf, Self::Value> {
        let memberships: Vec<_> = keys.iter().map(|key| key.0).collect();
        let found = app::progress_by_membership(&self.caller, &memberships).await?;
        Ok(found.into_iter().map(|(membership, progress)| (MemberProgressOf(membership), progress)).collect())
    }
}

#[async_trait]
impl Loader<ClubAccessLogEntryId> for Rows {
    /// A leader's access to the caller's data.
    type Value = Arc<ClubAccessLogEntry>;
    type Error = LoadError;

    async fn load(&self, ids: &[ClubAccessLogEntryId]) -> Loaded<ClubAccessLogEntryId, Self::Value> {
        Ok(by_id(app::own_access_log_by_ids(&self.caller, ids).await?, |entry| entry.id))
    }
}

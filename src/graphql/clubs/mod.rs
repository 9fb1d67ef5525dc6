//! Clubs, their members, and the data that their leaders see.

pub mod access_log;
pub mod archive_mutation;
pub mod assignment;
pub mod assignment_mutation;
pub mod club;
pub mod club_mutation;
pub mod insight;
pub mod invitation;
pub mod join_mutation;
pub mod join_request;
pub mod join_request_mutation;
pub mod live;
pub mod login_code_mutation;
pub mod management;
pub mod member_import;
pub mod members;
pub mod membership;
pub mod membership_mutation;
pub mod note;
pub mod query;
pub mod sharing;

pub use access_log::{ClubAccessLogEntry, ViewerClubs};
pub use archive_mutation::ClubArchiveMutation;
pub use assignment::{AssignedMember, Assignment, ViewerAssignments};
pub use assignment_mutation::AssignmentMutation;
pub use club::Club;
pub use club_mutation::ClubMutation;
pub use invitation::{ClubInvitation, InvitationMutation, InvitedClub};
pub use join_mutation::JoinMutation;
pub use join_request::{ClubJoinRequest, OpenClub, ViewerJoinRequests};
pub use join_request_mutation::JoinRequestMutation;
pub use live::ClubsSubscription;
pub use login_code_mutation::LoginCodeMutation;
pub use management::{ManagedClub, ManagedClubsMutation, ManagedClubsQuery};
pub use member_import::MemberImportMutation;
pub use members::ClubMember;
pub use membership::ClubMembership;
pub use membership_mutation::MembershipMutation;
pub use note::{ClubNote, NoteMutation, ViewerNotes};
pub use query::ClubQuery;

use async_graphql::Context;

use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// Returns the club with an id, if the viewer is in it.
pub async fn club(context: &Context<'_>, id: Option<ClubId>) -> Result<Option<Club>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Club))
}

/// Returns the membership with an id, if the viewer may see it.
async fn membership(
    context: &Context<'_>,
    id: Option<ClubMembershipId>,
) -> Result<Option<ClubMembership>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(ClubMembership))
}

//! Clubs, their members, and what their leaders see.

pub mod access_log;
pub mod assigning;
pub mod assignment;
pub mod group;
pub mod insight;
pub mod invitation;
pub mod joining;
pub mod leading;
pub mod live;
pub mod membership;
pub mod mutation;
pub mod query;
pub mod request;
pub mod requesting;
pub mod sharing;
pub mod types;

pub use access_log::{ClubAccessLogEntry, ViewerClubs};
pub use assigning::AssigningMutation;
pub use assignment::{AssignedMember, Assignment, ViewerAssignments};
pub use group::GroupMutation;
pub use invitation::{ClubInvitation, InvitationMutation};
pub use joining::JoiningMutation;
pub use leading::LeadingMutation;
pub use live::ClubsSubscription;
pub use membership::ClubMembership;
pub use mutation::ClubsMutation;
pub use query::ClubsQuery;
pub use request::{ClubJoinRequest, OpenClub, ViewerRequests};
pub use requesting::RequestingMutation;
pub use types::Club;

use async_graphql::Context;

use crate::domain::ids::{ClubId, ClubMembershipId};
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// The club with an id, where the viewer is in it.
async fn club(context: &Context<'_>, id: Option<ClubId>) -> Result<Option<Club>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Club))
}

/// The membership with an id, where the viewer may see it.
async fn membership(
    context: &Context<'_>,
    id: Option<ClubMembershipId>,
) -> Result<Option<ClubMembership>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(ClubMembership))
}

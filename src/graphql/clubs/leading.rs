//! Who leads a club, and who is in it.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::membership::ClubRole;
use super::{ClubMembership, membership};
use crate::app::clubs as app;
use crate::domain::ids::ClubMembershipId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// What somebody is to be in a club.
#[derive(InputObject)]
pub struct SetClubRoleInput {
    /// The membership; it may be the viewer's own.
    pub membership_id: ID,
    /// What the member is to be.
    pub role: ClubRole,
}

/// What came of `setClubRole`.
#[derive(SimpleObject)]
pub struct SetClubRolePayload {
    /// The membership; null: see `errors`.
    membership: Option<ClubMembership>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (there is no such membership in a club that the
    /// viewer leads), `LAST_LEADER`.
    errors: Vec<UserError>,
}

/// A membership to end.
#[derive(InputObject)]
pub struct RemoveClubMemberInput {
    /// The membership; it may be the viewer's own.
    pub membership_id: ID,
}

/// What came of `removeClubMember`.
#[derive(SimpleObject)]
pub struct RemoveClubMemberPayload {
    /// The id of the club that the member is no longer in; null: see `errors`.
    club_id: Option<ID>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (there is no such membership in a club that the
    /// viewer leads), `LAST_LEADER`.
    errors: Vec<UserError>,
}

/// Who leads a club, and who is in it.
#[derive(Default)]
pub struct LeadingMutation;

#[Object]
impl LeadingMutation {
    /// Makes a member a leader, or a leader a member, for the club's leaders, who all have the same rights. To hand a club
    /// over, make somebody else a leader, and then leave or step down; the last leader can't.
    async fn set_club_role(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Who is to be what.")] input: SetClubRoleInput,
    ) -> Result<Option<SetClubRolePayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubMembershipId::from_global_or_nil(&input.membership_id);
        let set = app::set_role(&request.caller, id, input.role.into()).await.map(|()| id);
        let (id, errors) = settle(set, request.language)?;
        Ok(Some(SetClubRolePayload { membership: membership(context, id).await?, errors }))
    }

    /// Ends somebody's membership, for the club's leaders. Who has a code that lets somebody in can come back: revoke it
    /// first. What the member has learned stays theirs.
    async fn remove_club_member(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Who is to go.")] input: RemoveClubMemberInput,
    ) -> Result<Option<RemoveClubMemberPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubMembershipId::from_global_or_nil(&input.membership_id);
        let removed = app::remove_member(&request.caller, id).await;
        let (club, errors) = settle(removed, request.language)?;
        Ok(Some(RemoveClubMemberPayload { club_id: club.map(global_id), errors }))
    }
}

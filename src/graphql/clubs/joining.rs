//! Joining clubs, leaving them, and what a member shares.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::sharing::{ClubShare, sharing};
use super::{Club, ClubMembership, club, membership};
use crate::app::clubs as app;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A club to join.
#[derive(InputObject)]
pub struct JoinClubInput {
    /// The code that the club's leader gave; case, spaces and hyphens don't matter.
    pub invite_code: String,
    /// What the club's leaders may see of the viewer; without it, nothing but the display name. It can be changed at any
    /// time (`updateClubSharing`).
    #[graphql(default)]
    pub shares: Vec<ClubShare>,
}

/// What came of `joinClub`.
#[derive(SimpleObject)]
pub struct JoinClubPayload {
    /// The club that the viewer is in now; null: see `errors`.
    club: Option<Club>,
    /// What is wrong with the input; empty: nothing. Codes: `UNKNOWN_INVITE_CODE` (also of one that was revoked),
    /// `INVITATION_EXPIRED`, `INVITATION_USED_UP`, `TOO_MANY_ATTEMPTS`.
    errors: Vec<UserError>,
}

/// A club to leave.
#[derive(InputObject)]
pub struct LeaveClubInput {
    /// The club.
    pub club_id: ID,
}

/// What came of `leaveClub`.
#[derive(SimpleObject)]
pub struct LeaveClubPayload {
    /// The id of the club that the viewer is no longer in; null: see `errors`.
    club_id: Option<ID>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`, `LAST_LEADER`.
    errors: Vec<UserError>,
}

/// What the viewer shares with the leaders of a club.
#[derive(InputObject)]
pub struct UpdateClubSharingInput {
    /// The club.
    pub club_id: ID,
    /// All that its leaders may see from now on; empty: nothing but the display name.
    pub shares: Vec<ClubShare>,
}

/// What came of `updateClubSharing`.
#[derive(SimpleObject)]
pub struct UpdateClubSharingPayload {
    /// The viewer's membership; null: see `errors`.
    membership: Option<ClubMembership>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// Joining clubs, leaving them, and what a member shares.
#[derive(Default)]
pub struct JoiningMutation;

#[Object]
impl JoiningMutation {
    /// Joins a club by an invite code. Who is in it already stays what they are, and uses nothing of the invitation up.
    /// Somebody has to be logged in.
    async fn join_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: JoinClubInput,
    ) -> Result<Option<JoinClubPayload>, ApiError> {
        let request = request(context);
        let joined = app::join(&request.caller, &input.invite_code, sharing(input.shares)).await;
        let (id, errors) = settle(joined, request.language)?;
        Ok(Some(JoinClubPayload { club: club(context, id).await?, errors }))
    }

    /// Leaves a club. What the viewer has learned stays theirs; the club's leaders no longer see anything of it.
    async fn leave_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: LeaveClubInput,
    ) -> Result<Option<LeaveClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubId::from_global_or_nil(&input.club_id);
        let left = app::leave(&request.caller, id).await;
        let (left, errors) = settle(left, request.language)?;
        Ok(Some(LeaveClubPayload { club_id: left.map(|()| input.club_id), errors }))
    }

    /// Changes what the leaders of a club may see of the viewer, from now on. Somebody has to be logged in.
    async fn update_club_sharing(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is shared.")] input: UpdateClubSharingInput,
    ) -> Result<Option<UpdateClubSharingPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubId::from_global_or_nil(&input.club_id);
        let updated = app::update_sharing(&request.caller, id, sharing(input.shares)).await;
        let (id, errors) = settle(updated, request.language)?;
        Ok(Some(UpdateClubSharingPayload { membership: membership(context, id).await?, errors }))
    }
}

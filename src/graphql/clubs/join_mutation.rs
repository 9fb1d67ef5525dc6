//! The mutations to join and leave clubs, and to change what a member shares.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::sharing::{ClubShare, sharing};
use super::{Club, ClubMembership, club, membership};
use crate::app::clubs as app;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// The club to join.
#[derive(InputObject)]
pub struct JoinClubInput {
    /// The code from the club's leader; case, spaces and hyphens do not matter.
    pub invite_code: String,
    /// The parts of the viewer's data that the club's leaders may see. If empty, they see none of the viewer's learning
    /// data. If omitted, a new member shares nothing, and a viewer who is already in the club keeps their shares.
    /// `updateClubSharing` can change them at any time.
    pub shares: Option<Vec<ClubShare>>,
}

/// The result of `joinClub`.
#[derive(SimpleObject)]
pub struct JoinClubPayload {
    /// The club, of which the viewer is now a member.
    club: Option<Club>,
    /// The problems with the input; empty on success. Codes: `UNKNOWN_INVITE_CODE` (also for revoked codes),
    /// `INVITATION_EXPIRED`, `INVITATION_USED_UP`, `CLUB_ARCHIVED`, `TOO_MANY_ATTEMPTS`.
    errors: ListOf<UserError>,
}

/// The club to leave.
#[derive(InputObject)]
pub struct LeaveClubInput {
    /// The id of the club.
    pub club_id: ID,
}

/// The result of `leaveClub`.
#[derive(SimpleObject)]
pub struct LeaveClubPayload {
    /// The id of the viewer's membership, which no longer exists.
    deleted_club_membership_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`, `LAST_LEADER`.
    errors: ListOf<UserError>,
}

/// The parts of the viewer's data to share with a club's leaders.
#[derive(InputObject)]
pub struct UpdateClubSharingInput {
    /// The id of the club.
    pub club_id: ID,
    /// All parts that the leaders may see from now on. If empty, they see none of the viewer's learning data.
    pub shares: Vec<ClubShare>,
}

/// The result of `updateClubSharing`.
#[derive(SimpleObject)]
pub struct UpdateClubSharingPayload {
    /// The viewer's membership.
    club_membership: Option<ClubMembership>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The mutations to join and leave clubs, and to change what a member shares.
#[derive(Default)]
pub struct JoinMutation;

#[Object]
impl JoinMutation {
    /// Joins a club with an invite code. If the viewer is already in the club, they keep their role and the invitation
    /// is not used up; `shares`, if given, replaces what they share, and a personal invitation sets a missing `alias`.
    /// Requires a login.
    async fn join_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: JoinClubInput,
    ) -> Result<Option<JoinClubPayload>, ApiError> {
        let request = request(context);
        let joined = app::join(&request.caller, &input.invite_code, input.shares.map(sharing)).await;
        let (id, errors) = settle(joined, context)?;
        Ok(Some(JoinClubPayload { club: club(context, id).await?, errors }))
    }

    /// Leaves a club. The viewer keeps all learning progress; the club's leaders no longer see any of it. Requires a
    /// login.
    async fn leave_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: LeaveClubInput,
    ) -> Result<Option<LeaveClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubId::from_global_or_nil(&input.club_id);
        let left = app::leave(&request.caller, id).await;
        let (left, errors) = settle(left, context)?;
        Ok(Some(LeaveClubPayload { deleted_club_membership_id: left.map(global_id), errors }))
    }

    /// Sets the parts of the viewer's data that a club's leaders may see from now on. Requires a login.
    async fn update_club_sharing(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The shared parts.")] input: UpdateClubSharingInput,
    ) -> Result<Option<UpdateClubSharingPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubId::from_global_or_nil(&input.club_id);
        let updated = app::update_sharing(&request.caller, id, sharing(input.shares)).await;
        let (id, errors) = settle(updated, context)?;
        Ok(Some(UpdateClubSharingPayload { club_membership: membership(context, id).await?, errors }))
    }
}

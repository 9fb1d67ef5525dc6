//! The mutations that make, withdraw and decide join requests.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::ClubJoinRequest;
use super::sharing::{ClubShare, sharing};
use crate::app::clubs as app;
use crate::domain::ids::{ClubId, ClubJoinRequestId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// A request to join a club.
#[derive(InputObject)]
pub struct RequestToJoinClubInput {
    /// The id of the club, one of `Organization.openClubs`.
    pub club_id: ID,
    /// A message for the club's leaders, 1 to 1,000 characters.
    pub message: Option<String>,
    /// The parts of the viewer's data that the leaders may see once the viewer is in the club. If empty, they see none
    /// of the viewer's learning data.
    #[graphql(default)]
    pub shares: Vec<ClubShare>,
}

/// The result of `requestToJoinClub`.
#[derive(SimpleObject)]
pub struct RequestToJoinClubPayload {
    /// The request.
    club_join_request: Option<ClubJoinRequest>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (there is no club with this id that accepts
    /// requests), `INVALID_REASON` (the message), `ALREADY_MEMBER`, `TOO_MANY_JOIN_REQUESTS`,
    /// `CLUB_ARCHIVED`.
    errors: ListOf<UserError>,
}

/// The join request to withdraw.
#[derive(InputObject)]
pub struct WithdrawJoinRequestInput {
    /// The id of the request.
    pub id: ID,
}

/// The result of `withdrawJoinRequest`.
#[derive(SimpleObject)]
pub struct WithdrawJoinRequestPayload {
    /// The request.
    club_join_request: Option<ClubJoinRequest>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`, `ALREADY_DECIDED`.
    errors: ListOf<UserError>,
}

/// A decision on a join request.
#[derive(InputObject)]
pub struct DecideJoinRequestInput {
    /// The id of the request.
    pub id: ID,
    /// Whether to admit the requester.
    pub accept: bool,
}

/// The result of `decideJoinRequest`.
#[derive(SimpleObject)]
pub struct DecideJoinRequestPayload {
    /// The request, with its new status.
    club_join_request: Option<ClubJoinRequest>,
    /// The id of the request, which is no longer in `Club.joinRequests`, because that list contains only open requests.
    deleted_club_join_request_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the request does not exist, or is to a club
    /// that the viewer does not lead), `ALREADY_DECIDED`; on acceptance, `CLUB_ARCHIVED`, `ACCOUNT_DISABLED` and
    /// `ACCOUNT_AWAITS_DELETION` (the requester's account).
    errors: ListOf<UserError>,
}

/// The mutations of join requests.
#[derive(Default)]
pub struct JoinRequestMutation;

#[Object]
impl JoinRequestMutation {
    /// Asks to join a club that accepts requests. If the viewer already has an open request to the club, its message
    /// and shares are replaced. Requires a login.
    async fn request_to_join_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: RequestToJoinClubInput,
    ) -> Result<Option<RequestToJoinClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let club = ClubId::from_global_or_nil(&input.club_id);
        let shares = sharing(input.shares);
        let requested = app::request_to_join(&request.caller, club, input.message.as_deref(), shares).await;
        let (id, errors) = settle(requested, context)?;
        Ok(Some(RequestToJoinClubPayload { club_join_request: join_request(context, id).await?, errors }))
    }

    /// Withdraws one of the viewer's own join requests. Requires a login.
    async fn withdraw_join_request(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The request.")] input: WithdrawJoinRequestInput,
    ) -> Result<Option<WithdrawJoinRequestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubJoinRequestId::from_global_or_nil(&input.id);
        let withdrawn = app::withdraw_request(&request.caller, id).await.map(|()| id);
        let (id, errors) = settle(withdrawn, context)?;
        Ok(Some(WithdrawJoinRequestPayload { club_join_request: join_request(context, id).await?, errors }))
    }

    /// Accepts or declines a request to join a club. For the club's leaders. An accepted requester becomes a member at
    /// once, and shares the parts of their data that the request lists.
    async fn decide_join_request(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The decision.")] input: DecideJoinRequestInput,
    ) -> Result<Option<DecideJoinRequestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubJoinRequestId::from_global_or_nil(&input.id);
        let decided = app::decide_request(&request.caller, id, input.accept).await.map(|()| id);
        let (id, errors) = settle(decided, context)?;
        Ok(Some(DecideJoinRequestPayload {
            club_join_request: join_request(context, id).await?,
            deleted_club_join_request_id: id.map(global_id),
            errors,
        }))
    }
}

async fn join_request(
    context: &Context<'_>,
    id: Option<ClubJoinRequestId>,
) -> Result<Option<ClubJoinRequest>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(ClubJoinRequest))
}

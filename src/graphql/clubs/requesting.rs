//! Asking to join a club, and answering.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::ClubJoinRequest;
use super::sharing::{ClubShare, sharing};
use crate::app::clubs as app;
use crate::domain::ids::{ClubId, ClubJoinRequestId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A club to ask.
#[derive(InputObject)]
pub struct RequestToJoinClubInput {
    /// The club, one of `Organization.openClubs`.
    pub club_id: ID,
    /// What to say to its leaders, 1 to 1,000 characters.
    pub message: Option<String>,
    /// What they may see of the viewer in the club; without it, nothing but the display name.
    #[graphql(default)]
    pub shares: Vec<ClubShare>,
}

/// What came of `requestToJoinClub`.
#[derive(SimpleObject)]
pub struct RequestToJoinClubPayload {
    /// The request; null: see `errors`.
    request: Option<ClubJoinRequest>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (no club that accepts requests), `INVALID_REASON` (the
    /// message), `ALREADY_MEMBER`, `TOO_MANY_REQUESTS`.
    errors: Vec<UserError>,
}

/// A request to take back.
#[derive(InputObject)]
pub struct WithdrawJoinRequestInput {
    /// The request.
    pub id: ID,
}

/// What came of `withdrawJoinRequest`.
#[derive(SimpleObject)]
pub struct WithdrawJoinRequestPayload {
    /// The request; null: see `errors`.
    request: Option<ClubJoinRequest>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`, `ALREADY_DECIDED`.
    errors: Vec<UserError>,
}

/// An answer to a request.
#[derive(InputObject)]
pub struct DecideJoinRequestInput {
    /// The request.
    pub id: ID,
    /// Whether who asks is let in.
    pub accept: bool,
}

/// What came of `decideJoinRequest`.
#[derive(SimpleObject)]
pub struct DecideJoinRequestPayload {
    /// The request; null: see `errors`.
    request: Option<ClubJoinRequest>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (no such request to a club that the viewer leads),
    /// `ALREADY_DECIDED`.
    errors: Vec<UserError>,
}

/// Asking to join a club, and answering.
#[derive(Default)]
pub struct RequestingMutation;

#[Object]
impl RequestingMutation {
    /// Asks to join a club that accepts requests. Who has asked already, and was not answered, says it anew. Somebody has to be
    /// logged in.
    async fn request_to_join_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: RequestToJoinClubInput,
    ) -> Result<Option<RequestToJoinClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let club = ClubId::from_global_or_nil(&input.club_id);
        let shares = sharing(input.shares);
        let asked = app::request_to_join(&request.caller, club, input.message.as_deref(), shares).await;
        let (id, errors) = settle(asked, request.language)?;
        Ok(Some(RequestToJoinClubPayload { request: found(context, id).await?, errors }))
    }

    /// Takes a request of the viewer's back. Somebody has to be logged in.
    async fn withdraw_join_request(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The request.")] input: WithdrawJoinRequestInput,
    ) -> Result<Option<WithdrawJoinRequestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubJoinRequestId::from_global_or_nil(&input.id);
        let withdrawn = app::withdraw_request(&request.caller, id).await.map(|()| id);
        let (id, errors) = settle(withdrawn, request.language)?;
        Ok(Some(WithdrawJoinRequestPayload { request: found(context, id).await?, errors }))
    }

    /// Answers a request to join a club, for its leaders. Who is let in is in the club from now on, and shares what the request
    /// says.
    async fn decide_join_request(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The answer.")] input: DecideJoinRequestInput,
    ) -> Result<Option<DecideJoinRequestPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubJoinRequestId::from_global_or_nil(&input.id);
        let decided = app::decide_request(&request.caller, id, input.accept).await.map(|()| id);
        let (id, errors) = settle(decided, request.language)?;
        Ok(Some(DecideJoinRequestPayload { request: found(context, id).await?, errors }))
    }
}

async fn found(
    context: &Context<'_>,
    id: Option<ClubJoinRequestId>,
) -> Result<Option<ClubJoinRequest>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(ClubJoinRequest))
}

//! The queries of clubs.

use async_graphql::{Context, ID, Object, OneofObject};

use super::{Club, InvitedClub, club};
use crate::app::clubs as app;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;

/// Identifies one club.
#[derive(OneofObject)]
pub enum ClubBy {
    /// By its global id.
    Id(ID),
}

/// The queries of clubs.
#[derive(Default)]
pub struct ClubQuery;

#[Object]
impl ClubQuery {
    /// One club. Null if it does not exist, or the viewer is not in it.
    async fn club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id.")] by: ClubBy,
    ) -> Result<Option<Club>, ApiError> {
        let ClubBy::Id(id) = by;
        club(context, ClubId::from_global(&id)).await
    }

    /// The club to which an invite code admits. Show it to people before they join. Null if the code admits nobody.
    /// Requires no login. Attempts are counted as in `joinClub`: after too many, the query fails with
    /// `TOO_MANY_ATTEMPTS`, and `extensions.retryAfterSeconds` says how long to wait.
    async fn invited_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The invite code, as in `joinClub`.")] invite_code: String,
    ) -> Result<Option<InvitedClub>, ApiError> {
        Ok(app::invited_club(&request(context).caller, &invite_code).await?.map(InvitedClub))
    }
}

//! The queries of clubs.

use async_graphql::{Context, ID, Object};

use super::{Club, club};
use crate::domain::ids::ClubId;
use crate::graphql::errors::ApiError;

/// The queries of clubs.
#[derive(Default)]
pub struct ClubQuery;

#[Object]
impl ClubQuery {
    /// The club with an id; null if it does not exist or the viewer is not in it.
    async fn club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club's global id.")] id: ID,
    ) -> Result<Option<Club>, ApiError> {
        club(context, ClubId::from_global(&id)).await
    }
}

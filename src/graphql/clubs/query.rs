//! Entry points into clubs.

use async_graphql::{Context, ID, Object};

use super::{Club, club};
use crate::domain::ids::ClubId;
use crate::graphql::errors::ApiError;

/// Entry points into clubs.
#[derive(Default)]
pub struct ClubsQuery;

#[Object]
impl ClubsQuery {
    /// One club; null: there is none under this id, or the viewer is not in it.
    async fn club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "Its global id.")] id: ID,
    ) -> Result<Option<Club>, ApiError> {
        club(context, ClubId::from_global(&id)).await
    }
}

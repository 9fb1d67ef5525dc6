//! Entry points into clubs.

use async_graphql::{Context, ID, Object};

use super::Club;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
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
        let Some(id) = ClubId::from_global(&id) else { return Ok(None) };
        Ok(request(context).loader().load_one(id).await?.map(Club))
    }
}

//! The queries of clubs.

use async_graphql::{Context, ID, Object, OneofObject};

use super::{Club, club};
use crate::domain::ids::ClubId;
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
    /// One club; null if it does not exist or the viewer is not in it.
    async fn club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The id.")] by: ClubBy,
    ) -> Result<Option<Club>, ApiError> {
        let ClubBy::Id(id) = by;
        club(context, ClubId::from_global(&id)).await
    }
}

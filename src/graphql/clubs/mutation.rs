//! Founding clubs, and saying what they are.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};

use super::{Club, club};
use crate::app::clubs::{self as app, ClubUpdate, NewClub};
use crate::domain::ids::{ClubId, OrganizationId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A club to found.
#[derive(InputObject)]
pub struct CreateClubInput {
    /// Its name, 1 to 80 characters.
    pub name: String,
    /// The directory's organization that it belongs to. A club that accepts requests has to belong to one.
    pub organization_id: Option<ID>,
    /// Where it meets: a code of ISO 3166, such as `KZ-33`.
    pub area: Option<String>,
    /// Whether it is listed with its organization, and anyone may ask to join.
    #[graphql(default)]
    pub accepts_requests: bool,
}

/// What came of `createClub`.
#[derive(SimpleObject)]
pub struct CreateClubPayload {
    /// The new club; null: see `errors`.
    club: Option<Club>,
    /// What is wrong with the input; empty: nothing. Codes: `FORBIDDEN`, `INVALID_NAME`, `NOT_FOUND` (the organization),
    /// `INVALID_AREA`, `REQUIRED` (the organization, where the club accepts requests).
    errors: Vec<UserError>,
}

/// What of a club is to change; what is left out stays.
#[derive(InputObject)]
pub struct UpdateClubInput {
    /// The club.
    pub club_id: ID,
    /// Its name, 1 to 80 characters.
    pub name: Option<String>,
    /// The directory's organization that it belongs to; null: none.
    pub organization_id: MaybeUndefined<ID>,
    /// Where it meets: a code of ISO 3166, such as `KZ-33`; null: not said.
    pub area: MaybeUndefined<String>,
    /// Whether it is listed with its organization, and anyone may ask to join.
    pub accepts_requests: Option<bool>,
}

/// What came of `updateClub`.
#[derive(SimpleObject)]
pub struct UpdateClubPayload {
    /// The club; null: see `errors`.
    club: Option<Club>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (the viewer leads no such club, or there is no such
    /// organization), `INVALID_NAME`, `INVALID_AREA`, `REQUIRED` (the organization, where the club accepts requests),
    /// `NO_CHANGES`.
    errors: Vec<UserError>,
}

/// Founding clubs, and saying what they are.
#[derive(Default)]
pub struct ClubsMutation;

#[Object]
impl ClubsMutation {
    /// Founds a club; the viewer becomes its first leader. Needs the role LEADER, EDITOR or ADMIN.
    async fn create_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: CreateClubInput,
    ) -> Result<Option<CreateClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let new = NewClub {
            name: input.name,
            organization_id: input.organization_id.map(|id| OrganizationId::from_global_or_nil(&id)),
            area: input.area,
            accepts_requests: input.accepts_requests,
        };
        let created = app::create(&request.caller, new).await.map(|club| club.id);
        let (id, errors) = settle(created, request.language)?;
        Ok(Some(CreateClubPayload { club: club(context, id).await?, errors }))
    }

    /// Changes what a club is, for its leaders.
    async fn update_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "What is to change.")] input: UpdateClubInput,
    ) -> Result<Option<UpdateClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let (id, change) = update(input);
        let updated = app::update(&request.caller, id, change).await.map(|()| id);
        let (id, errors) = settle(updated, request.language)?;
        Ok(Some(UpdateClubPayload { club: club(context, id).await?, errors }))
    }
}

fn update(input: UpdateClubInput) -> (ClubId, ClubUpdate) {
    let id = ClubId::from_global_or_nil(&input.club_id);
    let organization_id = match input.organization_id {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(id) => Some(Some(OrganizationId::from_global_or_nil(&id))),
    };
    let area = match input.area {
        MaybeUndefined::Undefined => None,
        MaybeUndefined::Null => Some(None),
        MaybeUndefined::Value(code) => Some(Some(code)),
    };
    (id, ClubUpdate { name: input.name, organization_id, area, accepts_requests: input.accepts_requests })
}

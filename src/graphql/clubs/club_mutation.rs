//! The mutations that create clubs and change their details.

use async_graphql::{Context, ID, InputObject, MaybeUndefined, Object, SimpleObject};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::{Club, club};
use crate::app::clubs::{self as app, ClubChange, NewClub};
use crate::domain::ids::{ClubId, OrganizationId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A new club.
#[derive(InputObject)]
pub struct CreateClubInput {
    /// The name, 1 to 80 characters.
    pub name: String,
    /// The club's organization in the directory; required for a club that accepts join requests.
    pub organization_id: Option<ID>,
    /// The area where the club meets: an ISO 3166 code, such as `KZ-33`.
    pub area: Option<String>,
    /// Whether the club is listed with its organization, and anyone may ask to join it.
    #[graphql(default)]
    pub accepts_join_requests: bool,
    /// The IANA time zone in which the days of assignments begin, at 04:00. Defaults to that of the viewer.
    pub time_zone: Option<String>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns what it created the first time, and creates nothing new.
    pub client_mutation_id: Option<Uuid>,
}

/// The result of `createClub`.
#[derive(SimpleObject)]
pub struct CreateClubPayload {
    /// The new club.
    club: Option<Club>,
    /// The problems with the input; empty on success. Codes: `FORBIDDEN` (the viewer's role does not allow leading
    /// clubs), `INVALID_NAME`, `NOT_FOUND` (the organization), `INVALID_AREA`, `UNKNOWN_TIME_ZONE`, `REQUIRED` (the
    /// organization, if the club accepts join requests); if the mutation is sent again, also `DELETED_SINCE`, and
    /// `NOT_FOUND` at `clientMutationId` (the viewer has left the club since).
    errors: ListOf<UserError>,
}

/// Changes to a club; omitted fields stay as they are.
#[derive(InputObject)]
pub struct UpdateClubInput {
    /// The id of the club.
    pub id: ID,
    /// The name, 1 to 80 characters.
    pub name: Option<String>,
    /// The club's organization in the directory, or null for none.
    pub organization_id: MaybeUndefined<ID>,
    /// The area where the club meets: an ISO 3166 code, such as `KZ-33`, or null for unspecified.
    pub area: MaybeUndefined<String>,
    /// Whether the club is listed with its organization, and anyone may ask to join it.
    pub accepts_join_requests: Option<bool>,
    /// The IANA time zone in which the days of assignments begin, at 04:00. Assignments that exist keep theirs.
    pub time_zone: Option<String>,
}

/// The result of `updateClub`.
#[derive(SimpleObject)]
pub struct UpdateClubPayload {
    /// The club.
    club: Option<Club>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead this club, or the
    /// organization does not exist), `INVALID_NAME`, `INVALID_AREA`, `UNKNOWN_TIME_ZONE`, `REQUIRED` (the organization,
    /// if the club accepts join requests), `NO_CHANGES`.
    errors: ListOf<UserError>,
}

/// The mutations that create clubs and change their details.
#[derive(Default)]
pub struct ClubMutation;

#[Object]
impl ClubMutation {
    /// Creates a club; the viewer becomes its first leader. Requires the role LEADER, EDITOR or ADMIN.
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
            accepts_requests: input.accepts_join_requests,
            time_zone: input.time_zone,
            client_mutation_id: input.client_mutation_id,
        };
        let created = app::create(&request.caller, new).await;
        let (id, errors) = settle(created, context)?;
        Ok(Some(CreateClubPayload { club: club(context, id).await?, errors }))
    }

    /// Changes a club's details. For its leaders.
    async fn update_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The changes.")] input: UpdateClubInput,
    ) -> Result<Option<UpdateClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let (id, change) = update(input);
        let updated = app::update(&request.caller, id, change).await.map(|()| id);
        let (id, errors) = settle(updated, context)?;
        Ok(Some(UpdateClubPayload { club: club(context, id).await?, errors }))
    }
}

fn update(input: UpdateClubInput) -> (ClubId, ClubChange) {
    let id = ClubId::from_global_or_nil(&input.id);
    let change = ClubChange {
        name: input.name,
        organization_id: input.organization_id.map_value(|id| OrganizationId::from_global_or_nil(&id)).into(),
        area: input.area.into(),
        accepts_requests: input.accepts_join_requests,
        time_zone: input.time_zone,
    };
    (id, change)
}

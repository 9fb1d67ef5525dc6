//! Founding, joining and leaving clubs.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};

use super::Club;
use crate::app::{AppError, clubs as app};
use crate::domain::ids::{ClubId, OrganizationId};
use crate::domain::problem::Problem;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// A club to found.
#[derive(InputObject)]
pub struct CreateClubInput {
    /// Its name, 1 to 80 characters.
    pub name: String,
    /// The directory's organization that it belongs to.
    pub organization_id: Option<ID>,
}

/// A club to join.
#[derive(InputObject)]
pub struct JoinClubInput {
    /// The code that the club's leader gave; case, spaces and hyphens don't matter.
    pub invite_code: String,
}

/// A club to leave.
#[derive(InputObject)]
pub struct LeaveClubInput {
    /// The club.
    pub club_id: ID,
}

/// What came of `createClub`.
#[derive(SimpleObject)]
pub struct CreateClubPayload {
    /// The new club; null: see `errors`.
    club: Option<Club>,
    /// What is wrong with the input; empty: nothing. Codes: `FORBIDDEN`, `INVALID_NAME`, `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// What came of `joinClub`.
#[derive(SimpleObject)]
pub struct JoinClubPayload {
    /// The club that the viewer is in now; null: see `errors`.
    club: Option<Club>,
    /// What is wrong with the input; empty: nothing. Codes: `UNKNOWN_INVITE_CODE`, `TOO_MANY_ATTEMPTS`.
    errors: Vec<UserError>,
}

/// What came of `leaveClub`.
#[derive(SimpleObject)]
pub struct LeaveClubPayload {
    /// The id of the club that the viewer is no longer in; null: see `errors`.
    club_id: Option<ID>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`, `LAST_LEADER`.
    errors: Vec<UserError>,
}

/// Founding, joining and leaving clubs.
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
        let organization = input.organization_id.map(|id| {
            let unknown = || AppError::refused_at(Problem::NotFound, "organizationId");
            OrganizationId::from_global(&id).ok_or_else(unknown)
        });
        let created = match organization.transpose() {
            Ok(organization) => {
                app::create(&request.caller, &input.name, organization).await.map(|club| club.id)
            }
            Err(error) => request.caller.viewer().and(Err(error)),
        };
        let (id, errors) = settle(created, request.language)?;
        Ok(Some(CreateClubPayload { club: club(context, id).await?, errors }))
    }

    /// Joins a club by its invite code. Who is in it already stays what they are. Somebody has to be logged in.
    async fn join_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: JoinClubInput,
    ) -> Result<Option<JoinClubPayload>, ApiError> {
        let request = request(context);
        let joined = app::join(&request.caller, &input.invite_code).await;
        let (id, errors) = settle(joined, request.language)?;
        Ok(Some(JoinClubPayload { club: club(context, id).await?, errors }))
    }

    /// Leaves a club. What the viewer has learned stays theirs; the club's leaders no longer see it.
    async fn leave_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: LeaveClubInput,
    ) -> Result<Option<LeaveClubPayload>, ApiError> {
        let request = request(context);
        let left = match ClubId::from_global(&input.club_id) {
            Some(id) => app::leave(&request.caller, id).await,
            None => request.caller.viewer().and(Err(AppError::refused_at(Problem::NotFound, "clubId"))),
        };
        let (left, errors) = settle(left, request.language)?;
        Ok(Some(LeaveClubPayload { club_id: left.map(|()| input.club_id), errors }))
    }
}

async fn club(context: &Context<'_>, id: Option<ClubId>) -> Result<Option<Club>, ApiError> {
    let Some(id) = id else { return Ok(None) };
    Ok(request(context).loader().load_one(id).await?.map(Club))
}

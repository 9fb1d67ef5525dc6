//! The mutations that archive and delete clubs.

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use graphql_engine::ListOf;

use super::{Club, club};
use crate::app::clubs as app;
use crate::domain::ids::ClubId;
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};

/// The club to archive.
#[derive(InputObject)]
pub struct ArchiveClubInput {
    /// The id of the club.
    pub id: ID,
}

/// The result of `archiveClub`.
#[derive(SimpleObject)]
pub struct ArchiveClubPayload {
    /// The club.
    club: Option<Club>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead this club).
    errors: ListOf<UserError>,
}

/// The club to unarchive.
#[derive(InputObject)]
pub struct UnarchiveClubInput {
    /// The id of the club.
    pub id: ID,
}

/// The result of `unarchiveClub`.
#[derive(SimpleObject)]
pub struct UnarchiveClubPayload {
    /// The club.
    club: Option<Club>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead this club).
    errors: ListOf<UserError>,
}

/// The club to delete.
#[derive(InputObject)]
pub struct DeleteClubInput {
    /// The id of the club.
    pub id: ID,
}

/// The result of `deleteClub`.
#[derive(SimpleObject)]
pub struct DeleteClubPayload {
    /// The id of the deleted club.
    deleted_club_id: Option<ID>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the club does not exist, or the viewer
    /// neither leads it nor is an admin), `REAUTHENTICATION_REQUIRED`.
    errors: ListOf<UserError>,
}

/// The mutations that archive and delete clubs.
#[derive(Default)]
pub struct ClubArchiveMutation;

#[Object]
impl ClubArchiveMutation {
    /// Archives a club: it stays readable, but accepts no new members, invitations or assignments, and shows no live
    /// activity. Archiving an archived club changes nothing. For its leaders.
    async fn archive_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: ArchiveClubInput,
    ) -> Result<Option<ArchiveClubPayload>, ApiError> {
        let (club, errors) = set_archived(context, &input.id, true).await?;
        Ok(Some(ArchiveClubPayload { club, errors }))
    }

    /// Reverses `archiveClub`: the club accepts members, invitations and assignments again. For its leaders.
    async fn unarchive_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: UnarchiveClubInput,
    ) -> Result<Option<UnarchiveClubPayload>, ApiError> {
        let (club, errors) = set_archived(context, &input.id, false).await?;
        Ok(Some(UnarchiveClubPayload { club, errors }))
    }

    /// Deletes a club with its memberships, invitations, join requests and assignments. The members keep their cards,
    /// their review logs and their access logs. For the club's leaders and for admins. Requires a login, or
    /// `reauthenticate`, within the last 15 minutes.
    async fn delete_club(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The club.")] input: DeleteClubInput,
    ) -> Result<Option<DeleteClubPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubId::from_global_or_nil(&input.id);
        let (deleted, errors) = settle(app::delete(&request.caller, id).await, context)?;
        Ok(Some(DeleteClubPayload { deleted_club_id: deleted.map(|()| input.id), errors }))
    }
}

async fn set_archived(
    context: &Context<'_>,
    id: &str,
    is_archived: bool,
) -> Result<(Option<Club>, ListOf<UserError>), ApiError> {
    let request = request(context);
    request.caller.viewer()?;
    let id = ClubId::from_global_or_nil(id);
    let set = app::set_archived(&request.caller, id, is_archived).await.map(|()| id);
    let (id, errors) = settle(set, context)?;
    Ok((club(context, id).await?, errors))
}

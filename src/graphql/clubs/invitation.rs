//! Invitations to clubs and their mutations, for the clubs' leaders; and what an invited person may know of the club.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};
use graphql_engine::ListOf;
use uuid::Uuid;

use super::Club;
use crate::app::AppError;
use crate::app::clubs::{self as app, NewInvitation};
use crate::domain::clubs as domain;
use crate::domain::ids::{ClubId, ClubInvitationId};
use crate::graphql::context::request;
use crate::graphql::directory::{Organization, organization_by_id};
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::lenient::Written;
use crate::graphql::scalars::global_id;

/// A code that admits people to a club.
#[derive(Clone)]
pub struct ClubInvitation(pub Arc<domain::Invitation>);

/// An invitation to a club: whoever has its code can join (`joinClub`). Visible only to the club's leaders.
#[Object]
impl ClubInvitation {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club; null if the viewer is no longer in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// The code, in two groups of five characters.
    async fn code(&self) -> String {
        self.0.code.grouped()
    }

    /// The leaders' own label for the invitation, such as the name of the invited person; null if there is none.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// When the invitation was created.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// The time at which the invitation expires; null if it does not expire.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// The number of people whom the invitation admits; null if unlimited.
    async fn max_uses(&self) -> Option<u32> {
        self.0.max_uses
    }

    /// The number of people whom the invitation has admitted. Repeated uses by members do not count.
    async fn uses(&self) -> u32 {
        self.0.uses
    }

    /// When a leader revoked the invitation; null if it is not revoked. A revoked invitation admits nobody.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// Whether the invitation admits people now.
    async fn is_usable(&self, context: &Context<'_>) -> bool {
        self.0.problem(request(context).now()).is_none()
    }
}

/// A club that people may join by an invite code.
pub struct InvitedClub(pub domain::InvitedClub);

/// What an invite code reveals about a club to someone who has not joined it.
#[Object]
impl InvitedClub {
    /// The name of the club.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The club's organization in the directory; null if it has none.
    async fn organization(&self, context: &Context<'_>) -> Result<Option<Organization>, ApiError> {
        organization_by_id(context, self.0.organization_id).await
    }

    /// The area where the club meets: an ISO 3166 code, such as `KZ-33`; null if unspecified.
    async fn area(&self) -> Option<&str> {
        self.0.area.as_deref()
    }

    /// The display names of the club's leaders, in the order of joining. They will see what a new member shares.
    async fn leaders(&self) -> &[String] {
        &self.0.leaders
    }

    /// The number of members, not counting the leaders.
    async fn member_count(&self) -> u32 {
        self.0.members
    }
}

/// A new invitation.
#[derive(InputObject)]
pub struct CreateClubInvitationInput {
    /// The id of the club.
    pub club_id: ID,
    /// The time at which the invitation expires, at most 366 days from now. If omitted, the invitation does not expire.
    pub expires_at: Option<Written<DateTime<Utc>>>,
    /// The number of people whom the invitation admits, 1 to 1,000. If omitted, the number is unlimited.
    pub max_uses: Option<i32>,
    /// The leaders' own label for the invitation, such as the name of the invited person: 1 to 80 characters.
    pub label: Option<String>,
    /// A UUID that the client generates for this mutation. If the response is lost, the client can send the mutation
    /// again with the same UUID. The mutation then returns what it created the first time, and creates nothing new.
    pub client_mutation_id: Option<Uuid>,
}

/// The result of `createClubInvitation`.
#[derive(SimpleObject)]
pub struct CreateClubInvitationPayload {
    /// The invitation.
    club_invitation: Option<ClubInvitation>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND` (the viewer does not lead this club),
    /// `INVALID_EXPIRY`, `INVALID_MAX_USES`, `INVALID_NAME` (the label), `TOO_MANY_INVITATIONS`,
    /// `CLUB_ARCHIVED`.
    errors: ListOf<UserError>,
}

/// The invitation to revoke.
#[derive(InputObject)]
pub struct RevokeClubInvitationInput {
    /// The id of the invitation.
    pub id: ID,
}

/// The result of `revokeClubInvitation`.
#[derive(SimpleObject)]
pub struct RevokeClubInvitationPayload {
    /// The invitation.
    club_invitation: Option<ClubInvitation>,
    /// The problems with the input; empty on success. Codes: `NOT_FOUND`.
    errors: ListOf<UserError>,
}

/// The mutations of invitations.
#[derive(Default)]
pub struct InvitationMutation;

#[Object]
impl InvitationMutation {
    /// Creates an invitation to a club, with a new code. For the club's leaders. Existing invitations stay valid.
    async fn create_club_invitation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The invitation.")] input: CreateClubInvitationInput,
    ) -> Result<Option<CreateClubInvitationPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let club = ClubId::from_global_or_nil(&input.club_id);
        let created = async { app::create_invitation(&request.caller, club, new_invitation(input)?).await };
        let (created, errors) = settle(created.await, context)?;
        Ok(Some(CreateClubInvitationPayload {
            club_invitation: created.map(|row| ClubInvitation(row.into())),
            errors,
        }))
    }

    /// Revokes an invitation: from now on, it admits nobody. For the club's leaders. Members who joined with it stay.
    async fn revoke_club_invitation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The invitation.")] input: RevokeClubInvitationInput,
    ) -> Result<Option<RevokeClubInvitationPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubInvitationId::from_global_or_nil(&input.id);
        let revoked = app::revoke_invitation(&request.caller, id).await;
        let (revoked, errors) = settle(revoked, context)?;
        Ok(Some(RevokeClubInvitationPayload {
            club_invitation: revoked.map(|row| ClubInvitation(row.into())),
            errors,
        }))
    }
}

fn new_invitation(input: CreateClubInvitationInput) -> Result<NewInvitation, AppError> {
    Ok(NewInvitation {
        label: input.label,
        expires_at: input.expires_at.map(|moment| moment.read_at("expiresAt")).transpose()?,
        max_uses: input.max_uses,
        client_mutation_id: input.client_mutation_id,
    })
}

//! Invitations into clubs, for their leaders.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use chrono::{DateTime, Utc};

use super::Club;
use crate::app::clubs::{self as app, NewInvitation};
use crate::domain::clubs as domain;
use crate::domain::ids::{ClubId, ClubInvitationId};
use crate::graphql::context::request;
use crate::graphql::errors::{ApiError, UserError, settle};
use crate::graphql::scalars::global_id;

/// A code that lets whoever knows it into a club.
#[derive(Clone)]
pub struct ClubInvitation(pub Arc<domain::Invitation>);

/// A code that lets whoever knows it into a club (`joinClub`). It is there for the club's leaders alone.
#[Object]
impl ClubInvitation {
    /// Opaque, globally unique id.
    pub async fn id(&self) -> ID {
        global_id(self.0.id)
    }

    /// The club; null: the viewer is no longer in it.
    async fn club(&self, context: &Context<'_>) -> Result<Option<Club>, ApiError> {
        super::club(context, Some(self.0.club_id)).await
    }

    /// The code, in two groups of five.
    async fn code(&self) -> String {
        self.0.code.grouped()
    }

    /// What leaders know it by, such as whom it is for; null: nothing was said.
    async fn label(&self) -> Option<&str> {
        self.0.label.as_deref()
    }

    /// When it was made.
    async fn created_at(&self) -> DateTime<Utc> {
        self.0.created_at
    }

    /// From when on it lets nobody in; null: it has no end.
    async fn expires_at(&self) -> Option<DateTime<Utc>> {
        self.0.expires_at
    }

    /// How many it lets in; null: any number.
    async fn max_uses(&self) -> Option<u32> {
        self.0.max_uses
    }

    /// How many it has let in; members who used it again are not counted.
    async fn uses(&self) -> u32 {
        self.0.uses
    }

    /// Since when it lets nobody in because a leader said so; null: none has.
    async fn revoked_at(&self) -> Option<DateTime<Utc>> {
        self.0.revoked_at
    }

    /// Whether it lets somebody in now.
    async fn is_usable(&self, context: &Context<'_>) -> bool {
        self.0.problem(request(context).now()).is_none()
    }
}

/// An invitation to make.
#[derive(InputObject)]
pub struct CreateClubInvitationInput {
    /// The club.
    pub club_id: ID,
    /// From when on it lets nobody in, at most 366 days from now; without it, it has no end.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many it lets in, 1 to 1,000; without it, any number.
    pub max_uses: Option<i32>,
    /// What leaders know it by, such as whom it is for: 1 to 80 characters.
    pub label: Option<String>,
}

/// What came of `createClubInvitation`.
#[derive(SimpleObject)]
pub struct CreateClubInvitationPayload {
    /// The invitation; null: see `errors`.
    invitation: Option<ClubInvitation>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND` (the viewer leads no such club), `INVALID_EXPIRY`,
    /// `INVALID_MAX_USES`, `INVALID_NAME` (the label), `TOO_MANY_INVITATIONS`.
    errors: Vec<UserError>,
}

/// An invitation to revoke.
#[derive(InputObject)]
pub struct RevokeClubInvitationInput {
    /// The invitation.
    pub id: ID,
}

/// What came of `revokeClubInvitation`.
#[derive(SimpleObject)]
pub struct RevokeClubInvitationPayload {
    /// The invitation; null: see `errors`.
    invitation: Option<ClubInvitation>,
    /// What is wrong with the input; empty: nothing. Codes: `NOT_FOUND`.
    errors: Vec<UserError>,
}

/// Inviting into clubs.
#[derive(Default)]
pub struct InvitationMutation;

#[Object]
impl InvitationMutation {
    /// Makes an invitation into a club, for its leaders: a new code, beside those that there are.
    async fn create_club_invitation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The invitation.")] input: CreateClubInvitationInput,
    ) -> Result<Option<CreateClubInvitationPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let new =
            NewInvitation { label: input.label, expires_at: input.expires_at, max_uses: input.max_uses };
        let club = ClubId::from_global_or_nil(&input.club_id);
        let made = app::create_invitation(&request.caller, club, new).await;
        let (made, errors) = settle(made, request.language)?;
        Ok(Some(CreateClubInvitationPayload {
            invitation: made.map(|row| ClubInvitation(row.into())),
            errors,
        }))
    }

    /// From now on the invitation lets nobody in; those whom it has let in stay. For the club's leaders.
    async fn revoke_club_invitation(
        &self,
        context: &Context<'_>,
        #[graphql(desc = "The invitation.")] input: RevokeClubInvitationInput,
    ) -> Result<Option<RevokeClubInvitationPayload>, ApiError> {
        let request = request(context);
        request.caller.viewer()?;
        let id = ClubInvitationId::from_global_or_nil(&input.id);
        let revoked = app::revoke_invitation(&request.caller, id).await;
        let (revoked, errors) = settle(revoked, request.language)?;
        Ok(Some(RevokeClubInvitationPayload {
            invitation: revoked.map(|row| ClubInvitation(row.into())),
            errors,
        }))
    }
}

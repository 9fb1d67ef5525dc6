//! Invitations, for a club's leaders.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::require_leader;
use crate::app::accounts::{count_address, count_invite_code_attempt};
use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::clubs::InvitationKey;
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{
    ClubMembership, Invitation, InviteCode, InvitedClub, MAX_USABLE_INVITATIONS, invitation_expiry,
    invitation_label, invitation_max_uses,
};
use crate::domain::ids::{ClubId, ClubInvitationId};
use crate::domain::problem::Problem;
use crate::random;

/// A new invitation.
#[derive(Debug, Default, Clone)]
pub struct NewInvitation {
    /// The leaders' own label for it.
    pub label: Option<String>,
    /// When it stops admitting people.
    pub expires_at: Option<DateTime<Utc>>,
    /// The number of people that it admits.
    pub max_uses: Option<i32>,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// Builds an invitation that is valid from now on.
pub(super) fn invitation(
    caller: &Caller,
    club_id: ClubId,
    new: NewInvitation,
) -> Result<Invitation, AppError> {
    let mut checks = Checks::default();
    let label = new.label.and_then(|text| checks.field("label", invitation_label(&text)));
    let expires_at =
        new.expires_at.and_then(|end| checks.field("expiresAt", invitation_expiry(end, caller.now)));
    let max_uses = new.max_uses.and_then(|uses| checks.field("maxUses", invitation_max_uses(uses)));
    checks.finish()?;
    Ok(Invitation {
        id: caller.new_id_in(club_id, new.client_mutation_id),
        club_id,
        code: InviteCode::from_random(random::bytes()),
        label,
        created_at: caller.now,
        expires_at,
        max_uses,
        uses: 0,
        revoked_at: None,
    })
}

/// Creates an invitation to a club that the caller leads. If the mutation is sent again, returns what it has created, even
/// if it could not create it any more.
pub async fn create_invitation(
    caller: &Caller,
    club: ClubId,
    new: NewInvitation,
) -> Result<Invitation, AppError> {
    caller.viewer()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            require_leader(caller, connection, club, "clubId").await?;
            if new.client_mutation_id.is_some() {
                let id: ClubInvitationId = caller.new_id_in(club, new.client_mutation_id);
                if let Some(existing) = lock_existing(caller, connection, club, &[id]).await?.pop() {
                    return Ok(existing);
                }
            }
            let invitation = invitation(caller, club, new.clone())?;
            check_invitation_limit(caller, connection, club, 1).await?;
            db::clubs::insert_invitations(connection, std::slice::from_ref(&invitation)).await?;
            Ok(invitation)
        })
        .await
}

/// Returns those of a club's invitations that exist because the mutation is sent again. Locks the club until the
/// transaction ends, so that the mutation does not run twice at once.
pub(super) async fn lock_existing(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    ids: &[ClubInvitationId],
) -> Result<Vec<Invitation>, AppError> {
    db::clubs::lock_club(connection, club).await?;
    Ok(db::clubs::invitations_by_ids(connection, caller.viewer()?.account.id, ids).await?)
}

/// Checks that a club is not archived, and that with `more` further invitations it stays within the limit of usable
/// ones. Locks the club until the transaction ends.
pub(super) async fn check_invitation_limit(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    more: usize,
) -> Result<(), AppError> {
    let locked = db::clubs::lock_club(connection, club).await?;
    locked.at("clubId")?.require_active().at("clubId")?;
    if db::clubs::count_usable(connection, club, caller.now).await? + more > MAX_USABLE_INVITATIONS {
        return Err(AppError::refused(Problem::TooManyInvitations));
    }
    Ok(())
}

/// Revokes an invitation: it admits nobody from now on. Members whom it has admitted stay.
pub async fn revoke_invitation(caller: &Caller, id: ClubInvitationId) -> Result<Invitation, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if db::clubs::invitations_by_ids(connection, viewer, &[id]).await?.is_empty() {
                return Err(AppError::refused_at(Problem::NotFound, "id"));
            }
            db::clubs::revoke_invitation(connection, id, caller.now).await?;
            // Read after the update, so that the number of uses is final.
            let found = db::clubs::invitations_by_ids(connection, viewer, &[id]).await?;
            found.into_iter().next().at("id")
        })
        .await
}

/// Returns the invitations with these ids that are to clubs that the caller leads.
pub async fn visible_invitations(
    caller: &Caller,
    ids: &[ClubInvitationId],
) -> Result<Vec<Invitation>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    Ok(db::clubs::invitations_by_ids(&mut connection, viewer.account.id, ids).await?)
}

/// Loads a page of a club's invitations, or of those that are usable now, newest first; `None` if the caller may not see
/// them. `own` is the caller's membership of the club.
pub async fn invitations_page(
    caller: &Caller,
    own: &ClubMembership,
    only_usable: bool,
    page: &PageRequest<InvitationKey>,
) -> Result<Option<Page<(InvitationKey, Invitation)>>, AppError> {
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let usable_at = only_usable.then_some(caller.now);
    Ok(Some(db::clubs::invitations_page(&mut connection, own.club_id, usable_at, page).await?))
}

/// Returns the code to give to new members for each of these clubs that the caller leads.
pub async fn invite_codes(
    caller: &Caller,
    clubs: &[ClubId],
) -> Result<HashMap<ClubId, InviteCode>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::clubs::invite_codes_of_led(&mut connection, viewer.account.id, clubs, caller.now).await?;
    Ok(found.into_iter().collect())
}

/// Returns the club that an invite code admits to at present, for people who decide whether to join it. Nobody has to be
/// logged in. Three SQL statements.
pub async fn invited_club(caller: &Caller, code: &str) -> Result<Option<InvitedClub>, AppError> {
    match &caller.viewer {
        Some(viewer) => count_invite_code_attempt(caller, viewer.account.id).await?,
        None => count_address(caller).await?,
    }
    let Some(code) = InviteCode::parse(code) else { return Ok(None) };
    let mut connection = caller.connection().await?;
    let found = db::clubs::invitation_by_code(&mut connection, &code).await?;
    match found.filter(|invitation| invitation.problem(caller.now).is_none()) {
        Some(invitation) => Ok(db::clubs::invited_club(&mut connection, invitation.club_id).await?),
        None => Ok(None),
    }
}

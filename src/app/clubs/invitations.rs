//! Invitations, for a club's leaders.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel_async::{AsyncConnection as _, AsyncPgConnection};

use super::led;
use crate::app::error::Checks;
use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::InvitationKey;
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{
    ClubMembership, ClubProblem, Invitation, InviteCode, MOST_USABLE, label, lifetime, max_uses,
};
use crate::domain::ids::{ClubId, ClubInvitationId};
use crate::domain::problem::Problem;
use crate::random;

/// An invitation to make.
#[derive(Debug, Default)]
pub struct NewInvitation {
    /// What leaders know it by.
    pub label: Option<String>,
    /// From when on it lets nobody in.
    pub expires_at: Option<DateTime<Utc>>,
    /// How many it lets in.
    pub max_uses: Option<i32>,
}

/// An invitation that begins now.
pub(super) fn invitation(
    caller: &Caller,
    club_id: ClubId,
    new: NewInvitation,
) -> Result<Invitation, AppError> {
    let mut checks = Checks::default();
    let known_as = new.label.and_then(|text| checks.field("label", label(&text)));
    let expires_at = new.expires_at.and_then(|end| checks.field("expiresAt", lifetime(end, caller.now)));
    let most = new.max_uses.and_then(|uses| checks.field("maxUses", max_uses(uses)));
    checks.finish()?;
    Ok(Invitation {
        id: ClubInvitationId::from(random::uuid_v7(caller.now)),
        club_id,
        code: InviteCode::from_random(random::bytes()),
        label: known_as,
        created_at: caller.now,
        expires_at,
        max_uses: most,
        uses: 0,
        revoked_at: None,
    })
}

/// Makes an invitation into a club that the caller leads.
pub async fn create_invitation(
    caller: &Caller,
    club: ClubId,
    new: NewInvitation,
) -> Result<Invitation, AppError> {
    caller.viewer()?;
    let made = invitation(caller, club, new)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            led(caller, connection, club).await?;
            check_room(caller, connection, club, 1).await?;
            Ok(db::clubs::insert_invitations(connection, std::slice::from_ref(&made)).await?)
        })
        .await?;
    Ok(made)
}

/// Whether so many more invitations may let somebody into a club, which nobody changes until the transaction ends.
pub(super) async fn check_room(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    more: usize,
) -> Result<(), AppError> {
    db::clubs::hold_club(connection, club).await?;
    if db::clubs::count_usable(connection, club, caller.now).await? + more > MOST_USABLE {
        return Err(AppError::refused(Problem::Club(ClubProblem::TooManyInvitations)));
    }
    Ok(())
}

/// From now on the invitation lets nobody in; those whom it has let in stay.
pub async fn revoke_invitation(caller: &Caller, id: ClubInvitationId) -> Result<Invitation, AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let unknown = || AppError::refused_at(Problem::NotFound, "id");
            if db::clubs::invitations_by_ids(connection, viewer, &[id]).await?.is_empty() {
                return Err(unknown());
            }
            db::clubs::revoke_invitation(connection, id, caller.now).await?;
            // Read after it, so that the number of uses is the last one.
            let found = db::clubs::invitations_by_ids(connection, viewer, &[id]).await?;
            found.into_iter().next().ok_or_else(unknown)
        })
        .await
}

/// Those of the invitations that are into clubs which the caller leads.
pub async fn visible_invitations(
    caller: &Caller,
    ids: &[ClubInvitationId],
) -> Result<Vec<Invitation>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    Ok(db::clubs::invitations_by_ids(&mut connection, viewer.account.id, ids).await?)
}

/// A page of a club's invitations, the newest first; none where the caller may not see them. `own` is the caller's
/// membership in the club.
pub async fn invitations_page(
    caller: &Caller,
    own: &ClubMembership,
    page: &PageRequest<InvitationKey>,
) -> Result<Option<Page<(InvitationKey, Invitation)>>, AppError> {
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::clubs::invitations_page(&mut connection, own.club_id, page).await?))
}

/// The codes to give to whoever is to join, of those of the clubs that the caller leads.
pub async fn invite_codes(
    caller: &Caller,
    clubs: &[ClubId],
) -> Result<HashMap<ClubId, InviteCode>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::clubs::invite_codes_of_led(&mut connection, viewer.account.id, clubs, caller.now).await?;
    Ok(found.into_iter().collect())
}

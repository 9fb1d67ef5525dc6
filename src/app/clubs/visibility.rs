//! Visibility: which clubs and memberships a caller may see.

use std::collections::HashMap;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::JoinedKey;
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{Club, ClubMembership};
use crate::domain::ids::{ClubId, ClubMembershipId};

/// Loads the clubs with these ids that the caller may see, each with the caller's own membership.
pub async fn visible(
    caller: &Caller,
    ids: &[ClubId],
) -> Result<HashMap<ClubId, (Club, ClubMembership)>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::clubs::clubs_of_member(&mut connection, viewer.account.id, ids).await?;
    Ok(found
        .into_iter()
        .filter(|(_, own)| access::may_see_club(Some(own.role)))
        .map(|(club, own)| (club.id, (club, own)))
        .collect())
}

/// Loads the memberships with these ids that the caller may see: their own, and those of clubs that they lead.
pub async fn visible_memberships(
    caller: &Caller,
    ids: &[ClubMembershipId],
) -> Result<Vec<ClubMembership>, AppError> {
    let viewer = caller.viewer()?;
    let mut connection = caller.connection().await?;
    let found = db::clubs::memberships_by_ids(&mut connection, ids).await?;
    drop(connection);
    let clubs: Vec<ClubId> = found.iter().map(|membership| membership.club_id).collect();
    let roles = visible(caller, &clubs).await?;
    let leads = |club: &ClubId| access::may_lead_club(roles.get(club).map(|(_, own)| own.role));
    Ok(found
        .into_iter()
        .filter(|membership| membership.learner_id == viewer.account.id || leads(&membership.club_id))
        .collect())
}

/// Returns a page of the caller's memberships, in the order of joining.
pub async fn own_memberships(
    caller: &Caller,
    page: &PageRequest<JoinedKey>,
) -> Result<Page<(JoinedKey, ClubMembership)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::memberships_of_learner(&mut connection, learner, page).await?)
}

//! Making, withdrawing and deciding join requests.

use std::collections::HashMap;

use super::own_membership::{admit, lock_for_new_member};
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::clubs::{JoinRequestKey, JoinRequestsOf};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::clubs::{
    ClubMembership, ClubRole, JoinRequest, JoinRequestStatus, MAX_OPEN_REQUESTS, OpenClub, Sharing,
};
use crate::domain::ids::{ClubId, ClubJoinRequestId, ClubMembershipId, OrganizationId};
use crate::domain::problem::Problem;
use crate::domain::remark::remark;
use crate::random;

/// Loads the clubs of these organizations that accept join requests. Anyone may see them. One SQL statement.
pub async fn open_clubs(
    caller: &Caller,
    organizations: &[OrganizationId],
) -> Result<Vec<(OrganizationId, OpenClub)>, AppError> {
    caller.read(async |connection| Ok(db::clubs::open_clubs(connection, organizations).await?)).await
}

/// Counts the open requests to these clubs, for those that the caller leads. One SQL statement.
pub async fn open_requests(caller: &Caller, clubs: &[ClubId]) -> Result<HashMap<ClubId, u32>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(HashMap::new()) };
    let mut connection = caller.connection().await?;
    let found = db::clubs::open_requests_of_led(&mut connection, viewer.account.id, clubs).await?;
    Ok(found.into_iter().collect())
}

/// Requests to join a club that accepts requests. If the caller already has an open request to the club, its message
/// and shares are replaced.
pub async fn request_to_join(
    caller: &Caller,
    club: ClubId,
    message: Option<&str>,
    sharing: Sharing,
) -> Result<ClubJoinRequestId, AppError> {
    let account = &caller.viewer()?.account;
    let message = message.map(remark).transpose().at("message")?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let open = db::clubs::club_for_requests(connection, club).await?;
            let (club_name, is_archived) = open.at("clubId")?;
            if is_archived {
                return Err(AppError::refused_at(Problem::ClubArchived, "clubId"));
            }
            // Serialized per learner, so that concurrent requests cannot exceed the limit.
            db::learning::begin_change(connection, account.id).await?;
            let (is_member, open) =
                db::clubs::membership_and_open_requests(connection, club, account.id).await?;
            if is_member {
                return Err(AppError::refused(Problem::AlreadyMember));
            }
            if open >= MAX_OPEN_REQUESTS {
                return Err(AppError::refused(Problem::TooManyJoinRequests));
            }
            let request = JoinRequest {
                id: ClubJoinRequestId::from(random::uuid_v7(caller.now)),
                club_id: club,
                club_name,
                learner_id: account.id,
                display_name: account.display_name.clone(),
                message: message.clone(),
                sharing,
                requested_at: caller.now,
                status: JoinRequestStatus::Open,
                decided_at: None,
            };
            Ok(db::clubs::put_request(connection, &request).await?)
        })
        .await
}

/// Withdraws one of the caller's join requests.
pub async fn withdraw_request(caller: &Caller, id: ClubJoinRequestId) -> Result<(), AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    let found = db::clubs::requests_by_ids(&mut connection, viewer, &[id]).await?;
    if !found.iter().any(|request| request.learner_id == viewer) {
        return Err(AppError::refused_at(Problem::NotFound, "id"));
    }
    let withdrawn = db::clubs::decide(&mut connection, id, JoinRequestStatus::Withdrawn, caller.now).await?;
    if withdrawn.is_some() { Ok(()) } else { Err(AppError::refused_at(Problem::RequestDecided, "id")) }
}

/// Accepts or declines a request to join a club that the caller leads. A disabled account and one that awaits its deletion
/// are not admitted.
pub async fn decide_request(caller: &Caller, id: ClubJoinRequestId, accept: bool) -> Result<(), AppError> {
    let viewer = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let found = db::clubs::requests_by_ids(connection, viewer, &[id]).await?;
            let request = found.into_iter().next().at("id")?;
            // The caller's own request would be found above, but only a leader may decide it.
            let own = db::clubs::clubs_of_member(connection, viewer, &[request.club_id]).await?;
            if !own.iter().any(|(_, own)| access::may_lead_club(Some(own.role))) {
                return Err(AppError::refused_at(Problem::NotFound, "id"));
            }
            if accept {
                // Locks of accounts come before those of clubs.
                let account = db::accounts::lock_against_changes(connection, request.learner_id).await?;
                account.at("id")?.require_active().at("id")?;
            }
            let locked = lock_for_new_member(connection, request.club_id, request.learner_id).await?;
            let club = locked.at("id")?;
            if accept {
                club.require_active().at("id")?;
            }
            let status = if accept { JoinRequestStatus::Accepted } else { JoinRequestStatus::Declined };
            // The requester may have changed the shares since the request was read.
            let sharing = db::clubs::decide(connection, id, status, caller.now).await?;
            let sharing = sharing.ok_or(Problem::RequestDecided).at("id")?;
            if accept {
                let member = ClubMembership {
                    id: ClubMembershipId::from(random::uuid_v7(caller.now)),
                    club_id: request.club_id,
                    learner_id: request.learner_id,
                    display_name: request.display_name,
                    // Not stored with the membership.
                    username: None,
                    alias: None,
                    role: ClubRole::Member,
                    joined_at: caller.now,
                    sharing,
                };
                admit(connection, &member, None).await?;
            }
            Ok(())
        })
        .await
}

/// Returns the join requests with these ids that the caller may see: their own, and those to clubs that they lead.
pub async fn visible_requests(
    caller: &Caller,
    ids: &[ClubJoinRequestId],
) -> Result<Vec<JoinRequest>, AppError> {
    let Some(viewer) = &caller.viewer else { return Ok(Vec::new()) };
    let mut connection = caller.connection().await?;
    Ok(db::clubs::requests_by_ids(&mut connection, viewer.account.id, ids).await?)
}

/// Loads a page of the caller's join requests, newest first.
pub async fn own_requests(
    caller: &Caller,
    page: &PageRequest<JoinRequestKey>,
) -> Result<Page<(JoinRequestKey, JoinRequest)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::requests_page(&mut connection, JoinRequestsOf::Learner(learner), page).await?)
}

/// Loads a page of the requests to join a club that wait for a decision, oldest first; `None` if the caller may not see
/// them. `own` is the caller's membership of the club.
pub async fn requests_to_club(
    caller: &Caller,
    own: &ClubMembership,
    page: &PageRequest<JoinRequestKey>,
) -> Result<Option<Page<(JoinRequestKey, JoinRequest)>>, AppError> {
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::clubs::requests_page(&mut connection, JoinRequestsOf::Club(own.club_id), page).await?))
}

//! Founding, joining and leaving clubs, and what their leaders see.

mod looking;

use std::collections::HashMap;

use diesel_async::AsyncConnection as _;

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{JoinedKey, MembershipsOf};
use crate::db::page::{Page, PageRequest};
use crate::domain::access::{self, Audience};
use crate::domain::accounts::DisplayName;
use crate::domain::clubs::{Club, ClubMembership, ClubRole, InviteCode, Shared, Sharing};
use crate::domain::ids::{AccountId, ClubId, ClubMembershipId, OrganizationId};
use crate::domain::learning::progress::MemberProgress;
use crate::domain::problem::Problem;
use crate::random;

/// Founds a club, whose first leader the caller is.
pub async fn create(
    caller: &Caller,
    name: &str,
    organization_id: Option<OrganizationId>,
) -> Result<Club, AppError> {
    let viewer = caller.viewer()?;
    if !access::may_create_club(&viewer.account) {
        return Err(AppError::refused(Problem::Forbidden));
    }
    let name = DisplayName::new(name).map_err(|problem| AppError::refused_at(problem, "name"))?;
    let club = Club {
        id: ClubId::from(random::uuid_v7(caller.now)),
        name: name.as_str().to_owned(),
        organization_id,
        invite_code: InviteCode::from_random(random::bytes()),
        created_at: caller.now,
    };
    let leader = membership(caller, club.id, ClubRole::Leader, Sharing::default())?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            if let Some(id) = organization_id
                && db::directory::organizations_by_ids(connection, &[id], Audience::Public).await?.is_empty()
            {
                return Err(AppError::refused_at(Problem::NotFound, "organizationId"));
            }
            db::clubs::insert_club(connection, &club).await?;
            Ok(db::clubs::insert_membership(connection, &leader).await?)
        })
        .await?;
    Ok(club)
}

fn membership(
    caller: &Caller,
    club_id: ClubId,
    role: ClubRole,
    sharing: Sharing,
) -> Result<ClubMembership, AppError> {
    let account = &caller.viewer()?.account;
    Ok(ClubMembership {
        id: ClubMembershipId::from(random::uuid_v7(caller.now)),
        club_id,
        learner_id: account.id,
        display_name: account.display_name.clone(),
        role,
        joined_at: caller.now,
        sharing,
    })
}

/// Joins the club whose invite code this is; whoever is in it already stays what they are.
pub async fn join(caller: &Caller, code: &str) -> Result<ClubId, AppError> {
    caller.services.attempts.at_invite_code(caller.viewer()?.account.id)?;
    let unknown = || AppError::refused_at(Problem::UnknownInviteCode, "inviteCode");
    let code = InviteCode::parse(code).ok_or_else(unknown)?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let club = db::clubs::club_by_code(connection, &code).await?.ok_or_else(unknown)?;
            let member = membership(
                caller,
                club.id,
                ClubRole::Member,
                [Shared::Activity, Shared::Results].into_iter().collect(),
            )?;
            db::clubs::insert_membership(connection, &member).await?;
            Ok(club.id)
        })
        .await
}

/// Leaves a club; its last leader cannot.
pub async fn leave(caller: &Caller, club: ClubId) -> Result<(), AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let leaders = db::clubs::lock_leaders(connection, club).await?;
            if leaders == [learner] {
                return Err(AppError::refused_at(Problem::LastLeader, "clubId"));
            }
            if !db::clubs::delete_membership(connection, club, learner).await? {
                return Err(AppError::refused_at(Problem::NotFound, "clubId"));
            }
            Ok(())
        })
        .await
}

/// Those of the clubs that the caller may know of, each with the caller's own membership.
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

/// Those of the memberships that the caller may know of: their own, and those of clubs that they lead.
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

/// A page of the caller's memberships, in the order of joining.
pub async fn own_memberships(
    caller: &Caller,
    page: &PageRequest<JoinedKey>,
) -> Result<Page<(JoinedKey, ClubMembership)>, AppError> {
    let learner = caller.viewer()?.account.id;
    let mut connection = caller.connection().await?;
    Ok(db::clubs::memberships_page(&mut connection, MembershipsOf::Learner(learner), page).await?)
}

/// A page of a club's members, in the order of joining; none where the caller may not see them. `own` is the
/// caller's membership in the club.
pub async fn members(
    caller: &Caller,
    own: &ClubMembership,
    page: &PageRequest<JoinedKey>,
) -> Result<Option<Page<(JoinedKey, ClubMembership)>>, AppError> {
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    let found = db::clubs::memberships_page(&mut connection, MembershipsOf::Club(own.club_id), page).await?;
    Ok(Some(found))
}

/// How far learners have come, of those whose progress the caller may see: their own, and that of the members of
/// clubs that they lead.
pub async fn progress_of(
    caller: &Caller,
    learners: &[AccountId],
) -> Result<HashMap<AccountId, MemberProgress>, AppError> {
    let viewer = caller.viewer()?;
    let mut connection = caller.connection().await?;
    let settings = db::clubs::settings_of_led(&mut connection, viewer.account.id, learners).await?;
    let days: Vec<_> = settings
        .into_iter()
        .map(|settings| {
            let day = settings.calendar().day_of(caller.now);
            (settings, day)
        })
        .collect();
    Ok(db::learning::member_progress(&mut connection, &days, caller.now).await?.into_iter().collect())
}

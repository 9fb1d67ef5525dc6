//! Creating clubs, and changing their details.

use diesel_async::AsyncPgConnection;
use uuid::Uuid;

use super::invitations::{NewInvitation, invitation};
use super::member_roles::require_may_lead;
use super::own_membership::membership;
use super::require_leader;
use crate::app::error::Checks;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::clubs::ClubChange;
use crate::db::directory::ById as _;
use crate::domain::access::{self, Audience};
use crate::domain::accounts::DisplayName;
use crate::domain::clubs::{Club, ClubRole, Sharing};
use crate::domain::directory::{Organization, is_area};
use crate::domain::ids::{ClubId, OrganizationId};
use crate::domain::learning::settings::time_zone;
use crate::domain::problem::Problem;

/// A new club.
#[derive(Debug)]
pub struct NewClub {
    /// The name.
    pub name: String,
    /// The organization that the club belongs to.
    pub organization_id: Option<OrganizationId>,
    /// The area where the club meets.
    pub area: Option<String>,
    /// Whether anyone may ask to join.
    pub accepts_requests: bool,
    /// The IANA time zone of its assignments; `None` for that of the founder.
    pub time_zone: Option<String>,
    /// The UUID that the client generated for the mutation.
    pub client_mutation_id: Option<Uuid>,
}

/// Creates a club with the caller as its first leader, and an unlimited invitation. Returns the club's id, also if the
/// mutation is sent again, even if it could not create the club any more. Fails if the club was deleted since, or its
/// founder has left it.
pub async fn create(caller: &Caller, new: NewClub) -> Result<ClubId, AppError> {
    let founder = caller.require(access::may_lead_clubs)?;
    let mut checks = Checks::default();
    let name = checks.field("name", DisplayName::new(&new.name));
    let area = new.area.and_then(|code| checks.field("area", area(code)));
    let zone = new.time_zone.and_then(|name| checks.field("timeZone", time_zone(&name)));
    if new.accepts_requests && new.organization_id.is_none() {
        checks.add(Problem::Required, vec!["organizationId"]);
    }
    checks.finish()?;
    let club = Club {
        id: caller.new_id(new.client_mutation_id),
        // Without a valid name, `checks` has returned an error above.
        name: name.map_or_else(String::new, |name| name.as_str().to_owned()),
        organization_id: new.organization_id,
        area,
        accepts_requests: new.accepts_requests,
        created_at: caller.now,
        time_zone: zone.unwrap_or(caller.viewer()?.settings.time_zone),
        archived_at: None,
    };
    let leader = membership(caller, founder, club.id, ClubRole::Leader, Sharing::default());
    let first = invitation(caller, club.id, NewInvitation::default())?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            // The account was read before; its role may have been taken away since.
            let account = db::accounts::lock_against_changes(connection, founder.id).await?;
            if account.is_none_or(|account| require_may_lead(&account).is_err()) {
                return Err(AppError::refused(Problem::Forbidden));
            }
            // What was valid when the club was created, such as its organization, may have been withdrawn since.
            if new.client_mutation_id.is_some() {
                let created = db::clubs::clubs_of_member(connection, founder.id, &[club.id]).await?;
                if !created.is_empty() {
                    return Ok(club.id);
                }
            }
            if let Some(id) = new.organization_id {
                check_organization(connection, id).await?;
            }
            if !db::clubs::insert_club(connection, &club).await? {
                // The mutation was sent twice at the same time, or its sender has left the club since.
                let created = db::clubs::clubs_of_member(connection, founder.id, &[club.id]).await?;
                return (!created.is_empty()).then_some(club.id).at("clientMutationId");
            }
            // After the insertion, which waits for whoever creates or deletes the club at the same time.
            if db::was_deleted(connection, club.id.uuid()).await? {
                return Err(AppError::deleted_since());
            }
            db::clubs::insert_membership(connection, &leader).await?;
            db::clubs::insert_invitations(connection, std::slice::from_ref(&first)).await?;
            Ok(club.id)
        })
        .await
}

/// Changes a club's details, for its leaders.
pub async fn update(caller: &Caller, id: ClubId, mut change: ClubChange) -> Result<(), AppError> {
    caller.viewer()?;
    let mut checks = Checks::default();
    let name = change.name.and_then(|name| checks.field("name", DisplayName::new(&name)));
    change.name = name.map(|name| name.as_str().to_owned());
    change.area = change.area.and_then(|code| match code {
        Some(code) => checks.field("area", area(code)).map(Some),
        None => Some(None),
    });
    let zone = change.time_zone.and_then(|name| checks.field("timeZone", time_zone(&name)));
    change.time_zone = zone.map(|zone| zone.name().to_owned());
    checks.finish()?;
    let has_changes = change.name.is_some()
        || change.organization_id.is_some()
        || change.area.is_some()
        || change.accepts_requests.is_some()
        || change.time_zone.is_some();
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            require_leader(caller, connection, id, "id").await?;
            if !has_changes {
                return Err(AppError::refused(Problem::NoChanges));
            }
            let club = db::clubs::lock_club(connection, id).await?.at("id")?;
            let organization = change.organization_id.unwrap_or(club.organization_id);
            if change.accepts_requests.unwrap_or(club.accepts_requests) && organization.is_none() {
                return Err(AppError::refused_at(Problem::Required, "organizationId"));
            }
            if let Some(Some(id)) = change.organization_id {
                check_organization(connection, id).await?;
            }
            Ok(db::clubs::update_club(connection, id, &change).await?)
        })
        .await
}

fn area(code: String) -> Result<String, Problem> {
    if is_area(&code) { Ok(code) } else { Err(Problem::InvalidArea) }
}

async fn check_organization(connection: &mut AsyncPgConnection, id: OrganizationId) -> Result<(), AppError> {
    if Organization::by_ids(connection, &[id], Audience::Public).await?.is_empty() {
        return Err(AppError::refused_at(Problem::NotFound, "organizationId"));
    }
    Ok(())
}

//! Clubs for admins: the list, and transfers.

use diesel_async::AsyncPgConnection;

use super::member_roles::require_may_lead;
use super::own_membership::membership;
use crate::app::{AppError, AtField as _, Caller};
use crate::db;
use crate::db::clubs::{ManagedClubKey, ManagedClubsFilter};
use crate::db::page::{Page, PageRequest};
use crate::domain::access;
use crate::domain::accounts::Account;
use crate::domain::clubs::{ClubRole, ManagedClub, Sharing};
use crate::domain::ids::{AccountId, ClubId};

/// Loads a page of all clubs, in the order of creation; `None` unless the viewer is an admin.
pub async fn clubs_page(
    caller: &Caller,
    filter: &ManagedClubsFilter,
    page: &PageRequest<ManagedClubKey>,
) -> Result<Option<Page<(ManagedClubKey, ManagedClub)>>, AppError> {
    if !caller.may(access::may_manage_accounts) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::clubs::managed_clubs_page(&mut connection, filter, page).await?))
}

/// Loads clubs by id, in no particular order; none unless the viewer is an admin.
pub async fn managed_clubs(caller: &Caller, ids: &[ClubId]) -> Result<Vec<ManagedClub>, AppError> {
    if !caller.may(access::may_manage_accounts) {
        return Ok(Vec::new());
    }
    let mut connection = caller.connection().await?;
    Ok(db::clubs::managed_clubs_by_ids(&mut connection, ids).await?)
}

/// What happens to the leaders of a club that is transferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormerLeaders {
    /// They stay as ordinary members.
    Stay,
    /// They leave the club.
    Leave,
}

/// Makes an account the only leader of a club, for admins who have logged in recently, and returns the club.
pub async fn transfer(
    caller: &Caller,
    club: ClubId,
    account: AccountId,
    former: FormerLeaders,
) -> Result<ManagedClub, AppError> {
    caller.require(access::may_manage_accounts)?;
    caller.require_recent_login()?;
    let mut connection = caller.connection().await?;
    connection
        .transaction::<_, AppError, _>(async |connection| {
            let found = db::accounts::lock_against_changes(connection, account).await?;
            db::clubs::lock_club(connection, club).await?.at("clubId")?;
            let new = found.at("accountId")?;
            require_may_lead(&new).at("accountId")?;
            let leaders = db::clubs::lock_leaders(connection, club).await?;
            make_leader(caller, connection, club, &new.account).await?;
            let leaders = leaders.into_iter().map(|leader| leader.account);
            let others: Vec<AccountId> = leaders.filter(|leader| *leader != account).collect();
            replace_leaders(caller, connection, club, &others, former).await?;
            let changed = db::clubs::managed_clubs_by_ids(connection, &[club]).await?;
            changed.into_iter().next().at("clubId")
        })
        .await
}

async fn make_leader(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    account: &Account,
) -> Result<(), AppError> {
    if let Some(member) = db::clubs::membership_of(connection, club, account.id).await? {
        return Ok(db::clubs::set_role(connection, member.id, ClubRole::Leader).await?);
    }
    let leader = membership(caller, account, club, ClubRole::Leader, Sharing::default());
    db::clubs::insert_membership(connection, &leader).await?;
    Ok(())
}

/// Ends the leadership of the former leaders. Those who stay get the assignments for all members.
async fn replace_leaders(
    caller: &Caller,
    connection: &mut AsyncPgConnection,
    club: ClubId,
    leaders: &[AccountId],
    former: FormerLeaders,
) -> Result<(), AppError> {
    if leaders.is_empty() {
        return Ok(());
    }
    match former {
        FormerLeaders::Leave => {
            db::clubs::delete_memberships(connection, club, leaders, caller.now).await?;
        }
        FormerLeaders::Stay => {
            db::clubs::begin_changes(connection, leaders).await?;
            db::clubs::make_members(connection, club, leaders).await?;
            db::clubs::assign_running_to_new_members(connection, club, leaders, caller.now).await?;
        }
    }
    Ok(())
}

//! The list of a club's members, for its leaders: searched, ordered and counted.

use crate::app::{AppError, Caller};
use crate::db;
use crate::db::clubs::{MemberKey, MemberPage, MembersOf};
use crate::db::page::Page;
use crate::domain::access;
use crate::domain::clubs::{ClubMembership, member_names};
use crate::domain::ids::ClubMembershipId;
use crate::domain::search::NameFilter;

/// A page of a club's members.
#[derive(Debug)]
pub struct FoundMembers {
    /// The page.
    pub page: Page<(MemberKey, ClubMembership)>,
    /// The number of members who were found; `None` if all members are in the list.
    pub found: Option<usize>,
}

/// Loads a page of a club's members, or of those whose display name or alias matches. `None` if the caller may not see
/// them. `own` is the caller's membership of the club. One SQL statement, with a filter two.
pub async fn members(
    caller: &Caller,
    own: &ClubMembership,
    filter: Option<&NameFilter>,
    page: &MemberPage,
) -> Result<Option<FoundMembers>, AppError> {
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let club = own.club_id;
    let mut connection = caller.connection().await?;
    let only = match filter {
        None => None,
        Some(filter) => {
            let members = db::clubs::named_members(&mut connection, club).await?;
            let found = members
                .into_iter()
                .filter(|member| filter.matches(member_names(&member.display_name, member.alias.as_deref())));
            Some(found.map(|member| member.id).collect::<Vec<ClubMembershipId>>())
        }
    };
    let of = MembersOf { club, only: only.as_deref() };
    let page = db::clubs::members_page(&mut connection, of, page).await?;
    Ok(Some(FoundMembers { page, found: only.map(|found| found.len()) }))
}

/// Counts the members of a club that the caller leads; `own` is the caller's membership of it. `None` if the caller
/// does not lead it.
pub async fn count_members(caller: &Caller, own: &ClubMembership) -> Result<Option<usize>, AppError> {
    if !access::may_lead_club(Some(own.role)) {
        return Ok(None);
    }
    let mut connection = caller.connection().await?;
    Ok(Some(db::clubs::count_members(&mut connection, own.club_id).await?))
}

//! `Club.members`: the list of a club's members, and its orders.

use std::sync::Arc;

use async_graphql::{Context, Enum, Object};

use super::ClubMembership;
use crate::app::clubs::{self as app, FoundMembers, MemberPage};
use crate::domain::clubs as domain;
use crate::domain::search::NameFilter;
use crate::graphql::context::request;
use crate::graphql::errors::ApiError;
use crate::graphql::pagination::{CountedList, PageArguments, counted_connection};

/// An order of a club's members.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ClubMemberOrder {
    /// By the time of joining, the earliest first.
    #[default]
    JoinedAt,
    /// By `alias`, or else `displayName`, in Kazakh alphabetical order.
    Name,
    /// The leaders first; each role in the order in which the memberships were made.
    Role,
}

impl ClubMemberOrder {
    /// Returns the name of the list in this order, because a cursor is valid for one order only.
    fn list(self) -> &'static str {
        match self {
            Self::JoinedAt => "club.members",
            Self::Name => "club.members/name",
            Self::Role => "club.members/role",
        }
    }

    fn page(self, arguments: PageArguments) -> Result<MemberPage, ApiError> {
        let list = self.list();
        Ok(match self {
            Self::JoinedAt => MemberPage::JoinedAt(arguments.request(list)?),
            Self::Name => MemberPage::Name(arguments.request(list)?),
            Self::Role => MemberPage::Role(arguments.request(list)?),
        })
    }
}

/// The number of members in a list of a club's members.
pub struct ClubMember {
    club: Arc<(domain::Club, domain::ClubMembership)>,
    /// The number of members who were found; `None` if all members are in the list.
    found: Option<usize>,
}

/// The additional fields of a page of a club's members.
#[Object]
impl ClubMember {
    /// The number of members in the list, on all its pages.
    async fn total_count(&self, context: &Context<'_>) -> Result<Option<u32>, ApiError> {
        let count = match self.found {
            Some(found) => Some(found),
            None => app::count_members(&request(context).caller, &self.club.1).await?,
        };
        Ok(count.map(|count| u32::try_from(count).unwrap_or(u32::MAX)))
    }
}

/// A page of a club's members, with the number of members.
pub type ClubMembers = CountedList<ClubMembership, ClubMember>;

/// Loads a page of the members of a club whose names match `search`; without a text, of all. `None` if the viewer does
/// not lead the club.
pub(super) async fn members_page(
    context: &Context<'_>,
    club: &Arc<(domain::Club, domain::ClubMembership)>,
    search: Option<&str>,
    order: ClubMemberOrder,
    arguments: PageArguments,
) -> Result<Option<ClubMembers>, ApiError> {
    let filter = search.map(name_filter).transpose()?;
    let page = order.page(arguments)?;
    let found = app::members(&request(context).caller, &club.1, filter.as_ref(), &page).await?;
    let list = |FoundMembers { page, found }| {
        let counted = ClubMember { club: club.clone(), found };
        counted_connection(order.list(), page, counted, |row| ClubMembership(Arc::new(row)))
    };
    Ok(found.map(list))
}

/// Parses the text of a search by name.
pub fn name_filter(text: &str) -> Result<NameFilter, ApiError> {
    NameFilter::new(text).map_err(|problem| ApiError::unsearchable("search", problem))
}

//! The list of a club's members, for its leaders.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;
use uuid::Uuid;

use super::memberships::{JoinedKey, MembershipRow, NameKey, membership, role_name, shown_name};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_memberships};
use crate::db::stored::{columns, computed};
use crate::domain::clubs::ClubMembership;
use crate::domain::ids::{ClubId, ClubMembershipId};

/// A page of members, in one of the orders of the list.
#[derive(Debug, Clone)]
pub enum MemberPage {
    /// In the order of joining.
    JoinedAt(PageRequest<JoinedKey>),
    /// By the name that leaders see, in Kazakh alphabetical order.
    Name(PageRequest<NameKey>),
    /// The leaders first, each role in the order in which the memberships were made.
    Role(PageRequest<(String, Uuid)>),
}

impl MemberPage {
    fn key(&self, member: &ClubMembership) -> MemberKey {
        let id = member.id.uuid();
        match self {
            Self::JoinedAt(_) => MemberKey::JoinedAt((member.joined_at, id)),
            Self::Name(_) => MemberKey::Text((member.shown_name().to_owned(), id)),
            Self::Role(_) => MemberKey::Text((role_name(member.role).to_owned(), id)),
        }
    }
}

/// The sort key of a member, in the order of the list.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub enum MemberKey {
    /// When the member joined, and the membership's id.
    JoinedAt(JoinedKey),
    /// The name or the role, and the membership's id.
    Text((String, Uuid)),
}

/// The members in a list.
#[derive(Debug, Clone, Copy)]
pub struct MembersOf<'a> {
    /// The club.
    pub club: ClubId,
    /// Only these members; `None` for all.
    pub only: Option<&'a [ClubMembershipId]>,
}

/// Loads a page of a club's members.
pub async fn members_page(
    connection: &mut AsyncPgConnection,
    of: MembersOf<'_>,
    page: &MemberPage,
) -> Result<Page<(MemberKey, ClubMembership)>, DbError> {
    let mut query = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::club_id.eq(of.club))
        .select(columns::<MembershipRow>())
        .into_boxed();
    if let Some(only) = of.only {
        query = query.filter(club_memberships::id.eq_any(only));
    }
    let id = club_memberships::id;
    let list = match page {
        MemberPage::JoinedAt(page) => {
            page.paginate(query, (club_memberships::joined_at, id), Direction::Ascending)
        }
        MemberPage::Name(page) => page.paginate(query, (shown_name(), id), Direction::Ascending),
        MemberPage::Role(page) => page.paginate(query, (club_memberships::role, id), Direction::Ascending),
    };
    let rows: Vec<MembershipRow> = list.load(connection).await?;
    let rows = match page {
        MemberPage::JoinedAt(page) => page.finish(rows),
        MemberPage::Name(page) | MemberPage::Role(page) => page.finish(rows),
    };
    rows.try_map(|row| {
        let member = membership(row)?;
        Ok((page.key(&member), member))
    })
}

/// Counts a club's members.
pub async fn count_members(connection: &mut AsyncPgConnection, club: ClubId) -> Result<usize, DbError> {
    let all = club_memberships::table.filter(club_memberships::club_id.eq(club));
    let count: i64 = all.count().get_result(connection).await?;
    computed(count)
}

/// A member of a club, with the names that the member is known by.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = club_memberships)]
pub struct NamedMember {
    /// The membership.
    pub id: ClubMembershipId,
    /// The display name.
    #[diesel(select_expression = accounts::display_name)]
    pub display_name: String,
    /// The leaders' own name for the member.
    pub alias: Option<String>,
}

/// Loads the names of all members of a club, in no particular order.
pub async fn named_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<Vec<NamedMember>, DbError> {
    let members = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::club_id.eq(club))
        .select(columns::<NamedMember>());
    Ok(members.load(connection).await?)
}

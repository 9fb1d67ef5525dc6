//! Clubs as admins see them.

use chrono::{DateTime, Utc};
use diesel::dsl::{exists, not};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::memberships::{is_active, role_name};
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_memberships, clubs};
use crate::db::stored::{columns, computed, containing};
use crate::domain::clubs::{ClubRole, ManagedClub};
use crate::domain::ids::{AccountId, ClubId};

/// The sort key of clubs: when they were created, and their ids.
pub type ManagedClubKey = (DateTime<Utc>, Uuid);

/// The clubs in a list.
#[derive(Debug, Default, Clone)]
pub struct ManagedClubsFilter {
    /// Part of the name.
    pub text: Option<String>,
    /// Whether to list only the clubs without a leader, other than disabled ones and those that await their deletion.
    pub without_leader: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = clubs)]
struct ManagedRow {
    id: ClubId,
    name: String,
    created_at: DateTime<Utc>,
    archived_at: Option<DateTime<Utc>>,
}

/// Loads a page of clubs, in the order of creation. Three SQL statements.
pub async fn managed_clubs_page(
    connection: &mut AsyncPgConnection,
    filter: &ManagedClubsFilter,
    page: &PageRequest<ManagedClubKey>,
) -> Result<Page<(ManagedClubKey, ManagedClub)>, DbError> {
    let mut query = clubs::table.select(columns::<ManagedRow>()).into_boxed();
    if let Some(text) = &filter.text {
        query = query.filter(clubs::name.ilike(containing(text)));
    }
    if filter.without_leader {
        let leaders = club_memberships::table
            .inner_join(accounts::table)
            .filter(club_memberships::club_id.eq(clubs::id))
            .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
            .filter(is_active());
        query = query.filter(not(exists(leaders)));
    }
    let rows: Vec<ManagedRow> =
        page.paginate(query, (clubs::created_at, clubs::id), Direction::Ascending).load(connection).await?;
    let found = page.finish(rows);
    let (rows, has_previous, has_next) = (found.rows, found.has_previous, found.has_next);
    let rows = with_members(connection, rows).await?;
    let rows = rows.into_iter().map(|club| ((club.created_at, club.id.uuid()), club)).collect();
    Ok(Page { rows, has_previous, has_next })
}

/// Loads clubs by id, in no particular order. Three SQL statements.
pub async fn managed_clubs_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[ClubId],
) -> Result<Vec<ManagedClub>, DbError> {
    let rows: Vec<ManagedRow> =
        clubs::table.filter(clubs::id.eq_any(ids)).select(columns::<ManagedRow>()).load(connection).await?;
    with_members(connection, rows).await
}

async fn with_members(
    connection: &mut AsyncPgConnection,
    rows: Vec<ManagedRow>,
) -> Result<Vec<ManagedClub>, DbError> {
    let ids: Vec<ClubId> = rows.iter().map(|row| row.id).collect();
    let counts: Vec<(ClubId, i64)> = club_memberships::table
        .filter(club_memberships::club_id.eq_any(&ids))
        .group_by(club_memberships::club_id)
        .select((club_memberships::club_id, diesel::dsl::count_star()))
        .load(connection)
        .await?;
    let leaders: Vec<(ClubId, AccountId, String)> = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::club_id.eq_any(&ids))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .order(club_memberships::id)
        .select((club_memberships::club_id, accounts::id, accounts::display_name))
        .load(connection)
        .await?;
    let managed = |row: ManagedRow| {
        let members = counts.iter().find(|(club, _)| *club == row.id).map_or(0, |(_, count)| *count);
        let led = leaders.iter().filter(|(club, ..)| *club == row.id);
        Ok(ManagedClub {
            id: row.id,
            name: row.name,
            created_at: row.created_at,
            archived_at: row.archived_at,
            members: computed(members)?,
            leaders: led.map(|(_, account, name)| (*account, name.clone())).collect(),
        })
    };
    rows.into_iter().map(managed).collect()
}

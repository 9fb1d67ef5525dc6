//! The clubs themselves.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use super::{MembershipRow, membership};
use crate::db::schema::{accounts, club_memberships, clubs};
use crate::db::stored::{Place, columns};
use crate::db::{DbError, deleted_ids};
use crate::domain::clubs::{Club, ClubMembership};
use crate::domain::ids::{AccountId, ClubId, OrganizationId};

/// A row of `clubs`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = clubs)]
struct ClubRow {
    id: ClubId,
    name: String,
    organization_id: Option<OrganizationId>,
    area: Option<String>,
    accepts_requests: bool,
    created_at: DateTime<Utc>,
    time_zone: String,
    archived_at: Option<DateTime<Utc>>,
}

fn club(row: ClubRow) -> Result<Club, DbError> {
    let time_zone = Place::new("clubs", &row.id).parse("time_zone", &row.time_zone)?;
    let ClubRow { id, name, organization_id, area, accepts_requests, created_at, archived_at, .. } = row;
    Ok(Club { id, name, organization_id, area, accepts_requests, created_at, time_zone, archived_at })
}

/// Inserts a club. Returns `false` if there is one with its id.
pub async fn insert_club(connection: &mut AsyncPgConnection, club: &Club) -> Result<bool, DbError> {
    let inserted = diesel::insert_into(clubs::table)
        .values((
            clubs::id.eq(club.id),
            clubs::name.eq(&club.name),
            clubs::organization_id.eq(club.organization_id),
            clubs::area.eq(&club.area),
            clubs::accepts_requests.eq(club.accepts_requests),
            clubs::created_at.eq(club.created_at),
            clubs::time_zone.eq(club.time_zone.name()),
        ))
        .on_conflict(clubs::id)
        .do_nothing()
        .execute(connection)
        .await?;
    Ok(inserted > 0)
}

/// Changes to a club; `None` leaves a field as it is.
#[derive(Debug, AsChangeset)]
#[diesel(table_name = clubs)]
pub struct ClubChange {
    /// The name.
    pub name: Option<String>,
    /// The organization that the club belongs to; `Some(None)` for none.
    pub organization_id: Option<Option<OrganizationId>>,
    /// The area where the club meets; `Some(None)` for unspecified.
    pub area: Option<Option<String>>,
    /// Whether anyone may ask to join.
    pub accepts_requests: Option<bool>,
    /// The IANA time zone of assignments that are created later.
    pub time_zone: Option<String>,
}

/// Changes a club. At least one field must be set.
pub async fn update_club(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    change: &ClubChange,
) -> Result<(), DbError> {
    diesel::update(clubs::table.find(club)).set(change).execute(connection).await?;
    Ok(())
}

/// Loads a club and locks it against changes until the transaction ends.
pub async fn lock_club(connection: &mut AsyncPgConnection, id: ClubId) -> Result<Option<Club>, DbError> {
    let row: Option<ClubRow> = clubs::table
        .find(id)
        .select(columns::<ClubRow>())
        .for_no_key_update()
        .first(connection)
        .await
        .optional()?;
    row.map(club).transpose()
}

/// Loads clubs in the order of their ids, and locks them against changes until the transaction ends.
pub async fn lock_clubs(connection: &mut AsyncPgConnection, ids: &[ClubId]) -> Result<Vec<Club>, DbError> {
    let rows: Vec<ClubRow> = clubs::table
        .filter(clubs::id.eq_any(ids))
        .order(clubs::id)
        .select(columns::<ClubRow>())
        .for_no_key_update()
        .load(connection)
        .await?;
    rows.into_iter().map(club).collect()
}

/// Loads a club. Until the transaction ends, it can be neither changed nor deleted, and gets no assignment. The lock is
/// shared: several transactions can hold it.
pub async fn lock_against_changes(
    connection: &mut AsyncPgConnection,
    id: ClubId,
) -> Result<Option<Club>, DbError> {
    let row: Option<ClubRow> =
        clubs::table.find(id).select(columns::<ClubRow>()).for_share().first(connection).await.optional()?;
    row.map(club).transpose()
}

/// Archives a club that is not archived yet.
pub async fn archive_club(
    connection: &mut AsyncPgConnection,
    id: ClubId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(clubs::table.find(id).filter(clubs::archived_at.is_null()))
        .set(clubs::archived_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Takes a club out of the archive.
pub async fn unarchive_club(connection: &mut AsyncPgConnection, id: ClubId) -> Result<(), DbError> {
    diesel::update(clubs::table.find(id))
        .set(clubs::archived_at.eq(None::<DateTime<Utc>>))
        .execute(connection)
        .await?;
    Ok(())
}

/// Deletes clubs with their members, invitations, requests and assignments. The members' access logs stay, with the names
/// that the clubs had.
pub async fn delete_clubs(connection: &mut AsyncPgConnection, ids: &[ClubId]) -> Result<(), DbError> {
    diesel::delete(clubs::table.filter(clubs::id.eq_any(ids))).execute(connection).await?;
    deleted_ids::remember(connection, ids.iter().map(|id| id.uuid())).await
}

/// Loads the clubs with these ids that the learner is in, each with the learner's own membership, in no particular
/// order.
pub async fn clubs_of_member(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ClubId],
) -> Result<Vec<(Club, ClubMembership)>, DbError> {
    let rows: Vec<(ClubRow, MembershipRow)> = clubs::table
        .inner_join(club_memberships::table.inner_join(accounts::table))
        .filter(clubs::id.eq_any(ids))
        .filter(club_memberships::learner_id.eq(learner))
        .select((columns::<ClubRow>(), columns::<MembershipRow>()))
        .load(connection)
        .await?;
    rows.into_iter().map(|(row, own)| Ok((club(row)?, membership(own)?))).collect()
}

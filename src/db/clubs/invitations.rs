//! Invitations to clubs.

use chrono::{DateTime, Utc};
use diesel::dsl::{auto_type, not};
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::role_name;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{club_invitations as table, club_memberships};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, computed};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::clubs::{ClubRole, Invitation, InviteCode, InvitedClub};
use crate::domain::ids::{AccountId, ClubId, ClubInvitationId};

/// The sort key of invitations: when they were created, and their ids.
pub type InvitationKey = (DateTime<Utc>, Uuid);

/// A row of `club_invitations`.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct InvitationRow {
    id: ClubInvitationId,
    club_id: ClubId,
    code: String,
    label: Option<String>,
    created_at: DateTime<Utc>,
    expires_at: Option<DateTime<Utc>>,
    max_uses: Option<i32>,
    uses: i32,
    revoked_at: Option<DateTime<Utc>>,
}

fn code(place: Place<'_>, stored: &str) -> Result<InviteCode, DbError> {
    InviteCode::parse(stored).ok_or_else(|| place.corrupt("code", stored))
}

fn invitation(row: InvitationRow) -> Result<Invitation, DbError> {
    let place = Place::new("club_invitations", &row.id);
    Ok(Invitation {
        id: row.id,
        club_id: row.club_id,
        code: code(place, &row.code)?,
        label: row.label,
        created_at: row.created_at,
        expires_at: row.expires_at,
        max_uses: row.max_uses.map(|uses| place.unsigned("max_uses", uses)).transpose()?,
        uses: place.unsigned("uses", row.uses)?,
        revoked_at: row.revoked_at,
    })
}

/// Returns the condition that an invitation is usable.
#[auto_type(no_type_alias)]
fn usable(now: DateTime<Utc>) -> _ {
    table::revoked_at
        .is_null()
        .and(table::expires_at.is_null().or(table::expires_at.gt(now)))
        .and(table::max_uses.is_null().or(table::max_uses.gt(table::uses.nullable())))
}

/// Inserts invitations.
pub async fn insert_invitations(
    connection: &mut AsyncPgConnection,
    new: &[Invitation],
) -> Result<(), DbError> {
    let count = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
    for part in new.chunks(ROWS_PER_INSERT) {
        let rows: Vec<_> = part
            .iter()
            .map(|invitation| {
                (
                    table::id.eq(invitation.id),
                    table::club_id.eq(invitation.club_id),
                    table::code.eq(invitation.code.as_str()),
                    table::label.eq(&invitation.label),
                    table::created_at.eq(invitation.created_at),
                    table::expires_at.eq(invitation.expires_at),
                    table::max_uses.eq(invitation.max_uses.map(count)),
                    table::uses.eq(count(invitation.uses)),
                    table::revoked_at.eq(invitation.revoked_at),
                )
            })
            .collect();
        diesel::insert_into(table::table).values(rows).execute(connection).await?;
    }
    Ok(())
}

/// Counts the usable invitations to a club.
pub async fn count_usable(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    now: DateTime<Utc>,
) -> Result<usize, DbError> {
    let count: i64 = table::table
        .filter(table::club_id.eq(club))
        .filter(usable(now))
        .count()
        .get_result(connection)
        .await?;
    computed(count)
}

#[derive(QueryableByName)]
struct InvitedClubRow {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    organization_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    area: Option<String>,
    #[diesel(sql_type = Array<Text>)]
    leaders: Vec<String>,
    #[diesel(sql_type = BigInt)]
    members: i64,
}

/// Loads what people may know about a club before they join it; `None` if it is archived.
pub async fn invited_club(
    connection: &mut AsyncPgConnection,
    id: ClubId,
) -> Result<Option<InvitedClub>, DbError> {
    let rows: Vec<InvitedClubRow> = statement(
        "SELECT clubs.name, clubs.organization_id, clubs.area,
           ARRAY (
             SELECT accounts.display_name
             FROM club_memberships JOIN accounts ON accounts.id = club_memberships.learner_id
             WHERE club_memberships.club_id = clubs.id AND club_memberships.role = 'leader'
             ORDER BY club_memberships.joined_at, club_memberships.id
           ) AS leaders,
           (SELECT count(*) FROM club_memberships
            WHERE club_memberships.club_id = clubs.id AND club_memberships.role = 'member') AS members
         FROM clubs WHERE clubs.id = $1 AND clubs.archived_at IS NULL",
    )
    .bind::<SqlUuid, _>(id)
    .load(connection)
    .await?;
    let club = |row: InvitedClubRow| {
        Ok(InvitedClub {
            name: row.name,
            organization_id: row.organization_id.map(Into::into),
            area: row.area,
            leaders: row.leaders,
            members: computed(row.members)?,
        })
    };
    rows.into_iter().next().map(club).transpose()
}

/// Loads an invitation by its code.
pub async fn invitation_by_code(
    connection: &mut AsyncPgConnection,
    code: &InviteCode,
) -> Result<Option<Invitation>, DbError> {
    let row: Option<InvitationRow> = table::table
        .filter(table::code.eq(code.as_str()))
        .select(columns::<InvitationRow>())
        .first(connection)
        .await
        .optional()?;
    row.map(invitation).transpose()
}

/// Counts one use of an invitation, and returns whether it was usable. Concurrent uses wait for each other, and then
/// see the remaining number of uses.
pub async fn use_invitation(
    connection: &mut AsyncPgConnection,
    id: ClubInvitationId,
    now: DateTime<Utc>,
) -> Result<bool, DbError> {
    let used = diesel::update(table::table.find(id).filter(usable(now)))
        .set(table::uses.eq(table::uses + 1))
        .execute(connection)
        .await?;
    Ok(used == 1)
}

/// Revokes an invitation; an earlier revocation keeps its time.
pub async fn revoke_invitation(
    connection: &mut AsyncPgConnection,
    id: ClubInvitationId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    diesel::update(table::table.find(id).filter(table::revoked_at.is_null()))
        .set(table::revoked_at.eq(now))
        .execute(connection)
        .await?;
    Ok(())
}

/// Loads the invitations with these ids to clubs that `leader` leads, in no particular order.
pub async fn invitations_by_ids(
    connection: &mut AsyncPgConnection,
    leader: AccountId,
    ids: &[ClubInvitationId],
) -> Result<Vec<Invitation>, DbError> {
    let rows: Vec<InvitationRow> = table::table
        .inner_join(club_memberships::table.on(club_memberships::club_id.eq(table::club_id)))
        .filter(table::id.eq_any(ids))
        .filter(club_memberships::learner_id.eq(leader))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .select(columns::<InvitationRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(invitation).collect()
}

/// Loads a page of a club's invitations, newest first; only those that are usable at a time, if there is one.
pub async fn invitations_page(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    usable_at: Option<DateTime<Utc>>,
    page: &PageRequest<InvitationKey>,
) -> Result<Page<(InvitationKey, Invitation)>, DbError> {
    let mut query =
        table::table.filter(table::club_id.eq(club)).select(columns::<InvitationRow>()).into_boxed();
    if let Some(now) = usable_at {
        query = query.filter(usable(now));
    }
    let rows: Vec<InvitationRow> =
        page.paginate(query, (table::created_at, table::id), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let invitation = invitation(row)?;
        Ok(((invitation.created_at, invitation.id.uuid()), invitation))
    })
}

/// Returns the invite codes of the clubs that `leader` leads: for each club the code of the newest usable invitation
/// that is for more than one person. Clubs without one are left out.
pub async fn invite_codes_of_led(
    connection: &mut AsyncPgConnection,
    leader: AccountId,
    clubs: &[ClubId],
    now: DateTime<Utc>,
) -> Result<Vec<(ClubId, InviteCode)>, DbError> {
    let rows: Vec<(ClubId, String)> = table::table
        .inner_join(club_memberships::table.on(club_memberships::club_id.eq(table::club_id)))
        .filter(table::club_id.eq_any(clubs))
        .filter(club_memberships::learner_id.eq(leader))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .filter(table::max_uses.is_null().or(not(table::max_uses.eq(1))))
        .filter(usable(now))
        .distinct_on(table::club_id)
        .order((table::club_id, table::created_at.desc(), table::id.desc()))
        .select((table::club_id, table::code))
        .load(connection)
        .await?;
    rows.into_iter()
        .map(|(club, stored)| Ok((club, code(Place::new("club_invitations of the club", &club), &stored)?)))
        .collect()
}

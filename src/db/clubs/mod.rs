//! Clubs and their members.

mod looks;
mod studying;

pub use looks::insert_look;
pub use studying::{StudyingMember, studying_members};

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::accounts::{LearnerRow, learner, learner_columns, preset_in_force};
use crate::db::page::{Page, PageRequest};
use crate::db::schema::{accounts, club_memberships, clubs, learners, scheduling_presets};
use crate::domain::clubs::{Club, ClubMembership, ClubRole, InviteCode, Sharing};
use crate::domain::ids::{AccountId, ClubId, ClubMembershipId, OrganizationId};
use crate::domain::learning::settings::LearnerSettings;

/// What lists of memberships are paged by: when the member joined, and the membership's id.
pub type JoinedKey = (DateTime<Utc>, Uuid);

type ClubRow = (ClubId, String, Option<OrganizationId>, String, DateTime<Utc>);

#[auto_type(no_type_alias)]
fn club_columns() -> _ {
    (clubs::id, clubs::name, clubs::organization_id, clubs::invite_code, clubs::created_at)
}

fn club((id, name, organization_id, code, created_at): ClubRow) -> Result<Club, DbError> {
    let invite_code = InviteCode::parse(&code).ok_or(DbError::Corrupt(code))?;
    Ok(Club { id, name, organization_id, invite_code, created_at })
}

fn role_name(role: ClubRole) -> &'static str {
    match role {
        ClubRole::Leader => "leader",
        ClubRole::Member => "member",
    }
}

fn role(stored: &str) -> Result<ClubRole, DbError> {
    [ClubRole::Leader, ClubRole::Member]
        .into_iter()
        .find(|role| role_name(*role) == stored)
        .ok_or_else(|| DbError::Corrupt(stored.to_owned()))
}

type MembershipRow = (ClubMembershipId, ClubId, AccountId, String, String, DateTime<Utc>, (bool, bool, bool));

#[auto_type(no_type_alias)]
fn membership_columns() -> _ {
    let sharing = (
        club_memberships::shares_activity,
        club_memberships::shares_results,
        club_memberships::shares_answers,
    );
    (
        club_memberships::id,
        club_memberships::club_id,
        club_memberships::learner_id,
        accounts::display_name,
        club_memberships::role,
        club_memberships::joined_at,
        sharing,
    )
}

fn membership(row: MembershipRow) -> Result<ClubMembership, DbError> {
    let (id, club_id, learner_id, display_name, stored_role, joined_at, shares) = row;
    let (activity, results, answers) = shares;
    let sharing = Sharing { activity, results, answers };
    Ok(ClubMembership {
        id,
        club_id,
        learner_id,
        display_name,
        role: role(&stored_role)?,
        joined_at,
        sharing,
    })
}

/// Adds a club.
pub async fn insert_club(connection: &mut AsyncPgConnection, club: &Club) -> Result<(), DbError> {
    diesel::insert_into(clubs::table)
        .values((
            clubs::id.eq(club.id),
            clubs::name.eq(&club.name),
            clubs::organization_id.eq(club.organization_id),
            clubs::invite_code.eq(club.invite_code.as_str()),
            clubs::created_at.eq(club.created_at),
        ))
        .execute(connection)
        .await?;
    Ok(())
}

/// Adds a member; one who is in the club already stays what they are.
pub async fn insert_membership(
    connection: &mut AsyncPgConnection,
    membership: &ClubMembership,
) -> Result<(), DbError> {
    diesel::insert_into(club_memberships::table)
        .values((
            club_memberships::id.eq(membership.id),
            club_memberships::club_id.eq(membership.club_id),
            club_memberships::learner_id.eq(membership.learner_id),
            club_memberships::role.eq(role_name(membership.role)),
            club_memberships::joined_at.eq(membership.joined_at),
            club_memberships::shares_activity.eq(membership.sharing.activity),
            club_memberships::shares_results.eq(membership.sharing.results),
            club_memberships::shares_answers.eq(membership.sharing.answers),
        ))
        .on_conflict((club_memberships::club_id, club_memberships::learner_id))
        .do_nothing()
        .execute(connection)
        .await?;
    Ok(())
}

/// A club by its invite code.
pub async fn club_by_code(
    connection: &mut AsyncPgConnection,
    code: &InviteCode,
) -> Result<Option<Club>, DbError> {
    let row: Option<ClubRow> = clubs::table
        .filter(clubs::invite_code.eq(code.as_str()))
        .select(club_columns())
        .first(connection)
        .await
        .optional()?;
    row.map(club).transpose()
}

/// The clubs with these ids that the learner is in, with the learner's own membership, in no order.
pub async fn clubs_of_member(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ClubId],
) -> Result<Vec<(Club, ClubMembership)>, DbError> {
    let rows: Vec<(ClubRow, MembershipRow)> = clubs::table
        .inner_join(club_memberships::table.inner_join(accounts::table))
        .filter(clubs::id.eq_any(ids))
        .filter(club_memberships::learner_id.eq(learner))
        .select((club_columns(), membership_columns()))
        .load(connection)
        .await?;
    rows.into_iter().map(|(row, own)| Ok((club(row)?, membership(own)?))).collect()
}

/// The memberships with these ids, in no order.
pub async fn memberships_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[ClubMembershipId],
) -> Result<Vec<ClubMembership>, DbError> {
    let rows: Vec<MembershipRow> = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::id.eq_any(ids))
        .select(membership_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}

/// Whose memberships a list holds.
#[derive(Debug, Clone, Copy)]
pub enum MembershipsOf {
    /// All members of a club.
    Club(ClubId),
    /// All clubs of a learner.
    Learner(AccountId),
}

/// A page of memberships, in the order of joining.
pub async fn memberships_page(
    connection: &mut AsyncPgConnection,
    of: MembershipsOf,
    page: &PageRequest<JoinedKey>,
) -> Result<Page<(JoinedKey, ClubMembership)>, DbError> {
    let mut query = club_memberships::table
        .inner_join(accounts::table)
        .select(membership_columns())
        .limit(page.fetch())
        .into_boxed();
    query = match of {
        MembershipsOf::Club(club) => query.filter(club_memberships::club_id.eq(club)),
        MembershipsOf::Learner(learner) => query.filter(club_memberships::learner_id.eq(learner)),
    };
    if let Some((joined_at, id)) = page.after {
        query = query
            .filter(club_memberships::joined_at.ge(joined_at))
            .filter(club_memberships::joined_at.gt(joined_at).or(club_memberships::id.gt(id)));
    }
    if let Some((joined_at, id)) = page.before {
        query = query
            .filter(club_memberships::joined_at.le(joined_at))
            .filter(club_memberships::joined_at.lt(joined_at).or(club_memberships::id.lt(id)));
    }
    query = if page.from_end {
        query.order((club_memberships::joined_at.desc(), club_memberships::id.desc()))
    } else {
        query.order((club_memberships::joined_at, club_memberships::id))
    };
    let rows: Vec<MembershipRow> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let membership = membership(row)?;
        Ok(((membership.joined_at, membership.id.uuid()), membership))
    })
}

/// The leaders of a club, locked until the transaction ends, so that two cannot leave at once.
pub async fn lock_leaders(
    connection: &mut AsyncPgConnection,
    club: ClubId,
) -> Result<Vec<AccountId>, DbError> {
    let rows = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .order(club_memberships::id)
        .select(club_memberships::learner_id)
        .for_update()
        .load(connection)
        .await?;
    Ok(rows)
}

/// Ends a membership; whether there was one.
pub async fn delete_membership(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
) -> Result<bool, DbError> {
    let own = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq(learner));
    Ok(diesel::delete(own).execute(connection).await? == 1)
}

/// The settings of those of the learners that `leader` is or leads in some club, in no order.
pub async fn settings_of_led(
    connection: &mut AsyncPgConnection,
    leader: AccountId,
    ids: &[AccountId],
) -> Result<Vec<LearnerSettings>, DbError> {
    let led = diesel::alias!(club_memberships as led);
    let in_a_led_club = led
        .inner_join(
            club_memberships::table.on(club_memberships::club_id.eq(led.field(club_memberships::club_id))),
        )
        .filter(led.field(club_memberships::learner_id).eq(learners::learner_id))
        .filter(club_memberships::learner_id.eq(leader))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)));
    let rows: Vec<LearnerRow> = learners::table
        .left_join(scheduling_presets::table.on(preset_in_force()))
        .filter(learners::learner_id.eq_any(ids))
        .filter(learners::learner_id.eq(leader).or(diesel::dsl::exists(in_a_led_club)))
        .select(learner_columns())
        .load(connection)
        .await?;
    rows.into_iter().map(learner).collect()
}

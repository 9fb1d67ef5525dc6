//! The memberships of clubs.

use chrono::{DateTime, Utc};
use diesel::dsl::{auto_type, exists};
use diesel::prelude::*;
use diesel::sql_types::{Nullable, Text};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::join_requests::accept_requests;
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_memberships, club_notes, contest_entries, contests};
use crate::db::stored::{Place, columns};
use crate::domain::clubs::{ClubMembership, ClubRole, Sharing};
use crate::domain::directory::day_of;
use crate::domain::ids::{AccountId, ClubId, ClubMembershipId};
use crate::domain::learning::study_day::StudyDay;

/// The sort key of memberships: when the member joined, and the membership's id.
pub type JoinedKey = (DateTime<Utc>, Uuid);

/// The sort key of memberships by name: the name that leaders see, and the membership's id.
pub type NameKey = (String, Uuid);

diesel::define_sql_function!(fn coalesce(first: Nullable<Text>, second: Text) -> Text);

/// The name that leaders see: the alias, or else the display name.
pub(super) fn shown_name() -> coalesce<club_memberships::alias, accounts::display_name> {
    coalesce(club_memberships::alias, accounts::display_name)
}

pub(super) fn role_name(role: ClubRole) -> &'static str {
    match role {
        ClubRole::Leader => "leader",
        ClubRole::Member => "member",
    }
}

pub(super) fn role(place: Place<'_>, stored: &str) -> Result<ClubRole, DbError> {
    [ClubRole::Leader, ClubRole::Member]
        .into_iter()
        .find(|role| role_name(*role) == stored)
        .ok_or_else(|| place.corrupt("role", stored))
}

/// A row of `club_memberships`, with the member's name.
#[derive(Queryable, Selectable)]
#[diesel(table_name = club_memberships)]
pub(super) struct MembershipRow {
    id: ClubMembershipId,
    club_id: ClubId,
    learner_id: AccountId,
    #[diesel(select_expression = accounts::display_name)]
    display_name: String,
    #[diesel(select_expression = accounts::username)]
    username: Option<String>,
    alias: Option<String>,
    role: String,
    joined_at: DateTime<Utc>,
    shares_activity: bool,
    shares_results: bool,
    shares_answers: bool,
}

pub(super) fn membership(row: MembershipRow) -> Result<ClubMembership, DbError> {
    let role = role(Place::new("club_memberships", &row.id), &row.role)?;
    Ok(ClubMembership {
        id: row.id,
        club_id: row.club_id,
        learner_id: row.learner_id,
        display_name: row.display_name,
        username: row.username,
        alias: row.alias,
        role,
        joined_at: row.joined_at,
        sharing: Sharing {
            activity: row.shares_activity,
            results: row.shares_results,
            answers: row.shares_answers,
        },
    })
}

/// Inserts a membership, and returns whether it is new. An existing membership of the same learner is left as it is. An
/// open request of a new member to join the club is thereby accepted.
pub async fn insert_membership(
    connection: &mut AsyncPgConnection,
    membership: &ClubMembership,
) -> Result<bool, DbError> {
    let added = diesel::insert_into(club_memberships::table)
        .values((
            club_memberships::id.eq(membership.id),
            club_memberships::club_id.eq(membership.club_id),
            club_memberships::learner_id.eq(membership.learner_id),
            club_memberships::role.eq(role_name(membership.role)),
            club_memberships::joined_at.eq(membership.joined_at),
            club_memberships::shares_activity.eq(membership.sharing.activity),
            club_memberships::shares_results.eq(membership.sharing.results),
            club_memberships::shares_answers.eq(membership.sharing.answers),
            club_memberships::alias.eq(&membership.alias),
        ))
        .on_conflict((club_memberships::club_id, club_memberships::learner_id))
        .do_nothing()
        .execute(connection)
        .await?;
    if added == 0 {
        return Ok(false);
    }
    accept_requests(connection, membership.club_id, &[membership.learner_id], membership.joined_at).await?;
    Ok(true)
}

/// Loads memberships by id, in no particular order.
pub async fn memberships_by_ids(
    connection: &mut AsyncPgConnection,
    ids: &[ClubMembershipId],
) -> Result<Vec<ClubMembership>, DbError> {
    let rows: Vec<MembershipRow> = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::id.eq_any(ids))
        .select(columns::<MembershipRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(membership).collect()
}

/// Loads a page of a learner's memberships, in the order of joining.
pub async fn memberships_of_learner(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<JoinedKey>,
) -> Result<Page<(JoinedKey, ClubMembership)>, DbError> {
    let query = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::learner_id.eq(learner))
        .select(columns::<MembershipRow>())
        .into_boxed();
    let rows: Vec<MembershipRow> = page
        .paginate(query, (club_memberships::joined_at, club_memberships::id), Direction::Ascending)
        .load(connection)
        .await?;
    page.finish(rows).try_map(|row| {
        let membership = membership(row)?;
        Ok((membership.joining_place(), membership))
    })
}

/// Loads a learner's membership of a club.
pub async fn membership_of(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
) -> Result<Option<ClubMembership>, DbError> {
    let row: Option<MembershipRow> = club_memberships::table
        .inner_join(accounts::table)
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq(learner))
        .select(columns::<MembershipRow>())
        .first(connection)
        .await
        .optional()?;
    row.map(membership).transpose()
}

/// Returns which of these learners are in a club.
pub async fn learners_in_club(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learners: &[AccountId],
) -> Result<Vec<AccountId>, DbError> {
    let found = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq_any(learners))
        .select(club_memberships::learner_id);
    Ok(found.load(connection).await?)
}

/// Moves the memberships of these learners from one club to another, with the notes for each of them alone. Their other
/// values stay.
pub async fn move_memberships(
    connection: &mut AsyncPgConnection,
    memberships: &[ClubMembershipId],
    learners: &[AccountId],
    from: ClubId,
    to: ClubId,
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let moved = club_memberships::table
        .filter(club_memberships::id.eq_any(memberships))
        .filter(club_memberships::learner_id.eq_any(learners));
    diesel::update(moved)
        .set((club_memberships::club_id.eq(to), club_memberships::moved_at.eq(now)))
        .execute(connection)
        .await?;
    let theirs = club_notes::table
        .filter(club_notes::membership_id.eq_any(memberships))
        .filter(club_notes::club_id.eq(from));
    diesel::update(theirs).set(club_notes::club_id.eq(to)).execute(connection).await?;
    leave_teams(connection, from, learners, now).await?;
    accept_requests(connection, to, learners, now).await
}

/// A leader of a club.
#[derive(Debug, Clone, Copy)]
pub struct Leader {
    /// The account.
    pub account: AccountId,
    /// Whether the account is neither disabled nor awaits its deletion.
    pub is_active: bool,
}

/// Whether an account is neither disabled nor awaits its deletion.
#[auto_type(no_type_alias)]
pub(super) fn is_active() -> _ {
    accounts::disabled_at.is_null().and(accounts::deletion_due_at.is_null())
}

/// Returns the leaders of a club, locked until the transaction ends, so that two cannot leave at the same time. Their
/// accounts are not locked.
pub async fn lock_leaders(connection: &mut AsyncPgConnection, club: ClubId) -> Result<Vec<Leader>, DbError> {
    let active = accounts::table.filter(accounts::id.eq(club_memberships::learner_id)).filter(is_active());
    let rows: Vec<(AccountId, bool)> = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .order(club_memberships::id)
        .select((club_memberships::learner_id, exists(active)))
        .for_update()
        .load(connection)
        .await?;
    Ok(rows.into_iter().map(|(account, is_active)| Leader { account, is_active }).collect())
}

/// Returns the clubs that an account leads, in the order in which they are locked, each with the membership.
pub async fn led_clubs(
    connection: &mut AsyncPgConnection,
    account: AccountId,
) -> Result<Vec<(ClubMembershipId, ClubId)>, DbError> {
    let rows = club_memberships::table
        .filter(club_memberships::learner_id.eq(account))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .order(club_memberships::club_id)
        .select((club_memberships::id, club_memberships::club_id))
        .load(connection)
        .await?;
    Ok(rows)
}

/// Deletes a membership; returns its id, if it existed.
pub async fn delete_membership(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
    now: DateTime<Utc>,
) -> Result<Option<ClubMembershipId>, DbError> {
    Ok(delete_memberships(connection, club, &[learner], now).await?.pop())
}

/// Deletes the memberships of some learners of a club; returns their ids. The learners no longer compete for the club in
/// contests that are not over.
pub async fn delete_memberships(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learners: &[AccountId],
    now: DateTime<Utc>,
) -> Result<Vec<ClubMembershipId>, DbError> {
    leave_teams(connection, club, learners, now).await?;
    let theirs = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq_any(learners));
    Ok(diesel::delete(theirs).returning(club_memberships::id).get_results(connection).await?)
}

/// Takes learners out of their club's team in contests that are not over.
async fn leave_teams(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learners: &[AccountId],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let is_over = contests::until_day.lt(StudyDay::on(day_of(now)).0);
    let entries = contest_entries::table
        .filter(contest_entries::club_id.eq(club))
        .filter(contest_entries::learner_id.eq_any(learners))
        .filter(contest_entries::contest_id.ne_all(contests::table.filter(is_over).select(contests::id)));
    diesel::update(entries).set(contest_entries::club_id.eq(None::<ClubId>)).execute(connection).await?;
    Ok(())
}

/// Makes some leaders of a club members.
pub async fn make_members(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learners: &[AccountId],
) -> Result<(), DbError> {
    let theirs = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq_any(learners));
    diesel::update(theirs)
        .set(club_memberships::role.eq(role_name(ClubRole::Member)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the role of a member.
pub async fn set_role(
    connection: &mut AsyncPgConnection,
    membership: ClubMembershipId,
    role: ClubRole,
) -> Result<(), DbError> {
    diesel::update(club_memberships::table.find(membership))
        .set(club_memberships::role.eq(role_name(role)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the leaders' own name for a member.
pub async fn set_alias(
    connection: &mut AsyncPgConnection,
    membership: ClubMembershipId,
    alias: Option<&str>,
) -> Result<(), DbError> {
    diesel::update(club_memberships::table.find(membership))
        .set(club_memberships::alias.eq(alias))
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the leaders' own name for a member who has none.
pub async fn set_missing_alias(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
    alias: &str,
) -> Result<(), DbError> {
    let without = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq(learner))
        .filter(club_memberships::alias.is_null());
    diesel::update(without).set(club_memberships::alias.eq(alias)).execute(connection).await?;
    Ok(())
}

/// Changes what a member shares with the leaders of a club. Returns the id of the membership, if it exists.
pub async fn set_sharing(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
    sharing: Sharing,
) -> Result<Option<ClubMembershipId>, DbError> {
    let own = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq(learner));
    let changed = diesel::update(own)
        .set((
            club_memberships::shares_activity.eq(sharing.activity),
            club_memberships::shares_results.eq(sharing.results),
            club_memberships::shares_answers.eq(sharing.answers),
        ))
        .returning(club_memberships::id)
        .get_result(connection)
        .await
        .optional()?;
    Ok(changed)
}

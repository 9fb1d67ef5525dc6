//! Clubs that accept join requests, and the requests.

use chrono::{DateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Array, Nullable, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use super::role_name;
use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_join_requests as table, club_memberships, clubs};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns, computed};
use crate::domain::clubs::{ClubRole, JoinRequest, JoinRequestStatus, OpenClub, Sharing};
use crate::domain::ids::{AccountId, ClubId, ClubJoinRequestId, OrganizationId};

/// The sort key of join requests: their ids, which increase with time.
pub type JoinRequestKey = ClubJoinRequestId;

#[derive(QueryableByName)]
struct OpenRow {
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Nullable<Text>)]
    area: Option<String>,
}

/// Returns the clubs of organizations that accept join requests, ordered by name, without those that nobody can lead at
/// present. The clubs of a merged organization belong to the one that it was merged into.
pub async fn open_clubs(
    connection: &mut AsyncPgConnection,
    organizations: &[OrganizationId],
) -> Result<Vec<(OrganizationId, OpenClub)>, DbError> {
    let ids: Vec<Uuid> = organizations.iter().map(|id| id.uuid()).collect();
    let rows: Vec<OpenRow> = statement(
        "SELECT coalesce(organizations.merged_into_id, organizations.id) AS organization_id,
           clubs.id, clubs.name, clubs.area
         FROM clubs JOIN organizations ON organizations.id = clubs.organization_id
         WHERE clubs.accepts_requests AND clubs.archived_at IS NULL
           AND (organizations.id = ANY ($1) OR organizations.merged_into_id = ANY ($1))
           AND EXISTS (
             SELECT FROM club_memberships AS led JOIN accounts ON accounts.id = led.learner_id
             WHERE led.club_id = clubs.id AND led.role = 'leader'
               AND accounts.disabled_at IS NULL AND accounts.deletion_due_at IS NULL)
         ORDER BY clubs.name, clubs.id",
    )
    .bind::<Array<SqlUuid>, _>(ids)
    .load(connection)
    .await?;
    let open = |row: OpenRow| {
        (row.organization_id.into(), OpenClub { id: row.id.into(), name: row.name, area: row.area })
    };
    Ok(rows.into_iter().map(open).collect())
}

/// Returns the name of a club, and whether it is archived, if it accepts join requests. It can be neither changed nor deleted
/// until the transaction ends.
pub async fn club_for_requests(
    connection: &mut AsyncPgConnection,
    id: ClubId,
) -> Result<Option<(String, bool)>, DbError> {
    let found = clubs::table.find(id).filter(clubs::accepts_requests);
    let found = found.select((clubs::name, clubs::archived_at.is_not_null())).for_share();
    Ok(found.first(connection).await.optional()?)
}

/// A row of `club_join_requests`, with the names of the club and of the learner.
#[derive(Queryable, Selectable)]
#[diesel(table_name = table)]
struct RequestRow {
    id: ClubJoinRequestId,
    club_id: ClubId,
    #[diesel(select_expression = clubs::name)]
    club_name: String,
    learner_id: AccountId,
    #[diesel(select_expression = accounts::display_name)]
    display_name: String,
    message: Option<String>,
    shares_activity: bool,
    shares_results: bool,
    shares_answers: bool,
    requested_at: DateTime<Utc>,
    status: String,
    decided_at: Option<DateTime<Utc>>,
}

fn request(row: RequestRow) -> Result<JoinRequest, DbError> {
    let place = Place::new("club_join_requests", &row.id);
    Ok(JoinRequest {
        id: row.id,
        club_id: row.club_id,
        club_name: row.club_name,
        learner_id: row.learner_id,
        display_name: row.display_name,
        message: row.message,
        sharing: Sharing {
            activity: row.shares_activity,
            results: row.shares_results,
            answers: row.shares_answers,
        },
        requested_at: row.requested_at,
        status: place.parse("status", &row.status)?,
        decided_at: row.decided_at,
    })
}

/// Returns whether a learner is in a club, and the number of their open requests to other clubs.
pub async fn membership_and_open_requests(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learner: AccountId,
) -> Result<(bool, usize), DbError> {
    let own = club_memberships::table
        .filter(club_memberships::club_id.eq(club))
        .filter(club_memberships::learner_id.eq(learner))
        .count();
    let open = table::table
        .filter(table::learner_id.eq(learner))
        .filter(table::club_id.ne(club))
        .filter(table::status.eq(JoinRequestStatus::Open.as_str()))
        .count();
    let (own, open): (Option<i64>, Option<i64>) =
        diesel::select((own.single_value(), open.single_value())).get_result(connection).await?;
    Ok((own.unwrap_or(0) > 0, computed(open.unwrap_or(0))?))
}

/// Stores a request, and returns its id. If the learner already has an open request to the club, its message and shares
/// are replaced instead.
pub async fn put_request(
    connection: &mut AsyncPgConnection,
    new: &JoinRequest,
) -> Result<ClubJoinRequestId, DbError> {
    let shares = (
        table::shares_activity.eq(new.sharing.activity),
        table::shares_results.eq(new.sharing.results),
        table::shares_answers.eq(new.sharing.answers),
    );
    let open = table::table
        .filter(table::club_id.eq(new.club_id))
        .filter(table::learner_id.eq(new.learner_id))
        .filter(table::status.eq(JoinRequestStatus::Open.as_str()));
    let changed: Option<ClubJoinRequestId> = diesel::update(open)
        .set((table::message.eq(&new.message), shares))
        .returning(table::id)
        .get_result(connection)
        .await
        .optional()?;
    if let Some(id) = changed {
        return Ok(id);
    }
    diesel::insert_into(table::table)
        .values((
            table::id.eq(new.id),
            table::club_id.eq(new.club_id),
            table::learner_id.eq(new.learner_id),
            table::message.eq(&new.message),
            shares,
            table::requested_at.eq(new.requested_at),
            table::status.eq(new.status.as_str()),
            table::decided_at.eq(new.decided_at),
        ))
        .execute(connection)
        .await?;
    Ok(new.id)
}

/// Accepts the open requests of learners who have become members of a club in another way.
pub(super) async fn accept_requests(
    connection: &mut AsyncPgConnection,
    club: ClubId,
    learners: &[AccountId],
    now: DateTime<Utc>,
) -> Result<(), DbError> {
    let open = table::table
        .filter(table::club_id.eq(club))
        .filter(table::learner_id.eq_any(learners))
        .filter(table::status.eq(JoinRequestStatus::Open.as_str()));
    diesel::update(open)
        .set((table::status.eq(JoinRequestStatus::Accepted.as_str()), table::decided_at.eq(now)))
        .execute(connection)
        .await?;
    Ok(())
}

/// Sets the status of an open request. Returns what the request says last about sharing; `None` if it was not open.
pub async fn decide(
    connection: &mut AsyncPgConnection,
    id: ClubJoinRequestId,
    status: JoinRequestStatus,
    now: DateTime<Utc>,
) -> Result<Option<Sharing>, DbError> {
    let open = table::table.find(id).filter(table::status.eq(JoinRequestStatus::Open.as_str()));
    let decided: Option<(bool, bool, bool)> = diesel::update(open)
        .set((table::status.eq(status.as_str()), table::decided_at.eq(now)))
        .returning((table::shares_activity, table::shares_results, table::shares_answers))
        .get_result(connection)
        .await
        .optional()?;
    Ok(decided.map(|(activity, results, answers)| Sharing { activity, results, answers }))
}

/// Loads the requests with these ids that are the viewer's own, or that are to clubs that the viewer leads, in no
/// particular order.
pub async fn requests_by_ids(
    connection: &mut AsyncPgConnection,
    viewer: AccountId,
    ids: &[ClubJoinRequestId],
) -> Result<Vec<JoinRequest>, DbError> {
    let leads = club_memberships::table
        .filter(club_memberships::club_id.eq(table::club_id))
        .filter(club_memberships::learner_id.eq(viewer))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)));
    let rows: Vec<RequestRow> = table::table
        .inner_join(clubs::table)
        .inner_join(accounts::table)
        .filter(table::id.eq_any(ids))
        .filter(table::learner_id.eq(viewer).or(diesel::dsl::exists(leads)))
        .select(columns::<RequestRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(request).collect()
}

/// Loads the newest open requests to the clubs that a leader leads, at most `limit`; the oldest of them first. Those of
/// archived clubs are left out.
pub async fn newest_requests_to_leader(
    connection: &mut AsyncPgConnection,
    leader: AccountId,
    limit: i64,
) -> Result<Vec<JoinRequest>, DbError> {
    let leads = club_memberships::table
        .filter(club_memberships::club_id.eq(table::club_id))
        .filter(club_memberships::learner_id.eq(leader))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)));
    let rows: Vec<RequestRow> = table::table
        .inner_join(clubs::table)
        .inner_join(accounts::table)
        .filter(clubs::archived_at.is_null())
        .filter(table::status.eq(JoinRequestStatus::Open.as_str()))
        .filter(diesel::dsl::exists(leads))
        .order(table::id.desc())
        .limit(limit)
        .select(columns::<RequestRow>())
        .load(connection)
        .await?;
    rows.into_iter().rev().map(request).collect()
}

/// Counts the open requests to each of these clubs that a leader leads. Clubs without any are left out, and so are
/// archived ones.
pub async fn open_requests_of_led(
    connection: &mut AsyncPgConnection,
    leader: AccountId,
    clubs: &[ClubId],
) -> Result<Vec<(ClubId, u32)>, DbError> {
    let rows: Vec<(ClubId, i64)> = table::table
        .inner_join(clubs::table)
        .inner_join(club_memberships::table.on(club_memberships::club_id.eq(table::club_id)))
        .filter(table::club_id.eq_any(clubs))
        .filter(table::status.eq(JoinRequestStatus::Open.as_str()))
        .filter(clubs::archived_at.is_null())
        .filter(club_memberships::learner_id.eq(leader))
        .filter(club_memberships::role.eq(role_name(ClubRole::Leader)))
        .group_by(table::club_id)
        .select((table::club_id, diesel::dsl::count_star()))
        .load(connection)
        .await?;
    rows.into_iter().map(|(club, count)| Ok((club, computed(count)?))).collect()
}

/// The join requests in a list.
#[derive(Debug, Clone, Copy)]
pub enum JoinRequestsOf {
    /// The open requests to a club, oldest first.
    Club(ClubId),
    /// All requests of a learner, newest first.
    Learner(AccountId),
}

/// Loads a page of join requests.
pub async fn requests_page(
    connection: &mut AsyncPgConnection,
    of: JoinRequestsOf,
    page: &PageRequest<JoinRequestKey>,
) -> Result<Page<(JoinRequestKey, JoinRequest)>, DbError> {
    let mut query = table::table
        .inner_join(clubs::table)
        .inner_join(accounts::table)
        .select(columns::<RequestRow>())
        .into_boxed();
    let direction = match of {
        JoinRequestsOf::Club(club) => {
            query = query
                .filter(table::club_id.eq(club))
                .filter(table::status.eq(JoinRequestStatus::Open.as_str()));
            Direction::Ascending
        }
        JoinRequestsOf::Learner(learner) => {
            query = query.filter(table::learner_id.eq(learner));
            Direction::Descending
        }
    };
    let rows: Vec<RequestRow> = page.paginate(query, (table::id,), direction).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let request = request(row)?;
        Ok((request.id, request))
    })
}

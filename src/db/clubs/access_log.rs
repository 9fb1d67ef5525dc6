//! The log of leaders' accesses to members' shared data.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::{Array, Bool, Text, Timestamptz, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_access_log, clubs};
use crate::db::statement::statement;
use crate::db::stored::{Place, columns};
use crate::domain::clubs::{ClubAccess, ClubAccessLogEntry};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId};

/// The page key of access logs: ids increase with time.
pub type ClubAccessKey = ClubAccessLogEntryId;

/// Adds entries for an access to members of clubs: the member, the id of the entry, and the club, which is stored with
/// its current name. A member who already has an entry about the same club, leader and subject, with an id between
/// those of `same_access`, gets no other one, except for a subject that is recorded each time. One SQL statement: only
/// entries that are committed count, so two processes may both add one, but never neither.
pub async fn insert_accesses(
    connection: &mut AsyncPgConnection,
    access: &ClubAccess,
    entries: &[(AccountId, ClubAccessLogEntryId, ClubId)],
    same_access: (Uuid, Uuid),
) -> Result<(), DbError> {
    let learners: Vec<Uuid> = entries.iter().map(|(learner, ..)| learner.uuid()).collect();
    let ids: Vec<Uuid> = entries.iter().map(|(_, id, _)| id.uuid()).collect();
    let club_ids: Vec<Uuid> = entries.iter().map(|(.., club)| club.uuid()).collect();
    statement(
        "INSERT INTO club_access_log (learner_id, id, club_id, leader_id, subject, accessed_at, club_name)
         SELECT new.learner_id, new.id, new.club_id, $4, $5, $6, clubs.name
         FROM unnest($1, $2, $3) AS new (learner_id, id, club_id)
         LEFT JOIN clubs ON clubs.id = new.club_id
         WHERE $7 OR NOT EXISTS (
           SELECT FROM club_access_log AS recent
           WHERE recent.learner_id = new.learner_id AND recent.id BETWEEN $8 AND $9
             AND recent.club_id = new.club_id AND recent.leader_id = $4 AND recent.subject = $5)",
    )
    .bind::<Array<SqlUuid>, _>(learners)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<SqlUuid>, _>(club_ids)
    .bind::<SqlUuid, _>(access.leader_id)
    .bind::<Text, _>(access.subject.as_str())
    .bind::<Timestamptz, _>(access.accessed_at)
    .bind::<Bool, _>(access.subject.is_recorded_each_time())
    .bind::<SqlUuid, _>(same_access.0)
    .bind::<SqlUuid, _>(same_access.1)
    .execute(connection)
    .await?;
    Ok(())
}

/// A row of `club_access_log`, with the names of the club and of the leader, if they still exist.
#[derive(Queryable, Selectable)]
#[diesel(table_name = club_access_log)]
struct EntryRow {
    id: ClubAccessLogEntryId,
    club_id: ClubId,
    #[diesel(select_expression = clubs::name.nullable())]
    present_name: Option<String>,
    #[diesel(column_name = club_name)]
    last_name: Option<String>,
    #[diesel(select_expression = accounts::display_name.nullable())]
    accessed_by: Option<String>,
    subject: String,
    accessed_at: DateTime<Utc>,
}

/// The access log of a learner; each entry with its club and leader.
#[auto_type(no_type_alias)]
fn access_log_of(learner: AccountId) -> _ {
    club_access_log::table
        .left_join(clubs::table.on(clubs::id.eq(club_access_log::club_id)))
        .left_join(accounts::table.on(club_access_log::leader_id.eq(accounts::id.nullable())))
        .filter(club_access_log::learner_id.eq(learner))
}

fn log_entry(row: EntryRow) -> Result<ClubAccessLogEntry, DbError> {
    let subject = Place::new("club_access_log", &row.id).parse("subject", &row.subject)?;
    let EntryRow { id, club_id, present_name, last_name, accessed_by, accessed_at, .. } = row;
    let club_name = present_name.or(last_name).unwrap_or_default();
    Ok(ClubAccessLogEntry { id, club_id, club_name, accessed_by, subject, accessed_at })
}

/// Loads the entries with these ids from a learner's access log, in no particular order.
pub async fn access_log_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ClubAccessLogEntryId],
) -> Result<Vec<ClubAccessLogEntry>, DbError> {
    let rows: Vec<EntryRow> = access_log_of(learner)
        .filter(club_access_log::id.eq_any(ids))
        .select(columns::<EntryRow>())
        .load(connection)
        .await?;
    rows.into_iter().map(log_entry).collect()
}

/// Loads a page of a learner's access log, of all clubs or of one, the newest entries first.
pub async fn access_log_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    club: Option<ClubId>,
    page: &PageRequest<ClubAccessKey>,
) -> Result<Page<(ClubAccessKey, ClubAccessLogEntry)>, DbError> {
    let mut query = access_log_of(learner).select(columns::<EntryRow>()).into_boxed();
    if let Some(club) = club {
        query = query.filter(club_access_log::club_id.eq(club));
    }
    let rows: Vec<EntryRow> =
        page.paginate(query, (club_access_log::id,), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let entry = log_entry(row)?;
        Ok((entry.id, entry))
    })
}

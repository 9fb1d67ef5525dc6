//! The log of leaders' accesses to members' shared data.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use serde::Serialize;

use crate::db::DbError;
use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_access_log, clubs};
use crate::db::statement::{row_array, statement};
use crate::db::stored::{Place, columns};
use crate::domain::clubs::{ClubAccess, ClubAccessLogEntry};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId};

/// The page key of access logs: ids increase with time.
pub type ClubAccessKey = ClubAccessLogEntryId;

/// A row to insert.
#[derive(Serialize)]
struct NewRow {
    learner_id: AccountId,
    id: ClubAccessLogEntryId,
    club_id: ClubId,
    leader_id: AccountId,
    subject: &'static str,
    accessed_at: DateTime<Utc>,
}

/// Adds accesses, each with the learners whose data was accessed and the present name of the club. One SQL statement.
pub async fn insert_accesses(
    connection: &mut AsyncPgConnection,
    accesses: &[(ClubAccess, Vec<AccountId>)],
) -> Result<(), DbError> {
    let row = |access: &ClubAccess, learner: &AccountId| NewRow {
        learner_id: *learner,
        id: access.id,
        club_id: access.club_id,
        leader_id: access.leader_id,
        subject: access.subject.as_str(),
        accessed_at: access.accessed_at,
    };
    let rows: Vec<NewRow> = accesses
        .iter()
        .flat_map(|(access, learners)| learners.iter().map(move |learner| row(access, learner)))
        .collect();
    statement(
        "INSERT INTO club_access_log (learner_id, id, club_id, leader_id, subject, accessed_at, club_name)
         SELECT new.learner_id, new.id, new.club_id, new.leader_id, new.subject, new.accessed_at, clubs.name
         FROM json_populate_recordset(NULL::club_access_log, $1::json) AS new
         LEFT JOIN clubs ON clubs.id = new.club_id",
    )
    .bind::<Text, _>(row_array(&rows)?)
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

/// Loads a page of a learner's access log, the newest entries first.
pub async fn access_log_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<ClubAccessKey>,
) -> Result<Page<(ClubAccessKey, ClubAccessLogEntry)>, DbError> {
    let query = access_log_of(learner).select(columns::<EntryRow>()).into_boxed();
    let rows: Vec<EntryRow> =
        page.paginate(query, (club_access_log::id,), Direction::Descending).load(connection).await?;
    page.finish(rows).try_map(|row| {
        let entry = log_entry(row)?;
        Ok((entry.id, entry))
    })
}

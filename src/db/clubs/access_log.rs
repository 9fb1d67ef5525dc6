//! The log of leaders' accesses to members' shared data.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::page::{Direction, Page, PageRequest};
use crate::db::schema::{accounts, club_access_log, clubs};
use crate::db::stored::{Place, columns};
use crate::db::{DbError, ROWS_PER_INSERT};
use crate::domain::clubs::{ClubAccess, ClubAccessLogEntry};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId};

/// The page key of access logs: ids increase with time.
pub type ClubAccessKey = ClubAccessLogEntryId;

/// Adds accesses, each with the learners whose data was accessed.
pub async fn insert_accesses(
    connection: &mut AsyncPgConnection,
    accesses: &[(ClubAccess, Vec<AccountId>)],
) -> Result<(), DbError> {
    let rows: Vec<_> = accesses
        .iter()
        .flat_map(|(access, learners)| {
            learners.iter().map(move |learner| {
                (
                    club_access_log::learner_id.eq(learner),
                    club_access_log::id.eq(access.id),
                    club_access_log::club_id.eq(access.club_id),
                    club_access_log::leader_id.eq(Some(access.leader_id)),
                    club_access_log::subject.eq(access.subject.as_str()),
                    club_access_log::accessed_at.eq(access.accessed_at),
                )
            })
        })
        .collect();
    for part in rows.chunks(ROWS_PER_INSERT) {
        diesel::insert_into(club_access_log::table).values(part).execute(connection).await?;
    }
    Ok(())
}

/// A row of `club_access_log`, with the names of the club and of the leader, if the leader's account exists.
#[derive(Queryable, Selectable)]
#[diesel(table_name = club_access_log)]
struct EntryRow {
    id: ClubAccessLogEntryId,
    club_id: ClubId,
    #[diesel(select_expression = clubs::name)]
    club_name: String,
    #[diesel(select_expression = accounts::display_name.nullable())]
    accessed_by: Option<String>,
    subject: String,
    accessed_at: DateTime<Utc>,
}

/// The access log of a learner; each entry with its club and leader.
#[auto_type(no_type_alias)]
fn access_log_of(learner: AccountId) -> _ {
    club_access_log::table
        .inner_join(clubs::table)
        .left_join(accounts::table.on(club_access_log::leader_id.eq(accounts::id.nullable())))
        .filter(club_access_log::learner_id.eq(learner))
}

fn log_entry(row: EntryRow) -> Result<ClubAccessLogEntry, DbError> {
    let subject = Place::new("club_access_log", &row.id).parse("subject", &row.subject)?;
    let EntryRow { id, club_id, club_name, accessed_by, accessed_at, .. } = row;
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

//! What leaders have looked at.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::page::{Page, PageRequest};
use crate::db::schema::{accounts, club_access_log, clubs};
use crate::db::stored::parse;
use crate::db::{DbError, ROWS_A_STATEMENT};
use crate::domain::clubs::{ClubAccess, ClubAccessLogEntry};
use crate::domain::ids::{AccountId, ClubAccessLogEntryId, ClubId};

/// What lists of looks are paged by: their ids grow with time.
pub type ClubAccessKey = ClubAccessLogEntryId;

/// Adds looks, each with the learners that it falls on.
pub async fn insert_accesses(
    connection: &mut AsyncPgConnection,
    looks: &[(ClubAccess, Vec<AccountId>)],
) -> Result<(), DbError> {
    let rows: Vec<_> = looks
        .iter()
        .flat_map(|(look, learners)| {
            learners.iter().map(move |learner| {
                (
                    club_access_log::learner_id.eq(learner),
                    club_access_log::id.eq(look.id),
                    club_access_log::club_id.eq(look.club_id),
                    club_access_log::leader_id.eq(look.leader_id),
                    club_access_log::subject.eq(look.subject.as_str()),
                    club_access_log::accessed_at.eq(look.accessed_at),
                )
            })
        })
        .collect();
    for part in rows.chunks(ROWS_A_STATEMENT) {
        diesel::insert_into(club_access_log::table).values(part).execute(connection).await?;
    }
    Ok(())
}

type Row = (ClubAccessLogEntryId, ClubId, String, String, String, DateTime<Utc>);

/// The looks that fell on a learner, each with its club and who looked.
#[auto_type(no_type_alias)]
fn access_log_of(learner: AccountId) -> _ {
    let columns = (
        club_access_log::id,
        club_access_log::club_id,
        clubs::name,
        accounts::display_name,
        club_access_log::subject,
        club_access_log::accessed_at,
    );
    club_access_log::table
        .inner_join(clubs::table)
        .inner_join(accounts::table.on(accounts::id.eq(club_access_log::leader_id)))
        .filter(club_access_log::learner_id.eq(learner))
        .select(columns)
}

fn seen(
    (id, club_id, club_name, accessed_by, subject, accessed_at): Row,
) -> Result<ClubAccessLogEntry, DbError> {
    Ok(ClubAccessLogEntry { id, club_id, club_name, accessed_by, subject: parse(&subject)?, accessed_at })
}

/// The looks with these ids that fell on a learner, in no order.
pub async fn access_log_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ClubAccessLogEntryId],
) -> Result<Vec<ClubAccessLogEntry>, DbError> {
    let rows: Vec<Row> =
        access_log_of(learner).filter(club_access_log::id.eq_any(ids)).load(connection).await?;
    rows.into_iter().map(seen).collect()
}

/// A page of the looks that fell on a learner, the newest first.
pub async fn access_log_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<ClubAccessKey>,
) -> Result<Page<(ClubAccessKey, ClubAccessLogEntry)>, DbError> {
    let mut query = access_log_of(learner).limit(page.fetch()).into_boxed();
    if let Some(id) = page.after {
        query = query.filter(club_access_log::id.lt(id));
    }
    if let Some(id) = page.before {
        query = query.filter(club_access_log::id.gt(id));
    }
    query = if page.from_end {
        query.order(club_access_log::id)
    } else {
        query.order(club_access_log::id.desc())
    };
    let rows: Vec<Row> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let look = seen(row)?;
        Ok((look.id, look))
    })
}

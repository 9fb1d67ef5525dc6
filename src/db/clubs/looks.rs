//! What leaders have looked at.

use chrono::{DateTime, Utc};
use diesel::dsl::auto_type;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::page::{Page, PageRequest};
use crate::db::schema::{accounts, club_looks, clubs};
use crate::db::stored::parse;
use crate::db::{DbError, ROWS_A_STATEMENT};
use crate::domain::clubs::{Look, SeenLook};
use crate::domain::ids::{AccountId, ClubId, ClubLookId};

/// What lists of looks are paged by: their ids grow with time.
pub type LookKey = ClubLookId;

/// Adds looks, each with the learners that it falls on.
pub async fn insert_looks(
    connection: &mut AsyncPgConnection,
    looks: &[(Look, Vec<AccountId>)],
) -> Result<(), DbError> {
    let rows: Vec<_> = looks
        .iter()
        .flat_map(|(look, learners)| {
            learners.iter().map(move |learner| {
                (
                    club_looks::learner_id.eq(learner),
                    club_looks::id.eq(look.id),
                    club_looks::club_id.eq(look.club_id),
                    club_looks::leader_id.eq(look.leader_id),
                    club_looks::subject.eq(look.subject.as_str()),
                    club_looks::looked_at.eq(look.looked_at),
                )
            })
        })
        .collect();
    for part in rows.chunks(ROWS_A_STATEMENT) {
        diesel::insert_into(club_looks::table).values(part).execute(connection).await?;
    }
    Ok(())
}

type Row = (ClubLookId, ClubId, String, String, String, DateTime<Utc>);

/// The looks that fell on a learner, each with its club and who looked.
#[auto_type(no_type_alias)]
fn looks_at(learner: AccountId) -> _ {
    let columns = (
        club_looks::id,
        club_looks::club_id,
        clubs::name,
        accounts::display_name,
        club_looks::subject,
        club_looks::looked_at,
    );
    club_looks::table
        .inner_join(clubs::table)
        .inner_join(accounts::table.on(accounts::id.eq(club_looks::leader_id)))
        .filter(club_looks::learner_id.eq(learner))
        .select(columns)
}

fn seen((id, club_id, club_name, leader_name, subject, looked_at): Row) -> Result<SeenLook, DbError> {
    Ok(SeenLook { id, club_id, club_name, leader_name, subject: parse(&subject)?, looked_at })
}

/// The looks with these ids that fell on a learner, in no order.
pub async fn looks_by_ids(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    ids: &[ClubLookId],
) -> Result<Vec<SeenLook>, DbError> {
    let rows: Vec<Row> = looks_at(learner).filter(club_looks::id.eq_any(ids)).load(connection).await?;
    rows.into_iter().map(seen).collect()
}

/// A page of the looks that fell on a learner, the newest first.
pub async fn looks_page(
    connection: &mut AsyncPgConnection,
    learner: AccountId,
    page: &PageRequest<LookKey>,
) -> Result<Page<(LookKey, SeenLook)>, DbError> {
    let mut query = looks_at(learner).limit(page.fetch()).into_boxed();
    if let Some(id) = page.after {
        query = query.filter(club_looks::id.lt(id));
    }
    if let Some(id) = page.before {
        query = query.filter(club_looks::id.gt(id));
    }
    query = if page.from_end { query.order(club_looks::id) } else { query.order(club_looks::id.desc()) };
    let rows: Vec<Row> = query.load(connection).await?;
    page.finish(rows).try_map(|row| {
        let look = seen(row)?;
        Ok((look.id, look))
    })
}

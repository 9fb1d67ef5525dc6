//! What leaders have looked at.

use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};

use crate::db::DbError;
use crate::db::schema::club_looks;
use crate::domain::clubs::Look;
use crate::domain::ids::AccountId;

/// Adds a look that falls on these learners.
pub async fn insert_look(
    connection: &mut AsyncPgConnection,
    look: &Look,
    learners: &[AccountId],
) -> Result<(), DbError> {
    let rows: Vec<_> = learners
        .iter()
        .map(|learner| {
            (
                club_looks::learner_id.eq(learner),
                club_looks::id.eq(look.id),
                club_looks::club_id.eq(look.club_id),
                club_looks::leader_id.eq(look.leader_id),
                club_looks::subject.eq(look.subject.as_str()),
                club_looks::looked_at.eq(look.looked_at),
            )
        })
        .collect();
    diesel::insert_into(club_looks::table).values(rows).execute(connection).await?;
    Ok(())
}

//! The ids of what was deleted, so that a mutation that a client sends again does not create it anew.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::schema::deleted_ids as table;

/// Whether an id follows from a client's UUID.
fn follows_from_a_clients(id: &Uuid) -> bool {
    id.get_version_num() == 5
}

/// Remembers the ids that follow from a client's UUID. No mutation could create the others again.
pub(super) async fn remember(
    connection: &mut AsyncPgConnection,
    deleted: impl Iterator<Item = Uuid>,
) -> Result<(), DbError> {
    let rows: Vec<_> = deleted.filter(follows_from_a_clients).map(|id| table::id.eq(id)).collect();
    if !rows.is_empty() {
        diesel::insert_into(table::table).values(rows).on_conflict_do_nothing().execute(connection).await?;
    }
    Ok(())
}

/// Whether a club or a word list with this id was deleted. False if the id does not follow from a client's UUID.
pub async fn was_deleted(connection: &mut AsyncPgConnection, id: Uuid) -> Result<bool, DbError> {
    if !follows_from_a_clients(&id) {
        return Ok(false);
    }
    Ok(diesel::select(exists(table::table.find(id))).get_result(connection).await?)
}

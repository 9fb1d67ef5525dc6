//! The ids of what was deleted, so that a mutation that a client sends again does not create it anew.

use std::iter;

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::{Uuid, uuid};

use crate::db::DbError;
use crate::db::schema::deleted_ids as table;
use crate::domain::ids::AccountId;

/// The namespace of what stands for the ids of deleted accounts.
const DELETED_ACCOUNT: Uuid = uuid!("c1a4f7f0-2f0e-4f0b-8f0d-6f3f5b1c7e92");

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

/// Whether a club, a word list or a webhook with this id was deleted. False if the id does not follow from a client's UUID.
pub async fn was_deleted(connection: &mut AsyncPgConnection, id: Uuid) -> Result<bool, DbError> {
    if !follows_from_a_clients(&id) {
        return Ok(false);
    }
    Ok(diesel::select(exists(table::table.find(id))).get_result(connection).await?)
}

/// Returns what is kept of the id of a deleted account: a hash, because no row may name the account any more.
fn trace_of(account: AccountId) -> Uuid {
    let id = account.uuid();
    if follows_from_a_clients(&id) { Uuid::new_v5(&DELETED_ACCOUNT, id.as_bytes()) } else { id }
}

/// Remembers the id of a deleted account, as [`remember`] does.
pub(super) async fn remember_account(
    connection: &mut AsyncPgConnection,
    deleted: AccountId,
) -> Result<(), DbError> {
    remember(connection, iter::once(trace_of(deleted))).await
}

/// Whether an account with this id was deleted, as in [`was_deleted`].
pub async fn account_was_deleted(connection: &mut AsyncPgConnection, id: AccountId) -> Result<bool, DbError> {
    was_deleted(connection, trace_of(id)).await
}

//! Records that may describe the same thing as another one.

use diesel::QueryableByName;
use diesel::sql_types::{Array, Text, Uuid as SqlUuid};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use uuid::Uuid;

use crate::db::DbError;
use crate::db::statement::statement;
use crate::domain::directory::{RecordContent, RecordKind};

/// Returns the identity keys of a record, as its row stores them.
pub(super) fn identity_keys<C: RecordContent>(content: &C) -> Vec<Option<String>> {
    content.identity_keys().into_iter().map(|found| Some(found.key)).collect()
}

#[derive(QueryableByName)]
struct SharedKey {
    #[diesel(sql_type = Text)]
    key: String,
}

/// Returns those of a record's identity keys that another record of its kind has. Merged records do not count. An index
/// finds each key, so the number of records does not matter.
pub async fn shared_keys(
    connection: &mut AsyncPgConnection,
    kind: RecordKind,
    id: Uuid,
    keys: &[String],
) -> Result<Vec<String>, DbError> {
    let shared: Vec<SharedKey> = statement(include_str!("duplicates.sql"))
        .bind::<Text, _>(kind.as_str())
        .bind::<SqlUuid, _>(id)
        .bind::<Array<Text>, _>(keys)
        .load(connection)
        .await?;
    Ok(shared.into_iter().map(|shared| shared.key).collect())
}

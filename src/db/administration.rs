//! Whole databases, for backups: their versions, whether they are empty, and their names.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Integer, Text};
use diesel_async::{RunQueryDsl, SimpleAsyncConnection as _};

use crate::db::connection::connect;
use crate::db::migrations::MigrationError;
use crate::db::statement::statement;

#[derive(QueryableByName)]
struct Version {
    #[diesel(sql_type = Integer)]
    major: i32,
}

/// Returns the major version of the server behind a URL.
pub async fn server_major(url: &str) -> Result<u32, MigrationError> {
    let mut connection = connect(url).await?;
    let found: Version = statement("SELECT current_setting('server_version_num')::integer / 10000 AS major")
        .get_result(&mut connection)
        .await
        .map_err(MigrationError::failed)?;
    u32::try_from(found.major).map_err(MigrationError::failed)
}

#[derive(QueryableByName)]
struct Relations {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Whether a database has no tables, views or sequences of its own.
pub async fn is_empty(url: &str) -> Result<bool, MigrationError> {
    let mut connection = connect(url).await?;
    let found: Relations = statement(
        "SELECT count(*) AS number FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
         WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
           AND nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'",
    )
    .get_result(&mut connection)
    .await
    .map_err(MigrationError::failed)?;
    Ok(found.number == 0)
}

#[derive(QueryableByName)]
struct Exists {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

/// Whether the server has a database with this name.
pub async fn database_exists(admin_url: &str, name: &str) -> Result<bool, MigrationError> {
    let mut connection = connect(admin_url).await?;
    let found: Exists = statement("SELECT count(*) AS number FROM pg_database WHERE datname = $1")
        .bind::<Text, _>(name)
        .get_result(&mut connection)
        .await
        .map_err(MigrationError::failed)?;
    Ok(found.number > 0)
}

/// Deletes a database if it exists.
pub async fn drop_database(admin_url: &str, name: &str) -> Result<(), MigrationError> {
    execute(admin_url, &format!("DROP DATABASE IF EXISTS {name}")).await
}

/// Renames a database, to which nobody may be connected.
pub async fn rename_database(admin_url: &str, from: &str, to: &str) -> Result<(), MigrationError> {
    execute(admin_url, &format!("ALTER DATABASE {from} RENAME TO {to}")).await
}

/// Collects the statistics that the planner needs. A restored database has none.
pub async fn analyze(url: &str) -> Result<(), MigrationError> {
    execute(url, "ANALYZE").await
}

async fn execute(url: &str, statement: &str) -> Result<(), MigrationError> {
    connect(url).await?.batch_execute(statement).await.map_err(MigrationError::failed)
}

//! The migrations, embedded into the program.

use std::time::Duration;

use diesel::migration::{Migration, MigrationSource as _};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl, SimpleAsyncConnection as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use crate::db::advisory_locks;
use crate::db::connection::connect;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!();

mod versions {
    diesel::table! {
        #[sql_name = "__diesel_schema_migrations"]
        schema_migrations (version) {
            version -> Text,
        }
    }
}
use versions::schema_migrations;

/// The number of attempts at a migration whose tables are locked.
const ATTEMPTS: u32 = 20;
/// The pause between two attempts.
const PAUSE: Duration = Duration::from_secs(2);
/// The time that a migration waits for a lock.
const LOCK_TIMEOUT: Duration = Duration::from_millis(1_500);
/// The SQLSTATE `lock_not_available`, in front of the error's text.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// An error when migrating or reading the schema.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[from] diesel::ConnectionError),
    /// A migration failed and was rolled back.
    #[error("the database's schema cannot be migrated: {0}")]
    Failed(String),
}

impl MigrationError {
    pub(super) fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed(error.to_string())
    }
}

async fn harness(
    url: &str,
) -> Result<AsyncMigrationHarness<diesel_async::AsyncPgConnection>, MigrationError> {
    let mut connection = connect(url).await?;
    connection.batch_execute(advisory_locks::MIGRATION).await.map_err(MigrationError::failed)?;
    // While a migration waits for a lock, it also blocks all later requests for the table, so it does not wait for
    // long.
    let set_timeout = format!("SET lock_timeout = {}", LOCK_TIMEOUT.as_millis());
    connection.batch_execute(&set_timeout).await.map_err(MigrationError::failed)?;
    Ok(AsyncMigrationHarness::new(connection))
}

/// Runs the pending migrations, and returns how many there were. Requires a multi-threaded runtime.
pub async fn run(url: &str) -> Result<usize, MigrationError> {
    // The lock is released when the connection closes.
    let mut harness = harness(url).await?;
    let mut applied = 0;
    for attempt in 1.. {
        while harness.has_pending_migration(MIGRATIONS).map_err(MigrationError::failed)? {
            match harness.run_next_migration(MIGRATIONS) {
                Ok(_) => applied += 1,
                Err(error) if attempt < ATTEMPTS && error.to_string().contains(LOCK_NOT_AVAILABLE) => {
                    tracing::warn!(attempt, "a migration waits for a lock, and is tried again");
                    break;
                }
                Err(error) => return Err(MigrationError::failed(error)),
            }
        }
        if !harness.has_pending_migration(MIGRATIONS).map_err(MigrationError::failed)? {
            break;
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(applied)
}

/// Reverts all migrations. Requires a multi-threaded runtime.
pub async fn revert_all(url: &str) -> Result<usize, MigrationError> {
    let mut harness = harness(url).await?;
    harness.revert_all_migrations(MIGRATIONS).map(|applied| applied.len()).map_err(MigrationError::failed)
}

/// Whether migrations are pending. Read-only, so that a role without permission to change the schema can call it.
pub async fn pending(url: &str) -> Result<bool, MigrationError> {
    let mut connection = connect(url).await?;
    let applied: Result<Vec<String>, _> =
        schema_migrations::table.select(schema_migrations::version).load(&mut connection).await;
    let applied = match applied {
        Ok(applied) => applied,
        // The table does not exist: no migration has been run.
        Err(diesel::result::Error::DatabaseError(_, info)) if info.message().contains("does not exist") => {
            return Ok(true);
        }
        Err(error) => return Err(MigrationError::failed(error)),
    };
    let known: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().map_err(MigrationError::failed)?;
    Ok(known.iter().any(|migration| !applied.contains(&migration.name().version().to_string())))
}

/// Creates a database on the server at `admin_url`, if it does not exist.
pub async fn create_database(admin_url: &str, name: &str) -> Result<(), MigrationError> {
    let mut connection = connect(admin_url).await?;
    let created = connection.batch_execute(&format!("CREATE DATABASE {name}")).await;
    match created {
        Err(diesel::result::Error::DatabaseError(_, info)) if info.message().contains("already exists") => {
            Ok(())
        }
        other => other.map_err(MigrationError::failed),
    }
}

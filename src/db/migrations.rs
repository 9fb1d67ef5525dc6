//! The migrations, embedded into the program.

use diesel::migration::{Migration, MigrationSource as _};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel_async::{AsyncMigrationHarness, RunQueryDsl, SimpleAsyncConnection as _};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use crate::db::tls;

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

/// Holds two services that start at once apart. The number is arbitrary, and this service's own.
const LOCK: &str = "SELECT pg_advisory_lock(4738213)";

/// The schema could not be brought up to date, or looked at.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[from] diesel::ConnectionError),
    /// A migration failed; what had been done of it is undone.
    #[error("the database's schema cannot be migrated: {0}")]
    Failed(String),
}

impl MigrationError {
    fn failed(error: impl std::fmt::Display) -> Self {
        Self::Failed(error.to_string())
    }
}

async fn harness(
    url: &str,
) -> Result<AsyncMigrationHarness<diesel_async::AsyncPgConnection>, MigrationError> {
    let mut connection = tls::connect(url).await?;
    connection.batch_execute(LOCK).await.map_err(MigrationError::failed)?;
    Ok(AsyncMigrationHarness::new(connection))
}

/// Runs the migrations that the database lacks; how many they were. Needs a multi-thread runtime.
pub async fn run(url: &str) -> Result<usize, MigrationError> {
    // The lock goes with the connection.
    let mut harness = harness(url).await?;
    harness.run_pending_migrations(MIGRATIONS).map(|done| done.len()).map_err(MigrationError::failed)
}

/// Reverts all migrations. Needs a multi-thread runtime.
pub async fn revert_all(url: &str) -> Result<usize, MigrationError> {
    let mut harness = harness(url).await?;
    harness.revert_all_migrations(MIGRATIONS).map(|done| done.len()).map_err(MigrationError::failed)
}

/// Whether the database lacks a migration. It only reads: a role that may not change the schema can ask.
pub async fn pending(url: &str) -> Result<bool, MigrationError> {
    let mut connection = tls::connect(url).await?;
    let done: Result<Vec<String>, _> =
        schema_migrations::table.select(schema_migrations::version).load(&mut connection).await;
    let done = match done {
        Ok(done) => done,
        // There is no such table: no migration was ever run.
        Err(diesel::result::Error::DatabaseError(_, info)) if info.message().contains("does not exist") => {
            return Ok(true);
        }
        Err(error) => return Err(MigrationError::failed(error)),
    };
    let known: Vec<Box<dyn Migration<Pg>>> = MIGRATIONS.migrations().map_err(MigrationError::failed)?;
    Ok(known.iter().any(|migration| !done.contains(&migration.name().version().to_string())))
}

/// Creates a database on the server behind `admin_url`, where it isn't there.
pub async fn create_database(admin_url: &str, name: &str) -> Result<(), MigrationError> {
    let mut connection = tls::connect(admin_url).await?;
    let created = connection.batch_execute(&format!("CREATE DATABASE {name}")).await;
    match created {
        Err(diesel::result::Error::DatabaseError(_, info)) if info.message().contains("already exists") => {
            Ok(())
        }
        other => other.map_err(MigrationError::failed),
    }
}

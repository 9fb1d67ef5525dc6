//! Poolers such as pgbouncer, between the service and PostgreSQL.

use diesel::dsl::sql;
use diesel::result::Error;
use diesel::sql_types::Integer;
use diesel_async::{AsyncPgConnection, RunQueryDsl as _, SimpleAsyncConnection as _};
use tokio::time::timeout;

use super::server::{Server, TimeLimits};
use super::wire_state::LongStatements;
use super::{DatabaseError, WAIT_LIMIT};

/// Fails if the database is behind a pooler in transaction mode, where the service would fail at random: statements that
/// it prepared and settings that it made are gone in the next transaction.
pub async fn refuse_transaction_mode(url: &str) -> Result<(), DatabaseError> {
    let server = Server::new(url)?;
    let unlimited = LongStatements::default();
    let mut one = server.connect(TimeLimits::COMMANDS, &unlimited).await?;
    let before = process(&mut one.connection).await?;
    if before == one.driver.wire.process() {
        return Ok(());
    }
    // In session mode, two clients never share a process. A pool of one session lets only one of them in.
    let Ok(Ok(mut other)) = timeout(WAIT_LIMIT, server.connect(TimeLimits::COMMANDS, &unlimited)).await
    else {
        return Ok(());
    };
    other.connection.batch_execute("BEGIN").await?;
    let of_other = process(&mut other.connection).await?;
    let is_shared = of_other == before || process(&mut one.connection).await? != before;
    other.connection.batch_execute("ROLLBACK").await?;
    if is_shared { Err(DatabaseError::TransactionMode) } else { Ok(()) }
}

/// Returns the process that works for a connection at the moment.
async fn process(connection: &mut AsyncPgConnection) -> Result<i32, Error> {
    diesel::select(sql::<Integer>("pg_backend_pid()")).get_result(connection).await
}

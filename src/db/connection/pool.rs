//! The pool's decisions: which connections it opens, tests, and closes.

use std::sync::Arc;
use std::time::Duration;

use deadpool::managed::{Manager, Metrics, RecycleError, RecycleResult};
use diesel::ConnectionError;
use diesel::connection::InstrumentationEvent;
use diesel_async::pooled_connection::PoolableConnection as _;
use diesel_async::{AsyncConnection as _, SimpleAsyncConnection as _};
use tokio::time::timeout;

use super::QUIET_LIMIT;
use super::server::{Server, ServerConnection, TimeLimits};
use super::wire_state::LongStatements;

/// A connection that has been idle for longer is tested before it is used: a firewall may have forgotten it.
const TEST_AFTER_IDLE: Duration = Duration::from_secs(10);
/// The time that a tested connection has to answer.
const TEST_LIMIT: Duration = Duration::from_secs(1);
/// The age at which connections are closed. Some live a little longer, so that not all are opened at the same time.
const LIFETIME: Duration = Duration::from_mins(30);
const LIFETIME_SPREAD_SECONDS: u64 = 300;

/// Opens the connections of a pool, and tests them before they are used again.
pub(super) struct Connections {
    pub(super) server: Arc<Server>,
    pub(super) limits: TimeLimits,
    pub(super) long_statements: LongStatements,
}

impl Manager for Connections {
    type Type = ServerConnection;
    type Error = ConnectionError;

    async fn create(&self) -> Result<ServerConnection, ConnectionError> {
        // On the heap, because the future of each use case contains this one, and few of them connect.
        Box::pin(self.server.connect(self.limits, &self.long_statements)).await
    }

    async fn recycle(
        &self,
        pooled: &mut ServerConnection,
        metrics: &Metrics,
    ) -> RecycleResult<ConnectionError> {
        let refuse = |why| Err(RecycleError::Message(why));
        let wire = &pooled.driver.wire;
        if pooled.driver.has_ended() || wire.is_unusable() || pooled.connection.is_broken() {
            return refuse("the connection is broken".into());
        }
        // The driver may still be closing a statement that it does not keep, after the connection was returned.
        if timeout(QUIET_LIMIT, wire.quiet()).await.is_err() {
            return refuse("the server still owes an answer".into());
        }
        if metrics.age() > LIFETIME + Duration::from_secs(u64::from(wire.noise()) % LIFETIME_SPREAD_SECONDS) {
            return refuse("the connection is old".into());
        }
        if self.server.silence().is_after(&wire.heard) {
            return refuse("another connection has fallen silent since, so this one may have, too".into());
        }
        if wire.heard.elapsed() < TEST_AFTER_IDLE {
            return Ok(());
        }
        // The request that used it last must not count this statement.
        pooled.connection.set_instrumentation(|_: InstrumentationEvent<'_>| {});
        // On the heap, as above.
        match timeout(TEST_LIMIT, Box::pin(pooled.connection.batch_execute("SELECT 1"))).await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(error)) => refuse(error.to_string().into()),
            Err(_) => {
                self.server.silence().set_to_now();
                refuse("the connection is silent".into())
            }
        }
    }
}

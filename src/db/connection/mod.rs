//! The connection pool, and the sessions that count their SQL statements.

mod lanes;
mod observer;
mod permits;
mod pool;
mod pooler;
mod protocol;
mod replica;
mod server;
mod stream;
mod tls;
mod transaction;
mod url;
mod wire;
mod wire_state;

use std::ops::{Deref, DerefMut};
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{BuildError, Object, Pool, Timeouts};
use diesel::ConnectionResult;
use diesel_async::pooled_connection::PoolableConnection as _;
use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use futures_util::future::BoxFuture;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout, timeout_at};

use self::lanes::{ClientLanes, UseCase, lane_width};
use self::permits::Permits;
use self::pool::Connections;
use self::replica::Replica;
use self::server::{Server, ServerConnection};
use self::wire_state::LongStatements;
use crate::db::DbError;
use crate::domain::number::saturated;

pub use self::lanes::{Client, Lanes};
pub use self::pooler::refuse_transaction_mode;
pub(super) use self::protocol::split_code;
pub use self::replica::{ReplicaProblem, ReplicaState};
pub use self::server::TimeLimits;
pub use self::transaction::{Repeatable, TransactionError};

/// The time that a request waits for a connection before the database counts as unavailable.
const WAIT_LIMIT: Duration = Duration::from_secs(1);
/// The step between the waiting times of requests that wait at the same time. If all were equal, requests that arrive
/// together would fail together, and keep the processors busy at the same moment.
const WAIT_STEP: Duration = Duration::from_millis(25);
/// The number of different waiting times.
const WAIT_STEPS: u32 = 8;
/// The time that a request waits while its client already has its maximum number of connections.
const CLIENT_WAIT_LIMIT: Duration = Duration::from_secs(3);
/// The maximum number of waiting requests for each connection of the pool. Further ones are refused at once, since they
/// would not get a connection in time.
const WAITING_PER_CONNECTION: usize = 20;
/// The number of a pool's connections that long statements leave to other requests.
const SPARE_CONNECTIONS: usize = 2;
/// The time that a connection gets to finish an answer before another request uses it.
const QUIET_LIMIT: Duration = Duration::from_millis(100);

/// A connection from the pool. When dropped, it returns to the pool. If a request was cancelled in the middle of a
/// transaction or a statement, it is closed instead, so that the server stops working for it and releases its locks.
pub struct Connection {
    pooled: Option<Object<Connections>>,
    permits: Permits,
    _in_use: ConnectionInUse,
}

impl Connection {
    #[expect(clippy::expect_used, reason = "only `drop` takes it out")]
    fn server_connection(&self) -> &ServerConnection {
        self.pooled.as_ref().expect("present until dropped")
    }

    /// Returns a number that differs between connections and moments.
    fn noise(&self) -> u32 {
        self.server_connection().driver.wire.noise()
    }
}

impl Deref for Connection {
    type Target = AsyncPgConnection;

    fn deref(&self) -> &AsyncPgConnection {
        &self.server_connection().connection
    }
}

impl DerefMut for Connection {
    #[expect(clippy::expect_used, reason = "only `drop` takes it out")]
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        &mut self.pooled.as_mut().expect("present until dropped").connection
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        let Some(mut pooled) = self.pooled.take() else { return };
        self.permits.pause_account();
        if pooled.driver.wire.was_given_up() {
            self.permits.rest_use_case();
        }
        if pooled.connection.is_broken() {
            drop(Object::take(pooled));
            return;
        }
        if !pooled.driver.wire.is_waiting() {
            return;
        }
        // Usually the end of an answer whose first row was enough. Otherwise a statement of a cancelled request.
        let Ok(runtime) = Handle::try_current() else { return drop(Object::take(pooled)) };
        runtime.spawn(async move {
            let wire = pooled.driver.wire.clone();
            if timeout(QUIET_LIMIT, wire.quiet()).await.is_err() {
                drop(Object::take(pooled));
            }
        });
    }
}

/// The connection pool of a database.
#[derive(Clone)]
pub struct Database {
    pool: Pool<Connections>,
    /// One connection for health checks alone, so that a busy service does not seem unhealthy.
    health: Pool<Connections>,
    statements: Arc<AtomicU64>,
    clients: ClientLanes,
    use_cases: Arc<Lanes<UseCase>>,
    /// The number of requests that wait for a connection.
    waiting: Arc<AtomicUsize>,
    replica: Option<Arc<Replica>>,
}

/// An error in the database's URL or in the pool's settings.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// The URL is wrong, or its server cannot be reached.
    #[error("the database cannot be used: {0}")]
    Url(#[from] diesel::ConnectionError),
    /// The database cannot be reached.
    #[error("the database cannot be reached: {0}")]
    Unreachable(#[from] diesel::result::Error),
    /// The database is behind a pooler that gives each transaction another connection.
    #[error(
        "the database is behind a connection pooler in transaction mode, which loses prepared statements and settings \
         between transactions; use its session mode (pgbouncer: pool_mode=session), or connect to PostgreSQL directly"
    )]
    TransactionMode,
    /// The settings of the pool are wrong.
    #[error("{0}")]
    Pool(#[from] BuildError),
}

impl Database {
    /// Creates the pool of a service, of at most `connections` connections, each opened when it is first needed.
    pub fn new(url: &str, connections: usize) -> Result<Self, DatabaseError> {
        Self::with_limits(url, connections, TimeLimits::REQUESTS)
    }

    /// Creates the pool of a command: one connection, whose statements may take minutes.
    pub fn for_command(url: &str) -> Result<Self, DatabaseError> {
        Self::with_limits(url, 1, TimeLimits::COMMANDS)
    }

    /// Creates a pool of at most `connections` connections, whose statements have these time limits.
    pub fn with_limits(url: &str, connections: usize, limits: TimeLimits) -> Result<Self, DatabaseError> {
        let waiting = Arc::<AtomicUsize>::default();
        let permits = lane_width(connections.saturating_sub(SPARE_CONNECTIONS));
        let long_statements = LongStatements::new(permits, waiting.clone());
        let server = Arc::new(Server::new(url)?);
        let pool = |size, long_statements| {
            Pool::builder(Connections { server: server.clone(), limits, long_statements })
                .max_size(size)
                .runtime(Runtime::Tokio1)
                .wait_timeout(Some(WAIT_LIMIT))
                .create_timeout(Some(server.connect_limit(limits)))
                .build()
        };
        Ok(Self {
            pool: pool(connections, long_statements)?,
            health: pool(1, LongStatements::default())?,
            statements: Arc::default(),
            clients: ClientLanes::default(),
            use_cases: Arc::default(),
            waiting,
            replica: None,
        })
    }

    /// Starts a session, which counts its SQL statements from zero.
    pub fn session(&self) -> Session {
        Session {
            database: self.clone(),
            statements: Arc::default(),
            in_use: Arc::default(),
            uses_primary: Arc::default(),
        }
    }

    /// Returns the number of SQL statements sent so far by all sessions.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Returns the maximum number of connections.
    pub fn connections(&self) -> usize {
        self.pool.status().max_size
    }

    /// Checks that the database responds, by a connection of its own.
    pub async fn ping(&self) -> Result<(), DbError> {
        let mut pooled = self.health.get().await?;
        Ok(pooled.connection.batch_execute("SELECT 1").await?)
    }

    /// Closes all connections; later requests for a connection fail.
    pub fn close(&self) {
        self.pool.close();
        self.health.close();
        if let Some(replica) = &self.replica {
            replica.close();
        }
    }

    /// Waits for a connection from the pool, after permits in the lanes of the client and of the use case.
    async fn acquire(
        &self,
        client: Option<Client>,
        use_case: UseCase,
    ) -> Result<(Object<Connections>, Permits), DbError> {
        let connections = self.connections();
        let [of_client, of_network] = match client {
            Some(client) => {
                // On the heap, because the future of each use case contains this one.
                let entering = Box::pin(self.clients.enter(client, connections));
                timeout(CLIENT_WAIT_LIMIT, entering).await?
            }
            None => [None, None],
        };
        let waiting = Counted::new(&self.waiting);
        if waiting.before >= connections * WAITING_PER_CONNECTION {
            return Err(DbError::Busy("too many requests wait for a connection"));
        }
        let deadline = Instant::now() + WAIT_LIMIT - WAIT_STEP * (saturated(waiting.before) % WAIT_STEPS);
        let of_use_case =
            timeout_at(deadline, self.use_cases.enter(use_case, lane_width(connections / 2))).await?;
        let wait = Some(deadline.saturating_duration_since(Instant::now()));
        let pooled = self.pool.timeout_get(&Timeouts { wait, ..self.pool.timeouts() }).await?;
        let permits = Permits {
            of_client,
            _of_network: of_network,
            of_use_case,
            account_width: client
                .filter(|client| client.is_account())
                .map(|client| client.width(connections)),
            taken_at: Instant::now(),
        };
        Ok((pooled, permits))
    }
}

/// Opens a connection without a pool, such as for migrations.
pub(super) async fn connect(url: &str) -> ConnectionResult<AsyncPgConnection> {
    let ServerConnection { connection, driver } =
        Server::new(url)?.connect(TimeLimits::COMMANDS, &LongStatements::default()).await?;
    // The driver's task ends with the connection.
    std::mem::forget(driver);
    Ok(connection)
}

/// Returns the role and the password that a URL names.
pub(super) fn credentials(url: &str) -> ConnectionResult<(Option<String>, Option<String>)> {
    Ok(Server::new(url)?.credentials())
}

/// The database session of one request or one command.
#[derive(Clone)]
pub struct Session {
    database: Database,
    statements: Arc<AtomicU64>,
    in_use: Arc<AtomicUsize>,
    /// Whether the session has taken a connection to the primary.
    uses_primary: Arc<AtomicBool>,
}

/// Keeps a number higher by one, as long as this exists.
struct Counted {
    counter: Arc<AtomicUsize>,
    /// The number before it was raised.
    before: usize,
}

impl Counted {
    fn new(counter: &Arc<AtomicUsize>) -> Self {
        Self { counter: counter.clone(), before: counter.fetch_add(1, Ordering::Relaxed) }
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.counter.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Counts a connection of a session, from the time it is requested until it is returned.
type ConnectionInUse = Counted;

impl Session {
    /// Takes a connection that counts towards this session, for a client if one is known. The place in the code that
    /// calls this stands for the use case.
    #[track_caller]
    pub fn connection(
        &self,
        client: Option<Client>,
    ) -> impl Future<Output = Result<Connection, DbError>> + Send + use<> {
        self.take(None, client, Location::caller())
    }

    /// Takes a connection to the replica for reading, as [`Self::connection`] does. `None` if the primary is to be read:
    /// there is no replica, it lags too much, it cannot be reached, or the session has used the primary.
    #[track_caller]
    pub fn replica_connection(
        &self,
        client: Option<Client>,
    ) -> Option<BoxFuture<'static, Result<Option<Connection>, DbError>>> {
        let replica = self.database.replica.as_ref().filter(|_| self.reads_replica())?;
        let taken = self.take(Some(replica.database().clone()), client, Location::caller());
        Some(Box::pin(async move {
            match taken.await {
                Ok(connection) => Ok(Some(connection)),
                // Readers who crowd the replica must not crowd the primary, too.
                Err(error @ DbError::Busy(_)) => Err(error),
                Err(_) => Ok(None),
            }
        }))
    }

    /// Whether the session would read from the replica now.
    pub fn reads_replica(&self) -> bool {
        let is_read = self.database.replica.as_ref().is_some_and(|replica| replica.is_read());
        is_read && !self.uses_primary.load(Ordering::Relaxed)
    }

    /// Makes the session read only from the primary from now on.
    pub fn stay_on_primary(&self) {
        self.uses_primary.store(true, Ordering::Relaxed);
    }

    /// Takes a connection to the replica if one is given, otherwise to the primary.
    fn take(
        &self,
        replica: Option<Database>,
        client: Option<Client>,
        use_case: UseCase,
    ) -> impl Future<Output = Result<Connection, DbError>> + Send + use<> {
        let session = self.clone();
        async move {
            let in_use = Counted::new(&session.in_use);
            if replica.is_none() {
                session.stay_on_primary();
            }
            let database = replica.as_ref().unwrap_or(&session.database);
            let (mut pooled, permits) = database.acquire(client, use_case).await?;
            let counters = [session.statements.clone(), database.statements.clone()];
            pooled.connection.set_instrumentation(observer::StatementObserver::new(counters));
            Ok(Connection { pooled: Some(pooled), permits, _in_use: in_use })
        }
    }

    /// Whether a connection of this session is in use or being waited for.
    pub fn is_in_use(&self) -> bool {
        self.in_use.load(Ordering::Relaxed) > 0
    }

    /// Returns the number of SQL statements sent so far, without BEGIN and COMMIT.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn taking_a_connection_needs_little_room_in_the_state_of_a_use_case() {
        let database = Database::new("postgresql://nobody@127.0.0.1/nothing", 2).unwrap();
        let size = size_of_val(&database.session().connection(None));
        assert!(size <= 3_072, "{size} bytes");
    }
}

//! The connection pool, and the sessions that count their SQL statements.

use std::fmt::{self, Write as _};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use deadpool::Runtime;
use deadpool::managed::{BuildError, Object};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, PoolableConnection, RecyclingMethod,
};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};
use tracing::{Level, Span};

use crate::db::{DbError, tls};

type Pooled = Object<AsyncDieselConnectionManager<AsyncPgConnection>>;

/// A connection from the pool. When dropped, it returns to the pool. If it is dropped in the middle of a transaction,
/// because a request was cancelled, it is closed instead, so that its locks are released at once and not when the
/// connection is next used.
pub struct Connection {
    pooled: Option<Pooled>,
    _in_use: ConnectionInUse,
}

impl Deref for Connection {
    type Target = AsyncPgConnection;

    #[expect(clippy::expect_used, reason = "only `drop` takes it out")]
    fn deref(&self) -> &AsyncPgConnection {
        self.pooled.as_ref().expect("present until dropped")
    }
}

impl DerefMut for Connection {
    #[expect(clippy::expect_used, reason = "only `drop` takes it out")]
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        self.pooled.as_mut().expect("present until dropped")
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if let Some(mut pooled) = self.pooled.take()
            && PoolableConnection::is_broken(&mut *pooled)
        {
            drop(Object::take(pooled));
        }
    }
}

/// The time that a request waits for a connection before the database counts as unavailable.
const CONNECTION_TIMEOUT: Duration = Duration::from_secs(2);

/// The connection pool of a database.
#[derive(Clone)]
pub struct Database {
    pool: Pool<AsyncPgConnection>,
    statements: Arc<AtomicU64>,
}

impl Database {
    /// Creates a pool of at most `connections` connections, each opened when it is first needed.
    pub fn new(url: &str, connections: usize) -> Result<Self, BuildError> {
        let mut config = ManagerConfig::<AsyncPgConnection>::default();
        config.custom_setup = Box::new(tls::connect);
        // `Verified` would cost a round trip per checkout; a broken connection is noticed when it is used.
        config.recycling_method = RecyclingMethod::Fast;
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(CONNECTION_TIMEOUT))
            .create_timeout(Some(CONNECTION_TIMEOUT))
            .build()?;
        Ok(Self { pool, statements: Arc::default() })
    }

    /// Starts a session, which counts its SQL statements from zero.
    pub fn session(&self) -> Session {
        Session { database: self.clone(), statements: Arc::default(), in_use: Arc::default() }
    }

    /// Returns the number of SQL statements sent so far by all sessions.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Returns the maximum number of connections.
    pub fn connections(&self) -> usize {
        self.pool.status().max_size
    }

    /// Checks that the database responds.
    pub async fn ping(&self) -> Result<(), DbError> {
        let mut connection = self.session().connection().await?;
        Ok(connection.batch_execute("SELECT 1").await?)
    }

    /// Closes all connections; later requests for a connection fail.
    pub fn close(&self) {
        self.pool.close();
    }
}

/// The database session of one request or one command.
#[derive(Clone)]
pub struct Session {
    database: Database,
    statements: Arc<AtomicU64>,
    in_use: Arc<AtomicUsize>,
}

/// Counts a connection of a session, from the time it is requested until it is returned.
struct ConnectionInUse(Arc<AtomicUsize>);

impl ConnectionInUse {
    fn of(session: &Session) -> Self {
        session.in_use.fetch_add(1, Ordering::Relaxed);
        Self(session.in_use.clone())
    }
}

impl Drop for ConnectionInUse {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Session {
    /// Takes a connection that counts towards this session.
    pub async fn connection(&self) -> Result<Connection, DbError> {
        let in_use = ConnectionInUse::of(self);
        let mut connection = self.database.pool.get().await?;
        connection.set_instrumentation(StatementObserver {
            counters: [self.statements.clone(), self.database.statements.clone()],
            running: None,
        });
        Ok(Connection { pooled: Some(connection), _in_use: in_use })
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

/// Counts statements, except those that begin or end a transaction. At the level `debug`, each statement also has a span
/// of the target `statements`, with its text but without the values of its parameters, which may be personal. The span
/// ends with an event that says how long the statement took.
struct StatementObserver {
    counters: [Arc<AtomicU64>; 2],
    running: Option<(Span, Instant)>,
}

impl Instrumentation for StatementObserver {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartQuery { query, .. } => {
                let is_logged = tracing::enabled!(target: "statements", Level::DEBUG);
                let mut text =
                    Beginning { text: String::new(), length: if is_logged { MAX_LOGGED } else { 8 } };
                // Fails on purpose, see `Beginning`.
                let _ = write!(text, "{query}");
                if ["BEGIN", "COMMIT", "ROLLBACK"].iter().any(|word| text.text.starts_with(word)) {
                    return;
                }
                for counter in &self.counters {
                    counter.fetch_add(1, Ordering::Relaxed);
                }
                if is_logged {
                    let span = tracing::debug_span!(target: "statements", "statement", text = text.text);
                    self.running = Some((span, Instant::now()));
                }
            }
            InstrumentationEvent::FinishQuery { error, .. } => {
                if let Some((span, started)) = self.running.take() {
                    let (milliseconds, failed) = (started.elapsed().as_secs_f64() * 1e3, error.is_some());
                    tracing::debug!(target: "statements", parent: &span, milliseconds, failed, "statement ended");
                }
            }
            _ => {}
        }
    }
}

/// The maximum number of characters of a logged statement.
const MAX_LOGGED: usize = 2_000;

/// The beginning of the first piece of a formatted query, which is the text of the statement. Formatting ends with it,
/// because the rest of a query, with the values of all parameters, would take a tenth of the service's time.
struct Beginning {
    text: String,
    length: usize,
}

impl fmt::Write for Beginning {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        self.text.extend(piece.chars().take(self.length));
        Err(fmt::Error)
    }
}

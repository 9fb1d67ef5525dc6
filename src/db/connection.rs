//! The pool of connections, and the sessions that count what they send.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::Duration;

use deadpool::Runtime;
use deadpool::managed::{BuildError, Object};
use diesel::connection::{Instrumentation, InstrumentationEvent};
use diesel_async::pooled_connection::deadpool::Pool;
use diesel_async::pooled_connection::{
    AsyncDieselConnectionManager, ManagerConfig, PoolableConnection, RecyclingMethod,
};
use diesel_async::{AsyncConnection as _, AsyncPgConnection, SimpleAsyncConnection as _};

use crate::db::{DbError, tls};

type Pooled = Object<AsyncDieselConnectionManager<AsyncPgConnection>>;

/// A connection taken from the pool. Dropped, it goes back; but in the middle of a transaction, when a request was given
/// up, it is closed, so that its locks go with it at once and not when somebody next takes it.
pub struct Connection {
    pooled: Option<Pooled>,
    _in_use: ConnectionInUse,
}

impl Deref for Connection {
    type Target = AsyncPgConnection;

    #[expect(clippy::expect_used, reason = "only drop takes it out")]
    fn deref(&self) -> &AsyncPgConnection {
        self.pooled.as_ref().expect("there until it is dropped")
    }
}

impl DerefMut for Connection {
    #[expect(clippy::expect_used, reason = "only drop takes it out")]
    fn deref_mut(&mut self) -> &mut AsyncPgConnection {
        self.pooled.as_mut().expect("there until it is dropped")
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

/// How long a request waits for a connection before the database counts as unavailable.
const PATIENCE: Duration = Duration::from_secs(2);

/// The pool of connections to one database.
#[derive(Clone)]
pub struct Database {
    pool: Pool<AsyncPgConnection>,
    statements: Arc<AtomicU64>,
}

impl Database {
    /// A pool of at most `connections` connections, each made when it is first needed.
    pub fn new(url: &str, connections: usize) -> Result<Self, BuildError> {
        let mut config = ManagerConfig::<AsyncPgConnection>::default();
        config.custom_setup = Box::new(tls::connect);
        // `Verified` would cost a round trip a checkout; a broken connection is noticed when it is used.
        config.recycling_method = RecyclingMethod::Fast;
        let manager = AsyncDieselConnectionManager::new_with_config(url, config);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .runtime(Runtime::Tokio1)
            .wait_timeout(Some(PATIENCE))
            .create_timeout(Some(PATIENCE))
            .build()?;
        Ok(Self { pool, statements: Arc::default() })
    }

    /// A session that counts its statements from zero.
    pub fn session(&self) -> Session {
        Session { database: self.clone(), statements: Arc::default(), in_use: Arc::default() }
    }

    /// SQL statements sent so far by all sessions.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How many connections there are at most.
    pub fn connections(&self) -> usize {
        self.pool.status().max_size
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<(), DbError> {
        let mut connection = self.session().connection().await?;
        Ok(connection.batch_execute("SELECT 1").await?)
    }

    /// Closes all connections; whoever asks for one from now on is refused.
    pub fn close(&self) {
        self.pool.close();
    }
}

/// What one request, or one command, does with the database.
#[derive(Clone)]
pub struct Session {
    database: Database,
    statements: Arc<AtomicU64>,
    in_use: Arc<AtomicUsize>,
}

/// Counts a connection of a session, from when it is waited for until it is given back.
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
    /// A connection that counts into this session.
    pub async fn connection(&self) -> Result<Connection, DbError> {
        let in_use = ConnectionInUse::of(self);
        let mut connection = self.database.pool.get().await?;
        connection.set_instrumentation(StatementCounter([
            self.statements.clone(),
            self.database.statements.clone(),
        ]));
        Ok(Connection { pooled: Some(connection), _in_use: in_use })
    }

    /// Whether a connection of this session is used, or waited for.
    pub fn is_in_use(&self) -> bool {
        self.in_use.load(Ordering::Relaxed) > 0
    }

    /// SQL statements sent so far; BEGIN and COMMIT are not counted.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

struct StatementCounter([Arc<AtomicU64>; 2]);

impl Instrumentation for StatementCounter {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        if let InstrumentationEvent::StartQuery { query, .. } = event {
            let text = query.to_string();
            if !["BEGIN", "COMMIT", "ROLLBACK"].iter().any(|word| text.starts_with(word)) {
                for counter in &self.0 {
                    counter.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }
}

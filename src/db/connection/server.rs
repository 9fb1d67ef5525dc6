//! The database server that a URL names: its hosts, and how to connect to one of them.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use diesel::{ConnectionError, ConnectionResult};
use diesel_async::{AsyncPgConnection, SimpleAsyncConnection as _};
use futures_util::future::BoxFuture;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::config::{SslMode as DriverSslMode, SslNegotiation};
use tokio_postgres::error::SqlState;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};
use tokio_postgres::{Client, Config, Error, NoTls, SimpleQueryMessage};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::stream::{Encryption, Stream, offers_tls, open};
use super::tls::{self, SslMode};
use super::url::{Address, OwnParameters, Target, hosts};
use super::wire::Wire;
use super::wire_state::{LongStatements, Moment, WireState};
use crate::domain::number::saturated;

/// How often the server checks whether a client is still connected.
const CONNECTION_CHECK: Duration = Duration::from_millis(500);

/// The time limits of a connection's statements.
#[derive(Debug, Clone, Copy)]
pub struct TimeLimits {
    /// How long to wait for one host to connect, unless the URL has a `connect_timeout`.
    connect: Duration,
    /// The server cancels a statement that runs longer.
    statement: Duration,
    /// The server cancels a statement that waits longer for a lock.
    lock: Duration,
    /// The service closes the connection if the server owes an answer and is silent for this time.
    silence: Duration,
    /// The server ends a transaction that sends nothing for this time.
    idle_transaction: Duration,
}

impl TimeLimits {
    /// The limits of requests. A pool whose connections have gone silent recovers within the last of them.
    pub const REQUESTS: Self = Self {
        connect: Duration::from_secs(2),
        statement: Duration::from_secs(6),
        lock: Duration::from_secs(2),
        silence: Duration::from_secs(7),
        idle_transaction: Duration::from_secs(30),
    };
    /// The limits of commands and of loading content, which may take minutes.
    pub const COMMANDS: Self = Self {
        connect: Duration::from_secs(15),
        statement: Duration::from_mins(10),
        lock: Duration::from_mins(1),
        silence: Duration::from_mins(11),
        idle_transaction: Duration::from_mins(10),
    };
}

/// A connection to a server, and the task that drives it.
pub(super) struct ServerConnection {
    pub(super) connection: AsyncPgConnection,
    pub(super) driver: DriverTask,
}

/// The task that drives a connection. It ends after its connection was dropped: at once if the server still owes an
/// answer, because the server stops working for a closed connection.
pub(super) struct DriverTask {
    task: JoinHandle<()>,
    pub(super) wire: Arc<WireState>,
}

impl DriverTask {
    fn spawn(driver: Driver, wire: Arc<WireState>) -> Self {
        let task = tokio::spawn(async move {
            if let Err(error) = driver.await {
                tracing::warn!(%error, "a database connection broke");
            }
        });
        Self { task, wire }
    }

    pub(super) fn has_ended(&self) -> bool {
        self.task.is_finished()
    }
}

impl Drop for DriverTask {
    fn drop(&mut self) {
        if self.wire.is_waiting() {
            self.task.abort();
        }
    }
}

/// A server, as its URL describes it.
pub(super) struct Server {
    config: Config,
    hosts: Vec<(Address, u16)>,
    /// The host to which the last connection was made. It is tried first.
    last: AtomicUsize,
    mode: SslMode,
    connector: MakeRustlsConnect,
    target: Target,
    silence: Arc<Moment>,
}

/// What performs the TLS handshake with one host.
type Handshake = <MakeRustlsConnect as MakeTlsConnect<Stream>>::TlsConnect;

/// The driver of a connection, over any kind of stream.
type Driver = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// Why an attempt failed.
enum Failure {
    /// The host cannot be reached, or is silent.
    Host(io::Error),
    /// The server refuses the connection, or this kind of encryption.
    Server(Error),
}

impl Failure {
    /// Whether another kind of encryption may help.
    fn is_about_encryption(&self) -> bool {
        match self {
            Self::Host(error) => tls::is_tls_error(error),
            Self::Server(error) => {
                // The server's rules may accept the client only with TLS, or only without.
                error.code() == Some(&SqlState::INVALID_AUTHORIZATION_SPECIFICATION)
                    || error.to_string().contains("TLS")
            }
        }
    }
}

impl From<Failure> for ConnectionError {
    fn from(failure: Failure) -> Self {
        let error: &dyn std::error::Error = match &failure {
            Failure::Host(error) => error,
            Failure::Server(error) => error,
        };
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text.push_str(": ");
            text.push_str(&error.to_string());
            cause = error.source();
        }
        text.push_str(tls::hint(&text));
        Self::BadConnection(text)
    }
}

impl Server {
    /// Reads a URL, or a text of `key=value` pairs.
    pub(super) fn new(url: &str) -> ConnectionResult<Self> {
        let own = OwnParameters::of(url)?;
        let config: Config = own.rest.parse().map_err(|error: Error| {
            let cause =
                std::error::Error::source(&error).map(|cause| format!(": {cause}")).unwrap_or_default();
            ConnectionError::InvalidConnectionUrl(format!("{error}{cause}"))
        })?;
        let hosts = hosts(&config)?;
        let connector = tls::connector(own.mode, own.root_file.as_deref())?;
        let silence = Arc::default();
        Ok(Self {
            config,
            hosts,
            last: AtomicUsize::new(0),
            mode: own.mode,
            connector,
            target: own.target,
            silence,
        })
    }

    /// Returns the role to log in with, and its password, as the URL names them.
    pub(super) fn credentials(&self) -> (Option<String>, Option<String>) {
        let password = self.config.get_password().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
        (self.config.get_user().map(ToOwned::to_owned), password)
    }

    /// When a connection was last closed because its server was silent.
    pub(super) fn silence(&self) -> &Moment {
        &self.silence
    }

    /// Returns how long connecting may take, with all hosts.
    pub(super) fn connect_limit(&self, limits: TimeLimits) -> Duration {
        self.host_limit(limits) * saturated(self.hosts.len()) + Duration::from_millis(500)
    }

    fn host_limit(&self, limits: TimeLimits) -> Duration {
        self.config.get_connect_timeout().copied().unwrap_or(limits.connect)
    }

    /// Connects to the first host that can be reached and has the required role (`target_session_attrs`).
    pub(super) async fn connect(
        &self,
        limits: TimeLimits,
        long_statements: &LongStatements,
    ) -> ConnectionResult<ServerConnection> {
        let first = self.last.load(Ordering::Relaxed);
        let order = || (first..self.hosts.len()).chain(0..first);
        let mut last_error = ConnectionError::BadConnection("the URL names no host".to_owned());
        let targets = match self.target {
            Target::PreferStandby => &[Target::Standby, Target::Any][..],
            ref target => std::slice::from_ref(target),
        };
        for target in targets {
            for index in order() {
                let Some((address, port)) = self.hosts.get(index) else { continue };
                let wire = WireState::new(self.silence.clone(), long_statements.clone());
                let attempt = self.connect_host(address, *port, *target, limits, wire);
                match timeout(self.host_limit(limits), attempt).await {
                    Ok(Ok(connection)) => {
                        self.last.store(index, Ordering::Relaxed);
                        return Ok(connection);
                    }
                    Ok(Err(error)) => last_error = error,
                    Err(_) => {
                        last_error =
                            ConnectionError::BadConnection(format!("{address:?} does not answer in time"));
                    }
                }
            }
        }
        Err(last_error)
    }

    async fn connect_host(
        &self,
        address: &Address,
        port: u16,
        target: Target,
        limits: TimeLimits,
        wire: Arc<WireState>,
    ) -> ConnectionResult<ServerConnection> {
        let (client, driver) = self.log_in(address, port, &wire, limits).await?;
        let driver = DriverTask::spawn(driver, wire);
        if let Some((query, wanted)) = target.test() {
            let answer = client.simple_query(query).await.map_err(Failure::Server)?;
            let is_wanted = answer
                .iter()
                .any(|message| matches!(message, SimpleQueryMessage::Row(row) if row.get(0) == Some(wanted)));
            if !is_wanted {
                return Err(ConnectionError::BadConnection(format!(
                    "{address:?} is not what target_session_attrs asks for"
                )));
            }
        }
        let mut connection = AsyncPgConnection::try_from(client).await?;
        set_up(&mut connection, limits).await?;
        Ok(ServerConnection { connection, driver })
    }

    async fn log_in(
        &self,
        address: &Address,
        port: u16,
        wire: &Arc<WireState>,
        limits: TimeLimits,
    ) -> Result<(Client, Driver), Failure> {
        let attempts = match (address, self.mode) {
            // As in libpq, there is no TLS on unix sockets.
            (Address::Socket(_), _) | (_, SslMode::Disable) => &[Encryption::Off][..],
            (_, SslMode::Allow) => &[Encryption::Off, Encryption::On],
            (_, SslMode::Prefer) => &[Encryption::IfOffered, Encryption::Off],
            _ => &[Encryption::On],
        };
        let mut failure = Failure::Host(io::ErrorKind::Unsupported.into());
        for (index, encryption) in attempts.iter().enumerate() {
            if index > 0 && !failure.is_about_encryption() {
                break;
            }
            match self.attempt(address, port, *encryption, wire, limits).await {
                Ok(connected) => return Ok(connected),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    async fn attempt(
        &self,
        address: &Address,
        port: u16,
        encryption: Encryption,
        wire: &Arc<WireState>,
        limits: TimeLimits,
    ) -> Result<(Client, Driver), Failure> {
        let (wire, mut config) = (wire.clone(), self.config.clone());
        let mut stream = open(address, port, &self.config).await.map_err(Failure::Host)?;
        if let Address::Tcp(name, _) = address
            && encryption != Encryption::Off
            && offers_tls(&mut stream, encryption).await.map_err(Failure::Host)?
        {
            let mut connector = self.connector.clone();
            let handshake =
                <MakeRustlsConnect as MakeTlsConnect<Stream>>::make_tls_connect(&mut connector, name);
            let handshake = handshake.map_err(|error| Failure::Host(io::Error::other(error)))?;
            let watched = WatchedTls { handshake, wire, limits };
            // The server has agreed to TLS already.
            config.ssl_mode(DriverSslMode::Require).ssl_negotiation(SslNegotiation::Direct);
            let (client, driver) = config.connect_raw(stream, watched).await.map_err(Failure::Server)?;
            return Ok((client, Box::pin(driver)));
        }
        config.ssl_mode(DriverSslMode::Disable);
        let stream = Wire::new(stream, wire, limits.silence);
        let (client, driver) = config.connect_raw(stream, NoTls).await.map_err(Failure::Server)?;
        Ok((client, Box::pin(driver)))
    }
}

/// Sets the time limits, so that a statement whose request was dropped does not hold its connection for long.
async fn set_up(connection: &mut AsyncPgConnection, limits: TimeLimits) -> ConnectionResult<()> {
    let TimeLimits { statement, lock, idle_transaction, connect: _, silence: _ } = limits;
    // Statements are prepared once and executed often: planning them each time takes up to a third of PostgreSQL's
    // time.
    let settings = format!(
        "SET plan_cache_mode = force_generic_plan; SET statement_timeout = {}; SET lock_timeout = {}; \
         SET idle_in_transaction_session_timeout = {}",
        statement.as_millis(),
        lock.as_millis(),
        idle_transaction.as_millis()
    );
    connection.batch_execute(&settings).await.map_err(ConnectionError::CouldntSetupConfiguration)?;
    // The server stops working for a connection that was closed. Not every operating system supports it.
    let check = format!("SET client_connection_check_interval = {}", CONNECTION_CHECK.as_millis());
    let _ = connection.batch_execute(&check).await;
    Ok(())
}

/// Makes TLS connections whose content is watched.
struct WatchedTls {
    handshake: Handshake,
    wire: Arc<WireState>,
    limits: TimeLimits,
}

impl TlsConnect<Stream> for WatchedTls {
    type Stream = Wire<<Handshake as TlsConnect<Stream>>::Stream>;
    type Error = <Handshake as TlsConnect<Stream>>::Error;
    type Future = BoxFuture<'static, Result<Self::Stream, Self::Error>>;

    fn connect(self, stream: Stream) -> Self::Future {
        let Self { handshake, wire, limits } = self;
        let connecting = handshake.connect(stream);
        Box::pin(async move { Ok(Wire::new(connecting.await?, wire, limits.silence)) })
    }
}

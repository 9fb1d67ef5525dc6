//! The real service, with its own database and port, and a clock that the test advances.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, Duration, Utc};
use dostyq::app::accounts::{self, SecondFactorKey};
use dostyq::app::directory::WebhookSender;
use dostyq::app::passwords::Passwords;
use dostyq::app::rate_limits::Budgets;
use dostyq::app::reminders::Push;
use dostyq::app::{AccountSettings, Caller, Services};
use dostyq::db::{self, Database, TimeLimits};
use dostyq::domain::access::SecondFactorRule;
use dostyq::domain::accounts::{RelyingParty, Role, SessionLifetime};
use dostyq::domain::clock::Clock;
use dostyq::graphql::{Engine, new_engine};
use dostyq::http::draining::Draining;
use dostyq::http::listener::{ConnectedClients, Listener};
use dostyq::http::{Settings, State, routes, shutdown};
use dostyq::import;
use dostyq::mail::Mail;
use dostyq::outgoing::Outgoing;
use dostyq::web_push::VapidKey;
use graphql_engine::{Limits, TrustedDocuments};
use poem::listener::TcpAcceptor;
use sha2::{Digest as _, Sha256};

use super::client::Client;
use super::cluster::TestDatabase;

/// The address at which clients reach the services of the tests, as far as they know.
pub(crate) const PUBLIC_URL: &str = "https://dostyq.example";

/// The options of a test service.
#[derive(Default)]
struct Policy {
    budgets: Budgets,
    trusted_documents: TrustedDocuments,
    requires_second_factor: bool,
    /// Whether browsers use the service at `localhost`.
    is_local: bool,
    /// The path below which clients reach the service.
    prefix: &'static str,
    mail: Option<Arc<Mail>>,
    /// The replica, and how much it may lag.
    replica: Option<(String, std::time::Duration)>,
    /// The time limits of statements, if they are not those of requests.
    time_limits: Option<TimeLimits>,
}

/// The key of second factors of every test service.
const SECOND_FACTOR_KEY: &str = "a key for the tests, and for nothing else";

/// A running service. Dropping it ends the service and deletes its database.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    pub(crate) clock: TestClock,
    pub(crate) services: Services,
    pub(crate) database: TestDatabase,
    engine: Engine,
    /// The server, and the watch on the replica.
    tasks: [tokio::task::JoinHandle<()>; 2],
    _running: shutdown::Trigger,
}

impl Service {
    /// Starts a service with the project's content.
    pub(crate) async fn start() -> Self {
        Self::with_limits(Limits::default()).await
    }

    pub(crate) async fn with_limits(limits: Limits) -> Self {
        Self::start_over(Self::database(), limits).await
    }

    /// Starts a service that sends e-mail. Nothing is sent until the test does.
    pub(crate) async fn with_mail(mail: Arc<Mail>) -> Self {
        Self::with_mail_over(Self::database(), mail).await
    }

    /// Starts a service that sends e-mail, over a database that the test created.
    pub(crate) async fn with_mail_over(database: TestDatabase, mail: Arc<Mail>) -> Self {
        let policy = Policy { mail: Some(mail), ..Policy::default() };
        Self::prepared(database, Limits::default(), &[], policy).await
    }

    /// Starts a service that executes each public query by itself, so that its statements can be counted.
    pub(crate) async fn sharing_nothing(mail: Option<Arc<Mail>>) -> Self {
        let policy = Policy { mail, ..Policy::default() };
        let limits = Limits { shared_bytes: 0, ..Limits::default() };
        Self::prepared(Self::database(), limits, &[], policy).await
    }

    /// Creates a database with the project's content.
    pub(crate) fn database() -> TestDatabase {
        TestDatabase::create(&TEMPLATE, |url| Box::pin(prepare(url)))
    }

    /// Starts a service whose clients have budgets.
    pub(crate) async fn with_budgets(budgets: Budgets) -> Self {
        let policy = Policy { budgets, ..Policy::default() };
        let engine = new_engine(Limits::default()).unwrap();
        Self::serve(Self::database(), engine, &["https://app.example.kz"], policy).await
    }

    /// Starts a service whose clients may send documents by their ids.
    pub(crate) async fn trusting(trusted_documents: TrustedDocuments) -> Self {
        Self::with_policy(Policy { trusted_documents, ..Policy::default() }).await
    }

    /// Starts another service over the same database, which still belongs to this one.
    pub(crate) async fn start_second(&self) -> Self {
        Self::start_over(TestDatabase::external(self.database.url.clone()), Limits::default()).await
    }

    /// Starts a service that also serves pages of another origin.
    pub(crate) async fn for_origin(origin: &str) -> Self {
        Self::prepared(Self::database(), Limits::default(), &[origin], Policy::default()).await
    }

    /// Starts a service in which editors and admins need a second factor. In the others they don't.
    pub(crate) async fn requiring_second_factor() -> Self {
        Self::with_policy(Policy { requires_second_factor: true, ..Policy::default() }).await
    }

    async fn with_policy(policy: Policy) -> Self {
        Self::serve(Self::database(), new_engine(Limits::default()).unwrap(), &[], policy).await
    }

    /// Starts a service that browsers use at `localhost`, where they have passkeys.
    pub(crate) async fn at_localhost(mail: Arc<Mail>) -> Self {
        let policy = Policy { is_local: true, mail: Some(mail), ..Policy::default() };
        Self::prepared(Self::database(), Limits::default(), &[], policy).await
    }

    /// Starts a service that a proxy serves below a path.
    pub(crate) async fn below(prefix: &'static str) -> Self {
        Self::with_policy(Policy { prefix, ..Policy::default() }).await
    }

    /// As [`Service::below`], with e-mail.
    pub(crate) async fn with_mail_below(prefix: &'static str, mail: Arc<Mail>) -> Self {
        let policy = Policy { prefix, mail: Some(mail), ..Policy::default() };
        Self::prepared(Self::database(), Limits::default(), &[], policy).await
    }

    /// Starts a service that reads a replica of the database as long as it lags little.
    pub(crate) async fn with_replica(
        database: TestDatabase,
        replica: String,
        max_lag: std::time::Duration,
    ) -> Self {
        let policy = Policy { replica: Some((replica, max_lag)), ..Policy::default() };
        Self::prepared(database, Limits::default(), &[], policy).await
    }

    /// Starts a service whose statements may take minutes, also while they wait for a lock.
    pub(crate) async fn with_patience() -> Self {
        let policy = Policy { time_limits: Some(TimeLimits::COMMANDS), ..Policy::default() };
        Self::prepared(Self::database(), Limits::default(), &[], policy).await
    }

    /// Starts a service over a database that the test created.
    pub(crate) async fn start_over(database: TestDatabase, limits: Limits) -> Self {
        Self::prepared(database, limits, &[], Policy::default()).await
    }

    async fn prepared(database: TestDatabase, limits: Limits, origins: &[&str], policy: Policy) -> Self {
        let service = Self::serve(database, new_engine(limits).unwrap(), origins, policy).await;
        // Load the catalogue now, so that no counted operation does.
        Caller::anonymous(&service.services).catalogue().await.unwrap();
        service
    }

    /// Starts the same service over another database. Faster than building the schema again.
    pub(crate) async fn restart_over(&self, database: TestDatabase) -> Self {
        let policy = Policy { mail: self.services.mail.clone(), ..Policy::default() };
        Self::serve(database, self.engine.clone(), &[], policy).await
    }

    async fn serve(database: TestDatabase, engine: Engine, origins: &[&str], policy: Policy) -> Self {
        let clock = TestClock::default();
        let limits = policy.time_limits.unwrap_or(TimeLimits::REQUESTS);
        let mut pool = Database::with_limits(&database.url, 4, limits).unwrap();
        if let Some((replica, max_lag)) = &policy.replica {
            pool = pool.with_replica(replica, *max_lag).unwrap();
        }
        let watched = pool.clone();
        let watch = tokio::spawn(async move { watched.watch_replica().await });
        let passwords = Passwords::with_params(argon2::Params::new(8, 1, 1, None).unwrap()).unwrap();
        let required = policy.requires_second_factor;
        let settings = AccountSettings {
            sessions: SessionLifetime { idle: Duration::days(90), absolute: Duration::days(365) },
            deletion_grace: Duration::days(14),
            public_editor_names: false,
            second_factor: if required { SecondFactorRule::Required } else { SecondFactorRule::Optional },
        };
        let socket = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let url = if policy.is_local { format!("http://{address}") } else { PUBLIC_URL.to_owned() };
        let local = Outgoing::new().unwrap().reaching_local();
        let services = Services::new(pool, clock.clock(), passwords, settings)
            .with_public_url(&format!("{PUBLIC_URL}{}", policy.prefix))
            .with_budgets(policy.budgets)
            .with_second_factor_key(SecondFactorKey::new(&SECOND_FACTOR_KEY.to_owned().into()))
            .with_relying_party(RelyingParty::at(&url))
            .with_mail(policy.mail)
            .with_push(Some(push(local.clone())))
            .with_webhooks(WebhookSender::new(local, PUBLIC_URL));
        let (running, shutdown) = shutdown::channel();
        let clients = ConnectedClients::default();
        let settings = Settings {
            origins: origins.iter().map(|&origin| origin.to_owned()).collect(),
            graphiql: true,
            client_address_header: Some("x-forwarded-for".to_owned()),
            public_url: format!("{PUBLIC_URL}{}", policy.prefix),
            trusted_documents: policy.trusted_documents,
            clients: clients.clone(),
            draining: Draining::default(),
            shutdown,
        };
        let (app, _) = routes(State { engine: engine.clone(), services: services.clone() }, settings);
        let idle = std::time::Duration::from_mins(5);
        let acceptor = Listener::new(TcpAcceptor::from_tokio(socket).unwrap(), idle, clients);
        let server =
            tokio::spawn(async move { poem::Server::new_with_acceptor(acceptor).run(app).await.unwrap() });
        let tasks = [server, watch];
        Self { address, clock, services, database, engine, tasks, _running: running }
    }

    /// Returns a client that nobody is logged in with and that accepts English.
    pub(crate) fn client(&self) -> Client {
        Client::new(self.address)
    }

    /// Registers an account with a role, and returns a client that is logged in to it.
    pub(crate) async fn register_with_role(&self, email: &str, role: Role) -> Client {
        let client = self.client().register(email).await;
        self.set_role(email, role).await;
        client
    }

    /// Makes the account with this e-mail address a leader, as an administrator does.
    pub(crate) async fn promote(&self, email: &str) {
        self.set_role(email, Role::Leader).await;
    }

    /// Gives the account with this e-mail address a role, as an administrator does.
    pub(crate) async fn set_role(&self, email: &str, role: Role) {
        accounts::set_role(&Caller::anonymous(&self.services), email, role).await.unwrap();
    }

    /// Counts the SQL statements that the service sends while `act` runs.
    pub(crate) async fn statements<T>(&self, act: impl Future<Output = T>) -> (T, u64) {
        let before = self.services.database.statements();
        let done = act.await;
        (done, self.services.database.statements() - before)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
        self.services.database.close();
    }
}

/// Returns what reminders are sent with: the same key for each service, and a client that reaches this machine.
fn push(outgoing: Outgoing) -> Push {
    static KEY: LazyLock<String> = LazyLock::new(|| VapidKey::generate_pem().unwrap());
    Push::new(VapidKey::from_pem(KEY.as_bytes()).unwrap(), PUBLIC_URL, outgoing)
}

/// A clock that moves only when the test advances it. It starts at 2026-11-23T06:00:00Z, 11:00 in Almaty.
#[derive(Clone)]
pub(crate) struct TestClock(Arc<AtomicI64>);

impl Default for TestClock {
    fn default() -> Self {
        let begin: DateTime<Utc> = "2026-11-23T06:00:00Z".parse().unwrap();
        Self(Arc::new(AtomicI64::new(begin.timestamp_micros())))
    }
}

impl TestClock {
    pub(crate) fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0.load(Ordering::Relaxed)).unwrap()
    }

    pub(crate) fn advance(&self, by: Duration) {
        self.0.fetch_add(by.num_microseconds().unwrap(), Ordering::Relaxed);
    }

    fn clock(&self) -> Clock {
        let clock = self.clone();
        Clock::new(move || clock.now())
    }
}

/// The template's name: a hash of its contents, so that a changed migration or content file creates a new template.
static TEMPLATE: LazyLock<String> = LazyLock::new(|| {
    let mut fingerprint = content().fingerprint().to_owned();
    let mut migrations: Vec<_> = walk(&root().join("migrations"));
    migrations.sort();
    for file in migrations {
        fingerprint.push_str(&std::fs::read_to_string(file).unwrap());
    }
    let hash: [u8; 32] = Sha256::digest(fingerprint).into();
    format!("template_{:016x}", u64::from_be_bytes(*hash.first_chunk().unwrap()))
});

/// Migrates an empty database and imports the project's content. It needs a multi-thread runtime.
pub(crate) async fn prepare(url: String) {
    db::migrations::run(&url).await.unwrap();
    let database = Database::new(&url, 1).unwrap();
    import::apply(&database.session(), &content(), import::Origin::Default, TestClock::default().now())
        .await
        .unwrap();
    database.close();
}

fn content() -> import::Content {
    import::read(&root().join("content")).unwrap_or_else(|mistakes| panic!("{mistakes:?}"))
}

/// Returns the project's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns all files below a folder.
pub(crate) fn walk(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

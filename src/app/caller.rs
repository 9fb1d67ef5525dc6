//! The caller of a use case, and the services that use cases share.

use std::net::IpAddr;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use tokio::sync::OnceCell;
use uuid::{Uuid, uuid};

use crate::app::accounts::{SecondFactorKey, SessionLookups};
use crate::app::catalogue_cache::CatalogueCache;
use crate::app::change_poller::ChangePoller;
use crate::app::clubs::{ClubPollers, KnowledgeCache, ProgressCache};
use crate::app::directory::{VersionChecks, WebhookSender};
use crate::app::learning::{BackgroundPermits, ProgressSubscriptionKey};
use crate::app::passwords::Passwords;
use crate::app::rate_limits::{Budgets, RateLimits};
use crate::app::reminders::Push;
use crate::app::{AccountSettings, AppError};
use crate::db::{Client, Connection, Database, Repeatable, Session};
use crate::domain::access::Audience;
use crate::domain::accounts::{Account, RelyingParty, Role, is_recent_login};
use crate::domain::clock::Clock;
use crate::domain::ids::{ClubId, Id};
use crate::domain::learning::catalogue::Catalogue;
use crate::domain::learning::settings::LearnerSettings;
use crate::domain::network::network;
use crate::domain::problem::Problem;
use crate::mail::Mail;
use crate::random;

/// The namespace of ids that are derived from a client's UUID, for mutations that clients may send again.
const CREATED: Uuid = uuid!("5b0f6c1e-6d0a-4a57-9d3c-2f1f8d9a7e64");

/// The services that all use cases share, created once at startup.
#[derive(Clone)]
pub struct Services {
    /// The database.
    pub database: Database,
    /// The same database, for jobs whose statements may take longer than those of requests.
    pub job_database: Database,
    /// The clock; tests pass one of their own.
    pub clock: Clock,
    /// Hashes and checks passwords, a few at a time.
    pub passwords: Passwords,
    /// The settings of accounts.
    pub account_settings: AccountSettings,
    /// The key that encrypts the secrets of second factors and of webhooks; without one, they are stored in plain.
    pub second_factor_key: Option<SecondFactorKey>,
    /// The site that passkeys belong to; `None` if the service's URL allows none.
    pub relying_party: Option<RelyingParty>,
    /// The sender of e-mail; `None` if e-mail has not been set up.
    pub mail: Option<Arc<Mail>>,
    /// The sender of reminders; `None` if the service sends none.
    pub push: Option<Push>,
    /// The sender of messages to webhooks; `None` if there is none, as on the command line.
    pub webhooks: Option<WebhookSender>,
    /// The path below which clients reach the service, such as `/api`; empty if it has a host of its own.
    pub public_path: Arc<str>,
    /// The cached catalogue of the courses.
    pub(super) catalogue_cache: CatalogueCache,
    /// The rate limits against guessing, and the budgets of operations.
    pub(super) rate_limits: RateLimits,
    /// The sessions to notify when a learner's data changes.
    pub(super) learner_poller: ChangePoller<ProgressSubscriptionKey>,
    /// The sessions to notify of what happens in clubs.
    pub(super) club_pollers: ClubPollers,
    /// The progress of club members that was computed last.
    pub(super) member_progress: ProgressCache,
    /// The knowledge of club members that was computed last.
    pub(super) member_knowledge: KnowledgeCache,
    /// The checks of the version of the public data.
    pub(super) version_checks: VersionChecks,
    /// The requests that wait for their sessions.
    pub(super) session_lookups: SessionLookups,
    /// The permits for the background work of this process.
    pub(super) background: BackgroundPermits,
}

impl Services {
    /// Creates the services, which send no e-mail.
    pub fn new(
        database: Database,
        clock: Clock,
        passwords: Passwords,
        account_settings: AccountSettings,
    ) -> Self {
        let version_checks = VersionChecks::new(random::uuid_v7(clock.now()));
        Self {
            job_database: database.clone(),
            database,
            clock,
            passwords,
            account_settings,
            second_factor_key: None,
            relying_party: None,
            mail: None,
            push: None,
            webhooks: None,
            public_path: Arc::default(),
            catalogue_cache: CatalogueCache::default(),
            rate_limits: RateLimits::new(Budgets::default()),
            learner_poller: ChangePoller::default(),
            club_pollers: ClubPollers::default(),
            member_progress: ProgressCache::default(),
            member_knowledge: KnowledgeCache::default(),
            version_checks,
            session_lookups: SessionLookups::default(),
            background: BackgroundPermits::default(),
        }
    }

    /// Returns the same services with connections for jobs whose statements may take longer than those of requests.
    #[must_use]
    pub fn with_job_database(self, job_database: Database) -> Self {
        Self { job_database, ..self }
    }

    /// Returns the same services, which clients reach at a URL without a trailing slash.
    #[must_use]
    pub fn with_public_url(self, url: &str) -> Self {
        let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
        Self { public_path: path.map_or_else(String::new, |(_, path)| format!("/{path}")).into(), ..self }
    }

    /// Returns the same services with budgets for what operations cost. Without them, nothing is counted.
    #[must_use]
    pub fn with_budgets(self, budgets: Budgets) -> Self {
        Self { rate_limits: RateLimits::new(budgets), ..self }
    }

    /// Returns the same services with a key that encrypts the secrets of second factors and of webhooks.
    #[must_use]
    pub fn with_second_factor_key(self, key: Option<SecondFactorKey>) -> Self {
        Self { second_factor_key: key, ..self }
    }

    /// Returns the same services with the site that passkeys belong to, if there is one.
    #[must_use]
    pub fn with_relying_party(self, relying_party: Option<RelyingParty>) -> Self {
        Self { relying_party, ..self }
    }

    /// Returns the same services with a sender of e-mail, if there is one.
    #[must_use]
    pub fn with_mail(self, mail: Option<Arc<Mail>>) -> Self {
        Self { mail, ..self }
    }

    /// Returns the same services with a sender of reminders, if there is one.
    #[must_use]
    pub fn with_push(self, push: Option<Push>) -> Self {
        Self { push, ..self }
    }

    /// Returns the same services with a sender of messages to webhooks.
    #[must_use]
    pub fn with_webhooks(self, webhooks: WebhookSender) -> Self {
        Self { webhooks: Some(webhooks), ..self }
    }

    /// Returns the sender of e-mail. Fails if e-mail has not been set up.
    pub(super) fn mail(&self) -> Result<&Arc<Mail>, AppError> {
        self.mail.as_ref().ok_or_else(|| AppError::refused(Problem::EmailNotSetUp))
    }
}

/// The logged-in account.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// The account.
    pub account: Account,
    /// The account's settings as a learner.
    pub settings: LearnerSettings,
}

/// The context of one request: the viewer, the time and the database session.
#[derive(Clone)]
pub struct Caller {
    /// The services that all requests share.
    pub services: Services,
    /// The database session, which counts this request's SQL statements. Only use cases take connections from it: see
    /// [`Caller::connection`].
    pub(super) session: Session,
    /// The client address of the request; `None` for the command line.
    pub address: Option<IpAddr>,
    /// The header `User-Agent` of the request.
    pub user_agent: Option<String>,
    /// The time of the request, the same throughout it.
    pub now: DateTime<Utc>,
    /// The logged-in account; `None` if nobody is logged in.
    pub viewer: Option<Arc<Viewer>>,
    /// The hash of the viewer's session token.
    pub token_hash: Option<Vec<u8>>,
    /// When the session began, or the viewer last entered the password again in it.
    pub(super) authenticated_at: Option<DateTime<Utc>>,
    /// The version of the content when the viewer was loaded.
    pub content_version: Option<i64>,
    /// The catalogue of the courses, the same throughout the request.
    pub catalogue: Arc<OnceCell<Arc<Catalogue>>>,
}

impl Caller {
    /// Creates a caller who is not logged in.
    pub fn anonymous(services: &Services) -> Self {
        Self {
            services: services.clone(),
            session: services.database.session(),
            address: None,
            user_agent: None,
            // The database stores microseconds: a time in a response must equal the one that is read from it later.
            now: services.clock.now(),
            viewer: None,
            token_hash: None,
            authenticated_at: None,
            content_version: None,
            catalogue: Arc::default(),
        }
    }

    /// Returns the viewer, or [`AppError::Unauthenticated`].
    pub fn viewer(&self) -> Result<&Arc<Viewer>, AppError> {
        self.viewer.as_ref().ok_or(AppError::Unauthenticated)
    }

    /// Whether the caller is an operator on the command line, or the service itself.
    pub(super) fn is_operator(&self) -> bool {
        self.viewer.is_none() && self.address.is_none()
    }

    /// Fails with [`Problem::ReauthenticationRequired`] unless the viewer has logged in recently, or entered the password again.
    pub(super) fn require_recent_login(&self) -> Result<(), AppError> {
        let is_recent = self.authenticated_at.is_some_and(|at| is_recent_login(at, self.now));
        if is_recent { Ok(()) } else { Err(AppError::refused(Problem::ReauthenticationRequired)) }
    }

    /// Returns the role whose permissions the viewer has; `None` if nobody is logged in.
    fn role_in_force(&self) -> Option<Role> {
        let rule = self.services.account_settings.second_factor;
        self.viewer.as_ref().map(|viewer| rule.role_in_force(&viewer.account))
    }

    /// Whether the viewer's role allows something, by a rule of `domain/access.rs`.
    pub(super) fn may(&self, allows: fn(Role) -> bool) -> bool {
        self.role_in_force().is_some_and(allows)
    }

    /// Returns the viewer's account if its role allows something. Fails with [`Problem::RoleNeedsSecondFactor`] if only
    /// the second factor is missing, otherwise with [`Problem::Forbidden`].
    pub(super) fn require(&self, allows: fn(Role) -> bool) -> Result<&Account, AppError> {
        let account = &self.viewer()?.account;
        if self.may(allows) {
            return Ok(account);
        }
        let is_held_back = allows(account.role);
        Err(AppError::refused(if is_held_back { Problem::RoleNeedsSecondFactor } else { Problem::Forbidden }))
    }

    /// Whether the viewer's role allows less than it would with a second factor.
    pub fn needs_second_factor(&self) -> bool {
        let role = self.viewer.as_ref().map(|viewer| viewer.account.role);
        self.role_in_force() != role
    }

    /// Returns the audience that the directory is read for.
    pub fn audience(&self) -> Audience {
        Audience::of(self.role_in_force())
    }

    /// Returns the same caller with a client address.
    #[must_use]
    pub fn with_address(self, address: Option<IpAddr>) -> Self {
        Self { address, ..self }
    }

    /// Returns the same caller with the header `User-Agent` of the request.
    #[must_use]
    pub fn with_user_agent(self, user_agent: Option<String>) -> Self {
        Self { user_agent, ..self }
    }

    /// Returns the same caller with another viewer, or with none. Another account has no session in this request.
    #[must_use]
    pub fn with_viewer(self, viewer: Option<Arc<Viewer>>) -> Self {
        let id = |viewer: &Option<Arc<Viewer>>| viewer.as_ref().map(|viewer| viewer.account.id);
        if id(&viewer) == id(&self.viewer) {
            Self { viewer, ..self }
        } else {
            Self { viewer, token_hash: None, authenticated_at: None, ..self }
        }
    }

    /// Takes the cost of an operation from the budgets of the viewer and of the client address. Returns what remains of
    /// the smaller one, or `None` if neither is limited. Fails with the number of seconds to wait.
    pub fn spend(&self, cost: usize) -> Result<Option<u32>, u64> {
        let account = self.viewer.as_ref().map(|viewer| viewer.account.id);
        self.services.rate_limits.spend(account, self.address, cost)
    }

    /// Returns the number of SQL statements that this request has sent so far.
    pub fn statements(&self) -> u64 {
        self.session.statements()
    }

    /// Whether a use case of this request holds a connection, or waits for one.
    pub fn is_using_connection(&self) -> bool {
        self.session.is_in_use()
    }

    /// Returns an id for a record that a mutation of this viewer creates. With the UUID that the client generated for
    /// the mutation, the id is the same each time, so a mutation that is sent again finds the record that it has
    /// created.
    pub(super) fn new_id<K>(&self, client_mutation_id: Option<Uuid>) -> Id<K> {
        let Some(mutation) = client_mutation_id else { return random::uuid_v7(self.now).into() };
        let account = self.viewer.as_ref().map_or(Uuid::nil(), |viewer| viewer.account.id.uuid());
        Uuid::new_v5(&CREATED, &[*account.as_bytes(), *mutation.as_bytes()].concat()).into()
    }

    /// Returns an id as [`Self::new_id`] does, for a record of a club. A mutation with the same UUID and another club is
    /// another mutation.
    pub(super) fn new_id_in<K>(&self, club: ClubId, client_mutation_id: Option<Uuid>) -> Id<K> {
        self.new_id(client_mutation_id.map(|mutation| Uuid::new_v5(&mutation, club.uuid().as_bytes())))
    }

    /// Makes the request read only from the primary, so that it sees everything that was committed before.
    #[must_use]
    pub fn on_primary(self) -> Self {
        self.session.stay_on_primary();
        self
    }

    /// Returns a database connection whose SQL statements count towards this request.
    ///
    /// Only use cases can take one, and no use case can wait for a loader. So no resolver holds a connection while it
    /// waits for a loader. Such a wait would never end, because a loader's batch starts only when the request uses no
    /// connection.
    #[track_caller]
    pub(super) fn connection(&self) -> impl Future<Output = Result<Connection, AppError>> + Send + use<> {
        let connection = self.session.connection(self.client());
        async move { Ok(connection.await?) }
    }

    /// Returns a connection to the replica; `None` if the primary is to be read.
    #[track_caller]
    pub(super) fn replica_connection(
        &self,
    ) -> impl Future<Output = Result<Option<Connection>, AppError>> + Send + use<> {
        let connection = self.session.replica_connection(self.client());
        async move {
            match connection {
                Some(connection) => Ok(connection.await?),
                None => Ok(None),
            }
        }
    }

    /// Reads what everyone may see: from the replica if there is one that lags little, otherwise from the primary. If the
    /// replica fails, calls the closure again with the primary.
    ///
    /// A request that has used the primary stays with it. So the replica serves only requests without a login, and no
    /// request sees less than what it has written or read before.
    #[track_caller]
    pub(super) fn read<R, F>(&self, read: F) -> impl Future<Output = Result<R, AppError>> + use<R, F>
    where
        F: for<'c> AsyncFn(&'c mut AsyncPgConnection) -> Result<R, AppError>
            + for<'c> Repeatable<&'c mut AsyncPgConnection, Result<R, AppError>, Running: Send>,
    {
        // On the heap, so that the state of each use case stays small.
        read_from(self.replica_connection(), Box::pin(self.connection()), read)
    }

    /// Returns the client that connections are counted for.
    fn client(&self) -> Option<Client> {
        Client::of(self.viewer.as_ref().map(|viewer| viewer.account.id), self.address.map(network))
    }
}

async fn read_from<R, F>(
    replica: impl Future<Output = Result<Option<Connection>, AppError>>,
    primary: impl Future<Output = Result<Connection, AppError>>,
    read: F,
) -> Result<R, AppError>
where
    F: for<'c> Repeatable<&'c mut AsyncPgConnection, Result<R, AppError>, Running: Send>,
{
    if let Some(mut connection) = replica.await? {
        // On the heap, as in transactions.
        match Box::pin(read(&mut connection)).await {
            // The replica has stopped, or its replay of the primary's log has cancelled the statement.
            Err(AppError::Unavailable(why) | AppError::Contended(why)) => {
                tracing::debug!(why, "the replica failed, and the primary is read instead");
            }
            result => return result,
        }
    }
    let mut connection = primary.await?;
    Box::pin(read(&mut connection)).await
}

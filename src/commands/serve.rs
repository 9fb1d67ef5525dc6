//! `dostyq serve`

use std::num::NonZeroU32;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use graphql_engine::{Limits, TrustedDocuments};
use poem::Server;
use poem::listener::TcpAcceptor;
use secrecy::{ExposeSecret as _, SecretString};
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time::Instant;

use super::storage::{self, Storage};
use super::{Failure, import, jobs, push::push, runtime, second_factor_key};
use crate::app::accounts::SecondFactorKey;
use crate::app::directory::WebhookSender;
use crate::app::passwords::Passwords;
use crate::app::rate_limits::Budgets;
use crate::app::{AccountSettings, Services};
use crate::config::{DocumentArgs, SecondFactor, ServeArgs};
use crate::db::{self, Database, DatabaseError};
use crate::domain::accounts::{RelyingParty, SessionLifetime};
use crate::domain::clock::Clock;
use crate::graphql::{self, Engine};
use crate::http::draining::Draining;
use crate::http::listener::{ConnectedClients, Listener};
use crate::http::{self, Settings, State, shutdown, trusted_documents};
use crate::import::{Content, Origin};
use crate::mail::{Mail, MailError};
use crate::outgoing::Outgoing;

/// The minimum time for which an idle connection is kept open: more than two websocket pings.
const MINIMUM_IDLE_TIMEOUT: Duration = Duration::from_secs(75);
/// The interval at which the program checks that its private PostgreSQL still runs.
const SERVER_POLL_INTERVAL: Duration = Duration::from_millis(200);
/// The time that the replica has to answer at startup.
const REPLICA_CHECK_LIMIT: Duration = Duration::from_secs(3);
/// The sender of messages that are written to a folder.
const FOLDER_SENDER: &str = "dostyq@localhost";
/// The content folder that is loaded by default.
const DEFAULT_CONTENT: &str = "content";

pub(super) fn serve(args: &ServeArgs) -> Result<(), Failure> {
    use_small_pages();
    // Errors in the options, the content, the address or the settings of e-mail are reported before any server is started.
    let given_key = second_factor_key::given(args)?;
    let content = match &args.content {
        Some(dir) => Some(import::read(dir)?),
        None if Path::new(DEFAULT_CONTENT).is_dir() => Some(import::read(Path::new(DEFAULT_CONTENT))?),
        None => None,
    };
    let socket = std::net::TcpListener::bind(args.listen)
        .map_err(|error| Failure(format!("cannot listen on {}: {error}", args.listen)))?;
    socket.set_nonblocking(true)?;
    let address = socket.local_addr()?;
    // Not the host that a request names: the same statement must have the same content under every host name.
    let public_url = args.public_url.clone().unwrap_or_else(|| format!("http://{address}"));
    let mail = mail(args, &public_url)?;
    let relying_party = RelyingParty::at(&public_url);
    if relying_party.is_none() {
        tracing::warn!(
            url = public_url,
            "no passkeys: browsers have them only for a domain with TLS, and for localhost"
        );
    }

    let mut storage = Storage::open(&args.database)?;
    let runtime = runtime()?;
    let result = runtime.block_on(async {
        let is_private = storage.is_private();
        prepare_database(args, &storage).await?;
        let key = second_factor(args, given_key, is_private)?;
        let services = Services::new(
            database(args, storage.url()).await?,
            Clock::system(),
            Passwords::new()?,
            account_settings(args),
        )
        .with_public_url(&public_url)
        .with_budgets(Budgets {
            account: NonZeroU32::new(args.limits.max_account_cost_per_minute),
            address: NonZeroU32::new(args.limits.max_address_cost_per_minute),
        })
        .with_second_factor_key(key)
        .with_relying_party(relying_party)
        .with_mail(mail.map(Arc::new))
        .with_push(push(args, is_private)?)
        .with_webhooks(WebhookSender::new(Outgoing::new()?, &public_url))
        .with_job_database(Database::for_command(storage.url())?);
        // An external server gets content only on request.
        if let Some(content) = content.filter(|_| is_private || args.migrate || args.content.is_some()) {
            load_content(args, &content, storage.url()).await?;
        }
        serve_requests(args, socket, public_url, services, &mut storage).await
    });
    // Tasks that still hold connections must end before the database does.
    runtime.shutdown_timeout(Duration::from_secs(5));
    storage.stop();
    result
}

/// Migrates the database if the options say so, and checks that the service can use it.
async fn prepare_database(args: &ServeArgs, storage: &Storage) -> Result<(), Failure> {
    let (url, is_private) = (storage.url(), storage.is_private());
    if args.migrate && !is_private {
        storage::migrate(&args.database, url).await?;
    }
    db::refuse_transaction_mode(url).await?;
    if !is_private && db::migrations::pending(url).await? {
        return Err(Failure("the database schema is not up to date; run `dostyq migrate` first".to_owned()));
    }
    if db::roles::may_change_logs(url).await? {
        tracing::warn!(
            "the role of --database-url may change the logs: migrate with --owner-url, and serve as another role"
        );
    }
    Ok(())
}

async fn load_content(args: &ServeArgs, content: &Content, url: &str) -> Result<(), Failure> {
    let origin = if args.content.is_some() { Origin::Chosen } else { Origin::Default };
    let database = Database::for_command(url)?;
    let outcome = import::load(&database, content, origin).await?;
    database.close();
    tracing::info!(%outcome, "content loaded");
    Ok(())
}

/// Makes the kernel use small memory pages. With huge pages, the service would take a third more memory, most of which
/// it never uses.
fn use_small_pages() {
    // If this fails, the service only needs more memory.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}

/// Returns the pool of the database, with that of its replica. The service starts even if the replica cannot be
/// reached.
async fn database(args: &ServeArgs, url: &str) -> Result<Database, DatabaseError> {
    let database = Database::new(url, usize::from(args.database_connections))?;
    let replica = args.read_url.as_ref().map(SecretString::expose_secret);
    let Some(replica) = replica.filter(|url| !url.is_empty()) else { return Ok(database) };
    let checked = tokio::time::timeout(REPLICA_CHECK_LIMIT, db::refuse_transaction_mode(replica)).await;
    if let Ok(Err(error @ DatabaseError::TransactionMode)) = checked {
        return Err(error);
    }
    database.with_replica(replica, Duration::from_secs(u64::from(args.max_read_lag)))
}

/// Returns the key of second factors: the one of the option, or else the one in the data folder of the private
/// PostgreSQL. Logs a warning for each setting that weakens second factors.
fn second_factor(
    args: &ServeArgs,
    given: Option<SecondFactorKey>,
    is_private: bool,
) -> Result<Option<SecondFactorKey>, Failure> {
    if args.second_factor == SecondFactor::Optional {
        tracing::warn!(
            "--second-factor optional: editors and admins need only their passwords. This is for trials"
        );
    }
    if given.is_some() || is_private {
        return given.map_or_else(|| second_factor_key::kept(args), Ok).map(Some);
    }
    tracing::warn!("no --second-factor-key: the secrets of second factors and webhooks are stored in plain");
    Ok(None)
}

/// Returns the sender of e-mail. The folder of --mail-folder takes precedence over the mail server of --smtp-url, so
/// that no trial sends messages to real people.
fn mail(args: &ServeArgs, public_url: &str) -> Result<Option<Mail>, MailError> {
    let public_url = public_url.to_owned();
    if let Some(folder) = &args.mail_folder {
        let folder = args.database.root().join(folder);
        tracing::info!(folder = %folder.display(), "e-mail is written to this folder, and not sent");
        let from = args.mail_from.as_deref().unwrap_or(FOLDER_SENDER);
        return Mail::to_folder(folder, from, public_url).map(Some);
    }
    match (&args.smtp_url, &args.mail_from) {
        (Some(url), Some(from)) => Mail::over_smtp(url, from, public_url).map(Some),
        _ => Ok(None),
    }
}

fn account_settings(args: &ServeArgs) -> AccountSettings {
    let days = |number: u16| TimeDelta::days(i64::from(number));
    AccountSettings {
        sessions: SessionLifetime { idle: days(args.session_idle_days), absolute: days(args.session_days) },
        deletion_grace: days(args.deletion_days),
        public_editor_names: args.public_editor_names,
        second_factor: args.second_factor.into(),
    }
}

/// Serves requests until a signal arrives, or until the private database ends and cannot be started again.
async fn serve_requests(
    args: &ServeArgs,
    socket: std::net::TcpListener,
    public_url: String,
    services: Services,
    storage: &mut Storage,
) -> Result<(), Failure> {
    let introspection = !args.documents.no_introspection;
    let engine = graphql::new_engine(Limits { introspection, ..Limits::from(&args.limits) })?;
    let trusted_documents = read_trusted_documents(&args.documents, &engine)?;
    let limits = engine.limits();
    let idle = MINIMUM_IDLE_TIMEOUT.max(2 * (limits.body_time + limits.execution));
    let databases = [services.database.clone(), services.job_database.clone()];
    let mut jobs = jobs::start(&services);
    let (trigger, shutdown) = shutdown::channel();
    let (sending, ending) = (services.clone(), shutdown.clone());
    let send = move || jobs::run_outbox(sending.clone(), ending.clone());
    let outbox = tokio::spawn(jobs::keep_running("the outbox", send));
    let address = socket.local_addr()?;
    if args.public_url.is_none() {
        tracing::warn!(
            url = public_url,
            "no --public-url: exported statements and data identify the service by this address"
        );
    }
    let (draining, clients) = (Draining::default(), ConnectedClients::default());
    let settings = Settings {
        origins: args.origins.clone(),
        graphiql: !args.no_graphiql && introspection && !args.documents.only_trusted_documents,
        trusted_documents,
        client_address_header: args.client_address_header.clone(),
        public_url,
        clients: clients.clone(),
        draining: draining.clone(),
        shutdown,
    };
    let (app, connections) = http::routes(State { engine, services }, settings);
    let acceptor = Listener::new(TcpAcceptor::from_std(socket)?, idle, clients);
    let grace = Duration::from_secs(u64::from(args.grace_seconds));

    // Installed before the log says that the service is ready: without a handler, a signal would kill the process.
    let mut signals =
        [signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?, signal(SignalKind::hangup())?];
    tracing::info!(%address, "listening on http://{address}/graphql, with GraphiQL at /graphiql");
    let (mut lost, mut deadline) = (None, None);
    let stop = async {
        let drain = Duration::from_secs(u64::from(args.drain_seconds));
        lost = wait_for_end(&mut signals, storage, &draining, drain).await;
        draining.begin();
        trigger.stop();
        deadline = Some(Instant::now() + grace);
    };
    Server::new_with_acceptor(acceptor).run_with_graceful_shutdown(app, stop, Some(grace)).await?;
    // The websockets, and a message that is being sent, get the rest of the grace period.
    let deadline = deadline.unwrap_or_else(Instant::now);
    let _ = tokio::time::timeout_at(deadline, connections.closed()).await;
    let _ = tokio::time::timeout_at(deadline, outbox).await;
    jobs.abort_all();
    for database in databases {
        database.close();
    }
    if let Some(failure) = lost {
        return Err(failure);
    }
    tracing::info!("stopped");
    Ok(())
}

/// Waits for a signal (SIGINT, SIGTERM, SIGHUP), or until the private database ends and cannot be started again. Returns
/// the reason. After SIGTERM, the service still answers for the time to drain.
async fn wait_for_end(
    [interrupt, terminate, hang_up]: &mut [Signal; 3],
    storage: &mut Storage,
    draining: &Draining,
    drain: Duration,
) -> Option<Failure> {
    let mut poll = tokio::time::interval(SERVER_POLL_INTERVAL);
    loop {
        tokio::select! {
            _ = interrupt.recv() => return None,
            _ = terminate.recv() => {
                draining.begin();
                tokio::time::sleep(drain).await;
                return None;
            }
            _ = hang_up.recv() => return None,
            _ = poll.tick() => {
                if let Err(failure) = tokio::task::block_in_place(|| storage.keep_alive()) {
                    return Some(failure);
                }
            }
        }
    }
}

/// Reads the documents that clients may send by their ids. None are known unless the options say so.
fn read_trusted_documents(args: &DocumentArgs, engine: &Engine) -> Result<TrustedDocuments, Failure> {
    if args.trusted_documents.is_none() && !args.only_trusted_documents {
        return Ok(TrustedDocuments::default());
    }
    let mut documents = trusted_documents::of_the_app();
    if let Some(folder) = &args.trusted_documents {
        let read = trusted_documents::read(folder)
            .map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
        for (file, document) in read {
            engine.check(&document.1).map_err(|failure| {
                let why = failure.errors.first().map(|error| error.message.as_str()).unwrap_or_default();
                Failure(format!("{}: {why}", file.display()))
            })?;
            documents.push(document);
        }
    }
    tracing::info!(documents = documents.len(), "clients may send trusted documents by their SHA-256");
    let documents = TrustedDocuments::new(documents);
    Ok(if args.only_trusted_documents { documents.only() } else { documents })
}

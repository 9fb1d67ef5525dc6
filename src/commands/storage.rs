//! The database that a command works with: a given server, or the private one.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use private_postgres::{Durability, Error, Lifetime, Options, Server};
use secrecy::ExposeSecret as _;

use super::{Failure, block_on};
use crate::config::{APPLICATION, DatabaseArgs};
use crate::db;
use crate::db::roles::{ServiceRole, grant_use};

/// The name of the database on the private server.
pub(super) const DATABASE: &str = "dostyq";
/// The role that uses the database on the private server. It owns nothing, so it cannot change the schema or the logs.
pub(super) const SERVICE_ROLE: &str = "dostyq_service";
/// The pause after a start that failed.
const START_PAUSE: Duration = Duration::from_secs(1);
/// A private server that ends more often than this, within this time, is given up.
const RESTARTS: (usize, Duration) = (10, Duration::from_mins(10));

/// The URL of a database, and the private server behind it if this process runs it.
pub(super) struct Storage {
    url: String,
    private: Option<PrivateServer>,
}

struct PrivateServer {
    /// `None` while it cannot be started.
    server: Option<Server>,
    options: Options,
    restarts: Vec<Instant>,
}

/// A private server whose schema was left as it is.
pub(super) struct Private {
    pub(super) server: Server,
    pub(super) root: PathBuf,
    options: Options,
}

impl Private {
    /// Starts the private server, with the programs in `bin_dir` or else with those that the options name.
    pub(super) fn start(args: &DatabaseArgs, bin_dir: Option<PathBuf>) -> Result<Self, Failure> {
        let root = args.root();
        let options = Options {
            application: APPLICATION,
            root: root.clone(),
            bin_dir: bin_dir.or_else(|| args.pg_bin.clone()),
            durability: Durability::Durable,
            lifetime: Lifetime::ThisProcess,
        };
        let server = Server::start(&options).map_err(|error| match &error {
            Error::NoBinaries { wanted_major: Some(major), .. } => Failure(format!(
                "{error}\nOnce PostgreSQL {major} is there, `dostyq upgrade-postgres` moves the data to a newer version."
            )),
            _ => error.into(),
        })?;
        Ok(Self { server, root, options })
    }
}

/// Logs that a newer version of PostgreSQL than that of the data is installed.
fn log_newer_postgresql(root: &Path, args: &DatabaseArgs) {
    let newest = APPLICATION.newest_installed(args.pg_bin.as_deref());
    if let (Some(data), Some(newest)) = (APPLICATION.data_major(root), newest)
        && newest.major > data
    {
        tracing::warn!(
            data,
            installed = newest.major,
            "the data is of PostgreSQL {data}, and a newer one is installed: `dostyq upgrade-postgres` moves the data to it"
        );
    }
}

impl Storage {
    /// Opens the given server as it is. Otherwise starts the private one and brings its schema up to date.
    pub(super) fn open(args: &DatabaseArgs) -> Result<Self, Failure> {
        if let Some(url) = given_url(args) {
            return Ok(Self { url, private: None });
        }
        let Private { server, options, root } = Private::start(args, None)?;
        log_newer_postgresql(&root, args);
        let url = server.url(DATABASE);
        block_on(async {
            db::create_database(&server.url("postgres"), DATABASE).await?;
            db::migrations::run(&url).await?;
            grant_use(&url, &ServiceRole::named(SERVICE_ROLE)).await
        })??;
        let url = server.url_of_user(DATABASE, SERVICE_ROLE);
        let private = PrivateServer { server: Some(server), options, restarts: Vec::new() };
        Ok(Self { url, private: Some(private) })
    }

    /// Opens the database for reading, and leaves its schema as it is. Uses the private server of another process if one is
    /// running.
    pub(super) fn open_as_it_is(args: &DatabaseArgs) -> Result<Self, Failure> {
        let root = args.root();
        let running = given_url(args).or_else(|| APPLICATION.running_url(&root, DATABASE));
        if let Some(url) = running {
            return Ok(Self { url, private: None });
        }
        if APPLICATION.data_major(&root).is_none() {
            return Err(Failure(format!("there is no private PostgreSQL in {}", root.display())));
        }
        let Private { server, options, .. } = Private::start(args, None)?;
        let url = server.url(DATABASE);
        Ok(Self { url, private: Some(PrivateServer { server: Some(server), options, restarts: Vec::new() }) })
    }

    /// Like [`Self::open`], but uses the private server of another process if one is running.
    pub(super) fn open_or_join(args: &DatabaseArgs) -> Result<Self, Failure> {
        let root = args.root();
        match APPLICATION.running_url(&root, DATABASE) {
            Some(url) if given_url(args).is_none() => Ok(Self { url, private: None }),
            _ => Self::open(args),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// Whether this process runs the server.
    pub(super) fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Starts the private server again if it has ended, and blocks until it runs. Fails if it ends again and again.
    pub(super) fn keep_alive(&mut self) -> Result<(), Failure> {
        let Some(private) = &mut self.private else { return Ok(()) };
        if let Some(server) = &mut private.server {
            let Some(status) = server.exited() else { return Ok(()) };
            tracing::error!(%status, "PostgreSQL ended unexpectedly, and is started again");
        }
        let (most, within) = RESTARTS;
        private.restarts.retain(|at| at.elapsed() < within);
        if private.restarts.len() >= most {
            return Err(Failure(
                "PostgreSQL ends again and again; see postgres.log in the data folder".to_owned(),
            ));
        }
        private.restarts.push(Instant::now());
        // The old one must be gone first: it holds the lock of the folder.
        private.server = None;
        match Server::start(&private.options) {
            Ok(server) => private.server = Some(server),
            Err(error) => {
                tracing::error!(%error, "PostgreSQL could not be started again");
                std::thread::sleep(START_PAUSE);
            }
        }
        Ok(())
    }

    /// Stops the private server.
    pub(super) fn stop(&mut self) {
        if let Some(server) = self.private.as_mut().and_then(|private| private.server.as_mut()) {
            server.stop();
        }
    }
}

/// Returns the URL of the given server; `None` if there is none, so that the private one is used.
pub(super) fn given_url(args: &DatabaseArgs) -> Option<String> {
    let given = args.database_url.as_ref().map(|url| url.expose_secret().to_owned());
    given.or_else(|| std::env::var("DATABASE_URL").ok()).filter(|url| !url.is_empty())
}

/// Returns the URL of the role that owns the schema of the given server; `None` if it is the service's own role.
pub(super) fn owner_url(args: &DatabaseArgs) -> Option<String> {
    let owner = args.owner_url.as_ref().map(|url| url.expose_secret().to_owned());
    owner.filter(|url| !url.is_empty())
}

/// Brings the schema of the given server up to date, as the role that owns it, and lets the role of `url` use it. Returns
/// the number of migrations.
pub(super) async fn migrate(args: &DatabaseArgs, url: &str) -> Result<usize, Failure> {
    let Some(owner) = owner_url(args) else {
        db::refuse_transaction_mode(url).await?;
        return Ok(db::migrations::run(url).await?);
    };
    let role = ServiceRole::of(url, &owner)?;
    db::refuse_transaction_mode(&owner).await?;
    let applied = db::migrations::run(&owner).await?;
    grant_use(&owner, &role).await?;
    Ok(applied)
}

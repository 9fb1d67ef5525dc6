//! Command-line options and environment variables.

mod commands;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use graphql_engine::{Limits, WebSocketLimits};
use private_postgres::Application;
use secrecy::SecretString;

use crate::domain::access::SecondFactorRule;

pub use self::commands::{
    BackupArgs, CheckArgs, ImportArgs, KazakhArgs, KazakhCommand, RestoreArgs, UserArgs, UserCommand,
};

/// This service, as the owner of its private PostgreSQL. PostgreSQL 15 is the first version with all the SQL that the
/// service uses.
pub const APPLICATION: Application = Application {
    name: "dostyq",
    oldest_major: 15,
    bin_dir_variable: Some("DOSTYQ_PG_BIN"),
    url_variable: Some("DATABASE_URL"),
};

/// The service of a House of Friendship: its directory, and Kazakh lessons with spaced repetition.
///
/// Every option can also be set in the environment or in a file `.env` in the working directory. The command line takes
/// precedence over the environment, and the environment over the file.
#[derive(Debug, Parser)]
#[command(name = "dostyq", version, about, long_about)]
pub struct Cli {
    /// The command to run.
    #[command(subcommand)]
    pub command: Command,

    /// The format of the logs, which go to standard error.
    #[arg(long, env = "DOSTYQ_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub log_format: LogFormat,

    /// What to log: a level, or levels by module (`info,dostyq=debug`). `statements=debug` logs the SQL statements, with
    /// the time that each took and without the values of their parameters.
    #[arg(long, env = "DOSTYQ_LOG", default_value = "info", global = true)]
    pub log: String,
}

/// A format of logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Text for people.
    Text,
    /// One JSON object per line, for programs.
    Json,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API.
    Serve(Box<ServeArgs>),
    /// Bring the database schema up to date.
    Migrate(DatabaseArgs),
    /// Load a folder of content, or check it.
    Import(ImportArgs),
    /// Print the GraphQL schema.
    Schema,
    /// Create, list, change, disable and delete accounts.
    User(UserArgs),
    /// Inflect, conjugate, stem, fold, transliterate and grade Kazakh words: CSV in, CSV out.
    Kazakh(KazakhArgs),
    /// Compare derived data with its sources: each learner's cards and counts with a replay of the review log, and the
    /// rows and search entries of records and words with the records and words themselves. Reads every log. The exit
    /// status is 0 if nothing is wrong, or if everything was repaired.
    Check(CheckArgs),
    /// Write the whole database to a file, while the service may run.
    Backup(BackupArgs),
    /// Restore a backup: into an empty database, or into the private PostgreSQL, which keeps the database that it had.
    Restore(RestoreArgs),
    /// Move the data of the private PostgreSQL to the newest version that is installed. Stop the service first. The former
    /// data is kept beside the new.
    UpgradePostgres(DatabaseArgs),
}

/// The database to use.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// The PostgreSQL server to use, `postgresql://USER:PASSWORD@HOST/DATABASE`. Add `?sslmode=require` for TLS, and
    /// `&sslrootcert=FILE` for your own certificate authority. If it is not set, `DATABASE_URL` is used. Without
    /// either, the service runs a private PostgreSQL in the data folder.
    #[arg(long, env = "DOSTYQ_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<SecretString>,

    /// The same database as in --database-url, with the role that owns its schema. Migrations then run as this role,
    /// and the role of --database-url can change neither the schema nor what was logged about accounts and accesses. It
    /// is created if it does not exist. Only `migrate`, `restore` and `serve --migrate` log in as the owner.
    #[arg(long, env = "DOSTYQ_OWNER_URL", hide_env_values = true, global = true)]
    pub owner_url: Option<SecretString>,

    /// The data folder of the private PostgreSQL [default: /var/lib/dostyq for root, else ~/.local/share/dostyq]
    #[arg(long, env = "DOSTYQ_DATA_DIR", global = true)]
    pub data_dir: Option<PathBuf>,

    /// The folder of the PostgreSQL programs `initdb` and `postgres`, if they are not found automatically.
    #[arg(long, env = "DOSTYQ_PG_BIN", global = true)]
    pub pg_bin: Option<PathBuf>,
}

impl DatabaseArgs {
    /// Returns the data folder of the private PostgreSQL.
    pub fn root(&self) -> PathBuf {
        self.data_dir.clone().unwrap_or_else(|| APPLICATION.default_root())
    }
}

/// Options of `serve`.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// The address and port to listen on.
    #[arg(long, env = "DOSTYQ_LISTEN", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,

    /// The database to use.
    #[command(flatten)]
    pub database: DatabaseArgs,

    /// Bring the database given by --database-url up to date before serving: migrate its schema and load the content.
    /// For the private PostgreSQL, this is always done.
    #[arg(long, env = "DOSTYQ_MIGRATE")]
    pub migrate: bool,

    /// The folder of content to load at startup [default: content, if it exists]
    #[arg(long, env = "DOSTYQ_CONTENT")]
    pub content: Option<PathBuf>,

    /// Maximum number of database connections.
    #[arg(long, env = "DOSTYQ_DATABASE_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub database_connections: u16,

    /// A hot standby of the database, in the form of --database-url. Requests without a login read the directory and
    /// the courses from it, over a pool of the same size, as long as it lags no more than --max-read-lag. Otherwise
    /// they read from the database itself.
    #[arg(long, env = "DOSTYQ_READ_URL", hide_env_values = true)]
    pub read_url: Option<SecretString>,

    /// Maximum lag of the database of --read-url, in seconds. The lag is measured once a second, so the measured lag is
    /// seldom less than 1. While the database does not answer, the lag grows from its last answer on.
    #[arg(long, env = "DOSTYQ_MAX_READ_LAG", default_value_t = 5, value_parser = clap::value_parser!(u32).range(2..=86_400))]
    pub max_read_lag: u32,

    /// Don't serve GraphiQL at /graphiql.
    #[arg(long, env = "DOSTYQ_NO_GRAPHIQL")]
    pub no_graphiql: bool,

    /// Origins whose pages may use the API, such as `https://app.example.kz` (for CORS and websockets), beside the
    /// service's own pages: those of the request's host and of --public-url.
    #[arg(long, env = "DOSTYQ_ORIGINS", value_delimiter = ',')]
    pub origins: Vec<String>,

    /// The header in which a proxy gives the client's address, such as `x-forwarded-for`; the last address in it is
    /// used. The service counts login attempts, costs and websockets by this address. Set the option only if a proxy in
    /// front of the service sets the header itself.
    #[arg(long, env = "DOSTYQ_CLIENT_ADDRESS_HEADER")]
    pub client_address_header: Option<String>,

    /// The address at which clients reach the service, such as `https://dostyq.example.kz`. xAPI statements use it to
    /// identify accounts and words, open data uses it to identify records, and search engines list the public pages
    /// under it. The links in e-mail begin with it, and passkeys belong to its domain. Set it behind a proxy [default: the
    /// address of --listen]
    #[arg(long, env = "DOSTYQ_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// Whether editors and admins need a second factor: a code of an authenticator app besides the password, or a
    /// passkey. Without one, they can log in and set one up, but may do no more than leaders.
    #[arg(long, env = "DOSTYQ_SECOND_FACTOR", value_enum, default_value_t = SecondFactor::Required)]
    pub second_factor: SecondFactor,

    /// The key that encrypts the secrets of second factors and of webhooks in the database: at least 32 random characters,
    /// the same for all processes. If it is lost, both must be set up again [default: a file in the data folder of the
    /// private PostgreSQL; on your own server none, and the secrets are stored in plain]
    #[arg(long, env = "DOSTYQ_SECOND_FACTOR_KEY", hide_env_values = true)]
    pub second_factor_key: Option<SecretString>,

    /// The mail server to send e-mail with: `smtps://USER:PASSWORD@HOST`, or with STARTTLS
    /// `smtp://USER:PASSWORD@HOST?tls=required`, or `smtp://HOST` for a relay that needs neither. The port may follow
    /// the host; special characters of the password are percent-encoded. Requires --mail-from and --public-url. Without
    /// --smtp-url and --mail-folder, the service sends no e-mail, and refuses requests that need it.
    #[arg(
        long,
        env = "DOSTYQ_SMTP_URL",
        hide_env_values = true,
        requires = "mail_from",
        requires = "public_url"
    )]
    pub smtp_url: Option<SecretString>,

    /// The sender of e-mail: an address, or `NAME <ADDRESS>` [default for --mail-folder: dostyq@localhost]
    #[arg(long, env = "DOSTYQ_MAIL_FROM")]
    pub mail_from: Option<String>,

    /// For development: write each e-mail message to a file `.eml` in this folder, even if there is an --smtp-url. A
    /// relative path begins in the data folder; without a value, it is `mail`.
    #[arg(
        long,
        env = "DOSTYQ_MAIL_FOLDER",
        value_name = "DIR",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "mail"
    )]
    pub mail_folder: Option<PathBuf>,

    /// The file of the private key with which reminders are sent to learners' devices (Web Push): P-256, PKCS #8, PEM.
    /// `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256` generates one. Devices have to subscribe again
    /// if the key changes. Without a key, a service with the private PostgreSQL generates one in the data folder, and a
    /// service with --database-url sends no reminders.
    #[arg(long, env = "DOSTYQ_PUSH_KEY")]
    pub push_key: Option<PathBuf>,

    /// How long a login session lasts without being used, in days.
    #[arg(long, env = "DOSTYQ_SESSION_IDLE_DAYS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub session_idle_days: u16,

    /// How long a login session lasts at most, however often it is used, in days.
    #[arg(long, env = "DOSTYQ_SESSION_DAYS", default_value_t = 365, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub session_days: u16,

    /// The number of days from a request to delete an account to its deletion. Logging in before then revokes the
    /// request.
    #[arg(long, env = "DOSTYQ_DELETION_DAYS", default_value_t = 14, value_parser = clap::value_parser!(u16).range(0..=365))]
    pub deletion_days: u16,

    /// Show everyone the display names of editors in the public history of records and in its feed. Otherwise only
    /// editors see them.
    #[arg(long, env = "DOSTYQ_PUBLIC_EDITOR_NAMES")]
    pub public_editor_names: bool,

    /// How long the service still answers after SIGTERM, in seconds. Meanwhile it reports that it is not ready and asks
    /// clients to close their connections, so that load balancers and clients no longer use it when it stops.
    #[arg(long, env = "DOSTYQ_DRAIN_SECONDS", default_value_t = 2, value_parser = clap::value_parser!(u16).range(0..=600))]
    pub drain_seconds: u16,

    /// How long a shutdown waits for running requests, in seconds.
    #[arg(long, env = "DOSTYQ_GRACE_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u16).range(0..=600))]
    pub grace_seconds: u16,

    /// The documents that are executed.
    #[command(flatten)]
    pub documents: DocumentArgs,

    /// The limits of a request.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// The documents that are executed.
#[derive(Debug, Clone, Args)]
pub struct DocumentArgs {
    /// A folder of trusted documents: the files `*.graphql` in it and in its subfolders. Clients may send them by the
    /// SHA-256 of the file, as `documentId` or as persisted queries of Apollo. The documents of the service's own app
    /// are among them.
    #[arg(long, env = "DOSTYQ_TRUSTED_DOCUMENTS")]
    pub trusted_documents: Option<PathBuf>,

    /// Execute only trusted documents: those of --trusted-documents, and those of the service's own app. GraphiQL is
    /// not served then.
    #[arg(long, env = "DOSTYQ_ONLY_TRUSTED_DOCUMENTS")]
    pub only_trusted_documents: bool,

    /// Don't describe the schema to clients: refuse introspection, and don't serve GraphiQL. With or without this
    /// option, errors suggest no names.
    #[arg(long, env = "DOSTYQ_NO_INTROSPECTION")]
    pub no_introspection: bool,
}

/// Whether editors and admins need a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SecondFactor {
    /// They need one.
    Required,
    /// They may have one. For trials on your own machine.
    Optional,
}

impl From<SecondFactor> for SecondFactorRule {
    fn from(option: SecondFactor) -> Self {
        match option {
            SecondFactor::Required => Self::Required,
            SecondFactor::Optional => Self::Optional,
        }
    }
}

/// Checks the public URL and removes its trailing slash.
fn public_url(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let is_url =
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\"<>\\".contains(&byte));
    is_url
        .then(|| text.trim_end_matches('/').to_owned())
        .ok_or("the URL must start with https:// or http://, followed by a host")
}

/// The limits of a request.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// Maximum length of a request body, in bytes.
    #[arg(long, env = "DOSTYQ_MAX_BODY_BYTES", default_value_t = Limits::default().body_bytes)]
    pub max_body_bytes: usize,
    /// Maximum length of a GraphQL document, in bytes.
    #[arg(long, env = "DOSTYQ_MAX_DOCUMENT_BYTES", default_value_t = Limits::default().document_bytes)]
    pub max_document_bytes: usize,
    /// Maximum nesting depth of fields, with fragments expanded.
    #[arg(long, env = "DOSTYQ_MAX_DEPTH", default_value_t = Limits::default().depth)]
    pub max_depth: usize,
    /// Maximum number of fields in a document, with fragments expanded.
    #[arg(long, env = "DOSTYQ_MAX_FIELDS", default_value_t = Limits::default().fields)]
    pub max_fields: usize,
    /// Maximum number of aliases in a document, with fragments expanded.
    #[arg(long, env = "DOSTYQ_MAX_ALIASES", default_value_t = Limits::default().aliases)]
    pub max_aliases: usize,
    /// Maximum cost of an operation. Each field costs 1, multiplied by the lengths of the lists that contain it; each
    /// page costs 1,000 more.
    #[arg(long, env = "DOSTYQ_MAX_COMPLEXITY", default_value_t = Limits::default().complexity)]
    pub max_complexity: usize,
    /// Maximum cost of all operations of one account in a minute. Each process counts for itself. 0 means unlimited.
    #[arg(long, env = "DOSTYQ_MAX_ACCOUNT_COST_PER_MINUTE", default_value_t = 2_000_000)]
    pub max_account_cost_per_minute: u32,
    /// Maximum cost of all operations from one client address in a minute, whoever is logged in. It must suffice for
    /// everyone behind one router, or in one mobile network. Each process counts for itself. 0 means unlimited.
    #[arg(long, env = "DOSTYQ_MAX_ADDRESS_COST_PER_MINUTE", default_value_t = 20_000_000)]
    pub max_address_cost_per_minute: u32,
    /// Number of validated documents to cache.
    #[arg(long, env = "DOSTYQ_CACHED_DOCUMENTS", default_value_t = Limits::default().cached_documents)]
    pub cached_documents: usize,
    /// Memory for results of public queries that readers share, in MiB; 0 executes each query by itself.
    #[arg(long, env = "DOSTYQ_SHARED_RESULT_MIB", default_value_t = Limits::default().shared_bytes / 1024 / 1024)]
    pub shared_result_mib: usize,
    /// Maximum execution time of a query or mutation, in seconds.
    #[arg(long, env = "DOSTYQ_MAX_EXECUTION_SECONDS", default_value_t = Limits::default().execution.as_secs())]
    pub max_execution_seconds: u64,
    /// Maximum number of websockets.
    #[arg(long, env = "DOSTYQ_MAX_WEBSOCKETS", default_value_t = WebSocketLimits::default().connections)]
    pub max_websockets: usize,
    /// Maximum number of websockets of one client address.
    #[arg(long, env = "DOSTYQ_MAX_WEBSOCKETS_PER_CLIENT", default_value_t = WebSocketLimits::default().connections_per_client)]
    pub max_websockets_per_client: usize,
    /// Maximum number of event streams of one client address.
    #[arg(long, env = "DOSTYQ_MAX_EVENT_STREAMS_PER_CLIENT", default_value_t = Limits::default().event_streams_per_client)]
    pub max_event_streams_per_client: usize,
    /// Maximum number of concurrent operations on one websocket.
    #[arg(long, env = "DOSTYQ_MAX_WEBSOCKET_OPERATIONS", default_value_t = WebSocketLimits::default().operations)]
    pub max_websocket_operations: usize,
    /// Maximum time from a websocket's handshake to its `connection_init`, in seconds.
    #[arg(long, env = "DOSTYQ_WEBSOCKET_INIT_SECONDS", default_value_t = WebSocketLimits::default().init_timeout.as_secs())]
    pub websocket_init_seconds: u64,
}

impl From<&LimitArgs> for Limits {
    fn from(args: &LimitArgs) -> Self {
        Self {
            body_bytes: args.max_body_bytes,
            document_bytes: args.max_document_bytes,
            depth: args.max_depth,
            fields: args.max_fields,
            aliases: args.max_aliases,
            complexity: args.max_complexity,
            cached_documents: args.cached_documents,
            shared_bytes: args.shared_result_mib * 1024 * 1024,
            execution: Duration::from_secs(args.max_execution_seconds),
            event_streams_per_client: args.max_event_streams_per_client,
            websocket: WebSocketLimits {
                connections: args.max_websockets,
                connections_per_client: args.max_websockets_per_client,
                operations: args.max_websocket_operations,
                init_timeout: Duration::from_secs(args.websocket_init_seconds),
                message_bytes: args.max_body_bytes,
                ..WebSocketLimits::default()
            },
            ..Self::default()
        }
    }
}

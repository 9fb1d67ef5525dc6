//! The command line and the environment.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use graphql_engine::{Limits, WebSocketLimits};
use secrecy::SecretString;

use crate::domain::accounts::Role;

/// The service of a House of Friendship: its directory, and Kazakh lessons with spaced repetition.
///
/// Every option can be given in the environment too, or in a file `.env` in the working directory; the command line
/// wins over the environment, and the environment over the file.
#[derive(Debug, Parser)]
#[command(name = "dostyq", version, about, long_about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// How logs are written, to standard error.
    #[arg(long, env = "DOSTYQ_LOG_FORMAT", value_enum, default_value_t = LogFormat::Text, global = true)]
    pub log_format: LogFormat,

    /// What is logged: a level, or levels by module (`info,dostyq=debug`).
    #[arg(long, env = "DOSTYQ_LOG", default_value = "info", global = true)]
    pub log: String,
}

/// How logs are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// A JSON object a line, for programs.
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Serve the API.
    Serve(Box<ServeArgs>),
    /// Bring the database's schema up to date.
    Migrate(DatabaseArgs),
    /// Load the content of a folder, or check it.
    Import(ImportArgs),
    /// Print the GraphQL schema.
    Schema,
    /// Make accounts and change what they may do.
    User(UserArgs),
    /// Inflect, fold, transliterate and grade Kazakh words: CSV in, CSV out.
    Kazakh(KazakhArgs),
    /// Check that what is kept of each learner's study days is what their review log comes to. It reads every log.
    Check(DatabaseArgs),
}

/// Which database to use.
#[derive(Debug, Clone, Args)]
pub struct DatabaseArgs {
    /// The PostgreSQL server to use, `postgresql://USER:PASSWORD@HOST/DATABASE`; with `?sslmode=require` through TLS,
    /// `&sslrootcert=FILE` for a certificate authority of your own. Without it, the service runs a private PostgreSQL
    /// in the data folder. `DATABASE_URL` is read too.
    #[arg(long, env = "DOSTYQ_DATABASE_URL", hide_env_values = true, global = true)]
    pub database_url: Option<SecretString>,

    /// The folder of the private PostgreSQL [default: /var/lib/dostyq for root, else ~/.local/share/dostyq]
    #[arg(long, env = "DOSTYQ_DATA_DIR", global = true)]
    pub data_dir: Option<PathBuf>,

    /// The folder of PostgreSQL's programs `initdb` and `postgres`, where they aren't found by themselves.
    #[arg(long, env = "DOSTYQ_PG_BIN", global = true)]
    pub pg_bin: Option<PathBuf>,
}

/// How to serve.
#[derive(Debug, Clone, Args)]
pub struct ServeArgs {
    /// The address and port to listen on.
    #[arg(long, env = "DOSTYQ_LISTEN", default_value = "127.0.0.1:8000")]
    pub listen: SocketAddr,

    /// Which database to use.
    #[command(flatten)]
    pub database: DatabaseArgs,

    /// Bring the schema of the server behind --database-url up to date first, and load the content into it. The
    /// private PostgreSQL is always brought up to date.
    #[arg(long, env = "DOSTYQ_MIGRATE")]
    pub migrate: bool,

    /// The folder of content to load at the start [default: content, where it is there]
    #[arg(long, env = "DOSTYQ_CONTENT")]
    pub content: Option<PathBuf>,

    /// Database connections at most.
    #[arg(long, env = "DOSTYQ_DATABASE_CONNECTIONS", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub database_connections: u16,

    /// Don't serve GraphiQL at /graphiql.
    #[arg(long, env = "DOSTYQ_NO_GRAPHIQL")]
    pub no_graphiql: bool,

    /// Origins whose pages may use the API, such as `https://app.example.kz` (CORS, and websockets); without any, only
    /// pages of the host that is asked.
    #[arg(long, env = "DOSTYQ_ORIGINS", value_delimiter = ',')]
    pub origins: Vec<String>,

    /// The header in which a proxy in front names the client's address, such as `x-forwarded-for`; its last address is
    /// taken. Attempts at passwords are counted by it. Only for a proxy that sets it itself.
    #[arg(long, env = "DOSTYQ_CLIENT_ADDRESS_HEADER")]
    pub client_address_header: Option<String>,

    /// The address at which clients reach the service, such as `https://dostyq.example.kz`: by it statements of xAPI name
    /// accounts and words [default: that which the client asks at]
    #[arg(long, env = "DOSTYQ_PUBLIC_URL", value_parser = public_url)]
    pub public_url: Option<String>,

    /// How long a login lasts, days.
    #[arg(long, env = "DOSTYQ_SESSION_DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=3650))]
    pub session_days: u16,

    /// How long a stop waits for requests that are under way, seconds.
    #[arg(long, env = "DOSTYQ_GRACE_SECONDS", default_value_t = 10, value_parser = clap::value_parser!(u16).range(0..=600))]
    pub grace_seconds: u16,

    /// What a request may cost.
    #[command(flatten)]
    pub limits: LimitArgs,
}

/// An address, without the slash at its end.
fn public_url(text: &str) -> Result<String, &'static str> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://")).unwrap_or_default();
    let is_address =
        !host.is_empty() && host.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#\"<>\\".contains(&byte));
    is_address
        .then(|| text.trim_end_matches('/').to_owned())
        .ok_or("it begins with https:// or http://, and then names a host")
}

/// What a request may cost.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Limits")]
pub struct LimitArgs {
    /// Length of a request's body, bytes.
    #[arg(long, env = "DOSTYQ_MAX_BODY_BYTES", default_value_t = Limits::default().body_bytes)]
    pub max_body_bytes: usize,
    /// Length of a GraphQL document, bytes.
    #[arg(long, env = "DOSTYQ_MAX_DOCUMENT_BYTES", default_value_t = Limits::default().document_bytes)]
    pub max_document_bytes: usize,
    /// Levels of fields, fragments spread.
    #[arg(long, env = "DOSTYQ_MAX_DEPTH", default_value_t = Limits::default().depth)]
    pub max_depth: usize,
    /// Fields of a document, fragments spread.
    #[arg(long, env = "DOSTYQ_MAX_FIELDS", default_value_t = Limits::default().fields)]
    pub max_fields: usize,
    /// Aliases of a document, fragments spread.
    #[arg(long, env = "DOSTYQ_MAX_ALIASES", default_value_t = Limits::default().aliases)]
    pub max_aliases: usize,
    /// Cost of an operation: each field costs 1, multiplied by the length of the lists it stands in.
    #[arg(long, env = "DOSTYQ_MAX_COMPLEXITY", default_value_t = Limits::default().complexity)]
    pub max_complexity: usize,
    /// Checked documents that are kept.
    #[arg(long, env = "DOSTYQ_CACHED_DOCUMENTS", default_value_t = Limits::default().cached_documents)]
    pub cached_documents: usize,
    /// Time for one query or mutation, seconds.
    #[arg(long, env = "DOSTYQ_MAX_EXECUTION_SECONDS", default_value_t = Limits::default().execution.as_secs())]
    pub max_execution_seconds: u64,
    /// Websockets in all.
    #[arg(long, env = "DOSTYQ_MAX_WEBSOCKETS", default_value_t = WebSocketLimits::default().connections)]
    pub max_websockets: usize,
    /// Operations that run at once on one websocket.
    #[arg(long, env = "DOSTYQ_MAX_WEBSOCKET_OPERATIONS", default_value_t = WebSocketLimits::default().operations)]
    pub max_websocket_operations: usize,
    /// Time from a websocket's handshake to its `connection_init`, seconds.
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
            execution: Duration::from_secs(args.max_execution_seconds),
            websocket: WebSocketLimits {
                connections: args.max_websockets,
                operations: args.max_websocket_operations,
                init_timeout: Duration::from_secs(args.websocket_init_seconds),
                message_bytes: args.max_body_bytes,
                ..WebSocketLimits::default()
            },
            ..Self::default()
        }
    }
}

/// What to load.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The folder, with `directory` and `courses` in it.
    pub dir: PathBuf,

    /// Only check it: every mistake is told with its file and line, and nothing is written.
    #[arg(long)]
    pub check: bool,

    /// Which database to use.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// What to do with accounts.
#[derive(Debug, Args)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: UserCommand,

    /// Which database to use. A private PostgreSQL may be serving meanwhile.
    #[command(flatten)]
    pub database: DatabaseArgs,
}

/// What to do with an account. Passwords are read from standard input, a line, so that they stand in no list of
/// processes.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account.
    Create {
        /// What it logs in with.
        email: String,
        /// What others see; without it, the part of the e-mail address before the @.
        #[arg(long)]
        display_name: Option<String>,
        /// What it may do: learner, leader, editor or admin.
        #[arg(long, default_value = "learner")]
        role: Role,
        /// The IANA time zone in which its study days begin.
        #[arg(long, default_value = "Asia/Almaty")]
        time_zone: String,
        /// The language that meanings are shown to it in, BCP 47.
        #[arg(long, default_value = "ru")]
        gloss_language: String,
    },
    /// Set what an account may do.
    SetRole {
        /// The account.
        email: String,
        /// What it may do: learner, leader, editor or admin.
        role: Role,
    },
    /// Set an account's password, and log it out everywhere.
    ResetPassword {
        /// The account.
        email: String,
    },
}

/// What to do with Kazakh words. A CSV table with a header is read from standard input and written, line by line, with
/// more columns; other columns pass through. What is wrong with it is told with its line, and ends it with status 2.
#[derive(Debug, Args)]
pub struct KazakhArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: KazakhCommand,
}

/// What to do with Kazakh words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Subcommand)]
pub enum KazakhCommand {
    /// Inflect nouns: `lemma`, and if need be `drops_vowel` (1: халық, халқы; 0), `harmony` (back, front) and `frozen` (1:
    /// отбасы, отбасында; 0). Where they are empty, what is known of the noun counts. Adds 14 forms.
    Inflect,
    /// Take endings off: `word`. Adds `candidates`, the stems that search compares, in its coarse letters.
    Stem,
    /// Bring to the form in which answers are compared: `text`. Adds `folded`.
    Fold,
    /// Write in the draft Latin alphabet of 2021: `text`. Adds `latin`.
    Latin,
    /// Grade answers: `answer`, and `expected`, its correct spellings, separated by |. Adds `verdict`, `rating`, and for a
    /// slip `slip`, `expected_letters` and `written_letters`.
    Grade,
}

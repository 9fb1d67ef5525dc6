//! Which database a command works with: a server that was named, or the private one.

use private_postgres::{Durability, Lifetime, Options, Server};
use secrecy::ExposeSecret as _;

use super::{Failure, block_on};
use crate::config::{APPLICATION, DatabaseArgs};
use crate::db;

/// The private server's database.
const DATABASE: &str = "dostyq";

/// A database that answers to a URL, and the private server behind it, where this process runs it.
pub(super) struct Storage {
    url: String,
    pub(super) server: Option<Server>,
}

impl Storage {
    /// The named server, as it is; else the private one, started by this process, its schema up to date.
    pub(super) fn open(args: &DatabaseArgs) -> Result<Self, Failure> {
        if let Some(url) = named(args) {
            return Ok(Self { url, server: None });
        }
        let root = args.data_dir.clone().unwrap_or_else(|| APPLICATION.default_root());
        let server = Server::start(&Options {
            application: APPLICATION,
            root,
            bin_dir: args.pg_bin.clone(),
            durability: Durability::Durable,
            lifetime: Lifetime::ThisProcess,
        })?;
        let url = server.url(DATABASE);
        block_on(async {
            db::create_database(&server.url("postgres"), DATABASE).await?;
            db::migrations::run(&url).await
        })??;
        Ok(Self { url, server: Some(server) })
    }

    /// Like [`Self::open`], but where another process runs the private server, this one joins in.
    pub(super) fn open_or_join(args: &DatabaseArgs) -> Result<Self, Failure> {
        let root = args.data_dir.clone().unwrap_or_else(|| APPLICATION.default_root());
        match APPLICATION.running_url(&root, DATABASE) {
            Some(url) if named(args).is_none() => Ok(Self { url, server: None }),
            _ => Self::open(args),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

fn named(args: &DatabaseArgs) -> Option<String> {
    let given = args.database_url.as_ref().map(|url| url.expose_secret().to_owned());
    given.or_else(|| std::env::var("DATABASE_URL").ok()).filter(|url| !url.is_empty())
}

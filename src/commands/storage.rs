//! The database that a command works with: a given server, or the private one.

use private_postgres::{Durability, Lifetime, Options, Server};
use secrecy::ExposeSecret as _;

use super::{Failure, block_on};
use crate::config::{APPLICATION, DatabaseArgs};
use crate::db;

/// The name of the database on the private server.
const DATABASE: &str = "dostyq";

/// The URL of a database, and the private server behind it if this process runs it.
pub(super) struct Storage {
    url: String,
    pub(super) server: Option<Server>,
}

impl Storage {
    /// Opens the given server as it is. Otherwise starts the private one and brings its schema up to date.
    pub(super) fn open(args: &DatabaseArgs) -> Result<Self, Failure> {
        if let Some(url) = given_url(args) {
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

    /// Like [`Self::open`], but uses the private server of another process if one is running.
    pub(super) fn open_or_join(args: &DatabaseArgs) -> Result<Self, Failure> {
        let root = args.data_dir.clone().unwrap_or_else(|| APPLICATION.default_root());
        match APPLICATION.running_url(&root, DATABASE) {
            Some(url) if given_url(args).is_none() => Ok(Self { url, server: None }),
            _ => Self::open(args),
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }
}

fn given_url(args: &DatabaseArgs) -> Option<String> {
    let given = args.database_url.as_ref().map(|url| url.expose_secret().to_owned());
    given.or_else(|| std::env::var("DATABASE_URL").ok()).filter(|url| !url.is_empty())
}

//! A throwaway PostgreSQL server with one database.

use std::env;
use std::fs::{self, DirBuilder};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use dostyq::config::APPLICATION;
use private_postgres::{Durability, Lifetime, Options, Server};
use tokio_postgres::{Client, NoTls};

/// The server, and the folder for all files of the benchmark. Both are removed on drop.
pub(crate) struct Cluster {
    pub(crate) folder: PathBuf,
    pub(crate) url: String,
    server: Option<Server>,
}

impl Cluster {
    /// Starts a server; its folder contains `name`.
    pub(crate) fn start(name: &str) -> Self {
        let folder = env::temp_dir().join(format!("dostyq-bench-{name}-{}", std::process::id()));
        // If root runs the benchmark, PostgreSQL runs as another user, who needs access to the folder.
        DirBuilder::new().mode(0o711).create(&folder).unwrap();
        let server = Server::start(&Options {
            application: APPLICATION,
            root: folder.join("cluster"),
            bin_dir: env::var_os("DOSTYQ_PG_BIN").map(Into::into),
            durability: Durability::Throwaway,
            lifetime: Lifetime::ThisProcess,
        })
        .unwrap_or_else(|error| panic!("{error}"));
        Self { folder, url: server.url("postgres"), server: Some(server) }
    }

    pub(crate) async fn connect(&self) -> Client {
        let (client, connection) = tokio_postgres::connect(&self.url, NoTls).await.expect("the cluster");
        tokio::spawn(connection);
        client
    }

    /// Switches the logging of all statements and their parameters on or off.
    pub(crate) async fn log_statements(&self, all: bool) {
        let kind = if all { "all" } else { "none" };
        self.configure(&[("log_line_prefix", RECORD), ("log_statement", kind)]).await;
    }

    /// Changes settings of the server.
    pub(crate) async fn configure(&self, settings: &[(&str, &str)]) {
        let client = self.connect().await;
        for (name, value) in settings {
            client.batch_execute(&format!("ALTER SYSTEM SET {name} = '{value}'")).await.unwrap();
        }
        client.batch_execute("SELECT pg_reload_conf()").await.unwrap();
        // Existing connections receive the change by a signal, after a short time.
        tokio::time::sleep(Duration::from_millis(500)).await;
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.folder.join("cluster/postgres.log")
    }

    /// Returns the path of a PostgreSQL program next to the running server's executable, or its name if it is not
    /// there.
    pub(crate) fn program(&self, name: &str) -> PathBuf {
        let pid_file = fs::read_to_string(self.folder.join("cluster/pgdata/postmaster.pid")).unwrap();
        let pid = pid_file.lines().next().unwrap_or_default();
        let postgres = fs::canonicalize(format!("/proc/{pid}/exe")).unwrap_or_default();
        let beside = postgres.parent().unwrap_or(Path::new("")).join(name);
        if beside.is_file() { beside } else { name.into() }
    }
}

/// The prefix of each log record.
pub(crate) const RECORD: &str = "§ ";

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.server.take());
        let _ = fs::remove_dir_all(&self.folder);
    }
}

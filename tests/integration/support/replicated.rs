//! A PostgreSQL with a hot standby, both of one test.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::os::unix::fs::{MetadataExt as _, chown};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use dostyq::config::APPLICATION;
use dostyq::db;
use private_postgres::{Durability, Lifetime, Options, Server};
use tokio_postgres::Config;
use tokio_postgres::config::Host;

use super::cluster::TestDatabase;
use super::eventually::until;
use super::scratch::ScratchFolder;
use super::service::{Service, prepare};
use super::sql::connect;

const DATABASE: &str = "dostyq";

/// A primary with the project's content, and its standby.
pub(crate) struct Replicated {
    pub(crate) standby: Server,
    primary: Server,
    _folder: ScratchFolder,
}

impl Replicated {
    /// Takes some seconds. It needs a multi-thread runtime.
    pub(crate) async fn start() -> Self {
        let folder = ScratchFolder::new();
        let (root, standby_root) = (folder.path().join("primary"), folder.path().join("standby"));
        let mut primary = start(&root);
        db::create_database(&primary.url("postgres"), DATABASE).await.unwrap();
        prepare(primary.url(DATABASE)).await;
        primary.stop();
        drop(primary);
        let copied = Command::new("cp").arg("-a").args([&root, &standby_root]).status().unwrap();
        assert!(copied.success());
        let primary = start(&root);
        follow(&primary, &standby_root.join("pgdata"));
        Self { standby: start(&standby_root), primary, _folder: folder }
    }

    /// Starts a service that reads the standby.
    pub(crate) async fn serve(&self, max_lag: Duration) -> Service {
        let primary = TestDatabase::external(self.primary.url(DATABASE));
        Service::with_replica(primary, self.standby.url(DATABASE), max_lag).await
    }

    /// Has the standby receive changes, but apply none of them.
    pub(crate) async fn pause(&self) {
        let standby = connect(&self.standby.url(DATABASE)).await.unwrap();
        standby.batch_execute("SELECT pg_wal_replay_pause()").await.unwrap();
        let state = "SELECT pg_get_wal_replay_pause_state()";
        until("it is paused", async || {
            standby.query_one(state, &[]).await.unwrap().get::<_, String>(0) == "paused"
        })
        .await;
    }

    /// Ends the effect of [`Self::pause`].
    pub(crate) async fn resume(&self) {
        let standby = connect(&self.standby.url(DATABASE)).await.unwrap();
        standby.batch_execute("SELECT pg_wal_replay_resume()").await.unwrap();
    }
}

/// Starts a server that writes a log which a standby can follow.
fn start(root: &Path) -> Server {
    let server = Server::start(&Options {
        application: APPLICATION,
        root: root.to_owned(),
        bin_dir: std::env::var_os("DOSTYQ_PG_BIN").map(Into::into),
        durability: Durability::Durable,
        lifetime: Lifetime::ThisProcess,
    });
    server.unwrap_or_else(|error| panic!("{error}"))
}

/// Makes a copy of a cluster a standby.
fn follow(primary: &Server, copy: &Path) {
    let config: Config = primary.url(DATABASE).parse().unwrap();
    let Host::Unix(socket) = &config.get_hosts()[0] else { panic!("{config:?}") };
    let primary = format!("host={} user={}", socket.display(), config.get_user().unwrap());
    let mut settings = OpenOptions::new().append(true).open(copy.join("postgresql.auto.conf")).unwrap();
    writeln!(settings, "primary_conninfo = '{primary}'").unwrap();
    let signal = copy.join("standby.signal");
    File::create(&signal).unwrap();
    let owner = fs::metadata(copy).unwrap();
    chown(&signal, Some(owner.uid()), Some(owner.gid())).unwrap();
}

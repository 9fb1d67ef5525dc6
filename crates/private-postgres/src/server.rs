//! Starts PostgreSQL, waits until it is ready, and stops it.

use std::{
    fs::{self, File},
    mem,
    path::{Path, PathBuf},
    process::{Child, ExitStatus},
    thread::sleep,
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use super::{
    Application,
    binaries::Binaries,
    error::{Error, IoContext},
    folder::Folder,
    initdb, lock, log,
    options::{Durability, Options},
    orphan,
    postmaster_file::PostmasterFile,
    run_as::RunAs,
    socket, url,
    watchdog::Watchdog,
};

/// How long a start may take. This is generous: after a crash, PostgreSQL first replays its log, and stopping it would make
/// it begin again.
const READY_LIMIT: Duration = Duration::from_mins(5);
const READY_POLL: Duration = Duration::from_millis(10);
const STOP_POLL: Duration = Duration::from_millis(5);
/// The signals that stop PostgreSQL, and how long to wait after each: disconnect the clients and write all data to disk;
/// quit at once and let the next start replay the log; kill.
const STOP_SIGNALS: [(Signal, Duration); 3] = [
    (Signal::SIGINT, Duration::from_secs(30)),
    (Signal::SIGQUIT, Duration::from_secs(10)),
    (Signal::SIGKILL, Duration::from_secs(5)),
];

/// Settings that override the cluster's `postgresql.conf`.
const SETTINGS: [&str; 7] = [
    "listen_addresses=",
    "unix_socket_permissions=0700",
    // Until a table that was just filled has been analyzed, queries keep the plans that were made for an empty one.
    "autovacuum_naptime=10s",
    // The log has no values: neither those of rows that an error names, nor statements and their parameters.
    "log_error_verbosity=terse",
    "log_min_error_statement=panic",
    "log_parameter_max_length=0",
    "log_parameter_max_length_on_error=0",
];
/// Settings that trade safety for speed, with many connections, because each test may have its own pool.
const THROWAWAY_SETTINGS: [&str; 10] = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_wal_size=1GB",
    "autovacuum=off",
    "jit=off",
    "max_connections=300",
    "shared_buffers=128MB",
];

/// A running PostgreSQL server. It is stopped when dropped.
#[derive(Debug)]
pub struct Server {
    postgres: Child,
    watchdog: Watchdog,
    folder: Folder,
    socket_folder: PathBuf,
    /// Held as long as the file is open, and so until after `postgres` has ended.
    _lock: File,
}

impl Server {
    /// Starts a server on the folder, creates a cluster if there is none, and returns when it accepts connections. This
    /// blocks for 0.1 to 0.2 s, for 0.5 to 5 s the first time, and longer after a crash.
    ///
    /// # Errors
    /// [`Error::FolderInUse`] if a server is already running on the folder; [`Error::NoBinaries`] if PostgreSQL is not
    /// installed. The other errors report a problem with the folder or a failure of PostgreSQL.
    pub fn start(options: &Options) -> Result<Self, Error> {
        let started_at = Instant::now();
        let folder = Folder::create(&options.root, options.application)?;
        let lock = lock::take(&folder)?;
        let data_major = folder.data_major();
        let binaries = Binaries::find(options.application, options.bin_dir.as_deref(), data_major)?;
        let run_as = RunAs::choose(&folder)?;
        run_as.check_reaches(&folder)?;
        let socket_folder = socket::folder_for(&folder);
        run_as.create_private_folder(&socket_folder)?;

        orphan::clear_server(&folder.data());
        orphan::remove_stale_sockets(&socket_folder);
        initdb::remove_unfinished(&folder);

        let mut watchdog = Watchdog::start(&folder, &lock, options)?;
        let log_file = log::open(&folder)?;
        if data_major.is_none() {
            initdb::create_cluster(&folder, &binaries, &run_as, options.durability, &log_file)?;
        }
        let postgres =
            spawn_postgres(&folder, &socket_folder, &binaries, &run_as, options.durability, log_file)?;
        watchdog.guard(&postgres);

        let mut server = Self { postgres, watchdog, folder, socket_folder, _lock: lock };
        server.wait_until_ready()?;
        tracing::info!(
            version = binaries.major,
            folder = %server.folder.root().display(),
            pid = server.postgres.id(),
            milliseconds = started_at.elapsed().as_millis(),
            "PostgreSQL is ready"
        );
        Ok(server)
    }

    /// Returns the URL of a database on this server. A database named `postgres` always exists.
    pub fn url(&self, database: &str) -> String {
        self.url_of_user(database, self.folder.application().name)
    }

    /// Returns the URL of a database for another role of this server than its superuser.
    pub fn url_of_user(&self, database: &str, user: &str) -> String {
        url::of(&self.socket_folder, user, database)
    }

    /// Returns the exit status if PostgreSQL has ended. If nothing has [stopped](Self::stop) it, the application has lost
    /// its database, and should drop this server and start another one.
    pub fn exited(&mut self) -> Option<ExitStatus> {
        self.postgres.try_wait().ok().flatten()
    }

    /// Stops PostgreSQL: disconnects its clients and writes all data to disk. This blocks, usually for 0.1 s and for at
    /// most 45 s. Does nothing if PostgreSQL has ended already.
    pub fn stop(&mut self) {
        for (signal, limit) in STOP_SIGNALS {
            if self.exited().is_some() {
                break;
            }
            let _ = kill(Pid::from_raw(self.postgres.id().cast_signed()), signal);
            if !self.wait_for_exit(limit) {
                tracing::warn!(%signal, seconds = limit.as_secs(), "PostgreSQL did not end");
            }
        }
        self.watchdog.dismiss();
        if !self.socket_folder.starts_with(self.folder.root()) {
            // The socket's folder is in /tmp. This removes it only if it is empty.
            let _ = fs::remove_dir(&self.socket_folder);
        }
    }

    /// Leaves the server running until its [lifetime](super::Lifetime) ends it.
    pub fn detach(self) {
        // This closes neither the lock nor the pipe to the watchdog. With `ThisProcess` they must stay open as long as this
        // process runs.
        mem::forget(self);
    }

    fn wait_until_ready(&mut self) -> Result<(), Error> {
        let deadline = Instant::now() + READY_LIMIT;
        loop {
            if let Some(status) = self.exited() {
                let log = self.folder.log();
                return Err(Error::Failed { program: "postgres", status, log_end: log::end(&log), log });
            }
            let own_pid = self.postgres.id().cast_signed();
            let file = PostmasterFile::read(&self.folder.data());
            if file == Some(PostmasterFile { pid: own_pid, is_ready: true }) {
                return Ok(());
            }
            if Instant::now() > deadline {
                self.stop();
                let log = self.folder.log();
                return Err(Error::NotReady { waited: READY_LIMIT, log_end: log::end(&log), log });
            }
            sleep(READY_POLL);
        }
    }

    /// Waits for the exit, and returns whether it came within `limit`.
    fn wait_for_exit(&mut self, limit: Duration) -> bool {
        let deadline = Instant::now() + limit;
        loop {
            if self.exited().is_some() {
                return true;
            }
            if Instant::now() > deadline {
                return false;
            }
            sleep(STOP_POLL);
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

impl Application {
    /// Returns the URL of a database on the server that runs on this folder now, started by any process. `None` if no
    /// server runs there, or if it does not accept connections. Lets a command-line tool work while a service runs.
    pub fn running_url(self, root: &Path, database: &str) -> Option<String> {
        let folder = Folder::existing(root, self).ok()?;
        let socket_folder = socket::folder_for(&folder);
        let is_ready = PostmasterFile::read(&folder.data())?.is_ready;
        // A killed run leaves the file and the socket behind, but never the lock.
        let is_running = is_ready && socket::path_in(&socket_folder).exists() && lock::is_held(&folder);
        is_running.then(|| url::of(&socket_folder, self.name, database))
    }
}

fn spawn_postgres(
    folder: &Folder,
    socket_folder: &Path,
    binaries: &Binaries,
    run_as: &RunAs,
    durability: Durability,
    log_file: File,
) -> Result<Child, Error> {
    let mut postgres = run_as.command(binaries.postgres());
    // PostgreSQL changes to this folder anyway. Starting there makes it recognizable at once (see `processes`).
    postgres.current_dir(folder.data());
    postgres
        .arg("-D")
        .arg(folder.data())
        .arg("-k")
        .arg(socket_folder)
        .args(["-p", &socket::PORT.to_string()]);
    let more_settings: &[&str] = if durability == Durability::Throwaway { &THROWAWAY_SETTINGS } else { &[] };
    for setting in SETTINGS.iter().chain(more_settings) {
        postgres.args(["-c", setting]);
    }
    postgres.stdout(log_file.try_clone().context("share the log")?).stderr(log_file);
    postgres.spawn().context(format!("run {}", binaries.postgres().display()))
}

//! A database for each test: a copy of a prepared template, in one throwaway cluster for the whole test run.
//!
//! The first test process starts the cluster. The cluster belongs to the [runner](scratch::runner), which all test
//! processes of a run share, and ends half a second after it. `TEST_DATABASE_URL` names a server to use instead; its
//! user must be allowed to create databases.

use std::{
    env,
    fs::{File, OpenOptions},
    hash::{BuildHasher, RandomState},
    panic,
    path::Path,
    pin::Pin,
    sync::OnceLock,
    thread,
};

use dostyq::config::APPLICATION;
use private_postgres::{Durability, Lifetime, Options, Server};
use tokio_postgres::Client;

use super::{scratch, sql::connect};

/// The database to connect to while creating others.
const ADMINISTRATION: &str = "postgres";
/// The first version with an option for how a database is copied.
const FIRST_WITH_STRATEGY: i32 = 15_00_00;

/// Prepares an empty database at an address, for example by running the migrations. It runs in a multi-thread runtime.
pub(crate) type Prepare = fn(String) -> Pin<Box<dyn Future<Output = ()> + Send>>;

/// A database of one test. Dropping it deletes the database, unless it is on [another server](Self::external).
pub(crate) struct TestDatabase {
    /// The address of the database.
    pub(crate) url: String,
    name: Option<String>,
}

impl TestDatabase {
    /// Copies the template, and prepares the template first if this run has none of that name. The name must change
    /// whenever the preparation changes, because a server of `TEST_DATABASE_URL` keeps its templates. Blocks for about
    /// 10 ms.
    pub(crate) fn create(template: &str, prepare: Prepare) -> Self {
        let name = format!("dostyq_test_{:016x}", random());
        let (template, copy) = (template.to_owned(), name.clone());
        in_own_runtime(async move {
            let mut client = connect(administration_url()).await.expect("the test cluster");
            ensure_template(&mut client, &template, prepare).await;
            copy_database(&client, &template, &copy).await;
        });
        Self { url: with_database(administration_url(), &name), name: Some(name) }
    }

    /// Copies this database. All its connections are terminated, because PostgreSQL copies only a database without
    /// connections.
    pub(crate) fn copy(&self) -> Self {
        let name = format!("dostyq_test_{:016x}", random());
        let original = self.name.clone().expect("a database of this run");
        let copy = name.clone();
        in_own_runtime(async move {
            let client = connect(administration_url()).await.expect("the test cluster");
            let cut_off = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
            client.query(cut_off, &[&original]).await.expect("no connection to the database");
            copy_database(&client, &original, &copy).await;
        });
        Self { url: with_database(administration_url(), &name), name: Some(name) }
    }

    /// A database on a server that the test itself starts and stops.
    pub(crate) fn external(url: String) -> Self {
        Self { url, name: None }
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let Some(name) = self.name.take() else { return };
        in_own_runtime(async move {
            let Ok(client) = connect(administration_url()).await else { return };
            // The test's connections may still be open.
            let _ = client
                .batch_execute(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted(&name)))
                .await;
        });
    }
}

/// Returns the address of the test server, which is found or started once per process.
fn administration_url() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| env::var("TEST_DATABASE_URL").unwrap_or_else(|_| cluster_of_this_run()))
}

fn cluster_of_this_run() -> String {
    let root = scratch::run_folder();
    let _starting = lock(&root.join("starting"));
    APPLICATION.running_url(&root, ADMINISTRATION).unwrap_or_else(|| start_cluster(&root))
}

fn start_cluster(root: &Path) -> String {
    let server = Server::start(&Options {
        application: APPLICATION,
        root: root.to_owned(),
        bin_dir: env::var_os("DOSTYQ_PG_BIN").map(Into::into),
        durability: Durability::Throwaway,
        lifetime: Lifetime::Process(scratch::runner().as_raw().cast_unsigned()),
    });
    let server = server.unwrap_or_else(|error| panic!("the test cluster: {error}"));
    let url = server.url(ADMINISTRATION);
    server.detach();
    url
}

/// Takes a file lock. It is released when the file is closed, or when this process ends for whatever reason.
fn lock(path: &Path) -> File {
    let file = OpenOptions::new().create(true).append(true).open(path).expect("the lock of the test cluster");
    file.lock().expect("the lock of the test cluster");
    file
}

/// Prepares the template under a lock of the server: other processes, even on other machines, may need it at the same
/// time.
async fn ensure_template(client: &mut Client, template: &str, prepare: Prepare) {
    if exists(client, template).await {
        return;
    }
    let lock = "SELECT pg_advisory_lock(hashtextextended($1, 0))";
    client.execute(lock, &[&template]).await.expect("the template's lock");
    if !exists(client, template).await {
        make_template(client, template, prepare).await;
    }
    client.execute("SELECT pg_advisory_unlock_all()", &[]).await.expect("the template's lock");
}

/// Creates the template. It gets its name only at the end, so a failed preparation leaves no unfinished template.
async fn make_template(client: &Client, template: &str, prepare: Prepare) {
    let unfinished = format!("{template}_unfinished");
    let before = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", quoted(&unfinished));
    client.batch_execute(&before).await.expect("no unfinished template");
    let create = format!("CREATE DATABASE {}", quoted(&unfinished));
    client.batch_execute(&create).await.expect("an empty template");
    prepare(with_database(administration_url(), &unfinished)).await;
    let finish = format!("ALTER DATABASE {} RENAME TO {}", quoted(&unfinished), quoted(template));
    client.batch_execute(&finish).await.expect("the template's name");
}

/// Reads the catalogue instead of connecting: a database that is being copied must have no connections.
async fn exists(client: &Client, database: &str) -> bool {
    let query = "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)";
    client.query_one(query, &[&database]).await.expect("the list of databases").get(0)
}

async fn copy_database(client: &Client, template: &str, copy: &str) {
    let version = "SELECT current_setting('server_version_num')::int";
    let version: i32 = client.query_one(version, &[]).await.expect("the server's version").get(0);
    // Three times as fast as the default, which writes every page to the log; fsync is off here.
    let strategy = if version >= FIRST_WITH_STRATEGY { "STRATEGY FILE_COPY" } else { "" };
    let create = format!("CREATE DATABASE {} TEMPLATE {} {strategy}", quoted(copy), quoted(template));
    client.batch_execute(&create).await.expect("a copy of the template");
}

/// Runs a future to completion in a runtime of its own: the test's runtime may have only one thread, and a preparation
/// may need several (`block_in_place`).
fn in_own_runtime<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let run = || {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        runtime.worker_threads(1).enable_all().build().expect("a runtime").block_on(work)
    };
    thread::spawn(run).join().unwrap_or_else(|why| panic::resume_unwind(why))
}

/// Returns the address of another database on the same server.
fn with_database(url: &str, database: &str) -> String {
    let (address, parameters) =
        url.split_once('?').map_or((url, String::new()), |(address, rest)| (address, format!("?{rest}")));
    let (scheme, address) = address.split_once("://").expect("an address with a scheme");
    let host = address.split_once('/').map_or(address, |(host, _)| host);
    format!("{scheme}://{host}/{database}{parameters}")
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Returns a random number. Process ids would repeat on a server that outlives the run.
fn random() -> u64 {
    // The standard library seeds each of these randomly.
    RandomState::new().hash_one(())
}

//! Starts and stops real servers.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::{
    env, fs,
    os::unix::{
        fs::{DirBuilderExt, MetadataExt},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use nix::unistd::geteuid;
use private_postgres::{Application, Durability, Error, Lifetime, Options, Server};
use support::{ScratchFolder, connect};

const EXAMPLE: Application =
    Application { name: "example", oldest_major: 15, bin_dir_variable: None, url_variable: None };

fn throwaway(root: &Path) -> Options {
    Options {
        application: EXAMPLE,
        root: root.to_owned(),
        bin_dir: env::var_os("TEST_PG_BIN").map(Into::into),
        durability: Durability::Throwaway,
        lifetime: Lifetime::ThisProcess,
    }
}

fn start(root: &Path) -> Server {
    Server::start(&throwaway(root)).unwrap_or_else(|error| panic!("{error}"))
}

async fn write_word(url: &str) {
    let client = connect(url).await.unwrap();
    client.batch_execute("CREATE TABLE words (word text); INSERT INTO words VALUES ('сөз')").await.unwrap();
}

async fn read_word(url: &str) -> String {
    connect(url).await.unwrap().query_one("SELECT upper(word) FROM words", &[]).await.unwrap().get(0)
}

fn pid_file(root: &Path) -> PathBuf {
    root.join("pgdata/postmaster.pid")
}

#[tokio::test]
async fn data_survives_a_stop_and_a_start() {
    let folder = ScratchFolder::new();
    let root = folder.path();
    assert_eq!(EXAMPLE.running_url(root, "postgres"), None);

    let mut server = start(root);
    write_word(&server.url("postgres")).await;
    assert_eq!(server.exited(), None);
    assert_eq!(EXAMPLE.running_url(root, "postgres"), Some(server.url("postgres")));
    server.stop();
    assert!(server.exited().unwrap().success());
    drop(server);
    assert_eq!(EXAMPLE.running_url(root, "postgres"), None);

    let server = start(root);
    assert_eq!(read_word(&server.url("postgres")).await, "СӨЗ");
}

#[test]
fn a_folder_has_one_server_at_a_time() {
    let folder = ScratchFolder::new();
    let server = start(folder.path());

    let second = Server::start(&throwaway(folder.path())).unwrap_err();
    assert!(matches!(second, Error::FolderInUse { .. }), "{second:?}");
    assert!(second.to_string().contains("is in use: another example is running on it"), "{second}");

    assert!(EXAMPLE.running_url(folder.path(), "postgres").is_some(), "the first server keeps running");
    drop(server);
}

#[test]
fn a_stale_pid_file_does_not_prevent_a_start() {
    let folder = ScratchFolder::new();
    let root = folder.path();
    let mut server = start(root);
    let text = fs::read_to_string(pid_file(root)).unwrap();
    server.stop();
    drop(server);

    // Another program has got the process id since. PostgreSQL alone would refuse to start: "lock file already exists".
    let mut unrelated = spawn_unrelated_program(&root.join("pgdata"));
    let (_, rest) = text.split_once('\n').unwrap();
    let stale = format!("{}\n{rest}", unrelated.id());
    fs::write(pid_file(root), &stale).unwrap();
    fs::write(root.join("run/.s.PGSQL.5432.lock"), &stale).unwrap();

    let server = start(root);
    assert!(EXAMPLE.running_url(root, "postgres").is_some());
    assert_eq!(unrelated.try_wait().unwrap(), None, "the other program keeps running");
    drop(server);
    unrelated.kill().unwrap();
    unrelated.wait().unwrap();
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_is_usable() {
    let folder = ScratchFolder::new();
    let root = folder.path().join("ұзақ жол".repeat(10));
    let server = start(&root);
    let url = server.url("postgres");
    assert!(url.starts_with("postgresql:///postgres?host=/tmp/example-"), "{url}");
    assert_eq!(EXAMPLE.running_url(&root, "postgres").as_ref(), Some(&url));
    connect(&url).await.unwrap();

    let (_, socket_folder) = url.split_once("host=").unwrap();
    let (socket_folder, _) = socket_folder.split_once('&').unwrap();
    assert!(Path::new(socket_folder).exists());
    drop(server);
    assert!(!Path::new(socket_folder).exists(), "nothing remains in /tmp");
}

#[test]
fn a_folder_that_only_root_can_enter_is_refused_to_root() {
    if !geteuid().is_root() {
        return;
    }
    let folder = ScratchFolder::new();
    let closed = folder.path().join("closed");
    fs::DirBuilder::new().mode(0o700).create(&closed).unwrap();

    let error = Server::start(&throwaway(&closed.join("example"))).unwrap_err();
    assert!(matches!(error, Error::FolderUnreachable { .. }), "{error:?}");
    assert!(error.to_string().contains("such as /var/lib/example"), "{error}");
}

/// Starts a program that has nothing to do with PostgreSQL, as the user that PostgreSQL runs as.
fn spawn_unrelated_program(data: &Path) -> Child {
    let user = fs::metadata(data).unwrap();
    Command::new("cat")
        .uid(user.uid())
        .gid(user.gid())
        .current_dir("/")
        .stdin(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn client_programs_of_the_servers_version_are_found() {
    let bin_dir = env::var_os("TEST_PG_BIN").map(PathBuf::from);
    let folder = ScratchFolder::new();
    assert_eq!(EXAMPLE.data_major(folder.path()), None);
    let server = start(folder.path());
    let major = EXAMPLE.data_major(folder.path()).unwrap();
    drop(server);
    assert!(EXAMPLE.newest_installed(bin_dir.as_deref()).unwrap().major >= major);
    assert!(EXAMPLE.program("pg_dump", bin_dir.as_deref(), major).unwrap().is_file());
    let missing = EXAMPLE.program("pg_dump", bin_dir.as_deref(), 999).unwrap_err();
    assert!(missing.to_string().contains("postgresql-client-999"), "{missing}");
}

//! The private PostgreSQL of a service that is killed.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use dostyq::config::APPLICATION;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use private_postgres::{Durability, Lifetime, Options, Server};

use crate::support::{
    eventually::{eventually, until},
    processes::children_of,
    program::RunningService,
    scratch::ScratchFolder,
    sql::connect,
};

fn throwaway(root: &Path) -> Options {
    Options {
        application: APPLICATION,
        root: root.to_owned(),
        bin_dir: env::var_os("DOSTYQ_PG_BIN").map(Into::into),
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

fn pid_in(pid_file: &Path) -> Pid {
    let text = fs::read_to_string(pid_file).unwrap();
    Pid::from_raw(text.lines().next().unwrap().parse().unwrap())
}

#[tokio::test]
async fn a_killed_service_leaves_no_postgresql_and_loses_nothing() {
    let folder = ScratchFolder::new();
    let root = &folder.path().join("data");
    let service = serve(folder.path(), root);
    let url = eventually("the service runs", || APPLICATION.running_url(root, "postgres"));
    write_word(&url).await;

    // SIGKILL.
    service.end(Signal::SIGKILL);

    // Removing this file is the last thing that PostgreSQL does, after it has written all data to disk.
    eventually("PostgreSQL ends by itself", || (!pid_file(root).exists()).then_some(()));
    assert_eq!(APPLICATION.running_url(root, "postgres"), None);
    let server = start(root);
    assert_eq!(read_word(&server.url("postgres")).await, "СӨЗ");
}

#[tokio::test]
async fn a_postgresql_left_behind_is_stopped_by_the_next_start() {
    if !cfg!(target_os = "linux") {
        return; // this test finds the watchdog in /proc
    }
    let folder = ScratchFolder::new();
    let root = &folder.path().join("data");
    let service = serve(folder.path(), root);
    let url = eventually("the service runs", || APPLICATION.running_url(root, "postgres"));
    write_word(&url).await;
    let still_connected = connect(&url).await.unwrap();

    // The watchdog, the child that is not PostgreSQL, is killed first.
    let left_behind = pid_in(&pid_file(root));
    let children = children_of(service.pid());
    assert_eq!(children.len(), 2, "PostgreSQL and its watchdog");
    for watchdog in children.into_iter().filter(|child| *child != left_behind) {
        kill(watchdog, Signal::SIGKILL).unwrap();
    }
    service.end(Signal::SIGKILL);
    assert_eq!(APPLICATION.running_url(root, "postgres"), None, "no running service owns it");
    still_connected.batch_execute("SELECT").await.expect("PostgreSQL is still running");

    let server = start(root);
    assert_ne!(pid_in(&pid_file(root)), left_behind);
    assert!(still_connected.batch_execute("SELECT").await.is_err());
    assert_eq!(read_word(&server.url("postgres")).await, "СӨЗ");
}

#[tokio::test]
async fn a_postgresql_that_dies_is_started_again() {
    let folder = ScratchFolder::new();
    let root = &folder.path().join("data");
    let service = serve(folder.path(), root);
    service.client().register("aigul@example.kz").await;
    for _ in 0..2 {
        let killed = pid_in(&pid_file(root));
        kill(killed, Signal::SIGKILL).unwrap();
        eventually("another PostgreSQL runs", || {
            let pid = fs::read_to_string(pid_file(root)).ok()?.lines().next()?.parse().ok()?;
            (Pid::from_raw(pid) != killed).then_some(())
        });
        until("it is ready", async || service.client().get("/readyz").await.status == 200).await;
        service.client().log_in("aigul@example.kz").await;
    }
    let (status, _) = service.end(Signal::SIGTERM);
    assert!(status.success());
}

#[tokio::test]
async fn the_private_postgresql_logs_no_values_and_the_service_is_no_superuser() {
    let folder = ScratchFolder::new();
    let root = &folder.path().join("data");
    let service = serve(folder.path(), root);
    service.client().register("aigul@example.kz").await;
    let again = "mutation { register(input: {email: \"aigul@example.kz\", password: \"таудан аққан бұлақ\",
        displayName: \"Айгүл\", glossLanguage: \"ru\"}) { errors { code } } }";
    let answer = service.client().query(again, serde_json::json!({})).await;
    assert_eq!(answer["register"]["errors"][0]["code"], "EMAIL_TAKEN");
    let log = fs::read_to_string(root.join("postgres.log")).unwrap();
    assert!(log.contains("duplicate key"), "{log}");
    assert!(!log.contains("aigul"), "{log}");

    let url = APPLICATION.running_url(root, "dostyq").unwrap();
    let roles =
        "SELECT DISTINCT usename::text, rolsuper FROM pg_stat_activity JOIN pg_roles ON rolname = usename
        WHERE datname = 'dostyq' AND pid <> pg_backend_pid()";
    let rows = connect(&url).await.unwrap().query(roles, &[]).await.unwrap();
    let roles: Vec<(String, bool)> = rows.iter().map(|row| (row.get(0), row.get(1))).collect();
    assert_eq!(roles, [("dostyq_service".to_owned(), false)]);
}

#[tokio::test]
async fn a_service_that_is_about_to_end_lets_its_clients_go() {
    let folder = ScratchFolder::new();
    let root = &folder.path().join("data");
    let service = serve(folder.path(), root);
    let client = service.client();
    assert!(!client.get("/healthz").await.headers.contains_key("connection"));
    kill(service.pid(), Signal::SIGTERM).unwrap();
    until("it is not ready any more", async || client.get("/readyz").await.status == 503).await;
    let answer =
        client.execute("{ organization(by: {slug: \"parasat\"}) { name } }", serde_json::json!({})).await;
    assert_eq!(answer.headers["connection"], "close", "{answer:?}");
    answer.data();
    let (status, _) = service.end(Signal::SIGINT);
    assert!(status.success());
}

/// Starts the service on a data folder, in a process that can be killed.
fn serve(place: &Path, root: &Path) -> RunningService {
    RunningService::start(place, &["--data-dir", root.to_str().unwrap()])
}

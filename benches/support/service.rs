//! The program, run as a process: with its own allocator, threads and log, as it is run in earnest.

use std::fs::{self, File};
use std::net::SocketAddr;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use hyper::StatusCode;
use nix::unistd::{SysconfVar, sysconf};
use serde_json::{Value, json};

use super::cluster::Cluster;
use super::connection::Connection;

/// A running service. Dropped, it is stopped.
pub(crate) struct Service {
    process: Child,
    log: std::path::PathBuf,
    pub(crate) address: SocketAddr,
}

/// The program with arguments, over a cluster's database.
pub(crate) fn dostyq(cluster: &Cluster, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dostyq"));
    // Nothing of our environment is a setting of the service; nor is the content of this folder loaded.
    command.args(arguments).args(["--database-url", &cluster.url]).current_dir(&cluster.folder).env_clear();
    command
}

impl Service {
    pub(crate) fn migrate(cluster: &Cluster) {
        assert!(dostyq(cluster, &["migrate"]).output().unwrap().status.success());
    }

    pub(crate) fn start(cluster: &Cluster) -> Self {
        let log = cluster.folder.join("serve.log");
        let mut process = dostyq(cluster, &["serve", "--listen", "127.0.0.1:0", "--log-format", "json"])
            .stdin(Stdio::null())
            .stdout(File::create(cluster.folder.join("serve.out")).unwrap())
            .stderr(File::create(&log).unwrap())
            .spawn()
            .unwrap();
        for _ in 0..600 {
            let said = fs::read_to_string(&log).unwrap();
            let address =
                said.split_once("listening: http://").and_then(|(_, rest)| rest.split_once("/graphql"));
            if let Some((address, _)) = address {
                return Self { process, log, address: address.parse().unwrap() };
            }
            assert!(process.try_wait().unwrap().is_none(), "it ended: {said}");
            sleep(Duration::from_millis(50));
        }
        panic!("it doesn't listen");
    }

    /// The data of an operation that must succeed, and how many statements the service's log says it took.
    pub(crate) async fn query(&self, document: &str, variables: &Value) -> (Value, u64) {
        self.query_as(None, document, variables).await
    }

    /// Likewise, as whoever the token belongs to.
    pub(crate) async fn query_as(
        &self,
        token: Option<&str>,
        document: &str,
        variables: &Value,
    ) -> (Value, u64) {
        let logged = fs::metadata(&self.log).unwrap().len();
        let mut connection = Connection::open(self.address).await;
        let body = json!({"query": document, "variables": variables}).to_string();
        let (status, answer) = connection.post(&body.into(), token).await;
        let mut answer: Value = serde_json::from_slice(&answer).unwrap();
        assert!(status == StatusCode::OK && answer.get("errors").is_none(), "{answer:#}");
        (answer["data"].take(), self.statements_after(logged).await)
    }

    /// The line is written after the answer.
    async fn statements_after(&self, logged: u64) -> u64 {
        loop {
            let log = fs::read_to_string(&self.log).unwrap();
            let mut lines = log[usize::try_from(logged).unwrap()..].lines();
            let line =
                lines.find_map(|line| serde_json::from_str::<Value>(line).ok()?["statements"].as_u64());
            if let Some(statements) = line {
                return statements;
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    /// Processor time that it has used, where `/proc` tells it.
    pub(crate) fn cpu(&self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.process.id())).ok()?;
        // Behind the name, which may hold anything, the twelfth and thirteenth fields.
        let (_, fields) = stat.rsplit_once(')')?;
        let ticks: u32 =
            fields.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u32>().unwrap_or(0)).sum();
        let per_second = u32::try_from(sysconf(SysconfVar::CLK_TCK).ok()??).ok()?;
        Some(Duration::from_secs(1) * ticks / per_second)
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
